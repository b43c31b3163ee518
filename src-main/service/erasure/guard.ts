// Keeps this workstation from saving anything about an erased customer: an undo, a restored removal, a mask that was still open.
// What was saved before the erasure was heard of is the branch server's to refuse.
import type { Projection } from '../database/save.ts';
import { isErased } from './forget.ts';

/** Entries that are put away, not written about. */
const PUT_AWAY: ReadonlySet<string> = new Set(['conflict', 'task']);

/** For the one write path: the save is taken back as a whole. */
export const erasedGuard: Projection = ({ sqlite }, touched) => {
  const subjects = new Set(touched.flatMap(({ table, subjectId }) => (PUT_AWAY.has(table) ? [] : [subjectId])));
  for (const subjectId of subjects)
    if (isErased(sqlite, subjectId)) throw new Error('nothing is saved about an erased customer');
};
