// Bank accounts on the real service: who sees the whole number and until when, that a hidden one is never taken for a value, and
// when an account that nobody uses goes by itself.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { expireBankAccountsWhenDue } from '../../src-main/service/bank-account-expiry.ts';
import type { House } from '../../src-main/service/house.ts';
import type { BankAccountLine } from '../../src-shared/bank-accounts/contract.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { hire, signIn } from '../support/people.ts';

const IBAN = 'DE89370400440532013000';
const OTHER = 'AT611904300234573201';
const STARS = '******************3000';
const DAY = 86_400_000;

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
  await hire(counter);
  await hire(counter, { name: 'Carla Dohle', role: 'accounting', pin: '3456' });
});
afterEach(() => counter.close());

const account = (iban: string, more: Partial<BankAccountLine> = {}): BankAccountLine => ({
  ...{ id: null, holder: 'Anna Müller', iban, bic: null, bankName: null },
  ...{ mandateReference: null, mandateOn: null, mandateEndedOn: null },
  ...more,
});
const bernd = () => signIn(counter, 'Bernd Bussard', '2345');

async function save(id: string | null, form: CustomerForm) {
  return counter.client.customers.save({ id, form, basedOn: null, appActive: null, draftId: null });
}
const saveNew = (...bankAccounts: BankAccountLine[]) => save(null, { ...customerForm('Müller'), bankAccounts });
const formOf = async (id: string) => (await counter.client.customers.byId({ id })).form;
const numbers = async (id: string) => (await formOf(id)).bankAccounts.map(({ iban }) => iban);

function house(): House {
  const { house: open } = counter.service.counter;
  if (!open) throw new Error('not open');
  return open;
}
const stored = () => house().db.sqlite.prepare('SELECT iban, usedAt FROM bankAccount').all();

/** Every number that the history of the customer shows to whoever is signed in. */
async function logged(id: string): Promise<string> {
  const filters = { employeeId: null, from: null, to: null, field: null };
  return JSON.stringify((await counter.client.changeLog.bySubject({ subjectIds: [id], filters, cursor: null })).sets);
}

test('whoever is no accountant sees the last four characters, in the mask and in the history [E-27 E-75 T-15]', async () => {
  const { id } = await saveNew(account(IBAN));
  expect(await numbers(id)).toEqual([IBAN]);
  await bernd();
  expect(await numbers(id)).toEqual([STARS]);
  expect(await logged(id)).toContain(STARS);
  expect(await logged(id)).not.toContain(IBAN);
  await signIn(counter, 'Carla Dohle', '3456');
  expect(await numbers(id)).toEqual([IBAN]);
  expect(await logged(id)).toContain(IBAN);
});

test('what somebody entered himself he sees until midnight, and nothing that was there before [E-75 T-15]', async () => {
  const { id } = await saveNew(account(IBAN));
  await bernd();
  const form = await formOf(id);
  await save(id, { ...form, bankAccounts: [{ ...account(OTHER), id: form.bankAccounts[0]?.id ?? null }] });
  expect(await numbers(id)).toEqual([OTHER]);
  const history = await logged(id);
  expect(history).toContain(OTHER);
  expect(history).not.toContain(IBAN);
  const tonight = new Date(counter.clock.now).setHours(23, 59, 59, 999);
  counter.clock.now = tonight;
  expect(await numbers(id)).toEqual([OTHER]);
  counter.clock.now = tonight + 1;
  expect(await numbers(id)).toEqual(['****************3201']);
  expect(await logged(id)).not.toContain(OTHER);
});

test('a hidden number that comes back is no value, and half a new one is refused [E-27]', async () => {
  const { id } = await saveNew(account(IBAN));
  await bernd();
  const form = await formOf(id);
  const [line] = form.bankAccounts;
  if (!line) throw new Error('there is one account');
  const saved = await save(id, { ...form, note: 'angerufen', bankAccounts: [{ ...line, holder: 'A. Müller' }] });
  expect(saved.record.form.bankAccounts).toEqual([{ ...line, holder: 'A. Müller' }]);
  expect(stored()).toMatchObject([{ iban: IBAN }]);
  await expect(
    save(id, { ...form, bankAccounts: [{ ...line, iban: '*****************93000' }] }),
  ).rejects.toMatchObject({ data: { problems: [{ field: 'bankAccounts.0.iban', problem: 'iban.hidden' }] } });
  // Nor can stars be had as a new account.
  await expect(save(id, { ...form, bankAccounts: [line, account(STARS)] })).rejects.toMatchObject({
    data: { problems: [{ field: 'bankAccounts.1.iban', problem: 'iban.hidden' }] },
  });
  expect(stored()).toMatchObject([{ iban: IBAN }]);
});

test('a draft that is taken over shows the new owner no more than the mask does [E-27]', async () => {
  const { id } = await saveNew(account(IBAN));
  const [line] = (await formOf(id)).bankAccounts;
  const fields = {
    note: 'halb',
    bankAccounts: [{ lineId: line?.id, iban: 'DE89 3704 0044 0532 0130 00', holder: 'neu' }],
  };
  const body = JSON.stringify({ fields, appActive: null });
  await counter.client.drafts.keep({ id: 'draft-1', kind: 'customer', subjectId: id, body });
  await bernd();
  const taken = await counter.client.drafts.takeOver({ id: 'draft-1' });
  const hidden = { ...fields, bankAccounts: [{ ...fields.bankAccounts[0], iban: '**** **** **** **** **30 00' }] };
  expect(JSON.parse(taken.body).fields).toEqual(hidden);
  expect(JSON.parse((await counter.client.drafts.list())[0]?.body ?? '{}').fields).toEqual(hidden);
});

test('a year without use ends a bank account, and the history says so without the number [E-25 E-26 T-15]', async () => {
  const { id } = await saveNew(account(IBAN), account(OTHER, { mandateReference: 'M-1', mandateOn: '2026-11-20' }));
  const year = new Date(counter.clock.now);
  year.setFullYear(year.getFullYear() + 1);
  counter.clock.now = year.getTime() - DAY;
  expect(expireBankAccountsWhenDue(house())).toBe(0);
  counter.clock.now = year.getTime();
  expect(expireBankAccountsWhenDue(house())).toBe(1);
  // Not a second time on the same day, and the mandate keeps the other one.
  expect(expireBankAccountsWhenDue(house())).toBe(0);
  expect(await numbers(id)).toEqual([OTHER]);
  await bernd();
  const filters = { employeeId: null, from: null, to: null, field: null };
  const { sets } = await counter.client.changeLog.bySubject({ subjectIds: [id], filters, cursor: null });
  expect(sets[0]).toMatchObject({ doing: 'bankAccount.expire', employee: null });
  expect(sets[0]?.changes.map(({ table, action }) => [table, action])).toEqual([
    ['bankAccount', 'remove'],
    ['customer', 'update'],
  ]);
  expect(JSON.stringify(sets)).toContain(STARS);
  expect(JSON.stringify(sets)).not.toContain(IBAN);
});

test('a mandate, a case or a sale is a use, and an ended mandate counts from its end [E-25]', async () => {
  const { id } = await saveNew(account(IBAN));
  const start = counter.clock.now;
  counter.clock.now = start + 300 * DAY;
  house().save('cashSale.save', (unit) =>
    unit.create('cashSale', {
      id: 'sale',
      transactionId: 'one',
      customerId: id,
      cents: 100,
      body: null,
      at: unit.now,
      soldBy: null,
    }),
  );
  counter.clock.now = start + 400 * DAY;
  expect(expireBankAccountsWhenDue(house())).toBe(0);
  const form = await formOf(id);
  const signed = { ...form.bankAccounts[0], mandateReference: 'M-2', mandateOn: '2027-12-20' } as BankAccountLine;
  await save(id, { ...form, bankAccounts: [signed] });
  counter.clock.now = start + 3000 * DAY;
  expect(expireBankAccountsWhenDue(house())).toBe(0);
  const today = new Date(counter.clock.now).toISOString().slice(0, 10);
  await save(id, { ...(await formOf(id)), bankAccounts: [{ ...signed, mandateEndedOn: today }] });
  counter.clock.now += 300 * DAY;
  expect(expireBankAccountsWhenDue(house())).toBe(0);
  counter.clock.now += 100 * DAY;
  expect(expireBankAccountsWhenDue(house())).toBe(1);
});

test('an open case keeps the account however old it is; closed, it counts from then [E-25]', async () => {
  const { id } = await saveNew(account(IBAN));
  const nothing = { entries: null, declined: true, stopEmailAdvertising: false };
  const opened = await counter.client.serviceCases.open({ ...nothing, customerId: id, title: 'Einlagen' });
  counter.clock.now += 800 * DAY;
  expect(expireBankAccountsWhenDue(house())).toBe(0);
  const { form, version } = await counter.client.serviceCases.byId({ id: opened.id });
  await counter.client.serviceCases.save({
    ...{ id: opened.id, form: { ...form, status: 'done' }, basedOn: version, draftId: 'none' },
  });
  counter.clock.now += 360 * DAY;
  expect(expireBankAccountsWhenDue(house())).toBe(0);
  expect(await numbers(id)).toEqual([IBAN]);
  counter.clock.now += 10 * DAY;
  expect(expireBankAccountsWhenDue(house())).toBe(1);
  expect(await numbers(id)).toEqual([]);
});

test('a counter left alone deletes it by itself, once it is due [E-25 E-26]', async () => {
  counter.close();
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
  try {
    counter = await openCounter({ ports: { upkeep: 'automatic' } });
    const { id } = await saveNew(account(IBAN));
    vi.advanceTimersByTime(20_000);
    expect(stored()).toHaveLength(1);
    expect(await numbers(id)).toEqual([IBAN]);
    counter.clock.now += 370 * DAY;
    // Nobody is signed in: the shop is closed.
    await counter.client.signIn.lock();
    vi.advanceTimersByTime(60_000);
    await signIn(counter);
    expect(await numbers(id)).toEqual([]);
    const filters = { employeeId: null, from: null, to: null, field: null };
    const { sets } = await counter.client.changeLog.bySubject({ subjectIds: [id], filters, cursor: null });
    expect(sets[0]).toMatchObject({ doing: 'bankAccount.expire', employee: null });
  } finally {
    vi.useRealTimers();
  }
});

test('where the chain does not want it, no account goes by itself [E-25]', async () => {
  const { id } = await saveNew(account(IBAN));
  await counter.client.settings.save({ changes: { bankAccountsExpire: false } });
  counter.clock.now += 800 * DAY;
  expect(expireBankAccountsWhenDue(house())).toBe(0);
  expect(await numbers(id)).toEqual([IBAN]);
});

test('the first account is the standard one, in the order that was chosen [E-75]', async () => {
  const { id, record } = await saveNew(account(IBAN), account(OTHER));
  const standard = () => house().db.sqlite.prepare('SELECT standardBankAccountId AS id FROM customer').get();
  expect(standard()).toEqual({ id: record.form.bankAccounts[0]?.id });
  const turned = record.form.bankAccounts.toReversed();
  await save(id, { ...record.form, bankAccounts: turned });
  expect(await numbers(id)).toEqual([OTHER, IBAN]);
  expect(standard()).toEqual({ id: turned[0]?.id });
});
