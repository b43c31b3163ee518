// Whether the server still has what a counter saw when it changed a field, or the group that the field belongs to.
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';
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
  const same = fields.every(([field]) => {
    const saw = from(field);
    return saw === undefined || saw === (before.body[field] ?? null);
  });
  const group = synced[table].groups?.[name];
  if (!same || !group) return same;
  const saw = groupFrom.get(name);
  if (!saw) return true;
  return group
    .filter((field) => synced[table].fields?.[field] === undefined)
    .every((field) => (saw[field] ?? null) === (before.body[field] ?? null));
}

export function groupOf(table: TableName, field: string): string | null {
  for (const [group, fields] of Object.entries(synced[table].groups ?? {})) if (fields.includes(field)) return group;
  return null;
}
