// A mask that is typed into while the customer is saved elsewhere: what each changed alone comes together, what both changed is
// named and stays as it is typed, lines are known by their id.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  blankAddress,
  blankPhone,
  differingFields,
  type MaskAddress,
  type MaskForm,
  type MaskPhone,
  toMaskForm,
} from '../../src-renderer/contacts/mask-form.ts';
import { blankBankAccount, blankPayer, type MaskPayer } from '../../src-renderer/contacts/mask-lists.ts';
import { mergeMask } from '../../src-renderer/contacts/merge-mask.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';

const address = (addressId: string | null, street: string, more: Partial<MaskAddress> = {}): MaskAddress => ({
  ...blankAddress,
  ...{ addressId, street, houseNumber: '4', postcode: '80331', town: 'München' },
  ...more,
});
const phone = (phoneId: string | null, number: string): MaskPhone => ({ ...blankPhone, phoneId, number });
const base: MaskForm = {
  ...toMaskForm({ ...emptyForm('natural', 'active'), lastName: 'Müller', firstName: 'Anna' }),
  addresses: [address('a', 'Sonnenstr.'), address('b', 'Talstr.')],
  phones: [phone('p', '030 23125101')],
};

test('what each side changed alone comes together', () => {
  const mine = { ...base, note: 'hier', addresses: [address('a', 'Bergstr.'), address('b', 'Talstr.')] };
  const theirs = { ...base, email: 'da@example.com', addresses: [address('a', 'Sonnenstr.', { houseNumber: '7' })] };
  const { merged, clashes } = mergeMask(base, mine, { ...theirs, homeAddress: 0 });
  expect(clashes).toEqual([]);
  expect(merged).toEqual({
    ...{ ...base, note: 'hier', email: 'da@example.com' },
    addresses: [address('a', 'Bergstr.', { houseNumber: '7' })],
  });
});

test('what both changed stays as it is typed, and both values are named', () => {
  const { merged, clashes } = mergeMask(
    base,
    { ...base, lastName: 'Miller', phones: [phone('p', '030 23125102')] },
    { ...base, lastName: 'Mueller', phones: [phone('p', '030 23125103')] },
  );
  expect(merged.lastName).toBe('Miller');
  expect(clashes).toEqual([
    { path: 'lastName', mine: 'Miller', theirs: 'Mueller' },
    { path: 'phones.0.number', mine: '030 23125102', theirs: '030 23125103' },
  ]);
});

test('a line that is new on either side is kept, theirs first', () => {
  const { merged, clashes } = mergeMask(
    base,
    { ...base, phones: [...base.phones, phone(null, '030 23125105')] },
    { ...base, phones: [...base.phones, phone('q', '030 23125106')] },
  );
  expect(merged.phones.map(({ number }) => number)).toEqual(['030 23125101', '030 23125106', '030 23125105']);
  expect(clashes).toEqual([]);
});

test('a line that one side removed and the other changed is there, and it is said', () => {
  const removedHere = mergeMask(base, { ...base, phones: [blankPhone] }, { ...base, phones: [phone('p', '1')] });
  expect(removedHere.merged.phones).toEqual([phone('p', '1')]);
  expect(removedHere.clashes).toEqual([{ path: 'phones.0', mine: null, theirs: '1' }]);
  const removedThere = mergeMask(base, { ...base, phones: [phone('p', '2')] }, { ...base, phones: [blankPhone] });
  expect(removedThere.merged.phones).toEqual([phone(null, '2')]);
  expect(removedThere.clashes).toEqual([{ path: 'phones.0', mine: '2', theirs: null }]);
});

test('the Wohnanschrift is the one that was chosen last alone, wherever its line stands', () => {
  const chosenHere = mergeMask(
    base,
    { ...base, homeAddress: 1 },
    { ...base, addresses: [address('c', 'Neu'), ...base.addresses] },
  );
  expect(chosenHere.merged.addresses[chosenHere.merged.homeAddress]?.addressId).toBe('b');
  const both = { ...base, addresses: [...base.addresses, address('c', 'Neu')] };
  const clashing = mergeMask(both, { ...both, homeAddress: 1 }, { ...both, homeAddress: 2 });
  expect(clashing.merged.homeAddress).toBe(1);
  expect(clashing.clashes.map(({ path }) => path)).toEqual(['homeAddress']);
});

test('payers, accounts and ticks come together as addresses do, and the Standard KT follows its line', () => {
  const payer = (lineId: string | null, payerId: string, more: Partial<MaskPayer> = {}): MaskPayer => ({
    ...{ ...blankPayer, lineId, payerId },
    ...more,
  });
  const before: MaskForm = {
    ...base,
    payers: [payer('a', 'one'), payer('b', 'two')],
    standardPayer: 0,
    contactRoles: ['doctor', 'supplier'],
    properties: ['red'],
  };
  const { merged, clashes } = mergeMask(
    before,
    { ...before, standardPayer: 1, contactRoles: ['doctor', 'other'], properties: ['red', 'blue'] },
    {
      ...before,
      payers: [payer('c', 'three'), payer('a', 'one', { validTo: '31.12.2026' }), payer('b', 'two')],
      standardPayer: 1,
      contactRoles: ['doctor', 'supplier', 'careHome'],
      properties: [],
      bankAccounts: [{ ...blankBankAccount, lineId: 'x', iban: 'DE89 3704 0044 0532 0130 00' }],
    },
  );
  expect(clashes).toEqual([]);
  expect(merged.payers.map(({ payerId, validTo }) => [payerId, validTo])).toEqual([
    ['three', ''],
    ['one', '31.12.2026'],
    ['two', ''],
  ]);
  expect(merged.standardPayer).toBe(2);
  expect(merged.contactRoles).toEqual(['doctor', 'careHome', 'other']);
  expect(merged.properties).toEqual(['blue']);
  expect(merged.bankAccounts).toHaveLength(1);
  const none = mergeMask(before, { ...before, standardPayer: -1 }, before);
  expect(none.merged.standardPayer).toBe(-1);
  const both = mergeMask(before, { ...before, standardPayer: -1 }, { ...before, standardPayer: 1 });
  expect(both.clashes.map(({ path }) => path)).toEqual(['standardPayer']);
});

const words = fc.constantFrom('', 'eins', 'zwei', 'drei');
const forms = fc
  .record({
    ...{ firstName: words, note: words, email: words, street: words, other: words },
    ...{ number: fc.constantFrom('1', '2', '3'), has: fc.boolean(), home: fc.constantFrom(0, 1) },
  })
  .map(
    ({ firstName, note, email, street, other, number, has, home }): MaskForm => ({
      ...{ ...base, firstName, note, email, homeAddress: home },
      addresses: [address('a', street), address('b', other)],
      phones: has ? [phone('p', number)] : [blankPhone],
    }),
  );

test('whoever changed nothing gets the other side, and a value that nobody wanted never appears', () => {
  fc.assert(
    fc.property(forms, forms, forms, (one, two, three) => {
      expect(differingFields(mergeMask(one, one, two).merged, two)).toEqual([]);
      expect(differingFields(mergeMask(one, two, one).merged, two).filter((field) => field !== 'phones')).toEqual([]);
      const { merged, clashes } = mergeMask(one, two, three);
      for (const field of ['firstName', 'note', 'email'] as const) {
        expect([two[field], three[field]]).toContain(merged[field]);
        const both = two[field] !== one[field] && three[field] !== one[field] && two[field] !== three[field];
        expect(clashes.some(({ path }) => path === field)).toBe(both);
        if (both) expect(merged[field]).toBe(two[field]);
      }
    }),
  );
});
