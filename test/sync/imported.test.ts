// A shop that has imported its customers founds a chain, and imports more later: every counter holds the same customers and
// the same history, whatever the short way in which an import logs them.
import { afterEach, expect, test } from 'vitest';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { csv, lines, runImport } from '../support/customer-list.ts';
import { conflictsAt, houseOf, rowsAt } from '../support/hard-cases.ts';
import { joinedCounter, openServer, round, SERVER_ADDRESS, type TestServer } from '../support/sync.ts';

let server: TestServer | null = null;
const counters: TestCounter[] = [];

afterEach(async () => {
  for (const counter of counters.splice(0)) counter.close();
  await server?.close();
});

const log = (counter: TestCounter) =>
  houseOf(counter)
    .db.sqlite.prepare('SELECT changeSetId, "table", rowId, kind, field, "from", "to" FROM change ORDER BY 1, position')
    .all();

test('imported customers go up with their lines, before and after joining, and everybody has the same history', async () => {
  server = await openServer();
  const now = () => server?.clock.now ?? 0;
  const one = await openCounter({ ports: { road: server.road, sync: 'byHand', upkeep: 'byHand', now } });
  counters.push(one);
  await runImport(one, Buffer.from(csv(lines(0, 300))));
  await one.client.sync.foundChain({ address: SERVER_ADDRESS, code: server.running.foundingCode ?? '' });
  await round(one);
  const two = await joinedCounter(server, one);
  counters.push(two);
  await runImport(one, Buffer.from(csv(lines(300, 400))));
  await round(one);
  await round(two);
  for (const table of ['customer', 'customerAddress', 'customerPhone']) {
    const rows = rowsAt(one, table);
    expect(rows.length).toBeGreaterThanOrEqual(200);
    expect(rowsAt(two, table)).toEqual(rows);
  }
  expect(rowsAt(two, 'customer')).toHaveLength(400);
  expect(log(two)).toEqual(log(one));
  expect(conflictsAt(one)).toEqual([]);
  const found = houseOf(two).db.sqlite.prepare('SELECT count(*) FROM searchId').pluck();
  expect(found.get()).toBe(400);
});
