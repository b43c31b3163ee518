// Other processes of the bench: a peer, or the product's own database process, each with its own memory. One question at a
// time, one answer; the process ends with the bench.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export class Child {
  readonly #process: ChildProcess;
  #waiting: { done: (answer: unknown) => void; failed: (error: Error) => void } | null = null;

  /** `file` stands beside this one. */
  constructor(file: string, input: readonly string[]) {
    this.#process = fork(fileURLToPath(new URL(file, import.meta.url)), input, {
      execArgv: ['--expose-gc', '--max-old-space-size=12000', '--disable-warning=ExperimentalWarning'],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process.on('message', (answer: { error?: string }) => {
      const waiting = this.#waiting;
      this.#waiting = null;
      if (answer.error) waiting?.failed(new Error(`${file}: ${answer.error}`));
      else waiting?.done(answer);
    });
    this.#process.on('exit', (code) => this.#waiting?.failed(new Error(`${file} ended with ${code}`)));
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  ask<A>(question: object): Promise<A> {
    return new Promise<A>((done, failed) => {
      this.#waiting = { done: done as (answer: unknown) => void, failed };
      this.#process.send(question);
    });
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = new Promise((done) => this.#process.once('exit', done));
    this.#process.kill('SIGKILL');
    await ended;
  }
}

/** The other side: answers each question, in the child. */
export function answerQuestions<Q extends { kind: string }>(answer: (question: Q) => Promise<object> | object): void {
  process.on('message', (question: Q) => {
    Promise.resolve()
      .then(() => answer(question))
      .then(
        (found) => process.send?.(found),
        (error: Error) => process.send?.({ error: error.stack ?? error.message }),
      );
  });
}

/** Resident memory after a collection, in bytes. */
export function settledMemory(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().rss;
}
