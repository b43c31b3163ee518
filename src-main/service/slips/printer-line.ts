// The wire to one network printer: connects, asks, writes, closes, each within a time of its own, and ends at once when it is
// told to. It refuses to know what the bytes mean. node-thermal-printer's own sending is not used: it calls a slip printed as
// soon as the system has taken its bytes, and waits for ever for a printer that hangs up.
import { connect } from 'node:net';

/** `broken`: with an error of the network; `closed`: the printer ended it in good order. */
export type LineEnd = 'unreachable' | 'unknownHost' | 'broken' | 'closed' | 'stalled' | 'cancelled';

export class LineEnded extends Error {
  readonly end: LineEnd;
  constructor(end: LineEnd) {
    super(`the wire to the printer ended: ${end}`);
    this.name = 'LineEnded';
    this.end = end;
  }
}

export type PrinterLine = {
  /** The first byte that fits, among those that have come and were not forgotten; null = none came in time. @throws LineEnded */
  answer(fits: (byte: number) => boolean, withinMs: number): Promise<number | null>;
  /** Drops what the printer has said so far. */
  forget(): void;
  /** Hands bytes to the network. @throws LineEnded ('stalled': nobody takes them) */
  write(bytes: Uint8Array, withinMs: number): Promise<void>;
  /** Says, once, that no more comes and waits for the printer to close; one that leaves it open is not waited for. @throws LineEnded */
  finish(withinMs: number): Promise<void>;
  /** Away with it, whatever is under way. */
  destroy(): void;
};

/** @throws LineEnded */
export async function openLine(
  { host, port }: { readonly host: string; readonly port: number },
  { connectMs, signal }: { readonly connectMs: number; readonly signal: AbortSignal },
): Promise<PrinterLine> {
  const socket = connect({ host, port, noDelay: true });
  let arrived: number[] = [];
  let connected = false;
  let finishing = false;
  let end: LineEnd | null = signal.aborted ? 'cancelled' : null;
  let wake = () => {};
  const ended = (how: LineEnd) => {
    end ??= how;
    wake();
  };
  const abort = () => {
    ended('cancelled');
    socket.destroy();
  };
  signal.addEventListener('abort', abort, { once: true });
  socket.on('connect', () => {
    connected = true;
    wake();
  });
  socket.on('data', (bytes) => {
    arrived.push(...bytes);
    wake();
  });
  socket.on('error', (error) => ended(connected ? 'broken' : whyNot(error)));
  socket.on('end', () => ended('closed'));
  socket.on('close', () => ended('closed'));

  /** Until `met` or the time is up. @returns whether it is met; @throws LineEnded when it can no longer be */
  const until = async (met: () => boolean, withinMs: number): Promise<boolean> => {
    const deadline = performance.now() + withinMs;
    for (;;) {
      if (met()) return true;
      if (end !== null) throw new LineEnded(end);
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const destroy = () => {
    signal.removeEventListener('abort', abort);
    socket.destroy();
  };
  try {
    if (!(await until(() => connected, connectMs))) throw new LineEnded('unreachable');
  } catch (error) {
    destroy();
    throw error;
  }
  return {
    destroy,
    async answer(fits, withinMs) {
      let found: number | null = null;
      await until(() => {
        const at = arrived.findIndex(fits);
        if (at >= 0) found = arrived.splice(at, 1)[0] ?? null;
        return at >= 0;
      }, withinMs);
      return found;
    },
    forget() {
      arrived = [];
    },
    async write(bytes, withinMs) {
      let taken = false;
      socket.write(bytes, (error) => {
        if (error) return;
        taken = true;
        wake();
      });
      if (!(await until(() => taken, withinMs))) throw new LineEnded('stalled');
    },
    async finish(withinMs) {
      if (finishing) return;
      finishing = true;
      socket.end();
      try {
        await until(() => false, withinMs);
      } catch (error) {
        if (!(error instanceof LineEnded) || error.end !== 'closed') throw error;
      }
    },
  };
}

function whyNot(error: Error): LineEnd {
  const { code } = error as { code?: string };
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NONAME' ? 'unknownHost' : 'unreachable';
}
