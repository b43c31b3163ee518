// Keys of connected devices: made, recognised by their hash, replaced each day, ended. A key that is used after the next one
// was is somebody's copy, and the device ends (rotation as in RFC 9700, 4.14.2).
import { createHash, randomBytes } from 'node:crypto';
import type { EndReason } from '../../src-shared/public-contract.ts';
import type { Db, Trx } from '../storage/storage.ts';
import type { ServerTables } from '../storage/tables.ts';

export type DeviceKey = ServerTables['deviceKey'];

/** A key is replaced after a day of use. */
const KEY_LIVES_MS = 24 * 60 * 60_000;
/** A request with the earlier key may still be under way. */
const OVERLAP_MS = 30_000;

export type Shown =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ended'; readonly device: DeviceKey; readonly reason: EndReason; readonly at: number }
  /** The earlier key, while the newer one has just come into use. */
  | { readonly kind: 'replaced' }
  /** The earlier key, long after: two have it. */
  | { readonly kind: 'copied'; readonly device: DeviceKey }
  | { readonly kind: 'valid'; readonly device: DeviceKey; readonly rotate: boolean };

export function newKey(): { key: string; keyHash: string } {
  const key = randomBytes(32).toString('base64url');
  return { key, keyHash: keyHashOf(key) };
}

/** What a key that was shown is worth; the first use of a new one is remembered. */
export async function showKey(db: Db, now: number, key: string): Promise<Shown> {
  const hash = keyHashOf(key);
  const device = await db
    .selectFrom('deviceKey')
    .selectAll()
    .where((eb) => eb.or([eb('keyHash', '=', hash), eb('previousHash', '=', hash)]))
    .executeTakeFirst();
  if (!device) return { kind: 'unknown' };
  if (device.endedAt !== null)
    return { kind: 'ended', device, reason: (device.endReason ?? 'deactivated') as EndReason, at: device.endedAt };
  if (!(await isActive(db, device))) return { kind: 'ended', device, reason: 'deactivated', at: now };
  if (device.keyHash !== hash) {
    // The answer with the new key was lost on its way: the earlier one still counts.
    if (device.usedAt === null) return { kind: 'valid', device, rotate: true };
    return now - device.usedAt < OVERLAP_MS ? { kind: 'replaced' } : { kind: 'copied', device };
  }
  if (device.usedAt === null)
    await db
      .updateTable('deviceKey')
      .set({ usedAt: now })
      .where('deviceId', '=', device.deviceId)
      .where('keyHash', '=', hash)
      .execute();
  return { kind: 'valid', device, rotate: now - device.issuedAt >= KEY_LIVES_MS };
}

/** @returns the new key; null when somebody else has just made one */
export async function replaceKey(db: Db, now: number, device: DeviceKey, shown: string): Promise<string | null> {
  const { key, keyHash } = newKey();
  const done = await db
    .updateTable('deviceKey')
    .set({ keyHash, previousHash: keyHashOf(shown), issuedAt: now, usedAt: null })
    .where('deviceId', '=', device.deviceId)
    .where('keyHash', '=', device.keyHash)
    .where('endedAt', 'is', null)
    .returning('deviceId')
    .executeTakeFirst();
  return done ? key : null;
}

/** With its reason; one that ended before keeps its own. */
export async function endKey(trx: Trx, now: number, deviceId: string, reason: EndReason): Promise<void> {
  await trx
    .updateTable('deviceKey')
    .set({ endedAt: now, endReason: reason })
    .where('deviceId', '=', deviceId)
    .where('endedAt', 'is', null)
    .execute();
}

// --- details

async function isActive(db: Db, { chainId, accessId }: DeviceKey): Promise<boolean> {
  const login = await db
    .selectFrom('appLogin')
    .select('active')
    .where('chainId', '=', chainId)
    .where('accessId', '=', accessId)
    .executeTakeFirst();
  return login?.active === 1;
}

export function keyHashOf(key: string): string {
  return createHash('sha256').update(`device ${key}`).digest('base64url');
}
