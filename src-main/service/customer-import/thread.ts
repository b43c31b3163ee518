// A thread of the import: does one job and ends. What the jobs are stands in their own files; this one connects, answers
// and turns what nobody foresaw into a code without quoting what was being read.
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../database/connection.ts';
import type { ListAccess, ThreadAnswer, ThreadOrder } from './jobs.ts';
import { NotImportable } from './not-importable.ts';
import { progressTo } from './progress.ts';
import { fileSource, keptSource, type Source } from './source.ts';
import { whatFailed } from './what-failed.ts';
import { writeAheadLog } from './write-ahead-log.ts';
import { GatePass, Stopped } from './write-gate.ts';

const order = workerData as ThreadOrder;
const gate = new GatePass(order.gate);
const answer = (what: ThreadAnswer) => parentPort?.postMessage(what);
gate.connected();
const sqlite = connect(order.database.file, Buffer.from(order.database.key), { cacheKilobytes: cacheFor(order.job) });
sqlite.pragma('synchronous = FULL');
// The log is moved when the import says so (write-ahead-log.ts), not in the middle of its transactions.
sqlite.pragma('wal_autocheckpoint = 0');

try {
  await work();
} catch (error) {
  if (error instanceof NotImportable) answer({ kind: 'trouble', trouble: error.trouble });
  else if ((error as Error).name === 'OutOfNumbers') answer({ kind: 'failed', code: 'NO_NUMBERS', frames: [] });
  else if (!(error instanceof Stopped)) answer({ kind: 'failed', ...whatFailed(error) });
} finally {
  sqlite.close();
  gate.disconnected();
}

/** A thread loads only what its job needs: it is up in a third of the time. */
async function work(): Promise<void> {
  switch (order.job) {
    case 'recognise': {
      const { recognise } = await import('./recognise.ts');
      answer({ kind: 'recognised', recognised: await recognise(sourceOf(order.list)) });
      return;
    }
    case 'check': {
      const { checkList } = await import('./check-list.ts');
      answer({ kind: 'checked', ...(await checkList(sqlite, listOf(order), gate, answer)) });
      return;
    }
    case 'read': {
      const { sendPortions } = await import('./read-portions.ts');
      await sendPortions(sqlite, listOf(order), order.run, order.port, gate);
      return;
    }
    case 'import': {
      const { importList } = await import('./import-list.ts');
      await importList(sqlite, order, gate, answer);
      return;
    }
    case 'index': {
      const { indexRest } = await import('./index-imported.ts');
      const log = writeAheadLog(sqlite, null);
      await indexRest(sqlite, { gate, progress: progressTo(answer), log, help: null });
      log.finish();
      answer({ kind: 'indexed' });
    }
  }
}

function listOf({ list, today, ...rest }: Extract<ThreadOrder, { job: 'check' | 'read' }>) {
  const plan = 'run' in rest ? rest.run.plan : rest.plan;
  return { ...list, source: sourceOf(list), plan, today };
}

function sourceOf({ fileId, path }: ListAccess): Source {
  const source = path === null ? keptSource(sqlite, fileId) : fileSource(path);
  return async function* () {
    try {
      for await (const chunk of source()) {
        gate.goOn();
        yield chunk;
      }
    } catch (error) {
      const { code } = error as { code?: string };
      if (path !== null && code && /^E[A-Z]+$/.test(code)) throw new NotImportable({ kind: 'unreadable', code });
      throw error;
    }
  };
}

function cacheFor(job: ThreadOrder['job']): number {
  // The index is fed from a table of some hundred megabytes that is read several times.
  return job === 'import' || job === 'index' || job === 'read' ? 131_072 : 16_384;
}
