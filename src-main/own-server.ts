// Keeps the shop's own branch server running in a process of its own: starts it, starts it again when it died, later and
// later, and ends it with the counter. What is done with it (founding, moving) stands in service/own-server/.
import type { Logger } from 'pino';
import type { OwnServerPort, OwnServerRun, OwnServerStart, StartHelper } from './service/ports.ts';

export type StartOrder = { kind: 'start'; directory: string; key: Uint8Array; port: number; version: string };
export type OwnServerOrder = StartOrder | { kind: 'stop' };
export type OwnServerNews =
  | { kind: 'listening'; port: number; foundingCode: string | null; chainId: string | null }
  | { kind: 'failed'; code: string }
  | { kind: 'log'; line: string };

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** Who ran for so long did not die of what it died of last time. */
const STEADY_MS = 60_000;
/** Running requests are finished; after that it is ended as it is: its database outlives that. */
const STOP_WITHIN_MS = 5000;

// Beside this file in the sources, beside the bundle when built.
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? 'own-server-process.ts' : 'own-server.js', import.meta.url);

type Parts = { start: StartHelper; version: string; log: Logger };

export class OwnServer implements OwnServerPort {
  readonly #parts: Parts;
  readonly #heard = new Set<() => void>();
  #wanted: OwnServerStart | null = null;
  #process: ReturnType<StartHelper> | null = null;
  #state: OwnServerRun = { kind: 'off' };
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;
  #ended: (() => void)[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get state(): OwnServerRun {
    return this.#state;
  }

  watch(heard: () => void): () => void {
    this.#heard.add(heard);
    return () => this.#heard.delete(heard);
  }

  start(wanted: OwnServerStart): void {
    const same = this.#wanted && this.#wanted.directory === wanted.directory && this.#wanted.key.equals(wanted.key);
    this.#wanted = wanted;
    if (this.#process && same) return;
    if (this.#process) void this.stop().then(() => this.start(wanted));
    else this.#launch();
  }

  /** Resolves when its process is gone: then its files can be moved. */
  async stop(): Promise<void> {
    this.#wanted = null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const running = this.#process;
    if (running) {
      running.send({ kind: 'stop' } satisfies OwnServerOrder);
      const patience = setTimeout(() => running.end(), STOP_WITHIN_MS);
      await new Promise<void>((resolve) => this.#ended.push(resolve));
      clearTimeout(patience);
    }
    if (this.#state.kind !== 'off') this.#become({ kind: 'off' });
  }

  /** At once: the program ends. The process notices, and closes its database itself. */
  abandon(): void {
    this.#wanted = null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#process?.send({ kind: 'stop' } satisfies OwnServerOrder);
    this.#process?.holdOpen(false);
    this.#heard.clear();
  }

  #launch(): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const began = Date.now();
    this.#become({ kind: 'starting' });
    let died = false;
    const helper = this.#parts.start(SCRIPT, {
      message: (news) => this.#take(news as OwnServerNews),
      ended: () => {
        if (died) return;
        died = true;
        this.#died(Date.now() - began);
      },
    });
    this.#process = helper;
    helper.holdOpen(false);
    const { directory, key, port } = wanted;
    helper.send({ kind: 'start', directory, key, port, version: this.#parts.version } satisfies OwnServerOrder);
  }

  #take(news: OwnServerNews): void {
    switch (news.kind) {
      case 'log':
        this.#writeLog(news.line);
        break;
      case 'failed':
        this.#parts.log.error({ code: news.code }, 'the own branch server failed');
        this.#become({ kind: 'failed', code: news.code });
        break;
      case 'listening': {
        const { port, foundingCode, chainId } = news;
        // A later start asks for the same place.
        if (this.#wanted) this.#wanted = { ...this.#wanted, port };
        const address = `http://127.0.0.1:${port}`;
        this.#become({ kind: 'running', address, port, foundingCode, chainId, since: Date.now() });
        break;
      }
    }
  }

  #died(lived: number): void {
    this.#process = null;
    for (const tell of this.#ended.splice(0)) tell();
    if (!this.#wanted) return;
    this.#failures = lived > STEADY_MS ? 1 : this.#failures + 1;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
    this.#parts.log.warn({ failures: this.#failures, pause }, 'the own branch server ended and is started again');
    if (this.#state.kind !== 'failed') this.#become({ kind: 'failed', code: 'ended' });
    if (!this.#wanted || this.#process) return;
    this.#timer = setTimeout(() => this.#launch(), pause);
    this.#timer.unref();
  }

  #become(state: OwnServerRun): void {
    this.#state = state;
    for (const heard of this.#heard) heard();
  }

  #writeLog(line: string): void {
    try {
      const { level, msg, time: _, ...fields } = JSON.parse(line) as { level: number; msg?: string; time: number };
      const { log } = this.#parts;
      const text = msg ?? 'said nothing';
      if (level >= 50) log.error({ part: 'server', ...fields }, text);
      else if (level >= 40) log.warn({ part: 'server', ...fields }, text);
      else log.info({ part: 'server', ...fields }, text);
    } catch {
      this.#parts.log.warn('the own branch server said something unreadable');
    }
  }
}
