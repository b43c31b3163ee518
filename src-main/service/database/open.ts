// Opens the encrypted database of a data folder, or says in a closed word why it cannot. It never repairs, renames or
// overwrites a file it did not understand, and it knows nothing of what the tables mean.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import * as schema from '../../../src-shared/tables.ts';
import { connect, type Sqlite } from './connection.ts';
import { flushFile, renameDurably } from './disk.ts';
import { isMarkedWith, readMark, writeMark } from './mark.ts';
import { migrate } from './migrate.ts';
import { CannotOpen, headTrouble, troubleOf } from './trouble.ts';

/** The open database: `sqlite` for prepared statements on hot paths, `orm` for everything else. */
export type Db = {
  readonly sqlite: Sqlite;
  readonly orm: BetterSQLite3Database<typeof schema>;
  readonly file: string;
};

export const DATABASE_FILE = 'tresen.db';

// Checkpoints belong to idle time (idle-work.ts). This is the end of the rope for a counter that is never idle: 64 MB of
// log, reached after about a thousand saves.
const CHECKPOINT_AT_LAST_PAGES = 16_384;
const LOG_KEPT_BYTES = 67_108_864;

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
  const { dataDirectory, key } = options;
  const file = join(dataDirectory, DATABASE_FILE);
  let sqlite: Sqlite | undefined;
  try {
    if (existsSync(file)) {
      const kind = headTrouble(file, readMark(dataDirectory) !== null);
      if (kind) throw new CannotOpen({ kind, file });
    } else create(file, options);
    sqlite = connect(file, key);
    sqlite.prepare('SELECT count(*) FROM sqlite_master').get();
    sqlite.pragma('journal_mode = WAL');
    // better-sqlite3 builds default WAL to NORMAL, which makes no sync call at all: F1 promises more (performance.md 0.1).
    sqlite.pragma('synchronous = FULL');
    // macOS answers an fsync before the drive has the bytes; elsewhere this says nothing.
    sqlite.pragma('fullfsync = ON');
    sqlite.pragma(`wal_autocheckpoint = ${CHECKPOINT_AT_LAST_PAGES}`);
    sqlite.pragma(`journal_size_limit = ${LOG_KEPT_BYTES}`);
    migrate(sqlite, options.migrationsDirectory, options.beforeMigration);
    writeMark(dataDirectory, key);
    return { sqlite, orm: drizzle(sqlite, { schema }), file };
  } catch (error) {
    sqlite?.close();
    throw new CannotOpen(
      troubleOf(error, file, () => isMarkedWith(dataDirectory, key)),
      error,
    );
  }
}

/**
 * Makes the database under another name and gives it its own when it is complete, so that a kill on the way leaves nothing
 * that looks like a database.
 */
function create(file: string, options: OpenOptions): void {
  const unfinished = `${file}.new`;
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + ending, { force: true });
  // A log without its database would be replayed into the new one.
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${file}-wal.${Date.now()}.damaged`);
  const sqlite = connect(unfinished, options.key);
  try {
    migrate(sqlite, options.migrationsDirectory);
  } finally {
    sqlite.close();
  }
  flushFile(unfinished);
  writeMark(options.dataDirectory, options.key);
  renameDurably(unfinished, file);
}
