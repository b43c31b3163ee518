// Makes imported customers findable when their rows are in: the search index is fed in its own order, in short steps.

import type { Sqlite } from '../database/connection.ts';
import { feedIndex, unfedCustomers } from '../search/feed.ts';
import type { ThreadAnswer } from './jobs.ts';
import { writeAheadLog } from './write-ahead-log.ts';
import type { GatePass } from './write-gate.ts';

const KEYS_A_STEP = 2000;

/** Makes imported customers findable; a cancelled import's too. Only the program's end stops it, the next start goes on. */
export function indexRest(sqlite: Sqlite, gate: GatePass, answer: (what: ThreadAnswer) => void): void {
  const total = unfedCustomers(sqlite);
  if (total === 0) return;
  const log = writeAheadLog(sqlite);
  for (const { share } of feedIndex(sqlite, { keysPerStep: KEYS_A_STEP })) {
    answer({ kind: 'progress', job: 'indexing', done: Math.round(share * total), total });
    if (gate.ending) return;
    if (log.isLong()) log.moved();
    gate.yieldToSaves();
  }
  log.moved();
}
