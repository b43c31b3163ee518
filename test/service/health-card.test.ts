// Health cards on the real service: whom one leads to, what differs and stays noted, what taking over writes, and that a reading
// belongs to nobody but the one who was signed in.
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CardEvent } from '../../src-shared/card-readers/contract.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { CARD_FIELDS, type CardField } from '../../src-shared/health-card/record.ts';
import type { NewRow, TableName } from '../../src-shared/tables.ts';
import { cardOf, type TestReaders, testReaders } from '../support/card-port.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { kvnrOf } from '../support/health-cards.ts';
import { hire, signIn } from '../support/people.ts';

const KVNR = kvnrOf('Z12345678');
const MINUTE = 60_000;

let counter: TestCounter;
let readers: TestReaders;
let logged = '';
beforeEach(async () => {
  readers = testReaders();
  logged = '';
  const log = pino(
    { level: 'trace' },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        logged += chunk.toString();
        done();
      },
    }),
  );
  counter = await openCounter({ ports: { cardReaders: readers.port, log } });
  await hire(counter);
  make('payer', { id: 'aok', name: 'AOK Nordost', ik: '109519005', kind: 'statutory' });
});
afterEach(() => {
  counter.close();
  // Codes and kinds, never what stands on a card (the log of every test).
  for (const secret of [KVNR, 'Škoda', 'Œuvre', '109519005']) expect(logged).not.toContain(secret);
});

const houseOf = () => {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  return house;
};
const make = <T extends TableName>(table: T, row: NewRow<T>) =>
  houseOf().save('lists.save', (unit) => unit.create(table, row));
const blank = { id: null, label: null, addition: null, district: null, country: null };
/** Žofie as her card has her. */
const asOnTheCard: Partial<CustomerForm> = {
  ...{ firstName: 'Žofie Änne', kvnr: KVNR, birthDate: '1961-04-03', insuranceStatus: 'member' },
  addresses: [{ ...blank, street: 'Œuvre-Str.', houseNumber: '4a', postcode: '80331', town: 'München' }],
  payers: [{ id: null, payerId: 'aok', insuredNumber: KVNR, validFrom: '2015-01-01', validTo: null }],
  standardPayer: 0,
};

async function save(more: Partial<CustomerForm> = {}, lastName = 'von Müßig-Škoda', id: string | null = null) {
  counter.clock.now += 1000;
  const known = id === null ? emptyForm('natural', 'active') : (await counter.client.customers.byId({ id })).form;
  const form = { ...known, lastName, ...more };
  return counter.client.customers.save({ id, form, basedOn: null, appActive: null, draftId: null });
}
const recordOf = (id: string) => counter.client.customers.byId({ id });
/** Waits until all that was put in has been judged. */
const judged = async () => {
  readers.lying = [];
  await counter.client.cardReaders.read();
};
async function put(more: Parameters<typeof cardOf>[0] = {}): Promise<CardEvent> {
  readers.put(await cardOf(more));
  await judged();
  return (await counter.client.cardReaders.arrived()).at(-1) ?? { kind: 'none' };
}
async function compared(more: Parameters<typeof cardOf>[0] = {}) {
  const event = await put(more);
  if (event.kind !== 'compare') throw new Error(event.kind);
  return event;
}
const takeOver = (
  readingId: string,
  more: { customerId?: string | null; as?: 'customer' | 'walkIn'; fields?: CardField[]; basedOn?: number | null } = {},
) =>
  counter.client.cardReaders.takeOver({
    ...{ readingId, customerId: null, as: 'customer', fields: [...CARD_FIELDS], basedOn: null },
    ...more,
  });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
function asked() {
  const heard: string[] = [];
  counter.service.counter.news.subscribe('news', (item) => {
    if (item.kind === 'privacyDue') heard.push(item.customerId);
  });
  return heard;
}

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
  expect(await counter.client.cardReaders.arrived()).toEqual([]);
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

test('taking over writes the fields that were chosen, in one save that can be taken back; the rest stays noted [A-49 A-50 E-64]', async () => {
  const zofie = await save({ ...asOnTheCard, birthDate: '1961-03-04', title: 'Prof.', insuranceStatus: 'family' });
  const event = await compared({ title: 'Dr. med.' });
  const [candidate] = event.candidates;
  const taken = await takeOver(event.readingId, {
    ...{ customerId: zofie.id, fields: ['birthDate', 'insuranceStatus'], basedOn: candidate?.version ?? -1 },
  });
  expect(taken).toMatchObject({
    customerId: zofie.id,
    answer: { kind: 'found', customerId: zofie.id, membership: 'same' },
  });
  expect(await recordOf(zofie.id)).toMatchObject({
    ...{ cardDiffers: ['title'], form: { birthDate: '1961-04-03', title: 'Prof.', insuranceStatus: 'member' } },
  });
  // Twice would be twice.
  expect(await codeOf(takeOver(event.readingId, { customerId: zofie.id }))).toBe('READING_GONE');
  await counter.client.customers.undo({ changeSetId: taken.changeSetId ?? '' });
  expect(await recordOf(zofie.id)).toMatchObject({
    ...{
      cardDiffers: ['title', 'birthDate', 'insuranceStatus'],
      form: { birthDate: '1961-03-04', insuranceStatus: 'family' },
    },
  });
  const again = await compared({ title: 'Dr. med.' });
  expect(await takeOver(again.readingId, { customerId: zofie.id })).toMatchObject({ customerId: zofie.id });
  expect(await recordOf(zofie.id)).toMatchObject({ cardDiffers: [], form: { title: 'Dr. med.' } });
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

test('somebody unknown becomes a customer as the mask would make him, or a walk-in one [A-44 A-47 E-64 E-71]', async () => {
  const postBox = { postBox: '9821', postcode: '8055', town: 'Graz', country: 'A' };
  const event = await compared({ postBox, title: 'Dr.' });
  expect(event.candidates).toEqual([]);
  expect(event.offered.map(({ field, state }) => [field, state])).toEqual(
    CARD_FIELDS.map((field) => [field, 'missing']),
  );
  const privacy = asked();
  const { customerId, answer } = await takeOver(event.readingId, { fields: [] });
  expect(answer).toMatchObject({ kind: 'found', membership: 'same', tookOverFrom: null });
  expect(privacy).toEqual([customerId]);
  const record = await recordOf(customerId);
  expect(record.number).toMatch(/^\d+$/);
  expect(record).toMatchObject({
    cardDiffers: [],
    form: {
      ...{ lastName: 'von Müßig-Škoda', firstName: 'Žofie Änne', title: 'Dr.', kvnr: KVNR, birthDate: '1961-04-03' },
      ...{ insuranceStatus: 'member', contactRoles: [], homeAddress: 0, standardPayer: 0, status: 'active' },
      addresses: [
        { street: 'Œuvre-Straße', houseNumber: '4a', postcode: '80331', town: 'München', country: null },
        { label: 'Postfach', street: 'Postfach 9821', postcode: '8055', town: 'Graz', country: 'Österreich' },
      ],
      payers: [{ payerId: 'aok', insuredNumber: KVNR, validFrom: '2026-11-21', validTo: null }],
    },
  });
  expect((await put({ postBox, title: 'Dr.' })).kind).toBe('agrees');

  const walkIn = await compared({ kvnr: kvnrOf('Y11111111') });
  const made = await takeOver(walkIn.readingId, { as: 'walkIn' });
  expect((await recordOf(made.customerId)).form.contactRoles).toEqual(['walkIn']);
});

test('what the mask would refuse is refused, by field, and the reading stays [A-47]', async () => {
  const { readingId } = await compared({ street: { street: 'Weg', postcode: '3013', town: 'Bern', country: 'D' } });
  const refused = await takeOver(readingId).catch((error: { code: string; data: unknown }) => error);
  expect(refused).toMatchObject({
    code: 'INVALID',
    data: { problems: [{ field: 'addresses.0.postcode', problem: 'postcode.notFiveDigits' }] },
  });
  // What was wrong before the card came is nothing that it brought.
  houseOf().saveByItself('import', (unit) =>
    unit.create('customer', {
      ...{ id: 'old', number: '77777', branchId: houseOf().session.seat?.branch.id ?? '', lastName: 'von Müßig-Škoda' },
      ...{ firstName: 'Žofie', birthDate: '1961-04-03', email: 'kein-at' },
    }),
  );
  const event = await compared();
  expect(event.candidates.map(({ customerId }) => customerId)).toEqual(['old']);
  expect(await codeOf(takeOver(event.readingId, { customerId: 'old', fields: ['kvnr'] }))).toBe('done');
  expect((await recordOf('old')).form).toMatchObject({ kvnr: KVNR, email: 'kein-at' });
});

test('another payer on the card ends the membership when it is taken over, and only then [E-83]', async () => {
  make('payer', { id: 'tk', name: 'TK', ik: '101575519', kind: 'statutory' });
  const payers = [{ id: null, payerId: 'tk', insuredNumber: KVNR, validFrom: '2015-01-01', validTo: null }];
  const zofie = await save({ ...asOnTheCard, payers });
  const event = await compared();
  expect((await recordOf(zofie.id)).form.payers).toHaveLength(1);
  expect(await takeOver(event.readingId, { customerId: zofie.id, fields: ['payer'] })).toMatchObject({
    answer: { membership: 'renewed' },
  });
  expect((await recordOf(zofie.id)).form).toMatchObject({
    standardPayer: 1,
    payers: [
      { payerId: 'tk', validTo: '2026-11-20' },
      { payerId: 'aok', validFrom: '2026-11-21', validTo: null },
    ],
  });
  const unknown = { payerIk: '104178397', payerName: 'Beispielkasse', kind: '1' };
  const foreign = await compared({ insurance: unknown });
  expect(foreign.candidates[0]?.fields.find(({ field }) => field === 'payer')).toMatchObject({ state: 'differs' });
  expect(await takeOver(foreign.readingId, { customerId: zofie.id })).toMatchObject({
    answer: { membership: 'payerUnknown' },
  });
  expect((await recordOf(zofie.id)).cardDiffers).toEqual(['payer']);
});

test('a blocked record is shown and marked, and nothing of it is taken over [A-33 A-50]', async () => {
  const zofie = await save({ ...asOnTheCard, birthDate: '1961-03-04' });
  await save({ status: 'blocked' }, undefined, zofie.id);
  await signIn(counter, 'Bernd Bussard', '2345');
  const event = await compared();
  expect(event.candidates).toMatchObject([{ customerId: zofie.id, readOnly: true }]);
  expect((await recordOf(zofie.id)).cardDiffers).toEqual(['birthDate']);
  expect(await codeOf(takeOver(event.readingId, { customerId: zofie.id }))).toBe('CUSTOMER_STATUS');
  expect((await recordOf(zofie.id)).form.birthDate).toBe('1961-03-04');
});

test('whoever saved meanwhile is not overwritten, and who is gone is gone', async () => {
  const zofie = await save({ ...asOnTheCard, birthDate: '1961-03-04' });
  const event = await compared();
  const basedOn = event.candidates[0]?.version ?? -1;
  await save({ note: 'x' }, undefined, zofie.id);
  expect(await codeOf(takeOver(event.readingId, { customerId: zofie.id, basedOn }))).toBe('CHANGED_SINCE');
  expect((await recordOf(zofie.id)).form.birthDate).toBe('1961-03-04');
  expect(await codeOf(takeOver(event.readingId, { customerId: 'nobody' }))).toBe('GONE');
});

test('the privacy dialog is asked for with every card, and once a day [E-17]', async () => {
  const zofie = await save(asOnTheCard);
  const privacy = asked();
  await put();
  await counter.client.consent.asked({ customerId: zofie.id });
  await put();
  await compared({ birthDate: '19610404' });
  expect(privacy).toEqual([zofie.id]);
  counter.clock.now += 24 * 60 * MINUTE;
  await compared({ birthDate: '19610404' });
  expect(privacy).toEqual([zofie.id, zofie.id]);
});

test('a reading lives for two minutes, beside the next one, and is taken over once', async () => {
  const first = await compared();
  counter.clock.now += 2 * MINUTE - 1;
  const second = await compared({ kvnr: kvnrOf('Y11111111') });
  await takeOver(first.readingId);
  expect(await codeOf(takeOver(first.readingId))).toBe('READING_GONE');
  counter.clock.now += 2 * MINUTE;
  expect(await codeOf(takeOver(second.readingId))).toBe('READING_GONE');
  readers.put(await cardOf());
  await judged();
  counter.clock.now += 2 * MINUTE;
  expect(await counter.client.cardReaders.arrived()).toEqual([]);
});

test('two cards in quick succession are both told, in their order', async () => {
  readers.put(await cardOf());
  readers.put(await cardOf({ kvnr: kvnrOf('Y11111111') }));
  await judged();
  const told = await counter.client.cardReaders.arrived();
  expect(told.map((event) => event.kind === 'compare' && event.card.kvnr)).toEqual([KVNR, kvnrOf('Y11111111')]);
  expect(await counter.client.cardReaders.arrived()).toEqual([]);
});

test('who comes next is not told what F6 of the one before brought', async () => {
  const { read } = readers.port;
  let free: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    free = resolve;
  });
  readers.lying = [await cardOf()];
  readers.port.read = async () => {
    await read();
    await held;
  };
  const before = counter.client.cardReaders.read();
  await expect.poll(() => counter.client.cardReaders.state()).toMatchObject({ service: 'running' });
  await counter.client.signIn.lock();
  await signIn(counter, 'Bernd Bussard', '2345');
  readers.port.read = read;
  readers.lying = [];
  expect(await counter.client.cardReaders.read()).toMatchObject({ kind: 'failed', code: 'NO_CARD' });
  free();
  expect(await before).toEqual({ kind: 'none' });
});

test('a disk that takes nothing keeps no customer from being opened', async () => {
  const { id } = await save({ ...asOnTheCard, birthDate: '1961-03-04' });
  const { house } = counter.service.counter;
  house?.db.sqlite.pragma('query_only = ON');
  try {
    expect(await put()).toMatchObject({ kind: 'compare', candidates: [{ customerId: id }] });
  } finally {
    house?.db.sqlite.pragma('query_only = OFF');
  }
  expect((await recordOf(id)).cardDiffers).toEqual([]);
});

test('a reading is gone at the lock, for the same person and for the next one', async () => {
  for (const [name, pin] of [
    ['Anna Amsel', '1234'],
    ['Bernd Bussard', '2345'],
  ] as const) {
    await signIn(counter);
    const { readingId } = await compared();
    readers.put(await cardOf());
    await judged();
    await counter.client.signIn.lock();
    await signIn(counter, name, pin);
    expect(await counter.client.cardReaders.arrived()).toEqual([]);
    expect(await codeOf(takeOver(readingId))).toBe('READING_GONE');
  }
});

test('while nobody is signed in a card leads nowhere, and nobody may ask', async () => {
  const zofie = await save({ ...asOnTheCard, birthDate: '1961-03-04' });
  await counter.client.signIn.lock();
  readers.put(await cardOf());
  for (const call of [
    counter.client.cardReaders.arrived(),
    counter.client.cardReaders.read(),
    counter.client.cardReaders.state(),
    counter.client.cardReaders.chooseAutomatic({ automatic: false }),
    takeOver('x'),
  ])
    expect(await codeOf(call)).toBe('NOT_SIGNED_IN');
  await signIn(counter);
  await judged();
  expect(await counter.client.cardReaders.arrived()).toEqual([]);
  expect((await recordOf(zofie.id)).cardDiffers).toEqual([]);
});

test('with the automatic off F6 alone reads, of this workstation and after a restart too', async () => {
  expect(await counter.client.cardReaders.state()).toMatchObject({ service: 'running', automatic: true });
  await counter.client.cardReaders.chooseAutomatic({ automatic: false });
  counter.restart();
  await signIn(counter);
  expect(await counter.client.cardReaders.state()).toMatchObject({ automatic: false });
  expect(await put()).toEqual({ kind: 'none' });
  readers.lying = [await cardOf()];
  expect(await counter.client.cardReaders.read()).toMatchObject({ kind: 'compare', card: { kvnr: KVNR } });
  // Answered to the one who asked, and to nobody else.
  expect(await counter.client.cardReaders.arrived()).toEqual([]);
  expect(readers.calls).toEqual(['start', 'stop', 'start']);
});

test('F6 says what there was, or why there was nothing', async () => {
  const reading = () => counter.client.cardReaders.read();
  expect(await reading()).toEqual({ kind: 'failed', reader: null, code: 'NO_CARD' });
  readers.state = { service: 'running', readers: [] };
  expect(await reading()).toMatchObject({ code: 'NO_READER' });
  readers.state = { service: 'stopped', readers: [] };
  expect(await reading()).toMatchObject({ code: 'SERVICE_STOPPED' });
  readers.state = { service: 'noLibrary', readers: [] };
  expect(await reading()).toMatchObject({ code: 'SERVICE_MISSING' });
  const failed = { kind: 'failed', code: 'CARD_SILENT' } as const;
  readers.lying = [failed];
  expect(await reading()).toEqual({ kind: 'failed', reader: 'Testleser', code: 'CARD_SILENT' });
  // The reader that has something to say.
  readers.lying = [failed, await cardOf(), failed];
  expect(await reading()).toMatchObject({ kind: 'compare' });
  readers.put(failed);
  await judged();
  const silent = { kind: 'failed', reader: 'Testleser', code: 'CARD_SILENT' };
  expect(await counter.client.cardReaders.arrived()).toEqual([silent]);
});

test('a counter without a card service says so', async () => {
  const bare = await openCounter();
  try {
    expect(await bare.client.cardReaders.state()).toEqual({ service: 'noLibrary', readers: [], automatic: true });
    expect(await bare.client.cardReaders.read()).toMatchObject({ kind: 'failed', code: 'SERVICE_MISSING' });
  } finally {
    bare.close();
  }
});

test('a customer card finds its bearer by its number alone, and says why where it does not count [E-17 E-48]', async () => {
  const card = { ...{ id: null, kind: 'nfc' as const, number: '04A1B2C3D4E5F6', label: null }, replacedById: null };
  const period = { validFrom: null, validTo: null, locked: false, invalid: false };
  const anna = await save({ cards: [{ ...card, ...period }] }, 'Müller');
  const privacy = asked();
  const tap = async (number: string) => {
    readers.put({ kind: 'number', number });
    await judged();
    return (await counter.client.cardReaders.arrived()).at(-1);
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

test('the screens hear that there is a card, and nothing of it', async () => {
  const heard: unknown[] = [];
  counter.service.counter.news.subscribe('news', (item) => {
    if (item.kind === 'card') heard.push(item);
  });
  await compared();
  expect(heard).toEqual([{ kind: 'card' }]);
});
