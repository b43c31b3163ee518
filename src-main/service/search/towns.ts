// Proposes towns for a postcode from addresses entered so far (E-66). One postcode can cover several towns: it proposes, it
// never decides.
import type { Sqlite } from '../database/connection.ts';
import { pluck } from './walks.ts';

/** Towns used with this postcode, the most frequent first. */
export function townsForPostcode(sqlite: Sqlite, postcode: string): string[] {
  const towns = pluck(sqlite, 'SELECT town FROM searchTown WHERE postcode = ? ORDER BY uses DESC, town LIMIT 10');
  return towns.all(postcode) as string[];
}
