// Prints in Electron: the pages that the preview showed are drawn into a hidden window and handed to the system, on
// every system alike. Success means 'handed over'; where the spooler can be asked (CUPS) its word counts more. One job at
// a time. It refuses to know what is printed.
//
// Electron cannot choose a tray: `webContents.print` has no word for it. A form that needs its own paper gets a second
// queue of the same printer, set up for that tray in the system, and is given that queue in the preview.
import type { PrinterInfo, PrintFailureCode, PrintJob, PrintResult } from '../../src-shared/printing/jobs.ts';
import { jobAfter, newestJob } from '../service/printing/cups-jobs.ts';
import { createCupsPrinter } from '../service/printing/cups-printer.ts';
import { type BytesJob, looksLikePdf, type PrinterPort } from '../service/printing/printers.ts';
import { openPrintPage, PageFailed, type PrintPage } from './print-page.ts';

export type WindowPrinter = PrinterPort & {
  /** Resolves when nothing is on its way to a printer any more; at once when nothing is. */
  settled(): Promise<void>;
  readonly busy: boolean;
};

/** How long a job that was handed over may take to show in the queue. */
const SHOWS_WITHIN_MS = 15_000;
/** Where the queue cannot be watched: the window must outlive the callback, which comes before the job is handed over. */
const LINGER_MS = 5_000;

/**
 * @param options.preload the one that hands over a port
 * @param options.spooler socket of CUPS, or null where there is none (Windows)
 * @param options.list printers where there is no CUPS
 * @param options.printBytes past the window, where there is no CUPS
 */
export function createWindowPrinter(options: {
  preload: string;
  spooler: string | null;
  list: () => Promise<PrinterInfo[]>;
  printBytes: (job: BytesJob) => Promise<PrintResult>;
}): WindowPrinter {
  const { preload, spooler } = options;
  const underWay = new Set<Promise<unknown>>();
  const keep = <T>(work: Promise<T>): Promise<T> => {
    const settled = work.catch(() => undefined).finally(() => underWay.delete(settled));
    underWay.add(settled);
    return work;
  };
  const port = spooler === null ? unwatched(options, keep) : watched(preload, spooler);
  const { printBytes } = port;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    list: () => port.list(),
    print(job) {
      const printed = turn.then(() => port.print(job));
      turn = printed.catch(() => undefined);
      return keep(printed);
    },
    ...(printBytes && { printBytes: (job: BytesJob) => keep(printBytes(job)) }),
    get busy() {
      return underWay.size > 0;
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** Everything about queue and job is asked and judged as without Electron; only the way into the queue is another one. */
function watched(preload: string, socketPath: string): PrinterPort {
  const cups = createCupsPrinter({
    socketPath,
    handOver: (job) =>
      withPage<number | PrintResult>(preload, job, async (page) => {
        const queue = { socketPath, queue: job.printerId };
        const before = await newestJob(queue);
        const failure = await handOver(page, job);
        if (failure) return failure;
        const number = await jobAfter(queue, before, job.title, SHOWS_WITHIN_MS);
        return number ?? { ok: false, code: 'PRINT_TIMEOUT', mayStillPrint: true };
      }),
  });
  return {
    list: async () => (await cups.list()).map((printer) => ({ ...printer, trays: [] })),
    print: (job) => (job.tray === undefined ? cups.print(job) : Promise.resolve(failed('PRINT_BAD_REQUEST'))),
    // A slip is no page: its bytes go past the window.
    printBytes: (job) => cups.printBytes(job),
  };
}

function unwatched(
  { preload, list, printBytes }: Omit<Parameters<typeof createWindowPrinter>[0], 'spooler'>,
  keep: (work: Promise<PrintResult>) => Promise<PrintResult>,
): PrinterPort {
  return {
    list,
    async print(job) {
      if (!looksLikePdf(job.pdf)) return failed('PRINT_BAD_DOCUMENT');
      if (job.tray !== undefined || !(job.copies >= 1 && job.copies <= 99)) return failed('PRINT_BAD_REQUEST');
      if (!(await list()).some(({ id }) => id === job.printerId)) return failed('PRINT_UNKNOWN_QUEUE');
      return new Promise<PrintResult>((resolve, reject) => {
        const lingering = withPage(preload, job, async (page) => {
          const result: PrintResult = (await handOver(page, job)) ?? { ok: true, finished: false };
          resolve(result);
          if (result.ok) await new Promise((passed) => setTimeout(passed, LINGER_MS));
          return result;
        });
        keep(lingering).then(resolve, reject);
      });
    },
    async printBytes(job) {
      const queue = (await list()).find(({ id }) => id === job.printerId);
      if (!queue) return failed('PRINT_UNKNOWN_QUEUE');
      // A queue that stands still takes a job without a word; it would come out tomorrow.
      return queue.problem ? failed(queue.problem) : printBytes(job);
    },
  };
}

/** Opens a page for the job, and wipes it whatever happens. A page that fails has printed nothing. */
async function withPage<T>(
  preload: string,
  job: PrintJob,
  use: (page: PrintPage) => Promise<T>,
): Promise<T | PrintResult> {
  let page: PrintPage;
  try {
    page = await openPrintPage(preload);
  } catch (error) {
    if (error instanceof PageFailed) return failed('PRINT_FAILED');
    throw error;
  }
  try {
    await page.draw(job.pdf, job.title);
    return await use(page);
  } catch (error) {
    if (error instanceof PageFailed) return failed('PRINT_BAD_DOCUMENT');
    throw error;
  } finally {
    await page.close();
  }
}

/** Exact size, one side, whatever the printer's presets say: the address has to meet the window. */
async function handOver(page: PrintPage, job: PrintJob): Promise<PrintResult | null> {
  let answer: Awaited<ReturnType<PrintPage['print']>>;
  try {
    answer = await page.print({
      silent: true,
      deviceName: job.printerId,
      copies: job.copies,
      collate: true,
      pageSize: 'A4',
      margins: { marginType: 'none' },
      scaleFactor: 100,
      landscape: false,
      duplexMode: 'simplex',
    });
  } catch (error) {
    // Electron throws for a name that the system does not know and for settings that it does not take.
    return failed(codeFor((error as Error).message));
  }
  if (answer === 'silence') return { ok: false, code: 'PRINT_TIMEOUT', mayStillPrint: true };
  return answer.handedOver ? null : failed(codeFor(answer.reason));
}

function codeFor(reason: string): PrintFailureCode {
  if (/deviceName|device name|no printer/i.test(reason)) return 'PRINT_UNKNOWN_QUEUE';
  if (/cancel/i.test(reason)) return 'PRINT_CANCELLED';
  if (/settings|pageSize|margins|copies/i.test(reason)) return 'PRINT_BAD_REQUEST';
  return 'PRINT_FAILED';
}

function failed(code: PrintFailureCode): Extract<PrintResult, { ok: false }> {
  return { ok: false, code, mayStillPrint: false };
}
