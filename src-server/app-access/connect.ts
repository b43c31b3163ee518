// Lets a device in with login code and password, or does not. A try is announced before it is judged, so that many at once are
// no more than ten; a password is checked whoever asks, and whoever is refused learns nothing but that.
import { createHash } from 'node:crypto';
import { plainLoginCode, plainPassword } from '../../src-shared/app-access/credentials.ts';
import type { Server } from '../server.ts';
import type { ServerTables } from '../storage/tables.ts';
import { writeAsServer } from '../sync/server-write.ts';
import type { DeviceKey } from './keys.ts';
import { beginAnew, isOpen, type LetIns, loginOf } from './let-in.ts';
import { lockTime, TRIES } from './lock.ts';
import type { PasswordQueue } from './password-queue.ts';
import type { Tries } from './tries.ts';
import type { WriteTurns } from './write-turns.ts';

type Login = ServerTables['appLogin'];

export type Refusal = { reason: 'wrongPassword' | 'locked' | 'codeReplaced' | 'deactivated'; until: number | null };
export type Connection =
  | { ok: true; key: string }
  | { ok: false /** null = nothing is said. */; refusal: Refusal | null };

/** What logins need besides the server: whose turn it is to try, to check and to write. */
export type LoginDesk = {
  server: Server;
  passwords: PasswordQueue;
  tries: Tries;
  writes: WriteTurns;
  letIns: LetIns;
};

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
  { server, passwords, tries, writes, letIns }: LoginDesk,
  asked: { code: string; password: string; deviceName: string },
  earlier: DeviceKey | null,
): Promise<Connection> {
  const codeHash = codeHashOf(asked.code);
  const attempt = tries.announce(codeHash ?? '');
  let isIn = false;
  try {
    const found = codeHash === null ? undefined : await loginWith(server, codeHash);
    const login = found && tries.begin(attempt, found.failures) ? found : undefined;
    const right = await passwords.isRight(login?.passwordHash ?? null, plainPassword(asked.password));
    if (login && right) {
      const key = await letIns.take({ login, deviceName: asked.deviceName, earlier });
      isIn = key !== null;
      if (key !== null) return { ok: true, key };
    } else if (login && (await countWrong(server, login)) >= TRIES) {
      await writes.take(login.chainId, () => lock(server, login));
    }
  } finally {
    tries.end(attempt, isIn);
  }
  return { ok: false, refusal: await whyNot(server, codeHash, earlier) };
}

// --- details

/** undefined = nobody with this code can get in now, right password or not. */
async function loginWith({ storage: { db }, now }: Server, codeHash: string): Promise<Login | undefined> {
  const login = await db
    .selectFrom('appCode')
    .innerJoin('appLogin', (join) =>
      join.onRef('appLogin.chainId', '=', 'appCode.chainId').onRef('appLogin.accessId', '=', 'appCode.accessId'),
    )
    .selectAll('appLogin')
    .where('appCode.codeHash', '=', codeHash)
    .executeTakeFirst();
  return login?.loginCodeHash === codeHash && isOpen(login, now()) ? login : undefined;
}

/** @returns wrong ones so far; 0 = a new password or a lock has come meanwhile, and what was wrong counts no more */
async function countWrong({ storage: { db }, now }: Server, login: Login): Promise<number> {
  const counted = await db
    .updateTable('appLogin')
    .set((eb) => ({ failures: eb('failures', '+', 1) }))
    .where('chainId', '=', login.chainId)
    .where('accessId', '=', login.accessId)
    .where('passwordHash', '=', login.passwordHash)
    // Many at the same moment may be one more than ten; what comes after the lock is no first one towards the next.
    .where((eb) => eb.or([eb('lockedUntil', 'is', null), eb('lockedUntil', '<=', now())]))
    .returning('failures')
    .executeTakeFirst();
  return counted?.failures ?? 0;
}

/** The tenth wrong one locks, and staff see it on the mask. */
async function lock(server: Server, { chainId, accessId }: Login): Promise<void> {
  await writeAsServer(server, chainId, async ({ trx, now, read, change }) => {
    const [row, login] = [await read('appAccess', accessId), await loginOf(trx, chainId, accessId)];
    // Two that were wrong at the same moment lock once.
    if (!row || !login || login.failures < TRIES) return;
    await beginAnew(trx, login, login.locks + 1);
    change(row, { lockedUntil: now + lockTime(login.locks) });
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
