// How a workstation becomes known: a single-use activation code, a token of its own afterwards, an end when it is revoked.
// Codes and tokens lie as hashes only.
import { createHash, randomBytes } from 'node:crypto';
import type { Joined } from '../src-shared/sync/server-contract.ts';
import type { Db, Trx } from './storage/storage.ts';
import { rowsById } from './sync/rows.ts';

/** A further chain on a server that has one: its founder is told by whoever runs the server. */
export const FURTHER_CHAIN_CODE_LIVES_MS = 24 * 60 * 60_000;
/** Fifteen minutes: read out, typed in at the other counter. */
export const CODE_LIVES_MS = 15 * 60_000;
/** Crockford's base 32 without what is misread; 16 letters are 80 bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LETTERS = 16;

export type KnownWorkstation = {
  readonly workstationId: string;
  readonly chainId: string;
  readonly branchId: string;
  readonly foundedAt: number | null;
  readonly revoked: boolean;
  readonly lastSeenAt: number;
  readonly version: string;
};

/** How exactly the server knows when a workstation was last there. */
const SEEN_EVERY_MS = 60_000;

export function newActivationCode(): string {
  const letters = [...randomBytes(CODE_LETTERS)].map((byte) => ALPHABET[byte % 32]);
  return (letters.join('').match(/.{4}/g) ?? []).join('-');
}

export function activationCodeHash(typed: string): string {
  const plain = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return sha256(`activation ${plain}`);
}

export function tokenHash(token: string): string {
  return sha256(`workstation ${token}`);
}

/** A code for a workstation that the chain knows, or (null) for whoever founds a chain. Earlier codes of the workstation end. */
export async function issueCode(
  db: Db | Trx,
  now: number,
  about: { chainId: string; workstationId: string } | null,
  livesMs = about ? CODE_LIVES_MS : FURTHER_CHAIN_CODE_LIVES_MS,
): Promise<{ code: string; expiresAt: number }> {
  const code = newActivationCode();
  const expiresAt = now + livesMs;
  if (about) await endCodes(db, about.chainId, about.workstationId);
  await db
    .insertInto('activationCode')
    .values({
      codeHash: activationCodeHash(code),
      chainId: about?.chainId ?? null,
      workstationId: about?.workstationId ?? null,
      createdAt: now,
      expiresAt,
      usedAt: null,
    })
    .execute();
  return { code, expiresAt };
}

export type JoinRequest = { code: string; version: string; workstation: { id: string; branchId: string } | null };
export type JoinParts = {
  now: number;
  newId: () => string;
  /** Every server process hears of it, and ends what hangs on a token that another PC has replaced. */
  announce: (trx: Trx, chainId: string) => Promise<void>;
};
export type JoinRefusal = 'CODE' | 'NOT_FOUNDER' | 'HAS_DATA';

/** Uses the code up and gives a token; a workstation that joins anew makes its earlier token worthless. */
export async function join(
  db: Db,
  { now, newId, announce }: JoinParts,
  { code, version, workstation }: JoinRequest,
): Promise<Joined | JoinRefusal> {
  return db.transaction().execute(async (trx) => {
    const used = await trx
      .updateTable('activationCode')
      .set({ usedAt: now })
      .where('codeHash', '=', activationCodeHash(code))
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', now)
      .returningAll()
      .executeTakeFirst();
    if (!used) return 'CODE';
    if (used.chainId === null) {
      if (!workstation) return unused(trx, used.codeHash, 'NOT_FOUNDER');
      const chainId = newId();
      await trx
        .insertInto('chain')
        .values({
          id: chainId,
          epoch: newId(),
          epochFrom: 0,
          epochBefore: null,
          revision: 0,
          nextCustomerNumber: 10_001,
          nextWorkstation: 2,
          createdAt: now,
        })
        .execute();
      // Several server processes each show a code: one chain is founded, the other codes end with it.
      await trx.deleteFrom('activationCode').where('chainId', 'is', null).where('usedAt', 'is', null).execute();
      const token = await giveToken(trx, now, { chainId, version, foundedAt: now, ...workstation });
      return { chainId, as: 'founder', token, workstation: null };
    }
    if (workstation) return unused(trx, used.codeHash, 'HAS_DATA');
    const [row] = await rowsById(trx, used.chainId, new Map([['workstation', new Set([used.workstationId ?? ''])]]));
    if (!row || row.removedAt !== null || row.body.revokedAt !== null) return 'CODE';
    const { branchId, code: letters, name } = row.body as { branchId: string; code: string; name: string };
    const token = await giveToken(trx, now, { chainId: used.chainId, version, foundedAt: null, id: row.id, branchId });
    await announce(trx, used.chainId);
    return { chainId: used.chainId, as: 'member', token, workstation: { id: row.id, branchId, code: letters, name } };
  });
}

/** Whose token it is; undefined = the server has never given it. */
export async function workstationOf(db: Db, token: string): Promise<KnownWorkstation | undefined> {
  const columns = ['workstationId', 'chainId', 'branchId', 'foundedAt', 'revokedAt', 'lastSeenAt', 'version'] as const;
  const hash = tokenHash(token);
  const found = await db.selectFrom('workstationKey').select(columns).where('tokenHash', '=', hash).executeTakeFirst();
  if (found) return { ...found, revoked: found.revokedAt !== null };
  // Another PC took its place.
  const ended = await db
    .selectFrom('endedToken')
    .innerJoin('workstationKey', (join) =>
      join
        .onRef('workstationKey.workstationId', '=', 'endedToken.workstationId')
        .onRef('workstationKey.chainId', '=', 'endedToken.chainId'),
    )
    .select(columns.map((column) => `workstationKey.${column}` as const))
    .where('endedToken.tokenHash', '=', hash)
    .executeTakeFirst();
  return ended && { ...ended, revoked: true };
}

/** Remembers that it is there: a write a minute at most, and where its program is another one. */
export async function rememberSeen(db: Db, now: number, known: KnownWorkstation, version?: string): Promise<void> {
  const another = version !== undefined && version !== known.version;
  if (!another && Math.abs(now - known.lastSeenAt) < SEEN_EVERY_MS) return;
  await db
    .updateTable('workstationKey')
    .set({ lastSeenAt: now, ...(another ? { version } : {}) })
    .where('workstationId', '=', known.workstationId)
    .where('revokedAt', 'is', null)
    .execute();
}

/** The founder has sent its history: from now on its sets are judged like everybody's, whatever day they say they are from. */
export async function endFounding(db: Db, { workstationId, foundedAt }: KnownWorkstation): Promise<void> {
  if (foundedAt === null) return;
  await db.updateTable('workstationKey').set({ foundedAt: null }).where('workstationId', '=', workstationId).execute();
}

/** Codes of this workstation that wait to be typed in. */
export async function endCodes(db: Db | Trx, chainId: string, workstationId: string): Promise<void> {
  await db
    .deleteFrom('activationCode')
    .where('chainId', '=', chainId)
    .where('workstationId', '=', workstationId)
    .where('usedAt', 'is', null)
    .execute();
}

// --- details

/** A code that was shown to the wrong kind of counter can still be used by the right one. */
async function unused<R>(trx: Trx, codeHash: string, answer: R): Promise<R> {
  await trx.updateTable('activationCode').set({ usedAt: null }).where('codeHash', '=', codeHash).execute();
  return answer;
}

async function giveToken(
  trx: Trx,
  now: number,
  given: { chainId: string; id: string; branchId: string; version: string; foundedAt: number | null },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const { id: workstationId, chainId, branchId, version, foundedAt } = given;
  const row = { workstationId, chainId, branchId, tokenHash: tokenHash(token), createdAt: now, foundedAt, version };
  const before = await trx
    .selectFrom('workstationKey')
    .select(['chainId', 'tokenHash'])
    .where('workstationId', '=', workstationId)
    .executeTakeFirst();
  // A founder brings its own id: it must not be one that lives in another chain.
  if (before && before.chainId !== chainId) throw new Error('the workstation belongs to another chain');
  if (before)
    await trx
      .insertInto('endedToken')
      .values({ tokenHash: before.tokenHash, chainId, workstationId, endedAt: now })
      .execute();
  await trx
    .insertInto('workstationKey')
    .values({ ...row, revokedAt: null, lastSeenAt: now })
    .onConflict((conflict) =>
      conflict.column('workstationId').doUpdateSet({ ...row, revokedAt: null, lastSeenAt: now }),
    )
    .execute();
  return token;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
