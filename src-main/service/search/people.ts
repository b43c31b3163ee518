// Customers who are looked at one by one, because they are few: what a text is compared with of each of them, and the walks that a
// query makes of them. It knows no ordered table and no filter.
import { customerMatcher, type SearchKeys } from '../../../src-shared/search/match.ts';
import type { SearchQuery } from '../../../src-shared/search/query.ts';
import { type HitField, TIERS } from '../../../src-shared/search/search-row.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { searchKeys } from './stored-row.ts';
import type { Walk } from './walks.ts';

/** `id` of searchRow. */
export type Person = SearchKeys & { readonly id: number };
/** What is read of a row for it. */
export type KeyColumns = Parameters<typeof searchKeys>[0];

const KEYS = 'SELECT last, first, birthDate, postcode, phones, codes FROM searchRow WHERE id = ?';

/** null for one who is not there any more. */
export function personById(sqlite: Sqlite, id: number): Person | null {
  const stored = statement(sqlite, KEYS).get(id) as KeyColumns | undefined;
  return stored ? { id, ...searchKeys(stored) } : null;
}

/** As every list of hits is ordered within a tier. */
export function inOrderOfNames(people: readonly Person[]): Person[] {
  return people.toSorted((a, b) => compared(a.last, b.last) || compared(a.first, b.first) || a.id - b.id);
}

/** A walk for each tier, in the order given; nothing asked finds all of them. */
export function walksAmong(people: readonly Person[], query: SearchQuery): Walk[] {
  if (query.names === null && query.readings.length === 0) return [walkOf(people, { tier: 'exact', fields: [] })];
  const walks = query.readings.flatMap((facts) => {
    const reading = { ...query, readings: [facts] };
    const match = customerMatcher(reading);
    const fields = fieldsOf(reading);
    const tiers = new Map(TIERS.map((tier) => [tier, [] as Person[]]));
    for (const person of people) {
      const found = match(person);
      if (found) tiers.get(found.tier)?.push(person);
    }
    return [...tiers].map(([tier, those]) => walkOf(those, { tier, fields }));
  });
  return TIERS.flatMap((tier) => walks.filter((walk) => walk.tier === tier));
}

/** What a hit of the query's first reading is met by. */
export function fieldsOf(query: SearchQuery): HitField[] {
  return [...(query.names ? ['name' as const] : []), ...(query.readings[0] ?? []).map(({ field }) => field)];
}

function walkOf(people: readonly Person[], walk: Omit<Walk, 'ids'>): Walk {
  return { ...walk, ids: (most) => people.slice(0, most).map(({ id }) => id) };
}

/** As SQLite compares texts. */
function compared(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
