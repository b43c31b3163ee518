// What a search can be narrowed to besides its text ('Filtern - F4'), whether a filter narrows anything at all, and whether one
// customer fits it: the definition that the index must give the same answers to. It knows neither the index nor what the
// settings preselect.
import { type Channel, mayAdvertise, type Purpose } from '../consent/rules.ts';
import type { IsoDate } from '../customers/age.ts';
import { fold } from './fold.ts';
import type { SearchEntry } from './search-row.ts';

/** The purposes that have a field of their own; advertising is asked by what may be done, not by what was signed. */
export const FILTER_PURPOSES = ['storage', 'app', 'branchSharing'] as const;
export type FilterPurpose = (typeof FILTER_PURPOSES)[number];

/** As the ledger says it (T-04). */
export const CONSENT_WORDS = ['none', 'open', 'granted', 'withdrawn'] as const;
export type ConsentWord = (typeof CONSENT_WORDS)[number];

/** Everything must fit at once. Empty text, empty list and null ask for nothing. */
export type CustomerFilter = {
  /** One of these (E-45). */
  readonly statuses: readonly string[];
  readonly kind: 'natural' | 'legal' | null;
  /** Years, both ends inclusive; whoever has no birth date has no age. */
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  /** Beginnings will do: '80' to '81' is everything from 80000 to 81999. */
  readonly postcodeFrom: string;
  readonly postcodeTo: string;
  /** The beginning of a town's name, however it is spelled. */
  readonly town: string;
  /** One of these. */
  readonly propertyIds: readonly string[];
  readonly consents: Readonly<Record<FilterPurpose, ConsentWord | null>>;
  readonly app: boolean | null;
  /** May be advertised to in this way: by mayAdvertise, never by a preset (N-03, N-04). */
  readonly advertising: Channel | null;
  readonly responsibleId: string | null;
  readonly visitFrom: IsoDate | null;
  readonly visitTo: IsoDate | null;
  /** Those that were deleted, instead of all others (B-42). */
  readonly deleted: boolean;
};

export const NO_FILTER: CustomerFilter = {
  statuses: [],
  kind: null,
  ageFrom: null,
  ageTo: null,
  postcodeFrom: '',
  postcodeTo: '',
  town: '',
  propertyIds: [],
  consents: { storage: null, app: null, branchSharing: null },
  app: null,
  advertising: null,
  responsibleId: null,
  visitFrom: null,
  visitTo: null,
  deleted: false,
};

/** The parts of a filter as the screen names them, each a field or two that belong together. */
export const FILTER_PARTS = [
  ...(['statuses', 'kind', 'age', 'postcode', 'town', 'properties', 'consents', 'app', 'advertising'] as const),
  ...(['responsible', 'visit', 'deleted'] as const),
] as const;
export type FilterPart = (typeof FILTER_PARTS)[number];

/** Which parts narrow anything, in the order of the screen. */
export function narrowingParts(filter: CustomerFilter): FilterPart[] {
  const asked: Readonly<Record<FilterPart, boolean>> = {
    statuses: filter.statuses.length > 0,
    kind: filter.kind !== null,
    age: filter.ageFrom !== null || filter.ageTo !== null,
    postcode: filter.postcodeFrom.trim() !== '' || filter.postcodeTo.trim() !== '',
    town: fold(filter.town) !== '',
    properties: filter.propertyIds.length > 0,
    consents: FILTER_PURPOSES.some((purpose) => filter.consents[purpose] !== null),
    app: filter.app !== null,
    advertising: filter.advertising !== null,
    responsible: filter.responsibleId !== null,
    visit: filter.visitFrom !== null || filter.visitTo !== null,
    deleted: filter.deleted,
  };
  return FILTER_PARTS.filter((part) => asked[part]);
}

/**
 * The birth dates of an age: later than `after`, and `to` at the latest; null = any. Whoever was born on 29 February is a
 * year older on 1 March, which comparing dates as texts says by itself.
 */
export function birthDatesOf(
  { ageFrom, ageTo }: Pick<CustomerFilter, 'ageFrom' | 'ageTo'>,
  today: IsoDate,
): { after: IsoDate; to: IsoDate } | null {
  if (ageFrom === null && ageTo === null) return null;
  const yearsAgo = (years: number) => `${String(Number(today.slice(0, 4)) - years).padStart(4, '0')}${today.slice(4)}`;
  return {
    after: ageTo === null ? '0000-01-01' : yearsAgo(ageTo + 1),
    to: ageFrom === null ? today : yearsAgo(ageFrom),
  };
}

export const ADVERTISING_PURPOSE = {
  letter: 'advertisingLetter',
  email: 'advertisingEmail',
  phone: 'advertisingPhone',
  sms: 'advertisingSms',
} as const satisfies Record<Channel, Purpose>;

/** Letters go to everybody who has not objected; the other ways need a consent (§ 7 UWG). */
export function needsConsent(channel: Channel): boolean {
  return !mayAdvertise(channel, { state: 'none' });
}

/** @param unwritten statuses of people to whom nothing is written, advertising least of all */
export function fitsFilter(
  filter: CustomerFilter,
  entry: SearchEntry,
  { today, unwritten }: { today: IsoDate; unwritten: readonly string[] },
): boolean {
  const born = birthDatesOf(filter, today);
  const wordOf = (purpose: Purpose): ConsentWord => entry.consents[purpose] ?? 'none';
  const within = (value: string, from: string, end: string) => value >= from && value < end;
  const judged: Record<Exclude<FilterPart, 'deleted'>, () => boolean> = {
    statuses: () => filter.statuses.includes(entry.status),
    kind: () => entry.kind === filter.kind,
    age: () => entry.birthDate !== null && born !== null && entry.birthDate > born.after && entry.birthDate <= born.to,
    postcode: () => within(entry.postcode, ...postcodesOf(filter)),
    town: () => fold(entry.town).startsWith(fold(filter.town)),
    properties: () => filter.propertyIds.some((id) => entry.propertyIds.includes(id)),
    consents: () =>
      FILTER_PURPOSES.every((one) => filter.consents[one] === null || filter.consents[one] === wordOf(one)),
    app: () => entry.appConnected === filter.app,
    advertising: () => filter.advertising !== null && mayBeAdvertisedTo(filter.advertising, entry, unwritten),
    responsible: () => entry.responsibleId === filter.responsibleId,
    visit: () =>
      entry.lastVisit !== null &&
      entry.lastVisit >= (filter.visitFrom ?? '') &&
      (filter.visitTo === null || entry.lastVisit <= filter.visitTo),
  };
  return narrowingParts(filter).every((part) => part === 'deleted' || judged[part]());
}

/** N-03: asked of the ledger, never of a preset; whoever is not written to is not advertised to either. */
export function mayBeAdvertisedTo(channel: Channel, entry: SearchEntry, unwritten: readonly string[]): boolean {
  if (unwritten.includes(entry.status)) return false;
  const word = entry.consents[ADVERTISING_PURPOSE[channel]];
  return needsConsent(channel) ? word === 'granted' : word !== 'withdrawn';
}

/** From the first, and before the second; whoever has no postcode is in no range. */
export function postcodesOf({
  postcodeFrom,
  postcodeTo,
}: Pick<CustomerFilter, 'postcodeFrom' | 'postcodeTo'>): [from: string, end: string] {
  return [postcodeFrom.trim() || '0', `${postcodeTo.trim()}\u{10FFFF}`];
}
