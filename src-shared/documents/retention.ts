// How long a customer's document is kept (E-81): what the tab 'Dokumente' says of it, and by what the branch server deletes. How
// many years that are stands in erasure/retention.ts. It refuses to know clocks: what is in force on which day, the caller says.
import { germanDay } from '../calendar/day.ts';
import { madeAt } from '../change-log/log-bounds.ts';
import { inForceSince, isStillKept, keptUntil } from '../erasure/retention.ts';
import type { DocumentKind } from './rules.ts';

export type Keeping =
  /** The last day, 'YYYY-MM-DD'. */
  | { readonly kind: 'until'; readonly day: string }
  /** Somebody has exempted it. */
  | { readonly kind: 'onPurpose' }
  /** It proves a consent or its end. */
  | { readonly kind: 'proof' };

export type KeptDocument = {
  readonly id: string;
  readonly kind: DocumentKind;
  /** Epoch milliseconds, by the clock of whichever counter took it in. */
  readonly createdAt: number;
  readonly keptOnPurpose: boolean;
};

/** @param today whose period is in force, 'YYYY-MM-DD'; by a clock that stands before there was any, the first one counts */
export function keepingOf(one: KeptDocument, today: string): Keeping {
  if (one.kind !== 'other') return { kind: 'proof' };
  if (one.keptOnPurpose) return { kind: 'onPurpose' };
  const first = inForceSince('standardDocument');
  return { kind: 'until', day: keptUntil('standardDocument', madeOn(one), today < first ? first : today) };
}

/** Whether its period is over, and nothing else keeps it. @param day 'YYYY-MM-DD', one that is sure */
export function hasRunOut(one: KeptDocument, day: string): boolean {
  return one.kind === 'other' && !one.keptOnPurpose && !isStillKept('standardDocument', madeOn(one), day);
}

// --- details

/**
 * The later of what its counter's clock and what its id say: ids only grow, so that a document that was taken in while a clock had
 * been set back counts as young. The shops' day, wherever the server stands: it must delete by the day that the screen says.
 */
function madeOn({ id, createdAt }: KeptDocument): string {
  return germanDay(Math.max(createdAt, madeAt(id) ?? 0));
}
