// The ids that the ordered tables give for each part of a filter: the first of them, for whoever hopes that they are few, and all
// of them, a portion at a time. What a filter means stands in search/filter.ts, by what a row is judged in narrowing.ts.
import type { Purpose } from '../../../src-shared/consent/rules.ts';
import {
  ADVERTISING_PURPOSE,
  CONSENT_WORDS,
  type ConsentWord,
  type CustomerFilter,
  FILTER_PURPOSES,
  needsConsent,
} from '../../../src-shared/search/filter.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { facet, saysNothing } from './facets.ts';
import type { Towns } from './filter-towns.ts';
import { endOf, idsOf, inTurn, pluck } from './walks.ts';

/** What of a filter has been worked out already. */
export type FilterBounds = {
  bornAfter: string | null;
  bornTo: string | null;
  postcodeFrom: string | null;
  postcodeEnd: string | null;
  visitFrom: string | null;
  visitTo: string | null;
  towns: Towns | null;
  /** Nobody with one of these. */
  unwritten: readonly string[];
};

/** Ids among which all that fit are, at most so many. */
export type Lead = (most: number) => readonly number[];
/** All ids of one part of the filter, a portion at a time; with `apart` all whom it leaves out, and nobody else. */
export type WholeList = { apart: boolean; portions: () => Iterator<readonly number[]> };

/** What the ledger has to say of each purpose; for letters it must only not say that they are unwanted. */
export function askedConsents(filter: CustomerFilter): Partial<Record<Purpose, ConsentWord | 'notWithdrawn'>> {
  const asked: Partial<Record<Purpose, ConsentWord | 'notWithdrawn'>> = {};
  for (const purpose of FILTER_PURPOSES) {
    const word = filter.consents[purpose];
    if (word !== null) asked[purpose] = word;
  }
  const { advertising } = filter;
  if (advertising !== null)
    asked[ADVERTISING_PURPOSE[advertising]] = needsConsent(advertising) ? 'granted' : 'notWithdrawn';
  return asked;
}

export function leadsOf(sqlite: Sqlite, filter: CustomerFilter, bounds: FilterBounds): Lead[] {
  const leads: Lead[] = [];
  for (const facets of includedFacets(filter)) leads.push(inTurn(facets.map((one) => idsOf(sqlite, FACET_IS, one))));
  const { visitFrom, visitTo, postcodeFrom, postcodeEnd, bornAfter, bornTo, towns } = bounds;
  if (visitFrom !== null && visitTo !== null)
    leads.push(idsOf(sqlite, FACET_BETWEEN, facet.visit(visitFrom), facet.visit(visitTo)));
  if (postcodeFrom !== null && postcodeEnd !== null)
    leads.push(idsOf(sqlite, POSTCODE_BETWEEN, postcodeFrom, postcodeEnd));
  // A great many lists are no short way.
  if (towns?.postcodes && towns.postcodes.length <= MOST_LISTS) {
    const { postcodes } = towns;
    leads.push((most) => inTurn(postcodes.map((postcode) => idsOf(sqlite, POSTCODE_IS, postcode)))(most));
  }
  if (bornAfter !== null && bornTo !== null)
    leads.push((most) => idsOf(sqlite, BORN_IN, JSON.stringify(birthDays(bornAfter, bornTo)))(most));
  return leads;
}

/** Whoever is in each of them, and in none that is apart, fits; but for a town whose customers no list tells from others. */
export function wholeListsOf(sqlite: Sqlite, filter: CustomerFilter, bounds: FilterBounds): WholeList[] {
  const lists: WholeList[] = [];
  const within = (portions: WholeList['portions']) => lists.push({ apart: false, portions });
  for (const facets of includedFacets(filter)) within(() => facetLists(sqlite, facets));
  const excluded = excludedFacets(filter, bounds.unwritten);
  if (excluded.length > 0) lists.push({ apart: true, portions: () => facetLists(sqlite, excluded) });
  if (filter.statuses.some(saysNothing)) {
    const chosen = new Set(filter.statuses.map(facet.status));
    const others = (one: string) => !chosen.has(one);
    const [from, to] = [facet.status(''), endOf(facet.status(''))];
    lists.push({ apart: true, portions: () => rangeLists(sqlite, from, to, others) });
  }
  const { visitFrom, visitTo, postcodeFrom, postcodeEnd, bornAfter, bornTo, towns } = bounds;
  if (visitFrom !== null && visitTo !== null)
    within(() => rangeLists(sqlite, facet.visit(visitFrom), facet.visit(visitTo)));
  if (postcodeFrom !== null && postcodeEnd !== null) within(() => postcodeLists(sqlite, postcodeFrom, postcodeEnd));
  if (bornAfter !== null && bornTo !== null) within(() => birthLists(sqlite, bornAfter, bornTo));
  if (towns?.postcodes) {
    const { postcodes } = towns;
    within(() => townLists(sqlite, postcodes));
  }
  return lists;
}

// --- details

/** So many postcodes may a town have. */
const MOST_LISTS = 300;
/** Rows read in one go: about two milliseconds. */
const PORTION = 4_000;
const ALL = -1;

const FACET_IS = 'SELECT id FROM searchFacet WHERE facet = ? LIMIT ?';
const FACET_BETWEEN = 'SELECT id FROM searchFacet WHERE facet >= ? AND facet <= ? LIMIT ?';
const POSTCODE_BETWEEN = 'SELECT id FROM searchPostcode WHERE postcode >= ? AND postcode < ? LIMIT ?';
const POSTCODE_IS = 'SELECT id FROM searchPostcode WHERE postcode = ? LIMIT ?';
const BORN_IN = `SELECT t.id FROM json_each(?) d
  CROSS JOIN searchBirth t ON t.day BETWEEN d.value ->> 0 AND d.value ->> 1 LIMIT ?`;
const FACET_FROM = 'SELECT id FROM searchFacet WHERE facet = ? AND id > ? ORDER BY id LIMIT ?';
const RANGE_FROM = `SELECT facet, id FROM searchFacet WHERE (facet, id) > (?, ?) AND facet <= ?
  ORDER BY facet, id LIMIT ${PORTION}`;

/** Of each of these groups whoever fits has one at least. */
function includedFacets(filter: CustomerFilter): (readonly string[])[] {
  const { statuses, propertyIds, responsibleId } = filter;
  const groups: (readonly string[])[] = [];
  if (statuses.length > 0 && !statuses.some(saysNothing)) groups.push(statuses.map(facet.status));
  if (filter.kind === 'legal') groups.push([facet.legal]);
  if (filter.app === true) groups.push([facet.app]);
  if (propertyIds.length > 0) groups.push(propertyIds.map(facet.property));
  if (responsibleId !== null) groups.push([facet.responsible(responsibleId)]);
  for (const [purpose, word] of consentsOf(filter))
    if (word !== 'none' && word !== 'notWithdrawn') groups.push([facet.consent(purpose, word)]);
  return groups;
}

/** Of these whoever fits has none. */
function excludedFacets(filter: CustomerFilter, unwritten: readonly string[]): string[] {
  const facets: string[] = [];
  if (filter.kind === 'natural') facets.push(facet.legal);
  if (filter.app === false) facets.push(facet.app);
  for (const [purpose, word] of consentsOf(filter)) {
    if (word === 'notWithdrawn') facets.push(facet.consent(purpose, 'withdrawn'));
    if (word === 'none')
      for (const said of CONSENT_WORDS) if (said !== 'none') facets.push(facet.consent(purpose, said));
  }
  if (filter.advertising !== null) facets.push(...unwritten.map(facet.status));
  return facets;
}

function consentsOf(filter: CustomerFilter): [Purpose, ConsentWord | 'notWithdrawn'][] {
  return Object.entries(askedConsents(filter)) as [Purpose, ConsentWord | 'notWithdrawn'][];
}

function* facetLists(sqlite: Sqlite, facets: readonly string[]): Generator<readonly number[]> {
  for (const one of facets)
    for (let after = 0; ; ) {
      const ids = pluck(sqlite, FACET_FROM).all(one, after, PORTION) as number[];
      yield ids;
      if (ids.length < PORTION) break;
      after = ids.at(-1) ?? after;
    }
}

function* rangeLists(
  sqlite: Sqlite,
  from: string,
  to: string,
  counts: (one: string) => boolean = () => true,
): Generator<readonly number[]> {
  for (let last = { facet: from, id: 0 }; ; ) {
    const found = statement(sqlite, RANGE_FROM).all(last.facet, last.id, to) as (typeof last)[];
    yield found.filter((one) => counts(one.facet)).map(({ id }) => id);
    if (found.length < PORTION) return;
    last = found.at(-1) ?? last;
  }
}

/** Cut behind the second digit: a range of the country's postcodes then has a hundredth of them. */
function* postcodeLists(sqlite: Sqlite, from: string, end: string): Generator<readonly number[]> {
  const cuts = Array.from({ length: 100 }, (_, at) => String(at).padStart(2, '0')).filter(
    (cut) => cut > from && cut < end,
  );
  for (const [at, start] of [from, ...cuts].entries())
    yield pluck(sqlite, POSTCODE_BETWEEN).all(start, cuts[at] ?? end, ALL) as number[];
}

function* townLists(sqlite: Sqlite, postcodes: readonly string[]): Generator<readonly number[]> {
  for (const postcode of postcodes) yield pluck(sqlite, POSTCODE_IS).all(postcode, ALL) as number[];
}

const DAYS_AT_ONCE = 12;

function* birthLists(sqlite: Sqlite, after: string, to: string): Generator<readonly number[]> {
  const days = birthDays(after, to);
  for (let from = 0; from < days.length; from += DAYS_AT_ONCE)
    yield pluck(sqlite, BORN_IN).all(JSON.stringify(days.slice(from, from + DAYS_AT_ONCE)), ALL) as number[];
}

/** Every day of the year with the years that lie between: the index is ordered by day and month before the year. */
function birthDays(after: string, to: string): [number, number][] {
  const ranges: [number, number][] = [];
  const year = (date: string) => Number(date.slice(0, 4));
  for (let month = 1; month <= 12; month += 1) {
    for (let day = 1; day <= 31; day += 1) {
      const monthDay = `-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      const first = monthDay > after.slice(4) ? year(after) : year(after) + 1;
      const last = monthDay <= to.slice(4) ? year(to) : year(to) - 1;
      const base = month * 1_000_000 + day * 10_000;
      if (first <= last) ranges.push([base + first, base + last]);
    }
  }
  return ranges;
}
