// Writes many new customers at once, as save() and its projections would: the rows, a change for each, the line of the
// search index, everything inside the caller's transaction. A line is bound once, into a table beside the database, and
// spread over the tables by SQL.
import type { ImportedCustomer } from '../../../src-shared/customer-import/line.ts';
import { foldCode } from '../../../src-shared/search/query.ts';
import type { MissingData, SearchEntry } from '../../../src-shared/search/search-row.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { noteAppended } from '../search/feed.ts';
import { branchNumber, nextRowId } from '../search/index-entries.ts';
import { storedRow } from '../search/stored-row.ts';

/** One customer in the order of `COLUMNS`: flat, because it crosses from thread to thread. */
export type BulkRow = (string | number | null)[];

/** A telephone number but the first, which stands in the row; `rank` is its place. */
export type BulkPhone = [id: string, customerId: string, rank: number, label: string | null, e164: string, sms: 0 | 1];

const COLUMNS = [
  ...(['id', 'number', 'kind', 'salutation', 'title', 'firstName', 'lastName', 'birthDate', 'email', 'kvnr'] as const),
  ...(['note', 'addressId', 'street', 'houseNumber', 'addition', 'district', 'postcode', 'town', 'country'] as const),
  ...(['phoneId', 'label', 'e164', 'sms'] as const),
  // Of the line in the search index: what cannot be said in SQL.
  ...(['last', 'first', 'phones', 'codes', 'marks', 'facets'] as const),
];
export const ID = COLUMNS.indexOf('id');
export const NUMBER = COLUMNS.indexOf('number');
const KVNR = COLUMNS.indexOf('kvnr');
const CODES = COLUMNS.indexOf('codes');

/** `nextId` gives rising ids: one for the customer, one for the address, one for each telephone number. */
export function bulkRow(customer: ImportedCustomer, nextId: () => string): { row: BulkRow; phones: BulkPhone[] } {
  const id = nextId();
  const { address: a, phones } = customer;
  const [first] = phones;
  const found = storedRow(searchEntry(id, customer), 0);
  const row: BulkRow = [
    ...[id, customer.number, customer.kind, customer.salutation, customer.title, customer.firstName],
    ...[customer.lastName, customer.birthDate, customer.email, customer.kvnr, customer.note],
    ...(a === null
      ? NO_ADDRESS
      : [nextId(), a.street, a.houseNumber, a.addition, a.district, a.postcode, a.town, a.country]),
    ...(first === undefined ? NO_PHONE : [nextId(), first.label, first.e164, first.sms ? 1 : 0]),
    ...[found.last, found.first, found.phones, found.codes, found.marks, found.facets],
  ];
  const others = phones.length < 2 ? NO_PHONES : phones.slice(1);
  return {
    row,
    phones: others.map(({ label, e164, sms }, at): BulkPhone => [nextId(), id, at + 1, label, e164, sms ? 1 : 0]),
  };
}

/** The row with another customer number, by which it is found, too. */
export function numbered(row: BulkRow, number: string | null): BulkRow {
  const codes = [number, row[KVNR]]
    .filter((code) => code !== null && code !== undefined)
    .map((code) => foldCode(String(code)));
  return row.with(NUMBER, number).with(CODES, [...new Set(codes)].filter((code) => code !== '').join(' '));
}

/** One transaction of the import: what it has written so far. */
export type BulkWriter = {
  /** Numbers must be given. @throws the driver's SQLITE_CONSTRAINT_UNIQUE where somebody has one already */
  create(rows: readonly BulkRow[], phones: readonly BulkPhone[]): void;
  /** Before COMMIT. @returns how many changes were logged */
  finish(): number;
};

/** Once a connection, before the first transaction. */
export function prepareBulk(sqlite: Sqlite): void {
  sqlite.exec(`CREATE TEMP TABLE importLine (position INTEGER PRIMARY KEY, ${COLUMNS.join(', ')})`);
}

/** At the beginning of a transaction. */
export function bulkWriter(
  sqlite: Sqlite,
  { changeSetId, branchId, now }: { changeSetId: string; branchId: string; now: number },
): BulkWriter {
  const firstRow = nextRowId(sqlite);
  const facts = { changeSetId, branchId, now, firstRow, branch: branchNumber(sqlite, branchId) };
  const bind = statement(sqlite, BIND);
  const spread = SPREAD.map((sql) => statement(sqlite, sql));
  const insertPhone = statement(sqlite, INSERT_PHONE);
  const clear = statement(sqlite, 'DELETE FROM temp.importLine');
  let position = 0;
  return {
    create: (rows, phones) => {
      for (const row of rows) bind.run(position++, ...row);
      for (const one of spread) one.run(facts);
      for (const phone of phones) insertPhone.run(now, ...phone);
      clear.run();
    },
    finish: () => {
      noteAppended(sqlite, firstRow, firstRow + position - 1);
      return position;
    },
  };
}

// --- details

const NO_ADDRESS: readonly null[] = Array(8).fill(null);
const NO_PHONE: readonly null[] = Array(4).fill(null);
const NO_PHONES: ImportedCustomer['phones'] = [];

/** As the projection of saves makes it (search/customer-entries.ts); number and branch may still change. */
function searchEntry(id: string, { address, phones, ...customer }: ImportedCustomer): SearchEntry {
  const missing: MissingData[] = [];
  if (!address?.postcode || !address.town) missing.push('address');
  if (phones.length === 0) missing.push('phone');
  if (customer.email === null) missing.push('email');
  return {
    ...{ id, number: customer.number ?? '', kind: customer.kind, lastName: customer.lastName },
    ...{ firstName: customer.firstName ?? '', birthDate: customer.birthDate, street: '', postcode: '', town: '' },
    ...{ appConnected: false, consentGiven: false, missing, status: 'active', branchId: '' },
    phones: phones.map((phone) => phone.e164),
    codes: customer.kvnr === null ? [] : [customer.kvnr],
    ...{ responsibleId: null, lastVisit: null, consents: {}, propertyIds: [] },
  };
}

const BIND = `INSERT INTO temp.importLine (position, ${COLUMNS.join(', ')})
  VALUES (?, ${COLUMNS.map(() => '?').join(', ')})`;

const INSERT_PHONE = `INSERT INTO customerPhone (revision, changedAt, id, customerId, rank, label, e164, sms)
  VALUES (0, ?, ?, ?, ?, ?, ?, ?)`;

const SPREAD = [
  `INSERT INTO customer (id, revision, changedAt, number, branchId, kind, salutation, title, firstName, lastName,
     birthDate, email, kvnr, note, status, homeAddressId)
   SELECT id, 0, @now, number, @branchId, kind, salutation, title, firstName, lastName,
     birthDate, email, kvnr, note, 'active', addressId FROM temp.importLine ORDER BY position`,
  `INSERT INTO customerAddress (id, revision, changedAt, customerId, rank, street, houseNumber, addition, district,
     postcode, town, country)
   SELECT addressId, 0, @now, id, 0, street, houseNumber, addition, district, postcode, town, country
   FROM temp.importLine WHERE addressId IS NOT NULL ORDER BY position`,
  `INSERT INTO customerPhone (id, revision, changedAt, customerId, rank, label, e164, sms)
   SELECT phoneId, 0, @now, id, 0, label, e164, sms FROM temp.importLine WHERE phoneId IS NOT NULL ORDER BY position`,
  // One birth a customer, logged without `to`: its values are the row's own, less what later changes say (their `from`),
  // so that a million people do not lie in the log a second time. Children without an entry were born with him.
  `INSERT INTO change (changeSetId, position, "table", rowId, subjectId, kind)
   SELECT @changeSetId, position, 'customer', id, id, 'create' FROM temp.importLine ORDER BY position`,
  `INSERT INTO searchRow (id, customerId, number, lastName, firstName, birthDate, street, postcode, town, marks, status,
     branch, last, first, phones, codes, consents, facets)
   SELECT @firstRow + position, id, number, lastName, ifnull(firstName, ''), birthDate,
     trim(ifnull(street, '') || ' ' || ifnull(houseNumber, '')), ifnull(postcode, ''), ifnull(town, ''), marks, 'active',
     @branch, last, first, phones, codes, '', facets FROM temp.importLine ORDER BY position`,
];
