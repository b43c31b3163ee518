// What the status line says comes from the engine: each of its states, reached as it is reached in a shop, and left again.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PULL_ROWS } from '../../src-shared/sync/protocol.ts';
import type { SyncState } from '../../src-shared/sync/state.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { houseOf, openPair, type Pair, save } from '../support/hard-cases.ts';
import { joinedCounter, round } from '../support/sync.ts';

const MINUTE = 60_000;

let pair: Pair;

beforeEach(async () => {
  pair = await openPair();
});

afterEach(async () => {
  await pair.close();
});

const state = (counter: TestCounter) => counter.client.sync.state();
const saved = (counter: TestCounter) => save(pair, counter, null, customerForm('Warten'));

/** What the counter says while a request of this path is on its way. */
async function during(path: string, counter: TestCounter): Promise<SyncState[]> {
  const said: SyncState[] = [];
  pair.server.road.fate = (asked) => {
    if (asked.endsWith(path)) said.push(houseOf(counter).sync.state);
    return 'pass';
  };
  await round(counter);
  pair.server.road.fate = () => 'pass';
  return said;
}

test("a workstation of no chain says nothing, one that belongs to one 'Verbunden'", async () => {
  const alone = await openCounter();
  try {
    expect(await state(alone)).toEqual({ kind: 'none' });
  } finally {
    alone.close();
  }
  expect(await state(pair.one)).toEqual({ kind: 'connected' });
});

test("'Abgleich': what waits is on its way", async () => {
  await saved(pair.one);
  await saved(pair.one);
  expect(await during('/push', pair.one)).toEqual([{ kind: 'syncing', waiting: 2 }]);
  expect(await state(pair.one)).toEqual({ kind: 'connected' });
});

test("'Offline': so many changes wait, and they go up once the network is back", async () => {
  const { one, server } = pair;
  server.road.cut = true;
  await saved(one);
  await expect(round(one)).rejects.toThrow();
  expect(await state(one)).toEqual({ kind: 'offline', waiting: 1, why: 'offline' });
  await saved(one);
  expect(await state(one)).toEqual({ kind: 'offline', waiting: 2, why: 'offline' });
  server.road.cut = false;
  await round(one);
  expect(await state(one)).toEqual({ kind: 'connected' });
});

test("'Offline': a server that answers that it cannot is told from one that is not there", async () => {
  const { one, server } = pair;
  const { fetch } = server.road;
  server.road.fetch = async () => new Response('{}', { status: 500 });
  await expect(round(one)).rejects.toThrow();
  expect(await state(one)).toEqual({ kind: 'offline', waiting: 0, why: 'serverTrouble' });
  // A reverse proxy that finds nobody behind it.
  server.road.fetch = async () => new Response('bad gateway', { status: 502 });
  await expect(round(one)).rejects.toThrow();
  expect(await state(one)).toEqual({ kind: 'offline', waiting: 0, why: 'offline' });
  server.road.fetch = fetch;
  await round(one);
  expect(await state(one)).toEqual({ kind: 'connected' });
});

test("'Uhr geht falsch' from more than five minutes on, either way, and work goes on", async () => {
  const { one, two, off } = pair;
  for (const [minutes, wrong] of [
    [5, false],
    [6, true],
    [-5, false],
    [-6, true],
  ] as const) {
    off.one = minutes * MINUTE;
    await round(one);
    expect(await state(one)).toEqual(wrong ? { kind: 'clockWrong', minutes } : { kind: 'connected' });
  }
  const { id } = await saved(one);
  await round(one);
  await round(two);
  expect((await two.client.customers.byId({ id })).form.lastName).toBe('Warten');
  off.one = 0;
  await round(one);
  expect(await state(one)).toEqual({ kind: 'connected' });
});

test("'Update nötig' comes before a wrong clock: it is what has to be done first", async () => {
  const { one, off, server } = pair;
  const { fetch } = server.road;
  off.one = 60 * MINUTE;
  server.road.fetch = async (request) => {
    const text = (await request.text()).replace(/"protocol":\d+/, '"protocol":9999');
    return fetch(new Request(request.url, { method: request.method, headers: request.headers, body: text }));
  };
  await expect(round(one)).rejects.toMatchObject({ code: 'PROTOCOL' });
  expect(await state(one)).toEqual({ kind: 'updateNeeded', waiting: 0 });
  server.road.fetch = fetch;
  await round(one);
  expect(await state(one)).toEqual({ kind: 'clockWrong', minutes: 60 });
});

test('the first fill says how far it is', async () => {
  const { one, server } = pair;
  const house = houseOf(one);
  // More than one answer holds.
  house.save('customer.create', (unit) => {
    for (let at = 0; at < PULL_ROWS + 100; at++)
      unit.create('customer', {
        ...{ id: house.newId(), number: `F${at}`, branchId: house.session.seat?.branch.id ?? '' },
        lastName: `Viele${at}`,
      });
  });
  await round(one);
  const three = await joinedCounter(server, one);
  try {
    const { sqlite } = houseOf(three).db;
    sqlite
      .prepare("UPDATE local SET value = json_set(value, '$.cursor', 0, '$.filled', json('false')) WHERE key = 'sync'")
      .run();
    const said = await during('/pull', three);
    expect(said.length).toBeGreaterThan(1);
    expect(said.at(-1)).toMatchObject({ kind: 'filling', done: expect.any(Number), total: PULL_ROWS + 100 });
    expect(await state(three)).toEqual({ kind: 'connected' });
  } finally {
    three.close();
  }
});
