// A printer that takes every job and remembers it, for tests that are about what printing means.
import type { PrinterPort } from '../../src-main/service/ports.ts';
import type { Preview } from '../../src-shared/printing/contract.ts';
import type { PrintJob } from '../../src-shared/printing/jobs.ts';
import type { TestCounter } from './counter.ts';

export function memoryPrinter(): PrinterPort & {
  readonly jobs: PrintJob[];
  /** From now on nobody is told of the printers. @returns until this is called */
  hold(): () => void;
} {
  const jobs: PrintJob[] = [];
  let answering = Promise.resolve();
  return {
    jobs,
    hold() {
      let answer = () => {};
      answering = new Promise((resolve) => {
        answer = resolve;
      });
      return () => answer();
    },
    list: async () => answering.then(() => [{ id: 'p', name: 'Laser', isDefault: true, state: 'ready', trays: [] }]),
    print: async (job) => {
      jobs.push(job);
      return { ok: true, finished: true };
    },
  };
}

/** What 'Drucken' in the preview does. */
export async function print(counter: TestCounter, preview: Preview): Promise<void> {
  const outcome = await counter.client.printing.print({ previewId: preview.id, printerId: 'p', copies: 1, tray: null });
  if (!outcome.ok) throw new Error(outcome.code);
}
