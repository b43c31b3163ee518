// Finds customers of other branches for what was typed: the shortest list of candidates from the keys, then judged one by one
// by the same rule as at the counter. Only who has agreed to be seen is shown; the others are a number (N-24).
import type { CustomerStatus } from '../../src-shared/customers/rules.ts';
import { statusMeaning } from '../../src-shared/customers/status.ts';
import { customerMatcher } from '../../src-shared/search/match.ts';
import type { Fact, SearchQuery } from '../../src-shared/search/query.ts';
import { type SearchRow, TIERS } from '../../src-shared/search/search-row.ts';
import type { Db } from '../storage/storage.ts';
import { livingRows } from '../sync/rows.ts';
import type { FoundLine, KeyKind } from './keys.ts';

/** Beyond so many candidates counting is broken off: whoever typed so little types on. */
const MOST_CANDIDATES = 3000;
const LINES_AT_ONCE = 500;

export type Found = { rows: SearchRow[]; hidden: number; more: boolean };
type Range = { kind: KeyKind; from: string; to: string };

export async function findElsewhere(
  db: Db,
  { chainId, branchId }: { chainId: string; branchId: string },
  query: SearchQuery,
  { limit, statuses }: { limit: number; statuses: readonly string[] },
): Promise<Found> {
  const ids = new Set<string>();
  let more = false;
  for (const facts of query.readings) {
    const found = await candidates(db, chainId, branchId, query, facts);
    if (found.length >= MOST_CANDIDATES) more = true;
    for (const id of found) ids.add(id);
  }
  const matchOf = customerMatcher(query);
  const judged: { line: FoundLine; tier: number; name: string }[] = [];
  for (let from = 0; from < ids.size; from += LINES_AT_ONCE) {
    const lines = await db
      .selectFrom('branchSearchLine')
      .select(['body', 'status'])
      .where('chainId', '=', chainId)
      .where('customerId', 'in', [...ids].slice(from, from + LINES_AT_ONCE))
      .where('branchId', '<>', branchId)
      .execute();
    for (const { body, status } of lines) {
      if (statuses.length > 0 && !statuses.includes(status)) continue;
      const line = JSON.parse(body) as FoundLine;
      const match = matchOf(line.keys);
      if (!match) continue;
      judged.push({ line, tier: TIERS.indexOf(match.tier), name: `${line.keys.last}\0${line.keys.first}` });
    }
  }
  judged.sort((a, b) => a.tier - b.tier || (a.name < b.name ? -1 : 1));
  const shown = judged.filter(({ line }) => line.shared).slice(0, limit);
  const own = shown.length > 0 ? await ownStatuses(db, chainId) : [];
  const rows = shown.map(({ line: { row } }) => ({ ...row, locked: statusMeaning(row.status, own) === 'blocked' }));
  return { rows, hidden: judged.length - rows.length, more };
}

// --- details

/** The chain's own states, ended ones too: whoever has one is still what it means. */
async function ownStatuses(db: Db, chainId: string) {
  const rows = await livingRows(db, chainId, 'customerStatus');
  return rows.map(({ id, body }) => ({ id, meaning: body.meaning as CustomerStatus }));
}

/** Ids of other branches' customers among whom all that fit are, as far as their keys say. */
async function candidates(
  db: Db,
  chainId: string,
  branchId: string,
  query: SearchQuery,
  facts: readonly Fact[],
): Promise<string[]> {
  let shortest: string[] | undefined;
  for (const ranges of [...facts.map(rangesOf), ...nameRanges(query)]) {
    const found = await db
      .selectFrom('branchSearchKey')
      .select('customerId')
      .distinct()
      .where('chainId', '=', chainId)
      .where('branchId', '<>', branchId)
      .where((eb) =>
        eb.or(
          ranges.map(({ kind, from, to }) =>
            eb.and([eb('kind', '=', kind), eb('key', '>=', from), eb('key', '<=', to)]),
          ),
        ),
      )
      .limit(shortest === undefined ? MOST_CANDIDATES : shortest.length)
      .execute();
    if (shortest === undefined || found.length < shortest.length) shortest = found.map(({ customerId }) => customerId);
    if (shortest.length === 0) return shortest;
  }
  return shortest ?? [];
}

/** One list a word: whoever fits has a name that begins with each. */
function nameRanges({ names }: SearchQuery): Range[][] {
  if (!names) return [];
  const words = names.kind === 'free' ? names.words : [names.last, names.first];
  return words
    .filter((word) => word !== '')
    .sort((a, b) => b.length - a.length)
    .map((word) => [{ kind: 'name', from: word, to: endOf(word) }]);
}

function rangesOf(fact: Fact): Range[] {
  switch (fact.field) {
    case 'postcode':
      return [{ kind: 'postcode', from: fact.digits, to: endOf(fact.digits) }];
    case 'phone':
      return [{ kind: 'phone', from: fact.digits, to: endOf(fact.digits) }];
    case 'code':
      return [{ kind: 'code', from: fact.code, to: endOf(fact.code) }];
    case 'birthDate':
      return [...fact.days.map((day) => [day, day] as const), ...fact.ranges].map(([from, to]) => ({
        kind: 'day',
        from: day8(from),
        to: day8(to),
      }));
  }
}

const day8 = (day: number) => String(day).padStart(8, '0');

/** Behind everything that begins so, in the order of bytes. */
function endOf(start: string): string {
  return `${start}\u{10FFFF}`;
}
