// The consent ledger of a customer, read from the database into the rules' own words. What follows from the entries stands
// in consent/rules.ts; nothing here decides.
import { asc, eq } from 'drizzle-orm';
import { type LedgerEntry, PURPOSES, type Purpose } from '../../../src-shared/consent/rules.ts';
import { consentEntry } from '../../../src-shared/tables.ts';
import type { House } from '../house.ts';

/** Every entry of the customer, in the order they were captured; empty for a customer without any. */
export function consentEntriesOf(house: House, customerId: string): LedgerEntry[] {
  return house.db.orm
    .select()
    .from(consentEntry)
    .where(eq(consentEntry.customerId, customerId))
    .orderBy(asc(consentEntry.capturedAt), asc(consentEntry.id))
    .all()
    .flatMap((row) => (isPurpose(row.purpose) ? [{ ...row, purpose: row.purpose }] : []));
}

/** A purpose of a newer version, come down from the server, has no declaration here: it is kept and not shown. */
function isPurpose(word: string): word is Purpose {
  return (PURPOSES as readonly string[]).includes(word);
}
