// Restores a backup, also one of another PC: opened with the right key, copied beside the database, read completely, and
// only then exchanged for it. The present database is set aside by whoever opens the folder; nothing is deleted here.
import { existsSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BackupFile, RestoreStep } from '../../src-shared/backup/contract.ts';
import { readBackupName } from '../../src-shared/backup/rules.ts';
import { backupsIn, defaultBackupFolder } from './backups.ts';
import { JobFailed } from './database/background.ts';
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
  return (await openable(counter, choice)).contents;
}

/** @param tell how far it has come. @throws CannotRestore, file errors; then the present database is still in its place */
export async function restoreBackup(
  counter: Counter,
  choice: Choice,
  tell: (step: RestoreStep) => void,
): Promise<void> {
  const { ports, background, folder } = counter;
  const { key } = await openable(counter, choice);
  const incoming = join(ports.dataDirectory, 'tresen.db.incoming');
  try {
    tell({ step: 'copying', share: 0 });
    await background.run('copy', { from: choice.file, to: incoming }, (share) => tell({ step: 'copying', share }));
    tell({ step: 'checking', share: 0 });
    const { problems } = await background
      .run('inspect', { file: incoming, key, thorough: true })
      .catch((error: unknown) => {
        throw isDamage(error) ? new CannotRestore('DAMAGED_BACKUP') : error;
      });
    if (problems.length > 0) throw new CannotRestore('DAMAGED_BACKUP');
    tell({ step: 'exchanging', share: 0 });
    await folder.closedFor(() => {
      commitRestore(ports.dataDirectory, incoming);
      ports.keyStore.write(key);
    });
    ports.log.info({ backup: basename(choice.file) }, 'a backup was restored');
  } finally {
    rmSync(incoming, { force: true });
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

async function openable(counter: Counter, { file, recoveryKey }: Choice): Promise<{ contents: Contents; key: Buffer }> {
  if (!existsSync(file)) throw new CannotRestore('NOT_FOUND');
  if (headTrouble(file, false)) throw new CannotRestore('NOT_A_BACKUP');
  const key = recoveryKey === null ? keptKey(counter) : keyOfRecoveryKey(recoveryKey);
  if (!key) throw new CannotRestore(recoveryKey === null ? 'KEY_NEEDED' : 'BAD_RECOVERY_KEY');
  const { contents } = await counter.background
    .run('inspect', { file, key, thorough: false })
    .catch((error: unknown) => {
      throw error instanceof JobFailed ? refusalOf(error, file, key, recoveryKey !== null) : error;
    });
  const known = migrationNames(join(counter.ports.resourcesDirectory, 'migrations')).length;
  if (contents.schema > known) throw new CannotRestore('NEWER');
  return { contents, key };
}

function refusalOf(error: JobFailed, file: string, key: Buffer, typed: boolean): Error {
  if (error.code === 'SQLITE_ERROR') return new CannotRestore('NOT_A_BACKUP'); // opened, but none of our tables in it
  if (!isDamage(error)) return error;
  const named = readBackupName(basename(file));
  const isItsKey = error.code !== 'SQLITE_NOTADB' || (named !== null && keyId(key).startsWith(named.keyId));
  if (isItsKey) return new CannotRestore('DAMAGED_BACKUP');
  return new CannotRestore(typed ? 'WRONG_RECOVERY_KEY' : 'KEY_NEEDED');
}
