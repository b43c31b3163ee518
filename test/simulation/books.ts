// Compares the books after a storm: every counter's rows and history with the server's, row by row, within what the counter
// may hold; every set's fate with the list of conflicts; and the server's rows with what its own history says must stand there.

import type { StoredRow } from '../../src-server/storage/tables.ts';
import { groupOf } from '../../src-server/sync/as-seen.ts';
import { bodyColumns } from '../../src-shared/row-schemas.ts';
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../src-shared/tables.ts';
import type { Shop, Till } from './shop.ts';

type Body = Record<string, JsonValue>;
type ServerRow = StoredRow & { values: Body };
type Change = {
  table: TableName;
  rowId: string;
  subjectId: string;
  kind: 'create' | 'update' | 'remove';
  field: string | null;
  from: string | null;
  to: string | null;
  groupFrom: string | null;
};
type Books = { problems: string[]; conflicts: number; refused: number };

export async function compareBooks(shop: Shop, made: ReadonlyMap<string, unknown>): Promise<Books> {
  const { db } = shop.server.server.storage;
  const stored = await db.selectFrom('syncedRow').selectAll().orderBy('revision').execute();
  const rows = stored.map((row): ServerRow => ({ ...row, values: JSON.parse(row.body) as Body }));
  const judged = await db.selectFrom('judgedSet').selectAll().execute();
  const verdicts = new Map(judged.map(({ id, verdict }) => [id, JSON.parse(verdict) as Verdict]));
  const claims = claimsOf(rows);
  const problems = [
    ...shop.tills.flatMap((till) => tillProblems(till, rows)),
    ...fateProblems(shop, made, rows, verdicts, claims),
    ...historyProblems(rows, claims),
    ...doubledNumbers(rows),
  ];
  const refused = [...verdicts.values()].filter(({ kind }) => kind === 'refused').length;
  return { problems, refused, conflicts: rows.filter(({ tableName }) => tableName === 'conflict').length };
}

// --- details: a counter holds what the server holds

function tillProblems(till: Till, rows: readonly ServerRow[]): string[] {
  const { sqlite } = till.house.db;
  const branchId = till.house.session.seat?.branch.id ?? '';
  const mine = rows.filter((row) => row.branchId === null || row.branchId === branchId);
  const here = new Set(
    rows
      .filter(
        ({ tableName, values, removedAt }) =>
          tableName === 'employeeRole' && values.branchId === branchId && removedAt === null,
      )
      .map(({ values }) => values.employeeId),
  );
  const problems: string[] = [];
  for (const table of Object.keys(tables) as TableName[]) {
    const theirs = new Map(mine.filter(({ tableName }) => tableName === table).map((row) => [row.id, row]));
    const own = sqlite.prepare(`SELECT * FROM "${table}"`).all() as Body[];
    for (const row of own) {
      const their = theirs.get(String(row.id));
      theirs.delete(String(row.id));
      if (!their) {
        if (!isRefused(till, table, row)) problems.push(`${till.name}: ${table} ${row.id} is not on the server`);
        continue;
      }
      const secretsStay = table !== 'employee' || here.has(String(row.id));
      for (const name of ['revision', 'changedAt', 'removedAt', ...bodyColumns(table)]) {
        const theirValue =
          name in their && BOOKKEEPING.has(name) ? their[name as 'revision'] : (their.values[name] ?? null);
        if (synced[table].fields?.[name] === 'secret' && !secretsStay) continue;
        if (row[name] !== theirValue)
          problems.push(`${till.name}: ${table}.${name} of ${row.id} is ${row[name]}, on the server ${theirValue}`);
      }
    }
    for (const id of theirs.keys()) problems.push(`${till.name}: lacks ${table} ${id}`);
  }
  return [...problems, ...logProblems(till, mine), ...indexProblems(till)];
}

const BOOKKEEPING = new Set(['revision', 'changedAt', 'removedAt']);

/** A creation that was refused stays where it was typed, until somebody decides. */
function isRefused(till: Till, table: TableName, row: Body): boolean {
  return (
    row.revision === 0 &&
    till.house.db.sqlite
      .prepare(
        `SELECT 1 FROM change JOIN changeSet ON changeSet.id = change.changeSetId
         WHERE "table" = ? AND rowId = ? AND kind = 'create' AND answeredAt IS NOT NULL AND changeSet.revision = 0`,
      )
      .get(table, row.id) !== undefined
  );
}

function logProblems(till: Till, mine: readonly ServerRow[]): string[] {
  const { sqlite } = till.house.db;
  const theirs = new Map(mine.filter(({ tableName }) => tableName === 'changeSet').map((row) => [row.id, row]));
  const problems: string[] = [];
  const changes = sqlite.prepare(
    `SELECT "table", rowId, subjectId, kind, field, "from", "to", groupFrom FROM change WHERE changeSetId = ? ORDER BY position`,
  );
  for (const set of sqlite.prepare('SELECT * FROM changeSet').all() as (Body & { id: string })[]) {
    const their = theirs.get(set.id);
    theirs.delete(set.id);
    if (!their) {
      // A refused set is in nobody's history but its own counter's.
      if (set.revision !== 0) problems.push(`${till.name}: set ${set.id} is in no history`);
      continue;
    }
    for (const name of ['at', 'employeeId', 'branchId', 'workstationId', 'doing', 'undoes'])
      if (set[name] !== their.values[name]) problems.push(`${till.name}: set ${set.id} differs in ${name}`);
    if (set.revision !== their.revision) problems.push(`${till.name}: set ${set.id} has number ${set.revision}`);
    if (
      JSON.stringify(changes.all(set.id)) !==
      JSON.stringify((JSON.parse(String(their.values.changes)) as Change[]).map(inOrder))
    )
      problems.push(`${till.name}: the changes of set ${set.id} differ`);
  }
  for (const id of theirs.keys()) problems.push(`${till.name}: lacks set ${id}`);
  return problems;
}

function inOrder({ table, rowId, subjectId, kind, field, from, to, groupFrom }: Change): Change {
  return { table, rowId, subjectId, kind, field, from, to, groupFrom };
}

/** Whoever is there is found, whoever is not is not. */
function indexProblems(till: Till): string[] {
  const { sqlite } = till.house.db;
  const found = sqlite.prepare('SELECT lower(hex(customerId)) FROM searchId').pluck().all() as string[];
  const ids = sqlite.prepare('SELECT id FROM customer WHERE removedAt IS NULL').pluck().all() as string[];
  const there = new Set(ids.map((id) => id.replaceAll('-', '')));
  const problems = found.filter((id) => !there.delete(id)).map((id) => `${till.name}: finds ${id}, who is not there`);
  return [...problems, ...[...there].map((id) => `${till.name}: does not find ${id}`)];
}

// --- details: nothing is dropped, nothing counts twice

type Verdict = { kind: 'taken'; conflicts: number } | { kind: 'refused'; refusal: string };

type Claim = { table: string; rowId: string; field: string | null };

/** By set: what of it waits for a person. */
type Claims = ReadonlyMap<string, Claim[]>;

function claimsOf(rows: readonly ServerRow[]): Claims {
  const found = new Map<string, Claim[]>();
  for (const { tableName, values } of rows) {
    if (tableName !== 'conflict') continue;
    const { table, rowId, field } = values as Claim;
    for (const { changeSetId } of JSON.parse(String(values.claims)) as { changeSetId: string }[])
      found.set(changeSetId, [...(found.get(changeSetId) ?? []), { table, rowId, field }]);
  }
  return found;
}

function fateProblems(
  { tills }: Shop,
  made: ReadonlyMap<string, unknown>,
  rows: readonly ServerRow[],
  verdicts: ReadonlyMap<string, Verdict>,
  claims: Claims,
): string[] {
  const logged = new Set(rows.filter(({ tableName }) => tableName === 'changeSet').map(({ id }) => id));
  const kept = new Set(
    tills.flatMap(({ house }) => house.db.sqlite.prepare('SELECT id FROM changeSet').pluck().all() as string[]),
  );
  return [...made.keys()].flatMap((id) => {
    const verdict = verdicts.get(id);
    const waits = claims.get(id) ?? [];
    if (!kept.has(id)) return [`set ${id} is gone`];
    if (!verdict) return [`set ${id} was never judged`];
    if (verdict.kind === 'taken' && !logged.has(id)) return [`set ${id} was taken and is in no history`];
    if (verdict.kind === 'taken' && waits.length !== verdict.conflicts)
      return [`set ${id} has ${verdict.conflicts} conflicts, and ${waits.length} of them wait`];
    if (verdict.kind === 'refused' && logged.has(id)) return [`set ${id} was refused and is in the history`];
    if (verdict.kind === 'refused' && waits.length !== 1)
      return [`set ${id} was refused, and waits ${waits.length} times`];
    return [];
  });
}

/** Writes the history out anew, without what waits for a person, and compares. */
function historyProblems(rows: readonly ServerRow[], claims: Claims): string[] {
  const written = new Map<string, { values: Body; removed: boolean }>();
  for (const { tableName, id, values } of rows) {
    if (tableName !== 'changeSet') continue;
    const waits = claims.get(id) ?? [];
    for (const change of JSON.parse(String(values.changes)) as Change[]) {
      const { table, rowId, kind, field, to } = change;
      const key = `${table} ${rowId}`;
      const own = waits.filter((one) => one.table === table && one.rowId === rowId);
      const isClaimed = (name: string) =>
        own.some(({ field }) => field !== null && (field === name || field === groupOf(table, name)));
      const before = written.get(key);
      if (kind === 'remove') {
        if (before && !own.some((one) => one.field === null)) before.removed = true;
        continue;
      }
      const patch =
        kind === 'create' ? (JSON.parse(to ?? '{}') as Body) : { [field ?? '']: JSON.parse(to ?? 'null') as JsonValue };
      const kept = Object.entries(patch).filter(([name]) => !isClaimed(name));
      if (!before) written.set(key, { values: Object.fromEntries(kept), removed: false });
      else if (kind === 'create' && before.removed)
        written.set(key, { values: Object.fromEntries(kept), removed: false });
      else Object.assign(before.values, Object.fromEntries(kept));
    }
  }
  const withdrawn = new Set(
    rows
      .filter(({ tableName, values }) => tableName === 'consentEntry' && values.kind === 'withdrawn')
      .map((row) => row.subjectId),
  );
  return rows.flatMap(({ tableName, id, values, removedAt }) => {
    const table = tableName as TableName;
    if (tableName === 'changeSet' || synced[table].madeByServer) return [];
    const should = written.get(`${tableName} ${id}`);
    if (!should) return [`${tableName} ${id} was never written`];
    if (should.removed !== (removedAt !== null)) return [`${tableName} ${id}: removed is ${removedAt !== null}`];
    return bodyColumns(table).flatMap((name) => {
      if (synced[table].fields?.[name] !== undefined) return [];
      // The server itself ends what a withdrawal ends, and gives another number for one that was taken.
      if (table === 'appAccess' && withdrawn.has(id)) return [];
      if (name === 'number' && should.values.number === undefined) return [];
      const value = values[name] ?? null;
      const wanted = should.values[name] ?? null;
      return value === wanted ? [] : [`${tableName}.${name} of ${id} is ${value}, by its history ${wanted}`];
    });
  });
}

function doubledNumbers(rows: readonly ServerRow[]): string[] {
  const numbers = rows.filter(({ tableName }) => tableName === 'customer').map(({ values }) => values.number);
  return numbers.length === new Set(numbers).size ? [] : ['a customer number was given twice'];
}
