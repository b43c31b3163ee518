// Customer numbers that the branch server has lent to this workstation, given out one after the other, also offline. It asks
// for more ahead of need; where none are left, the caller's own way of counting has to do, and the server sorts out doubles.
import type { NumberBlock } from '../../../src-shared/sync/server-contract.ts';
import type { Sqlite } from '../database/connection.ts';
import { readLocal, writeLocal } from '../database/local.ts';
import { statement } from '../database/save.ts';

/** New customers of some busy days; asked for when a day's worth is left. */
const LENT_AT_ONCE = 200;
const FEW = 60;
/** What the server lends with one call. */
const MOST_AT_ONCE = 10_000;

export type LentNumbers = {
  /** null = none are left, or this workstation belongs to no chain. */
  next(): string | null;
  /** At most so many, less those that somebody here bears. */
  readonly left: number;
  /** Remembers what was given; part of the caller's transaction. */
  keep(): void;
};

/** Numbers that a customer here bears already are stepped over. @param from lower ones stay for later */
export function lentNumbers(sqlite: Sqlite, from = 0): LentNumbers {
  const all = read(sqlite);
  const below = all.flatMap((block) => (block.from < from ? [{ ...block, to: Math.min(block.to, from - 1) }] : []));
  const blocks = all.flatMap((block) => (block.to < from ? [] : [{ ...block, from: Math.max(block.from, from) }]));
  let given = false;
  return {
    get left() {
      return countOf(blocks);
    },
    next: () => {
      for (;;) {
        const [block] = blocks;
        if (!block) return null;
        const number = block.from++;
        given = true;
        if (block.from > block.to) blocks.shift();
        if (!statement(sqlite, 'SELECT 1 FROM customer WHERE number = ?').get(String(number))) return String(number);
      }
    },
    keep: () => {
      if (given) write(sqlite, [...below, ...blocks]);
    },
  };
}

/** How many numbers to ask for now; 0 = there are enough. @param need what is about to be given out, of `from` or higher */
export function numbersToLend(sqlite: Sqlite, need = 0, from = 0): number {
  const { left } = lentNumbers(sqlite, from);
  if (left >= need + FEW) return 0;
  return Math.min(MOST_AT_ONCE, Math.max(LENT_AT_ONCE, need + LENT_AT_ONCE - left));
}

export function addLent(sqlite: Sqlite, block: NumberBlock): void {
  sqlite.transaction(() => write(sqlite, [...read(sqlite), block])).immediate();
}

/** Of another chain, or of a server that has forgotten what it lent. */
export function forgetLent(sqlite: Sqlite): void {
  write(sqlite, []);
}

// --- details

const KEY = 'numberBlocks';

function countOf(blocks: readonly NumberBlock[]): number {
  return blocks.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

function read(sqlite: Sqlite): NumberBlock[] {
  return JSON.parse(readLocal(sqlite, KEY) ?? '[]') as NumberBlock[];
}

function write(sqlite: Sqlite, blocks: readonly NumberBlock[]): void {
  writeLocal(sqlite, KEY, JSON.stringify(blocks));
}
