// A workstation that has not heard of a merge yet goes on writing about the record that is a stub now: what it says is judged as
// said of the survivor, and the log shows for whom it was meant. Pure but for the one question where records went.
import type { JsonValue, WireChange, WireSet } from '../../src-shared/sync/protocol.ts';
import type { Trx } from '../storage/storage.ts';
import { record } from '../sync/set-values.ts';
import { survivorsOf } from './snapshot.ts';

export type Aimed = {
  /** As it is judged. */
  readonly set: WireSet;
  /** For the log: 'merged with', beside what was written; none where the set meant nobody who was merged. */
  readonly marks: readonly WireChange[];
  /** It would remove the stub, or bring it back beside its survivor: a person has to look at it. */
  readonly isAboutStub: boolean;
};

export async function aimed(trx: Trx, chainId: string, sets: readonly WireSet[]): Promise<Aimed[]> {
  const meant = new Set(sets.flatMap(({ changes }) => changes.map(({ subjectId }) => subjectId)));
  const survivors = meant.size === 0 ? new Map<string, string>() : await survivorsOf(trx, chainId, meant);
  return sets.map((set) => aimedAt(set, survivors));
}

function aimedAt(set: WireSet, survivors: ReadonlyMap<string, string>): Aimed {
  const stubs = new Set(set.changes.map(({ subjectId }) => subjectId).filter((id) => survivors.has(id)));
  if (stubs.size === 0) return { set, marks: [], isAboutStub: false };
  const isAboutStub = set.changes.some(
    ({ table, rowId, kind }) => table === 'customer' && kind !== 'update' && survivors.has(rowId),
  );
  if (isAboutStub) return { set, marks: [], isAboutStub };
  return {
    set: { ...set, changes: set.changes.map((change) => turned(change, survivors)) },
    marks: [...stubs].map((stub) => mark(stub, survivors.get(stub) ?? stub)),
    isAboutStub: false,
  };
}

// --- details

/** Records and logins bear their customer's id. */
const OWN_ID = new Set(['customer', 'appAccess']);

function turned(change: WireChange, survivors: ReadonlyMap<string, string>): WireChange {
  const { table, rowId, subjectId, from, to } = change;
  const survivor = survivors.get(subjectId);
  if (survivor === undefined) return change;
  return {
    ...change,
    subjectId: survivor,
    rowId: OWN_ID.has(table) ? (survivors.get(rowId) ?? rowId) : rowId,
    ...(change.kind === 'update' ? {} : { from: ofSurvivor(from, survivor), to: ofSurvivor(to, survivor) }),
  };
}

/** A whole row, as it stands in a creation or a removal. */
function ofSurvivor(json: string | null, customerId: string): string | null {
  if (json === null) return null;
  const row: Record<string, JsonValue> = record(json);
  return JSON.stringify('customerId' in row ? { ...row, customerId } : row);
}

function mark(stub: string, survivor: string): WireChange {
  const change = { table: 'customer', rowId: stub, subjectId: survivor, kind: 'update' as const };
  return { ...change, field: 'mergedIntoId', from: null, to: JSON.stringify(survivor), groupFrom: null };
}
