// One encrypted file in the server's data folder, opened with the counter's own driver. One process has it; its writers wait
// for each other in Kysely's queue.
import { createRequire } from 'node:module';
import type { Database } from 'better-sqlite3';
import { type DatabaseConnection, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';
import { KnownStatements } from './known-statements.ts';
import type { Branches, Dialect } from './storage.ts';

const Driver = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');

/** Of a page that continues a long value: where the next one is, and what the encryption keeps. */
const PAGE_TAKES_ITSELF = 84;
/** 64 MB. */
const PAGES_AT_ONCE = 16_384;

/** A process that was asked to stop may still be finishing. */
const OTHER_PROCESS_ENDS_WITHIN_MS = 5000;

/** Another process has the file. */
export class StorageTaken extends Error {
  override readonly name = 'StorageTaken';
}

/** @param file made when missing; @param key 32 bytes. @throws StorageTaken, the driver's error; SQLITE_NOTADB with a wrong key */
export function sqliteDialect(file: string, key: Buffer): Dialect {
  const claim = claimed(file);
  let database: Database;
  try {
    database = openEncrypted(file, key);
    database.pragma('journal_mode = WAL');
    // What the server has acknowledged must outlive a power cut (performance.md, D1).
    database.pragma('synchronous = FULL');
    database.pragma('fullfsync = ON');
    database.pragma('cache_size = -32768');
    // What is deleted inside a page is overwritten at once; whole free pages are seen to after an erasure.
    database.pragma('secure_delete = FAST');
  } catch (error) {
    claim.close();
    throw error;
  }
  const listeners = new Set<(chainId: string, revision: number, branches: Branches) => void>();
  return {
    kind: 'sqlite',
    transactionsAtOnce: 1,
    kysely: new TransactionalSqlite(database),
    lockChain: (trx, chainId) =>
      trx
        .updateTable('chain')
        // Takes the write lock at once.
        .set({ revision: (eb) => eb.ref('revision') })
        .where('id', '=', chainId)
        .returningAll()
        .executeTakeFirst(),
    announce: async (_trx, chainId, revision, branches) => {
      // Heard after the commit: listeners ask in a transaction of their own, which waits for this one.
      setImmediate(() => {
        for (const heard of listeners) heard(chainId, revision, branches);
      });
    },
    leaveNothing: (db) =>
      // Between two transactions.
      db.connection().execute(async () => {
        overwriteFreePages(database);
        database.pragma('wal_checkpoint(TRUNCATE)');
      }),
    listen: async (heard) => {
      listeners.add(heard);
      return async () => {
        listeners.delete(heard);
      };
    },
    close: async () => {
      listeners.clear();
      if (database.open) database.close();
      if (claim.open) claim.close();
    },
  };
}

/** @throws the driver's error at the first statement with a wrong key: SQLITE_NOTADB */
export function openEncrypted(file: string, key: Buffer): Database {
  const database = new Driver(file, { timeout: OTHER_PROCESS_ENDS_WITHIN_MS, ...nativeBinding() });
  database.pragma(`cipher = 'sqlcipher'`);
  database.pragma('legacy = 4');
  database.pragma(`key = "x'${key.toString('hex')}'"`);
  return database;
}

// --- details

/** Takes the free pages for a table of zeros, and gives them back. Must run outside of a transaction. */
function overwriteFreePages(database: Database): void {
  const free = Number(database.pragma('freelist_count', { simple: true }));
  if (free === 0) return;
  const bytes = Number(database.pragma('page_size', { simple: true })) - PAGE_TAKES_ITSELF;
  database
    .transaction(() => {
      database.exec('CREATE TABLE overwritten (zeros BLOB)');
      const take = database.prepare('INSERT INTO overwritten (zeros) VALUES (zeroblob(?))');
      for (let left = free; left > 0; left -= PAGES_AT_ONCE) take.run(Math.min(left, PAGES_AT_ONCE) * bytes);
      database.exec('DROP TABLE overwritten');
    })
    .immediate();
}

/**
 * Two processes on one file would not hear each other's news. The lock is the system's: it goes with the process, however
 * that ends, and leaves backups free to read the database itself.
 */
function claimed(file: string): Database {
  const claim = new Driver(`${file}.lock`, { timeout: OTHER_PROCESS_ENDS_WITHIN_MS, ...nativeBinding() });
  try {
    claim.pragma('journal_mode = OFF'); // nothing is written to it
    claim.exec('BEGIN EXCLUSIVE');
    return claim;
  } catch (error) {
    claim.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new StorageTaken(`Ein anderer Tresen-Filialserver arbeitet schon mit ${file}.`);
  }
}

function nativeBinding(): { nativeBinding?: string } {
  const binding = import.meta.dirname.includes('app.asar') ? undefined : process.env.TRESEN_SQLITE_BINDING;
  return binding ? { nativeBinding: binding } : {};
}

class TransactionalSqlite extends SqliteDialect {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database });
    this.#database = database;
  }

  /** Kysely leaves migrations on SQLite outside of a transaction; a kill would then leave half a step behind. */
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }

  override createDriver(): SqliteDriver {
    return new CarefulDriver(this.#database);
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class CarefulDriver extends SqliteDriver {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database: new KnownStatements(database) });
    this.#database = database;
  }

  /** After a full disk SQLite has rolled back by itself; a second time would hide the reason. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}
