// Cards and programmes on the real service: saved with the mask, refused where the chain's settings say so; a card that is put
// in finds its bearer, renews his membership and asks for the privacy dialog.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TakenCard } from '../../src-shared/cards/calls.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import type { NewRow, TableName } from '../../src-shared/tables.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
  await hire(counter);
});
afterEach(() => counter.close());

const houseOf = () => {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  return house;
};
const make = <T extends TableName>(table: T, row: NewRow<T>) =>
  houseOf().save('lists.save', (unit) => unit.create(table, row));
const blankCard = { label: null, validFrom: null, validTo: null, locked: false, invalid: false, replacedById: null };
const card = (number: string, more: Partial<CustomerForm['cards'][number]> = {}) => ({
  ...{ id: null, kind: 'external' as const, number, ...blankCard },
  ...more,
});
const member = (programId: string, more: Partial<CustomerForm['memberships'][number]> = {}) => ({
  ...{ id: null, programId, cardId: null, value: null, validFrom: null, validTo: null },
  ...more,
});

async function save(lastName: string, more: Partial<CustomerForm> = {}, id: string | null = null) {
  counter.clock.now += 1000;
  const known = id === null ? emptyForm('natural', 'active') : (await counter.client.customers.byId({ id })).form;
  const form = { ...known, lastName, ...more };
  return counter.client.customers.save({ id, form, basedOn: null, appActive: null, draftId: null });
}
const problemsOf = (saving: Promise<unknown>) =>
  saving.then(
    () => [],
    (error: { data: { problems: { field: string; problem: string }[] } }) =>
      error.data.problems.map(({ field, problem }) => `${field} ${problem}`),
  );
const take = (kind: TakenCard['kind'], number: string, payerIk: string | null = null) =>
  counter.client.cards.take({ kind, number, payerIk });

test('a card is saved in one spelling and finds its bearer; one that does not count says why [E-48 E-84 E-85]', async () => {
  const anna = await save('Müller', { cards: [card('ab 12-34')] });
  expect(anna.record.form.cards[0]?.number).toBe('AB1234');
  expect(await take('external', 'AB-1234')).toMatchObject({ kind: 'found', customerId: anna.id, tookOverFrom: null });
  // The same digits on another kind of card are another card.
  expect(await take('nfc', 'AB1234')).toEqual({ kind: 'unknown' });
  const [line] = anna.record.form.cards;
  if (!line) throw new Error('no card');
  for (const [state, more] of [
    ['locked', { locked: true }],
    ['expired', { validTo: '2026-11-20' }],
    ['notYet', { validFrom: '2026-11-22' }],
    ['invalid', { invalid: true }],
  ] as const) {
    await save('Müller', { cards: [{ ...line, ...more }] }, anna.id);
    expect(await take('external', 'AB1234')).toMatchObject({ kind: 'notValid', state, customerId: anna.id });
  }
});

test('a replaced card counts no more, the one that took its place does', async () => {
  const lost = card('1', { id: 'new-1', replacedById: 'new-2' });
  const anna = await save('Müller', { cards: [lost, card('2', { id: 'new-2' })] });
  expect(await take('external', '1')).toMatchObject({ kind: 'notValid', state: 'replaced' });
  expect(await take('external', '2')).toMatchObject({ kind: 'found', customerId: anna.id });
});

test('a number that another customer’s card bears is refused, and whose it is can be asked', async () => {
  const anna = await save('Müller', { cards: [card('4711')] });
  expect(await problemsOf(save('Weiß', { cards: [card('47 11')] }))).toEqual(['cards.0.number cardNumber.taken']);
  expect(await counter.client.cards.bearer({ number: '47-11', besides: null })).toMatchObject({ name: 'Müller' });
  expect(await counter.client.cards.bearer({ number: '4711', besides: anna.id })).toBeNull();
  const [line] = anna.record.form.cards;
  if (!line) throw new Error('no card');
  await save('Müller', { cards: [{ ...line, invalid: true }] }, anna.id);
  expect(await problemsOf(save('Weiß', { cards: [card('4711')] }))).toEqual([]);
});

test('external cards only where the chain uses them [E-48] [setting:externalCards]', async () => {
  await counter.client.settings.save({ changes: { externalCards: false } });
  expect(await problemsOf(save('Müller', { cards: [card('1')] }))).toEqual(['cards.0.kind card.externalOff']);
  expect(await problemsOf(save('Müller', { cards: [card('1', { kind: 'chip' })] }))).toEqual([]);
  await counter.client.settings.save({ changes: { externalCards: true } });
  expect(await problemsOf(save('Weiß', { cards: [card('2')] }))).toEqual([]);
});

test('programmes that are fixed are changed by administrators alone [E-50 E-51 E-86] [setting:programsFixed]', async () => {
  make('customerProgram', { id: 'stamps', name: 'Batterien', kind: 'counter', value: 10, fixedValue: true });
  make('customerProgram', { id: 'gift', name: 'Gutschein 5 €', kind: 'voucher', value: 500, fixedValue: true });
  const anna = await save('Müller', { memberships: [member('stamps', { value: 3 })] });
  const [stamps] = anna.record.form.memberships;
  if (!stamps) throw new Error('no membership');
  await counter.client.settings.save({ changes: { programsFixed: true } });
  await signIn(counter, 'Bernd Bussard', '2345');
  const further = { ...stamps, value: 4 };
  expect(await problemsOf(save('Müller', { memberships: [further] }, anna.id))).toEqual([
    'memberships.0.programId program.fixed',
  ]);
  expect(await problemsOf(save('Müller', { memberships: [stamps, member('gift')] }, anna.id))).toEqual([]);
  expect(await problemsOf(save('Müller', { memberships: [stamps, member('stamps')] }, anna.id))).toContain(
    'memberships.1.programId program.onlyFixedVouchers',
  );
  await signIn(counter);
  expect(await problemsOf(save('Müller', { memberships: [further] }, anna.id))).toEqual([]);
  await counter.client.settings.save({ changes: { programsFixed: false } });
  await signIn(counter, 'Bernd Bussard', '2345');
  expect(await problemsOf(save('Müller', { memberships: [{ ...stamps, value: 5 }] }, anna.id))).toEqual([]);
});

test('a programme wants a card of the same customer, new ones too [E-52] [setting:programsNeedCard]', async () => {
  make('customerProgram', { id: 'stamps', name: 'Batterien', kind: 'counter', value: 10, fixedValue: true });
  expect(await problemsOf(save('Weiß', { memberships: [member('stamps')] }))).toEqual([]);
  await counter.client.settings.save({ changes: { programsNeedCard: true } });
  expect(await problemsOf(save('Müller', { memberships: [member('stamps')] }))).toEqual([
    'memberships.0.cardId program.needsCard',
  ]);
  const anna = await save('Müller', {
    ...{ cards: [card('1', { id: 'new-1' })], memberships: [member('stamps', { cardId: 'new-1' })] },
  });
  const { cards, memberships } = anna.record.form;
  expect(memberships[0]?.cardId).toBe(cards[0]?.id);
});

test('an insurance card finds by insured number; another payer ends the old membership and begins a new one [E-83 E-84]', async () => {
  make('payer', { id: 'aok', name: 'AOK', ik: '109519005', kind: 'statutory' });
  make('payer', { id: 'tk', name: 'TK', ik: '101575519', kind: 'statutory' });
  const anna = await save('Müller', { kvnr: 'A123456780' });
  const linesOf = async () => (await counter.client.customers.byId({ id: anna.id })).form;
  expect(await take('insurance', 'A123 456 780', '109519005')).toMatchObject({
    ...{ kind: 'found', customerId: anna.id, membership: 'renewed' },
  });
  expect(await linesOf()).toMatchObject({
    payers: [{ payerId: 'aok', insuredNumber: 'A123456780', validFrom: '2026-11-21', validTo: null }],
    standardPayer: 0,
  });
  expect(await take('insurance', 'A123456780', '109519005')).toMatchObject({ membership: 'same' });
  counter.clock.now += 40 * 86_400_000;
  expect(await take('insurance', 'A123456780', '101575519')).toMatchObject({ membership: 'renewed' });
  expect(await linesOf()).toMatchObject({
    payers: [
      { payerId: 'aok', validTo: '2026-12-30' },
      { payerId: 'tk', validFrom: '2026-12-31', validTo: null },
    ],
    standardPayer: 1,
  });
  expect(await take('insurance', 'A123456780', '999999999')).toMatchObject({ membership: 'payerUnknown' });
  expect(await take('insurance', 'B123456780')).toEqual({ kind: 'unknown' });
});

test('a card that is put in asks for the privacy dialog [E-84]', async () => {
  const heard: unknown[] = [];
  const stop = counter.service.counter.news.subscribe('news', (item) => {
    if (item.kind === 'privacyDue') heard.push([item.customerId, item.trigger]);
  });
  const anna = await save('Müller', { cards: [card('1')] });
  await take('external', '1');
  expect(heard).toEqual([[anna.id, 'card']]);
  stop();
});
