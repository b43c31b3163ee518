// Everything that can be wrong with a data folder, made for real: what the start state says, and that no file is touched.
import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { connect, connectPlain } from '../../src-main/service/database/connection.ts';
import { RESOURCES } from '../support/counter.ts';
import {
  closeAll,
  damage,
  emptyFolder,
  filesOf,
  openFolder,
  saveCustomer,
  setUp,
  signIn,
} from '../support/data-folder.ts';
import { noSmallDisk, readOnlyView, smallDisk } from '../support/small-disk.ts';

afterEach(closeAll);

/** A branch with customers on disk, closed. */
async function usedFolder(): Promise<{ directory: string; file: string; recoveryKey: string }> {
  const directory = emptyFolder();
  const recoveryKey = await fillFolder(directory);
  return { directory, file: join(directory, 'tresen.db'), recoveryKey };
}

async function fillFolder(directory: string): Promise<string> {
  const { service, client } = openFolder(directory);
  const recoveryKey = await setUp(client);
  for (let i = 0; i < 20; i++) await saveCustomer(client, `Größl ${i}`, { note: randomBytes(400).toString('hex') });
  service.stop();
  return recoveryKey;
}

/** Opens the folder, expects the trouble, and that no byte of what lay there has changed. */
function expectTrouble(directory: string, kind: string): void {
  const before = filesOf(directory);
  const { service } = openFolder(directory);
  expect(service.counter.trouble).toEqual({ kind, file: join(directory, 'tresen.db') });
  expect(service.counter.house).toBeNull();
  service.stop();
  expect(filesOf(directory)).toEqual(before);
}

test.each([
  ['the first page overwritten', (file: string) => damage(file, 100)],
  ['the salt of the file overwritten', (file: string) => damage(file, 0, 16)],
  ['the file cut off in the middle', (file: string) => truncateSync(file, 4096 * 10 + 1000)],
  ['nothing left of the file', (file: string) => truncateSync(file, 0)],
])('a damaged database is told as such: %s', async (_, break_) => {
  const { directory, file } = await usedFolder();
  break_(file);
  expectTrouble(directory, 'damaged');
});

test('a page in the middle overwritten: the rows that sign-in needs are told at once, the rest by the full check', async () => {
  const { directory, file } = await usedFolder();
  const pages = readFileSync(file).length / 4096;
  let atOnce = 0;
  let byCheck = 0;
  for (let page = 1; page < pages; page += 6) {
    const copy = emptyFolder();
    cpSync(directory, copy, { recursive: true });
    damage(join(copy, 'tresen.db'), page * 4096 + 700);
    const { service } = openFolder(copy);
    const { trouble, house } = service.counter;
    if (trouble) {
      expect(trouble.kind).toBe('damaged');
      atOnce++;
    } else {
      expect((await house?.upkeep.health.check())?.state).toBe('damaged');
      byCheck++;
    }
    service.stop();
  }
  expect(atOnce).toBeGreaterThan(0);
  expect(byCheck).toBeGreaterThan(5);
});

test('a call that meets a broken page has the whole file checked, and the screens are told', async () => {
  const { directory, file } = await usedFolder();
  const { service, client } = openFolder(directory);
  await signIn(client);
  const { house } = service.counter;
  const page = house?.db.sqlite
    .prepare("SELECT min(pageno) FROM dbstat WHERE name = 'customer' AND pagetype = 'leaf'")
    .pluck()
    .get() as number;
  const ids = house?.db.sqlite.prepare('SELECT id FROM customer').pluck().all() as string[];
  service.stop();
  damage(file, (page - 1) * 4096 + 300);
  const again = openFolder(directory);
  await signIn(again.client);
  expect(await again.client.database.health()).toMatchObject({ state: 'unknown' });
  let met = 0;
  for (const id of ids)
    await again.client.customers.byId({ id }).catch((error) => {
      expect(error).toMatchObject({ code: 'STORAGE', data: { reason: 'damaged' } });
      met++;
    });
  expect(met).toBeGreaterThan(0);
  await vi.waitFor(async () => expect((await again.client.database.health()).state).toBe('damaged'), 5000);
});

test('the full check of a sound database says so, and saves go on meanwhile', async () => {
  const { directory } = await usedFolder();
  const { service, client } = openFolder(directory);
  await signIn(client);
  expect(await client.database.health()).toEqual({ state: 'unknown', checkedAt: null });
  const check = service.counter.house?.upkeep.health.check();
  expect((await client.database.health()).state).toBe('checking');
  await saveCustomer(client, 'Während der Prüfung');
  await check;
  expect(await client.database.health()).toMatchObject({ state: 'good' });
});

test.each([
  ['a plain SQLite database', plainSqlite],
  ['a text', (file: string) => writeFileSync(file, 'Notizen von Anna: Öl, Löschpapier, Kreide.\n')],
  ['a PDF', (file: string) => writeFileSync(file, Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(9000)]))],
  ['an empty file', (file: string) => writeFileSync(file, '')],
])('a foreign file under the name of the database is left alone: %s', (_, write) => {
  const directory = emptyFolder();
  fileKeyStore(directory).write(randomBytes(32));
  write(join(directory, 'tresen.db'));
  expectTrouble(directory, 'foreign');
});

test('a plain SQLite database in the place of a used one is foreign too', async () => {
  const { directory, file } = await usedFolder();
  rmSync(file);
  plainSqlite(file);
  expectTrouble(directory, 'foreign');
});

test('another key is told from a damaged file', async () => {
  const { directory } = await usedFolder();
  const other = emptyFolder();
  copyFileSync(join(directory, 'tresen.db'), join(other, 'tresen.db'));
  copyFileSync(join(directory, 'tresen.json'), join(other, 'tresen.json'));
  fileKeyStore(other).write(randomBytes(32));
  expectTrouble(other, 'wrongKey');
});

test('a second program on the folder is told; when the first has ended it can try again', async () => {
  const { directory } = await usedFolder();
  const first = openFolder(directory);
  const second = openFolder(directory);
  expect(second.service.counter.trouble?.kind).toBe('inUse');
  await second.client.database.retry();
  expect(second.service.counter.trouble?.kind).toBe('inUse');
  first.service.stop();
  await second.client.database.retry();
  expect(await second.client.signIn.state()).toMatchObject({ phase: 'signIn' });
});

test('a newer schema is left to the newer program', async () => {
  const { directory, file } = await usedFolder();
  const sqlite = connect(file, fileKeyStore(directory).read() ?? Buffer.alloc(0));
  sqlite.pragma('user_version = 900');
  sqlite.close();
  expectTrouble(directory, 'newerSchema');
});

test('a folder in the place of the database, and a file in the place of the folder, cannot be read', async () => {
  const directory = emptyFolder();
  mkdirSync(join(directory, 'tresen.db'));
  fileKeyStore(directory).write(randomBytes(32));
  expectTrouble(directory, 'unreadable');
  const file = join(directory, 'file');
  writeFileSync(file, 'x');
  const { service } = openFolder(file);
  expect(service.counter.trouble?.kind).toBe('unreadable');
  expect(readFileSync(file, 'utf8')).toBe('x');
});

test('a migration that does not fit leaves the database to the version before', async () => {
  const { directory } = await usedFolder();
  const resources = emptyFolder();
  cpSync(RESOURCES, resources, { recursive: true });
  const journal = join(resources, 'migrations', 'meta', '_journal.json');
  const entries = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { tag: string }[] };
  writeFileSync(journal, JSON.stringify({ entries: [...entries.entries, { tag: '9998_good' }, { tag: '9999_bad' }] }));
  writeFileSync(join(resources, 'migrations', '9998_good.sql'), 'DELETE FROM customer; DROP TABLE draft;');
  writeFileSync(join(resources, 'migrations', '9999_bad.sql'), 'INSERT INTO noSuchTable VALUES (1);');
  const updated = openFolder(directory, { resourcesDirectory: resources });
  expect(updated.service.counter.trouble?.kind).toBe('updateFailed');
  updated.service.stop();
  const { client } = openFolder(directory);
  await signIn(client);
  expect(await client.customers.recent()).toHaveLength(10);
  expect(await client.drafts.list()).toEqual([]);
});

test('what a kill left of the very first start is begun anew', async () => {
  const directory = emptyFolder();
  fileKeyStore(directory).write(randomBytes(32));
  writeFileSync(join(directory, 'tresen.db.new'), randomBytes(5000));
  writeFileSync(join(directory, 'tresen.db.new-journal'), randomBytes(600));
  writeFileSync(join(directory, 'tresen.json.new'), '{"prog');
  writeFileSync(join(directory, 'tresen.db-wal'), randomBytes(8000));
  const { client, service } = openFolder(directory);
  expect(await client.signIn.state()).toEqual({ phase: 'setUp' });
  await setUp(client);
  service.stop();
  expect(existsSync(join(directory, 'tresen.db.new'))).toBe(false);
  await signIn(openFolder(directory).client);
});

test.skipIf(noSmallDisk)(`a full disk is told and nothing is lost (${noSmallDisk ?? 'tmpfs'})`, async () => {
  const disk = smallDisk(3_000_000);
  try {
    await fillFolder(disk.directory);
    disk.fill();
    expectTrouble(disk.directory, 'diskFull');
    const waiting = openFolder(disk.directory);
    expect(waiting.service.counter.trouble?.kind).toBe('diskFull');
    disk.free();
    await waiting.client.database.retry();
    await signIn(waiting.client);
    expect(await waiting.client.customers.recent()).toHaveLength(10);
    waiting.service.stop();
  } finally {
    disk.close();
  }
});

test.skipIf(noSmallDisk)(`a new folder on a full disk is told (${noSmallDisk ?? 'tmpfs'})`, () => {
  const disk = smallDisk(300_000);
  try {
    disk.fill();
    const { service } = openFolder(join(disk.directory, 'neu'));
    expect(service.counter.trouble?.kind).toBe('diskFull');
    service.stop();
  } finally {
    disk.close();
  }
});

test.skipIf(noSmallDisk)(`a read-only folder is told, used or new (${noSmallDisk ?? 'bind mount'})`, async () => {
  const { directory } = await usedFolder();
  const view = readOnlyView(directory);
  try {
    expectTrouble(view.directory, 'readOnly');
    const { service } = openFolder(join(view.directory, 'neu'));
    expect(service.counter.trouble?.kind).toBe('readOnly');
    service.stop();
  } finally {
    view.close();
  }
});

function plainSqlite(file: string): void {
  const sqlite = connectPlain(file);
  sqlite.exec('CREATE TABLE notes (text); INSERT INTO notes VALUES (1)');
  sqlite.close();
}
