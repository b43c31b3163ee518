// An entry of the consent ledger as the rules read it, out of a synced row.
import type { LedgerEntry } from '../src-shared/consent/rules.ts';
import type { Held } from './sync/world.ts';

/** @param row of table consentEntry: its body was held to the table's schema when it came in, so it has these fields */
export function ledgerEntryOf({ id, body }: Pick<Held, 'id' | 'body'>): LedgerEntry {
  return { ...(body as unknown as LedgerEntry), id };
}
