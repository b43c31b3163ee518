// Reads and writes synced rows in batches, the same way on both databases.
import type { JsonValue, WireRow } from '../../src-shared/sync/protocol.ts';
import type { Branches, Db, Trx } from '../storage/storage.ts';
import type { StoredRow } from '../storage/tables.ts';
import type { Held } from './world.ts';

/** Below SQLite's limit of bound values (32,766) and PostgreSQL's (65,535). */
const IDS_AT_ONCE = 1000;
const ROWS_AT_ONCE = 500;

export async function rowsById(
  db: Db | Trx,
  chainId: string,
  keys: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Held[]> {
  const found: Held[] = [];
  for (const [table, ids] of keys)
    for (const some of chunks([...ids], IDS_AT_ONCE)) {
      const rows = await db
        .selectFrom('syncedRow')
        .selectAll()
        .where('chainId', '=', chainId)
        .where('tableName', '=', table)
        .where('id', 'in', some)
        .execute();
      for (const row of rows) found.push(heldOf(row));
    }
  return found;
}

export async function rowsOfSubjects(
  db: Db | Trx,
  chainId: string,
  table: string,
  subjectIds: readonly string[],
): Promise<Held[]> {
  const found: Held[] = [];
  for (const some of chunks(subjectIds, IDS_AT_ONCE)) {
    const rows = await db
      .selectFrom('syncedRow')
      .selectAll()
      .where('chainId', '=', chainId)
      .where('subjectId', 'in', some)
      .where('tableName', '=', table)
      .execute();
    for (const row of rows) found.push(heldOf(row));
  }
  return found;
}

/** Everything about one subject, its change sets too. */
export async function rowsOfSubject(db: Db | Trx, chainId: string, subjectId: string): Promise<Held[]> {
  const rows = await db
    .selectFrom('syncedRow')
    .selectAll()
    .where('chainId', '=', chainId)
    .where('subjectId', '=', subjectId)
    .execute();
  return rows.map(heldOf);
}

/** All of a table that nobody has removed: for those of which a chain has few. */
export async function livingRows(db: Db | Trx, chainId: string, table: Held['table']): Promise<Held[]> {
  const rows = await db
    .selectFrom('syncedRow')
    .selectAll()
    .where('chainId', '=', chainId)
    .where('tableName', '=', table)
    .where('removedAt', 'is', null)
    .execute();
  return rows.map(heldOf);
}

/** Inserts or replaces. @param writtenBy the workstation whose push it was */
export async function writeRows(
  trx: Trx,
  chainId: string,
  rows: Iterable<Held>,
  writtenBy: string | null,
): Promise<void> {
  for (const some of chunks([...rows], ROWS_AT_ONCE))
    await trx
      .insertInto('syncedRow')
      .values(some.map((row) => storedOf(chainId, row, writtenBy)))
      .onConflict((conflict) =>
        conflict.columns(['chainId', 'tableName', 'id']).doUpdateSet((eb) => ({
          branchId: eb.ref('excluded.branchId'),
          subjectId: eb.ref('excluded.subjectId'),
          revision: eb.ref('excluded.revision'),
          changedAt: eb.ref('excluded.changedAt'),
          removedAt: eb.ref('excluded.removedAt'),
          body: eb.ref('excluded.body'),
          marks: eb.ref('excluded.marks'),
          writtenBy: eb.ref('excluded.writtenBy'),
        })),
      )
      .execute();
}

/** Whose workstations hold some of the rows. */
export function branchesOf(rows: Iterable<Pick<Held, 'branchId'>>): Branches {
  const branches = new Set<string>();
  for (const { branchId } of rows) {
    if (branchId === null) return null;
    branches.add(branchId);
  }
  return branches;
}

export function heldOf(row: StoredRow): Held {
  return {
    table: row.tableName as Held['table'],
    id: row.id,
    branchId: row.branchId,
    subjectId: row.subjectId,
    revision: row.revision,
    changedAt: row.changedAt,
    removedAt: row.removedAt,
    body: JSON.parse(row.body) as Record<string, JsonValue>,
    marks: JSON.parse(row.marks) as Held['marks'],
  };
}

export function wireRowOf({ table, id, revision, changedAt, removedAt, body }: WireRow): WireRow {
  return { table, id, revision, changedAt, removedAt, body };
}

function storedOf(chainId: string, row: Held, writtenBy: string | null): StoredRow {
  return {
    chainId,
    tableName: row.table,
    id: row.id,
    branchId: row.branchId,
    subjectId: row.subjectId,
    revision: row.revision,
    changedAt: row.changedAt,
    removedAt: row.removedAt,
    body: JSON.stringify(row.body),
    marks: JSON.stringify(row.marks),
    writtenBy,
  };
}

export function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
