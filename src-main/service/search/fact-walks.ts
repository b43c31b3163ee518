// From one fact (birth date, postcode, telephone, number) to ids. The meaning is that of matchFact; here stands only how to
// get there.
import { bestTierOf } from '../../../src-shared/search/match.ts';
import type { BirthFact, Fact, PhoneFact } from '../../../src-shared/search/query.ts';
import type { HitField, Tier } from '../../../src-shared/search/search-row.ts';
import type { Sqlite } from '../database/connection.ts';
import { endOf, idsOf, inTurn, type Walk } from './walks.ts';

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

/** Numbers lie as ^digits$, so that the start and the end of a number are fragments like any other. */
function phoneWalks(sqlite: Sqlite, fact: PhoneFact): [Tier, Walk['ids']][] {
  const { digits } = fact;
  const fragment = (text: string) => inTurn([idsOf(sqlite, FRESH, text), idsOf(sqlite, HELD, `"${text}"`)]);
  return [
    [bestTierOf(fact), fragment(`^${digits}$`)],
    ['prefix', inTurn([fragment(`${digits}$`), fragment(`^${digits}`)])],
    ['inside', fragment(digits)],
  ];
}
