// Connected devices as staff see them: synced rows that the server alone makes, beside the keys that nobody sees.
import type { EndReason } from '../../src-shared/public-contract.ts';
import type { Server } from '../server.ts';
import type { ServerTables } from '../storage/tables.ts';
import { type Writing, writeAsServer } from '../sync/server-write.ts';
import { type DeviceKey, endKey } from './keys.ts';

/** So that looking in every half minute does not make every counter pull. */
const SEEN_EVERY_MS = 10 * 60_000;
/** Of one customer, at the same time; the one unseen for longest makes room. */
const MOST_DEVICES = 20;

/** Makes row and key in one transaction. @param name as the page gave it */
export async function makeDevice(
  writing: Writing,
  deviceId: string,
  {
    chainId,
    accessId,
    branchId,
    customerId,
  }: Pick<ServerTables['appLogin'], 'chainId' | 'accessId' | 'branchId' | 'customerId'>,
  { name, keyHash }: { name: string; keyHash: string },
): Promise<void> {
  const { trx, now, make } = writing;
  const living = await trx
    .selectFrom('deviceKey')
    .select('deviceId')
    .where('chainId', '=', chainId)
    .where('accessId', '=', accessId)
    .where('endedAt', 'is', null)
    .orderBy('lastSeenAt', 'desc')
    .execute();
  for (const { deviceId: oldest } of living.slice(MOST_DEVICES - 1)) await endDevice(writing, oldest, 'replaced');
  await trx
    .insertInto('deviceKey')
    .values({
      ...{ deviceId, chainId, accessId, keyHash, previousHash: null, issuedAt: now, usedAt: null },
      ...{ lastSeenAt: now, endedAt: null, endReason: null },
    })
    .execute();
  make('appDevice', deviceId, branchId, {
    ...{ customerId, accessId, name: readableName(name), connectedAt: now, lastSeenAt: now, endedAt: null },
  });
}

/** Key first: its reason stays when the row follows. */
export async function endDevice(writing: Writing, deviceId: string, reason: EndReason): Promise<void> {
  await endKey(writing.trx, writing.now, deviceId, reason);
  const row = await writing.read('appDevice', deviceId);
  if (row && row.body.endedAt === null) writing.change(row, { endedAt: writing.now });
}

export function endDeviceNow(server: Server, { chainId, deviceId }: DeviceKey, reason: EndReason): Promise<void> {
  return writeAsServer(server, chainId, (writing) => endDevice(writing, deviceId, reason));
}

/** 'zuletzt gesehen', written rarely: of several processes and requests one does it. */
export async function sawDevice(server: Server, { chainId, deviceId, lastSeenAt }: DeviceKey): Promise<void> {
  const now = server.now();
  if (now - lastSeenAt < SEEN_EVERY_MS) return;
  const mine = await server.storage.db
    .updateTable('deviceKey')
    .set({ lastSeenAt: now })
    .where('deviceId', '=', deviceId)
    .where('lastSeenAt', '=', lastSeenAt)
    .returning('deviceId')
    .executeTakeFirst();
  if (!mine) return;
  await writeAsServer(server, chainId, async ({ read, change }) => {
    const row = await read('appDevice', deviceId);
    if (row && row.body.endedAt === null) change(row, { lastSeenAt: now });
  });
}

/** No line breaks, no invisible or direction-changing letters: it stands in a list at the counter. */
function readableName(given: string): string {
  const plain = given
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return plain.slice(0, 60) || 'Gerät';
}
