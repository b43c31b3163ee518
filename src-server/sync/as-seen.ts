// Whether the server still has what a counter saw when it changed a field, or the group that the field belongs to.
import { bodyColumns, usualValue } from '../../src-shared/row-schemas.ts';
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';
import { isSameValue } from './same-value.ts';
import type { Held } from './world.ts';

/** A group goes in as one or not at all. */
export function units(table: TableName, patch: readonly (readonly [string, JsonValue])[]) {
  const found = new Map<string, (readonly [string, JsonValue])[]>();
  for (const one of patch) {
    const name = groupOf(table, one[0]) ?? one[0];
    found.set(name, [...(found.get(name) ?? []), one]);
  }
  return found;
}

export function isAsSeen(
  table: TableName,
  before: Held,
  name: string,
  fields: readonly (readonly [string, JsonValue])[],
  from: (field: string) => JsonValue | undefined,
  groupFrom: ReadonlyMap<string, Record<string, JsonValue>>,
): boolean {
  const isSame = (field: string, saw: JsonValue) => saysTheSame(table, before, [[field, saw]]);
  const same = fields.every(([field]) => {
    const saw = from(field);
    return saw === undefined || isSame(field, saw);
  });
  const group = synced[table].groups?.[name];
  if (!same || !group) return same;
  const saw = groupFrom.get(name);
  if (!saw) return true;
  return group
    .filter((field) => synced[table].fields?.[field] === undefined)
    .every((field) => isSame(field, saw[field] ?? null));
}

/** For a row that is to be removed: everything that the counter could know, but its place in a list. An older one knows less. */
export function isRowAsSeen(table: TableName, before: Held, seen: Readonly<Record<string, JsonValue>>): boolean {
  const { fields, place } = synced[table];
  const known = new Set(bodyColumns(table));
  const plain = Object.keys(before.body).filter(
    (field) => fields?.[field] === undefined && known.has(field) && field !== place,
  );
  return saysTheSame(
    table,
    before,
    plain.map((field) => [field, seen[field] ?? usualValue(table, field)]),
  );
}

/** Whether the row has these values already, in whatever spelling. It may be older than one of its columns. */
export function saysTheSame(
  table: TableName,
  before: Held,
  fields: readonly (readonly [string, JsonValue])[],
): boolean {
  const held = (field: string) => before.body[field] ?? usualValue(table, field);
  return fields.every(([field, value]) => isSameValue(table, field, value, held(field), before.body));
}

export function groupOf(table: TableName, field: string): string | null {
  for (const [group, fields] of Object.entries(synced[table].groups ?? {})) if (fields.includes(field)) return group;
  return null;
}
