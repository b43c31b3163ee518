// Devices that are let in at nearly the same moment: few transactions, everybody's own key, in order; and one whose row cannot
// be written keeps nobody else out.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Entrant, LetIns } from '../../src-server/app-access/let-in.ts';
import { WriteTurns } from '../../src-server/app-access/write-turns.ts';
import { type AppShop, openAppShop } from '../support/app-shop.ts';

let shop: AppShop;
let customerId: string;
let entrant: (deviceName: string) => Entrant;

beforeEach(async () => {
  shop = await openAppShop();
  customerId = await shop.newCustomer();
  await shop.giveAccess(customerId);
  const { db } = shop.server.running.server.storage;
  const login = await db.selectFrom('appLogin').selectAll().executeTakeFirstOrThrow();
  entrant = (deviceName) => ({ login, deviceName, earlier: null });
});
afterEach(() => shop.close());

const devices = async () => {
  const { db } = shop.server.running.server.storage;
  const rows = await db
    .selectFrom('syncedRow')
    .select('body')
    .where('tableName', '=', 'appDevice')
    .orderBy('revision')
    .execute();
  return rows.map(({ body }) => (JSON.parse(body) as { name: string }).name);
};

test('twelve at once are few transactions, each with a key of its own, in the order of coming', async () => {
  const { server } = shop.server.running;
  let commits = 0;
  const end = await server.storage.dialect.listen(() => {
    commits += 1;
  });
  const letIns = new LetIns(server, new WriteTurns(), () => true);
  const names = Array.from({ length: 12 }, (_, at) => `Telefon ${at}`);
  const keys = await Promise.all(names.map((name) => letIns.take(entrant(name))));
  expect(new Set(keys.filter((key) => key !== null)).size).toBe(12);
  expect(await devices()).toEqual(names);
  await expect.poll(() => commits).toBeGreaterThan(0);
  expect(commits).toBeLessThan(4);
  await end();
});

test('more than one transaction takes are all in, and nobody is written twice', async () => {
  const letIns = new LetIns(shop.server.running.server, new WriteTurns(), () => true);
  const keys = await Promise.all(Array.from({ length: 19 }, (_, at) => letIns.take(entrant(`Telefon ${at}`))));
  expect(new Set(keys).size).toBe(19);
  expect(keys).not.toContain(null);
  expect(await devices()).toHaveLength(19);
});

test('one whose row cannot be written hears so, and the others are in', async () => {
  const { server } = shop.server.running;
  const ids = ['same', 'same', 'same', 'same', 'other'];
  let at = 0;
  // The second one's id is in use: together they fail before the third has its turn, then each has a transaction of its own.
  const clumsy = { ...server, newId: () => ids[at++] ?? '' };
  const letIns = new LetIns(clumsy, new WriteTurns(), () => true);
  const said = await Promise.allSettled(['eins', 'zwei', 'drei'].map((name) => letIns.take(entrant(name))));
  expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await devices()).toEqual(['eins', 'drei']);
});

test('whose access was ended since the check is not in, though others of the same moment are', async () => {
  const { server } = shop.server.running;
  const letIns = new LetIns(server, new WriteTurns(), () => true);
  const stale = entrant('alt');
  const before: Entrant = { ...stale, login: { ...stale.login, passwordHash: 'eines früheren' } };
  expect(await Promise.all([letIns.take(before), letIns.take(entrant('neu'))])).toEqual([null, expect.any(String)]);
  expect(await devices()).toEqual(['neu']);
});
