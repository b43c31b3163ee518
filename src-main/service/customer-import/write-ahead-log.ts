// When an import moves the write-ahead log into the database: the counter's own rules for that rest while it runs.
import type { Sqlite } from '../database/connection.ts';

/** 32 MB: beyond that the log is moved into the database. */
const LONG_LOG_PAGES = 8192;
const LOOKED_AT_EVERY_MS = 100;

/** The log begins anew only when all of it has been moved, which a pause between two transactions makes sure of. */
export function writeAheadLog(sqlite: Sqlite): { isLong: () => boolean; moved: () => void } {
  let [looked, asked] = [0, false];
  return {
    isLong: () => {
      const now = performance.now();
      if (asked || now - looked < LOOKED_AT_EVERY_MS) return false;
      looked = now;
      const [state] = sqlite.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
      asked = state !== undefined && state.log > LONG_LOG_PAGES && state.log > state.checkpointed;
      return asked;
    },
    moved: () => {
      sqlite.pragma('wal_checkpoint(PASSIVE)');
      asked = false;
    },
  };
}
