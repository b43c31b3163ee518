// The background's thread: takes one job after the other and answers. What the jobs are stands in jobs.ts.
import { parentPort } from 'node:worker_threads';
import { type JobName, jobs } from './jobs.ts';

export type Order = { number: number; name: JobName; input: unknown };
export type Answer =
  | { number: number; kind: 'progress'; share: number }
  | { number: number; kind: 'done'; output: unknown }
  | { number: number; kind: 'failed'; code: string; message: string };

parentPort?.on('message', ({ number, name, input }: Order) => {
  const answer = (what: Answer) => parentPort?.postMessage(what);
  try {
    const work = jobs[name] as (input: unknown, tell: (share: number) => void) => unknown;
    answer({ number, kind: 'done', output: work(input, (share) => answer({ number, kind: 'progress', share })) });
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    answer({ number, kind: 'failed', code, message });
  }
});
