// Completes known customers with what a list says: only what is empty is filled, nothing is overwritten. Goes through
// save(), so that every filled field stands in the change log like one typed at the counter.
import type { ImportedCustomer } from '../../../src-shared/customer-import/line.ts';
import type { Row } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement, type UnitOfWork } from '../database/save.ts';

const PERSON_FIELDS = ['salutation', 'title', 'firstName', 'birthDate', 'email', 'kvnr', 'note'] as const;

/** @returns whether there was anything to fill; a customer that is gone is passed over */
export function fillBlanks(
  sqlite: Sqlite,
  unit: UnitOfWork,
  newId: () => string,
  who: { row: number } | { id: string },
  from: ImportedCustomer,
): boolean {
  const known = customerBy(sqlite, who);
  if (!known || known.removedAt !== null || known.kind !== from.kind) return false;
  const patch: Partial<Record<(typeof PERSON_FIELDS)[number] | 'homeAddressId', string>> = {};
  for (const field of PERSON_FIELDS) {
    const value = from[field];
    if (value !== null && known[field] === null) patch[field] = value;
  }
  if (from.address && !livesSomewhere(sqlite, known.id)) {
    const id = newId();
    unit.create('customerAddress', { id, customerId: known.id, rank: 0, ...from.address });
    patch.homeAddressId = id;
  }
  const numbers = phonesOf(sqlite, known.id);
  const added = from.phones.filter((phone) => !numbers.includes(phone.e164));
  for (const [at, { label, e164, sms }] of added.entries())
    unit.create('customerPhone', { id: newId(), customerId: known.id, rank: numbers.length + at, label, e164, sms });
  unit.update('customer', known.id, patch);
  return added.length > 0 || Object.keys(patch).length > 0;
}

// --- details

function customerBy(sqlite: Sqlite, who: { row: number } | { id: string }): Row<'customer'> | undefined {
  const found =
    'row' in who
      ? statement(sqlite, 'SELECT * FROM customer WHERE rowid = ?').get(who.row)
      : statement(sqlite, 'SELECT * FROM customer WHERE id = ?').get(who.id);
  return found as Row<'customer'> | undefined;
}

function livesSomewhere(sqlite: Sqlite, customerId: string): boolean {
  const address = 'SELECT 1 FROM customerAddress WHERE customerId = ? AND removedAt IS NULL LIMIT 1';
  return statement(sqlite, address).get(customerId) !== undefined;
}

function phonesOf(sqlite: Sqlite, customerId: string): string[] {
  const rows = statement(sqlite, 'SELECT e164 FROM customerPhone WHERE customerId = ? AND removedAt IS NULL').all(
    customerId,
  ) as { e164: string }[];
  return rows.map((row) => row.e164);
}
