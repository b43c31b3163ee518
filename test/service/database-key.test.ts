// A database without its key, or with a wrong one, and the recovery key that mends it.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { closeAll, emptyFolder, filesOf, openFolder, saveCustomer, setUp, signIn } from '../support/data-folder.ts';

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
  ['no key', (file: string) => rmSync(file)],
  ['half a key', (file: string) => truncateSync(file, 20)],
  ['a folder in its place', folderInstead],
])('a database without its key: %s', async (_, break_) => {
  const { directory } = await usedFolder();
  break_(join(directory, 'tresen.key'));
  expectTrouble(directory, 'keyMissing');
});

test('the recovery key gives the database its key back; a slip and a foreign key are told apart', async () => {
  const { directory, recoveryKey } = await usedFolder();
  const { recoveryKey: foreign } = await usedFolder();
  rmSync(join(directory, 'tresen.key'));
  const { client } = openFolder(directory);
  const slip = recoveryKey.replace(/^./, (letter) => (letter === '0' ? '1' : '0'));
  await expect(client.database.unlock({ recoveryKey: slip })).rejects.toMatchObject({ code: 'BAD_RECOVERY_KEY' });
  await expect(client.database.unlock({ recoveryKey: foreign })).rejects.toMatchObject({ code: 'WRONG_RECOVERY_KEY' });
  expect(existsSync(join(directory, 'tresen.key'))).toBe(false);
  await client.database.unlock({ recoveryKey: recoveryKey.toLowerCase().replaceAll('-', ' ') });
  await signIn(client);
  expect(await client.customers.recent()).toHaveLength(10);
  await expect(client.database.unlock({ recoveryKey })).rejects.toMatchObject({ code: 'NOT_LOCKED' });
});

test('the recovery key replaces a wrong key, which is set aside', async () => {
  const { directory, recoveryKey } = await usedFolder();
  rmSync(join(directory, 'tresen.key'));
  const wrong = randomBytes(32);
  fileKeyStore(directory).write(wrong);
  const { client, service } = openFolder(directory);
  expect(service.counter.trouble?.kind).toBe('wrongKey');
  await client.database.unlock({ recoveryKey });
  expect(await client.signIn.state()).toMatchObject({ phase: 'signIn' });
  expect(readFileSync(join(directory, 'tresen.key.old'), 'utf8').trim()).toBe(wrong.toString('hex'));
});

function folderInstead(file: string): void {
  rmSync(file);
  mkdirSync(file);
}
