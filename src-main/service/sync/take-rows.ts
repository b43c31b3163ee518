// Takes rows from the server into the counter's tables: only newer ones, with what this workstation has saved and not yet
// sent laid on top. One transaction with the cursor, so that a cut loses nothing and doubles nothing.
import { bodyColumns } from '../../../src-shared/row-schemas.ts';
import type { JsonValue, SetAnswer, WireChange, WireRow } from '../../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import type { Db } from '../database/open.ts';
import { type Projection, statement, type Touched } from '../database/save.ts';

export type Taking = { db: Db; projections: readonly Projection[]; now: () => number };

/**
 * @param also runs in the same transaction (the new cursor)
 * @returns what changed here
 */
export function takeRows(taking: Taking, rows: readonly WireRow[], also: () => void): Touched[] {
  const { db } = taking;
  const touched: Touched[] = [];
  const run = db.sqlite.transaction(() => {
    for (const row of rows) {
      if (row.table === 'changeSet') takeLog(db.sqlite, row, taking.now());
      else if (Object.hasOwn(tables, row.table) && takeRow(db.sqlite, row.table as TableName, row))
        touched.push({ table: row.table as TableName, id: row.id, subjectId: subjectOf(row) });
    }
    for (const project of taking.projections) project(db, touched);
    also();
  });
  run.immediate();
  return touched;
}

/** The sets were judged; the rows they touched came with the answer. */
export function takeAnswers(taking: Taking, answers: readonly SetAnswer[], rows: readonly WireRow[]): Touched[] {
  const answered = statement(taking.db.sqlite, 'UPDATE changeSet SET answeredAt = ?, revision = ? WHERE id = ?');
  const { sqlite } = taking.db;
  // Answered first: then they are not laid on top of the rows that hold them already.
  return sqlite
    .transaction(() => {
      const now = taking.now();
      for (const { id, revision } of answers) answered.run(now, revision, id);
      return takeRows(taking, rows, () => undefined);
    })
    .immediate();
}

// --- details

function takeRow(sqlite: Sqlite, table: TableName, row: WireRow): boolean {
  const held = statement(sqlite, `SELECT revision FROM "${table}" WHERE id = ?`).get(row.id) as
    | { revision: number }
    | undefined;
  if (held && held.revision >= row.revision) return false;
  const pending = pendingOf(sqlite, table, row.id, subjectOf(row));
  const laid = layOnTop(row, pending);
  const columns = bodyColumns(table);
  const names = ['id', 'revision', 'changedAt', 'removedAt', ...columns];
  statement(
    sqlite,
    `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${names
       .slice(1)
       .map((name) => `"${name}" = excluded."${name}"`)
       .join(', ')}`,
  ).run(
    row.id,
    row.revision,
    laid.changedAt,
    laid.removedAt,
    ...columns.map((name) => laid.body[name] ?? defaultOf(table, name)),
  );
  return true;
}

type Pending = Pick<WireChange, 'kind' | 'field' | 'to'> & { at: number; value: JsonValue };

/** What was saved here about the row and is not answered. */
function pendingOf(sqlite: Sqlite, table: TableName, id: string, subjectId: string): Pending[] {
  const found = statement(
    sqlite,
    `SELECT change.kind, change.field, change."to", changeSet.at FROM changeSet
     JOIN change ON change.changeSetId = changeSet.id AND change.subjectId = ? AND change."table" = ? AND change.rowId = ?
     WHERE changeSet.answeredAt IS NULL ORDER BY changeSet.id, change.position`,
  ).all(subjectId, table, id) as Omit<Pending, 'value'>[];
  if (found.length === 0) return [];
  const row = statement(sqlite, `SELECT * FROM "${table}" WHERE id = ?`).get(id) as Record<string, JsonValue>;
  return found.map((one) => {
    const secret = one.field !== null && synced[table].fields?.[one.field] === 'secret';
    // The log holds no secret: the row does.
    return { ...one, value: secret ? (row[one.field ?? ''] ?? null) : one.field === null ? null : parsed(one.to) };
  });
}

function layOnTop(row: WireRow, pending: readonly Pending[]): Pick<WireRow, 'body' | 'changedAt' | 'removedAt'> {
  let { changedAt, removedAt } = row;
  const body = { ...row.body };
  for (const { kind, field, at, value } of pending) {
    changedAt = at;
    if (kind === 'remove') removedAt = at;
    else if (kind === 'create') removedAt = null;
    else if (field !== null) body[field] = value;
  }
  return { body, changedAt, removedAt };
}

/** Another workstation's set, for the history. An own one only learns its number. */
function takeLog(sqlite: Sqlite, row: WireRow, now: number): void {
  const { body } = row;
  const made = statement(
    sqlite,
    `INSERT INTO changeSet (id, at, employeeId, branchId, workstationId, doing, undoes, answeredAt, revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  ).run(
    row.id,
    ...['at', 'employeeId', 'branchId', 'workstationId', 'doing', 'undoes'].map((name) => body[name] ?? null),
    now,
    row.revision,
  );
  if (made.changes === 0) return;
  const insert = statement(
    sqlite,
    `INSERT OR IGNORE INTO change (changeSetId, position, "table", rowId, subjectId, kind, field, "from", "to", groupFrom)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  (JSON.parse(String(body.changes)) as WireChange[]).forEach((one, position) => {
    insert.run(
      ...[row.id, position, one.table, one.rowId, one.subjectId, one.kind],
      ...[one.field, one.from, one.to, one.groupFrom],
    );
  });
}

/** The server may be an older one that does not know a column yet. */
function defaultOf(table: TableName, name: string): JsonValue {
  const column = tables[table][name as keyof (typeof tables)[TableName]] as unknown as
    | { notNull: boolean; default: unknown }
    | undefined;
  const value = column?.default;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return (value ?? null) as JsonValue;
}

function subjectOf({ table, id, body }: WireRow): string {
  const { subject } = synced[table as TableName];
  return subject === 'id' ? id : String(body[subject] ?? id);
}

function parsed(json: string | null): JsonValue {
  return json === null ? null : (JSON.parse(json) as JsonValue);
}
