// Runs the search for duplicates in a thread of its own and keeps what it finds. It can be stopped and goes on with the part it
// was in, after a restart too; what it keeps are copies, made anew by each run.
import { Worker } from 'node:worker_threads';
import type { WriteGate } from '../customer-import/write-gate.ts';
import type { Sqlite } from '../database/connection.ts';
import { readLocal, writeLocal } from '../database/local.ts';
import { statement } from '../database/save.ts';
import { type FoundPair, partsFor } from './find-pairs.ts';
import type { DuplicateAnswer, DuplicateOrder } from './thread.ts';

export type FinderParts = {
  sqlite: Sqlite;
  database: DuplicateOrder['database'];
  gate: WriteGate;
  now: () => number;
  changed: () => void;
  failed: (code: string) => void;
};

export type Run = { startedAt: number; finishedAt: number | null; done: number; parts: number };

const RUN = 'duplicates.run';
/** More than anybody goes through; the likeliest are kept. */
const MOST_KEPT = 20_000;
const ENDS_WITHIN_MS = 3000;

export class DuplicateFinder {
  readonly #parts: FinderParts;
  #running: { thread: Worker; words: Int32Array } | null = null;
  /** Resolves when nothing runs. */
  ended: Promise<void> = Promise.resolve();

  constructor(parts: FinderParts) {
    this.#parts = parts;
  }

  get run(): (Run & { running: boolean }) | null {
    const kept = readLocal(this.#parts.sqlite, RUN);
    return kept === null ? null : { ...(JSON.parse(kept) as Run), running: this.#running !== null };
  }

  start(): void {
    if (this.#running) return;
    const before = this.run;
    const run = before && before.finishedAt === null ? before : this.#begin();
    const flags = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
    const { database, gate } = this.#parts;
    const workerData: DuplicateOrder = { database, gate: gate.memory, flags, part: run.done, parts: run.parts };
    const thread = new Worker(THREAD, {
      workerData,
      name: 'duplicates',
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const running = { thread, words: new Int32Array(flags) };
    this.#running = running;
    thread.on('message', (answer: DuplicateAnswer) => this.#running === running && this.#take(answer));
    thread.on('error', (error: Error & { code?: string }) => this.#parts.failed(error.code ?? error.name));
    this.ended = new Promise((resolve) => {
      thread.once('exit', () => {
        if (this.#running === running) {
          this.#running = null;
          this.#parts.changed();
        }
        resolve();
      });
    });
    this.#parts.changed();
  }

  /** What it has found stays; the part it is in is begun anew the next time. */
  stop(): void {
    if (this.#running) ask(this.#running.words);
  }

  /** Waits until the thread has closed the database. */
  close(): void {
    const running = this.#running;
    this.#running = null;
    if (!running) return;
    ask(running.words);
    if (Atomics.load(running.words, 1) === 1) Atomics.wait(running.words, 1, 1, ENDS_WITHIN_MS);
    running.thread.unref();
    void running.thread.terminate();
  }

  #begin(): Run {
    const { sqlite, gate, now } = this.#parts;
    const run: Run = { startedAt: now(), finishedAt: null, done: 0, parts: partsFor(sqlite) };
    gate.first(() => {
      statement(sqlite, 'DELETE FROM duplicatePair').run();
      this.#keep(run);
    });
    return run;
  }

  #take(answer: DuplicateAnswer): void {
    const { gate, now, changed } = this.#parts;
    if (answer.kind === 'pairs') {
      gate.first(() => this.#keepPairs(answer.pairs));
      return;
    }
    const { run } = this;
    if (!run) return;
    const { startedAt, parts } = run;
    const { done } = answer;
    gate.first(() => this.#keep({ startedAt, parts, done, finishedAt: done === parts ? now() : null }));
    changed();
  }

  #keep(run: Run): void {
    writeLocal(this.#parts.sqlite, RUN, JSON.stringify(run));
  }

  #keepPairs(pairs: readonly FoundPair[]): void {
    if (pairs.length === 0) return;
    const { sqlite, now } = this.#parts;
    const insert = statement(
      sqlite,
      `INSERT INTO duplicatePair (customerId, otherId, score, reasons, foundAt) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (customerId, otherId) DO UPDATE SET score = excluded.score, reasons = excluded.reasons`,
    );
    sqlite
      .transaction(() => {
        for (const { customerId, otherId, score, reasons } of pairs)
          insert.run(customerId, otherId, score, JSON.stringify(reasons), now());
        const { n } = statement(sqlite, 'SELECT count(*) AS n FROM duplicatePair').get() as { n: number };
        if (n > MOST_KEPT)
          statement(
            sqlite,
            'DELETE FROM duplicatePair WHERE rowid IN (SELECT rowid FROM duplicatePair ORDER BY score LIMIT ?)',
          ).run(n - MOST_KEPT);
      })
      .immediate();
  }
}

function ask(words: Int32Array): void {
  Atomics.store(words, 0, 1);
  Atomics.notify(words, 0);
}

// Beside this file in the sources, beside the bundle when built.
const THREAD = new URL(import.meta.url.endsWith('.ts') ? 'thread.ts' : 'duplicates-thread.js', import.meta.url);
