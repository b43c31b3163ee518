// Sends a slip to a network printer and says what became of it, in the printer's own words where it has any: it is asked for
// its state before (DLE EOT, answered at once), and after the slip for a sign that all before it is done (GS r, answered in its
// turn); while that does not come, its state says why. One that never answers can be sent to blindly. It refuses to know slips.
import type { SlipOutcome, SlipState } from '../../../src-shared/slips/contract.ts';
import type { SlipFailureCode, SlipNote, SlipWay } from '../../../src-shared/slips/rules.ts';
import { type LineEnd, LineEnded, openLine, type PrinterLine } from './printer-line.ts';

export type NetworkWay = Extract<SlipWay, { kind: 'address' }>;

/** Milliseconds. */
export type SlipTimings = {
  readonly connectMs: number;
  /** For one answer about its state; a printer answers within a few. */
  readonly answerMs: number;
  /** For taking the bytes of a whole slip; a printer that holds them back has run into something. */
  readonly writeMs: number;
  /** From the slip's last byte to its last line on paper. */
  readonly printedMs: number;
  readonly closeMs: number;
};

export const USUAL_TIMINGS: SlipTimings = {
  ...{ connectMs: 3_000, answerMs: 2_000, writeMs: 8_000, printedMs: 6_000, closeMs: 1_500 },
};

type Asking = { readonly signal: AbortSignal; readonly timings?: SlipTimings };

/** Never twice: what failed is sent again only by whoever asks anew. */
export async function sendSlip(way: NetworkWay, bytes: Uint8Array, asking: Asking): Promise<SlipOutcome> {
  const timings = asking.timings ?? USUAL_TIMINGS;
  let begun = false;
  const work = async (line: PrinterLine): Promise<SlipOutcome> => {
    if (way.asksState) {
      const { problem } = await stateOf(line, timings);
      if (problem) return failed(problem, false);
    }
    line.forget();
    begun = true;
    await line.write(way.asksState ? Buffer.concat([bytes, ASK_WHEN_DONE]) : bytes, timings.writeMs);
    const outcome = way.asksState ? await printed(line, timings) : HANDED_OVER;
    // Nobody has said that it is done: how the wire ends is all there is to know.
    if (outcome.ok && !outcome.finished) await line.finish(timings.closeMs);
    return outcome;
  };
  return withLine(way, asking, timings, work, (end) => failed(codeOf(end, begun), begun));
}

/** Asks without printing. */
export async function askState(way: NetworkWay, asking: Asking): Promise<SlipState> {
  const timings = asking.timings ?? USUAL_TIMINGS;
  const work = async (line: PrinterLine): Promise<SlipState> => {
    if (!way.asksState) return { ok: true, known: false, note: null };
    const { problem, note } = await stateOf(line, timings);
    return problem ? failed(problem, false) : { ok: true, known: true, note };
  };
  return withLine(way, asking, timings, work, (end) => failed(codeOf(end, false), false));
}

// --- details

const HANDED_OVER = { ok: true, finished: false, note: null } as const;
/** What is known stays known however the printer closes; but the next slip should find its wire free. */
const TIDY_MS = 300;
/** How often a printer that is printing is asked whether something is in its way. */
const LOOK_MS = 400;

/** DLE EOT n: 1 the printer, 2 why it is offline, 4 the roll of paper. */
const ask = (n: 1 | 2 | 4) => Buffer.from([0x10, 0x04, n]);
/** Bits 1 and 4 of such an answer are set, 0 and 7 are not. */
const isState = (byte: number) => (byte & 0x93) === 0x12;
/** GS r 1, the paper sensor: done in its turn, unlike DLE EOT. */
const ASK_WHEN_DONE = Buffer.from([0x1d, 0x72, 0x01]);
/** Bits 4 and 7 of its answer are not set. */
const isDone = (byte: number) => (byte & 0x90) === 0;

type State = { readonly problem: SlipFailureCode | null; readonly note: SlipNote | null };

/** @throws LineEnded, Silent */
async function stateOf(line: PrinterLine, { answerMs, writeMs }: SlipTimings): Promise<State> {
  const answers: number[] = [];
  // One at a time: the answers do not say to which question they belong.
  for (const n of [1, 2, 4] as const) {
    await line.write(ask(n), writeMs);
    const answer = await line.answer(isState, answerMs);
    if (answer === null) throw new Silent();
    answers.push(answer);
  }
  const [printer = 0, offline = 0, paper = 0] = answers;
  return { problem: problemIn(printer, offline, paper), note: (paper & 0x0c) !== 0 ? 'nearEnd' : null };
}

function problemIn(printer: number, offline: number, paper: number): SlipFailureCode | null {
  if ((offline & 0x04) !== 0) return 'SLIP_COVER_OPEN';
  if ((paper & 0x60) !== 0 || (offline & 0x20) !== 0) return 'SLIP_PAPER_OUT';
  if ((offline & 0x40) !== 0) return 'SLIP_FAULT';
  return (printer & 0x08) !== 0 ? 'SLIP_OFFLINE' : null;
}

async function printed(line: PrinterLine, timings: SlipTimings): Promise<SlipOutcome> {
  const deadline = performance.now() + timings.printedMs;
  for (;;) {
    const done = await line.answer(isDone, Math.min(LOOK_MS, timings.printedMs));
    if (done !== null) {
      const note = (done & 0x0c) !== 0 ? 'paperOut' : (done & 0x03) !== 0 ? 'nearEnd' : null;
      return { ok: true, finished: true, note };
    }
    const { problem, note } = await stateOf(line, timings);
    if (problem) return failed(problem, true);
    // It is well and has taken everything: it does not know the question, or the slip is long.
    if (performance.now() >= deadline) return { ...HANDED_OVER, note };
  }
}

class Silent extends Error {}

async function withLine<T>(
  way: NetworkWay,
  { signal }: Asking,
  { connectMs }: SlipTimings,
  work: (line: PrinterLine) => Promise<T>,
  ended: (end: LineEnd | 'silent') => T,
): Promise<T> {
  let line: PrinterLine | undefined;
  try {
    line = await openLine(way, { connectMs, signal });
    const result = await work(line);
    await line.finish(TIDY_MS).catch(() => undefined);
    return result;
  } catch (error) {
    if (error instanceof LineEnded) return ended(error.end);
    if (error instanceof Silent) return ended('silent');
    throw error;
  } finally {
    line?.destroy();
  }
}

function codeOf(end: LineEnd | 'silent', begun: boolean): SlipFailureCode {
  switch (end) {
    case 'unreachable':
      return 'SLIP_UNREACHABLE';
    case 'unknownHost':
      return 'SLIP_UNKNOWN_HOST';
    case 'silent':
      return 'SLIP_SILENT';
    case 'cancelled':
      return 'SLIP_CANCELLED';
    case 'broken':
    case 'closed':
    case 'stalled':
      return begun ? 'SLIP_BROKEN_OFF' : 'SLIP_HUNG_UP';
  }
}

function failed(code: SlipFailureCode, mayBeOut: boolean): Extract<SlipOutcome, { ok: false }> {
  return { ok: false, code, mayBeOut };
}
