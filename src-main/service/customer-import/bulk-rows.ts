// Writes many new customers at once, as save() would: the rows, a change for each, everything inside the caller's
// transaction. A line is bound once, into a table beside the database, and spread over the tables by SQL.
import type { ImportedCustomer } from '../../../src-shared/customer-import/line.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';

/** One customer in the order of `bulkColumns`: flat, because it crosses from thread to thread. */
export type BulkRow = (string | null)[];

export const bulkColumns = [
  ...(['id', 'number', 'kind', 'salutation', 'title', 'firstName', 'lastName', 'birthDate', 'email', 'kvnr'] as const),
  ...(['note', 'addressId', 'street', 'houseNumber', 'addition', 'district', 'postcode', 'town', 'country'] as const),
];
export const ID = 0;
export const NUMBER = 1;

/** A telephone number; `rank` is its place among the customer's. */
export type BulkPhone = [id: string, customerId: string, rank: number, label: string | null, e164: string, sms: 0 | 1];

export function bulkRow(customer: ImportedCustomer, nextId: () => string): { row: BulkRow; phones: BulkPhone[] } {
  const id = nextId();
  const { address: a } = customer;
  return {
    row: [
      ...[id, customer.number, customer.kind, customer.salutation, customer.title, customer.firstName],
      ...[customer.lastName, customer.birthDate, customer.email, customer.kvnr, customer.note],
      ...(a === null
        ? NO_ADDRESS
        : [nextId(), a.street, a.houseNumber, a.addition, a.district, a.postcode, a.town, a.country]),
    ],
    phones: customer.phones.map(({ label, e164, sms }, rank) => [nextId(), id, rank, label, e164, sms ? 1 : 0]),
  };
}

export type BulkOptions = {
  changeSetId: string;
  branchId: string;
  now: number;
  /** Position of the first change within the set. */
  position: number;
};

/** Once a connection, before the first transaction. */
export function prepareBulk(sqlite: Sqlite): void {
  sqlite.exec(`CREATE TEMP TABLE importLine (position INTEGER PRIMARY KEY, ${bulkColumns.join(', ')})`);
}

/**
 * Customer numbers must be given already. One change is logged for each customer.
 * @throws the driver's SQLITE_CONSTRAINT_UNIQUE where somebody has a number already; then the transaction must be undone
 */
export function createCustomers(
  sqlite: Sqlite,
  rows: readonly BulkRow[],
  phones: readonly BulkPhone[],
  options: BulkOptions,
): void {
  const bind = statement(sqlite, BIND);
  let { position } = options;
  for (const row of rows) bind.run(position++, ...row);
  for (const sql of SPREAD) statement(sqlite, sql).run(options);
  const insertPhone = statement(sqlite, INSERT_PHONE);
  for (const phone of phones) insertPhone.run(options.now, ...phone);
  statement(sqlite, 'DELETE FROM temp.importLine').run();
}

// --- details

const NO_ADDRESS: null[] = Array(8).fill(null);

const BIND = `INSERT INTO temp.importLine (position, ${bulkColumns.join(', ')})
  VALUES (?, ${bulkColumns.map(() => '?').join(', ')})`;

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
  // One birth a customer, logged without `to`: its values are the row's own, less what later changes say (their `from`),
  // so that a million people do not lie in the log a second time. Children without an entry were born with him.
  `INSERT INTO change (changeSetId, position, "table", rowId, subjectId, kind)
   SELECT @changeSetId, position, 'customer', id, id, 'create' FROM temp.importLine ORDER BY position`,
];
