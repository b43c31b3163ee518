// From name parts to ids: whole names and beginnings by range, words inside names and like sounds over the list of
// distinct names. The meaning is that of matchNames; here stands only how to get there without reading much.
import { hasSound, insideNeedle, type NameSplit, nameSplits } from '../../../src-shared/search/match.ts';
import type { NameQuery } from '../../../src-shared/search/query.ts';
import type { HitField } from '../../../src-shared/search/search-row.ts';
import { soundCode } from '../../../src-shared/search/sound.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { endOf, idsOf, inTurn, type Walk } from './walks.ts';

const LAST = 1;
const FIRST = 2;
/** With so many distinct names on both sides it does not matter which one leads: hits are plenty. */
const ENOUGH_NAMES = 300;
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
/** Beginnings without the whole names, which `exactly` has given: the ranges start behind them. */
function beginnings(sqlite: Sqlite, { last, first }: NameSplit): ((most: number) => readonly number[])[] {
  if (first === '') return [idsOf(sqlite, LAST_BEGINS, last, endOf(last))];
  if (last === '') return [idsOf(sqlite, FIRST_BEGINS, first, endOf(first))];
  return [idsOf(sqlite, LAST_IS_FIRST_BEGINS, last, first, endOf(first)), bothBegin(sqlite, last, first)];
}

const NAMES_BEGUN = `SELECT count(*) AS names FROM
  (SELECT 1 FROM searchName INDEXED BY searchName_name WHERE field = ? AND name >= ? AND name < ? LIMIT ${ENOUGH_NAMES})`;
const BY_LAST = `SELECT t.id FROM searchName n INDEXED BY searchName_name
  CROSS JOIN searchLast t ON t.last = n.name AND t.first >= ? AND t.first < ?
  WHERE n.field = 1 AND n.name > ? AND n.name < ? ORDER BY n.name, t.first, t.id LIMIT ?`;
const BY_FIRST = `SELECT t.id FROM searchName n INDEXED BY searchName_name
  CROSS JOIN searchFirst t ON t.first = n.name AND t.last > ? AND t.last < ?
  WHERE n.field = 2 AND n.name >= ? AND n.name < ? ORDER BY n.name, t.last, t.id LIMIT ?`;

/**
 * Last and first name both begun: goes through the distinct names of the side that has fewer, and seeks the other side
 * within each. So 'Sch, Xaver' asks the few Xavers for Sch… and 'Xylander, A' the few Xylanders for A….
 */
function bothBegin(sqlite: Sqlite, last: string, first: string): (most: number) => readonly number[] {
  return (most) => {
    const begun = (field: Field, part: string) =>
      (statement(sqlite, NAMES_BEGUN).get(field, part, endOf(part)) as { names: number }).names;
    return begun(LAST, last) <= begun(FIRST, first)
      ? idsOf(sqlite, BY_LAST, first, endOf(first), last, endOf(last))(most)
      : idsOf(sqlite, BY_FIRST, last, endOf(last), first, endOf(first))(most);
  };
}

// --- words inside names

type Field = typeof LAST | typeof FIRST;
type WordPlace = { word: string; fields: readonly Field[] };

/** Where each word may stand: with a comma in its own name, without in either. */
export function wordPlaces(names: NameQuery): WordPlace[] {
  if (names.kind === 'free') return names.words.map((word) => ({ word, fields: [LAST, FIRST] }));
  const wordsOf = (part: string) => (part === '' ? [] : part.split(' '));
  return [
    ...wordsOf(names.last).map((word) => ({ word, fields: [LAST] as const })),
    ...wordsOf(names.first).map((word) => ({ word, fields: [FIRST] as const })),
  ];
}

const ledBy = (names: string, table: string, key: string, condition: string) =>
  `SELECT t.id FROM ${names} CROSS JOIN ${table} t ON t.${key} = n.name ${condition} LIMIT ?`;
const IN_FRAGMENTS = 'searchInside i CROSS JOIN searchName n ON n.id = i.rowid AND n.field = ?';
/** Names that idle time has not taken into the fragments yet. */
const IN_NEW_NAMES = 'searchName n NOT INDEXED';
const OF_FRAGMENTS = 'WHERE searchInside MATCH ?';
const OF_NEW_NAMES = `WHERE n.field = ? AND n.id > (SELECT value FROM searchState WHERE key = 'namesUpTo') AND instr('  ' || n.name, ?)`;
const AND_ONE = `AND ((? AND instr('  ' || t.last, ?)) OR (? AND instr('  ' || t.first, ?)))`;
const AND_ALL = `AND NOT EXISTS (SELECT 1 FROM json_each(?) w WHERE NOT (
  (w.value ->> 1 AND instr('  ' || t.last, w.value ->> 0)) OR (w.value ->> 2 AND instr('  ' || t.first, w.value ->> 0))))`;

/** All words somewhere in the names: one word leads to the distinct names that hold it, the others are looked for there. */
function inside(sqlite: Sqlite, names: NameQuery): (most: number) => readonly number[] {
  const words = wordPlaces(names);
  let walk: ((most: number) => readonly number[]) | null = null;
  return (most) => {
    walk ??= insideFrom(sqlite, words);
    return walk(most);
  };
}

function insideFrom(sqlite: Sqlite, words: readonly WordPlace[]): (most: number) => readonly number[] {
  const leader = leadingWord(sqlite, words);
  if (!leader) return () => [];
  const others = words
    .filter((each) => each !== leader)
    .map(
      ({ word, fields }) =>
        [insideNeedle(word), Number(fields.includes(LAST)), Number(fields.includes(FIRST))] as const,
    );
  const [only] = others;
  const [condition, parameters]: [string, (string | number)[]] =
    only === undefined
      ? ['', []]
      : others.length === 1
        ? [AND_ONE, [only[1], only[0], only[2], only[0]]]
        : [AND_ALL, [JSON.stringify(others)]];
  const parts = leader.fields.flatMap((field) => {
    const [table, key] = field === LAST ? ['searchLast', 'last'] : ['searchFirst', 'first'];
    const match = `{${key}} : "${insideNeedle(leader.word)}"`;
    return [
      idsOf(sqlite, ledBy(IN_FRAGMENTS, table, key, `${OF_FRAGMENTS} ${condition}`), field, match, ...parameters),
      idsOf(
        sqlite,
        ledBy(IN_NEW_NAMES, table, key, `${OF_NEW_NAMES} ${condition}`),
        field,
        insideNeedle(leader.word),
        ...parameters,
      ),
    ];
  });
  return inTurn(parts);
}

const BEARERS = `SELECT total(uses) AS bearers FROM
  (SELECT uses FROM searchName INDEXED BY searchName_name WHERE field = ? AND name >= ? AND name < ? LIMIT ${ENOUGH_NAMES})`;

/** The word that fewest people's names begin with, which is near enough to whose names hold it. */
function leadingWord(sqlite: Sqlite, words: readonly WordPlace[]): WordPlace | undefined {
  // One letter alone at the start of a name: its beginning has been given.
  if (words.length < 2) return words.find(({ word }) => word.length >= 2);
  const bearers = ({ word, fields }: WordPlace) =>
    fields.reduce(
      (sum, field) => sum + (statement(sqlite, BEARERS).get(field, word, endOf(word)) as { bearers: number }).bearers,
      0,
    );
  const counted = words.map((place) => ({ place, bearers: bearers(place) }));
  return counted.reduce((so, each) => (each.bearers < so.bearers ? each : so)).place;
}

// --- like sounds

// The names of a sound come in their order, the bearers of each in theirs: an ORDER BY would only make SQLite sort again.
const LAST_ALIKE = `SELECT t.id FROM searchName n INDEXED BY searchName_sound CROSS JOIN searchLast t ON t.last = n.name AND t.first >= ? AND t.first < ?
  WHERE n.field = 1 AND n.sound = ? LIMIT ?`;
const FIRST_ALIKE = `SELECT t.id FROM searchName n INDEXED BY searchName_sound CROSS JOIN searchFirst t ON t.first = n.name
  WHERE n.field = 2 AND n.sound = ? LIMIT ?`;
const LAST_IS_FIRST_ALIKE = `SELECT t.id FROM searchName n INDEXED BY searchName_sound CROSS JOIN searchLast t ON t.last = ? AND t.first = n.name
  WHERE n.field = 2 AND n.sound = ? LIMIT ?`;

function sounding(sqlite: Sqlite, { last, first }: NameSplit): (most: number) => readonly number[] {
  const parts: ((most: number) => readonly number[])[] = [];
  if (hasSound(last)) parts.push(idsOf(sqlite, LAST_ALIKE, first, endOf(first), soundCode(last)));
  if (hasSound(first) && last === '') parts.push(idsOf(sqlite, FIRST_ALIKE, soundCode(first)));
  if (hasSound(first) && last !== '') parts.push(idsOf(sqlite, LAST_IS_FIRST_ALIKE, last, soundCode(first)));
  return inTurn(parts);
}
