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
  /** One question a printer is enough, however many ask: a slip waits behind no more. */
  const asked = new Map<string, Promise<SlipState>>();
  const inTurn = async <T>(
    printer: SlipPrinter,
    work: (signal: AbortSignal) => Promise<T>,
    kind: Set<AbortController>,
  ): Promise<T> => {
    const { way } = printer;
    const place = way.kind === 'address' ? `${way.host}:${way.port}` : way.printerId;
    const control = new AbortController();
    kind.add(control);
    // Who calls it back while it waits does not wait for its turn.
    const turn = Promise.race([turns.get(place), calledBack(control.signal)]);
    const done = turn.then(() => work(control.signal));
    const settled = Promise.all([turns.get(place), done.catch(() => undefined)]);
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
          if (signal.aborted) return { ok: false, code: 'SLIP_CANCELLED', mayBeOut: false };
          if (way.kind === 'address') return sendSlip(way, bytes, { signal });
          const result = await printers.printBytes?.({ bytes, title, printerId: way.printerId, signal });
          if (!result) return { ok: false, code: 'PRINT_UNKNOWN_QUEUE', mayBeOut: false };
          if (result.ok) return { ok: true, finished: result.finished, note: null };
          return { ok: false, code: result.code, mayBeOut: result.mayStillPrint };
        },
        slips,
      ),
    state: (printer) => {
      const key = JSON.stringify(printer.way);
      const asking = asked.get(key) ?? inTurn(printer, (signal) => stateOf(printers, printer, signal), questions);
      asked.set(key, asking);
      const forget = () => asked.delete(key);
      asking.then(forget, forget);
      return asking;
    },
    cancel: () => abort(slips),
    stop: () => {
      abort(slips);
      abort(questions);
    },
  };
}

async function stateOf(printers: PrinterPort, { way }: SlipPrinter, signal: AbortSignal): Promise<SlipState> {
  if (way.kind === 'address') return askState(way, { signal });
  const queue = (await printers.list()).find(({ id }) => id === way.printerId);
  if (!queue?.takesBytes) return { ok: false, code: 'PRINT_UNKNOWN_QUEUE', mayBeOut: false };
  if (queue.problem) return { ok: false, code: queue.problem, mayBeOut: false };
  return { ok: true, known: false, note: null };
}

function calledBack(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
