// Long work on database files beside the counter: a thread of its own, made when there is work and ended when there is none.
// It knows the jobs' names, not what they are for.
import { Worker } from 'node:worker_threads';
import type { JobName, Jobs } from './jobs.ts';
import type { Answer, Order } from './worker.ts';

const ENDS_AFTER_MS = 10_000;

// Beside this file in the sources, beside the bundle when built.
const THREAD = new URL(import.meta.url.endsWith('.ts') ? 'worker.ts' : 'database-worker.js', import.meta.url);

/** Carries the driver's or the system's code of what went wrong in the thread. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Waiting = {
  done: (output: unknown) => void;
  failed: (error: Error) => void;
  tell: ((share: number) => void) | undefined;
};

export class Background {
  #thread: Worker | null = null;
  #ending: NodeJS.Timeout | null = null;
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();
  #whenSettled: (() => void)[] = [];

  /** Jobs run one after the other. @throws JobFailed */
  run<N extends JobName>(name: N, input: Jobs[N]['input'], tell?: (share: number) => void): Promise<Jobs[N]['output']> {
    const number = this.#next++;
    const order: Order = { number, name, input };
    return new Promise((done, failed) => {
      this.#waiting.set(number, { done: done as (output: unknown) => void, failed, tell });
      const thread = this.#awake();
      thread.ref();
      thread.postMessage(order);
    });
  }

  /** Resolves when nothing runs and nothing waits: then no file is held open by the thread. */
  async settled(): Promise<void> {
    while (this.#waiting.size > 0) await new Promise<void>((resolve) => this.#whenSettled.push(resolve));
  }

  /** Gives up what is running; the thread ends when the driver lets it. */
  stop(): void {
    const thread = this.#thread;
    this.#thread = null;
    if (this.#ending) clearTimeout(this.#ending);
    thread?.unref();
    void thread?.terminate();
    this.#failAll('STOPPED', 'the background was stopped');
  }

  #awake(): Worker {
    if (this.#ending) clearTimeout(this.#ending);
    this.#ending = null;
    if (this.#thread) return this.#thread;
    const thread = new Worker(THREAD, { name: 'database' });
    thread.on('message', (answer: Answer) => this.#take(answer));
    thread.on('error', (error) => this.#failAll('THREAD', error.message));
    thread.on('exit', () => {
      if (this.#thread !== thread) return;
      this.#thread = null;
      this.#failAll('THREAD', 'the background ended');
    });
    this.#thread = thread;
    return thread;
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.number);
    if (!waiting) return;
    if (answer.kind === 'progress') {
      waiting.tell?.(answer.share);
      return;
    }
    this.#waiting.delete(answer.number);
    if (answer.kind === 'done') waiting.done(answer.output);
    else waiting.failed(new JobFailed(answer.code, answer.message));
    if (this.#waiting.size === 0) this.#rest();
  }

  #rest(): void {
    for (const tell of this.#whenSettled.splice(0)) tell();
    this.#thread?.unref();
    this.#ending = setTimeout(() => this.stop(), ENDS_AFTER_MS);
    this.#ending.unref();
  }

  #failAll(code: string, message: string): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const tell of this.#whenSettled.splice(0)) tell();
    for (const one of waiting) one.failed(new JobFailed(code, message));
  }
}
