// A health card beside a customer's record: what is equal, what differs, what is missing, and what taking over makes of the record.
import { expect, test } from 'vitest';
import { comparedFields, differingFields, offeredFields } from '../../src-main/service/card-readers/compare.ts';
import { withTakenOver } from '../../src-main/service/card-readers/taken-over.ts';
import { type InsuranceFacts, withMembership } from '../../src-main/service/insurance.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { CARD_FIELDS, type CardField, type HealthCard } from '../../src-shared/health-card/record.ts';
import { kvnrOf } from '../support/health-cards.ts';

const KVNR = kvnrOf('Z12345678');
const card: HealthCard = {
  ...{ kvnr: KVNR, title: 'Dr. med.', firstName: 'Anna Maria', lastName: 'von Müller', gender: 'W' },
  ...{ birthDate: '1961-04-03', birthText: '03.04.1961', statedOn: '2026-04-12', incomplete: false },
  street: {
    ...{ street: 'Sonnenstraße', houseNumber: '4a', addition: null, postcode: '80331', town: 'München', country: null },
  },
  postBox: { postBox: '98 21', postcode: '8055', town: 'Graz', country: 'Österreich' },
  insurance: {
    ...{ payerIk: '109519005', payerName: 'AOK Nordost', status: 'member', validFrom: '2015-01-01', validTo: null },
  },
  insuranceUnreadable: false,
};
const facts: InsuranceFacts = {
  payers: [
    { id: 'aok', ik: '109519005', name: 'AOK', ended: false },
    { id: 'tk', ik: '101575519', name: 'TK', ended: false },
  ],
  ...{ insuranceStatusKept: true, today: '2026-11-30' },
};
const address = (more: Partial<CustomerForm['addresses'][number]>): CustomerForm['addresses'][number] => ({
  ...{ id: null, label: null, street: null, houseNumber: null, addition: null, district: null },
  ...{ postcode: null, town: null, country: null, ...more },
});
const payer = (more: Partial<CustomerForm['payers'][number]>): CustomerForm['payers'][number] => ({
  ...{ id: 'p', payerId: 'aok', insuredNumber: null, validFrom: '2020-01-01', validTo: null, ...more },
});
const stored = (more: Partial<CustomerForm> = {}): CustomerForm => ({ ...emptyForm('natural', 'active'), ...more });
/** Everything the card says, in other spellings. */
const same = stored({
  ...{ kvnr: KVNR, title: 'dr med', firstName: 'ANNA-MARIA', lastName: 'von Mueller', birthDate: '1961-04-03' },
  addresses: [
    address({ street: 'Sonnenstr. 4 A', postcode: '80331', town: 'Muenchen', country: 'DE', addition: 'Hinterhaus' }),
    address({ id: 'box', street: 'Postfach 9821', postcode: '8055', town: 'Graz', country: 'AT' }),
  ],
  ...{ homeAddress: 0, payers: [payer({ insuredNumber: KVNR })], standardPayer: 0, insuranceStatus: 'member' },
});
const states = (form: CustomerForm, of = card, by = facts) =>
  Object.fromEntries(comparedFields(of, form, by).map(({ field, state }) => [field, state]));
const all = (state: string) => Object.fromEntries(CARD_FIELDS.map((field) => [field, state]));

test('spellings of one thing are equal, an empty record lacks everything [A-45 E-71]', () => {
  expect(states(same)).toEqual(all('equal'));
  expect(differingFields(comparedFields(card, same, facts))).toEqual([]);
  expect(states(stored())).toEqual(all('missing'));
  expect(offeredFields(card, facts).map(({ field, stored: kept }) => [field, kept])).toEqual(
    CARD_FIELDS.map((field) => [field, null]),
  );
});

test('what differs differs, each field by itself [A-45]', () => {
  const changed: Record<CardField, Partial<CustomerForm>> = {
    kvnr: { kvnr: kvnrOf('A11111111') },
    title: { title: 'Prof.' },
    firstName: { firstName: 'Anna' },
    lastName: { lastName: 'von Muller' },
    birthDate: { birthDate: '1961-03-04' },
    address: {
      addresses: same.addresses.with(0, address({ street: 'Sonnenstr. 5', postcode: '80331', town: 'München' })),
    },
    postBox: {
      addresses: same.addresses.with(
        1,
        address({ street: 'Postfach 9822', postcode: '8055', town: 'Graz', country: 'A' }),
      ),
    },
    payer: { payers: [payer({ payerId: 'tk' })] },
    insuranceStatus: { insuranceStatus: 'family' },
  };
  for (const field of CARD_FIELDS)
    expect(states({ ...same, ...changed[field] })).toEqual({ ...all('equal'), [field]: 'differs' });
});

test.each([
  ['Baur', 'Bauer', 'differs'],
  // An 'e' with an accent is a letter of its own, and no umlaut of the one before it.
  ['Zoë', 'Zo', 'differs'],
  ['Noé', 'No', 'differs'],
  ['Røe', 'Ro', 'differs'],
  ["D'Oe", "D'O", 'differs'],
  ['Zoë', 'Zoe', 'equal'],
  ['Røe', 'Roe', 'equal'],
  ['Müller', 'MUELLER ', 'equal'],
  ['Müller', 'Mu\u0308ller', 'equal'],
  ['Œuvre-Änne', 'Oeuvre Aenne', 'equal'],
] as const)(
  'a name that is %s on the card and %s in the database is told as it is: %s [A-45]',
  (lastName, kept, state) => {
    const fields = comparedFields({ ...card, lastName }, { ...same, lastName: kept }, facts);
    expect(fields.find(({ field }) => field === 'lastName')).toMatchObject({ state });
  },
);

test('any part of an address tells it apart: number, postcode, town, country; what the card leaves out does not [A-45]', () => {
  const at = (more: Partial<CustomerForm['addresses'][number]>, on = card) =>
    states({ ...same, addresses: same.addresses.with(0, { ...address({ ...same.addresses[0] }), ...more }) }, on)
      .address;
  expect(at({ street: 'Sonnenstr.', houseNumber: '4a' })).toBe('equal');
  expect(at({ street: 'Sonnenstr. 4' })).toBe('differs');
  expect(at({ postcode: '80333' })).toBe('differs');
  expect(at({ town: 'Mannheim' })).toBe('differs');
  expect(at({ country: 'Österreich' })).toBe('differs');
  const { street } = card;
  if (!street) throw new Error('no street');
  const townOnly = { ...card, street: { ...street, street: null, houseNumber: null, postcode: null } };
  expect(at({}, townOnly)).toBe('equal');
  expect(at({ addition: null }, { ...card, street: { ...street, addition: 'bei Weiß' } })).toBe('differs');
});

test('what the card lacks is not compared, nor what the chain does not keep [A-45]', () => {
  const bare: HealthCard = {
    ...{ ...card, title: null, firstName: '', birthDate: null, birthText: '00.00.1961' },
    ...{ street: null, postBox: null, insurance: null },
  };
  expect(Object.keys(states(stored(), bare))).toEqual(['kvnr', 'lastName']);
  expect(states(same, card, { ...facts, insuranceStatusKept: false }).insuranceStatus).toBeUndefined();
});

test('a payer counts while it runs; one that the chain does not have speaks only against another one [A-45 E-83]', () => {
  const over = payer({ validTo: '2026-11-29' });
  expect(states({ ...same, payers: [over] }).payer).toBe('missing');
  expect(states({ ...same, payers: [payer({ validTo: '2026-11-30' })] }).payer).toBe('equal');
  expect(states({ ...same, standardPayer: null }).payer).toBe('missing');
  const otherNumber = comparedFields(card, { ...same, payers: [payer({ insuredNumber: 'A111111111' })] }, facts);
  expect(otherNumber.find(({ field }) => field === 'payer')).toEqual({
    ...{ field: 'payer', state: 'differs', stored: 'AOK (109519005), A111111111' },
    card: `AOK Nordost (109519005), ${KVNR}`,
  });
  const unknown = { ...facts, payers: facts.payers.filter(({ id }) => id !== 'aok') };
  expect(states({ ...same, payers: [payer({ payerId: 'tk' })] }, card, unknown).payer).toBe('differs');
  expect(states({ ...same, payers: [], standardPayer: null }, card, unknown).payer).toBeUndefined();
});

test('all that is taken over agrees afterwards, from whatever was there before [A-49 E-71 E-83]', () => {
  const before = [
    stored(),
    same,
    stored({ addresses: [address({ id: 'a' })], homeAddress: 0 }),
    stored({ addresses: [address({ street: 'Postfach 1', town: 'Ulm' })], homeAddress: 0 }),
    stored({ ...same, payers: [payer({ payerId: 'tk', id: 'old' })], insuranceStatus: 'family', lastName: 'Weiß' }),
    stored({ ...same, homeAddress: 1 }),
  ];
  for (const form of before)
    expect(differingFields(comparedFields(card, withTakenOver(form, card, CARD_FIELDS, facts), facts))).toEqual([]);
  expect(withTakenOver(same, card, [], facts)).toEqual(same);
});

test('an address is taken whole and stays the line it was; the house number gets its own field [A-49]', () => {
  const label = { id: 'home', label: 'privat' };
  const form = stored({
    addresses: [address({ street: 'Alt', houseNumber: '1', addition: 'Hof', district: 'Ost', town: 'Ulm', ...label })],
    homeAddress: 0,
  });
  const { street } = card;
  if (!street) throw new Error('no street');
  const inOne: HealthCard = { ...card, street: { ...street, street: 'Bundesplatz 3', houseNumber: null } };
  expect(withTakenOver(form, inOne, ['address'], facts).addresses).toEqual([
    address({ street: 'Bundesplatz', houseNumber: '3', postcode: '80331', town: 'München', ...label }),
  ]);
  const withBox = withTakenOver(form, card, ['postBox'], facts);
  expect(withBox.addresses).toEqual([
    ...form.addresses,
    address({ label: 'Postfach', street: 'Postfach 98 21', postcode: '8055', town: 'Graz', country: 'Österreich' }),
  ]);
  expect(withBox.homeAddress).toBe(0);
  // Letters to somebody who had a post box alone go to his door from now on.
  const boxOnly = stored({ addresses: [address({ street: 'Postfach 1', town: 'Ulm' })], homeAddress: 0 });
  expect(withTakenOver(boxOnly, card, ['address'], facts)).toMatchObject({
    ...{ homeAddress: 1, addresses: [{ street: 'Postfach 1' }, { street: 'Sonnenstraße', houseNumber: '4a' }] },
  });
});

test('another payer ends the old membership yesterday and begins today; the same one changes nothing [E-83]', () => {
  const asked = { payerId: 'aok', insuredNumber: KVNR, today: '2026-11-30' };
  const old = payer({ id: 'old', payerId: 'tk' });
  const begun = { id: null, payerId: 'aok', insuredNumber: KVNR, validFrom: '2026-11-30', validTo: null };
  expect(withMembership({ payers: [old], standardPayer: 0 }, asked)).toEqual({
    ...{ payers: [{ ...old, validTo: '2026-11-29' }, begun], standardPayer: 1 },
  });
  const today = { ...old, validFrom: '2026-11-30' };
  expect(withMembership({ payers: [today], standardPayer: 0 }, asked)?.payers[0]?.validTo).toBe('2026-11-30');
  expect(withMembership({ payers: [], standardPayer: null }, asked)).toEqual({ payers: [begun], standardPayer: 0 });
  expect(withMembership({ payers: [payer({})], standardPayer: 0 }, asked)).toBeNull();
  const ended = payer({ validTo: '2026-01-01' });
  expect(withMembership({ payers: [ended], standardPayer: 0 }, asked)).toEqual({
    ...{ payers: [ended, begun], standardPayer: 1 },
  });
});
