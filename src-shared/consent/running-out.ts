// Which grants stand on the worklist 'Einwilligungen laufen ab' (N-06): those that should be renewed within 60 days, and those
// whose time has passed. It knows the days, not the customers.
import { RENEWAL_NOTICE_DAYS } from './asking.ts';
import { renewalDueAt } from './rules.ts';

export const RUNNING_OUT = ['soon', 'past'] as const;
export type RunningOut = (typeof RUNNING_OUT)[number];

const DAY = 86_400_000;
/** Longer than any two years. */
const LOOK_BACK = 732 * DAY;

/** Since when a grant must have been given to stand on the list: after `from`, up to `to`. Instants, epoch milliseconds. */
export function grantedWithin(which: RunningOut, now: number): { from: number; to: number } {
  const isPast = newestDueBy(now);
  return which === 'past'
    ? { from: 0, to: isPast }
    : { from: isPast, to: newestDueBy(now + RENEWAL_NOTICE_DAYS * DAY) };
}

/** The newest instant whose grant is due by then; found by the rule itself, which no leap day leads astray. */
function newestDueBy(due: number): number {
  let [early, late] = [due - LOOK_BACK, due];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (renewalDueAt(middle) <= due) early = middle;
    else late = middle;
  }
  return early;
}
