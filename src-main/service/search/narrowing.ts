// Turns a filter into what the index can be asked: the conditions every line is judged by, and the short lists that lead
// straight to the customers who may fit. What a filter means stands in search/filter.ts; how lists are joined with a text
// stands in search.ts.
import type { Purpose } from '../../../src-shared/consent/rules.ts';
import {
  ADVERTISING_PURPOSE,
  birthDatesOf,
  type ConsentWord,
  type CustomerFilter,
  FILTER_PURPOSES,
  narrowingParts,
  needsConsent,
  postcodesOf,
} from '../../../src-shared/search/filter.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { consentPattern, facet, NO_CONSENTS, saysNothing } from './facets.ts';
import { type Towns, townsBeginning } from './filter-towns.ts';
import { APP_CONNECTED, LEGAL } from './stored-row.ts';
import { endOf, idsOf, inTurn, pluck } from './walks.ts';

/** The parameters of FITS; null = not asked. */
type Asked = {
  statuses: string | null;
  kind: number | null;
  app: number | null;
  consents: string | null;
  bornAfter: string | null;
  bornTo: string | null;
  postcodeFrom: string | null;
  postcodeEnd: string | null;
  towns: string | null;
  properties: string | null;
  responsible: string | null;
  visitFrom: string | null;
  visitTo: string | null;
  unwritten: string | null;
};

/**
 * `leads`: each gives ids among which all that fit are, at most so many. `lists`: each gives all such ids, a portion at a time;
 * whoever is in all of them fits, where they `listsSayAll` that is asked, else his row has to be judged.
 */
export type Narrowing = {
  asked: Asked;
  leads: ((most: number) => readonly number[])[];
  lists: (() => Iterator<readonly number[]>)[];
  listsSayAll: boolean;
};

/** A lead longer than this leads nowhere. */
export const MOST_LED = 10_000;
/** So many postcodes may a town have. */
const MOST_LISTS = 300;

/** True of the lines of searchRow r that fit. Constant, so that it is prepared once. */
const FITS = `(@statuses IS NULL OR r.status IN (SELECT value FROM json_each(@statuses)))
  AND (@unwritten IS NULL OR r.status NOT IN (SELECT value FROM json_each(@unwritten)))
  AND (@kind IS NULL OR (r.marks & ${LEGAL}) = @kind)
  AND (@app IS NULL OR (r.marks & ${APP_CONNECTED}) = @app)
  AND (@consents IS NULL OR iif(r.consents = '', '${NO_CONSENTS}', r.consents) GLOB @consents)
  AND (@bornAfter IS NULL OR (r.birthDate > @bornAfter AND r.birthDate <= @bornTo))
  AND (@postcodeFrom IS NULL OR (r.postcode >= @postcodeFrom AND r.postcode < @postcodeEnd))
  AND (@towns IS NULL OR r.town IN (SELECT value FROM json_each(@towns)))
  AND (@responsible IS NULL OR r.responsible = @responsible)
  AND (@visitFrom IS NULL OR (r.lastVisit >= @visitFrom AND r.lastVisit <= @visitTo))
  AND (@properties IS NULL OR EXISTS (SELECT 1 FROM json_each(@properties) p
    WHERE instr(' ' || r.facets || ' ', ' ' || p.value || ' ')))`;

const OF_THESE = `SELECT r.id FROM json_each(@ids) wanted CROSS JOIN searchRow r ON r.id = wanted.value WHERE ${FITS}`;
/** Few: sorting them is quicker than meeting them in their order. */
const OF_THESE_BY_NAME = `${OF_THESE} ORDER BY r.last, r.first, r.id LIMIT @most`;
const BY_NAME = `SELECT t.id FROM searchLast t CROSS JOIN searchRow r ON r.id = t.id WHERE ${FITS}
  ORDER BY t.last, t.first, t.id LIMIT @most`;

/**
 * @param today decides about ages
 * @param unwritten statuses of people to whom nothing is written, advertising least of all
 */
export function narrowing(
  sqlite: Sqlite,
  filter: CustomerFilter,
  { today, unwritten }: { today: string; unwritten: readonly string[] },
): Narrowing {
  const born = birthDatesOf(filter, today);
  const towns = townsBeginning(sqlite, filter.town);
  const postcodes = narrowingParts(filter).includes('postcode') ? postcodesOf(filter) : null;
  const visited = filter.visitFrom !== null || filter.visitTo !== null;
  const properties = filter.propertyIds.map(facet.property);
  const asked: Asked = {
    statuses: filter.statuses.length > 0 ? JSON.stringify(filter.statuses) : null,
    kind: filter.kind === null ? null : filter.kind === 'legal' ? LEGAL : 0,
    app: filter.app === null ? null : filter.app ? APP_CONNECTED : 0,
    consents: consentPattern(askedConsents(filter)),
    bornAfter: born?.after ?? null,
    bornTo: born?.to ?? null,
    postcodeFrom: postcodes?.[0] ?? null,
    postcodeEnd: postcodes?.[1] ?? null,
    towns: towns?.names ?? null,
    properties: properties.length > 0 ? JSON.stringify(properties) : null,
    responsible: filter.responsibleId,
    visitFrom: visited ? (filter.visitFrom ?? '') : null,
    visitTo: visited ? (filter.visitTo ?? endOf('')) : null,
    unwritten: filter.advertising === null ? null : JSON.stringify(unwritten),
  };
  return { asked, leads: leadsOf(sqlite, filter, asked, towns), ...listsOf(sqlite, filter, asked, towns) };
}

/** Those of the ids that fit, in their order. */
export function fitting(sqlite: Sqlite, { asked }: Narrowing, ids: readonly number[]): number[] {
  return pluck(sqlite, OF_THESE).all({ ...asked, ids: JSON.stringify(ids) }) as number[];
}

/** Everybody who fits, in the order of names. */
export function byName(sqlite: Sqlite, narrowed: Narrowing): (most: number) => readonly number[] {
  const few = ledTo(narrowed, MOST_LED);
  if (few === null) return (most) => pluck(sqlite, BY_NAME).all({ ...narrowed.asked, most }) as number[];
  const ids = JSON.stringify(few);
  return (most) => pluck(sqlite, OF_THESE_BY_NAME).all({ ...narrowed.asked, ids, most }) as number[];
}

/** The shortest lead, null where none is short enough. */
export function ledTo({ leads }: Narrowing, most: number): readonly number[] | null {
  let shortest: readonly number[] | null = null;
  for (const lead of leads) {
    const bound: number = shortest === null ? most : shortest.length;
    const ids = lead(bound + 1);
    if (ids.length <= bound) shortest = ids;
  }
  return shortest && [...new Set(shortest)];
}

// --- details

function askedConsents(filter: CustomerFilter): Parameters<typeof consentPattern>[0] {
  const asked: Parameters<typeof consentPattern>[0] = {};
  for (const purpose of FILTER_PURPOSES) {
    const word = filter.consents[purpose];
    if (word !== null) asked[purpose] = word;
  }
  const { advertising } = filter;
  if (advertising !== null)
    asked[ADVERTISING_PURPOSE[advertising]] = needsConsent(advertising) ? 'granted' : 'notWithdrawn';
  return asked;
}

const FACET_IS = 'SELECT id FROM searchFacet WHERE facet = ? LIMIT ?';
const FACET_BETWEEN = 'SELECT id FROM searchFacet WHERE facet >= ? AND facet <= ? LIMIT ?';
const POSTCODE_BETWEEN = 'SELECT id FROM searchPostcode WHERE postcode >= ? AND postcode < ? LIMIT ?';
const POSTCODE_IS = 'SELECT id FROM searchPostcode WHERE postcode = ? LIMIT ?';
const BORN_IN = `SELECT t.id FROM json_each(?) d
  CROSS JOIN searchBirth t ON t.day BETWEEN d.value ->> 0 AND d.value ->> 1 LIMIT ?`;

function leadsOf(sqlite: Sqlite, filter: CustomerFilter, asked: Asked, towns: Towns | null): Narrowing['leads'] {
  const leads: Narrowing['leads'] = [];
  const anyOf = (facets: readonly string[]) => leads.push(inTurn(facets.map((one) => idsOf(sqlite, FACET_IS, one))));
  if (filter.statuses.length > 0 && !filter.statuses.some(saysNothing)) anyOf(filter.statuses.map(facet.status));
  if (filter.kind === 'legal') anyOf([facet.legal]);
  if (filter.app === true) anyOf([facet.app]);
  if (filter.propertyIds.length > 0) anyOf(filter.propertyIds.map(facet.property));
  if (filter.responsibleId !== null) anyOf([facet.responsible(filter.responsibleId)]);
  for (const [purpose, word] of Object.entries(askedConsents(filter)))
    if (word !== 'none' && word !== 'notWithdrawn') anyOf([facet.consent(purpose as Purpose, word)]);
  if (asked.visitFrom !== null && asked.visitTo !== null)
    leads.push(idsOf(sqlite, FACET_BETWEEN, facet.visit(asked.visitFrom), facet.visit(asked.visitTo)));
  if (asked.postcodeFrom !== null && asked.postcodeEnd !== null)
    leads.push(idsOf(sqlite, POSTCODE_BETWEEN, asked.postcodeFrom, asked.postcodeEnd));
  // A great many lists are no short way.
  if (towns?.postcodes && towns.postcodes.length <= MOST_LISTS) {
    const { postcodes } = towns;
    leads.push((most) => inTurn(postcodes.map((postcode) => idsOf(sqlite, POSTCODE_IS, postcode)))(most));
  }
  const { bornAfter, bornTo } = asked;
  if (bornAfter !== null && bornTo !== null)
    leads.push((most) => idsOf(sqlite, BORN_IN, JSON.stringify(birthDays(bornAfter, bornTo)))(most));
  return leads;
}

// --- whole lists

/** Rows read in one go: about two milliseconds. */
const PORTION = 4_000;
const FACET_FROM = 'SELECT id FROM searchFacet WHERE facet = ? AND id > ? ORDER BY id LIMIT ?';
const VISITS_FROM = `SELECT facet, id FROM searchFacet WHERE (facet, id) > (?, ?) AND facet <= ?
  ORDER BY facet, id LIMIT ${PORTION}`;
const ALL = -1;

function listsOf(
  sqlite: Sqlite,
  filter: CustomerFilter,
  asked: Asked,
  towns: Towns | null,
): Pick<Narrowing, 'lists' | 'listsSayAll'> {
  const lists: Narrowing['lists'] = [];
  const said = new Set<keyof Asked>();
  const list = (made: () => Generator<readonly number[]>, ...of: (keyof Asked)[]) => {
    lists.push(made);
    for (const one of of) said.add(one);
  };
  const anyOf = (facets: readonly string[], ...of: (keyof Asked)[]) => list(() => facetLists(sqlite, facets), ...of);
  if (filter.statuses.length > 0 && !filter.statuses.some(saysNothing))
    anyOf(filter.statuses.map(facet.status), 'statuses');
  if (filter.kind === 'legal') anyOf([facet.legal], 'kind');
  if (filter.app === true) anyOf([facet.app], 'app');
  if (filter.propertyIds.length > 0) anyOf(filter.propertyIds.map(facet.property), 'properties');
  if (filter.responsibleId !== null) anyOf([facet.responsible(filter.responsibleId)], 'responsible');
  const words = Object.entries(askedConsents(filter));
  const led = words.filter(([, word]) => word !== 'none' && word !== 'notWithdrawn');
  for (const [purpose, word] of led) anyOf([facet.consent(purpose as Purpose, word as ConsentWord)]);
  if (led.length === words.length) said.add('consents');
  const { visitFrom, visitTo, postcodeFrom, postcodeEnd, bornAfter, bornTo } = asked;
  if (visitFrom !== null && visitTo !== null)
    list(() => visitLists(sqlite, visitFrom, visitTo), 'visitFrom', 'visitTo');
  if (postcodeFrom !== null && postcodeEnd !== null)
    list(() => postcodeLists(sqlite, postcodeFrom, postcodeEnd), 'postcodeFrom', 'postcodeEnd');
  if (bornAfter !== null && bornTo !== null) list(() => birthLists(sqlite, bornAfter, bornTo), 'bornAfter', 'bornTo');
  if (towns?.postcodes) {
    const { postcodes } = towns;
    list(() => townLists(sqlite, postcodes));
    if (towns.alone) said.add('towns');
  }
  const all = Object.entries(asked).every(([one, value]) => value === null || said.has(one as keyof Asked));
  return { lists, listsSayAll: all };
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

function* visitLists(sqlite: Sqlite, from: string, to: string): Generator<readonly number[]> {
  for (let last = { facet: facet.visit(from), id: 0 }; ; ) {
    const found = statement(sqlite, VISITS_FROM).all(last.facet, last.id, facet.visit(to)) as (typeof last)[];
    yield found.map(({ id }) => id);
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
