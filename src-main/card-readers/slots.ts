// What lies in the readers and is being read: one reading for each card that is put in, more only when somebody asks. It puts
// the watching and the reading together and tells what comes of them; who hears it is none of its business.
import { isDeepStrictEqual } from 'node:util';
import type { CardFailure, ReaderState, ServiceState } from '../../src-shared/card-readers/rules.ts';
import type { CardReadersPort, CardReading } from '../service/ports.ts';
import { type Patience, within } from './patience.ts';
import { type Pcsc, type SeenReader, STATE } from './pcsc.ts';
import { type Outcome, readCard } from './reading.ts';
import { onAntenna } from './uid.ts';
import { watchReaders } from './watcher.ts';

type Parts = {
  /** null = the system has no PC/SC. */
  open: () => Promise<Pcsc | null>;
  state(state: CardReadersPort['state']): void;
  reading(reading: CardReading): void;
  /** This process cannot go on. */
  stuck(): void;
  patience: Patience;
};

/** A reader, also while it is unplugged: the card that lay in it is no new one when it is back. */
type Place = {
  seen: SeenReader;
  plugged: boolean;
  /** null = how many cards came and went is not known any more: another service counts from the beginning. */
  count: number | null;
  reading: Promise<void> | null;
  asked: boolean;
  /** Another card was put in while one was being read. */
  again: boolean;
  free: Promise<void>;
  /** The card that lay in it when the reader or its service went; `until` = how long one like it is no new one. */
  old: { atr: Uint8Array; until: number | null } | null;
  /** What the last reading says of the reader, until its card is out. */
  left: 'silent' | 'busy' | null;
};

export class CardSlots {
  readonly #parts: Parts;
  readonly #places = new Map<string, Place>();
  #pcsc: Pcsc | null = null;
  #service: ServiceState = 'starting';
  /** Whether the readers were looked at once: what lay in them then, nobody has put in just now. */
  #looked = false;
  #told: CardReadersPort['state'] = { service: 'starting', readers: [] };
  readonly #answered: Promise<void>;
  #answer: () => void = () => undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#answered = new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  /** From now on until the process ends. */
  begin(): void {
    const { open, stuck, patience } = this.#parts;
    const opened = async () => {
      this.#pcsc = await open();
      return this.#pcsc;
    };
    void watchReaders(
      opened,
      { unavailable: (why) => this.#lost(why), seen: (now) => this.#see(now), stuck },
      patience,
    );
  }

  /** Reads what lies in the readers now. Resolves when all is told. */
  async read(): Promise<void> {
    await this.#answered;
    const here = [...this.#places.values()].filter(({ plugged }) => plugged);
    const cards = here.filter(hasCard);
    if (this.#service === 'noLibrary') this.#fail(null, 'SERVICE_MISSING', true);
    else if (this.#service !== 'running') this.#fail(null, 'SERVICE_STOPPED', true);
    else if (here.length === 0) this.#fail(null, 'NO_READER', true);
    else if (cards.length === 0) this.#fail(here.length === 1 ? (here[0]?.seen.reader ?? null) : null, 'NO_CARD', true);
    else await Promise.all(cards.map((place) => this.#read(place, true)));
  }

  #lost(why: 'noLibrary' | 'stopped'): void {
    this.#service = why;
    for (const place of this.#places.values()) unplug(place);
    this.#answer();
    this.#tell();
  }

  #see(now: readonly SeenReader[]): void {
    this.#service = 'running';
    const names = new Set(now.map(({ reader }) => reader));
    for (const [name, place] of this.#places) if (!names.has(name)) unplug(place);
    const putIn = now.filter((seen) => this.#seeOne(seen));
    this.#looked = true;
    this.#answer();
    for (const { reader } of putIn) this.#take(reader);
    this.#tell();
  }

  /** @returns whether a card was put in */
  #seeOne(seen: SeenReader): boolean {
    const before = this.#places.get(seen.reader);
    const count = seen.state >>> 16;
    if (before?.old) before.old.until ??= Date.now() + SEES_OLD_CARDS_MS;
    if (!before) {
      this.#places.set(seen.reader, {
        ...{ seen, plugged: true, count, free: Promise.resolve() },
        ...{ reading: null, asked: false, again: false, old: null, left: null },
      });
      return this.#looked && isPresent(seen);
    }
    const putIn =
      isPresent(seen) && (isPresent(before.seen) ? isAnother(before, seen) : !isOld(before, seen, Date.now()));
    if (isPresent(seen)) before.old = null;
    // Not every look tells the ATR.
    const atr = isPresent(seen) && !putIn && seen.atr.length === 0 ? before.seen.atr : seen.atr;
    Object.assign(before, { seen: { ...seen, atr }, plugged: true, count });
    if (!isPresent(seen) || putIn) before.left = null;
    return putIn;
  }

  #take(reader: string): void {
    const place = this.#places.get(reader);
    if (!place) return;
    if (place.reading) place.again = true;
    else void this.#read(place, false);
  }

  /** One reading at a time; who asks while there is one gets that. */
  #read(place: Place, asked: boolean): Promise<void> {
    place.asked ||= asked;
    place.reading ??= this.#readNow(place).finally(() => {
      place.reading = null;
      place.asked = false;
      this.#tell();
      if (place.again && hasCard(place) && place.plugged) void this.#read(place, false);
      place.again = false;
    });
    this.#tell();
    return place.reading;
  }

  async #readNow(place: Place): Promise<void> {
    const { reader } = place.seen;
    if (isMute(place.seen)) {
      place.left = 'silent';
      // Two cards on one antenna: nobody is bothered, the next look sees one.
      if (place.asked || !onAntenna(reader, place.seen.atr)) this.#fail(reader, 'CARD_SILENT', place.asked);
      return;
    }
    const { patience } = this.#parts;
    try {
      await within(patience.commandMs, place.free); // a card that hangs has not let go of it yet
    } catch {
      this.#leave(place, { kind: 'failed', code: 'TIMED_OUT' });
      return;
    }
    if (!this.#pcsc) return this.#fail(reader, 'SERVICE_STOPPED', place.asked);
    const { outcome, free } = await readCard(this.#pcsc, place.seen, patience);
    place.free = free;
    if (outcome.kind === 'failed') this.#leave(place, outcome);
    else this.#parts.reading({ reader, asked: place.asked, ...outcome });
  }

  #leave(place: Place, failed: Extract<Outcome, { kind: 'failed' }>): void {
    const { code } = failed;
    if (code === 'TIMED_OUT' || code === 'CARD_SILENT') place.left = 'silent';
    if (code === 'READER_BUSY') place.left = 'busy';
    this.#parts.reading({ reader: place.seen.reader, asked: place.asked, ...failed });
  }

  #fail(reader: string | null, code: CardFailure, asked: boolean): void {
    this.#parts.reading({ reader, asked, kind: 'failed', code });
  }

  #tell(): void {
    const readers = [...this.#places.values()]
      .filter(({ plugged }) => plugged)
      .map((place) => ({ name: place.seen.reader, state: stateOf(place) }));
    const state = { service: this.#service, readers };
    if (isDeepStrictEqual(state, this.#told)) return;
    this.#told = state;
    this.#parts.state(state);
  }
}

function stateOf(place: Place): ReaderState {
  if (place.reading) return 'reading';
  if (!isPresent(place.seen)) return 'empty';
  if (isMute(place.seen) || place.left === 'silent') return 'silent';
  return (place.seen.state & STATE.EXCLUSIVE) !== 0 || place.left === 'busy' ? 'busy' : 'card';
}

function hasCard({ seen }: Place): boolean {
  return isPresent(seen);
}

function isPresent({ state }: SeenReader): boolean {
  return (state & STATE.PRESENT) !== 0;
}

function isMute({ state }: SeenReader): boolean {
  return (state & STATE.MUTE) !== 0;
}

/** Whether a card lies there that was put in since the last look, in which there was one, too. */
function isAnother({ seen, count }: Place, now: SeenReader): boolean {
  const wasOut = count !== null && count !== now.state >>> 16;
  const speaksNow = isMute(seen) && !isMute(now);
  return wasOut || speaksNow || (seen.atr.length > 0 && now.atr.length > 0 && !isDeepStrictEqual(seen.atr, now.atr));
}

/** A service that has just started may take a moment to see the cards that lie in its readers. */
const SEES_OLD_CARDS_MS = 500;

/** Whether it is the card that was there before the reader or its service went. */
function isOld({ old }: Place, now: SeenReader, at: number): boolean {
  return old !== null && at <= (old.until ?? 0) && isDeepStrictEqual(old.atr, now.atr);
}

/** It counts from the beginning when it is back. */
function unplug(place: Place): void {
  if (place.plugged && hasCard(place)) place.old = { atr: place.seen.atr, until: null };
  place.plugged = false;
  place.count = null;
}
