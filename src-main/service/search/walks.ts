// A walk: one way through an ordered table that gives the ids of one tier, best first. A search is a list of walks taken
// one after another until the page is full. What a walk does not need to look at, it does not read.
import type { HitField, Tier } from '../../../src-shared/search/search-row.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';

/** `ids(most)` gives the first ids, at most so many; fewer mean that there are no more. An id may occur in several walks. */
export type Walk = { tier: Tier; fields: readonly HitField[]; ids: (most: number) => readonly number[] };

/** Runs a statement whose last parameter is LIMIT and whose rows are single numbers. */
export function idsOf(sqlite: Sqlite, sql: string, ...parameters: (string | number)[]): (most: number) => number[] {
  return (most) => pluck(sqlite, sql).all(...parameters, most) as number[];
}

/** One walk made of several, in order. */
export function inTurn(parts: readonly ((most: number) => readonly number[])[]): (most: number) => readonly number[] {
  return (most) => {
    const found: number[] = [];
    for (const part of parts) {
      if (found.length >= most) break;
      // One by one: a filter that hardly anybody fits asks for more than a call takes arguments.
      for (const id of part(most - found.length)) found.push(id);
    }
    return found;
  };
}

/** The end of everything that starts with `part`, for ranges over folded text. */
export function endOf(part: string): string {
  return `${part}\u{10FFFF}`;
}

type Plucked = ReturnType<typeof statement>;

const plucked = new WeakSet<object>();

/** A statement that gives the first column alone. The text must not be used without pluck elsewhere. */
export function pluck(sqlite: Sqlite, sql: string): Plucked {
  const made = statement(sqlite, sql);
  if (!plucked.has(made)) {
    made.pluck(true);
    plucked.add(made);
  }
  return made;
}
