// Searches among the deleted customers (B-42). They are in no index, so that nobody finds them by accident; there are few, and
// they are looked at one by one by the same rules.
import { type CustomerFilter, fitsFilter } from '../../../src-shared/search/filter.ts';
import { customerMatcher } from '../../../src-shared/search/match.ts';
import type { SearchQuery } from '../../../src-shared/search/query.ts';
import { TIERS } from '../../../src-shared/search/search-row.ts';
import type { Sqlite } from '../database/connection.ts';
import { deletedEntries } from './customer-entries.ts';
import type { SearchPage } from './search.ts';
import { searchKeys, searchRow, storedRow } from './stored-row.ts';

/** All that fit, the best first and the last deleted before the others. */
export function searchDeleted(
  sqlite: Sqlite,
  query: SearchQuery,
  filter: CustomerFilter,
  day: { today: string; unwritten: readonly string[] },
): SearchPage {
  const everything = query.names === null && query.readings.length === 0;
  const matchOf = customerMatcher(query);
  const found: { tier: number; row: SearchPage['rows'][number]; reason: SearchPage['reasons'][number] }[] = [];
  for (const entry of deletedEntries(sqlite)) {
    if (!fitsFilter(filter, entry, day)) continue;
    const stored = storedRow(entry, 0);
    const match = everything ? ({ tier: 'exact', fields: [] } as const) : matchOf(searchKeys(stored));
    if (match === null) continue;
    const reason = { tier: match.tier, fields: match.fields, phone: null };
    found.push({ tier: TIERS.indexOf(match.tier), row: searchRow(stored, entry.branchId), reason });
  }
  found.sort((a, b) => a.tier - b.tier);
  return { rows: found.map(({ row }) => row), reasons: found.map(({ reason }) => reason) };
}
