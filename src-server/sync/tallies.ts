// What a workstation must hold, counted: rows and the highest revision of each table in its scope. Where a counter has
// another count, something went wrong on the way, and it fetches everything again.
import type { ClearedLog, TalliesAnswer } from '../../src-shared/sync/protocol.ts';
import type { Db } from '../storage/storage.ts';
import type { Puller } from './pull.ts';

/** @param cleared what was deleted of the log, as log-clearing.ts says it. null = the chain is gone. */
export async function tallies(
  db: Db,
  now: number,
  { chainId, branchId }: Puller,
  cleared: () => Promise<ClearedLog | null | undefined>,
): Promise<TalliesAnswer | null> {
  const before = await cleared();
  // The head first: what is written after it is not counted.
  const chain = await db
    .selectFrom('chain')
    .select(['epoch', 'epochFrom', 'epochBefore', 'revision'])
    .where('id', '=', chainId)
    .executeTakeFirst();
  if (!chain) return null;
  const found = new Map<string, TalliesAnswer['tallies'][number]>();
  // Each is a range of the index, and read from it alone.
  for (const scope of [null, branchId]) {
    const counted = await db
      .selectFrom('syncedRow')
      .select((eb) => ['tableName', eb.fn.countAll().as('rows'), eb.fn.max('revision').as('revision')])
      .where('chainId', '=', chainId)
      .where('branchId', scope === null ? 'is' : '=', scope)
      // Every row has one; said so that SQLite takes the index of shares and not the one of tables.
      .where('revision', '>', 0)
      .groupBy('tableName')
      .execute();
    for (const { tableName, rows, revision } of counted) {
      const other = found.get(tableName) ?? { table: tableName, rows: 0, revision: 0 };
      found.set(tableName, {
        ...{ table: tableName, rows: other.rows + Number(rows) },
        revision: Math.max(other.revision, Number(revision)),
      });
    }
  }
  // Begun or ended meanwhile: part of what was counted may be gone.
  const log = JSON.stringify(await cleared()) === JSON.stringify(before) ? before : null;
  return { head: { ...chain, now }, tallies: [...found.values()], ...(log !== undefined && { log }) };
}
