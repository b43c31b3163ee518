// Whether every page of a database file can be read and fits together, and what is in it. It reports; it mends nothing.
import type { BackupFacts } from '../../../src-shared/backup/contract.ts';
import { connect, type Sqlite } from './connection.ts';
import { isDamage } from './damage.ts';

/** Small, because this runs beside the counter's own connection. */
const CACHE_KILOBYTES = 8192;

/** What the full check finds, in SQLite's words; empty = all is well. Every page is decrypted and authenticated by it. */
export function integrityProblems(sqlite: Sqlite): string[] {
  try {
    const rows = sqlite.pragma('integrity_check(20)') as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((found) => found !== 'ok');
  } catch (error) {
    if (isDamage(error)) return [(error as Error).message];
    throw error;
  }
}

/** Opens a finished backup; it leaves nothing beside it. @throws the driver's error, SQLITE_NOTADB for a wrong key */
export function connectToBackup(file: string, key: Buffer): Sqlite {
  return proven(connect(file, key, { readonly: true, cacheKilobytes: CACHE_KILOBYTES }));
}

/** Opens a copy that is to become a database: what lies in its log is moved into the file. @throws like `connectToBackup` */
export function connectToCopy(file: string, key: Buffer): Sqlite {
  const sqlite = proven(connect(file, key, { cacheKilobytes: CACHE_KILOBYTES }));
  sqlite.pragma('journal_mode = DELETE');
  return sqlite;
}

/** A further connection to the counter's database. It reads, and it may checkpoint. */
export function connectBeside(file: string, key: Buffer): Sqlite {
  return connect(file, key, { cacheKilobytes: CACHE_KILOBYTES });
}

export type Contents = BackupFacts & {
  /** Applied migrations. */
  schema: number;
  /** Rows of the change log: it only ever grows. */
  changeSets: number;
};

export function contentsOf(sqlite: Sqlite): Contents {
  const schema = sqlite.pragma('user_version', { simple: true }) as number;
  return {
    schema,
    changeSets: one<number>(sqlite, 'SELECT count(*) FROM changeSet') ?? 0,
    customers: one<number>(sqlite, 'SELECT count(*) FROM customer WHERE removedAt IS NULL') ?? 0,
    // Ids are made in the order of time.
    lastChangeAt: one<number>(sqlite, 'SELECT at FROM changeSet ORDER BY id DESC LIMIT 1'),
    branchName: one<string>(
      sqlite,
      `SELECT branch.name FROM branch JOIN workstation ON workstation.branchId = branch.id
       JOIN local ON local.key = 'workstationId' AND local.value = workstation.id`,
    ),
  };
}

/** The first read shows whether the key is right. */
function proven(sqlite: Sqlite): Sqlite {
  try {
    sqlite.prepare('SELECT count(*) FROM sqlite_master').get();
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function one<T>(sqlite: Sqlite, sql: string): T | null {
  return (sqlite.prepare(sql).pluck().get() as T | undefined) ?? null;
}
