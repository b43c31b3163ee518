// Whether the rows of a database are what its change log says, row by row and field by field: nothing half, nothing beside
// the log.
import type { Sqlite } from '../../src-main/service/database/connection.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';

type Change = {
  changeSetId: string;
  table: TableName;
  rowId: string;
  kind: 'create' | 'update' | 'remove';
  field: string | null;
  to: string | null;
};

type Told = { fields: Record<string, unknown>; removed: boolean };

const BOOKKEEPING = new Set(['id', 'revision', 'changedAt', 'removedAt']);

/** Sentences about what does not agree; empty = all agrees. */
export function disagreements(sqlite: Sqlite): string[] {
  const found: string[] = [];
  const sets = new Set(sqlite.prepare('SELECT id FROM changeSet').pluck().all() as string[]);
  const told = new Map<string, Told>();
  const changes = sqlite
    .prepare('SELECT changeSetId, "table", rowId, kind, field, "to" FROM change ORDER BY changeSetId, position')
    .all() as Change[];
  for (const one of changes) {
    if (!sets.delete(one.changeSetId) && !told.has(`seen ${one.changeSetId}`))
      found.push(`a change of the change set ${one.changeSetId}, which is not there`);
    told.set(`seen ${one.changeSetId}`, { fields: {}, removed: false });
    tell(told, one);
  }
  for (const empty of sets) found.push(`the change set ${empty} holds no change`);
  for (const table of Object.keys(synced) as TableName[]) found.push(...ofTable(sqlite, table, told));
  return found;
}

function tell(told: Map<string, Told>, { table, rowId, kind, field, to }: Change): void {
  const key = `${table} ${rowId}`;
  const row = told.get(key) ?? { fields: {}, removed: false };
  told.set(key, row);
  if (kind === 'create') Object.assign(row, { fields: JSON.parse(to ?? '{}'), removed: false });
  else if (kind === 'remove') row.removed = true;
  else row.fields[field ?? ''] = to === null ? null : JSON.parse(to);
}

function ofTable(sqlite: Sqlite, table: TableName, told: Map<string, Told>): string[] {
  const found: string[] = [];
  const rows = sqlite.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[];
  const there = new Set(rows.map((row) => `${table} ${row.id}`));
  for (const key of told.keys()) if (key.startsWith(`${table} `) && !there.has(key)) found.push(`${key} is not there`);
  for (const row of rows) {
    const log = told.get(`${table} ${row.id}`);
    if (!log) {
      found.push(`${table} ${row.id} is in no change set`);
      continue;
    }
    if (log.removed !== (row.removedAt !== null)) found.push(`${table} ${row.id}: removed or not`);
    for (const [field, value] of Object.entries(row)) {
      if (BOOKKEEPING.has(field) || synced[table].fields?.[field] === 'secret') continue;
      const expected = log.fields[field] ?? null;
      if (expected !== value) found.push(`${table} ${row.id}.${field}: ${value}, logged ${expected}`);
    }
  }
  return found;
}
