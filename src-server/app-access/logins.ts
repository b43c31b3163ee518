// Keeps 'appLogin' in step with the synced rows, inside the transaction that writes them: with what a customer gets in, and
// which devices no longer do. It judges no password.
import type { EndReason } from '../../src-shared/public-contract.ts';
import type { Trx } from '../storage/storage.ts';
import type { Projection } from '../sync/projections.ts';
import { chunks } from '../sync/rows.ts';
import type { Held } from '../sync/world.ts';

export const projectLogins: Projection = async (trx, chainId, rows) => {
  const accesses = rows.filter(({ table }) => table === 'appAccess');
  for (const some of chunks(accesses, 500)) await follow(trx, chainId, some);
  const ended = rows.filter(
    ({ table, body, removedAt }) => table === 'appDevice' && (body.endedAt ?? removedAt) !== null,
  );
  for (const { id, changedAt } of ended) await endKeys(trx, chainId, { deviceId: id }, changedAt, 'removedByStaff');
};

// --- details

async function follow(trx: Trx, chainId: string, rows: readonly Held[]): Promise<void> {
  const before = await trx
    .selectFrom('appLogin')
    .select(['accessId', 'active', 'loginCodeHash', 'passwordHash'])
    .where('chainId', '=', chainId)
    .where(
      'accessId',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  const known = new Map(before.map((one) => [one.accessId, one]));
  const logins = rows.map((row) => loginOf(chainId, row));
  await trx
    .insertInto('appLogin')
    .values(logins)
    .onConflict((conflict) =>
      conflict.columns(['chainId', 'accessId']).doUpdateSet((eb) => ({
        customerId: eb.ref('excluded.customerId'),
        branchId: eb.ref('excluded.branchId'),
        active: eb.ref('excluded.active'),
        loginCodeHash: eb.ref('excluded.loginCodeHash'),
        passwordHash: eb.ref('excluded.passwordHash'),
        lockedUntil: eb.ref('excluded.lockedUntil'),
      })),
    )
    .execute();
  const codes = logins.flatMap(({ loginCodeHash: codeHash, accessId }) =>
    codeHash === null ? [] : [{ codeHash, chainId, accessId }],
  );
  if (codes.length > 0)
    await trx
      .insertInto('appCode')
      .values(codes)
      .onConflict((conflict) => conflict.column('codeHash').doNothing())
      .execute();
  for (const [at, login] of logins.entries()) {
    const was = known.get(login.accessId);
    if (!was) continue;
    const now = rows[at]?.changedAt ?? 0;
    // A new password lifts a lock and all counting.
    if (was.passwordHash !== login.passwordHash)
      await trx
        .updateTable('appLogin')
        .set({ failures: 0, locks: 0 })
        .where('chainId', '=', chainId)
        .where('accessId', '=', login.accessId)
        .execute();
    // Off, or off and on again within one push: whatever was connected before stays out.
    if (login.active === 0 || (was.loginCodeHash !== null && was.loginCodeHash !== login.loginCodeHash))
      await endKeys(trx, chainId, { accessId: login.accessId }, now, 'deactivated');
  }
}

function loginOf(chainId: string, { id: accessId, branchId, body, removedAt }: Held) {
  const active = body.active === 1 && removedAt === null;
  return {
    ...{ chainId, accessId, branchId, customerId: String(body.customerId), active: active ? 1 : 0 },
    loginCodeHash: active ? text(body.loginCodeHash) : null,
    passwordHash: active ? text(body.passwordHash) : null,
    ...{ failures: 0, locks: 0 },
    lockedUntil: typeof body.lockedUntil === 'number' ? body.lockedUntil : null,
  };
}

async function endKeys(
  trx: Trx,
  chainId: string,
  which: { accessId: string } | { deviceId: string },
  endedAt: number,
  endReason: EndReason,
): Promise<void> {
  await trx
    .updateTable('deviceKey')
    .set({ endedAt, endReason })
    .where('chainId', '=', chainId)
    .where((eb) => ('accessId' in which ? eb('accessId', '=', which.accessId) : eb('deviceId', '=', which.deviceId)))
    .where('endedAt', 'is', null)
    .execute();
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
