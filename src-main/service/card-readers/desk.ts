// Takes what the card readers read, for whoever is signed in: judges one card after the other, keeps the last one for two minutes
// and tells the screens that there is one. Whoever comes next finds nothing of it.
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

export class CardDesk {
  readonly #parts: DeskParts;
  readonly #port: CardReadersPort | undefined;
  #endWatch: () => void = () => undefined;
  #visit: Visit | null = null;
  /** What arrived and was not told yet, and what can be taken over. */
  #untold: Told | null = null;
  #kept: Told | null = null;
  #forgetting: NodeJS.Timeout | undefined;
  #judged: Promise<void> = Promise.resolve();
  /** What came of 'Karte lesen - F6' so far. */
  #answer: { event: CardEvent } | { error: unknown } | null = null;
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
    this.#reading ??= this.#readNow().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** What arrived by itself since this was asked last. */
  arrived(): CardEvent {
    const untold = this.#fresh(this.#untold);
    this.#untold = null;
    return untold?.event ?? { kind: 'none' };
  }

  /** null = too long ago, another one since, or somebody else has signed in. */
  comparison(readingId: string): Comparison | null {
    const event = this.#fresh(this.#kept)?.event;
    return event?.kind === 'compare' && event.readingId === readingId ? event : null;
  }

  /** It was taken over: twice would be two customers. */
  settled(): void {
    this.#forget();
  }

  async #readNow(): Promise<CardEvent> {
    if (!this.#port) return { kind: 'failed', reader: null, code: 'SERVICE_MISSING' };
    this.#answer = null;
    await this.#port.read();
    await this.#judged;
    const answer = this.#answer as { event: CardEvent } | { error: unknown } | null;
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
      if (reading.asked) this.#answer = { error };
    }
  }

  #take(event: CardEvent, asked: boolean): void {
    const told = { event, at: this.#parts.ports.now() };
    if (event.kind === 'compare') this.#keep(told);
    if (asked) {
      // Of several readers the one that had something to say.
      if (event.kind !== 'failed' || this.#answer === null) this.#answer = { event };
      return;
    }
    this.#untold = told;
    this.#parts.announce({ kind: 'card' });
  }

  #keep(told: Told): void {
    this.#forget();
    this.#kept = told;
    this.#forgetting = setTimeout(() => this.#forget(), KEPT_MS);
    this.#forgetting.unref();
  }

  #fresh(told: Told | null): Told | null {
    return told && this.#parts.ports.now() - told.at < KEPT_MS ? told : null;
  }

  #forget(): void {
    clearTimeout(this.#forgetting);
    this.#untold = null;
    this.#kept = null;
  }
}

function whyNothing({ service, readers }: CardReadersPort['state']): CardFailure {
  if (service === 'noLibrary') return 'SERVICE_MISSING';
  if (service === 'stopped') return 'SERVICE_STOPPED';
  return readers.length === 0 ? 'NO_READER' : 'NO_CARD';
}
