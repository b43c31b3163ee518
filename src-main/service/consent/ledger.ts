// The consent ledger of a customer: read into the rules' own words, and written, one entry at a time and for good. What may be
// written and what follows from it stands in consent/rules.ts; nothing here decides.
import { type LedgerEntry, PURPOSES, type Purpose } from '../../../src-shared/consent/rules.ts';
import type { Row } from '../../../src-shared/tables.ts';
import { statement, type UnitOfWork } from '../database/save.ts';
import type { House } from '../house.ts';

/** What the rules need not know: when it was entered here, and how the declaration was narrowed. */
export type KeptEntry = LedgerEntry & { readonly recordedAt: number; readonly scope: string | null };

/** Every entry of the customer, in the order they were captured; empty for a customer without any. */
export function consentEntriesOf(house: House, customerId: string): KeptEntry[] {
  const rows = statement(
    house.db.sqlite,
    'SELECT * FROM consentEntry WHERE customerId = ? ORDER BY capturedAt, id',
  ).all(customerId) as Row<'consentEntry'>[];
  return rows.flatMap(({ changedAt, ...row }) =>
    isPurpose(row.purpose) ? [{ ...row, purpose: row.purpose, recordedAt: changedAt }] : [],
  );
}

export type NewEntry = Pick<LedgerEntry, 'purpose' | 'kind' | 'capturedAt' | 'capturedHow' | 'capturedBy'> & {
  customerId: string;
  /** The text that it is about; its checksum goes with it (N-02). */
  version: { id: string; sha256: string } | null;
  scope?: string | null;
  aboutEntryId?: string;
  documentId?: string;
};

/** @returns the new entry's id */
export function addEntry(house: House, unit: UnitOfWork, { version, ...entry }: NewEntry): string {
  const id = house.newId();
  unit.create('consentEntry', {
    ...{ ...entry, id },
    textBlockVersionId: version?.id ?? null,
    textSha256: version?.sha256 ?? null,
  });
  return id;
}

/** A purpose of a newer version, come down from the server, has no declaration here: it is kept and not shown. */
function isPurpose(word: string): word is Purpose {
  return (PURPOSES as readonly string[]).includes(word);
}
