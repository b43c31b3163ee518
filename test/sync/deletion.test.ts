// A deletion is a change like any other: it reaches the other counters, waits while a line is cut, collides visibly with what
// somebody else did meanwhile, and is taken back everywhere.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_FILTER } from '../../src-shared/search/filter.ts';
import type { TestCounter } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

let server: TestServer;
let one: TestCounter;
let two: TestCounter;
let customerId: string;

beforeEach(async () => {
  server = await openServer();
  one = await foundingCounter(server);
  customerId = await saveCustomer(one.client, 'Müller', { firstName: 'Anna' });
  two = await joinedCounter(server, one);
});
afterEach(async () => {
  one.close();
  two.close();
  await server.close();
});

const deleted = { ...NO_FILTER, statuses: [], propertyIds: [], deleted: true };
const found = async (counter: TestCounter, filter?: typeof deleted) =>
  (await counter.client.search.find({ text: 'müller', limit: 5, offset: 0, ...(filter && { filter }) })).rows.length;
const meet = async () => {
  for (const counter of [one, two, one, two]) await round(counter);
};

test('deleted here is deleted there, and restored there is restored here [B-42]', async () => {
  await one.client.deletion.remove({ customerId });
  await meet();
  expect([await found(two), await found(two, deleted)]).toEqual([0, 1]);
  expect((await two.client.deletion.read({ customerId })).deletedBy).toBe('Anna Amsel');
  await two.client.deletion.restore({ customerId });
  await meet();
  expect([await found(one), await found(one, deleted)]).toEqual([1, 0]);
  expect((await one.client.conflicts.open()).entries).toEqual([]);
});

test('changed at one counter while another deletes: nothing is lost, somebody decides [B-42]', async () => {
  const { form, version } = await two.client.customers.byId({ id: customerId });
  await one.client.deletion.remove({ customerId });
  await two.client.customers.save({
    ...{ id: customerId, basedOn: version, appActive: null, draftId: null },
    form: { ...form, note: 'kommt morgen wieder' },
  });
  await meet();
  for (const counter of [one, two]) expect(await found(counter, deleted)).toBe(1);
  const { entries } = await one.client.conflicts.open();
  expect(entries.map(({ reason }) => reason)).toEqual(['removedThere']);
});
