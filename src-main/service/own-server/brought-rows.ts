// What is to be brought to another server, read in portions: rows as they are with their secrets, and the history.
import type { BroughtRow, BroughtSet } from '../../../src-shared/founding/server-contract.ts';
import { bodyColumns } from '../../../src-shared/row-schemas.ts';
import type { JsonValue, WireChange } from '../../../src-shared/sync/protocol.ts';
import { type TableName, tables } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';

const ALL = Object.keys(tables) as TableName[];
/** Customers before what belongs to them: a row's branch is its customer's. */
export const BROUGHT_TABLES: readonly TableName[] = ['customer', ...ALL.filter((table) => table !== 'customer')];

type Raw = Record<string, JsonValue> & { id: string; changedAt: number; removedAt: number | null };

/** Of one table, in the order of ids. */
export function rowsAfter(sqlite: Sqlite, table: TableName, after: string, most: number): BroughtRow[] {
  const found = statement(sqlite, `SELECT * FROM "${table}" WHERE id > ? ORDER BY id LIMIT ?`).all(
    after,
    most,
  ) as Raw[];
  return found.map((row) => broughtRow(table, row));
}

export function rowsAbove(sqlite: Sqlite, table: TableName, revision: number): BroughtRow[] {
  const found = statement(sqlite, `SELECT * FROM "${table}" WHERE revision > ?`).all(revision) as Raw[];
  return found.map((row) => broughtRow(table, row));
}

/** What the sets have touched, as it is now; each row once. */
export function rowsTouchedBy(sqlite: Sqlite, sets: readonly BroughtSet[]): BroughtRow[] {
  const found = new Map<string, BroughtRow>();
  for (const { table, rowId } of sets.flatMap(({ changes }) => changes)) {
    const key = `${table} ${rowId}`;
    if (found.has(key) || !Object.hasOwn(tables, table)) continue;
    const row = statement(sqlite, `SELECT * FROM "${table}" WHERE id = ?`).get(rowId) as Raw | undefined;
    if (row) found.set(key, broughtRow(table as TableName, row));
  }
  return inOrder([...found.values()]);
}

export function inOrder(rows: readonly BroughtRow[]): BroughtRow[] {
  return rows.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** In the order in which they came here; at most so many changes together, however few sets they are. */
export function setsAfter(sqlite: Sqlite, after: number, most: number): { sets: BroughtSet[]; last: number } {
  const heads = statement(
    sqlite,
    `SELECT rowid AS place, id, at, employeeId, branchId, workstationId, doing, undoes FROM changeSet
     WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  ).all(after, most) as (Omit<BroughtSet, 'changes'> & { place: number })[];
  const sets: BroughtSet[] = [];
  let [last, changes] = [after, 0];
  for (const { place, ...head } of heads) {
    const logged = statement(sqlite, CHANGES).all(head.id) as WireChange[];
    if (sets.length > 0 && changes + logged.length > CHANGES_AT_ONCE) break;
    sets.push({ ...head, changes: logged });
    [last, changes] = [place, changes + logged.length];
  }
  return { sets, last };
}

/** Rows and sets by table, as the server counts them. */
export function heldHere(sqlite: Sqlite): Record<string, number> {
  const count = (table: string) => (statement(sqlite, `SELECT count(*) AS n FROM "${table}"`).get() as { n: number }).n;
  return Object.fromEntries([...ALL, 'changeSet'].map((table) => [table, count(table)] as const));
}

export function highestRevision(sqlite: Sqlite): number {
  const highest = (table: string) =>
    (statement(sqlite, `SELECT max(revision) AS n FROM "${table}"`).get() as { n: number | null }).n ?? 0;
  return Math.max(...[...ALL, 'changeSet'].map(highest));
}

// --- details

const CHANGES_AT_ONCE = 5000;
const CHANGES = `SELECT "table", rowId, subjectId, kind, field, "from", "to", groupFrom
  FROM change WHERE changeSetId = ? ORDER BY position`;

function broughtRow(table: TableName, row: Raw): BroughtRow {
  const body = Object.fromEntries(bodyColumns(table).map((name) => [name, row[name] ?? null]));
  return { table, id: row.id, changedAt: row.changedAt, removedAt: row.removedAt, body };
}

function rankOf({ table }: BroughtRow): number {
  return BROUGHT_TABLES.indexOf(table as TableName);
}
