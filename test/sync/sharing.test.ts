// Counters of one branch and their server: what one saves the other has, in both directions, with its history; what both
// changed waits for a person; what is cut is said again.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

let server: TestServer;
let one: TestCounter;
let two: TestCounter;

beforeEach(async () => {
  server = await openServer();
  one = await foundingCounter(server);
  two = await joinedCounter(server, one);
});

afterEach(async () => {
  one.close();
  two.close();
  await server.close();
});

const untouched = { basedOn: null, appActive: null, draftId: null };

async function saved(counter: TestCounter, id: string | null, lastName: string, note: string | null = null) {
  server.clock.now += 1000;
  return counter.client.customers.save({ id, form: customerForm(lastName, { note }), ...untouched });
}

test('what one counter saves the other finds, opens and sees the history of', async () => {
  const { id } = await saved(one, null, 'Müller');
  await round(one);
  await round(two);
  expect((await two.client.customers.byId({ id })).form.lastName).toBe('Müller');
  const hits = await two.client.search.find({ text: 'mueller', limit: 5, offset: 0 });
  expect(hits.rows.map((row) => row.id)).toEqual([id]);
  await saved(two, id, 'Müller-Brandt');
  await round(two);
  await round(one);
  expect((await one.client.customers.byId({ id })).form.lastName).toBe('Müller-Brandt');
  const log = (counter: TestCounter) =>
    counter.service.counter.house?.db.sqlite
      .prepare(
        'SELECT changeSetId, position, "table", field, "from", "to" FROM change WHERE subjectId = ? ORDER BY 1, 2',
      )
      .all(id);
  expect(log(one)).toEqual(log(two));
  expect(await one.client.sync.state()).toEqual({ kind: 'connected' });
});

test('offline, everything is kept and goes up later, in order', async () => {
  server.road.cut = true;
  const { id } = await saved(one, null, 'Weiß');
  await saved(one, id, 'Weiss');
  await expect(round(one)).rejects.toThrow();
  expect(await one.client.sync.state()).toEqual({ kind: 'offline', waiting: 2, why: 'offline' });
  server.road.cut = false;
  await round(one);
  await round(two);
  expect((await two.client.customers.byId({ id })).form.lastName).toBe('Weiss');
});

test('an answer that is lost on the way doubles nothing', async () => {
  server.road.fate = (path) => (path.endsWith('/push') ? 'answerLost' : 'pass');
  const { id } = await saved(one, null, 'Klein');
  await expect(round(one)).rejects.toThrow();
  server.road.fate = () => 'pass';
  await round(one);
  await round(two);
  expect((await two.client.customers.byId({ id })).form.lastName).toBe('Klein');
  const sets = await server.running.server.storage.db
    .selectFrom('syncedRow')
    .select('id')
    .where('tableName', '=', 'changeSet')
    .where('subjectId', '=', id)
    .execute();
  expect(sets).toHaveLength(1);
});

// N-23
test('fields of one row that do not collide are merged; one field that both changed is a conflict', async () => {
  const { id } = await saved(one, null, 'Groß');
  await round(one);
  await round(two);
  await saved(one, id, 'Groß', 'von eins');
  await saved(two, id, 'Gross');
  await saved(two, id, 'Gross', 'von zwei');
  await round(one);
  await round(two);
  await round(one);
  for (const counter of [one, two]) {
    const { form } = await counter.client.customers.byId({ id });
    expect([form.lastName, form.note]).toEqual(['Gross', 'von eins']);
    const entries = counter.service.counter.house?.db.sqlite
      .prepare('SELECT reason, field, claims, theirs FROM conflict')
      .all() as { reason: string; field: string; claims: string; theirs: string }[];
    expect(entries.map(({ reason, field }) => [reason, field])).toEqual([['bothChanged', 'note']]);
    expect(JSON.parse(entries[0]?.claims ?? '')[0].value).toEqual({ note: 'von zwei' });
    expect(JSON.parse(entries[0]?.theirs ?? '')).toEqual({ note: 'von eins' });
  }
});
