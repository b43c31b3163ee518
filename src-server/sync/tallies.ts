// What a workstation must hold, counted: rows and the highest revision of each table in its scope. Where a counter has
// another count, something went wrong on the way, and it fetches everything again.
import type { TalliesAnswer } from '../../src-shared/sync/protocol.ts';
import type { Db } from '../storage/storage.ts';
import type { Puller } from './pull.ts';

/** null = the chain is gone. */
export async function tallies(db: Db, now: number, { chainId, branchId }: Puller): Promise<TalliesAnswer | null> {
  // The head first: what is written after it is not counted.
  const chain = await db
    .selectFrom('chain')
    .select(['epoch', 'epochFrom', 'epochBefore', 'revision'])
    .where('id', '=', chainId)
    .executeTakeFirst();
  if (!chain) return null;
  const found = await db
    .selectFrom('syncedRow')
    .select((eb) => ['tableName', eb.fn.countAll().as('rows'), eb.fn.max('revision').as('revision')])
    .where('chainId', '=', chainId)
    .where((eb) => eb.or([eb('branchId', 'is', null), eb('branchId', '=', branchId)]))
    .groupBy('tableName')
    .execute();
  return {
    head: { ...chain, now },
    tallies: found.map(({ tableName, rows, revision }) => ({
      table: tableName,
      rows: Number(rows),
      revision: Number(revision),
    })),
  };
}
