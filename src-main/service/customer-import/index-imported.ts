// Makes imported customers findable when their rows are in: the search index is fed in its own order, in short steps, and
// where there is a second thread each of the two feeds a half.
import type { Sqlite } from '../database/connection.ts';
import { beginFeed, endFeed, type Feeding, feedHalf, unfedCustomers } from '../search/feed.ts';
import { timedPace } from '../search/feed-pace.ts';
import type { Progress } from './progress.ts';
import type { WriteAheadLog } from './write-ahead-log.ts';
import type { GatePass } from './write-gate.ts';

/** Feeds the other half beside this thread; false where nobody was there to do it. */
export type FeedHelp = () => Promise<boolean>;

/** A cancelled import's customers, too. Only the program's end stops it; the next start goes on. */
export async function indexRest(
  sqlite: Sqlite,
  { gate, progress, log, help }: { gate: GatePass; progress: Progress; log: WriteAheadLog; help: FeedHelp | null },
): Promise<void> {
  const total = unfedCustomers(sqlite);
  if (total === 0) return;
  gate.write(() => beginFeed(sqlite));
  const helped = help?.();
  const tell = (share: number) => progress.tell('indexing', Math.round(share * total), total);
  await feed(sqlite, 'names', gate, (share) => {
    tell(helped ? share : share / 2);
    log.tend();
  });
  if (!(await helped))
    await feed(sqlite, 'facts', gate, (share) => {
      tell(0.5 + share / 2);
      log.tend();
    });
  if (!gate.ending) gate.write(() => endFeed(sqlite));
}

/** One half, step by step. Saves go first, messages of the other thread come in between. */
export async function feed(
  sqlite: Sqlite,
  half: 'names' | 'facts',
  gate: GatePass,
  fed: (share: number) => void,
): Promise<void> {
  const feeding: Feeding = {
    pace: () => timedPace(() => gate.transactionMs),
    write: (work) => gate.write(work),
  };
  for (const { share } of feedHalf(sqlite, half, feeding)) {
    fed(share);
    await new Promise(setImmediate);
    if (gate.ending) return;
  }
}
