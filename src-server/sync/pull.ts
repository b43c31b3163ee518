// Gives a workstation what it may hold and has not seen: its branch's rows and the chain's, in the order of revisions.
import { type SelectQueryBuilder, sql } from 'kysely';
import type { PullAnswer } from '../../src-shared/sync/protocol.ts';
import { shownInBranch } from '../employees.ts';
import type { Db } from '../storage/storage.ts';
import type { ServerTables } from '../storage/tables.ts';
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
    .select(['epoch', 'epochFrom', 'epochBefore', 'revision'])
    .where('id', '=', chainId)
    .executeTakeFirst();
  if (!chain) return null;
  const mine = db
    .selectFrom('syncedRow')
    .where('chainId', '=', chainId)
    .where('revision', '>', cursor)
    .where((eb) => eb.or([eb('branchId', 'is', null), eb('branchId', '=', branchId)]));
  const { upTo, more } = await pageOf(mine, chain.revision, most);
  const page = await mine.selectAll().where('revision', '<=', upTo).orderBy('revision').execute();
  const total = cursor === 0 ? await customersOf(mine) : 0;
  const next = more ? upTo : Math.max(cursor, chain.revision);
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

// --- details

/** What a person is shown of a fill: customers. */
async function customersOf(rows: SelectQueryBuilder<ServerTables, 'syncedRow', object>): Promise<number> {
  const counted = await rows
    .where('tableName', '=', 'customer')
    .where('removedAt', 'is', null)
    .select((eb) => eb.fn.countAll().as('total'))
    .executeTakeFirst();
  return Number(counted?.total ?? 0);
}

/** Rows in letters, about what a slow line carries in some seconds: the set of an import is as long as thousands of rows. */
const LETTERS_AT_ONCE = 4_000_000;

/** Where a page ends: after `most` rows, or earlier where they are long; never before the first one. */
async function pageOf(
  rows: SelectQueryBuilder<ServerTables, 'syncedRow', object>,
  last: number,
  most: number,
): Promise<{ upTo: number; more: boolean }> {
  const heads = await rows
    .select(['revision', sql<number>`length(body)`.as('letters')])
    .where('revision', '<=', last)
    .orderBy('revision')
    .limit(most + 1)
    .execute();
  let letters = 0;
  for (const [at, head] of heads.entries()) {
    letters += Number(head.letters);
    if (at > 0 && (at === most || letters > LETTERS_AT_ONCE)) return { upTo: heads[at - 1]?.revision ?? 0, more: true };
  }
  return { upTo: last, more: false };
}
