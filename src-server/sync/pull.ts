// Gives a workstation what it may hold and has not seen: its branch's rows and the chain's, in the order of revisions.
import { sql } from 'kysely';
import type { PullAnswer, WireRow } from '../../src-shared/sync/protocol.ts';
import { shownInBranch } from '../employees.ts';
import type { Db } from '../storage/storage.ts';
import { goneRows } from './gone.ts';

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
  const mine = { chainId, branchIds: [null, branchId] };
  const { upTo, more } = await pageOf(db, mine, { cursor, last: chain.revision, most });
  const page = await rowsOfPage(db, mine, cursor, upTo, skipOwn ? workstationId : null);
  const total = cursor === 0 ? await customersOf(db, chainId, branchId) : 0;
  const next = more ? upTo : Math.max(cursor, chain.revision);
  return {
    head: { ...chain, now: now() },
    rows: await shownInBranch(db, chainId, branchId, page),
    gone: cursor === 0 ? [] : await goneRows(db, { chainId, branchId }, cursor, next),
    cursor: next,
    more,
    total,
  };
}

// --- details

/** Each branch is a range of the index by itself: a workstation's share is read, not the chain's. */
type Mine = { chainId: string; branchIds: readonly (string | null)[] };

function ofBranch(db: Db, chainId: string, branchId: string | null) {
  const rows = db.selectFrom('syncedRow').where('chainId', '=', chainId);
  return branchId === null ? rows.where('branchId', 'is', null) : rows.where('branchId', '=', branchId);
}

async function rowsOfPage(
  db: Db,
  { chainId, branchIds }: Mine,
  after: number,
  upTo: number,
  notBy: string | null,
): Promise<WireRow[]> {
  const found = [];
  for (const branchId of branchIds) {
    let rows = ofBranch(db, chainId, branchId).where('revision', '>', after).where('revision', '<=', upTo);
    if (notBy !== null) rows = rows.where((eb) => eb.or([eb('writtenBy', 'is', null), eb('writtenBy', '!=', notBy)]));
    found.push(...(await rows.select(['tableName', 'id', 'revision', 'changedAt', 'removedAt', 'body']).execute()));
  }
  return found
    .sort((one, other) => one.revision - other.revision)
    .map(({ tableName, id, revision, changedAt, removedAt, body }) => ({
      ...{ table: tableName, id, revision, changedAt, removedAt },
      body: JSON.parse(body) as WireRow['body'],
    }));
}

/** What a person is shown of a fill: customers. */
async function customersOf(db: Db, chainId: string, branchId: string): Promise<number> {
  const counted = await ofBranch(db, chainId, branchId)
    .where('tableName', '=', 'customer')
    .where('removedAt', 'is', null)
    .select((eb) => eb.fn.countAll().as('total'))
    .executeTakeFirst();
  return Number(counted?.total ?? 0);
}

/** Rows in bytes, about what a slow line carries in some seconds: the set of an import is as long as thousands of rows. */
const BYTES_AT_ONCE = 4_000_000;

/** Where a page ends: after `most` rows, or earlier where they are long; never before the first one. */
async function pageOf(
  db: Db,
  { chainId, branchIds }: Mine,
  { cursor, last, most }: { cursor: number; last: number; most: number },
): Promise<{ upTo: number; more: boolean }> {
  const heads = [];
  for (const branchId of branchIds)
    heads.push(
      ...(await ofBranch(db, chainId, branchId)
        .select(['revision', sql<number>`octet_length(body)`.as('bytes')])
        .where('revision', '>', cursor)
        .where('revision', '<=', last)
        .orderBy('revision')
        .limit(most + 1)
        .execute()),
    );
  heads.sort((one, other) => one.revision - other.revision);
  let bytes = 0;
  for (const [at, head] of heads.entries()) {
    bytes += Number(head.bytes);
    if (at > 0 && (at === most || bytes > BYTES_AT_ONCE)) return { upTo: heads[at - 1]?.revision ?? 0, more: true };
  }
  return { upTo: last, more: false };
}
