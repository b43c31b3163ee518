// A slip printer on the network for tests: it listens as a real one does, answers for its state, takes slips, and plays what
// goes wrong with printers. What it was sent is kept byte by byte. It refuses to know what a slip says.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export type PrinterMode =
  | 'ready'
  /** All is well, the roll is nearly empty. */
  | 'nearEnd'
  | 'paperOut'
  | 'coverOpen'
  | 'fault'
  | 'offline'
  /** Takes the wire and never says anything. */
  | 'silent'
  /** Nobody listens. */
  | 'refuse'
  /** Ends the wire at the first question. */
  | 'hangsUp'
  /** Takes the slip and runs out of paper while printing it. */
  | 'paperOutMidway'
  /** Answers for its state, and has never heard of GS r. */
  | 'neverDone'
  /** Takes its time for every answer, and never comes to an end. */
  | 'slow'
  /** Takes the slip, and no longer answers anything. */
  | 'silentMidway'
  /** The connection is reset when so many bytes of the slip have come. */
  | { readonly resetAfter: number };

export type SlipPrinterDouble = {
  readonly host: string;
  readonly port: number;
  /** 'host:port', as it is typed. */
  readonly address: string;
  /** Slips that came completely, in order. */
  readonly slips: readonly Buffer[];
  /** The bytes of slips that it broke off. */
  readonly torn: readonly Buffer[];
  /** Questions for its state so far. */
  readonly questions: number;
  /** The most wires that were open at a time. */
  readonly mostAtOnce: number;
  setMode(mode: PrinterMode): Promise<void>;
  stop(): Promise<void>;
};

/** Answers to DLE EOT 1, 2 and 4: bits 1 and 4 are always set. */
const WELL = { 1: 0x12, 2: 0x12, 4: 0x12 };
const ANSWERS: Readonly<Partial<Record<string, Record<1 | 2 | 4, number>>>> = {
  nearEnd: { ...WELL, 4: 0x12 | 0x0c },
  paperOut: { 1: 0x12 | 0x08, 2: 0x12 | 0x20, 4: 0x12 | 0x60 | 0x0c },
  coverOpen: { 1: 0x12 | 0x08, 2: 0x12 | 0x04, 4: 0x12 },
  fault: { 1: 0x12 | 0x08, 2: 0x12 | 0x40, 4: 0x12 },
  offline: { ...WELL, 1: 0x12 | 0x08 },
};

const NEVER_DONE: ReadonlySet<PrinterMode> = new Set(['paperOutMidway', 'silentMidway', 'silent', 'neverDone', 'slow']);
/** Less than the counter waits for an answer. */
const SLOW_MS = 1_500;

export async function startSlipPrinter(): Promise<SlipPrinterDouble> {
  const host = '127.0.0.1';
  const slips: Buffer[] = [];
  const torn: Buffer[] = [];
  const wires = new Set<Socket>();
  let mode: PrinterMode = 'ready';
  let questions = 0;
  let mostAtOnce = 0;
  let server: Server | null = null;
  let port = 0;

  const serve = (wire: Socket) => {
    wires.add(wire);
    mostAtOnce = Math.max(mostAtOnce, wires.size);
    let slip: number[] = [];
    let held: number[] = [];
    const keep = (shelf: Buffer[]) => {
      if (slip.length > 0) shelf.push(Buffer.from(slip));
      slip = [];
    };
    const isSilent = () => mode === 'silent' || (mode === 'silentMidway' && slip.length > 0);
    const stateAsked = (n: number) => {
      questions += 1;
      if (mode === 'hangsUp') wire.end();
      if (mode === 'hangsUp' || isSilent()) return;
      const broken = mode === 'paperOutMidway' && slip.length > 0;
      const answers = (broken ? ANSWERS.paperOut : typeof mode === 'string' ? ANSWERS[mode] : undefined) ?? WELL;
      const answer = () => !wire.destroyed && wire.write(Buffer.from([answers[n as 1 | 2 | 4]]));
      if (mode === 'slow') setTimeout(answer, SLOW_MS);
      else answer();
    };
    const doneAsked = () => {
      if (typeof mode === 'string' && NEVER_DONE.has(mode)) return;
      keep(slips);
      wire.write(Buffer.from([mode === 'nearEnd' ? 0x03 : 0x00]));
    };
    const data = (byte: number) => {
      slip.push(byte);
      if (typeof mode === 'string' || slip.length < mode.resetAfter) return;
      keep(torn);
      wire.resetAndDestroy();
    };
    /** Real printers take these three bytes out of the stream wherever they stand. */
    const take = (byte: number) => {
      held.push(byte);
      const [first, second, third] = held;
      const isQuestion = first === 0x10 ? (second ?? 4) === 4 : first === 0x1d ? (second ?? 0x72) === 0x72 : false;
      if (isQuestion && third === undefined) return;
      if (isQuestion && third !== undefined) {
        if (first === 0x10) stateAsked(third);
        else doneAsked();
      } else for (const one of held) data(one);
      held = [];
    };
    wire.on('data', (bytes) => {
      for (const byte of bytes) if (!wire.destroyed) take(byte);
    });
    wire.on('error', () => undefined);
    wire.on('close', () => {
      wires.delete(wire);
      // A slip that nobody asked about is done when the wire is closed in good order.
      keep(mode === 'ready' || mode === 'neverDone' || mode === 'silent' ? slips : torn);
    });
  };

  const listen = async () => {
    server = createServer(serve);
    server.listen(port, host);
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const close = async () => {
    const closing = server;
    server = null;
    if (!closing) return;
    const closed = once(closing, 'close');
    closing.close();
    for (const wire of wires) wire.destroy();
    await closed;
  };
  await listen();
  return {
    host,
    get port() {
      return port;
    },
    get address() {
      return `${host}:${port}`;
    },
    slips,
    torn,
    get questions() {
      return questions;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    async setMode(wanted) {
      mode = wanted;
      if (wanted === 'refuse') await close();
      else if (!server) await listen();
    },
    stop: close,
  };
}
