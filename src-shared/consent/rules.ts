// What the consent ledger says: the state of each purpose, and what may be written next and why not. The ledger is
// append-only (N-02), a state is never stored. It does not know texts, documents or screens.
import type { CustomerForm } from '../customers/contract.ts';
import type { CustomerStatus } from '../customers/rules.ts';
import { STATUS_RULES } from '../customers/status.ts';

/** Each with its own declaration and state; advertising is one declaration with a consent per channel (§ 7 UWG). */
export const PURPOSES = [
  'storage',
  'app',
  'branchSharing',
  'advertisingLetter',
  'advertisingEmail',
  'advertisingPhone',
  'advertisingSms',
] as const;
export type Purpose = (typeof PURPOSES)[number];

export type Channel = 'letter' | 'email' | 'phone' | 'sms';

/** The way of advertising that a purpose is about; null for the purposes that are not advertising. */
export const CHANNEL_OF: Readonly<Record<Purpose, Channel | null>> = {
  storage: null,
  app: null,
  branchSharing: null,
  advertisingLetter: 'letter',
  advertisingEmail: 'email',
  advertisingPhone: 'phone',
  advertisingSms: 'sms',
};

export const ENTRY_KINDS = ['printed', 'granted', 'withdrawn', 'acknowledged', 'scanned', 'filed', 'used'] as const;
/**
 * printed: handed out; granted, withdrawn: the customer's word; acknowledged: a privacy notice was read, which is no
 * consent (B-16); scanned, filed: what became of the signed sheet, which changes no state; used: somebody was
 * called on the strength of it, which begins the five years of § 7a UWG anew (N-05) and changes no state either.
 */
export type EntryKind = (typeof ENTRY_KINDS)[number];

export const CAPTURE_WAYS = ['paper', 'tablet', 'oral', 'app'] as const;
export type CaptureWay = (typeof CAPTURE_WAYS)[number];

export type LedgerEntry = {
  readonly id: string;
  readonly purpose: Purpose;
  readonly kind: EntryKind;
  /** The grant that a scan or a filing belongs to; null for the other kinds. */
  readonly aboutEntryId: string | null;
  /** When the customer did it, epoch milliseconds: this orders the ledger, not when an entry arrived here. */
  readonly capturedAt: number;
  readonly capturedHow: CaptureWay;
  /** Id of the employee. */
  readonly capturedBy: string;
  readonly textBlockVersionId: string | null;
  /** SHA-256 of that version's text. */
  readonly textSha256: string | null;
  /** The scan or the archived print. */
  readonly documentId: string | null;
};

/** '–', 'Offen', 'Zustimmung', 'Widerruf' (T-04). */
export type ConsentState =
  | { readonly state: 'none' }
  /** Handed out, not signed. */
  | { readonly state: 'open'; readonly since: number; readonly versionId: string | null; readonly by: string }
  | {
      readonly state: 'granted';
      readonly since: number;
      readonly versionId: string | null;
      readonly by: string;
      readonly how: CaptureWay;
      readonly entryId: string;
    }
  | { readonly state: 'withdrawn'; readonly since: number; readonly by: string; readonly how: CaptureWay };

/**
 * The state of one purpose. The last word of the customer counts, by the time it was captured; at the same instant a
 * withdrawal counts. So a withdrawal beats every grant captured before it, in whatever order the entries arrive. A new
 * declaration that is only handed out changes neither a grant nor a withdrawal.
 */
export function consentState(entries: readonly LedgerEntry[], purpose: Purpose): ConsentState {
  const own = entries.filter((entry) => entry.purpose === purpose);
  const withdrawn = latest(own, 'withdrawn');
  const granted = latest(own, 'granted');
  if (withdrawn && (!granted || withdrawn.capturedAt >= granted.capturedAt))
    return { state: 'withdrawn', since: withdrawn.capturedAt, by: withdrawn.capturedBy, how: withdrawn.capturedHow };
  if (granted)
    return {
      state: 'granted',
      since: granted.capturedAt,
      versionId: granted.textBlockVersionId,
      by: granted.capturedBy,
      how: granted.capturedHow,
      entryId: granted.id,
    };
  const printed = latest(own, 'printed');
  if (!printed) return { state: 'none' };
  const { capturedAt: since, textBlockVersionId: versionId, capturedBy: by } = printed;
  return { state: 'open', since, versionId, by };
}

/** The newest entry of a kind; of two at one instant the one with the greater id, so that arrival does not matter. */
function latest(entries: readonly LedgerEntry[], kind: EntryKind): LedgerEntry | null {
  let found: LedgerEntry | null = null;
  for (const entry of entries) {
    if (entry.kind !== kind) continue;
    if (!found || entry.capturedAt > found.capturedAt) found = entry;
    else if (entry.capturedAt === found.capturedAt && entry.id > found.id) found = entry;
  }
  return found;
}

/** Granted by signature, on paper or tablet. A word at the counter is not enough. */
export function isSigned(state: ConsentState): boolean {
  return state.state === 'granted' && (state.how === 'paper' || state.how === 'tablet');
}

/**
 * What activating the app needs: a signature, or the customer's own tick in the app, which came with a confirmed e-mail
 * address and is kept as a dated sheet (B-16, B-17).
 */
export function isProven(state: ConsentState): boolean {
  return isSigned(state) || (state.state === 'granted' && state.how === 'app');
}

// --- what may be written next

export type HandOutDecision = { readonly allowed: true } | { readonly allowed: false; readonly reason: HandOutRefusal };
export const HAND_OUT_REFUSALS = ['customerNotSaved', 'notServed', 'storageFirst', 'noDeclaration'] as const;
export type HandOutRefusal = (typeof HAND_OUT_REFUSALS)[number];

export type HandOutFacts = {
  readonly saved: boolean;
  readonly versionId: string | null;
  /** What the customer's status means: nothing is handed to whoever is locked or dead. */
  readonly status: CustomerStatus;
  /** False for advertising that is not asked for yet (E-22). */
  readonly asked: boolean;
};

/** 'Einwilligungserklärung drucken': writes an entry about a record, so the record and a text in force must be there. */
export function canHandOut(facts: HandOutFacts): HandOutDecision {
  if (!facts.saved) return { allowed: false, reason: 'customerNotSaved' };
  if (!STATUS_RULES[facts.status].writtenTo) return { allowed: false, reason: 'notServed' };
  if (!facts.asked) return { allowed: false, reason: 'storageFirst' };
  return facts.versionId === null ? { allowed: false, reason: 'noDeclaration' } : { allowed: true };
}

export type SignedInput = {
  readonly purpose: Purpose;
  readonly versionId: string;
  /** First day on which that text was in force, 'YYYY-MM-DD': a sheet cannot be older than its text. */
  readonly versionValidOn: string;
  /** The day that staff entered, 'YYYY-MM-DD', and its instant for the ledger: now for today, else the day's beginning. */
  readonly signedOn: string;
  readonly signedAt: number;
  /** A scan that shows the signature is handed in together with the entry. */
  readonly withScan: boolean;
};

export type SignedDecision =
  /** 'overruled': recorded as proof, but a later withdrawal has already ended it: the state does not change. */
  | { readonly allowed: true; readonly effect: 'granted' | 'overruled' }
  | { readonly allowed: false; readonly reason: SignedRefusal };
export type SignedRefusal = 'inTheFuture' | 'notHandedOut' | 'beforeText';

/**
 * 'Unterschrieben entgegengenommen': the version signed must have been handed to this customer from here, or its signed
 * sheet must be shown as a scan, because proof is owed for what exactly was signed (Art. 7 (1) GDPR).
 */
export function canRecordSigned(entries: readonly LedgerEntry[], input: SignedInput, now: number): SignedDecision {
  if (input.signedAt > now) return { allowed: false, reason: 'inTheFuture' };
  if (input.signedOn < input.versionValidOn) return { allowed: false, reason: 'beforeText' };
  const handedOut = entries.some(
    (entry) =>
      entry.kind === 'printed' && entry.purpose === input.purpose && entry.textBlockVersionId === input.versionId,
  );
  if (!handedOut && !input.withScan) return { allowed: false, reason: 'notHandedOut' };
  const withdrawn = latest(
    entries.filter((entry) => entry.purpose === input.purpose),
    'withdrawn',
  );
  return { allowed: true, effect: withdrawn && withdrawn.capturedAt >= input.signedAt ? 'overruled' : 'granted' };
}

export type WithdrawalDecision = { readonly allowed: true } | { readonly allowed: false; readonly reason: 'withdrawn' };

/**
 * Withdrawing is as easy as giving (Art. 7 (3) GDPR): one step, always, even where no grant is recorded here, since the
 * consent may lie in a folder, and an objection to letters needs none (Art. 21 (2)). Only twice makes no sense.
 */
export function canWithdraw(state: ConsentState): WithdrawalDecision {
  return state.state === 'withdrawn' ? { allowed: false, reason: 'withdrawn' } : { allowed: true };
}

export type ScanDecision = { readonly allowed: true } | { readonly allowed: false; readonly reason: 'nothingSigned' };

/** A scan belongs to a signature that counts or once counted; without one, it comes with 'Unterschrieben …' itself. */
export function canAddScan(entries: readonly LedgerEntry[], purpose: Purpose): ScanDecision {
  const signed = entries.some((entry) => entry.purpose === purpose && entry.kind === 'granted');
  return signed ? { allowed: true } : { allowed: false, reason: 'nothingSigned' };
}

export type FilingDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: 'nothingSigned' | 'alreadyFiled' };

/** the signed paper lies in the branch. Said once of each grant on paper. */
export function canFile(entries: readonly LedgerEntry[], entryId: string): FilingDecision {
  const grant = entries.find((entry) => entry.id === entryId);
  if (grant?.kind !== 'granted' || grant.capturedHow !== 'paper') return { allowed: false, reason: 'nothingSigned' };
  const filed = entries.some((entry) => entry.kind === 'filed' && entry.aboutEntryId === entryId);
  return filed ? { allowed: false, reason: 'alreadyFiled' } : { allowed: true };
}

/** The newest signed sheet of a declaration: its grants, one a purpose that was ticked on it. Empty = nothing was signed. */
export function newestSheet(entries: readonly LedgerEntry[], purposes: readonly Purpose[]): LedgerEntry[] {
  const grants = entries.filter((entry) => entry.kind === 'granted' && purposes.includes(entry.purpose));
  const newest = latest(grants, 'granted');
  if (!newest) return [];
  return grants.filter(
    (entry) => entry.capturedAt === newest.capturedAt && entry.textBlockVersionId === newest.textBlockVersionId,
  );
}

// --- what follows from a state

export type StorageHint = 'missing' | 'open' | 'withdrawn' | 'renew';

/** Missing consent for storage is a hint and a symbol, never a lock on saving. Null = nothing to say. */
export function storageHint(state: ConsentState, now: number): StorageHint | null {
  if (state.state === 'none') return 'missing';
  if (state.state !== 'granted') return state.state;
  return now >= renewalDueAt(state.since) ? 'renew' : null;
}

const GOOD_FOR_YEARS = 2;

/** From when a grant should be renewed: the same day two years on. Until somebody withdraws it stays valid after that, too. */
export function renewalDueAt(grantedAt: number): number {
  const day = new Date(grantedAt);
  day.setUTCFullYear(day.getUTCFullYear() + GOOD_FOR_YEARS);
  return day.getTime();
}

/**
 * May this customer be written to, called or mailed for advertising? Letters until the customer objects (§ 7 (1) UWG);
 * e-mail, telephone and SMS only after express consent (§ 7 (2)); nobody who is locked or dead. A preset is no
 * consent and is not asked here. @param status what the customer's status means, for whoever has not asked that already
 */
export function mayAdvertise(channel: Channel, state: ConsentState, status: CustomerStatus = 'active'): boolean {
  if (!STATUS_RULES[status].writtenTo) return false;
  return channel === 'letter' ? state.state !== 'withdrawn' : state.state === 'granted';
}

export type DialogOccasion = 'customerCreated' | 'personalDataChanged';

export type DialogSettings = {
  /** 'Hinweismeldung auf fehlende Einwilligungserklärung', for shops with their own paper forms off. */
  readonly remindOfMissing: boolean;
  /** 'Einverständnis zur Datenspeicherung einfordern'. */
  readonly storageConsentWanted: boolean;
};

/**
 * Does 'Einwilligung verwalten' open by itself after F1? On an occasion, as long as the declaration is
 * missing, unsigned or due for renewal. A customer who said no is not asked again at every change of address.
 */
export function opensByItself(
  occasion: DialogOccasion | null,
  hint: StorageHint | null,
  settings: DialogSettings,
): boolean {
  if (occasion === null || !settings.remindOfMissing || !settings.storageConsentWanted) return false;
  return hint !== null && hint !== 'withdrawn';
}

/** Fields of the customer's form whose change is a change of personal data; notes, status and responsibility are the shop's. */
export const PERSONAL_FIELDS: readonly (keyof CustomerForm)[] = [
  'kind',
  'salutation',
  'title',
  'firstName',
  'lastName',
  'birthDate',
  'email',
  'kvnr',
  'addresses',
  'homeAddress',
  'phones',
];

/** Which occasion a save was, by the fields of the form that it wrote; null = none. */
export function dialogOccasion(save: {
  readonly createdCustomer: boolean;
  readonly changedFields: readonly (keyof CustomerForm)[];
}): DialogOccasion | null {
  if (save.createdCustomer) return 'customerCreated';
  return save.changedFields.some((field) => PERSONAL_FIELDS.includes(field)) ? 'personalDataChanged' : null;
}
