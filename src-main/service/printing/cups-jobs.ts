// Finds the job that somebody other than `lp` puts into a queue: whoever prints through the system's own dialog code is
// told 'done' without a number, and sometimes before the spooler has it. It refuses to print.
import { userInfo } from 'node:os';
import { askSpooler, IPP_OPERATION, IPP_STATUS, type IppAttributes } from './ipp.ts';

export type WatchedQueue = { readonly socketPath: string; readonly queue: string };

const ANSWER_MS = 5_000;
const POLL_MS = 60;

/** Number of the newest job, 0 where there was none. Jobs after it are newer. @throws SpoolerUnreachable, 'TimeoutError' */
export async function newestJob(watched: WatchedQueue): Promise<number> {
  return Math.max(0, ...(await jobsIn(watched)).map(numberOf));
}

/**
 * The first job after number `after` that bears `title`, waiting for it. Undefined when none came within `withinMs`.
 * A spooler that does not even show its owner a job's name leaves only the order to go by.
 */
export async function jobAfter(
  watched: WatchedQueue,
  after: number,
  title: string,
  withinMs: number,
): Promise<number | undefined> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const fresh = (await jobsIn(watched)).filter((job) => numberOf(job) > after);
    const ours = fresh.filter((job) => [undefined, title].includes(job.get('job-name')?.[0] as string | undefined));
    if (ours.length > 0) return Math.min(...ours.map(numberOf));
    if (Date.now() >= deadline) return undefined;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function jobsIn({ socketPath, queue }: WatchedQueue): Promise<readonly IppAttributes[]> {
  const answer = await askSpooler(
    socketPath,
    IPP_OPERATION.getJobs,
    {
      uri: { name: 'printer-uri', value: `ipp://localhost/printers/${encodeURIComponent(queue)}` },
      user: userInfo().username,
      finishedToo: true,
      wanted: ['job-id', 'job-name'],
    },
    ANSWER_MS,
  );
  return answer.status > IPP_STATUS.lastOk ? [] : answer.objects;
}

function numberOf(job: IppAttributes): number {
  const value = job.get('job-id')?.[0];
  return typeof value === 'number' ? value : 0;
}
