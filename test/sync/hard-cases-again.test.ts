// Hard cases (architecture.md): when everything has to be fetched again. The server comes back from a backup, the counts
// differ, the first fill is cut off, a newer server knows more than this program; outbox and drafts stay where they are.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commitRestore } from '../../src-main/service/database/restore.ts';
import { issueCode } from '../../src-server/joining.ts';
import { beginNewEpoch } from '../../src-server/storage/restored.ts';
import { PULL_ROWS } from '../../src-shared/sync/protocol.ts';
import type { SyncState } from '../../src-shared/sync/state.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import {
  conflictsAt,
  edit,
  formOf,
  houseOf,
  level,
  openPair,
  type Pair,
  rowsAt,
  rowsOnServer,
  save,
  sharedCustomer,
} from '../support/hard-cases.ts';
import { round, SERVER_ADDRESS } from '../support/sync.ts';

let pair: Pair;

beforeEach(async () => {
  pair = await openPair();
});

afterEach(async () => {
  await pair.close();
});

const TABLES = [
  'customer',
  'customerPhone',
  'customerAddress',
  'employee',
  'branch',
  'workstation',
  'conflict',
] as const;

/** What both counters hold, and the server, is the same. */
async function expectLevel(): Promise<void> {
  const { one, two } = pair;
  for (const table of TABLES) {
    const there = await rowsOnServer(pair, table);
    for (const counter of [one, two]) {
      const here = rowsAt(counter, table);
      expect(here.map(({ id, revision, removedAt }) => [id, revision, removedAt])).toEqual(
        there.map(({ id, revision, removedAt }) => [id, revision, removedAt]),
      );
    }
    expect(rowsAt(one, table)).toEqual(rowsAt(two, table));
  }
  const sets = (await rowsOnServer(pair, 'changeSet')).map(({ id }) => id);
  for (const counter of [one, two])
    expect(rowsAt(counter, 'changeSet', 'revision > 0').map(({ id }) => id)).toEqual(sets);
}

/** As an administrator backs it up and puts it back. */
async function serverBackup(): Promise<{ putBack(): Promise<void> }> {
  const { server } = pair;
  const [file, kept] = ['server.db', 'kept.db'].map((name) => join(server.directory, name)) as [string, string];
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(server.running.server.storage.db);
  copyFileSync(file, kept);
  return {
    putBack: async () => {
      // Stopped, exchanged, started again.
      await server.restart(() => {
        for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
        copyFileSync(kept, file);
      });
      const { storage, newId } = server.running.server;
      await beginNewEpoch(storage.db, newId);
    },
  };
}

test('a server restored from a backup: counters fetch again and push what it lost', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair, { note: 'vor der Sicherung' });
  const backup = await serverBackup();
  await edit(pair, one, id, { note: 'nach der Sicherung' });
  const lost = await save(pair, two, null, customerForm('Verloren'));
  await edit(pair, two, lost.id, { phones: [{ id: null, label: null, number: '+49 30 23125 114', sms: false }] });
  await level(pair);
  await backup.putBack();
  expect((await rowsOnServer(pair, 'customer')).map((row) => row.note)).toEqual(['vor der Sicherung']);
  // One comes first and says a lot, so that the server's numbers soon are beyond those it has forgotten.
  for (let at = 0; at < 30; at++) await save(pair, one, null, customerForm(`Neu ${at}`));
  await round(one);
  await edit(pair, two, id, { email: 'im.ausgang@example.com' });
  await level(pair);
  await level(pair);
  for (const counter of [one, two]) {
    expect(await formOf(counter, id)).toMatchObject({ note: 'nach der Sicherung', email: 'im.ausgang@example.com' });
    expect((await formOf(counter, lost.id)).phones).toHaveLength(1);
    expect(conflictsAt(counter)).toEqual([]);
  }
  await expectLevel();
});

test('a server restored twice: a counter that missed the time between sends again what the first one had answered', async () => {
  const { one, two } = pair;
  await sharedCustomer(pair);
  const backup = await serverBackup();
  const lost = await save(pair, two, null, customerForm('Verloren'));
  await round(two);
  await backup.putBack();
  // The same numbers now belong to what one says, and two hears nothing of it.
  for (let at = 0; at < 30; at++) await save(pair, one, null, customerForm(`Neu ${at}`));
  await round(one);
  await (await serverBackup()).putBack();
  expect((await rowsOnServer(pair, 'customer')).map(({ id }) => id)).not.toContain(lost.id);
  await level(pair);
  await level(pair);
  for (const counter of [one, two]) expect((await formOf(counter, lost.id)).lastName).toBe('Verloren');
  await expectLevel();
});

test('what somebody else had said and the restored server never hears again does not stay at one counter alone', async () => {
  const { one, two } = pair;
  await sharedCustomer(pair);
  const backup = await serverBackup();
  const lost = await save(pair, two, null, customerForm('Verloren'));
  await level(pair);
  await backup.putBack();
  // The counter that made it is away: until it comes, the others hold what the server holds.
  await round(one);
  expect(rowsAt(one, 'customer').map(({ id }) => id)).not.toContain(lost.id);
  const hits = await one.client.search.find({ text: 'Verloren', limit: 5, offset: 0 });
  expect(hits.rows).toEqual([]);
  await round(two);
  await round(one);
  expect((await formOf(one, lost.id)).lastName).toBe('Verloren');
  await expectLevel();
});

test('drift: where the counts differ everything is fetched again; the outbox and drafts stay', async () => {
  const { one, two, server } = pair;
  const id = await sharedCustomer(pair);
  const other = await save(pair, one, null, customerForm('Zweite'));
  await level(pair);
  const { sqlite } = houseOf(two).db;
  // A row is lost, one is there that nobody knows, one has an old number: whatever may go wrong with a file or a program.
  sqlite.prepare('DELETE FROM customer WHERE id = ?').run(other.id);
  sqlite.prepare("UPDATE customer SET note = 'verdorben' WHERE id = ?").run(id);
  sqlite
    .prepare(
      `INSERT INTO customerPhone (id, revision, changedAt, customerId, rank, e164, sms) VALUES ('ghost', 1, 0, ?, 0, '+493023125199', 0)`,
    )
    .run(id);
  const waiting = await save(pair, two, null, customerForm('Im Ausgang'));
  sqlite
    .prepare(
      `INSERT INTO draft (id, ownerId, subjectId, kind, body, changedAt) VALUES ('draft', 'me', NULL, 'customer', '{}', 0)`,
    )
    .run();
  server.clock.now += 2 * 3_600_000;
  await level(pair);
  await expectLevel();
  expect((await formOf(two, id)).note).toBeNull();
  expect((await formOf(two, other.id)).lastName).toBe('Zweite');
  expect((await formOf(one, waiting.id)).lastName).toBe('Im Ausgang');
  expect(rowsAt(two, 'draft')).toHaveLength(1);
  const hits = await two.client.search.find({ text: 'Zweite', limit: 5, offset: 0 });
  expect(hits.rows.map((row) => row.id)).toEqual([other.id]);
});

test('a save in the middle of fetching everything again is kept, and so is what waits refused', async () => {
  const { one, two, server } = pair;
  const id = await sharedCustomer(pair);
  const house = houseOf(two);
  const { person } = house.session;
  house.session.person = { id: house.newId(), name: 'Niemand', role: 'employee' };
  const refused = await save(pair, two, null, customerForm('Wartet'));
  house.session.person = person;
  await level(pair);
  house.db.sqlite.prepare('DELETE FROM customer WHERE id = ?').run(id);
  server.clock.now += 2 * 3_600_000;
  let made: string | null = null;
  server.road.fate = (path) => {
    if (made === null && path.endsWith('/pull') && rowsAt(two, 'customer', 'revision > 0').length === 0) {
      made = house.newId();
      const row = { id: made, number: '99999', branchId: house.session.seat?.branch.id ?? '', lastName: 'Mittendrin' };
      house.save('customer.create', (unit) => unit.create('customer', row));
    }
    return 'pass';
  };
  await level(pair);
  expect(made).not.toBeNull();
  expect(
    rowsAt(two, 'customer')
      .map(({ lastName }) => lastName)
      .sort(),
  ).toEqual(['Mittendrin', 'Müller', 'Wartet']);
  expect((await formOf(two, refused.id)).lastName).toBe('Wartet');
  expect((await formOf(one, made ?? '')).lastName).toBe('Mittendrin');
});

test('a counter that ends in the middle of the first fill goes on where it was, and says how far it is', async () => {
  const { one, server } = pair;
  const house = houseOf(one);
  const many = PULL_ROWS * 2 + 500;
  for (let from = 0; from < many; from += 500)
    house.save('demo', (unit) => {
      for (let at = from; at < from + 500; at++)
        unit.create('customer', {
          ...{ id: house.newId(), number: String(500_000 + at), lastName: `Kunde ${at}` },
          branchId: house.session.seat?.branch.id ?? '',
        });
    });
  const workstationId = house.newId();
  house.save('workstation.save', (unit) =>
    unit.create('workstation', {
      ...{ id: workstationId, code: 'T9', name: 'Tresen 9' },
      branchId: house.session.seat?.branch.id ?? '',
    }),
  );
  await round(one);
  const { storage, now } = server.running.server;
  const { chainId } = await storage.db.selectFrom('workstationKey').select('chainId').executeTakeFirstOrThrow();
  const { code } = await issueCode(storage.db, now(), { chainId, workstationId });
  const states: SyncState[] = [];
  const cursors: number[] = [];
  let counter: TestCounter | null = null;
  // The third page is asked for once the first is taken; of the second nobody can know.
  let left = 3;
  const fetch = server.road.fetch;
  const road = {
    ...server.road,
    fetch: async (request: Request) => {
      if (!request.url.endsWith('/sync/pull')) return fetch(request);
      const { json } = JSON.parse(await request.clone().text()) as { json: { cursor: number } };
      cursors.push(json.cursor);
      if (counter) states.push(await counter.client.sync.state());
      const answer = await fetch(request);
      left -= 1;
      // The program is ended while the answer is on its way.
      if (left === 0) counter?.service.stop();
      return answer;
    },
  };
  counter = await openCounter({ setUp: false, ports: { road, sync: 'byHand', now: () => server.clock.now } });
  try {
    await counter.client.sync.joinChain({ address: SERVER_ADDRESS, code });
    await round(counter).catch(() => undefined);
    counter.restart();
    const kept = rowsAt(counter, 'customer').length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(many);
    await round(counter);
    expect(rowsAt(counter, 'customer')).toHaveLength(many);
    // Nothing that was taken is asked for again.
    expect(cursors[0]).toBe(0);
    expect(cursors.filter((cursor) => cursor === 0)).toHaveLength(1);
    const filling = states.flatMap((state) => (state.kind === 'filling' ? [state] : []));
    expect(filling.length).toBeGreaterThan(1);
    const totals = new Set(filling.map(({ total }) => total));
    expect(totals.size).toBe(1);
    expect([...totals][0]).toBe(many);
    expect(filling.map(({ done }) => done)).toEqual(filling.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(await counter.client.sync.state()).toEqual({ kind: 'connected' });
    const found = houseOf(counter).db.sqlite.prepare('SELECT count(*) FROM searchId').pluck();
    expect(found.get()).toBe(many);
  } finally {
    counter.close();
  }
});

test('tables and columns of a newer server are left out without harm, and fetched once this program knows them', async () => {
  const { one, two, server } = pair;
  const id = await sharedCustomer(pair);
  const { db } = server.running.server.storage;
  const put = async (tableName: string, rowId: string, body: object) => {
    const { id: chainId, revision } = await db.selectFrom('chain').select(['id', 'revision']).executeTakeFirstOrThrow();
    const row = {
      ...{ chainId, tableName, id: rowId, branchId: null, subjectId: rowId, revision: revision + 1, changedAt: 1 },
      ...{ removedAt: null, body: JSON.stringify(body), marks: '{}', writtenBy: null },
    };
    await db.deleteFrom('syncedRow').where('tableName', '=', tableName).where('id', '=', rowId).execute();
    await db.insertInto('syncedRow').values(row).execute();
    await db
      .updateTable('chain')
      .set({ revision: revision + 1 })
      .execute();
  };
  await put('hologram', 'h1', { shape: 'cube' });
  const [row] = await rowsOnServer(pair, 'customer');
  const { id: _, revision: __, changedAt: ___, removedAt: ____, ...body } = row ?? {};
  await put('customer', id, { ...body, shoeSize: 42 });
  await level(pair);
  // An older counter changes and removes what it knows; what it does not know stays.
  await edit(pair, one, id, { note: 'geändert' });
  await level(pair);
  expect((await rowsOnServer(pair, 'customer'))[0]).toMatchObject({ note: 'geändert', shoeSize: 42 });
  expect((await formOf(two, id)).note).toBe('geändert');
  server.clock.now += 2 * 3_600_000;
  await level(pair);
  // The next version knows other columns: it begins anew, once.
  const { sqlite } = houseOf(two).db;
  sqlite.prepare(`UPDATE local SET value = json_set(value, '$.shape', 'an older program') WHERE key = 'sync'`).run();
  const asked: string[] = [];
  server.road.fate = (path) => {
    if (path.endsWith('/pull'))
      asked.push(
        String(JSON.parse(String(sqlite.prepare("SELECT value FROM local WHERE key = 'sync'").pluck().get())).cursor),
      );
    return 'pass';
  };
  await round(two);
  await round(two);
  expect(asked.filter((cursor) => cursor === '0')).toHaveLength(1);
  server.road.fate = () => 'pass';
  await level(pair);
  expect(rowsAt(two, 'customer')).toEqual(rowsAt(one, 'customer'));
});

test('a counter restored from its own backup hears again what it had said since', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair, { note: 'vorher' });
  const { sqlite } = houseOf(one).db;
  const file = join(one.directory, 'kept.db');
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(houseOf(one).db.file, file);
  await edit(pair, one, id, { note: 'nachher' });
  const { id: later } = await save(pair, one, null, customerForm('Später'));
  await level(pair);
  const { folder } = one.service.counter;
  await folder.closedFor(() => commitRestore(one.directory, file));
  expect(rowsAt(one, 'customer').map(({ note }) => note)).toEqual(['vorher']);
  await level(pair);
  houseOf(one).session.person = houseOf(two).session.person;
  expect((await formOf(one, id)).note).toBe('nachher');
  expect((await formOf(one, later)).lastName).toBe('Später');
  await expectLevel();
});
