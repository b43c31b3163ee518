// Health cards and customer cards on the real service: whom one leads to, what differs and stays noted, and when consent is asked for.
import { expect, test } from 'vitest';
import { asOnTheCard, healthCardDesk, KVNR, MINUTE } from '../support/health-card-desk.ts';

const { at, save, recordOf, judged, put, compared, takeOver, asked } = healthCardDesk();

test('a card that agrees opens its customer, found by the insured number alone [A-43 A-51]', async () => {
  const zofie = await save(asOnTheCard);
  await save({ ...asOnTheCard, kvnr: null, payers: [], standardPayer: null });
  const privacy = asked();
  const event = await put();
  expect(event).toMatchObject({
    ...{ kind: 'agrees', card: { kvnr: KVNR } },
    answer: { kind: 'found', customerId: zofie.id, tookOverFrom: null, membership: 'same' },
  });
  expect(privacy).toEqual([zofie.id]);
  expect((await recordOf(zofie.id)).cardDiffers).toEqual([]);
  // Told once.
  expect(await at.counter.client.cardReaders.arrived()).toEqual([]);
});

test('what differs is shown field by field, stays noted, and is gone once a card agrees [A-44 A-45 A-50]', async () => {
  const zofie = await save({ ...asOnTheCard, birthDate: '1961-03-04', insuranceStatus: null });
  const event = await compared();
  expect(event).toMatchObject({ tookOverFrom: null, offline: false });
  expect(event.candidates).toMatchObject([
    {
      ...{ customerId: zofie.id, number: zofie.number, why: 'kvnr', name: 'von Müßig-Škoda, Žofie Änne' },
      ...{ birthDate: '1961-03-04', address: 'Œuvre-Str. 4a, 80331 München', readOnly: false },
      version: (await recordOf(zofie.id)).version,
    },
  ]);
  const fields = event.candidates[0]?.fields ?? [];
  expect(Object.fromEntries(fields.map(({ field, state }) => [field, state]))).toEqual({
    ...{ kvnr: 'equal', firstName: 'equal', lastName: 'equal', birthDate: 'differs', address: 'equal' },
    ...{ payer: 'equal', insuranceStatus: 'missing' },
  });
  expect(fields.find(({ field }) => field === 'birthDate')).toMatchObject({ card: '03.04.1961', stored: '04.03.1961' });
  expect((await recordOf(zofie.id)).cardDiffers).toEqual(['birthDate', 'insuranceStatus']);
  await save({ birthDate: '1961-04-03', insuranceStatus: 'member' }, undefined, zofie.id);
  // Saving the mask says nothing about the card: the next reading does.
  expect((await recordOf(zofie.id)).cardDiffers).toEqual(['birthDate', 'insuranceStatus']);
  expect((await put()).kind).toBe('agrees');
  expect((await recordOf(zofie.id)).cardDiffers).toEqual([]);
});

test('a number that nobody has leads to whoever is called so and was born that day, then to whoever lives there [A-46 A-51]', async () => {
  const { addresses } = asOnTheCard;
  const born = await save({ firstName: 'Žofie', birthDate: '1961-04-03' }, 'Müßig-Škoda');
  const lives = await save({ firstName: 'Zofie Anne', ...(addresses && { addresses }) }, 'von Muessig-Skoda');
  await save({ firstName: 'Žofie', birthDate: '1961-04-03' }, 'Weiß');
  await save({ firstName: 'Anton', ...(addresses && { addresses }) }, 'von Müßig-Škoda');
  const event = await compared();
  expect(event.candidates.map(({ customerId, why }) => [customerId, why])).toEqual([
    [born.id, 'nameAndBirth'],
    [lives.id, 'nameAndAddress'],
  ]);
  // Nobody knows yet whether it is one of them.
  expect((await recordOf(born.id)).cardDiffers).toEqual([]);
  expect(await takeOver(event.readingId, { customerId: born.id, fields: ['kvnr'] })).toMatchObject({
    customerId: born.id,
  });
  expect((await recordOf(born.id)).cardDiffers).toContain('address');
  expect((await compared()).candidates.map(({ customerId, why }) => [customerId, why])).toEqual([[born.id, 'kvnr']]);
});

test('of two with one number both are shown and none is marked [A-46 A-51]', async () => {
  const one = await save(asOnTheCard);
  const other = await save({ ...asOnTheCard, firstName: 'Anna' });
  const event = await compared();
  expect(new Set(event.candidates.map(({ customerId }) => customerId))).toEqual(new Set([one.id, other.id]));
  expect((await recordOf(other.id)).cardDiffers).toEqual([]);
});

test('the privacy dialog is asked for with every card, and once a day [E-17]', async () => {
  const zofie = await save(asOnTheCard);
  const privacy = asked();
  await put();
  await at.counter.client.consent.asked({ customerId: zofie.id });
  await put();
  await compared({ birthDate: '19610404' });
  expect(privacy).toEqual([zofie.id]);
  at.counter.clock.now += 24 * 60 * MINUTE;
  await compared({ birthDate: '19610404' });
  expect(privacy).toEqual([zofie.id, zofie.id]);
});

test('a disk that takes nothing keeps no customer from being opened', async () => {
  const { id } = await save({ ...asOnTheCard, birthDate: '1961-03-04' });
  const { house } = at.counter.service.counter;
  house?.db.sqlite.pragma('query_only = ON');
  try {
    expect(await put()).toMatchObject({ kind: 'compare', candidates: [{ customerId: id }] });
  } finally {
    house?.db.sqlite.pragma('query_only = OFF');
  }
  expect((await recordOf(id)).cardDiffers).toEqual([]);
});

test('a customer card finds its bearer by its number alone, and says why where it does not count [E-17 E-48]', async () => {
  const card = { ...{ id: null, kind: 'nfc' as const, number: '04A1B2C3D4E5F6', label: null }, replacedById: null };
  const period = { validFrom: null, validTo: null, locked: false, invalid: false };
  const anna = await save({ cards: [{ ...card, ...period }] }, 'Müller');
  const privacy = asked();
  const tap = async (number: string) => {
    at.readers.put({ kind: 'number', number });
    await judged();
    return (await at.counter.client.cardReaders.arrived()).at(-1);
  };
  expect(await tap('04A1B2C3D4E5F6')).toMatchObject({
    ...{ kind: 'customerCard', number: '04A1B2C3D4E5F6', answer: { kind: 'found', customerId: anna.id } },
  });
  expect(privacy).toEqual([anna.id]);
  expect(await tap('0000')).toMatchObject({ kind: 'customerCard', answer: { kind: 'unknown' } });
  const [line] = anna.record.form.cards;
  if (!line) throw new Error('no card');
  await save({ cards: [{ ...line, invalid: true }] }, 'Müller', anna.id);
  expect(await tap('04A1B2C3D4E5F6')).toMatchObject({ answer: { kind: 'notValid', state: 'invalid' } });
});
