// Connects a device by an invitation: its token, and the address it was sent to. Every try is counted before it is judged, so
// that many at once are no more than ten; of two that are right at once one is let in. Whoever is refused learns nothing but that.
import { timingSafeEqual } from 'node:crypto';
import { foldedAddress } from '../../src-shared/mail/rules.ts';
import { endDevice, makeDevice } from '../app-access/devices.ts';
import { type DeviceKey, newKey } from '../app-access/keys.ts';
import type { WriteTurns } from '../app-access/write-turns.ts';
import type { Server } from '../server.ts';
import type { ServerTables } from '../storage/tables.ts';
import { type Writing, writeAsServer } from '../sync/server-write.ts';
import { invitedHash, tokenHashOf } from './token.ts';

/** Wrong addresses that end an invitation. */
const TRIES = 10;

type Invitation = ServerTables['invitation'];

/** @param earlier the device that shows a key, living or ended. @returns the new device's key; null = not admitted */
export async function acceptInvitation(
  { server, writes }: { server: Server; writes: WriteTurns },
  asked: { token: string; email: string; deviceName: string },
  earlier: DeviceKey | null,
): Promise<string | null> {
  const tokenHash = tokenHashOf(asked.token);
  const found = tokenHash === null ? undefined : await countTry(server, tokenHash);
  if (!found) return null;
  const right = isSame(found.invitedHash, invitedHash(found.tokenHash, asked.email));
  if (right) return writes.take(found.chainId, () => letIn(server, found, asked, earlier));
  if (found.failures >= TRIES) await writes.take(found.chainId, () => end(server, found));
  return null;
}

// --- details

/** undefined = nobody can get in with it now, right address or not. */
async function countTry({ storage: { db }, now }: Server, tokenHash: string): Promise<Invitation | undefined> {
  return db
    .updateTable('invitation')
    .set((eb) => ({ failures: eb('failures', '+', 1) }))
    .where('tokenHash', '=', tokenHash)
    .where('failures', '<', TRIES)
    .where('acceptedAt', 'is', null)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now())
    .returningAll()
    .executeTakeFirst();
}

function letIn(
  server: Server,
  { tokenHash, chainId, accessId, loginCodeHash }: Invitation,
  { email, deviceName }: { email: string; deviceName: string },
  earlier: DeviceKey | null,
): Promise<string | null> {
  return writeAsServer(server, chainId, async (writing) => {
    const { trx, now, read } = writing;
    const [access, customer] = [await read('appAccess', accessId), await read('customer', accessId)];
    const login = await trx
      .selectFrom('appLogin')
      .selectAll()
      .where('chainId', '=', chainId)
      .where('accessId', '=', accessId)
      .executeTakeFirst();
    const same = login?.active === 1 && login.loginCodeHash === loginCodeHash;
    const stored = customer?.removedAt === null ? foldedAddress(String(customer.body.email ?? '')) : null;
    if (!access || !login || !same || stored !== foldedAddress(email)) return null;
    const taken = await trx
      .updateTable('invitation')
      .set({ acceptedAt: now })
      .where('tokenHash', '=', tokenHash)
      .where('acceptedAt', 'is', null)
      .where('endedAt', 'is', null)
      .returning('tokenHash')
      .executeTakeFirst();
    if (!taken) return null;
    writing.change(access, { invitationAcceptedAt: now });
    // The same phone once more: its earlier self ends.
    if (earlier && earlier.chainId === chainId && earlier.accessId === accessId)
      await endDevice(writing, earlier.deviceId, 'replaced');
    const { key, keyHash } = newKey();
    await makeDevice(writing, server.newId(), login, { name: deviceName, keyHash });
    return key;
  });
}

/** Staff see that it has to be sent again. */
async function end(server: Server, { tokenHash, chainId, accessId }: Invitation): Promise<void> {
  await writeAsServer(server, chainId, async (writing: Writing) => {
    const ended = await writing.trx
      .updateTable('invitation')
      .set({ endedAt: writing.now })
      .where('tokenHash', '=', tokenHash)
      .where('acceptedAt', 'is', null)
      .where('endedAt', 'is', null)
      .returning('tokenHash')
      .executeTakeFirst();
    const access = ended && (await writing.read('appAccess', accessId));
    if (access) writing.change(access, { invitationEndedAt: writing.now });
  });
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
