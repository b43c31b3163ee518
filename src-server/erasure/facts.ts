// What an erasure must know besides the customer's rows: which day it is, whether it was done before, and which workstations
// hold something of the customer.
import { readReport } from '../../src-shared/erasure/report.ts';
import type { Trx } from '../storage/storage.ts';
import { rowsOfSubjects } from '../sync/rows.ts';
import type { Held } from '../sync/world.ts';

/** The day by the server's own clock and place. */
export function todayOf(now: number): { today: string; dayOf: (instant: number) => string } {
  const dayOf = (instant: number) => {
    const date = new Date(instant);
    const two = (number: number) => String(number).padStart(2, '0');
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  };
  return { today: dayOf(now), dayOf };
}

/** null = he was never erased. */
export async function latestErasure(
  trx: Trx,
  chainId: string,
  customerId: string,
): Promise<{ lockedUntil: string | null } | null> {
  const rows = await rowsOfSubjects(trx, chainId, 'erasure', [customerId]);
  const [latest] = rows.sort((one, other) => Number(other.body.at) - Number(one.body.at));
  return latest ? { lockedUntil: readReport(String(latest.body.report))?.lockedUntil ?? null } : null;
}

/** Codes of workstations of his branch, and of those he belonged to before; each has a token that counts. */
export async function workstationsThatHold(
  trx: Trx,
  chainId: string,
  customer: Held,
): Promise<{ codes: string[]; elsewhere: boolean }> {
  const left = await trx
    .selectFrom('movedAway')
    .select('branchId')
    .where('chainId', '=', chainId)
    .where('tableName', '=', 'customer')
    .where('id', '=', customer.id)
    .execute();
  const branches = new Set([customer.branchId, ...left.map(({ branchId }) => branchId)]);
  const stations = await trx
    .selectFrom('syncedRow')
    .innerJoin('workstationKey', (join) =>
      join
        .onRef('workstationKey.workstationId', '=', 'syncedRow.id')
        .onRef('workstationKey.chainId', '=', 'syncedRow.chainId'),
    )
    .select('syncedRow.body')
    .where('syncedRow.chainId', '=', chainId)
    .where('syncedRow.tableName', '=', 'workstation')
    .where('syncedRow.removedAt', 'is', null)
    .where('workstationKey.revokedAt', 'is', null)
    .execute();
  const codes = stations
    .map(({ body }) => JSON.parse(body) as { branchId: string; code: string })
    .filter(({ branchId }) => branches.has(branchId))
    .map(({ code }) => code);
  return { codes: codes.sort(), elsewhere: left.length > 0 };
}
