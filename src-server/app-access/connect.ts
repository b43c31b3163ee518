// Lets a device in with login code and password, or does not. Every try is counted before it is judged, so that many at once
// are no more than ten; the password is checked whoever asks, and whoever is refused learns nothing but that.
import { createHash } from 'node:crypto';
import { plainLoginCode, plainPassword } from '../../src-shared/app-access/credentials.ts';
import type { Server } from '../server.ts';
import type { Trx } from '../storage/storage.ts';
import type { ServerTables } from '../storage/tables.ts';
import { writeAsServer } from '../sync/server-write.ts';
import { endDevice, makeDevice } from './devices.ts';
import { type DeviceKey, newKey } from './keys.ts';
import { lockTime, TRIES } from './lock.ts';
import type { PasswordQueue } from './password-queue.ts';
import type { WriteTurns } from './write-turns.ts';

type Login = ServerTables['appLogin'];

export type Refusal = { reason: 'wrongPassword' | 'locked' | 'codeReplaced' | 'deactivated'; until: number | null };
export type Connection =
  | { ok: true; key: string }
  | { ok: false /** null = nothing is said. */; refusal: Refusal | null };

/** What logins need besides the server: whose turn it is to check and to write. */
export type LoginDesk = { server: Server; passwords: PasswordQueue; writes: WriteTurns };

/** Tries that were begun and never judged (the server fell) are over after this time. */
const TRY_LASTS_MS = 60_000;

/** Hash of a typed or scanned code; null when it is none. */
export function codeHashOf(typed: string): string | null {
  const plain = plainLoginCode(typed);
  return plain === null ? null : createHash('sha256').update(plain).digest('hex');
}

/**
 * @param earlier the device that shows a key, living or ended: it is told why it is refused
 * @throws TooBusy
 */
export async function connect(
  { server, passwords, writes }: LoginDesk,
  asked: { code: string; password: string; deviceName: string },
  earlier: DeviceKey | null,
): Promise<Connection> {
  const codeHash = codeHashOf(asked.code);
  const login = codeHash === null ? undefined : await beginTry(server, codeHash);
  const right = await passwords.isRight(login?.passwordHash ?? null, plainPassword(asked.password));
  if (login && right) {
    const key = await writes.take(login.chainId, () => letIn(server, login, asked.deviceName, earlier));
    if (key !== null) return { ok: true, key };
  } else if (login && login.failures >= TRIES) await writes.take(login.chainId, () => lock(server, login));
  return { ok: false, refusal: await whyNot(server, codeHash, earlier) };
}

// --- details

/** Counts the try. undefined = nobody with this code can get in now, right password or not. */
async function beginTry({ storage: { db }, now }: Server, codeHash: string): Promise<Login | undefined> {
  const at = now();
  return db
    .updateTable('appLogin')
    .set((eb) => ({ failures: eb('failures', '+', 1), lastTryAt: at }))
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('chainId', 'accessId'),
        'in',
        selectFrom('appCode')
          .select(['chainId', 'accessId'])
          .where('codeHash', '=', codeHash)
          .$asTuple('chainId', 'accessId'),
      ),
    )
    .where('loginCodeHash', '=', codeHash)
    .where('active', '=', 1)
    .where('passwordHash', 'is not', null)
    .where((eb) => eb.or([eb('lockedUntil', 'is', null), eb('lockedUntil', '<=', at)]))
    .where((eb) => eb.or([eb('failures', '<', TRIES), eb('lastTryAt', '<', at - TRY_LASTS_MS)]))
    .returningAll()
    .executeTakeFirst();
}

/** The tenth wrong one locks, and staff see it on the mask. */
async function lock(server: Server, { chainId, accessId, locks, passwordHash }: Login): Promise<void> {
  await writeAsServer(server, chainId, async ({ trx, now, read, change }) => {
    const [row, login] = [await read('appAccess', accessId), await loginOf(trx, chainId, accessId)];
    // A new password has come meanwhile: what was wrong counts no more.
    if (!row || login?.passwordHash !== passwordHash) return;
    await trx
      .updateTable('appLogin')
      .set({ failures: 0, locks: locks + 1 })
      .where('chainId', '=', chainId)
      .where('accessId', '=', accessId)
      .execute();
    change(row, { lockedUntil: now + lockTime(locks) });
  });
}

/** @returns the device's key; null when the access ended, or its credential changed, while the password was checked */
async function letIn(
  server: Server,
  login: Login,
  deviceName: string,
  earlier: DeviceKey | null,
): Promise<string | null> {
  const { chainId, accessId } = login;
  return writeAsServer(server, chainId, async (writing) => {
    const now = await writing.trx
      .updateTable('appLogin')
      .set({ failures: 0, locks: 0 })
      .where('chainId', '=', chainId)
      .where('accessId', '=', accessId)
      .where('active', '=', 1)
      .where('loginCodeHash', '=', login.loginCodeHash)
      .where('passwordHash', '=', login.passwordHash)
      .where((eb) => eb.or([eb('lockedUntil', 'is', null), eb('lockedUntil', '<=', writing.now)]))
      .returningAll()
      .executeTakeFirst();
    if (!now) return null;
    // The same phone once more: its earlier self ends.
    if (earlier && earlier.chainId === chainId && earlier.accessId === accessId)
      await endDevice(writing, earlier.deviceId, 'replaced');
    const { key, keyHash } = newKey();
    await makeDevice(writing, server.newId(), now, { name: deviceName, keyHash });
    return key;
  });
}

/** For a device that was connected to the very access the code is of; null = whoever asks is told nothing. */
async function whyNot(
  { storage: { db }, now }: Server,
  codeHash: string | null,
  earlier: DeviceKey | null,
): Promise<Refusal | null> {
  if (earlier === null || codeHash === null) return null;
  const code = await db.selectFrom('appCode').selectAll().where('codeHash', '=', codeHash).executeTakeFirst();
  if (code?.chainId !== earlier.chainId || code.accessId !== earlier.accessId) return null;
  const login = await loginOf(db, earlier.chainId, earlier.accessId);
  if (login?.active !== 1) return { reason: 'deactivated', until: null };
  if (login.loginCodeHash !== codeHash) return { reason: 'codeReplaced', until: null };
  if (login.lockedUntil !== null && login.lockedUntil > now()) return { reason: 'locked', until: login.lockedUntil };
  return { reason: 'wrongPassword', until: null };
}

function loginOf(db: Server['storage']['db'] | Trx, chainId: string, accessId: string): Promise<Login | undefined> {
  return db
    .selectFrom('appLogin')
    .selectAll()
    .where('chainId', '=', chainId)
    .where('accessId', '=', accessId)
    .executeTakeFirst();
}
