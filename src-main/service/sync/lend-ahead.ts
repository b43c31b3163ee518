// Has numbers lent by the branch server before somebody gives many of them out (an import). What is given out where stands
// with the blocks; a workstation that belongs to no chain counts by itself and needs none.
import type { Db } from '../database/open.ts';
import { membership } from './membership.ts';
import { addLent, lentNumbers, numbersToLend } from './number-blocks.ts';
import type { ServerLine } from './server-line.ts';

/** What an import that is broken off leaves unused at most; a block is given out in about a second. */
const MOST_AHEAD = 2000;

export type Lending = {
  /** Whether numbers come from the branch server alone. */
  readonly isNeeded: boolean;
  /** How many of `from` or higher are here. */
  left(from: number): number;
  /** Asks for a block where there are too few. @returns false where the server could not be asked */
  ask(need: number, from: number): Promise<boolean>;
};

/** @param first does a write before the next transaction of an import */
export function lending(parts: {
  db: Db;
  line: <R>(question: (line: ServerLine) => Promise<R>) => Promise<R>;
  first: (write: () => void) => void;
}): Lending {
  const { sqlite } = parts.db;
  return {
    get isNeeded() {
      return membership(sqlite) !== null;
    },
    left: (from) => lentNumbers(sqlite, from).left,
    ask: async (need, from) => {
      const count = numbersToLend(sqlite, Math.min(need, MOST_AHEAD), from);
      if (count === 0) return true;
      try {
        const block = await parts.line((line) => line.sync.leaseNumbers({ count, from }));
        if (!sqlite.open) return false;
        parts.first(() => addLent(sqlite, block));
        return true;
      } catch {
        return false;
      }
    },
  };
}
