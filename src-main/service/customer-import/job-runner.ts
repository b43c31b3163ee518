// Runs one job of the import at a time in a thread of its own and knows how far it has come. While it runs, moving the
// write-ahead log is the thread's business and idle work rests.
import { Worker } from 'node:worker_threads';
import type { ImportJob } from '../../../src-shared/customer-import/contract.ts';
import type { Sqlite } from '../database/connection.ts';
import type { IdleWork } from '../database/idle-work.ts';
import type { DatabaseAccess, JobKind, ThreadAnswer, ThreadOrder, ToThread } from './jobs.ts';
import type { WriteGate } from './write-gate.ts';

export type Outcome = Exclude<ThreadAnswer, { kind: 'progress' | 'numbersNeeded' }> | { kind: 'stopped' };

export type JobRunnerParts = {
  database: DatabaseAccess;
  gate: WriteGate;
  sqlite: Sqlite;
  idle: IdleWork;
  /** Has numbers lent. @returns false where none came */
  lend: (need: number, from: number) => Promise<boolean>;
};

type Order = ThreadOrder extends infer O ? (O extends ThreadOrder ? Omit<O, 'database' | 'gate'> : never) : never;

type Running = {
  thread: Worker;
  kind: JobKind;
  done: number;
  total: number | null;
  /** When the kind began, and with how much done: what the remaining time is reckoned from. */
  since: number;
  doneThen: number;
  stopping: boolean;
};

/** Before this, a remaining time would be a guess. */
const RECKONED_AFTER_MS = 1500;
/** Only a spreadsheet is held in memory as a whole: about half a million rows. */
const MOST_MB = 2048;
/** A transaction, or a chunk of a file, is over long before. */
const LONGEST_END_MS = 5000;

export class JobRunner {
  readonly #parts: JobRunnerParts;
  #running: Running | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(parts: JobRunnerParts) {
    this.#parts = parts;
  }

  get busy(): boolean {
    return this.#running !== null;
  }

  get job(): ImportJob | null {
    if (!this.#running) return null;
    const { kind, done, total, since, doneThen, stopping } = this.#running;
    const elapsed = performance.now() - since;
    const reckonable = total !== null && done > doneThen && elapsed > RECKONED_AFTER_MS;
    const remaining = reckonable ? (elapsed / (done - doneThen)) * (total - done) : null;
    return {
      ...{ kind, done, total, stopping },
      remainingSeconds: remaining === null ? null : Math.max(0, Math.round(remaining / 1000)),
    };
  }

  /** Must not be called while busy. Never rejects. */
  run(order: Order, kind: JobKind, done: number, total: number | null): Promise<Outcome> {
    const { database, gate } = this.#parts;
    gate.ask('go');
    const restoreLog = this.#takeLog();
    const workerData = { ...order, database, gate: gate.memory };
    const thread = new Worker(THREAD, {
      workerData,
      name: 'import',
      resourceLimits: { maxOldGenerationSizeMb: MOST_MB },
    });
    const running: Running = { thread, kind, done, total, since: performance.now(), doneThen: done, stopping: false };
    this.#running = running;
    let outcome: Outcome = { kind: 'stopped' };
    thread.on('message', (answer: ThreadAnswer) => {
      if (answer.kind === 'progress') advance(running, answer);
      else if (answer.kind === 'numbersNeeded')
        void this.#parts.lend(answer.need, answer.from).then((lent) => tell(thread, lent));
      else outcome = answer;
    });
    thread.on('error', (error: Error & { code?: string }) => {
      outcome = outcomeOf(error.code ?? error.name);
    });
    const ended = new Promise<Outcome>((resolve) => {
      thread.once('exit', () => {
        this.#running = null;
        gate.noneConnected();
        restoreLog();
        resolve(outcome);
      });
    });
    this.#ended = ended;
    return ended;
  }

  async whenFree(): Promise<void> {
    while (this.busy) await this.#ended;
  }

  /** Asks what runs to end soon; what it has written stays. */
  stop(): void {
    if (!this.#running) return;
    this.#running.stopping = true;
    this.#parts.gate.ask('stop');
    // It may be waiting for numbers.
    tell(this.#running.thread, false);
  }

  /** Waits until no thread has the database open: the file may be exchanged or the program may end. */
  close(): void {
    const running = this.#running;
    if (!running) return;
    this.#parts.gate.ask('end');
    tell(running.thread, false);
    this.#parts.gate.awaitDisconnected(LONGEST_END_MS);
    running.thread.unref();
    void running.thread.terminate();
  }

  /** A save that moved an import's megabytes would be a slow one. */
  #takeLog(): () => void {
    const { sqlite, idle } = this.#parts;
    const before = sqlite.pragma('wal_autocheckpoint', { simple: true }) as number;
    sqlite.pragma('wal_autocheckpoint = 0');
    const goOn = idle.rest();
    return () => {
      goOn();
      if (sqlite.open) sqlite.pragma(`wal_autocheckpoint = ${before}`);
    };
  }
}

function tell(thread: Worker, numbersLent: boolean): void {
  thread.postMessage({ numbersLent } satisfies ToThread);
}

function outcomeOf(code: string): Outcome {
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { kind: 'trouble', trouble: { kind: 'spreadsheetTooBig' } };
  return { kind: 'failed', code, frames: [] };
}

function advance(running: Running, { job, done, total }: Extract<ThreadAnswer, { kind: 'progress' }>): void {
  if (running.kind !== job) Object.assign(running, { kind: job, since: performance.now(), doneThen: 0 });
  running.done = done;
  running.total = total ?? (running.kind === job ? running.total : null);
}

// Beside this file in the sources, beside the bundle when built.
const THREAD = new URL(import.meta.url.endsWith('.ts') ? 'thread.ts' : 'import-thread.js', import.meta.url);
