// The background's own process: takes one job after the other and answers. It can be ended at any moment, also in the middle
// of a long call of the driver, which a thread could not. What the jobs are stands in jobs.ts.
import process from 'node:process';
import { type JobName, jobs } from './database/jobs.ts';
import { parentWire } from './parent-wire.ts';

export type Order = { number: number; name: JobName; input: unknown };
export type Answer =
  | { number: number; kind: 'progress'; share: number }
  | { number: number; kind: 'done'; output: unknown }
  | { number: number; kind: 'failed'; code: string; message: string };

const answer = parentWire<Order, Answer>(work, () => process.exit());

function work({ number, name, input }: Order): void {
  try {
    const job = jobs[name] as (input: unknown, tell: (share: number) => void) => unknown;
    answer({ number, kind: 'done', output: job(input, (share) => answer({ number, kind: 'progress', share })) });
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    answer({ number, kind: 'failed', code, message });
  }
}
