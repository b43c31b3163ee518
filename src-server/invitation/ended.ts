// When an invitation dies before its time: with the access it is for, and with the address it was sent to. In a push, pure, so
// that the answer already says so; and beside the rows, in the transaction that writes them.
import { foldedAddress } from '../../src-shared/mail/rules.ts';
import type { WireSet } from '../../src-shared/sync/protocol.ts';
import type { Projection } from '../sync/projections.ts';
import type { World } from '../sync/world.ts';

/** @param set has just been put into the world and is not accepted yet; @param now the server's clock */
export function endInvitations(world: World, { changes }: WireSet, now: number): void {
  for (const id of new Set(changes.map(({ subjectId }) => subjectId))) {
    // An access has its customer's id.
    const access = world.row('appAccess', id);
    if (!access || !isOpen(access.body)) continue;
    const customer = world.row('customer', id);
    const other =
      customer !== undefined &&
      (customer.removedAt !== null ||
        foldedAddress(String(customer.body.email ?? '')) !== foldedAddress(String(access.body.invitedTo)));
    const renewed = changes.some(({ rowId, field }) => rowId === id && field === 'loginCodeHash');
    const closed = access.body.active !== 1 || access.removedAt !== null || renewed;
    if (other || closed) world.put({ ...access, changedAt: now, body: { ...access.body, invitationEndedAt: now } });
  }
}

export const projectInvitations: Projection = async (trx, chainId, rows) => {
  for (const { table, id, body, changedAt } of rows)
    if (table === 'appAccess' && (body.invitationEndedAt ?? null) !== null)
      await trx
        .updateTable('invitation')
        .set({ endedAt: changedAt })
        .where('chainId', '=', chainId)
        .where('accessId', '=', id)
        .where('endedAt', 'is', null)
        .execute();
};

// --- details

function isOpen(body: Readonly<Record<string, unknown>>): boolean {
  const { invitedAt = null, invitationAcceptedAt = null, invitationEndedAt = null } = body;
  return invitedAt !== null && invitationAcceptedAt === null && invitationEndedAt === null;
}
