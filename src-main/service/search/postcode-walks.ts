// From names within one whole postcode to ids: one stretch of searchPostcode holds them all. The meaning is that of
// matchNames; here stands only how to get there.
import { hasSound, insideNeedle, type NameSplit, nameSplits } from '../../../src-shared/search/match.ts';
import type { NameQuery, PostcodeFact } from '../../../src-shared/search/query.ts';
import type { HitField } from '../../../src-shared/search/search-row.ts';
import { soundCode } from '../../../src-shared/search/sound.ts';
import type { Sqlite } from '../database/connection.ts';
import { endOf, idsOf, inTurn, type Walk } from './walks.ts';

const AT_BOTH_ARE = 'SELECT id FROM searchPostcode WHERE postcode = ? AND last = ? AND first = ? ORDER BY id LIMIT ?';
const AT_LAST_IS = 'SELECT id FROM searchPostcode WHERE postcode = ? AND last = ? ORDER BY first, id LIMIT ?';
const AT_FIRST_IS = 'SELECT id FROM searchPostcode WHERE postcode = ? AND first = ? ORDER BY last, id LIMIT ?';
const AT_LAST_BEGINS =
  'SELECT id FROM searchPostcode WHERE postcode = ? AND last > ? AND last < ? ORDER BY last, first, id LIMIT ?';
const AT_FIRST_BEGINS =
  'SELECT id FROM searchPostcode WHERE postcode = ? AND first > ? AND first < ? ORDER BY last, first, id LIMIT ?';
const AT_LAST_IS_FIRST_BEGINS =
  'SELECT id FROM searchPostcode WHERE postcode = ? AND last = ? AND first > ? AND first < ? ORDER BY first, id LIMIT ?';
const AT_BOTH_BEGIN = `SELECT id FROM searchPostcode
  WHERE postcode = ? AND last > ? AND last < ? AND first >= ? AND first < ? ORDER BY last, first, id LIMIT ?`;
const AT_HOLDS = `SELECT id FROM searchPostcode p WHERE postcode = ?
  AND NOT EXISTS (SELECT 1 FROM json_each(?) w WHERE NOT (
    (w.value ->> 1 AND instr(' ' || p.last, w.value ->> 0)) OR (w.value ->> 2 AND instr(' ' || p.first, w.value ->> 0))))
  ORDER BY last, first, id LIMIT ?`;

const AT_LAST_ALIKE = `SELECT id FROM searchPostcode
  WHERE postcode = ? AND last IN (SELECT name FROM searchName WHERE field = 1 AND sound = ?) AND first >= ? AND first < ?
  ORDER BY last, first, id LIMIT ?`;
const AT_FIRST_ALIKE = `SELECT id FROM searchPostcode
  WHERE postcode = ? AND first IN (SELECT name FROM searchName WHERE field = 2 AND sound = ?) AND last BETWEEN ? AND ?
  ORDER BY last, first, id LIMIT ?`;

/** The walks of names at a postcode of five digits, best tier first. */
export function namesAtPostcode(sqlite: Sqlite, names: NameQuery, { digits }: PostcodeFact): Walk[] {
  const fields: readonly HitField[] = ['name', 'postcode'];
  const splits = nameSplits(names);
  const walks: Walk[] = splits.map((split) => ({ tier: 'exact', fields, ids: exactly(sqlite, digits, split) }));
  for (const split of splits) walks.push({ tier: 'prefix', fields, ids: beginning(sqlite, digits, split) });
  walks.push({ tier: 'inside', fields, ids: inside(sqlite, digits, names) });
  for (const split of splits) walks.push({ tier: 'sound', fields, ids: sounding(sqlite, digits, split) });
  return walks;
}

function exactly(sqlite: Sqlite, postcode: string, { last, first }: NameSplit): Walk['ids'] {
  if (first === '') return idsOf(sqlite, AT_LAST_IS, postcode, last);
  if (last === '') return idsOf(sqlite, AT_FIRST_IS, postcode, first);
  return idsOf(sqlite, AT_BOTH_ARE, postcode, last, first);
}

function beginning(sqlite: Sqlite, postcode: string, { last, first }: NameSplit): Walk['ids'] {
  if (first === '') return idsOf(sqlite, AT_LAST_BEGINS, postcode, last, endOf(last));
  if (last === '') return idsOf(sqlite, AT_FIRST_BEGINS, postcode, first, endOf(first));
  return inTurn([
    idsOf(sqlite, AT_LAST_IS_FIRST_BEGINS, postcode, last, first, endOf(first)),
    idsOf(sqlite, AT_BOTH_BEGIN, postcode, last, endOf(last), first, endOf(first)),
  ]);
}

function inside(sqlite: Sqlite, postcode: string, names: NameQuery): Walk['ids'] {
  const wordsOf = (part: string) => (part === '' ? [] : part.split(' '));
  const words =
    names.kind === 'free'
      ? names.words.map((word) => [word, 1, 1] as const)
      : [
          ...wordsOf(names.last).map((word) => [word, 1, 0] as const),
          ...wordsOf(names.first).map((word) => [word, 0, 1] as const),
        ];
  if (!words.some(([word]) => word.length >= 3)) return () => [];
  const needles = words.map(([word, inLast, inFirst]) => [insideNeedle(word), inLast, inFirst]);
  return idsOf(sqlite, AT_HOLDS, postcode, JSON.stringify(needles));
}

function sounding(sqlite: Sqlite, postcode: string, { last, first }: NameSplit): Walk['ids'] {
  const parts: Walk['ids'][] = [];
  if (last !== '' && hasSound(last)) {
    parts.push(idsOf(sqlite, AT_LAST_ALIKE, postcode, soundCode(last), first, endOf(first)));
  }
  if (first !== '' && hasSound(first)) {
    parts.push(idsOf(sqlite, AT_FIRST_ALIKE, postcode, soundCode(first), last, last === '' ? endOf('') : last));
  }
  return inTurn(parts);
}
