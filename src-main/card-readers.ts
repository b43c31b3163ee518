// Keeps the card service of the counter running in a process of its own: starts it, starts it again when it died, later and
// later, and ends it with the counter. It passes on what was read and knows of no card what it means.
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { CardFailure } from '../src-shared/card-readers/rules.ts';
import type { CardReadersPort, CardReading, StartHelper } from './service/ports.ts';

export type CardOrder = { kind: 'read'; id: number } | { kind: 'stop' };
export type CardNews =
  | { kind: 'state'; state: CardReadersPort['state'] }
  | { kind: 'reading'; reading: CardReading }
  /** All that this asking led to is told. */
  | { kind: 'done'; id: number }
  | { kind: 'failed'; code: string };

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** Who ran for so long did not die of what it died of last time. */
const STEADY_MS = 60_000;

// Beside this file in the sources, beside the bundle when built.
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? 'card-reader-process.ts' : 'card-readers.js', import.meta.url);

/** The start of the program belongs to whoever waits for its window. */
export const AFTER_THE_WINDOW_MS = 2000;

type Parts = { start: StartHelper; log: Logger; afterMs: number };
type Heard = { changed(): void; read(reading: CardReading): void };

export class CardReaders implements CardReadersPort {
  readonly #parts: Parts;
  readonly #heard = new Set<Heard>();
  readonly #asked = new Map<number, () => void>();
  #wanted = false;
  #process: ReturnType<StartHelper> | null = null;
  #state: CardReadersPort['state'] = { service: 'starting', readers: [] };
  #failures = 0;
  #count = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get state(): CardReadersPort['state'] {
    return this.#state;
  }

  watch(heard: Heard): () => void {
    this.#heard.add(heard);
    return () => this.#heard.delete(heard);
  }

  start(): void {
    this.#wanted = true;
    if (!this.#process && !this.#timer) this.#launchAfter(this.#parts.afterMs);
  }

  /** Reads whatever lies in a reader now. Resolves when all is told. */
  async read(): Promise<void> {
    // Nobody has to wait for a pause.
    if (this.#wanted && !this.#process) this.#launch();
    const helper = this.#process;
    if (!helper) {
      this.#refuse('SERVICE_STOPPED');
      return;
    }
    const id = ++this.#count;
    const done = new Promise<void>((resolve) => this.#asked.set(id, resolve));
    helper.send({ kind: 'read', id } satisfies CardOrder);
    await done;
  }

  /** At once: nothing of it has to be put away. */
  stop(): void {
    this.#wanted = false;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#heard.clear();
    this.#process?.send({ kind: 'stop' } satisfies CardOrder);
    this.#process?.end();
    this.#process = null;
    for (const done of this.#asked.values()) done();
    this.#asked.clear();
  }

  #launchAfter(ms: number): void {
    this.#timer = setTimeout(() => this.#launch(), ms);
    this.#timer.unref();
  }

  #launch(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const began = Date.now();
    let died = false;
    const helper = this.#parts.start(SCRIPT, {
      message: (news) => {
        if (this.#process === helper) this.#take(news as CardNews);
      },
      ended: () => {
        if (died) return;
        died = true;
        if (this.#process === helper) this.#died(Date.now() - began);
      },
    });
    this.#process = helper;
    helper.holdOpen(false);
  }

  #take(news: CardNews): void {
    switch (news.kind) {
      case 'state':
        this.#become(news.state);
        break;
      case 'reading':
        this.#pass(news.reading);
        break;
      case 'done':
        this.#asked.get(news.id)?.();
        this.#asked.delete(news.id);
        break;
      case 'failed':
        this.#parts.log.error({ code: news.code }, 'the process of the card readers failed');
        break;
    }
  }

  #died(lived: number): void {
    this.#process = null;
    this.#failures = lived > STEADY_MS ? 1 : this.#failures + 1;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
    this.#parts.log.warn(
      { failures: this.#failures, pause },
      'the process of the card readers ended and is started again',
    );
    this.#become({ service: 'stopped', readers: [] });
    if (this.#asked.size > 0) this.#refuse('SERVICE_STOPPED');
    for (const done of this.#asked.values()) done();
    this.#asked.clear();
    if (!this.#wanted) return;
    this.#launchAfter(pause);
  }

  #refuse(code: CardFailure): void {
    this.#pass({ reader: null, asked: true, kind: 'failed', code });
  }

  #pass(reading: CardReading): void {
    this.#parts.log.info({ ...loggedOf(reading), asked: reading.asked }, 'a card in a reader');
    for (const { read } of this.#heard) read(reading);
  }

  #become(state: CardReadersPort['state']): void {
    if (isDeepStrictEqual(state, this.#state)) return;
    if (state.service !== this.#state.service)
      this.#parts.log.info({ service: state.service, readers: state.readers.length }, "the system's card service");
    this.#state = state;
    for (const { changed } of this.#heard) changed();
  }
}

/** Closed words, and nothing of what stands on a card. */
function loggedOf(reading: CardReading): Record<string, unknown> {
  switch (reading.kind) {
    case 'failed':
      return { code: reading.code, trace: reading.trace };
    case 'health':
      return { kind: 'health', ...(reading.card.insuranceUnreadable && { insurance: 'unreadable' }) };
    case 'number':
      return { kind: 'number' };
  }
}
