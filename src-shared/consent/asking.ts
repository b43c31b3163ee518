// When staff are to ask a customer about the storage of data while he stands there (E-15 … E-20): on which occasions, how
// often, and whom not at all. It does not know where the ledger lies or how the question looks.
import type { CustomerStatus } from '../customers/rules.ts';
import { type ConsentState, renewalDueAt } from './rules.ts';

/** A card was read (E-17), a cash sale bears the customer's name (E-18), the last visit became today (E-19). */
export const ASKING_TRIGGERS = ['card', 'cashSale', 'lastVisit'] as const;
export type AskingTrigger = (typeof ASKING_TRIGGERS)[number];

/** What is missing: no declaration yet, one that is handed out and not signed, one that should be renewed. */
export const ASKING_REASONS = ['missing', 'open', 'renew'] as const;
export type AskingReason = (typeof ASKING_REASONS)[number];

/** How long before its time a consent counts as running out (N-06). */
export const RENEWAL_NOTICE_DAYS = 60;

const DAY = 86_400_000;

export type AskingFacts = {
  /** 'Einverständnis zur Datenspeicherung einfordern'. */
  readonly wanted: boolean;
  /** Of the purpose 'Datenspeicherung'. */
  readonly storage: ConsentState;
  /** What the customer's status means. */
  readonly status: CustomerStatus;
  /** Somebody of this branch has asked today, as far as this workstation knows. */
  readonly askedToday: boolean;
};

export type Asking =
  | { readonly due: true; readonly why: AskingReason }
  | { readonly due: false; readonly because: NotAsking };
export type NotAsking = 'notWanted' | 'notServed' | 'withdrawn' | 'granted' | 'askedToday';

/**
 * Whether the dialog is due. Who has withdrawn is never asked again, who is locked or dead neither. A consent that
 * runs out within 60 days is asked for at the next visit, before it has run out.
 */
export function decideAsking(facts: AskingFacts, now: number): Asking {
  if (!facts.wanted) return { due: false, because: 'notWanted' };
  if (facts.status === 'blocked' || facts.status === 'deceased') return { due: false, because: 'notServed' };
  if (facts.storage.state === 'withdrawn') return { due: false, because: 'withdrawn' };
  const why = lacking(facts.storage, now);
  if (why === null) return { due: false, because: 'granted' };
  return facts.askedToday ? { due: false, because: 'askedToday' } : { due: true, why };
}

function lacking(storage: Exclude<ConsentState, { state: 'withdrawn' }>, now: number): AskingReason | null {
  if (storage.state === 'none') return 'missing';
  if (storage.state === 'open') return 'open';
  return runsOutSoon(storage.since, now) ? 'renew' : null;
}

/** A grant of `since` is to be renewed within 60 days, or should have been. */
export function runsOutSoon(since: number, now: number): boolean {
  return now >= renewalDueAt(since) - RENEWAL_NOTICE_DAYS * DAY;
}

/** A row of what was asked. */
export type Asked = { readonly id: string; readonly at: number; readonly askedBy: string | null };

/**
 * Which of a day's askings counts. Two workstations that did not hear of each other may both have asked: the earliest
 * counts, and of two at one instant the one with the smaller id, so that every workstation says the same.
 */
export function countingAsk(ofOneDay: readonly Asked[]): Asked | null {
  return ofOneDay.reduce<Asked | null>(
    (first, one) => (!first || one.at < first.at || (one.at === first.at && one.id < first.id) ? one : first),
    null,
  );
}
