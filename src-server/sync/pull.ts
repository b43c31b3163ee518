// Gives a workstation what it may hold and has not seen: its branch's rows and the chain's, in the order of revisions.
import type { PullAnswer } from '../../src-shared/sync/protocol.ts';
import { shownInBranch } from '../employees.ts';
import type { Db } from '../storage/storage.ts';
import { goneRows } from './gone.ts';
import { heldOf } from './rows.ts';

export type Puller = { readonly chainId: string; readonly workstationId: string; readonly branchId: string };

export type PullRequest = {
  cursor: number;
  rows: number;
  /** Rows that this workstation itself wrote last are left out: it had them in the answer to its push. */
  skipOwn: boolean;
};

export async function pull(
  { db, now }: { db: Db; now: () => number },
  { chainId, workstationId, branchId }: Puller,
  { cursor, rows: most, skipOwn }: PullRequest,
): Promise<PullAnswer | null> {
  // The head first: a row written after it is for the next pull.
  const chain = await db
    .selectFrom('chain')
    .select(['epoch', 'epochFrom', 'revision'])
    .where('id', '=', chainId)
    .executeTakeFirst();
  if (!chain) return null;
  const mine = db
    .selectFrom('syncedRow')
    .where('chainId', '=', chainId)
    .where('revision', '>', cursor)
    .where((eb) => eb.or([eb('branchId', 'is', null), eb('branchId', '=', branchId)]));
  const found = await mine
    .selectAll()
    .where('revision', '<=', chain.revision)
    .orderBy('revision')
    .limit(most + 1)
    .execute();
  const more = found.length > most;
  const page = found.slice(0, most);
  const total =
    cursor === 0
      ? Number((await mine.select((eb) => eb.fn.countAll().as('total')).executeTakeFirst())?.total ?? 0)
      : page.length;
  const next = more ? (page.at(-1)?.revision ?? cursor) : Math.max(cursor, chain.revision);
  const held = page.filter((row) => !skipOwn || row.writtenBy !== workstationId).map(heldOf);
  return {
    head: { ...chain, now: now() },
    rows: await shownInBranch(db, chainId, branchId, held),
    gone: cursor === 0 ? [] : await goneRows(db, { chainId, branchId }, cursor, next),
    cursor: next,
    more,
    total,
  };
}
