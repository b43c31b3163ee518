// Tells how far a thread's job has come, not more often than somebody can see.
import type { JobKind, ThreadAnswer } from './jobs.ts';

const EVERY_MS = 100;

export type Progress = { tell(job: JobKind, done: number, total: number | null): void };

export function progressTo(answer: (what: ThreadAnswer) => void): Progress {
  let [last, of]: [number, JobKind | null] = [0, null];
  return {
    tell: (job, done, total) => {
      const now = performance.now();
      if (job === of && now - last < EVERY_MS) return;
      [last, of] = [now, job];
      answer({ kind: 'progress', job, done, total });
    },
  };
}
