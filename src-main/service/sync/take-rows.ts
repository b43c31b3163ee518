// Takes rows from the server into the counter's tables: only newer ones, with what this workstation has saved and not yet
// sent laid on top. One transaction with the cursor, so that a cut loses nothing and doubles nothing.
import { bodyColumns, usualValue } from '../../../src-shared/row-schemas.ts';
import type { JsonValue, PullAnswer, SetAnswer, WireChange, WireRow } from '../../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import type { Db } from '../database/open.ts';
import { type Projection, statement, type Touched } from '../database/save.ts';
import { dropContent } from '../documents/contents.ts';
import { endForgetting, forgetErased, isErased } from '../erasure/forget.ts';
import { forgetRows } from './forget-rows.ts';
import { makeRoom } from './make-room.ts';

export type Taking = { db: Db; projections: readonly Projection[]; now: () => number };

/**
 * @param also runs in the same transaction (the new cursor)
 * @returns the rows that were written here
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
    /** What says something else than before: a row that only got its number changes nothing that hangs on it. */
    const changed = forgetRows(db.sqlite, gone);
    const waits = statement(db.sqlite, 'SELECT 1 FROM changeSet WHERE answeredAt IS NULL LIMIT 1').get() !== undefined;
    let erased = false;
    for (const row of rows) {
      const customerId = erasedBy(row);
      if (customerId !== null) {
        changed.push(...forgetErased(db.sqlite, customerId));
        erased = true;
      }
      if (row.table === 'changeSet') takeLog(db.sqlite, row, taking.now());
      // A newer server has tables that this program does not know: they come again when it does (fetch-again.ts).
      else if (Object.hasOwn(tables, row.table)) takeRow(db.sqlite, row, waits, { touched, changed });
      // Whoever took it away: its content stays nowhere.
      if (row.table === 'document' && row.removedAt !== null) dropContent(db.sqlite, String(row.body.sha256));
    }
    if (erased) endForgetting(db.sqlite);
    changed.push(...also());
    for (const project of taking.projections) project(db, changed);
    touched.push(...changed);
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
      return takeRows(taking, rows, () => forgetLateWords(sqlite, answers));
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
function forgetLateWords(sqlite: Sqlite, answers: readonly SetAnswer[]): Touched[] {
  if (!statement(sqlite, 'SELECT 1 FROM erasure LIMIT 1').get()) return [];
  const erased = statement(
    sqlite,
    'SELECT DISTINCT subjectId FROM change WHERE changeSetId = ? AND subjectId IN (SELECT customerId FROM erasure)',
  );
  const found = answers.flatMap(({ id }) => erased.all(id) as { subjectId: string }[]);
  return found.flatMap(({ subjectId }) => forgetErased(sqlite, subjectId));
}

/** @param waits whether anything that was saved here has no answer yet; @param found gets the row, and one that made room */
function takeRow(
  sqlite: Sqlite,
  row: WireRow,
  waits: boolean,
  found: { touched: Touched[]; changed: Touched[] },
): void {
  const table = row.table as TableName;
  const known = knownTable(table);
  const held = statement(sqlite, known.held).get(row.id) as { revision: number; subjectId: string } | undefined;
  // The same number is the same row, whatever this workstation has written over it since: what the server decided counts.
  if (held && held.revision > row.revision) return;
  const subjectId = subjectOf(row);
  const pending = waits ? pendingOf(sqlite, table, row.id, subjectId) : [];
  // Of an erased customer nothing that waits here counts any more.
  const isBare = pending.length === 0 || erasedBy(row) !== null || isErased(sqlite, subjectId);
  const { body, changedAt, removedAt } = isBare ? row : layOnTop(row, pending);
  const values = known.columns.map((name, at) => body[name] ?? known.usual[at] ?? null);
  const one = { table, id: row.id, subjectId };
  // Most of what comes back from a push is here already, word for word.
  if (held && statement(sqlite, known.number).run(row.revision, changedAt, row.id, removedAt, ...values).changes > 0) {
    found.touched.push(one);
    return;
  }
  const aside = makeRoom(sqlite, table, row.id, (name) => values[known.columns.indexOf(name)] ?? null);
  statement(sqlite, known.write).run(row.id, row.revision, changedAt, removedAt, ...values);
  found.changed.push(...aside, one);
  // A line that goes to another record (a merge, and the way back) is news for the one that it leaves, too.
  if (held && held.subjectId !== subjectId) found.changed.push({ ...one, subjectId: held.subjectId });
}

type KnownTable = {
  /** Of a body, and what stands in each where nothing is said: the server may be an older one that does not know it yet. */
  readonly columns: readonly string[];
  readonly usual: readonly JsonValue[];
  /** Statements: which number a row has and what it is about; the new number, where the row says the same otherwise; the whole row. */
  readonly held: string;
  readonly number: string;
  readonly write: string;
};

/** Put together once: rows come by the thousand. */
const knownTables = new Map<TableName, KnownTable>();

function knownTable(table: TableName): KnownTable {
  const known = knownTables.get(table) ?? describe(table);
  knownTables.set(table, known);
  return known;
}

function describe(table: TableName): KnownTable {
  const columns = bodyColumns(table);
  const names = ['id', 'revision', 'changedAt', 'removedAt', ...columns].map((name) => `"${name}"`);
  const replaced = names.slice(1).map((name) => `${name} = excluded.${name}`);
  return {
    columns,
    usual: columns.map((name) => usualValue(table, name)),
    held: `SELECT revision, CAST(coalesce("${synced[table].subject}", id) AS TEXT) AS subjectId FROM "${table}" WHERE id = ?`,
    number: `UPDATE "${table}" SET revision = ?, changedAt = ? WHERE id = ? AND removedAt IS ?
      ${columns.map((name) => `AND "${name}" IS ?`).join(' ')}`,
    write: `INSERT INTO "${table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
      ON CONFLICT (id) DO UPDATE SET ${replaced.join(', ')}`,
  };
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
    // The log writes an object there, and the server has judged it as one.
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
  const { at, employeeId = null, branchId = null, workstationId = null, doing, undoes = null } = body;
  const made = statement(
    sqlite,
    `INSERT INTO changeSet (id, at, employeeId, branchId, workstationId, doing, undoes, answeredAt, revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  ).run(row.id, at, employeeId, branchId, workstationId, doing, undoes, now, row.revision);
  const changes = JSON.parse(String(body.changes)) as WireChange[];
  if (made.changes === 0) {
    statement(sqlite, 'UPDATE changeSet SET revision = ?, answeredAt = coalesce(answeredAt, ?) WHERE id = ?').run(
      ...[row.revision, now, row.id],
    );
    const mine = statement(sqlite, 'SELECT subjectId FROM change WHERE changeSetId = ? ORDER BY position LIMIT 1').get(
      row.id,
    ) as { subjectId: string } | undefined;
    if (mine && mine.subjectId === changes[0]?.subjectId) return;
    if (mine) statement(sqlite, 'DELETE FROM change WHERE changeSetId = ?').run(row.id);
  }
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

function subjectOf({ table, id, body }: WireRow): string {
  const { subject } = synced[table as TableName];
  return subject === 'id' ? id : String(body[subject] ?? id);
}

function parsed(json: string | null): JsonValue {
  return json === null ? null : (JSON.parse(json) as JsonValue);
}
