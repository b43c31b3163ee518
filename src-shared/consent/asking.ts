// When staff are to ask a customer about the storage of data while he stands there (E-15 … E-20): on which occasions, how
// often, and whom not at all. It does not know where the ledger lies or how the question looks.
import type { CustomerStatus } from '../customers/rules.ts';
import { STATUS_RULES } from '../customers/status.ts';
import { type AdvertisingSettings, waysAskedFor } from './advertising.ts';
import { type ConsentState, type Purpose, renewalDueAt } from './rules.ts';

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
export const NOT_ASKING = ['notWanted', 'notServed', 'withdrawn', 'granted', 'askedToday'] as const;
export type NotAsking = (typeof NOT_ASKING)[number];

/**
 * Whether the dialog is due. Who has withdrawn is never asked again, who is locked or dead neither. A consent that
 * runs out within 60 days is asked for at the next visit, before it has run out.
 */
export function decideAsking(facts: AskingFacts, now: number): Asking {
  if (!facts.wanted) return { due: false, because: 'notWanted' };
  if (!STATUS_RULES[facts.status].writtenTo) return { due: false, because: 'notServed' };
  if (facts.storage.state === 'withdrawn') return { due: false, because: 'withdrawn' };
  const why = lacking(facts.storage, now);
  if (why === null) return { due: false, because: 'granted' };
  return facts.askedToday ? { due: false, because: 'askedToday' } : { due: true, why };
}

/** What there is to ask for; null = nothing: it was granted for long enough, or withdrawn for good. */
export function lacking(
  storage: { readonly state: ConsentState['state']; readonly since?: number | null },
  now: number,
): AskingReason | null {
  switch (storage.state) {
    case 'none':
      return 'missing';
    case 'open':
      return 'open';
    case 'granted':
      return runsOutSoon(storage.since ?? 0, now) ? 'renew' : null;
    case 'withdrawn':
      return null;
  }
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

// --- what may be answered

/** Why an answer is not written: no text in force, its sheet was never handed out, advertising before storage (E-22). */
export const ANSWER_REFUSALS = ['noDeclaration', 'notHandedOut', 'storageFirst', 'notAsked'] as const;
export type AnswerRefusal = (typeof ANSWER_REFUSALS)[number];

export type AnswerFacts = {
  readonly granted: readonly Purpose[];
  readonly how: 'oral' | 'paper';
  /** Purposes whose sheet was handed out. */
  readonly handedOut: readonly Purpose[];
  /** Purposes that have a text in force. */
  readonly declared: readonly Purpose[];
  readonly settings: AdvertisingSettings;
  readonly storage: ConsentState;
};

/**
 * A yes at the counter. Said aloud it is a consent to the text in force (Art. 4 no. 11 GDPR), signed it is one to the sheet
 * that was handed out. Storage and advertising may be said in one breath; each is an entry of its own.
 */
export function canAnswer(
  facts: AnswerFacts,
): { readonly allowed: true } | { readonly allowed: false; readonly reason: AnswerRefusal } {
  const { granted, how, settings } = facts;
  const ways = granted.filter((purpose) => purpose !== 'storage');
  if (!ways.every((purpose) => waysAskedFor(settings).includes(purpose))) return { allowed: false, reason: 'notAsked' };
  const saysStorage = granted.includes('storage') || facts.storage.state === 'granted';
  if (ways.length > 0 && settings.advertisingAfterStorage && !saysStorage)
    return { allowed: false, reason: 'storageFirst' };
  if (!granted.every((purpose) => facts.declared.includes(purpose))) return { allowed: false, reason: 'noDeclaration' };
  if (how === 'paper' && !granted.every((purpose) => facts.handedOut.includes(purpose)))
    return { allowed: false, reason: 'notHandedOut' };
  return { allowed: true };
}
