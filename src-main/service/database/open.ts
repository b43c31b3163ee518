// Opens the encrypted database of a data folder, or says in a closed word why it cannot. It never repairs, renames or
// overwrites a file it did not understand, and it knows nothing of what the tables mean.
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { OpenTrouble } from '../../../src-shared/database/contract.ts';
import * as schema from '../../../src-shared/tables.ts';
import { migrate, type NewerSchema } from './migrate.ts';

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');

export type Sqlite = import('better-sqlite3').Database;

/** The open database: `sqlite` for prepared statements on hot paths, `orm` for everything else. */
export type Db = {
  readonly sqlite: Sqlite;
  readonly orm: BetterSQLite3Database<typeof schema>;
  readonly file: string;
};

export const DATABASE_FILE = 'tresen.db';
const MARK_FILE = 'tresen.json';

export class CannotOpen extends Error {
  readonly trouble: OpenTrouble;
  constructor(trouble: OpenTrouble, cause?: unknown) {
    super(`database: ${trouble.kind}`, { cause });
    this.trouble = trouble;
  }
}

export type OpenOptions = {
  dataDirectory: string;
  /** 32 bytes. */
  key: Buffer;
  migrationsDirectory: string;
  /** Called with the open, not yet migrated database; makes the safety copy. */
  beforeMigration?: (db: Sqlite, fromVersion: number) => void;
};

/** @throws CannotOpen */
export function openDatabase(options: OpenOptions): Db {
  const file = join(options.dataDirectory, DATABASE_FILE);
  const isNew = !existsSync(file);
  if (!isNew) checkHeader(file, options);
  let sqlite: Sqlite | undefined;
  try {
    sqlite = connect(file, options.key);
    sqlite.prepare('SELECT count(*) FROM sqlite_master').get();
    sqlite.pragma('journal_mode = WAL');
    // better-sqlite3 builds default WAL to NORMAL, which makes no sync call at all: F1 promises more (performance.md 0.1).
    sqlite.pragma('synchronous = FULL');
    migrate(sqlite, options.migrationsDirectory, options.beforeMigration);
  } catch (error) {
    sqlite?.close();
    throw error instanceof CannotOpen ? error : new CannotOpen(troubleOf(error, options), error);
  }
  if (isNew) writeMark(options);
  return { sqlite, orm: drizzle(sqlite, { schema }), file };
}

/** A further connection to the same file (importer, backup), with the same promises. */
export function connect(file: string, key: Buffer): Sqlite {
  const sqlite = new Sqlite(file, { ...nativeBinding(), timeout: 5000 });
  sqlite.pragma(`cipher = 'sqlcipher'`);
  sqlite.pragma('legacy = 4');
  sqlite.pragma(`key = "x'${key.toString('hex')}'"`);
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('cache_size = -65536');
  sqlite.pragma('temp_store = MEMORY');
  return sqlite;
}

/** Names a key without giving it away; tells 'wrong key' from 'damaged'. */
export function keyId(key: Buffer): string {
  return createHash('sha256').update('tresen key').update(key).digest('hex').slice(0, 16);
}

/** Writes beside a database whose key it is encrypted with; also after a restore. */
export function writeMark(options: { dataDirectory: string; key: Buffer }): void {
  const mark = { program: 'tresen', keyId: keyId(options.key) };
  writeFileSync(join(options.dataDirectory, MARK_FILE), `${JSON.stringify(mark)}\n`, { mode: 0o600 });
}

// Electron of another Node-API level brings its own build of the driver.
function nativeBinding(): { nativeBinding?: string } {
  const path = process.env.TRESEN_SQLITE_BINDING;
  return path ? { nativeBinding: path } : {};
}

function checkHeader(file: string, options: OpenOptions): void {
  const head = Buffer.alloc(16);
  let size = 0;
  try {
    size = statSync(file).size;
    const handle = openSync(file, 'r');
    try {
      readSync(handle, head, 0, 16, 0);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new CannotOpen(troubleOf(error, options), error);
  }
  if (head.toString('latin1') === 'SQLite format 3\0') throw new CannotOpen({ kind: 'foreign', file });
  if (size === 0 || size % 4096 !== 0) throw new CannotOpen({ kind: 'damaged', file });
}

function troubleOf(error: unknown, options: OpenOptions): OpenTrouble {
  const file = join(options.dataDirectory, DATABASE_FILE);
  if (isNewer(error)) return { kind: 'newerSchema', file };
  const code = (error as { code?: string }).code ?? '';
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') return { kind: 'diskFull', file };
  if (['EACCES', 'EPERM', 'EROFS', 'SQLITE_CANTOPEN'].includes(code) || code.startsWith('SQLITE_READONLY'))
    return { kind: 'readOnly', file };
  if (code === 'SQLITE_BUSY') return { kind: 'inUse', file };
  if (code === 'SQLITE_NOTADB') return { kind: keyMatches(options) ? 'damaged' : 'wrongKey', file };
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_FORMAT') return { kind: 'damaged', file };
  if (code.startsWith('SQLITE_IOERR')) return { kind: 'unreadable', file };
  return { kind: 'damaged', file };
}

function isNewer(error: unknown): error is NewerSchema {
  return (error as { name?: string }).name === 'NewerSchema';
}

function keyMatches(options: OpenOptions): boolean {
  try {
    const mark = JSON.parse(readFileSync(join(options.dataDirectory, MARK_FILE), 'utf8')) as { keyId?: string };
    return mark.keyId === keyId(options.key);
  } catch {
    return false;
  }
}
