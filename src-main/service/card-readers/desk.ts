// Takes what the card readers read, for whoever is signed in: judges one card after the other, keeps what can be taken over for two
// minutes and tells the screens that there is something. Whoever comes next finds nothing of it.
import type { CardEvent } from '../../../src-shared/card-readers/contract.ts';
import type { CardFailure } from '../../../src-shared/card-readers/rules.ts';
import type { News } from '../../../src-shared/shell/contract.ts';
import { readLocal, writeLocal } from '../database/local.ts';
import type { House } from '../house.ts';
import type { CardReadersPort, CardReading, Ports } from '../ports.ts';
import type { Session } from '../session.ts';
import { outcomeOf } from './outcome.ts';

export type Comparison = Extract<CardEvent, { kind: 'compare' }>;

export type DeskParts = {
  ports: Pick<Ports, 'cardReaders' | 'now' | 'log'>;
  session: Session;
  house: () => House | null;
  announce: (news: News) => void;
};

const KEPT_MS = 2 * 60_000;
/** Of this workstation; '0' = F6 alone reads. */
const AUTOMATIC = 'cardsReadByThemselves';

/** From one sign-in to the next lock: another object each time, for the same person too. */
type Visit = { readonly personId: string };
type Told = { readonly event: CardEvent; readonly at: number };
/** What came of a reading: its event, or why it could not be judged. */
type Judged = { readonly event: CardEvent } | { readonly error: unknown };

export class CardDesk {
  readonly #parts: DeskParts;
  readonly #port: CardReadersPort | undefined;
  #endWatch: () => void = () => undefined;
  #visit: Visit | null = null;
  /** What arrived and was not told yet, in its order. */
  #untold: Told[] = [];
  /** What can be taken over, by its reading: a second card waits at the screen while the window of the first is open. */
  readonly #kept = new Map<string, { comparison: Comparison; at: number; forgetting: NodeJS.Timeout }>();
  #judged: Promise<void> = Promise.resolve();
  /** What came of 'Karte lesen - F6' so far. */
  #answer: Judged | null = null;
  #reading: Promise<CardEvent> | null = null;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#port = parts.ports.cardReaders;
  }

  start(): void {
    if (!this.#port) return;
    this.#endWatch = this.#port.watch({
      changed: () => this.#parts.announce({ kind: 'changed', tables: ['cardReaders'], ids: [] }),
      read: (reading) => this.#heard(reading),
    });
    this.#port.start();
  }

  stop(): void {
    this.#endWatch();
    this.#forget();
    this.#port?.stop();
  }

  get state(): CardReadersPort['state'] {
    return this.#port?.state ?? { service: 'noLibrary', readers: [] };
  }

  isAutomatic(house: House): boolean {
    return readLocal(house.db.sqlite, AUTOMATIC) !== '0';
  }

  chooseAutomatic(house: House, automatic: boolean): void {
    writeLocal(house.db.sqlite, AUTOMATIC, automatic ? '1' : '0');
    this.#parts.announce({ kind: 'changed', tables: ['cardReaders'], ids: [] });
  }

  /** Somebody came or left: called with every change of the seat. */
  seatChanged(): void {
    const personId = this.#parts.session.person?.id ?? null;
    if (personId === (this.#visit?.personId ?? null)) return;
    this.#visit = personId === null ? null : { personId };
    this.#forget();
  }

  /** Reads whatever lies in a reader now. Two who ask at once are told the same. */
  read(): Promise<CardEvent> {
    if (this.#reading) return this.#reading;
    const reading = this.#readNow().finally(() => {
      if (this.#reading === reading) this.#reading = null;
    });
    this.#reading = reading;
    return reading;
  }

  /** What arrived by itself since this was asked last. */
  arrived(): CardEvent[] {
    const untold = this.#untold.filter((told) => this.#isFresh(told));
    this.#untold = [];
    return untold.map(({ event }) => event);
  }

  /** null = too long ago, taken over already, or somebody else has signed in. */
  comparison(readingId: string): Comparison | null {
    const kept = this.#kept.get(readingId);
    return kept && this.#isFresh(kept) ? kept.comparison : null;
  }

  /** It was taken over: twice would be two customers. */
  settled(readingId: string): void {
    clearTimeout(this.#kept.get(readingId)?.forgetting);
    this.#kept.delete(readingId);
  }

  async #readNow(): Promise<CardEvent> {
    if (!this.#port) return { kind: 'failed', reader: null, code: 'SERVICE_MISSING' };
    const visit = this.#visit;
    this.#answer = null;
    await this.#port.read();
    await this.#judged;
    // Who asked has left; the answer is another's.
    if (this.#visit !== visit) return { kind: 'none' };
    const answer = this.#answer as Judged | null;
    if (answer && 'error' in answer) throw answer.error;
    return answer?.event ?? { kind: 'failed', reader: null, code: whyNothing(this.state) };
  }

  #heard(reading: CardReading): void {
    const visit = this.#visit;
    const house = this.#parts.house();
    if (!visit || !house || !(reading.asked || this.isAutomatic(house))) return;
    if (reading.kind === 'failed') this.#parts.ports.log.warn({ code: reading.code }, 'a card could not be read');
    this.#judged = this.#judged.then(() => this.#judge(reading, visit));
  }

  async #judge(reading: CardReading, visit: Visit): Promise<void> {
    const isHere = () => this.#visit === visit;
    try {
      const house = this.#parts.house();
      if (!house || !isHere()) return;
      const event = await outcomeOf(house, reading, isHere);
      if (isHere()) this.#take(event, reading.asked);
    } catch (error) {
      const { code, name } = error as { code?: string; name?: string };
      this.#parts.ports.log.error({ code: code ?? name }, 'a card was read and could not be looked up');
      if (!isHere()) return;
      if (reading.asked) this.#answer = { error };
      else this.#take({ kind: 'failed', reader: reading.reader, code: 'NOT_LOOKED_UP' }, false);
    }
  }

  #take(event: CardEvent, asked: boolean): void {
    const told = { event, at: this.#parts.ports.now() };
    if (event.kind === 'compare') this.#keep(event);
    if (asked) {
      // Of several readers the one that had something to say.
      if (event.kind !== 'failed' || this.#answer === null) this.#answer = { event };
      return;
    }
    this.#untold.push(told);
    this.#parts.announce({ kind: 'card' });
  }

  #keep(comparison: Comparison): void {
    const { readingId } = comparison;
    const forgetting = setTimeout(() => this.settled(readingId), KEPT_MS);
    forgetting.unref();
    this.#kept.set(readingId, { comparison, at: this.#parts.ports.now(), forgetting });
  }

  #isFresh({ at }: { at: number }): boolean {
    return this.#parts.ports.now() - at < KEPT_MS;
  }

  #forget(): void {
    for (const readingId of [...this.#kept.keys()]) this.settled(readingId);
    this.#untold = [];
    this.#answer = null;
    this.#reading = null;
  }
}

function whyNothing({ service, readers }: CardReadersPort['state']): CardFailure {
  if (service === 'noLibrary') return 'SERVICE_MISSING';
  if (service === 'stopped') return 'SERVICE_STOPPED';
  return readers.length === 0 ? 'NO_READER' : 'NO_CARD';
}
