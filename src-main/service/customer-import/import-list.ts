// An import from beginning to end in its writing thread: portions come from the reading thread and go into the database,
// then the new customers into the search index. Between any two transactions the counter's saves go first.
import { once } from 'node:events';
import { MessageChannel, parentPort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import * as schema from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import { growingIds } from '../database/growing-ids.ts';
import { searchProjection } from '../search/customer-entries.ts';
import { prepareBulk } from './bulk-rows.ts';
import { indexRest } from './index-imported.ts';
import type { FromReader, ThreadAnswer, ThreadOrder, ToReader, ToThread } from './jobs.ts';
import { NotImportable } from './not-importable.ts';
import type { Portion } from './portions.ts';
import { progressTo } from './progress.ts';
import { writeAheadLog } from './write-ahead-log.ts';
import type { GatePass } from './write-gate.ts';
import { OutOfNumbers, type Standing, type Waiting, type Writing, writeSome } from './write-portions.ts';

type ImportOrder = Extract<ThreadOrder, { job: 'import' }>;

/** Stops after a transaction when the gate says so; what is in then becomes searchable too. @throws NotImportable */
export async function importList(
  sqlite: Sqlite,
  order: ImportOrder,
  gate: GatePass,
  answer: (what: ThreadAnswer) => void,
): Promise<void> {
  const { run } = order;
  const reader = startReader(order);
  const log = writeAheadLog(sqlite, reader.moveLog);
  reader.onLogMoved(log.finish);
  const progress = progressTo(answer);
  const rest = { gate, progress, log, help: reader.feed };
  const writing: Writing = {
    environment: {
      db: { sqlite, orm: drizzle(sqlite, { schema }), file: order.database.file },
      // This thread's own time began with the order.
      now: () => order.clock + Math.round(performance.now()),
      newId: growingIds(sqlite),
      projections: [searchProjection],
      announce: () => undefined,
    },
    run,
    // Where the list brings numbers, new ones stay clear of those it still brings.
    lentFrom: order.lent ? (run.plan.mapping.includes('number') ? run.numbersFrom : 0) : null,
  };
  let standing: Standing = { linesDone: run.linesDone, counts: run.counts };
  let complete = false;
  prepareBulk(sqlite);
  try {
    for (;;) {
      if (gate.stopping) break;
      const waiting = await reader.waiting();
      if (waiting === null) {
        complete = !gate.stopping;
        break;
      }
      try {
        standing = gate.write(() => writeSome(writing, standing, waiting, gate.transactionMs));
      } catch (error) {
        if (!(error instanceof OutOfNumbers)) throw error;
        const rest = Math.min(run.numbersNeeded, run.linesTotal - standing.linesDone);
        const need = Math.max(error.need, rest);
        if (!(await lend(answer, need, writing.lentFrom ?? 0)) && !gate.stopping) throw error;
        continue;
      }
      reader.written();
      progress.tell('importing', standing.linesDone, run.linesTotal);
      log.tend();
    }
    await indexRest(sqlite, rest);
  } catch (error) {
    // What is in is to be found, whatever is wrong with the rest of the list.
    if (error instanceof NotImportable || error instanceof OutOfNumbers)
      await indexRest(sqlite, { ...rest, help: null });
    throw error;
  } finally {
    await reader.close();
  }
  log.finish();
  answer({ kind: 'imported', ...standing, complete });
}

// --- details

/** The counter asks the branch server; this thread has no line of its own. */
async function lend(answer: (what: ThreadAnswer) => void, need: number, from: number): Promise<boolean> {
  if (!parentPort) return false;
  const heard = once(parentPort, 'message') as Promise<[ToThread]>;
  answer({ kind: 'numbersNeeded', need, from });
  const [{ numbersLent }] = await heard;
  return numbersLent;
}

type Reader = {
  /** At least one portion; null at the end. @throws what the reading thread could not do */
  waiting: () => Promise<Waiting | null>;
  /** Has as many portions made as were taken off. */
  written: () => void;
  /** Asks the reading thread to move the log beside this one. */
  moveLog: () => void;
  onLogMoved: (call: () => void) => void;
  /** Has the reading thread feed its half of the search index; false when it has gone. @throws what it could not do */
  feed: () => Promise<boolean>;
  close: () => Promise<void>;
};

function startReader(order: ImportOrder): Reader {
  const { port1: port, port2 } = new MessageChannel();
  const readerOrder: ThreadOrder = { ...order, job: 'read', port: port2 };
  const thread = new Worker(THREAD, { workerData: readerOrder, transferList: [port2], name: 'import-reader' });
  const portions: Portion[] = [];
  let received = 0;
  let ended = false;
  let failure: Error | null = null;
  let logMoved: () => void = () => undefined;
  let fed = false;
  const wake = new EventTarget();
  const told = (what: FromReader) => {
    if (what.kind === 'portion') {
      portions.push(what.portion);
      received++;
    }
    // It may have been heard inside a transaction.
    else if (what.kind === 'checkpointed') setImmediate(() => logMoved());
    else if (what.kind === 'end') ended = true;
    else if (what.kind === 'fed') fed = true;
    else if (what.kind === 'trouble') failure = new NotImportable(what.trouble);
    else failure = Object.assign(new Error('the reading thread failed'), { code: what.code });
    wake.dispatchEvent(new Event('told'));
  };
  const died = (error: Error) => {
    failure ??= error;
    wake.dispatchEvent(new Event('told'));
  };
  let gone = false;
  const exit = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  port.on('message', told);
  // The reading thread closes it when it was stopped.
  port.on('close', () => {
    [ended, gone] = [true, true];
    wake.dispatchEvent(new Event('told'));
  });
  thread.on('error', died);
  const tell = (what: ToReader) => port.postMessage(what);
  const arrive = () => {
    for (;;) {
      const heard = receiveMessageOnPort(port) as { message: FromReader } | undefined;
      if (heard === undefined) return;
      told(heard.message);
    }
  };
  return {
    waiting: async () => {
      // Lets the port speak, then takes what is there.
      await new Promise(setImmediate);
      while (portions.length === 0 && !ended && failure === null) await once(wake, 'told');
      if (failure !== null) throw failure;
      return portions.length === 0 ? null : { portions, arrive };
    },
    written: () => {
      for (; received > portions.length; received--) tell('more');
    },
    moveLog: () => tell('checkpoint'),
    onLogMoved: (call) => {
      logMoved = call;
    },
    feed: async () => {
      tell('feed');
      while (!fed && !gone && failure === null) await once(wake, 'told');
      if (failure !== null) throw failure;
      return fed;
    },
    close: async () => {
      port.close();
      await exit;
    },
  };
}

// Beside this file in the sources, beside the bundle when built.
const THREAD = new URL(import.meta.url.endsWith('.ts') ? 'thread.ts' : 'import-thread.js', import.meta.url);
