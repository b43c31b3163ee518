// Puts bytes into a queue of Windows and watches what becomes of them, so that a slip that does not come out is said and taken
// back before it is printed twice. It refuses to know how the spooler is called.
import type { PrintFailureCode, PrintResult } from '../../src-shared/printing/jobs.ts';
import { JOB, type Spooler, SpoolerError, type SpoolerQueue, WINDOWS } from './winspool.ts';

export type RawJob = { readonly queue: string; readonly title: string; readonly bytes: Uint8Array };

export type Watching = {
  /** Milliseconds; after it a job without a fault counts as handed over. */
  readonly watchMs: number;
  /** Milliseconds between two looks. */
  readonly lookMs: number;
  isCalledBack(): boolean;
};

/** Expected failures are results; a rejection is a fault of the program. */
export async function printRaw(spooler: Spooler, job: RawJob, watching: Watching): Promise<PrintResult> {
  let queue: SpoolerQueue | undefined;
  let number: number | undefined;
  try {
    queue = spooler.open(job.queue);
    if (watching.isCalledBack()) return { ok: false, code: 'PRINT_CANCELLED', mayStillPrint: false };
    number = queue.send(job.title, job.bytes);
    return await watch(queue, number, watching);
  } catch (error) {
    if (!(error instanceof SpoolerError)) throw error;
    return { ok: false, code: codeOf(error), mayStillPrint: number !== undefined };
  } finally {
    queue?.close();
  }
}

async function watch(
  queue: SpoolerQueue,
  job: number,
  { watchMs, lookMs, isCalledBack }: Watching,
): Promise<PrintResult> {
  const deadline = performance.now() + watchMs;
  let removedByOthers = false;
  for (;;) {
    const status = queue.statusOf(job);
    if (status === null)
      return removedByOthers
        ? { ok: false, code: 'PRINT_CANCELLED', mayStillPrint: false }
        : { ok: true, finished: true };
    if (isOut(status)) return { ok: true, finished: true };
    removedByOthers ||= (status & (JOB.DELETING | JOB.DELETED)) !== 0;
    if (isCalledBack()) return takeBack(queue, job, 'PRINT_CANCELLED');
    const problem = problemIn(status);
    if (problem) return takeBack(queue, job, problem);
    if (performance.now() >= deadline) return { ok: true, finished: false };
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}

/** Removes it, and looks whether that came in time. */
function takeBack(queue: SpoolerQueue, job: number, code: PrintFailureCode): PrintResult {
  queue.remove(job);
  const status = queue.statusOf(job);
  if (status !== null && isOut(status)) return { ok: true, finished: true };
  // One that is being removed still goes on where the printer has begun with it.
  const goesOn = status !== null && ((status & JOB.DELETING) === 0 || (status & JOB.PRINTING) !== 0);
  return { ok: false, code, mayStillPrint: goesOn };
}

function isOut(status: number): boolean {
  return (status & (JOB.PRINTED | JOB.COMPLETE)) !== 0;
}

/** The gravest first: a printer without paper often says that it needs somebody, too. */
function problemIn(status: number): PrintFailureCode | null {
  const has = (bits: number) => (status & bits) !== 0;
  if (has(JOB.PAPER_OUT)) return 'PRINT_PAPER_OUT';
  if (has(JOB.OFFLINE)) return 'PRINT_OFFLINE';
  if (has(JOB.PAUSED)) return 'PRINT_PAUSED';
  return has(JOB.ERROR | JOB.BLOCKED | JOB.NEEDS_SOMEBODY) ? 'PRINT_STOPPED' : null;
}

function codeOf({ code }: SpoolerError): PrintFailureCode {
  switch (code) {
    case WINDOWS.INVALID_PRINTER_NAME:
      return 'PRINT_UNKNOWN_QUEUE';
    case WINDOWS.ACCESS_DENIED:
      return 'PRINT_REJECTING';
    case WINDOWS.RPC_UNAVAILABLE:
    case WINDOWS.RPC_FAILED:
    case WINDOWS.RPC_FAILED_BEFORE:
      return 'PRINT_NO_SPOOLER';
    default:
      return 'PRINT_FAILED';
  }
}
