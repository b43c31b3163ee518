// Takes what the plan says out of the rows: what a field holds when it says nothing, and which rows leave the screens.
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import type { FieldDecision, Value } from '../../src-shared/erasure/rules.ts';
import { type TableName, tables } from '../../src-shared/tables.ts';
import type { Held } from '../sync/world.ts';

/** What a field holds when it says nothing. */
export function neutral(table: string, field: string): Value {
  const special = SPECIAL[`${table}.${field}`];
  if (special !== undefined) return special;
  if (!Object.hasOwn(tables, table)) return null;
  const column = getTableConfig(tables[table as TableName]).columns.find(({ name }) => name === field);
  if (!column?.notNull) return null;
  return column.getSQLType() === 'integer' ? 0 : '';
}

/** The field without what it said. */
export function blanked(table: string, field: string, value: Value): Value {
  return table === 'conflict' && field === 'claims' ? claimsWithoutValues(String(value)) : neutral(table, field);
}

/** The row as it is to be; the same one where nothing changes. */
export function blankedRow(row: Held, fields: ReadonlyMap<string, FieldDecision>, now: number): Held {
  const body = { ...row.body };
  for (const [field, decision] of fields)
    if (decision.done === 'blanked') body[field] = blanked(row.table, field, body[field] ?? null);
  if (row.table === 'customer') Object.assign(body, { status: 'blocked', erasedAt: now });
  if (row.table === 'appDevice') body.endedAt ??= now;
  const removedAt = staysLiving(row, fields) ? row.removedAt : (row.removedAt ?? now);
  return { ...row, body, removedAt, changedAt: now, marks: {} };
}

/** What the read-back compares with: these change whatever the plan says of them. */
export const SET_BY_ERASURE: ReadonlySet<string> = new Set([
  'customer.status',
  'customer.erasedAt',
  'appDevice.endedAt',
  'conflict.claims',
]);

// --- details

const SPECIAL: Readonly<Record<string, Value>> = { 'task.body': '{}' };

/** Sums, proofs and the history of decisions go on; a document whose content is kept is still named. */
const LIVING: ReadonlySet<string> = new Set([
  ...(['consentEntry', 'customerAsked', 'notDuplicate', 'customerMerge'] satisfies TableName[]),
  ...(['erasure', 'cashSale', 'conflict', 'task'] satisfies TableName[]),
]);

function staysLiving({ table }: Held, fields: ReadonlyMap<string, FieldDecision>): boolean {
  if (table === 'document') return fields.get('sha256')?.done === 'kept';
  return LIVING.has(table);
}

function claimsWithoutValues(json: string): string {
  const claims = JSON.parse(json) as Record<string, unknown>[];
  return JSON.stringify(claims.map((claim) => ({ ...claim, value: null })));
}
