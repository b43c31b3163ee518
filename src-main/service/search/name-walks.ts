// From name parts to ids: whole names and beginnings by range, words inside names and like sounds over the list of
// distinct names. The meaning is that of namesMatcher; here stands only how to get there without reading much.
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
const ENOUGH_NAMES = 200;
/** So few names, or people who bear them, are not worth looking for a shorter way. */
const FEW_NAMES = 20;
const FEW_BEARERS = 200;

/** The walks of a search for names alone, best tier first. */
export function nameWalks(sqlite: Sqlite, names: NameQuery): Walk[] {
  const splits = nameSplits(names);
  const begun = begunIn(sqlite);
  const fields: readonly HitField[] = ['name'];
  const walks: Walk[] = [];
  for (const split of splits) walks.push({ tier: 'exact', fields, ids: exactly(sqlite, split) });
  for (const split of splits) {
    for (const ids of beginnings(sqlite, split, begun)) walks.push({ tier: 'prefix', fields, ids });
  }
  walks.push({ tier: 'inside', fields, ids: inside(sqlite, names, begun) });
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
function beginnings(sqlite: Sqlite, split: NameSplit, begun: Begun): ((most: number) => readonly number[])[] {
  const { last, first } = split;
  if (first === '') return [idsOf(sqlite, LAST_BEGINS, last, endOf(last))];
  if (last === '') return [idsOf(sqlite, FIRST_BEGINS, first, endOf(first))];
  return [idsOf(sqlite, LAST_IS_FIRST_BEGINS, last, first, endOf(first)), bothBegin(sqlite, split, begun)];
}

/** How many distinct names of a field begin so, and how many people bear them; of very many names nobody counts the bearers. */
type Begun = (field: Field, part: string) => { names: number; bearers: number };

const NAMES_BEGUN = `SELECT count(*) AS names, total(uses) AS bearers FROM
  (SELECT uses FROM searchName WHERE field = ? AND name >= ? AND name < ? LIMIT ${ENOUGH_NAMES})`;

function begunIn(sqlite: Sqlite): Begun {
  const known = new Map<string, ReturnType<Begun>>();
  return (field, part) => {
    const before = known.get(`${field}${part}`);
    if (before) return before;
    const counted = statement(sqlite, NAMES_BEGUN).get(field, part, endOf(part)) as ReturnType<Begun>;
    // These are the first ones by the alphabet: 'Caspar' would pass for all that begins with C.
    const found = counted.names < ENOUGH_NAMES ? counted : { ...counted, bearers: Number.POSITIVE_INFINITY };
    known.set(`${field}${part}`, found);
    return found;
  };
}

const BY_LAST = `SELECT t.id FROM searchName n
  CROSS JOIN searchLast t ON t.last = n.name AND t.first >= ? AND t.first < ?
  WHERE n.field = 1 AND n.name > ? AND n.name < ? ORDER BY n.name, t.first, t.id LIMIT ?`;
const BY_FIRST = `SELECT t.id FROM searchName n
  CROSS JOIN searchFirst t ON t.first = n.name AND t.last > ? AND t.last < ?
  WHERE n.field = 2 AND n.name >= ? AND n.name < ? ORDER BY n.name, t.last, t.id LIMIT ?`;

/**
 * Last and first name both begun: goes through the distinct names of the side that has fewer, and seeks the other side
 * within each. So 'Sch, Xaver' asks the few Xavers for Sch… and 'Xylander, A' the few Xylanders for A….
 */
function bothBegin(sqlite: Sqlite, { last, first }: NameSplit, begun: Begun): (most: number) => readonly number[] {
  const byLast = idsOf(sqlite, BY_LAST, first, endOf(first), last, endOf(last));
  const byFirst = idsOf(sqlite, BY_FIRST, last, endOf(last), first, endOf(first));
  return (most) => {
    const { names } = begun(LAST, last);
    return names <= FEW_NAMES || names <= begun(FIRST, first).names ? byLast(most) : byFirst(most);
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

/** Names that hold the leading word: as their beginning, as that of a tail, and those that are not cut yet. */
const HOLDING = `(SELECT name FROM searchName WHERE field = ? AND name >= ? AND name < ?
  UNION ALL SELECT head || tail FROM searchPart WHERE field = ? AND tail >= ? AND tail < ?
  UNION ALL SELECT name FROM searchNameFresh WHERE field = ? AND instr('  ' || name, ?)) h`;
const LED_BY_LAST = `SELECT t.id FROM ${HOLDING} CROSS JOIN searchLast t ON t.last = h.name AND t.first >= ? AND t.first < ?`;
const LED_BY_FIRST = `SELECT t.id FROM ${HOLDING} CROSS JOIN searchFirst t ON t.first = h.name AND t.last >= ? AND t.last < ?`;
const AND_ONE = `WHERE ((? AND instr('  ' || t.last, ?)) OR (? AND instr('  ' || t.first, ?)))`;
const AND_ALL = `WHERE NOT EXISTS (SELECT 1 FROM json_each(?) w WHERE NOT (
  (w.value ->> 1 AND instr('  ' || t.last, w.value ->> 0)) OR (w.value ->> 2 AND instr('  ' || t.first, w.value ->> 0))))`;
const LED = {
  [LAST]: [`${LED_BY_LAST} LIMIT ?`, `${LED_BY_LAST} ${AND_ONE} LIMIT ?`, `${LED_BY_LAST} ${AND_ALL} LIMIT ?`],
  [FIRST]: [`${LED_BY_FIRST} LIMIT ?`, `${LED_BY_FIRST} ${AND_ONE} LIMIT ?`, `${LED_BY_FIRST} ${AND_ALL} LIMIT ?`],
} as const;

/** All words somewhere in the names: one word leads to the distinct names that hold it, the others are looked for there. */
function inside(sqlite: Sqlite, names: NameQuery, begun: Begun): (most: number) => readonly number[] {
  const words = wordPlaces(names);
  let walk: ((most: number) => readonly number[]) | null = null;
  return (most) => {
    walk ??= insideFrom(sqlite, words, begun);
    return walk(most);
  };
}

function insideFrom(sqlite: Sqlite, words: readonly WordPlace[], begun: Begun): (most: number) => readonly number[] {
  const leader = leadingWord(words, begun);
  if (!leader) return () => [];
  const others = words
    .filter((each) => each !== leader)
    .map(
      ({ word, fields }) =>
        [insideNeedle(word), Number(fields.includes(LAST)), Number(fields.includes(FIRST))] as const,
    );
  const [only] = others;
  const [variant, parameters]: [0 | 1 | 2, (string | number)[]] =
    only === undefined
      ? [0, []]
      : others.length === 1
        ? [1, [only[1], only[0], only[2], only[0]]]
        : [2, [JSON.stringify(others)]];
  const { word } = leader;
  const needle = insideNeedle(word);
  const range = (field: Field, start: string) => [field, start, endOf(start)] as const;
  return inTurn(
    leader.fields.map((field) => {
      const holding = [...range(field, word), ...range(field, needle), field, needle];
      const start = letterOf(words, field === LAST ? FIRST : LAST);
      return idsOf(sqlite, LED[field][variant], ...holding, start, endOf(start), ...parameters);
    }),
  );
}

/** With which letter alone a name of this field has to begin; '' where nobody says so. */
function letterOf(words: readonly WordPlace[], field: Field): string {
  const alone = words.find(({ word, fields }) => word.length === 1 && fields.length === 1 && fields[0] === field);
  return alone?.word ?? '';
}

/** The word that fewest people's names begin with, which is near enough to whose names hold it. */
function leadingWord(words: readonly WordPlace[], begun: Begun): WordPlace | undefined {
  // One letter alone at the start of a name: its beginning has been given.
  if (words.length < 2) return words.find(({ word }) => word.length >= 2);
  let leader: { place: WordPlace; bearers: number } | undefined;
  for (const place of words.toSorted((a, b) => b.word.length - a.word.length)) {
    const bearers = place.fields.reduce((sum, field) => sum + begun(field, place.word).bearers, 0);
    if (!leader || bearers < leader.bearers) leader = { place, bearers };
    if (leader.bearers <= FEW_BEARERS) break;
  }
  return leader?.place;
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
