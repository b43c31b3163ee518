// Answers the one search box: which walks a query needs, the page of lines they give, and how many there are. It decides
// nothing about what fits (match.ts) and nothing about how a table is read (the walks).
import { bestTierOf, customerMatcher } from '../../../src-shared/search/match.ts';
import type { Fact, PostcodeFact, SearchQuery } from '../../../src-shared/search/query.ts';
import { type HitReason, type IndexRow, TIERS, type Tier } from '../../../src-shared/search/search-row.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { factIds, factWalks } from './fact-walks.ts';
import { type FilterSet, filterSet } from './filter-set.ts';
import { nameWalks } from './name-walks.ts';
import { fitting, fittingPeople, ledTo, type Narrowing } from './narrowing.ts';
import { fieldsOf, inOrderOfNames, personById, walksAmong } from './people.ts';
import { namesAtPostcode } from './postcode-walks.ts';
import { e164Of, phoneDigits, type ShownRow, searchRow } from './stored-row.ts';
import { idsOf, type Walk } from './walks.ts';

export type SearchPage = {
  rows: IndexRow[];
  /** Why each row is there, in the order of `rows`. */
  reasons: HitReason[];
};

/** Sound is asked only when fewer than so many fit better: it helps where a name was misheard, and is noise elsewhere. */
export const SOUND_BELOW = 5;
/** Several conditions: lists of ids up to this length are crossed before a row is read. */
const MOST_CROSSED = 20_000;
/** So few candidates are judged without looking for a shorter list. */
const FEW_CANDIDATES = 100;
/** So many rows are read and judged at once; beyond that they are read as far as the page needs. */
const MOST_JUDGED = 2_000;

/**
 * A page of the result: exact before prefix before inside before sound. Nothing asked, nothing found; a filter alone finds
 * everybody who fits it, by name.
 */
export function searchCustomers(
  sqlite: Sqlite,
  query: SearchQuery,
  { limit, offset, narrowed = null }: { limit: number; offset: number; narrowed?: Narrowing | null },
): SearchPage {
  const page: SearchPage = { rows: [], reasons: [] };
  let from = offset;
  // An id whose row has just been removed gives no line; the page is filled from behind it.
  while (page.rows.length < limit) {
    const wanted = limit - page.rows.length;
    const hits = collect(sqlite, query, from + wanted, narrowed).slice(from);
    const walks = new Map(hits.map(({ id, walk }) => [id, walk]));
    for (const stored of storedRows(sqlite, [...walks.keys()])) {
      const walk = walks.get(stored.id);
      if (!walk) continue;
      page.rows.push(searchRow(stored, branchId(sqlite, stored.branch)));
      page.reasons.push(reasonOf(query, walk, stored));
    }
    if (hits.length < wanted) break;
    from += hits.length;
  }
  return page;
}

/** How many customers fit, counted no further than `cap`. */
export function countHits(sqlite: Sqlite, query: SearchQuery, cap: number, narrowed: Narrowing | null = null): number {
  return collect(sqlite, query, cap, narrowed).length;
}

// --- details

type Hit = { id: number; walk: Walk };

/** The first `most` hits in order, each customer once, in its best tier. */
function collect(sqlite: Sqlite, query: SearchQuery, most: number, narrowed: Narrowing | null): Hit[] {
  const hits: Hit[] = [];
  const seen = new Set<number>();
  let better = 0;
  for (const walk of narrowed ? narrowedWalks(sqlite, query, narrowed) : walksOf(sqlite, query)) {
    if (walk.tier === 'sound' && better >= SOUND_BELOW) break;
    let asked = 0;
    // Ids that an earlier walk gave can take up places in this one.
    while (hits.length < most) {
      asked = asked * 2 + most - hits.length + seen.size;
      const ids = walk.ids(asked);
      for (const id of ids) {
        if (hits.length === most || seen.has(id)) continue;
        seen.add(id);
        hits.push({ id, walk });
      }
      if (ids.length < asked) break;
    }
    if (walk.tier !== 'sound') better = hits.length;
    if (hits.length === most) break;
  }
  return hits;
}

/**
 * With a filter: among the few who fit, where they are kept or one of its parts leads to them, else along the text's own walks, leaving
 * out whoever does not fit.
 */
function narrowedWalks(sqlite: Sqlite, query: SearchQuery, narrowed: Narrowing): Walk[] {
  const set = filterSet(sqlite, narrowed);
  const few = set ? null : ledTo(narrowed, MOST_JUDGED);
  const people = set?.people() ?? (few && inOrderOfNames(fittingPeople(sqlite, narrowed, few)));
  if (people) return walksAmong(people, query);
  const nothingTyped = query.names === null && query.readings.length === 0;
  const walks = nothingTyped ? [everybody(sqlite)] : walksOf(sqlite, query);
  return walks.map((walk) => ({ ...walk, ids: onlyFitting(sqlite, walk.ids, narrowed, set) }));
}

const EVERYBODY = 'SELECT id FROM searchLast ORDER BY last, first, id LIMIT ?';

function everybody(sqlite: Sqlite): Walk {
  return { tier: 'exact', fields: [], ids: idsOf(sqlite, EVERYBODY) };
}

/**
 * Reads on in growing steps, judging each id once, until as many fit as are asked for. The first step is as long as it takes if
 * people fit here as often as everywhere. Where so few fit that more rows would have to be judged than is quick, the set is waited for.
 */
function onlyFitting(sqlite: Sqlite, ids: Walk['ids'], narrowed: Narrowing, ready: FilterSet | null): Walk['ids'] {
  const found: number[] = [];
  let set = ready;
  let judged = 0;
  let finished = false;
  return (most) => {
    for (let asked = set ? Math.ceil(most / set.share) : most; !finished && found.length < most; asked *= 4) {
      if (asked > MOST_JUDGED) set ??= filterSet(sqlite, narrowed, { now: true });
      const all = ids(asked);
      const more = all.slice(judged);
      for (const id of set ? set.fitting(more) : fitting(sqlite, narrowed, more)) found.push(id);
      finished = all.length < asked;
      judged = Math.max(judged, all.length);
    }
    return found.slice(0, most);
  };
}

/** All walks of all readings, tier by tier. */
function walksOf(sqlite: Sqlite, query: SearchQuery): Walk[] {
  const walks = query.readings.flatMap((facts) => readingWalks(sqlite, { ...query, readings: [facts] }, facts));
  if (query.readings.length < 2) return walks;
  return TIERS.flatMap((tier) => walks.filter((walk) => walk.tier === tier));
}

function readingWalks(sqlite: Sqlite, query: SearchQuery, facts: readonly Fact[]): Walk[] {
  const { names } = query;
  const [fact] = facts;
  if (!fact) return names ? nameWalks(sqlite, names) : [];
  if (!names && facts.length === 1) return factWalks(sqlite, fact);
  if (names && facts.length === 1 && isWholePostcode(fact)) return namesAtPostcode(sqlite, names, fact);
  const candidates = candidatesFor(sqlite, names, facts);
  if (candidates) return sortedOut(sqlite, query, candidates);
  const leading = names ? nameWalks(sqlite, names) : factWalks(sqlite, fact);
  const walks = leading.flatMap((walk) => filtered(sqlite, query, walk.ids));
  return TIERS.flatMap((tier) => walks.filter((walk) => walk.tier === tier));
}

function isWholePostcode(fact: Fact): fact is PostcodeFact {
  return fact.field === 'postcode' && fact.digits.length === 5;
}

/** Ids among which all that fit are, found without reading a row; null when they are too many to judge. */
function candidatesFor(sqlite: Sqlite, names: SearchQuery['names'], facts: readonly Fact[]): number[] | null {
  const lists: number[][] = [];
  const add = (ids: number[]) => {
    if (ids.length <= MOST_CROSSED) lists.push(ids);
  };
  for (const fact of facts) add(factIds(sqlite, fact, MOST_CROSSED + 1));
  lists.sort((a, b) => a.length - b.length);
  if (lists[0] && lists[0].length <= FEW_CANDIDATES) return lists[0];
  if (names) add(allIds(nameWalks(sqlite, names), MOST_CROSSED + 1));
  const [shortest, ...others] = lists.sort((a, b) => a.length - b.length);
  if (!shortest) return null;
  const crossed = others.reduce((ids, other) => {
    const set = new Set(other);
    return ids.filter((id) => set.has(id));
  }, shortest);
  return crossed.length <= MOST_JUDGED ? crossed : null;
}

/** The first ids of the walks, each once. */
function allIds(walks: readonly Walk[], most: number): number[] {
  const ids = new Set<number>();
  for (const walk of walks) {
    if (ids.size >= most) break;
    for (const id of walk.ids(most)) ids.add(id);
  }
  return [...ids];
}

/** Few enough to judge all of them at once. */
function sortedOut(sqlite: Sqlite, query: SearchQuery, candidates: readonly number[]): Walk[] {
  const match = customerMatcher(query);
  const people = candidates.flatMap((id) => personById(sqlite, id) ?? []).filter((one) => match(one) !== null);
  return walksAmong(inOrderOfNames(people), query);
}

/** Too many to judge at once: ids are read in growing steps until a tier has what it was asked for. */
function filtered(sqlite: Sqlite, query: SearchQuery, ids: Walk['ids']): Walk[] {
  const fitting = new Map<Tier, number[]>(TIERS.map((tier) => [tier, []]));
  const match = customerMatcher(query);
  let given = 0;
  let finished = false;
  const readOn = () => {
    const asked = Math.max(64, given * 4);
    const all = ids(asked);
    for (const id of all.slice(given)) {
      const person = personById(sqlite, id);
      const found = person && match(person);
      if (found) fitting.get(found.tier)?.push(id);
    }
    finished = all.length < asked;
    given = all.length;
  };
  const best = Math.max(...(query.readings[0] ?? []).map((fact) => TIERS.indexOf(bestTierOf(fact))));
  return TIERS.slice(best).map((tier) => ({
    tier,
    fields: fieldsOf(query),
    ids: (most) => {
      const found = fitting.get(tier) ?? [];
      while (!finished && found.length < most) readOn();
      return found.slice(0, most);
    },
  }));
}

const STORED = `SELECT r.id, customerId, number, lastName, firstName, birthDate, street, postcode, town, marks, status, branch,
  phones, responsible, lastVisit FROM json_each(?) wanted CROSS JOIN searchRow r ON r.id = wanted.value`;

/** In the order asked for, those that are there. One statement for all: calling the driver costs more than the rows. */
function storedRows(sqlite: Sqlite, ids: readonly number[]): (ShownRow & { id: number })[] {
  return statement(sqlite, STORED).all(JSON.stringify(ids)) as (ShownRow & { id: number })[];
}

const branches = new WeakMap<Sqlite, Map<number, string>>();

function branchId(sqlite: Sqlite, branch: number): string {
  const known = branches.get(sqlite)?.get(branch);
  if (known !== undefined) return known;
  const found = statement(sqlite, 'SELECT branchId FROM searchBranch WHERE id = ?').get(branch);
  const id = found ? (found as { branchId: string }).branchId : '';
  // Inside a transaction the number may yet be taken back.
  if (found && !sqlite.inTransaction) {
    const map = branches.get(sqlite) ?? new Map<number, string>();
    branches.set(sqlite, map.set(branch, id));
  }
  return id;
}

/** A line met by a telephone number that it does not show says which. */
function reasonOf(query: SearchQuery, walk: Walk, stored: ShownRow): HitReason {
  if (!walk.fields.includes('phone')) return { tier: walk.tier, fields: walk.fields, phone: null };
  const asked = query.readings.flat().flatMap((fact) => (fact.field === 'phone' ? [fact.digits] : []));
  const numbers = phoneDigits(stored.phones);
  const met = numbers.find((number) => asked.some((digits) => number.includes(digits)));
  const shown = met === undefined || met === numbers[0];
  return { tier: walk.tier, fields: walk.fields, phone: shown ? null : e164Of(met) };
}
