// Two people decide the same entry under 'Konflikte', neither knowing of the other (N-23): the first decision stands. Who
// decided the same is not asked again; what the second one wanted otherwise is one new entry, and nothing of it is written.
import type { JsonValue, WireSet } from '../../src-shared/sync/protocol.ts';
import type { Held, World } from './world.ts';

/** The entry that this set decides and somebody else has decided before; undefined = it comes first, or decides nothing. */
export function decidedBefore(world: World, { changes }: WireSet): Held | undefined {
  for (const { table, kind, field, rowId } of changes) {
    if (table !== 'conflict' || kind !== 'update' || field !== 'decidedAt') continue;
    const entry = world.row('conflict', rowId);
    if (entry && entry.body.decidedAt !== null) return entry;
  }
  return undefined;
}

/**
 * Whether the second decision needs no entry of its own: it is the first one again, or it chose a value, and that is either
 * what is saved or waits as an entry by itself.
 * @param decision the second one
 */
export function isSettled(first: Held, decision: JsonValue | undefined, { changes }: WireSet): boolean {
  if (decision === first.body.decision) return true;
  return changes.some(({ table }) => table !== 'conflict');
}
