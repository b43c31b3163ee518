// Restoring backups on real files: in a running program, from trouble, on another PC; refused in words, cut off and finished.
import { randomBytes } from 'node:crypto';
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { BackupFile } from '../../src-shared/backup/contract.ts';
import {
  type Client,
  closeAll,
  customerForm,
  damage,
  emptyFolder,
  filesOf,
  NOON,
  type Opened,
  openFolder,
  saveCustomer,
  setUp,
  signIn,
} from '../support/data-folder.ts';
import { noSmallDisk, smallDisk } from '../support/small-disk.ts';

afterEach(closeAll);

const _DAY = 86_400_000;

type Shop = Opened & { directory: string; recoveryKey: string; clock: { now: number } };

async function shop(directory = emptyFolder()): Promise<Shop> {
  const clock = { now: NOON };
  const opened = openFolder(directory, {}, clock);
  const recoveryKey = await setUp(opened.client);
  return { ...opened, directory, recoveryKey, clock };
}

async function names(client: Client): Promise<string[]> {
  return (await client.customers.recent()).map((one) => one.name).sort();
}

test('restoring in a running program: the state of the backup, nobody signed in, the present database set aside', async () => {
  const { client, service, directory } = await shop();
  await saveCustomer(client, 'Alt');
  const backup = await client.backup.makeNow();
  await saveCustomer(client, 'Neu');
  expect(await client.backup.inspect({ file: backup.file, recoveryKey: null })).toMatchObject({
    branchName: 'Sonnen-Apotheke',
    customers: 1,
    lastChangeAt: NOON,
  });
  await client.backup.restore({ file: backup.file, recoveryKey: null });
  expect(await client.signIn.state()).toMatchObject({ phase: 'signIn', seat: { branch: { name: 'Sonnen-Apotheke' } } });
  await expect(client.customers.recent()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  await signIn(client);
  expect(await names(client)).toEqual(['Alt']);
  await saveCustomer(client, 'Weiter');
  service.stop();
  const aside = readdirSync(directory).filter((name) => name.endsWith('.damaged'));
  expect(aside).toEqual(['tresen.db.20261121-120000.damaged']);
  // What was set aside is whole: it can be restored in its turn.
  const again = openFolder(directory);
  await signIn(again.client);
  await again.client.backup.restore({ file: join(directory, aside[0] ?? ''), recoveryKey: null });
  await signIn(again.client);
  expect(await names(again.client)).toEqual(['Alt', 'Neu']);
});

test('a damaged database is restored from the trouble screen, without anybody signed in', async () => {
  const { client, service, directory } = await shop();
  await saveCustomer(client, 'Gerettet');
  const made = await client.backup.makeNow();
  service.stop();
  damage(join(directory, 'tresen.db'), 100);
  const broken = filesOf(directory)['tresen.db'];
  const opened = openFolder(directory);
  expect(opened.service.counter.trouble?.kind).toBe('damaged');
  const [found] = await opened.client.backup.find({ path: null });
  expect(found).toMatchObject({ name: made.name, own: true });
  await opened.client.backup.restore({ file: found?.file ?? '', recoveryKey: null });
  await signIn(opened.client);
  expect(await names(opened.client)).toEqual(['Gerettet']);
  expect(Object.entries(filesOf(directory)).find(([name]) => name.endsWith('.damaged'))?.[1]).toBe(broken);
});

test('on another PC the recovery key opens the backup, before any set-up; slips and foreign keys are told apart', async () => {
  const first = await shop();
  await saveCustomer(first.client, 'Umgezogen');
  const made = await first.client.backup.makeNow();
  const stranger = await shop();
  const stick = emptyFolder();
  const carried = join(stick, made.name);
  copyFileSync(made.file, carried);
  const { client, service } = openFolder(emptyFolder());
  const [found] = (await client.backup.find({ path: stick })) as [BackupFile];
  expect(found).toMatchObject({ own: false, at: NOON });
  const attempt = (recoveryKey: string | null) => client.backup.restore({ file: carried, recoveryKey });
  await expect(attempt(null)).rejects.toMatchObject({ code: 'KEY_NEEDED' });
  await expect(attempt(first.recoveryKey.slice(1))).rejects.toMatchObject({ code: 'BAD_RECOVERY_KEY' });
  await expect(attempt(stranger.recoveryKey)).rejects.toMatchObject({ code: 'WRONG_RECOVERY_KEY' });
  expect(await client.signIn.state()).toEqual({ phase: 'setUp' });
  await attempt(first.recoveryKey);
  await signIn(client);
  expect(await names(client)).toEqual(['Umgezogen']);
  service.stop();
  const afterRestart = openFolder(service.counter.ports.dataDirectory);
  await signIn(afterRestart.client);
  expect(await names(afterRestart.client)).toEqual(['Umgezogen']);
});

test('only an administrator restores where people work', async () => {
  const { client, directory } = await shop();
  const made = await client.backup.makeNow();
  await client.signIn.lock();
  for (const attempt of [
    () => client.backup.find({ path: null }),
    () => client.backup.inspect({ file: made.file, recoveryKey: null }),
    () => client.backup.restore({ file: made.file, recoveryKey: null }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'ADMINISTRATOR_NEEDED' });
  expect(readdirSync(directory).some((name) => name.endsWith('.damaged'))).toBe(false);
});

test.each([
  ['not there', 'NOT_FOUND', (file: string) => rmSync(file)],
  ['a text', 'NOT_A_BACKUP', (file: string) => writeFileSync(file, 'nur ein Text '.repeat(500))],
  ['broken in the middle', 'DAMAGED_BACKUP', (file: string) => damage(file, 4096 * 20 + 50)],
  ['broken at its beginning', 'DAMAGED_BACKUP', (file: string) => damage(file, 200)],
] as const)('a backup that cannot be used leaves everything as it was: %s', async (_, code, break_) => {
  const { client, directory } = await shop();
  const made = await client.backup.makeNow();
  await saveCustomer(client, 'Bleibt');
  break_(made.file);
  await expect(client.backup.restore({ file: made.file, recoveryKey: null })).rejects.toMatchObject({ code });
  expect(await names(client)).toEqual(['Bleibt']);
  await saveCustomer(client, 'Bleibt auch');
  expect(readdirSync(directory).filter((name) => /incoming|restored|damaged/.test(name))).toEqual([]);
});

test('a backup of a newer program is left to it', async () => {
  const { client, service } = await shop();
  service.counter.house?.db.sqlite.pragma('user_version = 900');
  const made = await client.backup.makeNow();
  await expect(client.backup.inspect({ file: made.file, recoveryKey: null })).rejects.toMatchObject({ code: 'NEWER' });
});

test('a renamed backup is still one; a plain file name finds exactly that file', async () => {
  const { client } = await shop();
  await saveCustomer(client, 'Umbenannt');
  const made = await client.backup.makeNow();
  const renamed = join(emptyFolder(), 'sicherung-vom-stick.dat');
  copyFileSync(made.file, renamed);
  expect(await client.backup.find({ path: renamed })).toMatchObject([{ file: renamed, own: false }]);
  expect(await client.backup.inspect({ file: renamed, recoveryKey: null })).toMatchObject({ customers: 1 });
  await client.backup.restore({ file: renamed, recoveryKey: null });
  await signIn(client);
  expect(await names(client)).toEqual(['Umbenannt']);
});

test.skipIf(noSmallDisk)(
  `a restore onto a full disk is refused in words, and the present data stay (${noSmallDisk ?? 'tmpfs'})`,
  async () => {
    const disk = smallDisk(9_000_000);
    try {
      const { client, service } = await shop(join(disk.directory, 'daten'));
      await client.backup.choose({ folder: emptyFolder(), hour: 18 });
      for (let i = 0; i < 50; i++) await saveCustomer(client, `Eng ${i}`, { note: randomBytes(900).toString('hex') });
      const made = await client.backup.makeNow();
      // What the saves have left for idle time takes room of its own, sooner or later.
      service.counter.house?.upkeep.idle.runNow();
      disk.fill(300_000);
      await expect(client.backup.restore({ file: made.file, recoveryKey: null })).rejects.toMatchObject({
        code: 'STORAGE',
        data: { reason: 'diskFull' },
      });
      await client.customers.save({ id: null, form: customerForm('Trotzdem'), appActive: null, draftId: null });
      service.stop();
    } finally {
      disk.close();
    }
  },
);

test('an exchange that was cut off after it was decided is finished by the next start', async () => {
  const { client, service, directory } = await shop();
  await saveCustomer(client, 'Alt');
  const made = await client.backup.makeNow();
  await saveCustomer(client, 'Neu');
  service.stop();
  copyFileSync(made.file, join(directory, 'tresen.db.restored'));
  writeFileSync(join(directory, 'tresen.db-wal'), randomBytes(5000));
  const opened = openFolder(directory);
  await signIn(opened.client);
  expect(await names(opened.client)).toEqual(['Alt']);
  expect(readdirSync(directory).filter((name) => name.includes('damaged'))).toEqual([
    'tresen.db.20261121-120000.damaged',
    'tresen.db.20261121-120000.damaged-wal',
  ]);
});
