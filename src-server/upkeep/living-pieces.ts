// Goes through all living rows of one table of a chain. There may be a million of them: a piece at a time, and others come first.
import type { TableName } from '../../src-shared/tables.ts';
import type { Db } from '../storage/storage.ts';
import { letOthersFirst } from './chain-upkeep.ts';

export type Piece = readonly { readonly id: string; readonly body: string }[];

/**
 * In the order of their ids; none of the pieces is empty.
 * @param limits.before ids from here on are left out
 * @param limits.atOnce rows in a piece
 * @param stopped asked before each piece
 */
export async function* livingPieces(
  db: Db,
  chainId: string,
  table: TableName,
  { before, atOnce }: { before?: string; atOnce: number },
  stopped: () => boolean,
): AsyncGenerator<Piece> {
  for (let after = ''; !stopped(); ) {
    let query = db
      .selectFrom('syncedRow')
      .select(['id', 'body'])
      .where('chainId', '=', chainId)
      .where('tableName', '=', table)
      .where('id', '>', after)
      .where('removedAt', 'is', null);
    if (before !== undefined) query = query.where('id', '<', before);
    const piece = await query.orderBy('id').limit(atOnce).execute();
    const last = piece.at(-1);
    if (!last) return;
    yield piece;
    after = last.id;
    await letOthersFirst();
  }
}
