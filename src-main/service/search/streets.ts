// Completes an address while its street is typed, from the entries so far (B-39): which street, in which town, the most used
// first. What is there is counted in idle time, line by line up to a mark; behind the mark nothing is counted yet, before it
// every save counts along, so that a street nobody lives in any more is gone at once.
import { fold } from '../../../src-shared/search/fold.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import type { StoredRow } from './stored-row.ts';
import { endOf } from './walks.ts';

const ROWS_A_STEP = 400;
const PROPOSED = 8;
/** Fewer letters begin too many streets to mean one. */
const LEAST_LETTERS = 3;

export type StreetProposal = { street: string; postcode: string; town: string };

export function streetsBeginning(sqlite: Sqlite, typed: string): StreetProposal[] {
  const key = fold(typed);
  if (key.length < LEAST_LETTERS) return [];
  return statement(sqlite, BEGINNING).all(key, endOf(key)) as StreetProposal[];
}

/** One step of counting. @returns whether there is more to do */
export function countStreets(sqlite: Sqlite): boolean {
  const upTo = mark(sqlite);
  const rows = statement(sqlite, NEXT_ROWS).all(upTo) as (Placed & { id: number })[];
  for (const row of rows) count(sqlite, row, 1);
  const last = rows.at(-1);
  if (!last) return false;
  statement(
    sqlite,
    'INSERT INTO searchState (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(MARK, last.id);
  return true;
}

/** A save: what lies before the mark is counted anew. */
export function noteStreet(sqlite: Sqlite, id: number, before: StoredRow | null, after: StoredRow | null): void {
  if (before && after && placeOf(before) === placeOf(after)) return;
  if (id > mark(sqlite)) return;
  if (before) count(sqlite, before, -1);
  if (after) count(sqlite, after, 1);
}

// --- details

type Placed = Pick<StoredRow, 'street' | 'postcode' | 'town'>;

const MARK = 'streetsUpTo';
const BEGINNING = `SELECT street, postcode, town FROM searchStreet WHERE key >= ? AND key < ?
  ORDER BY uses DESC, key, town, street LIMIT ${PROPOSED}`;
const NEXT_ROWS = `SELECT id, street, postcode, town FROM searchRow WHERE id > ? ORDER BY id LIMIT ${ROWS_A_STEP}`;
/** '4', '12 a', '3-5', '17/2' behind the name of a street. */
const HOUSE_NUMBER = /\s+\d+\s?[a-z]?(\s?[-/]\s?\d+\s?[a-z]?)?$/i;

function mark(sqlite: Sqlite): number {
  const found = statement(sqlite, 'SELECT value FROM searchState WHERE key = ?').get(MARK);
  return (found as { value: number } | undefined)?.value ?? 0;
}

function placeOf({ street, postcode, town }: Placed): string {
  return [street, postcode, town].join('\0');
}

function count(sqlite: Sqlite, { street: line, postcode, town }: Placed, by: 1 | -1): void {
  const street = line.replace(HOUSE_NUMBER, '');
  const key = fold(street);
  if (key === '' || town === '') return;
  statement(
    sqlite,
    `INSERT INTO searchStreet (key, town, postcode, street, uses) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET uses = uses + excluded.uses`,
  ).run(key, town, postcode, street, by);
  if (by > 0) return;
  statement(
    sqlite,
    'DELETE FROM searchStreet WHERE key = ? AND town = ? AND postcode = ? AND street = ? AND uses <= 0',
  ).run(key, town, postcode, street);
}
