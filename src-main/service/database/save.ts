// The ONE write path for everything that other workstations will see. In one synchronous transaction: the rows, one change
// set with a change for every field, and the projections that hang on the rows (search index). It knows how a change is
// recorded, not what it means; rights are checked by the caller's contract before work begins.
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import type { Doing } from '../../../src-shared/change-log/rules.ts';
import { type NewRow, synced, type TableName, tables } from '../../../src-shared/tables.ts';
import type { Sqlite } from './connection.ts';
import type { Db } from './open.ts';

export type Actor = { employeeId: string | null; branchId: string | null; workstationId: string | null };

export type Touched = { table: TableName; id: string; subjectId: string };

/** Keeps derived rows in step, inside the writing transaction. */
export type Projection = (db: Db, touched: readonly Touched[]) => void;

/** As a projection, for what must know what this one save did: its changes are written down already. */
export type SaveProjection = (db: Db, touched: readonly Touched[], changeSetId: string) => void;

export type SaveEnvironment = {
  db: Db;
  now: () => number;
  newId: () => string;
  projections: readonly SaveProjection[];
  /** Called after COMMIT. */
  announce: (touched: readonly Touched[]) => void;
};

export type UnitOfWork = {
  readonly changeSetId: string;
  readonly now: number;
  create<T extends TableName>(table: T, row: NewRow<T>): void;
  /** Writes only what differs. @throws RowMissing */
  update<T extends TableName>(table: T, id: string, patch: Partial<NewRow<T>>): void;
  remove(table: TableName, id: string): void;
  /** Takes a removal back. */
  restore(table: TableName, id: string): void;
};

export class RowMissing extends Error {
  override readonly name = 'RowMissing';
}

export type Saved<R> = { result: R; changeSetId: string | null; changes: number };

/** `changeSetId` is null when nothing differed: then nothing was written. */
export function save<R>(
  environment: SaveEnvironment,
  actor: Actor,
  doing: Doing,
  work: (unit: UnitOfWork) => R,
  undoes: string | null = null,
): Saved<R> {
  const { db } = environment;
  const touched: Touched[] = [];
  const saved = inTransaction(db.sqlite, (): Saved<R> => {
    const changeSetId = environment.newId();
    const now = environment.now();
    const log = changeWriter(db.sqlite, changeSetId);
    const result = work(unitOfWork(db.sqlite, changeSetId, now, log, touched));
    if (log.count() === 0) return { result, changeSetId: null, changes: 0 };
    statement(
      db.sqlite,
      'INSERT INTO changeSet (id, at, employeeId, branchId, workstationId, doing, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(changeSetId, now, actor.employeeId, actor.branchId, actor.workstationId, doing, undoes);
    for (const project of environment.projections) project(db, touched, changeSetId);
    return { result, changeSetId, changes: log.count() };
  });
  if (touched.length > 0) environment.announce(touched);
  return saved;
}

// --- details

type Value = string | number | null | Buffer;
type RawRow = Record<string, Value>;

function unitOfWork(
  sqlite: Sqlite,
  changeSetId: string,
  now: number,
  log: ReturnType<typeof changeWriter>,
  touched: Touched[],
): UnitOfWork {
  const touch = (table: TableName, row: RawRow) => {
    const subjectId = String(row[synced[table].subject] ?? row.id);
    touched.push({ table, id: String(row.id), subjectId });
    return subjectId;
  };
  return {
    changeSetId,
    now,
    create(table, input) {
      const row = complete(table, input, now);
      const names = columns(table);
      statement(
        sqlite,
        `INSERT INTO "${table}" (${names.map((n) => `"${n}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ).run(...names.map((n) => row[n] ?? null));
      log.write(table, String(row.id), touch(table, row), 'create', null, null, loggedRow(table, row, changeSetId));
    },
    update(table, id, patch) {
      if (synced[table].appendOnly) throw new Error(`${table} is append-only`);
      const before = rawRow(sqlite, table, id);
      if (!before) throw new RowMissing(`${table} ${id}`);
      const [fields, values] = differing(before, patch);
      if (fields.length === 0) return;
      const assignments = fields.map((field) => `"${field}" = ?`).join(', ');
      statement(sqlite, `UPDATE "${table}" SET ${assignments}, changedAt = ? WHERE id = ?`).run(...values, now, id);
      const subjectId = touch(table, before);
      const groups = new Set<string>();
      fields.forEach((field, at) => {
        const from = logged(table, field, before[field] ?? null, null);
        const to = logged(table, field, values[at] ?? null, changeSetId);
        const group = groupsOf.get(table)?.get(field);
        const groupFrom = group === undefined || groups.has(group) ? null : loggedGroup(table, group, before);
        if (group !== undefined) groups.add(group);
        log.write(table, id, subjectId, 'update', field, from, to, groupFrom);
      });
    },
    remove(table, id) {
      if (synced[table].appendOnly) throw new Error(`${table} is append-only`);
      const before = rawRow(sqlite, table, id);
      if (!before || before.removedAt !== null) return;
      statement(sqlite, `UPDATE "${table}" SET removedAt = ?, changedAt = ? WHERE id = ?`).run(now, now, id);
      log.write(table, id, touch(table, before), 'remove', null, loggedRow(table, before, changeSetId), null);
    },
    restore(table, id) {
      const before = rawRow(sqlite, table, id);
      if (!before || before.removedAt === null) return;
      statement(sqlite, `UPDATE "${table}" SET removedAt = NULL, changedAt = ? WHERE id = ?`).run(now, id);
      log.write(table, id, touch(table, before), 'create', null, null, loggedRow(table, before, changeSetId));
    },
  };
}

/** Fields of the row that get another value, and these values. */
function differing(before: RawRow, patch: object): [fields: string[], values: Value[]] {
  const fields: string[] = [];
  const values: Value[] = [];
  for (const [field, given] of Object.entries(patch)) {
    const value = toSql(given);
    if (!(field in before) || value === before[field]) continue;
    fields.push(field);
    values.push(value);
  }
  return [fields, values];
}

function changeWriter(sqlite: Sqlite, changeSetId: string) {
  let position = 0;
  const insert = statement(
    sqlite,
    'INSERT INTO change (changeSetId, position, "table", rowId, subjectId, kind, field, "from", "to", groupFrom) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return {
    count: () => position,
    write(
      table: TableName,
      rowId: string,
      subjectId: string,
      kind: 'create' | 'update' | 'remove',
      field: string | null,
      from: string | null,
      to: string | null,
      groupFrom: string | null = null,
    ) {
      insert.run(changeSetId, position++, table, rowId, subjectId, kind, field, from, to, groupFrom);
    },
  };
}

/** A secret leaves no value in the log, only which change set gave it its version. */
function logged(table: TableName, field: string, value: Value, version: string | null): string | null {
  if (synced[table].fields?.[field] === 'secret')
    return value === null ? null : JSON.stringify(version ? { version } : { version: 'earlier' });
  return value === null ? null : JSON.stringify(value);
}

/** The groups of a table's fields, worked out once. */
const groupsOf = new Map<string, ReadonlyMap<string, string>>(
  Object.entries(synced).map(([table, { groups }]) => [
    table,
    new Map(Object.entries(groups ?? {}).flatMap(([group, fields]) => fields.map((field) => [field, group] as const))),
  ]),
);

/** What the server compares a group by: all of its plain fields as they were seen here. */
function loggedGroup(table: TableName, group: string, before: RawRow): string {
  const { groups, fields } = synced[table];
  const plain = (groups?.[group] ?? []).filter((field) => fields?.[field] === undefined);
  return JSON.stringify(Object.fromEntries(plain.map((field) => [field, before[field] ?? null])));
}

const BOOKKEEPING = new Set(['id', 'revision', 'changedAt', 'removedAt']);

function loggedRow(table: TableName, row: RawRow, version: string): string {
  const plain: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(row)) {
    if (value === null || BOOKKEEPING.has(field)) continue;
    plain[field] = synced[table].fields?.[field] === 'secret' ? { version } : value;
  }
  return JSON.stringify(plain);
}

function complete(table: TableName, input: object, now: number): RawRow {
  const row: RawRow = { revision: 0, changedAt: now, removedAt: null };
  for (const column of getTableConfig(tables[table]).columns) {
    const given = (input as Record<string, unknown>)[column.name];
    if (given !== undefined) row[column.name] = toSql(given);
    else if (!(column.name in row)) row[column.name] = toSql(column.default ?? null);
  }
  return row;
}

/** The row as it lies in the file. */
export function rawRow(sqlite: Sqlite, table: TableName, id: string): RawRow | undefined {
  return statement(sqlite, `SELECT * FROM "${table}" WHERE id = ?`).get(id) as RawRow | undefined;
}

function toSql(value: unknown): Value {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return (value ?? null) as Value;
}

const columnNames = new Map<TableName, string[]>();
function columns(table: TableName): string[] {
  let names = columnNames.get(table);
  if (!names) {
    names = getTableConfig(tables[table]).columns.map((column) => column.name);
    columnNames.set(table, names);
  }
  return names;
}

type Statement = import('better-sqlite3').Statement<unknown[]>;

/** Made once per connection: the driver builds eight functions for every transaction that it makes. */
const transactions = new WeakMap<Sqlite, (work: () => unknown) => unknown>();

function inTransaction<R>(sqlite: Sqlite, work: () => R): R {
  let run = transactions.get(sqlite);
  if (!run) {
    run = sqlite.transaction((inside: () => unknown) => inside()).immediate;
    transactions.set(sqlite, run);
  }
  return run(work) as R;
}

const prepared = new WeakMap<Sqlite, Map<string, Statement>>();

/** Prepares once per connection. `sql` must be a constant of the program, never made from input. */
export function statement(sqlite: Sqlite, sql: string): Statement {
  let known = prepared.get(sqlite);
  if (!known) {
    known = new Map();
    prepared.set(sqlite, known);
  }
  let made = known.get(sql);
  if (!made) {
    made = sqlite.prepare<unknown[]>(sql);
    known.set(sql, made);
  }
  return made;
}
