// Ids that only grow on this workstation, whatever its clock does: undoing, the outbox and the history go by them, and how old an
// entry of the change log is (log-bounds.ts).
import { v7 as uuidv7 } from 'uuid';
import { madeAt, NO_ID_FROM } from '../../../src-shared/change-log/log-bounds.ts';
import type { Sqlite } from './connection.ts';

/** The change set that was made last, whichever workstation made it. */
export const NEWEST_SET = `SELECT id FROM changeSet WHERE id < '${NO_ID_FROM}' AND id GLOB '????????-????-7*'
  ORDER BY id DESC LIMIT 1`;

/**
 * UUIDv7, greater than every change set that is known here and than every id given since. It looks anew each millisecond, for the
 * first fill, the other counters and an import in its own thread bring more of them; an import makes a hundred ids in one.
 */
export function growingIds(sqlite: Sqlite): () => string {
  const newest = sqlite.prepare<[], string>(NEWEST_SET).pluck();
  let last = '';
  let lookedAt: number | null = null;
  return () => {
    const at = Date.now();
    if (at !== lookedAt) {
      const known = newest.get() ?? '';
      if (known > last) last = known;
      lookedAt = at;
    }
    const id = uuidv7();
    // The clock was set back: go on a millisecond behind the last one.
    last = id > last ? id : uuidv7({ msecs: (madeAt(last) ?? 0) + 1 });
    return last;
  };
}
