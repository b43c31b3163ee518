// How the change log says that the server removed rows by itself: as a counter would say it, with nobody behind it.
import type { Doing } from '../../src-shared/change-log/rules.ts';
import type { WireChange } from '../../src-shared/sync/protocol.ts';
import type { Server } from '../server.ts';
import type { Writing } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';

export type ExpiryParts = Pick<Server, 'storage' | 'now' | 'newId' | 'projections'>;

/**
 * Removes the rows, with an entry for each record that they belong to: each history tells of its own.
 * @param unsaid fields that the entry need not repeat: they are gone with the row
 */
export function removeWithEntries(
  { newId }: ExpiryParts,
  writing: Writing,
  doing: Doing,
  rows: readonly Held[],
  unsaid: readonly string[] = [],
): void {
  const entries = new Map<string, { branchId: string | null; changes: [WireChange, ...WireChange[]] }>();
  for (const row of rows) {
    writing.remove(row);
    const change = removalOf(row, unsaid);
    const entry = entries.get(row.subjectId);
    if (entry) entry.changes.push(change);
    else entries.set(row.subjectId, { branchId: row.branchId, changes: [change] });
  }
  for (const { branchId, changes } of entries.values())
    writing.log({ id: newId(), employeeId: null, workstationId: null, branchId, doing, changes, readBy: branchId });
}

// --- details

function removalOf({ table, id, subjectId, body }: Held, unsaid: readonly string[]): WireChange {
  const said = Object.entries(body).filter(([field, value]) => value !== null && !unsaid.includes(field));
  return {
    ...{ table, rowId: id, subjectId, kind: 'remove', field: null, groupFrom: null },
    ...{ from: JSON.stringify(Object.fromEntries(said)), to: null },
  };
}
