// What a counter has saved for a week goes up in many messages, and comes down in many pages. While the server works on one, the
// counter takes the one before and makes the next one ready: that changes nothing in what arrives, or in which order.
import { expect, test } from 'vitest';
import type { TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { conflictsAt, formOf, houseOf, rowsAt, save } from '../support/hard-cases.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

const FEW = { syncAtOnce: { sets: 3, rows: 5 } };
const SAVES = 20;

/** Each save changes what the one before has written: out of order, or one left out, it would be a conflict. */
async function aWeekOffline(server: TestServer, one: TestCounter): Promise<string> {
  const { id } = await save({ server }, one, null, customerForm('Woche'));
  for (let at = 1; at <= SAVES; at += 1)
    houseOf(one).save('customer.save', (unit) => unit.update('customer', id, { note: `Stand ${at}` }));
  return id;
}

/** Begins rounds until one gets through. @returns how many it took */
async function untilThrough(counter: TestCounter): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const through = await round(counter).then(
      () => true,
      () => false,
    );
    if (through) return tries;
    if (tries > 60) throw new Error('no round gets through');
  }
}

test('a week offline goes up one message at a time and in order, whatever is lost between them', async () => {
  const server = await openServer();
  const one = await foundingCounter(server, FEW);
  const two = await joinedCounter(server, one, { ports: FEW });
  try {
    const { fetch } = server.road;
    const pushes = { under: 0, most: 0, all: 0 };
    server.road.fetch = async (request) => {
      if (!request.url.endsWith('/sync/push')) return fetch(request);
      pushes.all += 1;
      pushes.under += 1;
      pushes.most = Math.max(pushes.most, pushes.under);
      try {
        return await fetch(request);
      } finally {
        pushes.under -= 1;
      }
    };
    let messages = 0;
    // Every third message is lost on its way, or its answer is.
    server.road.fate = () => {
      messages += 1;
      return messages % 3 > 0 ? 'pass' : messages % 2 > 0 ? 'lost' : 'answerLost';
    };
    const id = await aWeekOffline(server, one);
    expect(await untilThrough(one)).toBeGreaterThan(1);
    expect(pushes.most).toBe(1);
    expect(pushes.all).toBeGreaterThan(SAVES / FEW.syncAtOnce.sets);
    expect(rowsAt(one, 'changeSet', 'answeredAt IS NULL')).toEqual([]);
    expect(await untilThrough(two)).toBeGreaterThan(1);
    server.road.fate = () => 'pass';
    for (const counter of [one, two, one]) await round(counter);
    expect((await formOf(two, id)).note).toBe(`Stand ${SAVES}`);
    expect(conflictsAt(two)).toEqual([]);
    for (const table of ['customer', 'customerAddress', 'customerPhone'])
      expect(rowsAt(two, table)).toEqual(rowsAt(one, table));
    const history = (counter: TestCounter) =>
      houseOf(counter)
        .db.sqlite.prepare(
          `SELECT change."to" FROM changeSet JOIN change ON change.changeSetId = changeSet.id
           WHERE change.rowId = ? AND change.field = 'note' ORDER BY changeSet.revision`,
        )
        .pluck()
        .all(id);
    expect(history(two)).toEqual(Array.from({ length: SAVES }, (_, at) => JSON.stringify(`Stand ${at + 1}`)));
    expect(history(one)).toEqual(history(two));
  } finally {
    one.close();
    two.close();
    await server.close();
  }
});

test('a row that comes back as it is here gets its number, and what hangs on it stays', async () => {
  const server = await openServer();
  const one = await foundingCounter(server);
  try {
    const { id } = await save({ server }, one, null, customerForm('Wort'));
    const found = () => one.client.search.find({ text: 'wort', limit: 5, offset: 0 });
    const before = (await found()).rows;
    expect(rowsAt(one, 'customer', `id = '${id}'`)).toMatchObject([{ revision: 0 }]);
    // The index is told of nothing: it would stumble over a line that is not what it knows.
    houseOf(one).db.sqlite.prepare("UPDATE searchRow SET town = 'unberührt' WHERE customerId = ?").run(id);
    await round(one);
    const [row] = rowsAt(one, 'customer', `id = '${id}'`) as { revision: number; changedAt: number }[];
    expect(row?.revision).toBeGreaterThan(0);
    expect(row?.changedAt).toBe(server.clock.now);
    expect((await found()).rows).toMatchObject([{ id: before[0]?.id, town: 'unberührt' }]);
  } finally {
    one.close();
    await server.close();
  }
});
