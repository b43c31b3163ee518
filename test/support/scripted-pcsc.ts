// PC/SC that answers as a test says: for what no virtual reader can be made to do, such as a reset by another program, a reader
// that is unplugged, or a system that does not tell of readers. The real one is in card-service.ts.
import { PLUGGED } from '../../src-main/card-readers/layouts.ts';
import {
  type Pcsc,
  type PcscCard,
  type PcscContext,
  PcscError,
  SCARD,
  type SeenReader,
  STATE,
} from '../../src-main/card-readers/pcsc.ts';
import { bytes } from './virtual-cards.ts';

const EMPTY = 0x10;

/** What a call answers: bytes, one of PC/SC's codes, or nothing for now. */
export type Said = Uint8Array | number | Promise<Uint8Array>;

export class ScriptedPcsc implements Pcsc {
  tellsOfReaders = true;
  serviceRuns = true;
  /** The waiting does not come back. */
  deaf = false;
  /** How often it was connected, and each command given. */
  connected = 0;
  readonly commands: string[] = [];
  /** What connecting says, the `nth` time from 0. 0 = it works. */
  onConnect: (nth: number) => number | 'hangs' = () => 0;
  onHold: () => Promise<void> = () => Promise.resolve();
  /** What the card says, the `nth` command from 0. */
  onCommand: (nth: number, apdu: string) => Said = () => SCARD.REMOVED_CARD;

  readonly #readers = new Map<string, SeenReader>();
  #wake: (() => void)[] = [];
  #events = 0;

  plugIn(reader: string): void {
    this.#set(reader, EMPTY, '');
  }

  unplug(reader: string): void {
    this.#readers.delete(reader);
    this.#stir();
  }

  /** @param bits besides PRESENT */
  insert(reader: string, atr: string, bits = 0): void {
    this.#set(reader, STATE.PRESENT | bits, atr);
  }

  remove(reader: string): void {
    this.#set(reader, EMPTY, '');
  }

  establish(): Promise<PcscContext> {
    if (!this.serviceRuns) return Promise.reject(new PcscError(SCARD.NO_SERVICE));
    return Promise.resolve({
      listReaders: async () => {
        this.#mustRun();
        return [...this.#readers.keys()];
      },
      waitForChange: (known, timeoutMs) => this.#wait(known, timeoutMs),
      connect: () => this.#connect(),
      release: () => Promise.resolve(),
    });
  }

  endService(): void {
    this.serviceRuns = false;
    this.#stir();
  }

  async #connect(): Promise<PcscCard> {
    const code = this.onConnect(this.connected++);
    if (code === 'hangs') return new Promise(() => undefined);
    if (code !== 0) throw new PcscError(code);
    return {
      hold: () => this.onHold(),
      letGo: () => Promise.resolve(),
      transmit: async (apdu) => {
        const command = Buffer.from(apdu).toString('hex').toUpperCase();
        this.commands.push(command);
        const said = await this.onCommand(this.commands.length - 1, command);
        if (typeof said === 'number') throw new PcscError(said);
        return said;
      },
    };
  }

  async #wait(known: readonly { reader: string; state: number }[], timeoutMs: number): Promise<SeenReader[] | null> {
    if (this.deaf) return new Promise(() => undefined);
    const until = Date.now() + timeoutMs;
    for (;;) {
      this.#mustRun();
      const now = known.map(({ reader, state }) => this.#now(reader, state));
      if (now.some(({ state }, index) => state !== known[index]?.state)) return now;
      const left = until - Date.now();
      if (left <= 0) return null;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #now(reader: string, state: number): SeenReader {
    if (reader === PLUGGED) return { reader, state: this.#readers.size << 16, atr: new Uint8Array() };
    const seen = this.#readers.get(reader);
    if (seen) return seen;
    if (state === 0) throw new PcscError(SCARD.UNKNOWN_READER);
    return { reader, state: STATE.UNKNOWN | STATE.UNAVAILABLE, atr: new Uint8Array() };
  }

  #mustRun(): void {
    if (!this.serviceRuns) throw new PcscError(SCARD.NO_SERVICE);
  }

  #set(reader: string, bits: number, atr: string): void {
    this.#events += 1;
    this.#readers.set(reader, { reader, state: ((this.#events << 16) | bits) >>> 0, atr: bytes(atr) });
    this.#stir();
  }

  #stir(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
