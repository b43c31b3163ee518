// The database behind the server: one interface, two kinds. What must differ between them stands in the two dialect files;
// everything else is one set of queries.
import type { Kysely, Transaction } from 'kysely';
import { type MigrationProvider, Migrator } from 'kysely/migration';
import { FairDb } from './fair-db.ts';
import { migrations } from './migrations.ts';
import type { ServerTables } from './tables.ts';

export type Db = Kysely<ServerTables>;
export type Trx = Transaction<ServerTables>;

/** Some branches of a chain; null = all of them. */
export type Branches = ReadonlySet<string> | null;

/** What a kind of database does in its own way. */
export type Dialect = {
  readonly kind: 'sqlite' | 'postgres';
  readonly kysely: import('kysely').Dialect;
  /** Fewer than its connections, so that whoever reads finds one. */
  readonly transactionsAtOnce: number;
  /** Locks the chain's row until the end of the transaction, so that revisions come in the order of commits. */
  lockChain(trx: Trx, chainId: string): Promise<ServerTables['chain'] | undefined>;
  /**
   * Tells every server process on this database, this one too. Must run inside the transaction it speaks of.
   * @param branches whose workstations have something to fetch
   */
  announce(trx: Trx, chainId: string, revision: number, branches: Branches): Promise<void>;
  /**
   * After a commit that took something away for good: what was taken away is in no free page and no log of the database's files
   * any more, as far as the database lets itself be told.
   */
  leaveNothing(db: Kysely<ServerTables>): Promise<void>;
  /** Listens to what is announced. @returns ends it */
  listen(heard: (chainId: string, revision: number, branches: Branches) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

export type Storage = {
  readonly db: Db;
  readonly dialect: Dialect;
  close(): Promise<void>;
};

/** @throws the driver's error when the database cannot be had, or a migration does not fit */
export async function openStorage(dialect: Dialect): Promise<Storage> {
  const db = new FairDb(dialect.kysely, dialect.transactionsAtOnce);
  try {
    const provider: MigrationProvider = {
      getMigrations: async () => migrations(dialect.kind === 'sqlite' ? 'blob' : 'bytea'),
    };
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error) throw error;
  } catch (error) {
    await db.destroy();
    await dialect.close();
    throw error;
  }
  return {
    db,
    dialect,
    close: async () => {
      await db.destroy();
      await dialect.close();
    },
  };
}
