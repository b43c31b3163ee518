// Which contents the synced documents name, and for whom: kept in step with the rows. A content that no document names any
// more goes.
import type { Trx } from '../storage/storage.ts';
import type { Projection } from '../sync/projections.ts';
import { chunks } from '../sync/rows.ts';

export const projectNamedBlobs: Projection = async (trx, chainId, rows) => {
  const documents = rows.filter(({ table }) => table === 'document');
  for (const some of chunks(documents, 500)) {
    const ids = some.map(({ id }) => id);
    await trx.deleteFrom('namedBlob').where('chainId', '=', chainId).where('documentId', 'in', ids).execute();
    const named = some
      .filter(({ removedAt }) => removedAt === null)
      .map(({ id, branchId, body }) => ({
        ...{ chainId, documentId: id, branchId, sha256: String(body.sha256), size: Number(body.size) },
        mediaType: String(body.mediaType),
      }));
    if (named.length > 0) await trx.insertInto('namedBlob').values(named).execute();
    const gone = some.filter(({ removedAt }) => removedAt !== null).map(({ body }) => String(body.sha256));
    await dropUnnamed(trx, chainId, gone);
  }
};

/** Those of the contents that no document names any more. @returns how many of them went */
export async function dropUnnamed(trx: Trx, chainId: string, contents: readonly string[]): Promise<number> {
  if (contents.length === 0) return 0;
  let dropped = 0n;
  for (const table of ['blobPart', 'blob'] as const) {
    const { numDeletedRows } = await trx
      .deleteFrom(table)
      .where('chainId', '=', chainId)
      .where('sha256', 'in', contents)
      .where('sha256', 'not in', (eb) =>
        eb.selectFrom('namedBlob').select('sha256').where('namedBlob.chainId', '=', chainId),
      )
      .executeTakeFirst();
    dropped = numDeletedRows;
  }
  return Number(dropped);
}
