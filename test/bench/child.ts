// Other processes of the bench: a peer, or the product's own database process, each with its own memory. One question at a
// time, one answer; the process ends with the bench.
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { BUNDLE } from './bundle.ts';

export class Child {
  readonly #process: ChildProcess;
  #waiting: { done: (answer: unknown) => void; failed: (error: Error) => void } | null = null;

  /** `name` without its ending, as bundleProcesses has built it. */
  constructor(name: string, input: readonly string[]) {
    this.#process = fork(join(BUNDLE, `${name}.js`), input, {
      execArgv: ['--expose-gc', '--max-old-space-size=12000'],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process.on('message', (answer: { error?: string }) => {
      const waiting = this.#waiting;
      this.#waiting = null;
      if (answer.error) waiting?.failed(new Error(`${name}: ${answer.error}`));
      else waiting?.done(answer);
    });
    this.#process.on('exit', (code) => this.#waiting?.failed(new Error(`${name} ended with ${code}`)));
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
