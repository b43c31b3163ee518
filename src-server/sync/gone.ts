// What a workstation is to forget since its last pull: rows that belong to another branch now.
import type { PullAnswer } from '../../src-shared/sync/protocol.ts';
import type { Db } from '../storage/storage.ts';

/** Between two revisions, the later one included. */
export async function goneRows(
  db: Db,
  { chainId, branchId }: { chainId: string; branchId: string },
  after: number,
  upTo: number,
): Promise<PullAnswer['gone']> {
  const rows = await db
    .selectFrom('movedAway')
    .select(['tableName', 'id'])
    .where('chainId', '=', chainId)
    .where('branchId', '=', branchId)
    .where('revision', '>', after)
    .where('revision', '<=', upTo)
    .execute();
  return rows.map(({ tableName, id }) => ({ table: tableName, id }));
}
