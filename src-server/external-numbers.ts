// Which customer bears which external number, chain-wide (E-05): kept with the rows, so that a second bearer is seen by whoever
// judges a push. What becomes of him is decided there.
import type { WireSet } from '../src-shared/sync/protocol.ts';
import type { Trx } from './storage/storage.ts';
import type { Projection } from './sync/projections.ts';
import { chunks } from './sync/rows.ts';

export const projectExternalNumbers: Projection = async (trx, chainId, rows) => {
  const customers = rows.filter(({ table }) => table === 'customer');
  for (const some of chunks(customers, 1000)) {
    await trx
      .deleteFrom('externalNumber')
      .where('chainId', '=', chainId)
      .where(
        'customerId',
        'in',
        some.map(({ id }) => id),
      )
      .execute();
    const borne = some.flatMap(({ id, body, removedAt }) =>
      removedAt === null && typeof body.externalNumber === 'string'
        ? [{ chainId, customerId: id, number: body.externalNumber }]
        : [],
    );
    if (borne.length > 0) await trx.insertInto('externalNumber').values(borne).execute();
  }
};

/** Customers who bear one of the external numbers that the sets give or bring back. */
export async function bearersOfExternal(trx: Trx, chainId: string, sets: readonly WireSet[]): Promise<string[]> {
  const wanted = new Set(sets.flatMap(({ changes }) => changes.flatMap(numbersIn)));
  const found: string[] = [];
  for (const some of chunks([...wanted], 1000)) {
    const rows = await trx
      .selectFrom('externalNumber')
      .select('customerId')
      .where('chainId', '=', chainId)
      .where('number', 'in', some)
      .execute();
    for (const { customerId } of rows) found.push(customerId);
  }
  return found;
}

function numbersIn({ table, kind, field, to }: WireSet['changes'][number]): string[] {
  if (table !== 'customer' || to === null) return [];
  if (kind !== 'create' && field !== 'externalNumber') return [];
  try {
    const said: unknown = JSON.parse(to);
    const number = kind === 'create' ? (said as { externalNumber?: unknown } | null)?.externalNumber : said;
    return typeof number === 'string' ? [number] : [];
  } catch {
    return [];
  }
}
