// Makes and keeps this workstation's backups: every day by itself, on demand, in the chosen folder, the old ones deleted
// only after a good new one. How a copy is made stands in database/backup.ts, which may go in backup/rules.ts.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupFile, BackupProblem, BackupState } from '../../src-shared/backup/contract.ts';
import {
  type BackupKind,
  backupName,
  instantOf,
  isBackupDue,
  localTime,
  outdatedBackups,
  readBackupName,
} from '../../src-shared/backup/rules.ts';
import type { Background } from './database/background.ts';
import { copyOf } from './database/backup.ts';
import { keyId, type Sqlite } from './database/connection.ts';
import { freeBytes, writeRefusal } from './database/disk.ts';
import { forgetLocal, readLocal, writeLocal } from './database/local.ts';

const DEFAULT_HOUR = 18;
const TRY_AGAIN_MS = 10 * 60_000;

export type BackupParts = {
  sqlite: Sqlite;
  file: string;
  key: Buffer;
  background: Background;
  now: () => number;
  /** 'T1'; null before the set-up: nothing is worth a backup then. */
  workstation: () => string | null;
  /** The state of the backups is another one. */
  changed: () => void;
  /** For the log: what went wrong. */
  failed: (problem: BackupProblem, error: unknown) => void;
};

export class CannotBackUp extends Error {
  override readonly name = 'CannotBackUp';
  readonly problem: BackupProblem;
  constructor(problem: BackupProblem, cause?: unknown) {
    super(`backup: ${problem}`, { cause });
    this.problem = problem;
  }
}

export class Backups {
  readonly #parts: BackupParts;
  #running: Promise<BackupFile> | null = null;
  #problem: BackupProblem | null = null;
  #failedAt: number | null = null;

  constructor(parts: BackupParts) {
    this.#parts = parts;
  }

  get folder(): string {
    return readLocal(this.#parts.sqlite, 'backupFolder') ?? this.defaultFolder;
  }

  get defaultFolder(): string {
    return defaultBackupFolder(dirname(this.#parts.file));
  }

  get hour(): number {
    return Number(readLocal(this.#parts.sqlite, 'backupHour') ?? DEFAULT_HOUR);
  }

  get state(): BackupState {
    const lastAt = readLocal(this.#parts.sqlite, 'lastBackupAt');
    return { lastAt: lastAt === null ? null : Number(lastAt), running: this.#running !== null, problem: this.#problem };
  }

  /** The backups in this workstation's folder, of whichever installation, newest first. */
  list(): BackupFile[] {
    return backupsIn(this.folder, this.#parts.key);
  }

  /** @param folder null = the default. @throws CannotBackUp when nothing can be written there */
  choose(folder: string | null, hour: number): void {
    const wanted = folder ?? this.defaultFolder;
    const problem = folderProblem(wanted, wanted === this.defaultFolder);
    if (problem) throw new CannotBackUp(problem);
    if (wanted === this.defaultFolder) forgetLocal(this.#parts.sqlite, 'backupFolder');
    else writeLocal(this.#parts.sqlite, 'backupFolder', wanted);
    writeLocal(this.#parts.sqlite, 'backupHour', String(hour));
    this.#parts.changed();
  }

  /** Makes one, or waits for the one that is being made. @throws CannotBackUp */
  makeNow(): Promise<BackupFile> {
    this.#running ??= this.#make().finally(() => {
      this.#running = null;
      this.#parts.changed();
    });
    return this.#running;
  }

  /** Makes one when it is time. What keeps it from working stands in `state`. */
  async makeWhenDue(): Promise<void> {
    const now = this.#parts.now();
    if (this.#running || this.#parts.workstation() === null) return;
    if (this.#failedAt !== null && now - this.#failedAt < TRY_AGAIN_MS) return;
    const { lastAt } = this.state;
    const last = lastAt === null ? null : localTime(lastAt);
    if (!isBackupDue({ last, now: localTime(now), hour: this.hour })) return;
    await this.makeNow().catch(() => {});
  }

  async #make(): Promise<BackupFile> {
    const { file, key, background, sqlite } = this.#parts;
    const { folder } = this;
    const at = this.#parts.now();
    try {
      const problem = folderProblem(folder, folder === this.defaultFolder);
      if (problem) throw new CannotBackUp(problem);
      const free = freeBytes(folder);
      if (free !== null && free < statSync(file).size) throw new CannotBackUp('diskFull');
      const target = freeTarget(folder, { kind: 'regular', workstation: this.#parts.workstation() ?? 'T', at, key });
      this.#parts.changed();
      await background.run('backUp', { file, key, target });
      writeLocal(sqlite, 'lastBackupAt', String(at));
      this.#problem = null;
      this.#failedAt = null;
      deleteOutdated(folder, key, { now: at, but: target });
      const made = backupFile(target, key);
      if (!made) throw new CannotBackUp('unreadable');
      return made;
    } catch (error) {
      this.#problem = problemOf(error, folder);
      this.#failedAt = at;
      this.#parts.failed(this.#problem, error);
      throw error instanceof CannotBackUp ? error : new CannotBackUp(this.#problem, error);
    }
  }
}

/** The safety copy before a migration: in the default folder, which is always there. Blocks until it is done. */
export function backUpBeforeUpdate(sqlite: Sqlite, parts: { dataDirectory: string; key: Buffer; now: number }): void {
  const folder = defaultBackupFolder(parts.dataDirectory);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const target = freeTarget(folder, { kind: 'beforeUpdate', workstation: 'T', at: parts.now, key: parts.key });
  copyOf(sqlite, parts.key, target);
  deleteOutdated(folder, parts.key, { now: parts.now, but: target });
}

export function defaultBackupFolder(dataDirectory: string): string {
  return join(dataDirectory, 'backups');
}

/** Newest first. @param key of this installation; null = none */
export function backupsIn(folder: string, key: Buffer | null): BackupFile[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .map((name) => backupFile(join(folder, name), key))
    .filter((one) => one !== null)
    .sort((a, b) => b.at - a.at);
}

/** A simple check: the same volume. Two volumes of one disk are not told apart. */
export function isSameDisk(a: string, b: string): boolean {
  try {
    return statSync(a).dev === statSync(b).dev;
  } catch {
    return false;
  }
}

function backupFile(file: string, key: Buffer | null): BackupFile | null {
  const name = file.slice(dirname(file).length + 1);
  const facts = readBackupName(name);
  const found = facts && statSync(file, { throwIfNoEntry: false });
  if (!facts || !found?.isFile()) return null;
  return {
    file,
    name,
    at: instantOf(facts.at),
    size: found.size,
    workstation: facts.workstation,
    kind: facts.kind,
    own: key !== null && keyId(key).startsWith(facts.keyId),
  };
}

/** A name that is not taken, and later than all that were made in the same moment. */
function freeTarget(folder: string, facts: { kind: BackupKind; workstation: string; at: number; key: Buffer }): string {
  const justMade = backupsIn(folder, facts.key).filter((one) => Math.abs(one.at - facts.at) < 60_000);
  const at = Math.max(facts.at, ...justMade.map((one) => one.at + 1000));
  return join(folder, backupName({ ...facts, at: localTime(at), keyId: keyId(facts.key) }));
}

/** Only this installation's own: a folder may be shared. One that cannot be deleted stays; the new one is good all the same. */
function deleteOutdated(folder: string, key: Buffer, { now, but }: { now: number; but: string }): void {
  const own = backupsIn(folder, key).filter((one) => one.own);
  const ranked = own.map((one) => ({ ...one, at: localTime(one.at) }));
  const outdated = outdatedBackups(ranked, localTime(now)).filter((one) => one.file !== but);
  const cutOff = readdirSync(folder).filter((name) => name.endsWith(`.${keyId(key).slice(0, 8)}.unfinished`));
  for (const file of [...outdated.map((one) => one.file), ...cutOff.map((name) => join(folder, name))]) {
    try {
      rmSync(file, { force: true });
    } catch {
      // A foreign owner, an open file on Windows: the next good backup tries again.
    }
  }
}

function folderProblem(folder: string, mayMake: boolean): BackupProblem | null {
  try {
    if (mayMake) mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(folder)) return 'folderMissing';
    if (!statSync(folder).isDirectory()) return 'unreadable';
  } catch (error) {
    return problemOf(error, dirname(folder));
  }
  return writeRefusal(folder);
}

function problemOf(error: unknown, folder: string): BackupProblem {
  if (error instanceof CannotBackUp) return error.problem;
  const { code = '' } = error as { code?: string };
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'damaged';
  if (!existsSync(folder)) return 'folderMissing';
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code)) return 'diskFull';
  return writeRefusal(folder) ?? 'unreadable';
}
