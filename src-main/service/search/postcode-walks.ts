// From names within one whole postcode to ids: one stretch of searchPostcode holds them all. The meaning is that of
// namesMatcher; here stands only how to get there.
import { hasSound, insideNeedle, type NameSplit, nameSplits, namesMatcher } from '../../../src-shared/search/match.ts';
import type { NameQuery, PostcodeFact } from '../../../src-shared/search/query.ts';
import type { Tier } from '../../../src-shared/search/search-row.ts';
import { soundCode } from '../../../src-shared/search/sound.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { wordPlaces } from './name-walks.ts';
import { endOf, idsOf, inTurn, type Walk } from './walks.ts';

const AT_BOTH_ARE = 'SELECT id FROM searchPostcode WHERE postcode = ? AND last = ? AND first = ? ORDER BY id LIMIT ?';
const AT_LAST_IS = 'SELECT id FROM searchPostcode WHERE postcode = ? AND last = ? ORDER BY first, id LIMIT ?';
const AT_LAST_BEGINS =
  'SELECT id FROM searchPostcode WHERE postcode = ? AND last > ? AND last < ? ORDER BY last, first, id LIMIT ?';
const AT_LAST_IS_FIRST_BEGINS =
  'SELECT id FROM searchPostcode WHERE postcode = ? AND last = ? AND first > ? AND first < ? ORDER BY first, id LIMIT ?';
const AT_BOTH_BEGIN = `SELECT id FROM searchPostcode
  WHERE postcode = ? AND last > ? AND last < ? AND first >= ? AND first < ? ORDER BY last, first, id LIMIT ?`;

/**
 * The walks of names at a postcode of five digits, best tier first. What begins with the last name is sought; for the
 * rest the people of the postcode are looked through once, and only when somebody at all bears such a first name or the
 * page is not full.
 */
export function namesAtPostcode(sqlite: Sqlite, names: NameQuery, { digits }: PostcodeFact): Walk[] {
  const splits = nameSplits(names);
  const sought = splits.filter(({ last }) => last !== '');
  const firstAlone = splits.find(({ last }) => last === '')?.first ?? '';
  const lookThrough = firstAlone !== '' && isFirstNameBegun(sqlite, firstAlone);
  const neighbours = lookedThrough(sqlite, digits, names);
  const walk = (tier: Tier, ids: Walk['ids']): Walk => ({ tier, fields: ['name', 'postcode'], ids });
  return [
    ...sought.map((split) => walk('exact', exactly(sqlite, digits, split))),
    ...(lookThrough ? [walk('exact', neighbours('exact'))] : []),
    ...sought.map((split) => walk('prefix', beginning(sqlite, digits, split))),
    ...(lookThrough ? [walk('prefix', neighbours('prefix'))] : []),
    walk('inside', neighbours('inside')),
    ...splits.map((split) => walk('sound', sounding(sqlite, digits, split))),
  ];
}

function exactly(sqlite: Sqlite, postcode: string, { last, first }: NameSplit): Walk['ids'] {
  return first === '' ? idsOf(sqlite, AT_LAST_IS, postcode, last) : idsOf(sqlite, AT_BOTH_ARE, postcode, last, first);
}

function beginning(sqlite: Sqlite, postcode: string, { last, first }: NameSplit): Walk['ids'] {
  if (first === '') return idsOf(sqlite, AT_LAST_BEGINS, postcode, last, endOf(last));
  return inTurn([
    idsOf(sqlite, AT_LAST_IS_FIRST_BEGINS, postcode, last, first, endOf(first)),
    idsOf(sqlite, AT_BOTH_BEGIN, postcode, last, endOf(last), first, endOf(first)),
  ]);
}

function isFirstNameBegun(sqlite: Sqlite, first: string): boolean {
  const begun = 'SELECT 1 FROM searchName WHERE field = 2 AND name >= ? AND name < ? LIMIT 1';
  return statement(sqlite, begun).get(first, endOf(first)) !== undefined;
}

const AT_HOLDS = `SELECT id, last, first FROM searchPostcode
  WHERE postcode = ? AND (instr('  ' || last, ?) OR instr('  ' || first, ?)) ORDER BY last, first, id`;

/** Every match but by sound holds the longest word; who does is judged one by one. */
function lookedThrough(sqlite: Sqlite, postcode: string, names: NameQuery): (tier: Tier) => Walk['ids'] {
  let judged: { id: number; tier: Tier | null }[] | null = null;
  const look = () => {
    const words = wordPlaces(names).map(({ word }) => word);
    const longest = words.reduce((so, word) => (word.length > so.length ? word : so), '');
    const needle = insideNeedle(longest);
    const tierOf = namesMatcher(names);
    const found = statement(sqlite, AT_HOLDS).all(postcode, needle, needle);
    return (found as { id: number; last: string; first: string }[]).map(({ id, last, first }) => ({
      id,
      tier: tierOf({ last, first }),
    }));
  };
  return (tier) => (most) => {
    judged ??= look();
    const ids: number[] = [];
    for (const each of judged) {
      if (ids.length === most) break;
      if (each.tier === tier) ids.push(each.id);
    }
    return ids;
  };
}

const AT_LAST_ALIKE = `SELECT t.id FROM searchName n INDEXED BY searchName_sound
  CROSS JOIN searchPostcode t ON t.postcode = ? AND t.last = n.name AND t.first >= ? AND t.first < ?
  WHERE n.field = 1 AND n.sound = ? LIMIT ?`;
const AT_FIRST_ALIKE = `SELECT id FROM searchPostcode
  WHERE postcode = ? AND first IN (SELECT name FROM searchName INDEXED BY searchName_sound WHERE field = 2 AND sound = ?) ORDER BY last, first, id LIMIT ?`;
const AT_LAST_IS_FIRST_ALIKE = `SELECT t.id FROM searchName n INDEXED BY searchName_sound
  CROSS JOIN searchPostcode t ON t.postcode = ? AND t.last = ? AND t.first = n.name
  WHERE n.field = 2 AND n.sound = ? LIMIT ?`;

function sounding(sqlite: Sqlite, postcode: string, { last, first }: NameSplit): Walk['ids'] {
  const parts: Walk['ids'][] = [];
  if (hasSound(last)) parts.push(idsOf(sqlite, AT_LAST_ALIKE, postcode, first, endOf(first), soundCode(last)));
  if (hasSound(first) && last === '') parts.push(idsOf(sqlite, AT_FIRST_ALIKE, postcode, soundCode(first)));
  if (hasSound(first) && last !== '') {
    parts.push(idsOf(sqlite, AT_LAST_IS_FIRST_ALIKE, postcode, last, soundCode(first)));
  }
  return inTurn(parts);
}
