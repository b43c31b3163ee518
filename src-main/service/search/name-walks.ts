// From name parts to ids: whole names and beginnings by range, words inside names and like sounds over the list of
// distinct names. The meaning is that of matchNames; here stands only how to get there without reading much.
import { hasSound, insideNeedle, type NameSplit, nameSplits } from '../../../src-shared/search/match.ts';
import type { NameQuery } from '../../../src-shared/search/query.ts';
import type { HitField } from '../../../src-shared/search/search-row.ts';
import { soundCode } from '../../../src-shared/search/sound.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { endOf, idsOf, inTurn, pluck, type Walk } from './walks.ts';

const LAST = 1;
const FIRST = 2;
/** So many index entries are looked at before deciding which end of a name to search from. */
const TRIAL = 300;
/** Up to so many pairs of names are asked for one by one; beyond that one side is read and the other filtered. */
const MOST_PAIRS = 400;

/** The walks of a search for names alone, best tier first. */
export function nameWalks(sqlite: Sqlite, names: NameQuery): Walk[] {
  const splits = nameSplits(names);
  const fields: readonly HitField[] = ['name'];
  const walks: Walk[] = [];
  for (const split of splits) walks.push({ tier: 'exact', fields, ids: exactly(sqlite, split) });
  for (const split of splits) {
    for (const ids of beginnings(sqlite, split)) walks.push({ tier: 'prefix', fields, ids });
  }
  walks.push({ tier: 'inside', fields, ids: inside(sqlite, names) });
  for (const split of splits) walks.push({ tier: 'sound', fields, ids: sounding(sqlite, split) });
  return walks;
}

function exactly(sqlite: Sqlite, { last, first }: NameSplit): (most: number) => readonly number[] {
  if (first === '') return idsOf(sqlite, LAST_IS, last);
  if (last === '') return idsOf(sqlite, FIRST_IS, first);
  return idsOf(sqlite, BOTH_ARE, last, first);
}

const LAST_IS = 'SELECT id FROM searchLast WHERE last = ? ORDER BY first, id LIMIT ?';
const FIRST_IS = 'SELECT id FROM searchFirst WHERE first = ? ORDER BY last, id LIMIT ?';
const BOTH_ARE = 'SELECT id FROM searchLast WHERE last = ? AND first = ? ORDER BY id LIMIT ?';
const LAST_BEGINS = 'SELECT id FROM searchLast WHERE last > ? AND last < ? ORDER BY last, first, id LIMIT ?';
const FIRST_BEGINS = 'SELECT id FROM searchFirst WHERE first > ? AND first < ? ORDER BY first, last, id LIMIT ?';
const LAST_IS_FIRST_BEGINS =
  'SELECT id FROM searchLast WHERE last = ? AND first > ? AND first < ? ORDER BY first, id LIMIT ?';
const LAST_BEGINS_FIRST_FROM =
  'SELECT id FROM searchLast WHERE last > ? AND last < ? AND first >= ? AND first < ? ORDER BY last, first, id LIMIT ?';
const FIRST_FROM_LAST_BEGINS =
  'SELECT id FROM searchFirst WHERE first >= ? AND first < ? AND last > ? AND last < ? ORDER BY first, last, id LIMIT ?';

/** Beginnings without the whole names, which `exactly` has given: the ranges start behind them. */
function beginnings(sqlite: Sqlite, { last, first }: NameSplit): ((most: number) => readonly number[])[] {
  if (first === '') return [idsOf(sqlite, LAST_BEGINS, last, endOf(last))];
  if (last === '') return [idsOf(sqlite, FIRST_BEGINS, first, endOf(first))];
  return [
    idsOf(sqlite, LAST_IS_FIRST_BEGINS, last, first, endOf(first)),
    (most) => bothBegin(sqlite, last, first)(most),
  ];
}

const LAST_TRIAL = `SELECT count(*) AS seen, total(first >= ? AND first < ?) AS fitting
  FROM (SELECT first FROM searchLast WHERE last > ? AND last < ? ORDER BY last, first, id LIMIT ${TRIAL})`;
const FIRST_TRIAL = `SELECT count(*) AS seen, total(last > ? AND last < ?) AS fitting
  FROM (SELECT last FROM searchFirst WHERE first >= ? AND first < ? ORDER BY first, last, id LIMIT ${TRIAL})`;

type Trial = { seen: number; fitting: number };

/**
 * Last and first name both begun: reads the side where a short trial found more that fits, or the one that is short. So
 * 'Sch, Xaver' reads the Xavers and 'Xylander, A' the Xylanders; nothing has to be counted or kept for it.
 */
function bothBegin(sqlite: Sqlite, last: string, first: string): (most: number) => readonly number[] {
  const [lastEnd, firstEnd] = [endOf(last), endOf(first)];
  const byLast = statement(sqlite, LAST_TRIAL).get(first, firstEnd, last, lastEnd) as Trial;
  const fromLast = idsOf(sqlite, LAST_BEGINS_FIRST_FROM, last, lastEnd, first, firstEnd);
  if (byLast.seen < TRIAL) return fromLast;
  const byFirst = statement(sqlite, FIRST_TRIAL).get(last, lastEnd, first, firstEnd) as Trial;
  if (byFirst.seen === TRIAL && byFirst.fitting < byLast.fitting) return fromLast;
  return idsOf(sqlite, FIRST_FROM_LAST_BEGINS, first, firstEnd, last, lastEnd);
}

// --- words inside names

type Name = { field: typeof LAST | typeof FIRST; name: string };

/** All words somewhere in the names. The word with the fewest names that hold it leads, the others are checked. */
function inside(sqlite: Sqlite, names: NameQuery): (most: number) => readonly number[] {
  const words = wordsWithFields(names);
  const leaders = words.filter(({ word }) => word.length >= 3);
  if (leaders.length === 0) return () => [];
  return (most) => {
    const pools = leaders.map((leader) => ({ leader, names: namesHolding(sqlite, leader.word, leader.fields) }));
    if (pools.some((pool) => pool.names.length === 0)) return [];
    pools.sort((a, b) => a.names.length - b.names.length);
    const [lead, next] = pools;
    if (!lead) return [];
    if (words.length === 2 && next && lead.names.length * next.names.length <= MOST_PAIRS) {
      return pairsOf(sqlite, lead, next)(most);
    }
    const others = words.filter((word) => word !== lead.leader);
    return inTurn(lead.names.map((name) => holders(sqlite, name, others)))(most);
  };
}

type WordPlace = { word: string; fields: readonly (typeof LAST | typeof FIRST)[] };

function wordsWithFields(names: NameQuery): WordPlace[] {
  if (names.kind === 'free') return names.words.map((word) => ({ word, fields: [LAST, FIRST] }));
  const wordsOf = (part: string) => (part === '' ? [] : part.split(' '));
  return [
    ...wordsOf(names.last).map((word) => ({ word, fields: [LAST] as const })),
    ...wordsOf(names.first).map((word) => ({ word, fields: [FIRST] as const })),
  ];
}

/** The distinct names that hold a word of three letters or more: from the fragments, and those idle time has not met. */
function namesHolding(sqlite: Sqlite, word: string, fields: WordPlace['fields']): Name[] {
  const column = fields.length === 2 ? '' : fields[0] === LAST ? '{last} : ' : '{first} : ';
  const found = statement(
    sqlite,
    `SELECT n.field, n.name FROM searchInside i JOIN searchName n ON n.id = i.rowid WHERE searchInside MATCH ?
     UNION ALL
     SELECT field, name FROM searchName
     WHERE id > (SELECT value FROM searchState WHERE key = 'namesUpTo') AND field BETWEEN ? AND ? AND instr(name, ?)`,
  ).all(`${column}"${word}"`, Math.min(...fields), Math.max(...fields), word);
  return found as Name[];
}

/** Those who bear exactly this name and have the other words in the other name, or in this one. */
function holders(
  sqlite: Sqlite,
  { field, name }: Name,
  others: readonly WordPlace[],
): (most: number) => readonly number[] {
  const here = (place: WordPlace) => place.fields.includes(field) && ` ${name}`.includes(insideNeedle(place.word));
  const open = others.filter((place) => !here(place));
  const other = field === LAST ? FIRST : LAST;
  if (open.some((place) => !place.fields.includes(other))) return () => [];
  const needles = open.map((place) => insideNeedle(place.word));
  if (needles.length === 0) return field === LAST ? idsOf(sqlite, LAST_IS, name) : idsOf(sqlite, FIRST_IS, name);
  const [first = '', second = '', ...rest] = needles;
  return idsOf(sqlite, field === LAST ? LAST_IS_WITH : FIRST_IS_WITH, name, first, second, JSON.stringify(rest));
}

const withNeedles = (table: string, key: string, other: string) =>
  `SELECT id FROM ${table} WHERE ${key} = ? AND instr(' ' || ${other}, ?) AND instr(' ' || ${other}, ?)
   AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE NOT instr(' ' || ${other}, value)) ORDER BY ${other}, id LIMIT ?`;
const LAST_IS_WITH = withNeedles('searchLast', 'last', 'first');
const FIRST_IS_WITH = withNeedles('searchFirst', 'first', 'last');

type Pool = { leader: WordPlace; names: readonly Name[] };

/** Names that hold both words by themselves, then last names of one list with first names of the other. */
function pairsOf(sqlite: Sqlite, one: Pool, other: Pool): (most: number) => readonly number[] {
  const parts: ((most: number) => readonly number[])[] = [];
  for (const { names, place } of [
    { names: one.names, place: other.leader },
    { names: other.names, place: one.leader },
  ]) {
    for (const name of names) {
      if (place.fields.includes(name.field) && name.name.includes(place.word)) parts.push(holders(sqlite, name, []));
    }
  }
  for (const [lasts, firsts] of [
    [one.names, other.names],
    [other.names, one.names],
  ] as const) {
    for (const last of lasts.filter(({ field }) => field === LAST)) {
      for (const first of firsts.filter(({ field }) => field === FIRST)) {
        parts.push(idsOf(sqlite, BOTH_ARE, last.name, first.name));
      }
    }
  }
  return inTurn(parts);
}

// --- like sounds

const SOUND_ALIKE = 'SELECT name FROM searchName WHERE field = ? AND sound = ? ORDER BY name';
const LAST_IS_FIRST_FROM =
  'SELECT id FROM searchLast WHERE last = ? AND first >= ? AND first < ? ORDER BY first, id LIMIT ?';

function sounding(sqlite: Sqlite, { last, first }: NameSplit): (most: number) => readonly number[] {
  const alike = (field: number, part: string) =>
    hasSound(part) ? (pluck(sqlite, SOUND_ALIKE).all(field, soundCode(part)) as string[]) : [];
  return (most) => {
    if (first === '') return inTurn(alike(LAST, last).map((name) => idsOf(sqlite, LAST_IS, name)))(most);
    if (last === '') return inTurn(alike(FIRST, first).map((name) => idsOf(sqlite, FIRST_IS, name)))(most);
    return inTurn([
      ...alike(LAST, last).map((name) => idsOf(sqlite, LAST_IS_FIRST_FROM, name, first, endOf(first))),
      ...alike(FIRST, first).map((name) => idsOf(sqlite, BOTH_ARE, last, name)),
    ])(most);
  };
}
