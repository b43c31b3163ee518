// Backups on real files: whole while saves go on, rotated, told when they fail.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { connectToBackup, integrityProblems } from '../../src-main/service/database/integrity.ts';
import { disagreements } from '../support/agreement.ts';
import {
  closeAll,
  damage,
  emptyFolder,
  NOON,
  type Opened,
  openFolder,
  saveCustomer,
  setUp,
} from '../support/data-folder.ts';
import { noSmallDisk, smallDisk } from '../support/small-disk.ts';

afterEach(closeAll);

const DAY = 86_400_000;

type Shop = Opened & { directory: string; recoveryKey: string; clock: { now: number } };

async function shop(directory = emptyFolder()): Promise<Shop> {
  const clock = { now: NOON };
  const opened = openFolder(directory, {}, clock);
  const recoveryKey = await setUp(opened.client);
  return { ...opened, directory, recoveryKey, clock };
}

test('a backup made while saves go on is one state that was there: whole, consistent, encrypted with the same key', async () => {
  const { client, service, directory } = await shop();
  for (let i = 0; i < 300; i++) await saveCustomer(client, `Vorher ${i}`, { note: randomBytes(800).toString('hex') });
  let running = true;
  const making = client.backup.makeNow().finally(() => {
    running = false;
  });
  let meanwhile = 0;
  for (; running; meanwhile++) {
    await saveCustomer(client, `Währenddessen ${meanwhile}`, {
      phones: [{ id: null, label: null, number: '+493023125100', sms: false }],
    });
    await new Promise(setImmediate);
  }
  const made = await making;
  expect(meanwhile).toBeGreaterThan(3);
  expect(readFileSync(made.file).includes('Vorher')).toBe(false);
  const key = fileKeyStore(directory).read() ?? Buffer.alloc(0);
  const backup = connectToBackup(made.file, key);
  expect(integrityProblems(backup)).toEqual([]);
  expect(disagreements(backup)).toEqual([]);
  const inBackup = backup.prepare('SELECT count(*) FROM customer').pluck().get() as number;
  expect(inBackup).toBeGreaterThanOrEqual(300);
  expect(inBackup).toBeLessThanOrEqual(300 + meanwhile);
  backup.close();
  expect(readdirSync(join(directory, 'backups'))).toEqual([made.name]);
  expect(await client.backup.state()).toEqual({ lastAt: NOON, running: false, problem: null });
  expect(service.counter.house?.db.sqlite.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
});

test('over weeks seven days and four weeks stay, and only files of this installation are deleted', async () => {
  const { client, service, directory, clock } = await shop();
  const folder = join(directory, 'backups');
  mkdirSync(folder);
  const others = ['Tresen-T1-2020-01-01-080000-00000000.backup', 'Urlaub.pdf'];
  for (const name of others) writeFileSync(join(folder, name), 'x');
  const backups = service.counter.house?.upkeep.backups;
  for (let day = 0; day < 45; day++) {
    clock.now = NOON + day * DAY;
    await backups?.makeWhenDue();
    await backups?.makeWhenDue();
  }
  const days = readdirSync(folder)
    .filter((name) => !others.includes(name))
    .map((name) => name.slice(10, 20));
  expect(days).toEqual([
    ...['2026-12-13', '2026-12-20', '2026-12-27', '2026-12-28'],
    ...['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'],
  ]);
  for (const name of others) expect(existsSync(join(folder, name))).toBe(true);
  expect(await client.backup.state()).toMatchObject({ lastAt: clock.now });
});

test('many backups in one moment keep their order: the newest three stay, the last one made among them', async () => {
  const { client } = await shop();
  const made: string[] = [];
  for (let i = 0; i < 6; i++) made.push((await client.backup.makeNow()).name);
  const { backups } = await client.backup.overview();
  expect(backups.map((one) => one.name)).toEqual(made.slice(-3).reverse());
});

test('the first start of a day makes one, the set hour makes another, and a missed set-up none', async () => {
  const empty = openFolder(emptyFolder());
  await empty.service.counter.house?.upkeep.backups.makeWhenDue();
  const { client, service, clock } = await shop();
  const backups = service.counter.house?.upkeep.backups;
  const madeAt = async () => (await client.backup.overview()).backups.map((one) => new Date(one.at).getHours());
  clock.now = NOON - 4 * 3_600_000;
  await backups?.makeWhenDue();
  clock.now = NOON;
  await backups?.makeWhenDue();
  expect(await madeAt()).toEqual([8]);
  await client.backup.choose({ folder: null, hour: 12 });
  await backups?.makeWhenDue();
  await backups?.makeWhenDue();
  expect(await madeAt()).toEqual([12, 8]);
  expect(existsSync(join(empty.service.counter.ports.dataDirectory, 'backups'))).toBe(false);
});

test('a chosen folder that goes missing is told, kept trying, and used again when it is back', async () => {
  const { client, service, clock } = await shop();
  const folder = emptyFolder();
  await expect(client.backup.choose({ folder: join(folder, 'fehlt'), hour: 18 })).rejects.toMatchObject({
    code: 'FOLDER',
    data: { problem: 'folderMissing' },
  });
  await client.backup.choose({ folder, hour: 18 });
  rmSync(folder, { recursive: true });
  const backups = service.counter.house?.upkeep.backups;
  await backups?.makeWhenDue();
  expect(await client.backup.state()).toEqual({ lastAt: null, running: false, problem: 'folderMissing' });
  await expect(client.backup.makeNow()).rejects.toMatchObject({ code: 'FAILED', data: { problem: 'folderMissing' } });
  mkdirSync(folder);
  await backups?.makeWhenDue();
  expect((await client.backup.state()).lastAt).toBeNull(); // not at once again
  clock.now += 600_000;
  await backups?.makeWhenDue();
  expect(await client.backup.state()).toEqual({ lastAt: clock.now, running: false, problem: null });
  expect(readdirSync(folder)).toHaveLength(1);
});

test.skipIf(noSmallDisk)(
  `a full backup disk is told, leaves nothing half and keeps the old ones (${noSmallDisk ?? 'tmpfs'})`,
  async () => {
    const disk = smallDisk(3_000_000);
    try {
      const { client, service } = await shop();
      for (let i = 0; i < 100; i++) await saveCustomer(client, `Voll ${i}`, { note: randomBytes(900).toString('hex') });
      service.counter.house?.upkeep.idle.runNow();
      await client.backup.choose({ folder: disk.directory, hour: 18 });
      expect((await client.backup.overview()).sameDisk).toBe(false);
      const first = await client.backup.makeNow();
      disk.fill(300_000);
      await expect(client.backup.makeNow()).rejects.toMatchObject({ code: 'FAILED', data: { problem: 'diskFull' } });
      expect(readdirSync(disk.directory).sort()).toEqual([first.name, 'filler']);
      expect(await client.backup.state()).toMatchObject({ lastAt: NOON, problem: 'diskFull' });
      disk.free();
      await client.backup.makeNow();
      expect((await client.backup.state()).problem).toBeNull();
    } finally {
      disk.close();
    }
  },
);

test('a damaged database makes no backup and costs no old one', async () => {
  const { client, service, directory, clock } = await shop();
  for (let i = 0; i < 60; i++) await saveCustomer(client, `Riss ${i}`, { note: randomBytes(900).toString('hex') });
  const good = await client.backup.makeNow();
  service.stop();
  const file = join(directory, 'tresen.db');
  const pages = readFileSync(file).length / 4096;
  // The notes of the last customers: what a start reads lies before them.
  for (let page = pages - 12; page < pages; page++) damage(file, page * 4096 + 100);
  clock.now += DAY;
  const again = openFolder(directory, {}, clock);
  await again.service.counter.house?.upkeep.backups.makeWhenDue();
  expect(again.service.counter.house?.upkeep.backups.state).toMatchObject({ lastAt: NOON, problem: 'damaged' });
  expect(readdirSync(join(directory, 'backups'))).toEqual([good.name]);
});
