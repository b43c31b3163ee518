// The phones of a customer as the server reported them, and what of the access still waits for the server. It ends a phone
// by its row; what that means for the phone's key is the server's.
import { and, desc, eq, isNull } from 'drizzle-orm';
import type { ConnectedDevice } from '../../../src-shared/app-access/contract.ts';
import { appDevice, type Row } from '../../../src-shared/tables.ts';
import { statement } from '../database/save.ts';
import type { House } from '../house.ts';

/** Connected ones, and those whose end the server has not confirmed. */
export function devicesOf(house: House, customerId: string): ConnectedDevice[] {
  const waiting = unanswered(house, customerId, 'appDevice');
  return house.db.orm
    .select()
    .from(appDevice)
    .where(and(eq(appDevice.customerId, customerId), isNull(appDevice.removedAt)))
    .orderBy(desc(appDevice.connectedAt), desc(appDevice.id))
    .all()
    .filter(({ id, endedAt }) => endedAt === null || waiting.has(id))
    .map(({ id, name, connectedAt, lastSeenAt, endedAt }) => ({
      ...{ id, name, connectedAt, lastSeenAt, ending: endedAt !== null },
    }));
}

/** @returns false when there is no such device, or it has ended */
export function endDevice(house: House, deviceId: string): boolean {
  const row = house.db.orm.select().from(appDevice).where(eq(appDevice.id, deviceId)).get();
  if (!row || row.removedAt !== null || row.endedAt !== null) return false;
  house.save('appAccess.save', (unit) => unit.update('appDevice', deviceId, { endedAt: unit.now }));
  return true;
}

/**
 * When the newest credential was saved, for comparing with what the server confirmed: what it has answered it has confirmed,
 * whatever this computer's clock says.
 */
export function credentialAt(house: House, { id, customerId, confirmedAt, changedAt }: Row<'appAccess'>): number {
  const at = unanswered(house, customerId, 'appAccess').get(id);
  if (at === undefined) return confirmedAt ?? changedAt;
  return Math.max(at, (confirmedAt ?? 0) + 1);
}

/** Rows with a change the server has not answered → when the newest of them was made. */
function unanswered(house: House, subjectId: string, table: 'appAccess' | 'appDevice'): ReadonlyMap<string, number> {
  const rows = statement(
    house.db.sqlite,
    `SELECT c.rowId AS id, max(s.at) AS at FROM change c JOIN changeSet s ON s.id = c.changeSetId
     WHERE c.subjectId = ? AND c."table" = ? AND s.answeredAt IS NULL GROUP BY c.rowId`,
  ).all(subjectId, table) as { id: string; at: number }[];
  return new Map(rows.map(({ id, at }) => [id, at]));
}
