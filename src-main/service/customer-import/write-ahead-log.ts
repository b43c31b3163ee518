// When an import moves the write-ahead log into the database: the counter's own rules for that rest while it runs.
import type { Sqlite } from '../database/connection.ts';

/** 32 MB: beyond that the log is moved into the database. */
const LONG_LOG_PAGES = 8192;
const LOOKED_AT_EVERY_MS = 100;

export type WriteAheadLog = {
  /** Between two transactions: has the log moved when it is long. */
  tend(): void;
  /**
   * Moves what is left of it. The log begins anew only when all of it has been moved, which nobody but the writer can see
   * to: between two of his transactions.
   */
  finish(): void;
};

/** @param help moves most of it beside the writer and then calls `finish`; without, the writer does it all */
export function writeAheadLog(sqlite: Sqlite, help: (() => void) | null): WriteAheadLog {
  let [looked, helped] = [0, false];
  const finish = () => {
    sqlite.pragma('wal_checkpoint(PASSIVE)');
    helped = false;
  };
  return {
    finish,
    tend: () => {
      const now = performance.now();
      if (helped || now - looked < LOOKED_AT_EVERY_MS) return;
      looked = now;
      const [state] = sqlite.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
      if (state === undefined || state.log <= LONG_LOG_PAGES || state.log <= state.checkpointed) return;
      if (help === null) return finish();
      helped = true;
      help();
    },
  };
}
