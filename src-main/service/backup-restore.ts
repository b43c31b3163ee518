// Restores a backup, also one of another PC: opened with the right key, copied beside the database, read completely, and
// only then exchanged for it. The present database is set aside by whoever opens the folder; nothing is deleted here.
import { existsSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BackupFile, RestoreStep } from '../../src-shared/backup/contract.ts';
import { readBackupName } from '../../src-shared/backup/rules.ts';
import { backupsIn, defaultBackupFolder } from './backups.ts';
import { keyId } from './database/connection.ts';
import { isDamage } from './database/damage.ts';
import type { Contents } from './database/integrity.ts';
import { migrationNames } from './database/migrate.ts';
import { commitRestore } from './database/restore.ts';
import { headTrouble } from './database/trouble.ts';
import { keyOfRecoveryKey } from './recovery-key.ts';
import type { Counter } from './service.ts';

export type RestoreRefusal =
  | 'NOT_FOUND'
  | 'NOT_A_BACKUP'
  | 'DAMAGED_BACKUP'
  | 'NEWER'
  | 'KEY_NEEDED'
  | 'BAD_RECOVERY_KEY'
  | 'WRONG_RECOVERY_KEY';

export class CannotRestore extends Error {
  override readonly name = 'CannotRestore';
  readonly reason: RestoreRefusal;
  constructor(reason: RestoreRefusal) {
    super(reason);
    this.reason = reason;
  }
}

export type Choice = { file: string; recoveryKey: string | null };

/** @param path a folder, one file, or null for this workstation's folder. @throws CannotRestore NOT_FOUND */
export function findBackups(counter: Counter, path: string | null): BackupFile[] {
  const { ports, house } = counter;
  const key = keptKey(counter);
  const own = house?.upkeep.backups.folder ?? defaultBackupFolder(ports.dataDirectory);
  if (path === null) return backupsIn(own, key);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new CannotRestore('NOT_FOUND');
  if (found.isDirectory()) return backupsIn(path, key);
  const named = backupsIn(dirname(path), key).find((one) => one.name === basename(path));
  if (named) return [named];
  // Renamed, or a database copied by hand: its own time is the best there is.
  const at = Math.round(found.mtimeMs);
  return [{ file: path, name: basename(path), at, size: found.size, workstation: '', kind: 'regular', own: false }];
}

/** @throws CannotRestore, file errors */
export async function inspectBackup(counter: Counter, choice: Choice): Promise<Contents> {
  const key = keyFor(counter, choice);
  const { file, recoveryKey } = choice;
  if (readBackupName(basename(file))) {
    const { contents } = await counter.background.run('inspect', { file, key }).catch((error: unknown) => {
      throw refusalOf(error, file, key, recoveryKey !== null);
    });
    return known(counter, contents);
  }
  // A database copied by hand may have a log beside it that belongs to it: it is looked at as a copy, the original untouched.
  try {
    return await adopt(counter, choice, key, () => {});
  } finally {
    removeIncoming(counter);
  }
}

/** @param tell how far it has come. @throws CannotRestore, file errors; then the present database is still in its place */
export async function restoreBackup(
  counter: Counter,
  choice: Choice,
  tell: (step: RestoreStep) => void,
): Promise<void> {
  const { ports, folder } = counter;
  const key = keyFor(counter, choice);
  // Refuse quickly what can be refused before a long copy.
  if (readBackupName(basename(choice.file))) await inspectBackup(counter, choice);
  try {
    await adopt(counter, choice, key, tell);
    tell({ step: 'exchanging', share: 0 });
    await folder.closedFor(() => {
      commitRestore(ports.dataDirectory, incomingFile(counter));
      ports.keyStore.write(key);
    });
    ports.log.info({ backup: basename(choice.file) }, 'a backup was restored');
  } finally {
    removeIncoming(counter);
  }
}

/** The key in the key store; null where there is none, or none that can be read. */
export function keptKey(counter: Counter): Buffer | null {
  try {
    return counter.ports.keyStore.read();
  } catch {
    return null;
  }
}

/** Looks at the file's head and finds the key for it. */
function keyFor(counter: Counter, { file, recoveryKey }: Choice): Buffer {
  if (!existsSync(file)) throw new CannotRestore('NOT_FOUND');
  if (headTrouble(file, false)) throw new CannotRestore('NOT_A_BACKUP');
  const key = recoveryKey === null ? keptKey(counter) : keyOfRecoveryKey(recoveryKey);
  if (!key) throw new CannotRestore(recoveryKey === null ? 'KEY_NEEDED' : 'BAD_RECOVERY_KEY');
  return key;
}

/** Copies the file beside the database and reads every page of the copy. */
async function adopt(
  { background, ports }: Counter,
  { file, recoveryKey }: Choice,
  key: Buffer,
  tell: (step: RestoreStep) => void,
): Promise<Contents> {
  const to = join(ports.dataDirectory, INCOMING);
  tell({ step: 'copying', share: 0 });
  if (existsSync(`${file}-wal`)) await background.run('copy', { from: `${file}-wal`, to: `${to}-wal` });
  await background.run('copy', { from: file, to }, (share) => tell({ step: 'copying', share }));
  tell({ step: 'checking', share: 0 });
  const { contents, problems } = await background.run('adopt', { file: to, key }).catch((error: unknown) => {
    throw refusalOf(error, file, key, recoveryKey !== null);
  });
  if (problems.length > 0) throw new CannotRestore('DAMAGED_BACKUP');
  return known({ ports }, contents);
}

function known({ ports }: Pick<Counter, 'ports'>, contents: Contents): Contents {
  const schema = migrationNames(join(ports.resourcesDirectory, 'migrations')).length;
  if (contents.schema > schema) throw new CannotRestore('NEWER');
  return contents;
}

const INCOMING = 'tresen.db.incoming';

function incomingFile({ ports }: Counter): string {
  return join(ports.dataDirectory, INCOMING);
}

function removeIncoming(counter: Counter): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(incomingFile(counter) + ending, { force: true });
}

function refusalOf(error: unknown, file: string, key: Buffer, typed: boolean): unknown {
  const { code = '' } = error as { code?: string };
  if (code === 'SQLITE_ERROR') return new CannotRestore('NOT_A_BACKUP'); // opened, but none of our tables in it
  if (!isDamage(error)) return error;
  const named = readBackupName(basename(file));
  const isItsKey = code !== 'SQLITE_NOTADB' || (named !== null && keyId(key).startsWith(named.keyId));
  if (isItsKey) return new CannotRestore('DAMAGED_BACKUP');
  return new CannotRestore(typed ? 'WRONG_RECOVERY_KEY' : 'KEY_NEEDED');
}
