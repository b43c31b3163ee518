// What lies beside the rows and says something of the person: keys for the search across branches, codes, invitations, and
// what a decided registration has left. Projections follow the rows by themselves; this takes the rest at once.
import type { Beside } from '../../src-shared/erasure/report.ts';
import type { Trx } from '../storage/storage.ts';
import type { Family } from './family.ts';

export async function forgetBesides(
  trx: Trx,
  chainId: string,
  { ids, rows }: Family,
): Promise<{ what: Beside; count: number }[]> {
  const customers = [...ids];
  let search = 0;
  for (const table of ['branchSearchLine', 'branchSearchKey'] as const)
    search += count(
      await trx
        .deleteFrom(table)
        .where('chainId', '=', chainId)
        .where('customerId', 'in', customers)
        .executeTakeFirst(),
    );
  // An access has its customer's id.
  const codes = await trx
    .deleteFrom('appCode')
    .where('chainId', '=', chainId)
    .where('accessId', 'in', customers)
    .executeTakeFirst();
  const invitations = await trx
    .deleteFrom('invitation')
    .where('chainId', '=', chainId)
    .where('accessId', 'in', customers)
    .executeTakeFirst();
  const devices = rows.filter(({ table, body }) => table === 'appDevice' && (body.endedAt ?? null) === null).length;
  return [
    { what: 'search', count: search },
    { what: 'logins', count: count(codes) },
    { what: 'devices', count: devices },
    { what: 'invitations', count: count(invitations) },
  ];
}

// --- details

function count({ numDeletedRows }: { numDeletedRows: bigint }): number {
  return Number(numDeletedRows);
}
