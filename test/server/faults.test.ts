// A full disk, a restored backup, bodies that are huge, packed or broken: what the server says, and that nothing is lost.
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { networkRoad } from '../../src-main/service/sync/network-road.ts';
import { createServer } from '../../src-server/server.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { openEncrypted, sqliteDialect } from '../../src-server/storage/sqlite.ts';
import { storageTrouble } from '../../src-server/storage/trouble.ts';
import type { WireSet } from '../../src-shared/sync/protocol.ts';
import { runServer, type ServerProcess, startServer } from '../support/branch-server.ts';
import { customerForm } from '../support/data-folder.ts';
import { noPostgres, startPostgres } from '../support/postgres.ts';
import { customerIn, foundShop, HELLO, pullAll, rowsOf, type Shop } from '../support/pushing.ts';
import { noSmallDisk, smallDisk } from '../support/small-disk.ts';
import { foundingCounter, openServer, round, SERVER_ADDRESS, type TestServer } from '../support/sync.ts';

const KEY = randomBytes(32);
let folder: string;
const processes: ServerProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-faults-'));
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((server) => server.kill()));
  rmSync(folder, { recursive: true, force: true });
});

function foundedAt({ road, running, clock }: TestServer): Promise<Shop> {
  return foundShop(road, SERVER_ADDRESS, running.foundingCode ?? '', () => clock.now);
}

/** Pushes until the disk is full; @returns what was taken, and the batch that was not */
async function pushUntilFull(shop: Shop): Promise<{ taken: WireSet[]; refused: WireSet[] }> {
  const taken: WireSet[] = [];
  for (let batch = 0; batch < 400; batch++) {
    const sets = Array.from({ length: 20 }, () => shop.newCustomer());
    try {
      await shop.line().sync.push({ ...HELLO, sets });
      taken.push(...sets);
    } catch (error) {
      expect(error).toMatchObject({ code: 'STORAGE', status: 507, data: { reason: 'diskFull' } });
      return { taken, refused: sets };
    }
  }
  throw new Error('the disk did not become full');
}

async function holdsEachOnce(shop: Shop, sets: readonly WireSet[]): Promise<void> {
  const ids = rowsOf(await pullAll(shop.line(), 2000), 'customer').map(({ id }) => id);
  expect(ids.filter((id) => sets.map(customerIn).includes(id)).sort()).toEqual(sets.map(customerIn).sort());
}

describe('a full disk', () => {
  test('SQLite that may not grow: 507, nothing is taken, and all of it once there is room', async () => {
    const server = await openServer({ dialect: () => sqliteDialect(join(folder, 'server.db'), KEY) });
    const shop = await foundedAt(server);
    const { db } = server.running.server.storage;
    const pages = async (most: number) => {
      const { CompiledQuery } = await import('kysely');
      const query = CompiledQuery.raw(`PRAGMA max_page_count = ${most}`);
      await db.executeQuery(query);
    };
    await pages(300);
    const { taken, refused } = await pushUntilFull(shop);
    await expect(shop.line().sync.push({ ...HELLO, sets: refused })).rejects.toMatchObject({ status: 507 });
    await holdsEachOnce(shop, taken);
    await pages(1_000_000);
    await shop.line().sync.push({ ...HELLO, sets: refused });
    await holdsEachOnce(shop, [...taken, ...refused]);
    await server.close();
  });

  test.skipIf(noSmallDisk)(
    `SQLite on a disk without room${noSmallDisk ? `, skipped: ${noSmallDisk}` : ''}`,
    async () => {
      const disk = smallDisk(6 * 1024 * 1024);
      const server = await openServer({ dialect: () => sqliteDialect(join(disk.directory, 'server.db'), KEY) });
      try {
        const shop = await foundedAt(server);
        disk.fill(256 * 1024);
        const { taken, refused } = await pushUntilFull(shop);
        await holdsEachOnce(shop, taken);
        disk.free();
        await shop.line().sync.push({ ...HELLO, sets: refused });
        await server.restart();
        await holdsEachOnce(shop, [...taken, ...refused]);
      } finally {
        await server.close();
        disk.close();
      }
    },
  );

  const noDisk = noPostgres ?? noSmallDisk;
  test.skipIf(noDisk)(`PostgreSQL on a disk without room${noDisk ? `, skipped: ${noDisk}` : ''}`, async () => {
    const postgres = await startPostgres();
    const disk = smallDisk(24 * 1024 * 1024);
    try {
      chmodSync(disk.directory, 0o700);
      const url = await postgres.database(disk.directory);
      const server = await openServer({ dialect: () => postgresDialect(url, () => undefined) });
      const shop = await foundedAt(server);
      disk.fill(256 * 1024);
      const { taken, refused } = await pushUntilFull(shop);
      await holdsEachOnce(shop, taken);
      disk.free();
      await shop.line().sync.push({ ...HELLO, sets: refused });
      await holdsEachOnce(shop, [...taken, ...refused]);
      await server.close();
    } finally {
      await postgres.close();
      disk.close();
    }
  });
});

test('what databases and networks say is read right, however it is wrapped', () => {
  const said = (code: string) => storageTrouble(Object.assign(new Error('x'), { code }));
  expect(['SQLITE_FULL', 'ENOSPC', '53100', 'SQLITE_IOERR_SHMSIZE'].map(said)).toEqual(Array(4).fill('full'));
  expect(['57P01', '57P03', '08006', '53300', '40P01', 'ECONNREFUSED', 'SQLITE_BUSY'].map(said)).toEqual(
    Array(7).fill('away'),
  );
  expect(['25006', 'SQLITE_READONLY', 'EROFS'].map(said)).toEqual(Array(3).fill('readOnly'));
  expect(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR_READ', 'XX001'].map(said)).toEqual(Array(4).fill('damaged'));
  expect(['23505', 'SQLITE_CONSTRAINT_UNIQUE', '42P01', ''].map(said)).toEqual(Array(4).fill(null));
  expect(storageTrouble(new Error('Connection terminated unexpectedly'))).toBe('away');
  const noFile = Object.assign(new Error('x'), { code: 'ENOENT' });
  expect(storageTrouble(noFile)).toBeNull();
  expect(storageTrouble(Object.assign(noFile, { syscall: 'connect' }))).toBe('away');
  const inner = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
  expect(storageTrouble(new AggregateError([inner]))).toBe('away');
  expect(storageTrouble(new Error('x', { cause: inner }))).toBe('away');
  for (const nothing of [null, undefined, 'ENOSPC', new TypeError('x')]) expect(storageTrouble(nothing)).toBeNull();
});

describe('a backup', () => {
  test('made while the server works is whole, encrypted and opens with its key alone', async () => {
    const data = join(folder, 'data');
    const server = await startServer({ TRESEN_DATA: data });
    processes.push(server);
    const shop = await foundShop(networkRoad, server.address, server.foundingCode ?? '');
    const before = [shop.newCustomer(), shop.newCustomer()];
    await shop.line().sync.push({ ...HELLO, sets: before });
    let ended = false;
    const pushing = (async () => {
      while (!ended) await shop.line().sync.push({ ...HELLO, sets: [shop.newCustomer()] });
    })();
    const target = join(folder, 'backup.db');
    expect(await runServer({ TRESEN_DATA: data }, ['--backup', target])).toMatchObject({ code: 0 });
    ended = true;
    await pushing;
    expect((await runServer({ TRESEN_DATA: data }, ['--backup', target])).err).toContain('überschreibt nichts');
    expect(() => openEncrypted(target, randomBytes(32)).pragma('integrity_check')).toThrow(/not a database/);
    expect((await runServer({ TRESEN_DATA: join(folder, 'none') }, ['--backup', `${target}2`])).code).toBe(1);
    // Put back on another machine: folder, key, database.
    const other = join(folder, 'other');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(other, { mode: 0o700 });
    copyFileSync(target, join(other, 'server.db'));
    copyFileSync(`${data}.key`, `${other}.key`);
    const restored = await startServer({ TRESEN_DATA: other }, ['--restored']);
    processes.push(restored);
    const ids = rowsOf(await pullAll(shop.line(restored.address), 2000), 'customer').map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(before.map(customerIn)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('put back begins a new epoch: counters bring what it lacks, and no number is lent twice', async () => {
    const file = join(folder, 'server.db');
    const server = await openServer({ dialect: () => sqliteDialect(file, KEY) });
    const counter = await foundingCounter(server);
    const untouched = { basedOn: null, appActive: null, draftId: null };
    const save = (name: string) => counter.client.customers.save({ id: null, form: customerForm(name), ...untouched });
    await save('Vorher');
    await round(counter);
    await server.running.stop();
    copyFileSync(file, `${file}.backup`);
    await server.restart();
    const lost = await save('Nachher');
    await round(counter);
    const token = counter.service.counter.ports.keyStore.readToken()?.trim() ?? '';
    const { serverLine } = await import('../../src-main/service/sync/server-line.ts');
    const line = () => serverLine(server.road.fetch, SERVER_ADDRESS, () => token);
    const lent = await line().sync.leaseNumbers({ count: 50 });
    const { epoch } = (await line().sync.pull({ ...HELLO, cursor: 0, rows: 1, skipOwn: false })).head;
    await server.running.stop();
    for (const beside of ['-wal', '-shm']) rmSync(`${file}${beside}`, { force: true });
    copyFileSync(`${file}.backup`, file);
    const again = await createServer({
      ...{ dialect: sqliteDialect(file, KEY), key: KEY, now: () => server.clock.now, version: 'test', restored: true },
      ...{ log: pino({ level: 'silent' }), trustedProxies: [], tls: null },
    });
    await again.stop();
    await server.restart();
    const { head } = await line().sync.pull({ ...HELLO, cursor: 0, rows: 1, skipOwn: false });
    expect(head.epoch).not.toBe(epoch);
    expect((await line().sync.leaseNumbers({ count: 1 })).from).toBeGreaterThan(lent.to);
    await round(counter);
    const rows = await pullAll(line());
    const names = rowsOf(rows, 'customer').map(({ id, body }) => [id, body.lastName]);
    expect(names).toContainEqual([lost.id, 'Nachher']);
    expect(names.map(([, name]) => name).sort()).toEqual(['Nachher', 'Vorher']);
    counter.close();
    await server.close();
  });
});

describe('bodies', () => {
  let server: TestServer;
  let shop: Shop;
  beforeEach(async () => {
    server = await openServer();
    shop = await foundedAt(server);
  });
  afterEach(() => server.close());

  const send = (payload: Buffer | string, headers: Record<string, string> = {}) =>
    server.running.http.inject({
      ...{ method: 'POST', url: '/counter/sync/push', payload },
      headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.token}`, ...headers },
    });
  const gzip = { 'content-encoding': 'gzip' };

  test('a stranger may not send anything long or packed; it is not even read', async () => {
    const stranger = { authorization: 'Bearer nobodyhasgiventhistokentome' };
    const long = JSON.stringify({ json: { ...HELLO, sets: [], more: 'x'.repeat(70_000) } });
    for (const answer of [
      await send(long, stranger),
      await send(long, { authorization: '' }),
      await send(gzipSync('{}'), { ...stranger, ...gzip }),
    ]) {
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject({ json: { code: 'UNKNOWN_WORKSTATION', defined: true } });
    }
    expect((await send(long)).statusCode).toBe(200);
  });

  test('broken, packed beyond measure, not JSON, not the contract: refused, and the server goes on', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 32), { level: 9 });
    const packed = gzipSync(JSON.stringify({ json: { ...HELLO, sets: [] } }));
    const statuses = [
      (await send(bomb, gzip)).statusCode,
      (await send(packed.subarray(0, packed.length - 9), gzip)).statusCode,
      (await send('not packed', gzip)).statusCode,
      (await send('{"json":')).statusCode,
      (await send('{"json":{"__proto__":{"sets":[]}}}')).statusCode,
      (await send(JSON.stringify({ json: { ...HELLO, sets: [{ id: 7 }] } }))).statusCode,
      (await send(JSON.stringify({ json: { ...HELLO, sets: Array(501).fill(shop.newCustomer()) } }))).statusCode,
      (await send('<xml/>', { 'content-type': 'text/xml' })).statusCode,
    ];
    expect(statuses.map((status) => (status >= 400 && status < 500 ? 'refused' : status))).toEqual(
      statuses.map(() => 'refused'),
    );
    expect(statuses[0]).toBe(413);
    const set = shop.newCustomer();
    expect((await send(gzipSync(JSON.stringify({ json: { ...HELLO, sets: [set] } })), gzip)).statusCode).toBe(200);
    await holdsEachOnce(shop, [set]);
  });
});
