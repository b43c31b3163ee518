// Turns a filter into what the index can be asked: the conditions that a line is judged by, and the lists of ids that the ordered
// tables give for it (filter-lists.ts). What a filter means stands in search/filter.ts; how lists are joined with a text stands in
// search.ts.
import { birthDatesOf, type CustomerFilter, narrowingParts, postcodesOf } from '../../../src-shared/search/filter.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { consentPattern, facet, NO_CONSENTS } from './facets.ts';
import { askedConsents, type Lead, leadsOf, type WholeList, wholeListsOf } from './filter-lists.ts';
import { townsBeginning } from './filter-towns.ts';
import type { KeyColumns, Person } from './people.ts';
import { APP_CONNECTED, LEGAL, searchKeys } from './stored-row.ts';
import { endOf, pluck } from './walks.ts';

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

export type Narrowing = {
  asked: Asked;
  leads: readonly Lead[];
  lists: readonly WholeList[];
  /** The lists say all that is asked; otherwise whoever they give has to be judged by his row. */
  listsSayAll: boolean;
};

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
const PEOPLE_OF_THESE = `SELECT r.id, r.last, r.first, r.birthDate, r.postcode, r.phones, r.codes
  FROM json_each(@ids) wanted CROSS JOIN searchRow r ON r.id = wanted.value WHERE ${FITS}`;

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
  const bounds = { ...asked, towns, unwritten: filter.advertising === null ? [] : unwritten };
  return {
    asked,
    leads: leadsOf(sqlite, filter, bounds),
    lists: wholeListsOf(sqlite, filter, bounds),
    listsSayAll: towns === null || (towns.postcodes !== null && towns.alone),
  };
}

/** Those of the ids that fit, in their order. */
export function fitting(sqlite: Sqlite, { asked }: Narrowing, ids: readonly number[]): number[] {
  return pluck(sqlite, OF_THESE).all({ ...asked, ids: JSON.stringify(ids) }) as number[];
}

/** The same, with what a text is compared with. */
export function fittingPeople(sqlite: Sqlite, { asked }: Narrowing, ids: readonly number[]): Person[] {
  const rows = statement(sqlite, PEOPLE_OF_THESE).all({ ...asked, ids: JSON.stringify(ids) });
  return (rows as (KeyColumns & { id: number })[]).map((row) => ({ id: row.id, ...searchKeys(row) }));
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
