// A deleted customer is gone from everywhere and comes back whole; what still runs is ended by hand first, never silently.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { deletionRefusals } from '../../src-shared/deletion/rules.ts';
import { NO_FILTER } from '../../src-shared/search/filter.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
let customerId: string;
const everything = { ...NO_FILTER, statuses: [], propertyIds: [] };
const deleted = { ...everything, deleted: true };

beforeEach(async () => {
  counter = await openCounter();
  customerId = await saved('Müller', '+493023125101');
});
afterEach(() => counter.close());

async function saved(lastName: string, number: string): Promise<string> {
  const phones = [{ id: null, label: null, number, sms: false }];
  const form = { ...emptyForm('natural', 'active'), lastName, firstName: 'Anna', phones };
  return (await counter.client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null })).id;
}

const found = async (text: string, filter = everything) =>
  (await counter.client.search.find({ text, limit: 20, offset: 0, filter })).rows.map(({ id }) => id);

function unit() {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  return house;
}

test('a deleted customer is found only where deleted ones are shown, by name and by number [B-42]', async () => {
  const other = await saved('Weiß', '+493023125102');
  await counter.client.deletion.remove({ customerId });
  expect(await found('müller')).toEqual([]);
  expect(await counter.client.customers.recent()).toEqual([{ id: other, name: 'Weiß, Anna' }]);
  await expect(counter.client.customers.byId({ id: customerId })).rejects.toMatchObject({ code: 'GONE' });
  for (const text of ['', 'mueller, a', '23125101', '10001']) expect(await found(text, deleted)).toEqual([customerId]);
  expect(await found('weiß', deleted)).toEqual([]);
  expect(await counter.client.search.count({ text: '', cap: 10, filter: deleted })).toEqual({ count: 1, more: false });
  expect(await found('', { ...deleted, kind: 'legal' })).toEqual([]);
  expect(await counter.client.deletion.read({ customerId })).toMatchObject({
    ...{ number: '10001', lastName: 'Müller', phones: ['+493023125101'], deletedBy: 'Anna Amsel' },
    deletedAt: counter.clock.now,
  });
});

test('brought back, everything is there again, and the history says both [B-42]', async () => {
  await counter.client.deletion.remove({ customerId });
  await counter.client.deletion.restore({ customerId });
  expect(await found('23125101')).toEqual([customerId]);
  expect(await found('', deleted)).toEqual([]);
  const record = await counter.client.customers.byId({ id: customerId });
  expect(record.form.phones.map(({ number }) => number)).toEqual(['+493023125101']);
  const log = unit().db.sqlite.prepare('SELECT doing FROM changeSet ORDER BY id').pluck().all();
  expect(log.slice(-2)).toEqual(['customer.delete', 'customer.restore']);
  await expect(counter.client.deletion.restore({ customerId })).rejects.toMatchObject({ code: 'GONE' });
  await expect(counter.client.deletion.read({ customerId })).rejects.toMatchObject({ code: 'GONE' });
});

test('an active app access and open cases are in the way, both said at once, and nothing is written [B-42]', async () => {
  const house = unit();
  house.save('serviceCase.save', (one) => {
    one.create('appAccess', { id: customerId, customerId, active: true });
    const row = { customerId, number: 'V-T1-0001', title: 'Brille', openedAt: house.now() };
    one.create('serviceCase', { ...row, id: 'case-1' });
    one.create('serviceCase', { ...row, id: 'case-2', status: 'done' });
  });
  const refusals = ['appActive', 'casesOpen'];
  expect(await counter.client.deletion.look({ customerId })).toEqual({ refusals });
  await expect(counter.client.deletion.remove({ customerId })).rejects.toMatchObject({
    code: 'REFUSED',
    data: { refusals },
  });
  expect(await found('müller')).toEqual([customerId]);
  house.save('serviceCase.save', (one) => {
    one.update('appAccess', customerId, { active: false });
    one.update('serviceCase', 'case-1', { status: 'cancelled' });
  });
  await counter.client.deletion.remove({ customerId });
  expect(await found('müller')).toEqual([]);
});

test("another branch's customer is not deleted here [B-42]", () => {
  expect(deletionRefusals({ appActive: false, openCases: 0, ownBranch: false })).toEqual(['otherBranch']);
  expect(deletionRefusals({ appActive: false, openCases: 0, ownBranch: true })).toEqual([]);
});

test('whoever was erased or became one with another is not among the deleted', async () => {
  await counter.client.deletion.remove({ customerId });
  const { sqlite } = unit().db;
  sqlite.prepare('UPDATE customer SET mergedIntoId = ? WHERE id = ?').run('other', customerId);
  expect(await found('', deleted)).toEqual([]);
  sqlite.prepare('UPDATE customer SET mergedIntoId = NULL, erasedAt = 1 WHERE id = ?').run(customerId);
  expect(await found('', deleted)).toEqual([]);
  await expect(counter.client.deletion.restore({ customerId })).rejects.toMatchObject({ code: 'GONE' });
});
