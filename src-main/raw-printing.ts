// Sends slips through a queue of Windows, each by a process of its own, and says what became of it, even where that process
// cannot. It refuses to know what is printed.
import type { PrintResult } from '../src-shared/printing/jobs.ts';
import { type SpoolerLibraries, WINDOWS_LIBRARIES } from './raw-printing/winspool.ts';
import type { StartHelper } from './service/ports.ts';
import type { BytesJob } from './service/printing/printers.ts';

export type RawOrder =
  | {
      kind: 'print';
      queue: string;
      title: string;
      bytes: Uint8Array;
      libraries: SpoolerLibraries;
    }
  | { kind: 'callBack' };
export type RawNews = PrintResult;

/** Longer than a slip is handed over and watched. */
const PATIENCE_MS = 30_000;

// Beside this file in the sources, beside the bundle when built.
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? 'raw-print-process.ts' : 'raw-print.js', import.meta.url);

type Parts = { start: StartHelper; libraries?: SpoolerLibraries; patienceMs?: number };

export function rawPrinting({
  start,
  libraries = WINDOWS_LIBRARIES,
  patienceMs = PATIENCE_MS,
}: Parts): (job: BytesJob) => Promise<PrintResult> {
  return ({ printerId, title, bytes, signal }) =>
    new Promise((resolve) => {
      const lost = (code: 'PRINT_FAILED' | 'PRINT_TIMEOUT') => done({ ok: false, code, mayStillPrint: true });
      const helper = start(SCRIPT, {
        message: (news) => done(news as RawNews),
        ended: () => lost('PRINT_FAILED'),
      });
      const tell = (order: RawOrder) => helper.send(order);
      const callBack = () => tell({ kind: 'callBack' });
      const timer = setTimeout(() => lost('PRINT_TIMEOUT'), patienceMs);
      const done = (result: PrintResult) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', callBack);
        helper.end();
        resolve(result);
      };
      tell({ kind: 'print', queue: printerId, title, bytes, libraries });
      if (signal.aborted) callBack();
      else signal.addEventListener('abort', callBack, { once: true });
    });
}
