// Reads from the customers' own tables what the search index holds of them, for one customer after a save and for all of
// them when the index is built anew.
import type { DuplicateFacts } from '../../../src-shared/customers/duplicates.ts';
import type { MissingData, SearchEntry } from '../../../src-shared/search/search-row.ts';
import type { Sqlite } from '../database/connection.ts';
import type { Projection } from '../database/save.ts';
import { statement } from '../database/save.ts';
import { consentWords, type LastWord } from './facets.ts';
import { indexCustomers, removeFromIndex } from './index-entries.ts';

const IDS_AT_ONCE = 1_000;
/** They are looked at one by one. */
const MOST_DELETED = 5_000;
const TABLES_IN_THE_INDEX = new Set([
  ...['customer', 'customerAddress', 'customerPhone', 'consentEntry', 'appAccess', 'customerCard', 'customerProperty'],
]);

/** Keeps the index in step with every save, in the saving transaction. */
export const searchProjection: Projection = (db, touched) => {
  const rows = touched.filter(({ table }) => TABLES_IN_THE_INDEX.has(table));
  for (const customerId of new Set(rows.map(({ subjectId }) => subjectId))) {
    const found = customerSource(db.sqlite, customerId);
    if (found) indexCustomers(db.sqlite, [entryOf(found)]);
    else removeFromIndex(db.sqlite, [customerId]);
  }
};

/** Every customer, in the order they lie in: so every page of their tables is read once. */
export function* allEntries(sqlite: Sqlite): Generator<SearchEntry> {
  const next = statement(
    sqlite,
    `SELECT id, rowid AS place FROM customer WHERE rowid > ? AND removedAt IS NULL ORDER BY rowid LIMIT ${IDS_AT_ONCE}`,
  );
  let place = 0;
  for (;;) {
    const some = next.all(place) as { id: string; place: number }[];
    for (const { id } of some) {
      const found = customerSource(sqlite, id);
      if (found) yield entryOf(found);
    }
    place = some.at(-1)?.place ?? 0;
    if (some.length < IDS_AT_ONCE) return;
  }
}

/** Those who were deleted, the last one first: nobody finds them in the index. Not who was erased or became one with another. */
export function* deletedEntries(sqlite: Sqlite): Generator<SearchEntry> {
  const ids = statement(
    sqlite,
    `SELECT id FROM customer INDEXED BY customer_removed WHERE removedAt IS NOT NULL AND erasedAt IS NULL AND mergedIntoId IS NULL
     ORDER BY removedAt DESC LIMIT ${MOST_DELETED}`,
  ).all() as { id: string }[];
  for (const { id } of ids) {
    const found = deletedSource(sqlite, id);
    if (found) yield entryOf(found);
  }
}

/** What a deleted customer was found by; null where there is none. */
export function deletedEntry(sqlite: Sqlite, customerId: string): SearchEntry | null {
  const found = deletedSource(sqlite, customerId);
  return found ? entryOf(found) : null;
}

/** What duplicates are compared by; null for a customer who is not there. */
export function duplicateFactsOf(sqlite: Sqlite, customerId: string): DuplicateFacts | null {
  const found = customerSource(sqlite, customerId);
  if (!found) return null;
  const { email, kvnr, birthDate } = found;
  const { lastName, firstName, phones, street, postcode } = entryOf(found);
  return { lastName, firstName, birthDate, phones, email: email ?? '', street, postcode, kvnr: kvnr ?? '' };
}

type Source = {
  id: string;
  number: string;
  kind: 'natural' | 'legal';
  lastName: string;
  firstName: string | null;
  birthDate: string | null;
  email: string | null;
  kvnr: string | null;
  status: string;
  branchId: string;
  street: string | null;
  houseNumber: string | null;
  postcode: string | null;
  town: string | null;
  /** JSON, in order. */
  phones: string;
  appActive: number | null;
  externalNumber: string | null;
  responsibleEmployeeId: string | null;
  lastVisit: string | null;
  /** JSON lists: card numbers, property ids, and [purpose, kind, when last] of the ledger. */
  cards: string;
  properties: string;
  consents: string;
};

/** The Wohnanschrift, or where none is marked the first address, as the mask shows it. */
const SOURCE = `SELECT c.id, c.number, c.kind, c.lastName, c.firstName, c.birthDate, c.email, c.kvnr, c.status, c.branchId,
    c.externalNumber, c.responsibleEmployeeId, c.lastVisit,
    a.street, a.houseNumber, a.postcode, a.town,
    (SELECT json_group_array(e164 ORDER BY rank, id) FROM customerPhone
      WHERE customerId = c.id AND removedAt IS NULL) AS phones,
    (SELECT active FROM appAccess WHERE customerId = c.id AND removedAt IS NULL) AS appActive,
    (SELECT json_group_array(number) FROM customerCard WHERE customerId = c.id AND removedAt IS NULL) AS cards,
    (SELECT json_group_array(propertyId) FROM customerProperty
      WHERE customerId = c.id AND removedAt IS NULL) AS properties,
    (SELECT json_group_array(json_array(purpose, kind, at)) FROM (SELECT purpose, kind, max(capturedAt) AS at
      FROM consentEntry WHERE customerId = c.id AND removedAt IS NULL GROUP BY purpose, kind)) AS consents
  FROM customer c LEFT JOIN customerAddress a ON a.id = (
    SELECT id FROM customerAddress WHERE customerId = c.id AND removedAt IS NULL
    ORDER BY id IS NOT c.homeAddressId, rank, id LIMIT 1)
  WHERE c.id = ? AND c.removedAt`;

/** Put together once: a long text that is made anew for each customer costs as much as a question. */
const LIVING = `${SOURCE} IS NULL`;
const DELETED = `${SOURCE} IS NOT NULL AND c.erasedAt IS NULL AND c.mergedIntoId IS NULL`;

function customerSource(sqlite: Sqlite, customerId: string): Source | undefined {
  return statement(sqlite, LIVING).get(customerId) as Source | undefined;
}

function deletedSource(sqlite: Sqlite, customerId: string): Source | undefined {
  return statement(sqlite, DELETED).get(customerId) as Source | undefined;
}

function entryOf(source: Source): SearchEntry {
  const phones = JSON.parse(source.phones) as string[];
  const missing: MissingData[] = [];
  if (!source.postcode || !source.town) missing.push('address');
  if (phones.length === 0) missing.push('phone');
  if (!source.email) missing.push('email');
  const consents = consentWords(JSON.parse(source.consents) as LastWord[]);
  const cards = JSON.parse(source.cards) as string[];
  return {
    id: source.id,
    number: source.number,
    kind: source.kind,
    lastName: source.lastName,
    firstName: source.firstName ?? '',
    birthDate: source.birthDate,
    street: [source.street, source.houseNumber].filter(Boolean).join(' '),
    postcode: source.postcode ?? '',
    town: source.town ?? '',
    appConnected: source.appActive === 1,
    consentGiven: consents.storage === 'granted',
    missing,
    status: source.status,
    branchId: source.branchId,
    phones,
    // N-22: card and external numbers in the one box.
    codes: [source.kvnr, source.externalNumber, ...cards].flatMap((code) => code || []),
    responsibleId: source.responsibleEmployeeId,
    lastVisit: source.lastVisit,
    consents,
    propertyIds: JSON.parse(source.properties) as string[],
  };
}
