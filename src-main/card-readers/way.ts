// The way to one card for one reading: a context of its own, the connection, commands with a time-out. A card that hangs holds
// up nothing but this way; it is left as it is, and cleared up when the call that hangs comes back.
import type { CardFailure } from '../../src-shared/card-readers/rules.ts';
import type { Transmit } from './health-card/read.ts';
import { CardRefused } from './health-card/refused.ts';
import { type Patience, pause, TimedOut, within } from './patience.ts';
import { type Pcsc, type PcscCard, type PcscContext, PcscError, type Protocols, SCARD } from './pcsc.ts';

const BETWEEN_TRIES_MS = 150;

export class Way {
  readonly #pcsc: Pcsc;
  readonly #patience: Patience;
  #context: Promise<PcscContext> | null = null;
  #card: Promise<PcscCard> | null = null;
  #connected = false;
  /** The last call, which may hang. */
  #under: Promise<unknown> = Promise.resolve();

  constructor(pcsc: Pcsc, patience: Patience) {
    this.#pcsc = pcsc;
    this.#patience = patience;
  }

  /**
   * @returns how its commands are given: the answer has at least two bytes, or CardRefused or PcscError is thrown
   * @throws CardRefused, PcscError
   */
  async open(reader: string, protocols: Protocols): Promise<Transmit> {
    const { serviceMs, connectMs, busyMs } = this.#patience;
    this.#context = this.#pcsc.establish();
    const context = await this.#wait(serviceMs, this.#context, 'SERVICE_STOPPED');
    const until = Date.now() + busyMs;
    for (;;) {
      try {
        this.#card = context.connect(reader, protocols);
        const card = await this.#wait(connectMs, this.#card, 'TIMED_OUT');
        this.#connected = true;
        await this.#wait(busyMs, card.hold(), 'READER_BUSY');
        return (apdu) => this.#transmit(card, apdu);
      } catch (error) {
        // Windows itself looks at each card that is put in.
        if (!isCode(error, SCARD.SHARING_VIOLATION) || Date.now() >= until) throw error;
        await pause(BETWEEN_TRIES_MS);
      }
    }
  }

  /** Whether the card answered to being connected. */
  get connected(): boolean {
    return this.#connected;
  }

  /** Resolves when the reader is free again: at once, or when the call that hangs has come back. */
  async leave(): Promise<void> {
    await this.#under.catch(() => undefined);
    const card = await this.#card?.catch(() => null);
    await card?.letGo().catch(() => undefined);
    const context = await this.#context?.catch(() => null);
    await context?.release().catch(() => undefined);
  }

  async #transmit(card: PcscCard, apdu: Uint8Array): Promise<Uint8Array> {
    const answer = await this.#wait(this.#patience.commandMs, card.transmit(apdu), 'TIMED_OUT');
    // A card that is pulled out while it works 'answers' with nothing.
    if (answer.length < 2) throw new CardRefused('CARD_REMOVED');
    return answer;
  }

  async #wait<T>(ms: number, call: Promise<T>, late: CardFailure): Promise<T> {
    this.#under = call;
    try {
      return await within(ms, call);
    } catch (error) {
      throw error instanceof TimedOut ? new CardRefused(late) : error;
    }
  }
}

function isCode(error: unknown, code: number): boolean {
  return error instanceof PcscError && error.code === code;
}
