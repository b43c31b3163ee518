// Takes rows from the server into the counter's tables: only newer ones, with what this workstation has saved and not yet
// sent laid on top. One transaction with the cursor, so that a cut loses nothing and doubles nothing.
import { bodyColumns } from '../../../src-shared/row-schemas.ts';
import type { JsonValue, PullAnswer, SetAnswer, WireChange, WireRow } from '../../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import type { Db } from '../database/open.ts';
import { type Projection, statement, type Touched } from '../database/save.ts';
import { endForgetting, forgetErased, isErased } from '../erasure/forget.ts';
import { forgetRows } from './forget-rows.ts';
import { makeRoom } from './make-room.ts';

export type Taking = { db: Db; projections: readonly Projection[]; now: () => number };

/**
 * @param also runs in the same transaction (the new cursor)
 * @returns what changed here
 */
export function takeRows(
  taking: Taking,
  rows: readonly WireRow[],
  also: () => readonly Touched[],
  gone: PullAnswer['gone'] = [],
): Touched[] {
  const { db } = taking;
  const touched: Touched[] = [];
  const run = db.sqlite.transaction(() => {
    touched.push(...forgetRows(db.sqlite, gone));
    let erased = false;
    for (const row of rows) {
      const customerId = erasedBy(row);
      if (customerId !== null) {
        touched.push(...forgetErased(db.sqlite, customerId));
        erased = true;
      }
      if (row.table === 'changeSet') takeLog(db.sqlite, row, taking.now());
      // A newer server has tables that this program does not know: they come again when it does (fetch-again.ts).
      else if (Object.hasOwn(tables, row.table)) touched.push(...takeRow(db.sqlite, row.table as TableName, row));
    }
    if (erased) endForgetting(db.sqlite);
    touched.push(...also());
    for (const project of taking.projections) project(db, touched);
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
      // A refused set is in no log: it has no number.
      for (const { id, revision, verdict } of answers) answered.run(now, verdict.kind === 'taken' ? revision : 0, id);
      return takeRows(taking, rows, () => answers.flatMap(({ id }) => forgetLateWords(sqlite, id)));
    })
    .immediate();
}

// --- details

/** Whom the row says to be erased; null = nobody. */
function erasedBy({ table, id, body }: WireRow): string | null {
  if (table === 'erasure') return String(body.customerId);
  return table === 'customer' && (body.erasedAt ?? null) !== null ? id : null;
}

/** Saved here about somebody whom the server has erased: it has taken nothing of it. */
function forgetLateWords(sqlite: Sqlite, changeSetId: string): Touched[] {
  const found = statement(
    sqlite,
    'SELECT DISTINCT subjectId FROM change WHERE changeSetId = ? AND subjectId IN (SELECT customerId FROM erasure)',
  ).all(changeSetId) as { subjectId: string }[];
  return found.flatMap(({ subjectId }) => forgetErased(sqlite, subjectId));
}

/** @returns what changed here: the row, and one that had to make room for it */
function takeRow(sqlite: Sqlite, table: TableName, row: WireRow): Touched[] {
  const held = statement(sqlite, `SELECT revision FROM "${table}" WHERE id = ?`).get(row.id) as
    | { revision: number }
    | undefined;
  // The same number is the same row, whatever this workstation has written over it since: what the server decided counts.
  if (held && held.revision > row.revision) return [];
  // Of an erased customer nothing that waits here counts any more.
  const erased = erasedBy(row) !== null || isErased(sqlite, subjectOf(row));
  const pending = erased ? [] : pendingOf(sqlite, table, row.id, subjectOf(row));
  const laid = layOnTop(row, pending);
  const columns = bodyColumns(table);
  const values = columns.map((name) => laid.body[name] ?? defaultOf(table, name));
  const touched = makeRoom(
    sqlite,
    table,
    row.id,
    Object.fromEntries(columns.map((name, at) => [name, values[at] ?? null])),
  );
  const names = ['id', 'revision', 'changedAt', 'removedAt', ...columns];
  statement(
    sqlite,
    `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${names
       .slice(1)
       .map((name) => `"${name}" = excluded."${name}"`)
       .join(', ')}`,
  ).run(row.id, row.revision, laid.changedAt, laid.removedAt, ...values);
  return [...touched, { table, id: row.id, subjectId: subjectOf(row) }];
}

type Pending = { kind: WireChange['kind']; at: number; body: Record<string, JsonValue> };

/** What was saved here about the row and is not answered. */
function pendingOf(sqlite: Sqlite, table: TableName, id: string, subjectId: string): Pending[] {
  const found = statement(
    sqlite,
    `SELECT change.kind, change.field, change."to", changeSet.at FROM changeSet
     JOIN change ON change.changeSetId = changeSet.id AND change.subjectId = ? AND change."table" = ? AND change.rowId = ?
     WHERE changeSet.answeredAt IS NULL ORDER BY changeSet.rowid, change.position`,
  ).all(subjectId, table, id) as (Pick<WireChange, 'kind' | 'field' | 'to'> & { at: number })[];
  if (found.length === 0) return [];
  const row = (statement(sqlite, `SELECT * FROM "${table}" WHERE id = ?`).get(id) ?? {}) as Record<string, JsonValue>;
  return found.map(({ kind, field, to, at }) => {
    // The log holds no secret, and nothing of an imported birth: the row does.
    const value = (name: string, logged: unknown) =>
      synced[table].fields?.[name] === 'secret' ? (row[name] ?? null) : (logged as JsonValue);
    if (field !== null) return { kind, at, body: { [field]: value(field, parsed(to)) } };
    if (kind !== 'create') return { kind, at, body: {} };
    const born = (to === null ? ownColumns(table, row) : (parsed(to) as unknown as Record<string, unknown>)) ?? {};
    return { kind, at, body: Object.fromEntries(Object.entries(born).map(([name, one]) => [name, value(name, one)])) };
  });
}

function ownColumns(table: TableName, row: Record<string, JsonValue>): Record<string, JsonValue> {
  return Object.fromEntries(bodyColumns(table).map((name) => [name, row[name] ?? null]));
}

function layOnTop(row: WireRow, pending: readonly Pending[]): Pick<WireRow, 'body' | 'changedAt' | 'removedAt'> {
  let { changedAt, removedAt } = row;
  const body = { ...row.body };
  for (const one of pending) {
    changedAt = one.at;
    Object.assign(body, one.body);
    if (one.kind !== 'update') removedAt = one.kind === 'remove' ? one.at : null;
  }
  return { body, changedAt, removedAt };
}

/**
 * Another workstation's set, for the history. An own one only learns its number, and where it has landed: what was written
 * about a record that had been merged into another one is that one's history (server, merge/late-push.ts).
 */
function takeLog(sqlite: Sqlite, row: WireRow, now: number): void {
  const { body } = row;
  statement(
    sqlite,
    `INSERT INTO changeSet (id, at, employeeId, branchId, workstationId, doing, undoes, answeredAt, revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
       revision = excluded.revision, answeredAt = coalesce(answeredAt, excluded.answeredAt)`,
  ).run(
    row.id,
    ...['at', 'employeeId', 'branchId', 'workstationId', 'doing', 'undoes'].map((name) => body[name] ?? null),
    now,
    row.revision,
  );
  const changes = JSON.parse(String(body.changes)) as WireChange[];
  const mine = statement(sqlite, 'SELECT subjectId FROM change WHERE changeSetId = ? ORDER BY position LIMIT 1').get(
    row.id,
  ) as { subjectId: string } | undefined;
  if (mine && mine.subjectId === changes[0]?.subjectId) return;
  if (mine) statement(sqlite, 'DELETE FROM change WHERE changeSetId = ?').run(row.id);
  const insert = statement(
    sqlite,
    `INSERT OR IGNORE INTO change (changeSetId, position, "table", rowId, subjectId, kind, field, "from", "to", groupFrom)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  changes.forEach((one, position) => {
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
