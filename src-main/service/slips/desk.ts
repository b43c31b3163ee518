// Brings slips to their printer, whichever way it hangs on this computer: one after the other, since many take one wire at a
// time, and so that a question for its state meets no slip. What is on its way can be called back. It keeps no slip.
import type { SlipOutcome, SlipState } from '../../../src-shared/slips/contract.ts';
import type { SlipPrinter } from '../../../src-shared/slips/rules.ts';
import type { PrinterPort } from '../ports.ts';
import { askState, sendSlip } from './network-printer.ts';

export type SlipDesk = {
  /** @param title as anybody may read it in the printer's queue */
  print(printer: SlipPrinter, bytes: Uint8Array, title: string): Promise<SlipOutcome>;
  state(printer: SlipPrinter): Promise<SlipState>;
  /** Calls back every slip that is on its way. */
  cancel(): void;
  stop(): void;
};

export function createSlipDesk(printers: PrinterPort): SlipDesk {
  const turns = new Map<string, Promise<unknown>>();
  const slips = new Set<AbortController>();
  const questions = new Set<AbortController>();
  const inTurn = async <T>(
    printer: SlipPrinter,
    work: (signal: AbortSignal) => Promise<T>,
    kind: Set<AbortController>,
  ): Promise<T> => {
    const { way } = printer;
    const place = way.kind === 'address' ? `${way.host}:${way.port}` : way.printerId;
    const control = new AbortController();
    kind.add(control);
    const done = (turns.get(place) ?? Promise.resolve()).then(() => work(control.signal));
    const settled = done.catch(() => undefined);
    turns.set(place, settled);
    try {
      return await done;
    } finally {
      kind.delete(control);
      if (turns.get(place) === settled) turns.delete(place);
    }
  };
  const abort = (kind: Set<AbortController>) => {
    for (const control of kind) control.abort();
  };
  return {
    print: (printer, bytes, title) =>
      inTurn(
        printer,
        async (signal) => {
          const { way } = printer;
          if (way.kind === 'address') return sendSlip(way, bytes, { signal });
          const result = await printers.printBytes?.({ bytes, title, printerId: way.printerId, signal });
          if (!result) return { ok: false, code: 'PRINT_UNKNOWN_QUEUE', mayBeOut: false };
          if (result.ok) return { ok: true, finished: result.finished, note: null };
          return { ok: false, code: result.code, mayBeOut: result.mayStillPrint };
        },
        slips,
      ),
    state: (printer) =>
      inTurn(
        printer,
        async (signal): Promise<SlipState> => {
          const { way } = printer;
          if (way.kind === 'address') return askState(way, { signal });
          const queue = (await printers.list()).find(({ id }) => id === way.printerId);
          if (!queue?.takesBytes) return { ok: false, code: 'PRINT_UNKNOWN_QUEUE', mayBeOut: false };
          if (queue.problem) return { ok: false, code: queue.problem, mayBeOut: false };
          return { ok: true, known: false, note: null };
        },
        questions,
      ),
    cancel: () => abort(slips),
    stop: () => {
      abort(slips);
      abort(questions);
    },
  };
}
