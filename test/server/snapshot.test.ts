// The first fill by a file: what a new workstation then holds is what rows would have given it, it is searchable at once, and
// whatever goes wrong on the way, the workstation comes up with everything. On both databases of the server.
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { membership } from '../../src-main/service/sync/membership.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';
import type { TestCounter } from '../support/counter.ts';
import { csv, lines, runImport } from '../support/customer-list.ts';
import { customerForm } from '../support/data-folder.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

const CUSTOMERS = 60;

let postgres: TestPostgres | null = null;
let server: TestServer;
const counters: TestCounter[] = [];

beforeAll(async () => {
  if (noPostgres === null) postgres = await startPostgres();
});
afterAll(() => postgres?.close());
afterEach(async () => {
  for (const counter of counters.splice(0)) counter.close();
  await server.close();
});

describe.each(['SQLite', ...(noPostgres === null ? ['PostgreSQL'] : [])])('on %s', (kind) => {
  it('gives the same as rows do, searchable at once, and what came since', async () => {
    const founder = await shop(kind, 10);
    await snapshotReady();
    // Saved after the file was made.
    const { id } = await saved(founder, 'Nachzügler');
    await round(founder);
    const asked: string[] = [];
    server.road.fate = (path) => {
      asked.push(path);
      return 'pass';
    };
    const byFile = await joined(founder, {}, () => void asked.splice(0));
    expect(asked.filter((path) => path.startsWith('/counter/snapshots/')).length).toBeGreaterThan(0);
    expect(asked.filter((path) => path === '/counter/sync/pull')).toHaveLength(1);
    const found = await byFile.client.search.find({ text: 'muel carla', limit: 20, offset: 0 });
    expect(found.rows.length).toBeGreaterThan(0);
    expect((await byFile.client.customers.byId({ id })).form.lastName).toBe('Nachzügler');
    expect(contents(byFile)).toEqual(contents(founder));
    expect(sqlite(byFile).pragma('integrity_check', { simple: true })).toBe('ok');
    expect(sqlite(byFile).pragma('synchronous', { simple: true })).toBe(2);
    expect(leftOver(byFile)).toEqual([]);
    // It is a workstation like any other: it saves, and is asked for nothing twice.
    await saved(byFile, 'Neuling');
    await round(byFile);
    await round(founder);
    expect(contents(founder)).toEqual(contents(byFile));
  });
});

it('comes as rows where there are few customers', async () => {
  const founder = await shop('SQLite', CUSTOMERS + 1000);
  const asked: string[] = [];
  server.road.fate = (path) => {
    asked.push(path);
    return 'pass';
  };
  const other = await joined(founder);
  expect(asked.filter((path) => path.startsWith('/counter/snapshots/'))).toEqual([]);
  expect(contents(other)).toEqual(contents(founder));
});

it('goes on where it was cut, with another start of the program in between', async () => {
  const founder = await shop('SQLite', 10);
  await snapshotReady();
  let lost = 1;
  server.road.fate = (path) => (path.startsWith('/counter/snapshots/') && lost-- > 0 ? 'answerLost' : 'pass');
  const waiting = joined(founder);
  await expect(waiting).rejects.toThrow('fetch failed');
  const counter = counters.at(-1);
  if (!counter) throw new Error('no counter');
  counter.restart();
  await round(counter);
  expect(contents(counter)).toEqual(contents(founder));
  expect(leftOver(counter)).toEqual([]);
});

it('a file that was changed on the way is thrown away, and the rows come', async () => {
  const founder = await shop('SQLite', 10);
  await snapshotReady();
  const folder = readdirSync(join(server.directory, 'snapshots'), { recursive: true, withFileTypes: true }).find(
    (entry) => entry.name === 'tresen.db',
  );
  const file = join(folder?.parentPath ?? '', 'tresen.db');
  const bytes = readFileSync(file);
  bytes[5000] = (bytes[5000] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const counter = await joined(founder);
  expect(contents(counter)).toEqual(contents(founder));
  expect(leftOver(counter)).toEqual([]);
});

it('a file that ends too early is thrown away, and the rows come', async () => {
  const founder = await shop('SQLite', 10);
  await snapshotReady();
  const { file } = ready();
  truncateSync(file, 8192);
  const counter = await joined(founder);
  expect(contents(counter)).toEqual(contents(founder));
});

it('is for workstations of its branch alone, by their token, and in ranges', async () => {
  const founder = await shop('SQLite', 10);
  await snapshotReady();
  const { id, size } = ready();
  const ask = (token: string | null, range: string | null) =>
    server.running.http.inject({
      method: 'GET',
      url: `/counter/snapshots/${id}`,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(range ? { range } : {}) },
    });
  const own = founder.service.counter.ports.keyStore.readToken();
  expect((await ask(null, 'bytes=0-9')).statusCode).toBe(401);
  expect((await ask('x'.repeat(43), 'bytes=0-9')).statusCode).toBe(401);
  expect((await ask(own, null)).statusCode).toBe(416);
  expect((await ask(own, `bytes=${size}-${size + 1}`)).statusCode).toBe(416);
  const part = await ask(own, 'bytes=16-31');
  expect(part.statusCode).toBe(206);
  expect(part.rawPayload).toHaveLength(16);
  expect(part.headers['content-range']).toBe(`bytes 16-31/${size}`);
  const house = founder.service.counter.house;
  const branchId = house?.newId() ?? '';
  house?.save('branch.save', (unit) => {
    unit.create('branch', { id: branchId, name: 'Mond-Apotheke' });
    const employeeId = house.session.person?.id ?? '';
    unit.create('employeeRole', { id: house.newId(), employeeId, branchId, role: 'administrator' });
  });
  await round(founder);
  const foreign = await joined(founder, { branchId });
  expect((await ask(foreign.service.counter.ports.keyStore.readToken(), 'bytes=0-9')).statusCode).toBe(404);
  expect((await ask(own, 'bytes=0-9')).statusCode).toBe(206);
});

it('lies encrypted on the server, and goes with a chain that must forget somebody, with its day, and with the process', async () => {
  const founder = await shop('SQLite', 10);
  await snapshotReady();
  const { file } = ready();
  expect(readFileSync(file).includes('Müller')).toBe(false);
  expect(readFileSync(file).subarray(0, 6).toString()).not.toBe('SQLite');
  server.running.server.snapshots.forget(branch().chainId);
  expect(existsSync(file)).toBe(false);
  await snapshotReady();
  const second = ready();
  expect(second.file).not.toBe(file);
  server.clock.now += 25 * 60 * 60_000;
  expect(server.running.server.snapshots.want(branch()).kind).toBe('making');
  expect(existsSync(second.file)).toBe(false);
  await server.running.server.snapshots.settled();
  const third = ready();
  await server.restart();
  expect(existsSync(third.file)).toBe(false);
  expect(contents(await joined(founder))).toEqual(contents(founder));
});

// --- details

let chain = { chainId: '', branchId: '' };
const branch = () => chain;

async function shop(kind: string, snapshotsFrom: number): Promise<TestCounter> {
  const database = kind === 'PostgreSQL' ? await postgres?.database() : undefined;
  server = await openServer({
    snapshotsFrom,
    ...(database === undefined ? {} : { dialect: () => postgresDialect(database, () => undefined) }),
  });
  const founder = await foundingCounter(server);
  counters.push(founder);
  await runImport(founder, Buffer.from(csv(lines(0, CUSTOMERS))));
  await saved(founder, 'Größl');
  await round(founder);
  const member = membership(sqlite(founder));
  const branchId = founder.service.counter.session.seat?.branch.id ?? '';
  chain = { chainId: member?.chainId ?? '', branchId };
  return founder;
}

async function joined(
  founder: TestCounter,
  more: { branchId?: string } = {},
  opened: () => void = () => undefined,
): Promise<TestCounter> {
  return joinedCounter(server, founder, {
    ...more,
    opened: (one) => {
      counters.push(one);
      opened();
    },
  });
}

async function saved(counter: TestCounter, lastName: string): Promise<{ id: string }> {
  return counter.client.customers.save({
    ...{ id: null, basedOn: null, appActive: null, draftId: null },
    form: customerForm(lastName),
  });
}

async function snapshotReady(): Promise<void> {
  const { snapshots } = server.running.server;
  snapshots.want(branch());
  await snapshots.settled();
  expect(snapshots.want(branch()).kind).toBe('ready');
}

function ready() {
  const kept = server.running.server.snapshots.want(branch());
  if (kept.kind !== 'ready') throw new Error(kept.kind);
  expect(statSync(kept.file).size).toBe(kept.size);
  return kept;
}

function sqlite(counter: TestCounter) {
  const house = counter.service.counter.house;
  if (!house) throw new Error('not open');
  return house.db.sqlite;
}

/** All rows of all tables that travel, and the history. */
function contents(counter: TestCounter) {
  const tables = [...(Object.keys(synced) as TableName[]), 'change'];
  return Object.fromEntries(
    tables.map((table) => {
      const order = table === 'change' ? 'changeSetId, position' : 'id';
      // Births of an imported list stand in the log as one line here and are spelt out on the server.
      const where = table === 'change' ? `WHERE "to" IS NOT NULL OR field IS NOT NULL` : '';
      return [table, sqlite(counter).prepare(`SELECT * FROM "${table}" ${where} ORDER BY ${order}`).all().map(plain)];
    }),
  );
}

/** Without what only the workstation that made it knows. */
function plain(row: unknown) {
  const { changedAt: _, lastSeenAt: __, ...rest } = row as Record<string, unknown>;
  return rest;
}

function leftOver(counter: TestCounter): string[] {
  return readdirSync(counter.directory).filter((name) => /snapshot|damaged|restored/.test(name));
}
