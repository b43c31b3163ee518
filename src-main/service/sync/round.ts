// One round with the branch server: push what waits, then pull what is new. It can be cut anywhere and begun anew; when it
// is done, this workstation has said all and heard all.
import type { ChainHead } from '../../../src-shared/sync/protocol.ts';
import type { Touched } from '../database/save.ts';
import { fetchAgain, renumber, SHAPE } from './fetch-again.ts';
import { membership } from './membership.ts';
import { addLent, numbersToLend } from './number-blocks.ts';
import { pullAll } from './pull.ts';
import { pushAll } from './push.ts';
import type { ServerLine } from './server-line.ts';
import type { Taking } from './take-rows.ts';

export type RoundParts = Taking & {
  line: ServerLine;
  version: string;
  /** Of who has typed his PIN here. */
  proofs: () => string[];
  /** Sets in a push and rows in a page, at most. */
  atOnce: { readonly sets: number; readonly rows: number };
  /** Told after each transaction. */
  took: (touched: readonly Touched[]) => void;
  /** Customers so far and in all, while the first fill runs. */
  filling: (done: number, total: number) => void;
  heard: (head: ChainHead) => void;
  /** Ends the round between two messages. */
  stopped: () => boolean;
};

/** @throws what the line says (server-line.ts), the database's errors */
export async function syncRound(parts: RoundParts): Promise<void> {
  const { db, stopped } = parts;
  const member = membership(db.sqlite);
  // A newer program knows columns that were left out when rows came.
  if (member?.shape && member.shape !== SHAPE) fetchAgain(db.sqlite);
  await renumber(db.sqlite, stopped);
  await pushAll(parts);
  if ((await pullAll(parts)) === 'anotherEpoch') return syncRound(parts);
  await lendNumbers(parts);
}

// --- details

/** Ahead of need, so that there are some when the server cannot be reached. @throws what the line says */
async function lendNumbers({ db, line, stopped }: RoundParts): Promise<void> {
  const count = numbersToLend(db.sqlite);
  if (count === 0 || stopped() || !membership(db.sqlite)) return;
  const block = await line.sync.leaseNumbers({ count });
  if (!stopped()) addLent(db.sqlite, block);
}
