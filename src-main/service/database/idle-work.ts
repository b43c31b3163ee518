// Work that a save must not pay for, done when nothing is being saved: moving the write-ahead log into the database, and
// what others add (merging a search index). It decides when, in small steps; the tasks know what.
import type { Sqlite } from './connection.ts';

export type IdleTask = {
  readonly name: string;
  /** One step of a few milliseconds. @returns whether there is more to do */
  step(): boolean;
};

/** Nothing saved for this long counts as idle … */
const QUIET_MS = 250;
/** … and whoever saves without a pause has a step done in between after this long. */
const LONGEST_WAIT_MS = 2000;

export class IdleWork {
  readonly #tasks: readonly IdleTask[];
  readonly #failed: (task: string, error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #waitingSince: number | null = null;
  #stopped = false;
  #resting = 0;

  /** @param tasks in this order: one begins when the ones before it have nothing left */
  constructor(tasks: readonly IdleTask[], failed: (task: string, error: unknown) => void) {
    this.#tasks = tasks;
    this.#failed = failed;
  }

  /** After every save: there is work now, and it has to wait a little. Costs next to nothing. */
  saved(): void {
    if (this.#stopped) return;
    const now = performance.now();
    this.#waitingSince ??= now;
    const waitedEnough = now - this.#waitingSince > LONGEST_WAIT_MS;
    if (this.#timer && !waitedEnough) this.#timer.refresh();
    else if (!this.#timer) this.#later(QUIET_MS);
  }

  /** Does all there is to do at once: before closing, in tests and in the bench. */
  runNow(): void {
    while (this.#step());
    this.#waitingSince = null;
  }

  /** Nothing is done until the returned function is called: somebody else sees to the log meanwhile. */
  rest(): () => void {
    this.#resting++;
    return () => {
      this.#resting--;
      this.saved();
    };
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #later(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const more = this.#step();
      this.#waitingSince = null;
      // Calls that came in meanwhile go first.
      if (more && !this.#stopped) this.#later(10);
    }, milliseconds);
    this.#timer.unref();
  }

  #step(): boolean {
    if (this.#resting > 0) return false;
    for (const task of this.#tasks) {
      try {
        if (task.step()) return true;
      } catch (error) {
        this.#failed(task.name, error);
      }
    }
    return false;
  }
}

/** Moves the log into the database as far as no reader needs it; the next save then begins the log anew. */
export function checkpoint(sqlite: Sqlite): IdleTask {
  return {
    name: 'checkpoint',
    step: () => {
      sqlite.pragma('wal_checkpoint(PASSIVE)');
      return false;
    },
  };
}

/** A checkpoint cannot be done in parts, so it must not have much to move: this takes about six milliseconds and a sync. */
const LONG_LOG_PAGES = 256;

/** To stand before the tasks that write: moves what they have written so far, before it is too much for one step. */
export function keepLogShort(sqlite: Sqlite): IdleTask {
  const state = (mode: 'NOOP' | 'PASSIVE') => {
    const [row] = sqlite.pragma(`wal_checkpoint(${mode})`) as { log: number; checkpointed: number }[];
    return row ?? { log: 0, checkpointed: 0 };
  };
  return {
    name: 'keepLogShort',
    step: () => {
      const { log, checkpointed } = state('NOOP');
      if (log - checkpointed < LONG_LOG_PAGES) return false;
      // A reader may need the log as it is: then the others go on.
      return state('PASSIVE').checkpointed > checkpointed;
    },
  };
}
