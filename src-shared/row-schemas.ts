// Schemas of rows as they travel: derived from tables.ts, so that a new column is one line there. Values are what SQLite
// holds. Fields this program does not know are let through: a newer counter may be ahead of the server.
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { z } from 'zod';
import { type TableName, tables } from './tables.ts';

const BOOKKEEPING = new Set(['id', 'revision', 'changedAt', 'removedAt']);
const LONGEST_TEXT = 1_000_000;

/** Of a row's body: every column but id, revision, changedAt and removedAt. */
export function bodySchema(table: TableName): z.ZodType<Record<string, string | number | null>> {
  return known[table];
}

/** The columns of a body, in the order of the table. */
export function bodyColumns(table: TableName): readonly string[] {
  return columns[table];
}

/** What a column holds where a body does not say it: an older program wrote it. */
export function usualValue(table: TableName, column: string): string | number | null {
  return usualValues[table].get(column) ?? null;
}

/** Worked out once: rows come by the thousand. Made from all names of tables, which `fromEntries` forgets. */
const columns = Object.fromEntries(
  (Object.keys(tables) as TableName[]).map((table) => [
    table,
    getTableConfig(tables[table])
      .columns.map(({ name }) => name)
      .filter((name) => !BOOKKEEPING.has(name)),
  ]),
) as unknown as Record<TableName, readonly string[]>;

const usualValues = Object.fromEntries(
  (Object.keys(tables) as TableName[]).map((table) => [
    table,
    new Map(
      getTableConfig(tables[table]).columns.flatMap(({ name, hasDefault, default: value }) =>
        hasDefault ? [[name, usual(value)] as const] : [],
      ),
    ),
  ]),
) as unknown as Record<TableName, ReadonlyMap<string, string | number>>;

const known = Object.fromEntries(
  (Object.keys(tables) as TableName[]).map((table) => [table, schemaOf(table)]),
) as unknown as Record<TableName, z.ZodType<Record<string, string | number | null>>>;

function schemaOf(table: TableName) {
  const shape: Record<string, z.ZodType> = {};
  for (const column of getTableConfig(tables[table]).columns) {
    if (BOOKKEEPING.has(column.name)) continue;
    const value = valueSchema(column.getSQLType(), column.enumValues);
    if (!column.notNull) shape[column.name] = value.nullable().default(null);
    // An older program, or a hand that makes a row of the server's, does not know the column: it has its usual value.
    else shape[column.name] = column.hasDefault ? value.default(usual(column.default)) : value;
  }
  return z.object(shape).catchall(z.union([z.string().max(LONGEST_TEXT), z.number(), z.null()]));
}

function usual(value: unknown): string | number {
  return typeof value === 'boolean' ? Number(value) : (value as string | number);
}

function valueSchema(sqlType: string, options: readonly string[] | undefined): z.ZodType {
  if (sqlType === 'integer') return z.number().int();
  return options && options.length > 0 ? z.enum(options as [string]) : z.string().max(LONGEST_TEXT);
}
