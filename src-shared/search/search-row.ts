// What the search index holds of a customer and what one line of a result shows. Types and the marks' bits only.
import type { Purpose } from '../consent/rules.ts';
import type { IsoDate } from '../customers/age.ts';
import type { ConsentWord } from './filter.ts';

/** What a shop usually needs and this customer lacks, as missingData in customers/rules.ts says. */
export type MissingData = 'address' | 'phone' | 'email';

/** One line of the result. Empty strings stand for nothing; telephone numbers are E.164. */
export type SearchRow = {
  id: string;
  number: string;
  kind: 'natural' | 'legal';
  lastName: string;
  firstName: string;
  birthDate: IsoDate | null;
  /** Street and house number of the Wohnanschrift. */
  street: string;
  postcode: string;
  town: string;
  /** The first telephone number. */
  phone: string | null;
  appConnected: boolean;
  consentGiven: boolean;
  /** By what the status means at this moment: the chain's list may say it anew. */
  locked: boolean;
  missing: readonly MissingData[];
  status: string;
  branchId: string;
};

/** A line of a result here, with what may be shown in columns of one's own choice. */
export type HitRow = SearchRow & { responsibleId: string | null; lastVisit: IsoDate | null };

/** A line as the index knows it. */
export type IndexRow = Omit<HitRow, 'locked'>;

/** What is put into the index: a line and what else it is found or filtered by. */
export type SearchEntry = Omit<IndexRow, 'phone'> & {
  /** E.164, the one to be shown first. */
  phones: readonly string[];
  /** KVNR, external number, card numbers. The customer number is always found and need not be repeated. */
  codes: readonly string[];
  /** The purposes about which the ledger says anything. */
  consents: Readonly<Partial<Record<Purpose, ConsentWord>>>;
  propertyIds: readonly string[];
};

/** How well a line fits, best first (N-22). */
export const TIERS = ['exact', 'prefix', 'inside', 'sound'] as const;
export type Tier = (typeof TIERS)[number];

export type HitField = 'name' | 'birthDate' | 'postcode' | 'phone' | 'code';

/** Why a line is in the result. `phone` is the number that fits when it is not the one the line shows. */
export type HitReason = { tier: Tier; fields: readonly HitField[]; phone: string | null };
