// Long work on database files beside the counter: a process of its own, made when there is work and ended when there is none.
// It knows the jobs' names, not what they are for.

import type { Answer, Order } from '../helper-process.ts';
import type { HelperProcess, StartHelper } from '../ports.ts';
import { startForked } from './forked-helper.ts';
import type { JobName, Jobs } from './jobs.ts';

const ENDS_AFTER_MS = 10_000;

// Beside this file in the sources, beside the bundle when built.
const SCRIPT = new URL(
  import.meta.url.endsWith('.ts') ? '../helper-process.ts' : 'database-helper.js',
  import.meta.url,
);

/** Carries the driver's or the system's code of what went wrong in the process. */
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
  readonly #start: StartHelper;
  #helper: HelperProcess | null = null;
  #ending: NodeJS.Timeout | null = null;
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();
  #whenSettled: (() => void)[] = [];

  constructor(start: StartHelper = startForked) {
    this.#start = start;
  }

  /** Jobs run one after the other. @throws JobFailed */
  run<N extends JobName>(name: N, input: Jobs[N]['input'], tell?: (share: number) => void): Promise<Jobs[N]['output']> {
    const number = this.#next++;
    const order: Order = { number, name, input };
    return new Promise((done, failed) => {
      this.#waiting.set(number, { done: done as (output: unknown) => void, failed, tell });
      const helper = this.#awake();
      helper.holdOpen(true);
      helper.send(order);
    });
  }

  /** Resolves when nothing runs and nothing waits: then no file is held open by the process. */
  async settled(): Promise<void> {
    while (this.#waiting.size > 0) await new Promise<void>((resolve) => this.#whenSettled.push(resolve));
  }

  /** Gives up what is running, at once. */
  stop(): void {
    const helper = this.#helper;
    this.#helper = null;
    if (this.#ending) clearTimeout(this.#ending);
    helper?.end();
    this.#failAll('STOPPED', 'the background was stopped');
  }

  #awake(): HelperProcess {
    if (this.#ending) clearTimeout(this.#ending);
    this.#ending = null;
    if (this.#helper) return this.#helper;
    const helper = this.#start(SCRIPT, {
      message: (answer) => this.#take(answer as Answer),
      ended: () => {
        if (this.#helper !== helper) return;
        this.#helper = null;
        this.#failAll('HELPER', 'the background ended');
      },
    });
    this.#helper = helper;
    return helper;
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
    this.#helper?.holdOpen(false);
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
