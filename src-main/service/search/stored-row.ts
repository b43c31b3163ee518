// How an entry lies in searchRow and how a line comes back out. It knows columns and bits, not where rows are found.
import { phoneSearchDigits } from '../../../src-shared/customers/phone.ts';
import { fold } from '../../../src-shared/search/fold.ts';
import type { SearchKeys } from '../../../src-shared/search/match.ts';
import { birthDayNumber, foldCode } from '../../../src-shared/search/query.ts';
import type { IndexRow, MissingData, SearchEntry } from '../../../src-shared/search/search-row.ts';
import { consentLetters, facetsOf } from './facets.ts';

/** The columns of searchRow after id, in order; `branch` is the number that searchBranch gives a branch. */
export type StoredRow = {
  customerId: string;
  number: string;
  lastName: string;
  firstName: string;
  birthDate: string | null;
  street: string;
  postcode: string;
  town: string;
  marks: number;
  status: string;
  branch: number;
  last: string;
  first: string;
  phones: string;
  codes: string;
  responsible: string | null;
  lastVisit: string | null;
  consents: string;
  facets: string;
};

/** What a line needs of it. */
export type ShownRow = Omit<StoredRow, 'last' | 'first' | 'codes' | 'consents' | 'facets'>;

export const STORED_COLUMNS = [
  ...(['customerId', 'number', 'lastName', 'firstName', 'birthDate', 'street', 'postcode', 'town'] as const),
  ...(['marks', 'status', 'branch', 'last', 'first', 'phones', 'codes'] as const),
  ...(['responsible', 'lastVisit', 'consents', 'facets'] as const),
] satisfies (keyof StoredRow)[];

export const APP_CONNECTED = 1;
const CONSENT_GIVEN = 2;
export const LEGAL = 8;
const MISSING_SHIFT = 4;
const MISSING: readonly MissingData[] = ['address', 'phone', 'email'];
/** Every possible list of missing data, made once: a line only points at its own. */
const MISSING_LISTS: readonly (readonly MissingData[])[] = Array.from({ length: 1 << MISSING.length }, (_, bits) =>
  MISSING.filter((_each, at) => bits & (1 << at)),
);

export function storedRow(entry: SearchEntry, branch: number): StoredRow {
  return {
    customerId: entry.id,
    number: entry.number,
    lastName: entry.lastName,
    firstName: entry.firstName,
    birthDate: entry.birthDate,
    street: entry.street,
    postcode: entry.postcode,
    town: entry.town,
    marks: marksOf(entry),
    status: entry.status,
    branch,
    last: fold(entry.lastName),
    first: fold(entry.firstName),
    phones: entry.phones.map((phone) => `^${phoneSearchDigits(phone)}$`).join(''),
    codes: [...new Set([entry.number, ...entry.codes].map(foldCode))].filter((code) => code !== '').join(' '),
    responsible: entry.responsibleId,
    lastVisit: entry.lastVisit,
    consents: consentLetters(entry.consents),
    facets: facetsOf(entry).join(' '),
  };
}

/** `branchId` by its number in searchBranch. */
export function searchRow(stored: ShownRow, branchId: string): IndexRow {
  const { marks, phones } = stored;
  return {
    id: stored.customerId,
    number: stored.number,
    kind: marks & LEGAL ? 'legal' : 'natural',
    lastName: stored.lastName,
    firstName: stored.firstName,
    birthDate: stored.birthDate,
    street: stored.street,
    postcode: stored.postcode,
    town: stored.town,
    phone: phones === '' ? null : e164Of(phones.slice(1, phones.indexOf('$'))),
    appConnected: (marks & APP_CONNECTED) !== 0,
    consentGiven: (marks & CONSENT_GIVEN) !== 0,
    missing: MISSING_LISTS[marks >> MISSING_SHIFT] ?? [],
    status: stored.status,
    branchId,
    responsibleId: stored.responsible,
    lastVisit: stored.lastVisit,
  };
}

export function searchKeys(
  stored: Pick<StoredRow, 'last' | 'first' | 'birthDate' | 'postcode' | 'phones' | 'codes'>,
): SearchKeys {
  return {
    last: stored.last,
    first: stored.first,
    birthDay: stored.birthDate === null ? null : birthDayNumber(stored.birthDate),
    postcode: stored.postcode,
    phones: phoneDigits(stored.phones),
    codes: stored.codes === '' ? [] : stored.codes.split(' '),
  };
}

/** The national digits of each number in the column "phones". */
export function phoneDigits(phones: string): string[] {
  return phones === '' ? [] : phones.slice(1, -1).split('$^');
}

/** The inverse of phoneSearchDigits. */
export function e164Of(digits: string): string {
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  return digits.startsWith('0') ? `+49${digits.slice(1)}` : digits;
}

/** A name cut behind each letter but the last two: no needle that is not its beginning is shorter than three. */
export function partsOf(name: string): { tail: string; head: string }[] {
  const letters = [...name];
  return letters.slice(1, -2).map((_letter, at) => ({
    tail: letters.slice(at + 1).join(''),
    head: letters.slice(0, at + 1).join(''),
  }));
}

/** The sixteen bytes of a UUID; any other id as its text. */
export function idBytes(customerId: string): Buffer {
  const hex = customerId.replaceAll('-', '');
  return hex.length === 32 && /^[0-9a-f]+$/i.test(hex) ? Buffer.from(hex, 'hex') : Buffer.from(customerId, 'utf8');
}

function marksOf(entry: SearchEntry): number {
  let marks = 0;
  if (entry.appConnected) marks |= APP_CONNECTED;
  if (entry.consentGiven) marks |= CONSENT_GIVEN;
  if (entry.kind === 'legal') marks |= LEGAL;
  for (const [at, data] of MISSING.entries()) if (entry.missing.includes(data)) marks |= 1 << (at + MISSING_SHIFT);
  return marks;
}
