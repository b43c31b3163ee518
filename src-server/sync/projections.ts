// What hangs on synced rows in tables of its own: kept in step inside the transaction that writes the rows.
import type { Trx } from '../storage/storage.ts';
import { chunks } from './rows.ts';
import type { Held } from './world.ts';

export type Projection = (trx: Trx, chainId: string, rows: readonly Held[]) => Promise<void>;

export async function projectRows(
  trx: Trx,
  chainId: string,
  rows: readonly Held[],
  { projections }: { projections: readonly Projection[] },
): Promise<void> {
  await projectNumbers(trx, chainId, rows);
  for (const project of projections) await project(trx, chainId, rows);
}

/** Which customer bears which number: unique in the chain. A number that was given up may be given again. */
const projectNumbers: Projection = async (trx, chainId, rows) => {
  const borne = rows.flatMap(({ table, id, body }) =>
    table === 'customer' ? [{ chainId, number: String(body.number), customerId: id }] : [],
  );
  for (const some of chunks(borne, 1000)) {
    await trx
      .deleteFrom('customerNumber')
      .where('chainId', '=', chainId)
      .where(
        'customerId',
        'in',
        some.map(({ customerId }) => customerId),
      )
      .execute();
    await trx.insertInto('customerNumber').values(some).execute();
  }
};
