// From one fact (birth date, postcode, telephone, number) to ids. The meaning is that of matchFact; here stands only how to
// get there.
import { bestTierOf } from '../../../src-shared/search/match.ts';
import type { BirthFact, Fact, PhoneFact } from '../../../src-shared/search/query.ts';
import type { HitField, Tier } from '../../../src-shared/search/search-row.ts';
import type { Sqlite } from '../database/connection.ts';
import { endOf, idsOf, inTurn, pluck, type Walk } from './walks.ts';

/** The walks of one fact, best tier first. */
export function factWalks(sqlite: Sqlite, fact: Fact): Walk[] {
  const fields: readonly HitField[] = [fact.field];
  const walk = (tier: Tier, ids: Walk['ids']): Walk => ({ tier, fields, ids });
  switch (fact.field) {
    case 'birthDate':
      return birthWalks(sqlite, fact).map(([tier, ids]) => walk(tier, ids));
    case 'postcode':
      return [
        walk(bestTierOf(fact), idsOf(sqlite, POSTCODE_IS, fact.digits)),
        walk('prefix', idsOf(sqlite, POSTCODE_BEGINS, fact.digits, endOf(fact.digits))),
      ];
    case 'phone':
      return phoneWalks(sqlite, fact).map(([tier, ids]) => walk(tier, ids));
    case 'code':
      return [
        walk('exact', idsOf(sqlite, CODE_IS, fact.code)),
        walk('prefix', idsOf(sqlite, CODE_BEGINS, fact.code, endOf(fact.code))),
      ];
  }
}

/** Ids among which all that fit the fact are, at most so many: for a long telephone number a few beside it. */
export function factIds(sqlite: Sqlite, fact: Fact, most: number): number[] {
  if (fact.field === 'phone') return [...new Set(fragment(sqlite, fact.digits.slice(-TELLING))(most))];
  const ids = new Set<number>();
  for (const walk of factWalks(sqlite, fact)) for (const id of walk.ids(most)) ids.add(id);
  return [...ids];
}

const CODE_IS = 'SELECT id FROM searchCode WHERE code = ? ORDER BY id LIMIT ?';
const CODE_BEGINS = 'SELECT id FROM searchCode WHERE code > ? AND code < ? ORDER BY code, id LIMIT ?';
const POSTCODE_IS = 'SELECT id FROM searchPostcode WHERE postcode = ? ORDER BY last, first, id LIMIT ?';
const POSTCODE_BEGINS =
  'SELECT id FROM searchPostcode WHERE postcode > ? AND postcode < ? ORDER BY postcode, last, first, id LIMIT ?';
const BORN_BETWEEN = 'SELECT id FROM searchBirth WHERE day BETWEEN ? AND ? ORDER BY day, id LIMIT ?';

function birthWalks(sqlite: Sqlite, fact: BirthFact): [Tier, Walk['ids']][] {
  return [
    ['exact', inTurn(fact.days.map((day) => idsOf(sqlite, BORN_BETWEEN, day, day)))],
    ['prefix', inTurn(fact.ranges.map(([from, to]) => idsOf(sqlite, BORN_BETWEEN, from, to)))],
  ];
}

/** What idle time has moved into the fragments and no save has changed since, and what saves have noted. */
const HELD = `SELECT rowid FROM searchPhone WHERE searchPhone MATCH ? AND rowid NOT IN (SELECT id FROM searchPhoneFresh)
  ORDER BY rowid LIMIT ?`;
const FRESH = 'SELECT id FROM searchPhoneFresh WHERE instr(digits, ?) ORDER BY id LIMIT ?';

/** The end of a number is rare, its beginning is an area code and common: so many of the last digits tell enough. */
const TELLING = 6;
/** From so many digits on few enough numbers hold them to be read and told apart at once. */
const FEW_HOLD = 5;
const MOST_NUMBERS = 1_000;

/** Numbers lie as ^digits$, so that the start and the end of a number are fragments like any other. */
function phoneWalks(sqlite: Sqlite, fact: PhoneFact): [Tier, Walk['ids']][] {
  const { digits } = fact;
  const told = digits.length >= FEW_HOLD ? toldApart(sqlite, fact) : null;
  if (told) return told;
  return [
    ...(bestTierOf(fact) === 'exact' ? [['exact', fragment(sqlite, `^${digits}$`)] satisfies [Tier, Walk['ids']]] : []),
    ['prefix', inTurn([fragment(sqlite, `${digits}$`), fragment(sqlite, `^${digits}`)])],
    ['inside', fragment(sqlite, digits)],
  ];
}

function fragment(sqlite: Sqlite, text: string): Walk['ids'] {
  return inTurn([idsOf(sqlite, FRESH, text), idsOf(sqlite, HELD, `"${text}"`)]);
}

const NUMBERS = 'SELECT phones FROM searchRow WHERE id = ?';

/** Exact, ends, starts and the rest of all numbers that hold the digits; null when these are too many to read. */
function toldApart(sqlite: Sqlite, fact: PhoneFact): [Tier, Walk['ids']][] | null {
  const candidates = factIds(sqlite, fact, MOST_NUMBERS + 1);
  if (candidates.length > MOST_NUMBERS) return null;
  const found: { id: number; phones: string }[] = [];
  for (const id of candidates) {
    const phones = pluck(sqlite, NUMBERS).get(id) as string | undefined;
    if (phones?.includes(fact.digits)) found.push({ id, phones });
  }
  const { digits } = fact;
  const best = bestTierOf(fact);
  const kinds: [Tier, string][] = [
    [best, `^${digits}$`],
    ['prefix', `${digits}$`],
    ['prefix', `^${digits}`],
    ['inside', digits],
  ];
  const given = new Set<number>();
  return kinds.map(([tier, text]) => {
    const fitting = found.filter(({ id, phones }) => !given.has(id) && phones.includes(text)).map(({ id }) => id);
    for (const id of fitting) given.add(id);
    return [tier, (most) => fitting.slice(0, most)];
  });
}
