// The mails with links, and the registrations behind them from the mail to the decision. What was sent lies sealed; what was
// decided keeps nothing of it. It does not know what a registration leads to.
import { createHash, randomBytes } from 'node:crypto';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import type { SentPerson } from '../../src-shared/tasks/rules.ts';
import type { Server } from '../server.ts';
import type { Db, Trx } from '../storage/storage.ts';
import type { ServerTables } from '../storage/tables.ts';
import { MAIL_TEXTS } from './record-texts.ts';
import type { Shop } from './shop.ts';

export type Registration = ServerTables['registration'];

export const LINK_LIVES_MS = 48 * 60 * 60_000;
/** The device is told that long that it was declined. */
const DECLINED_KEPT_MS = 30 * 24 * 60 * 60_000;

/** What is kept of the mail's address until somebody opens the link. */
export type Invited = { email: string };
export type Sent = {
  readonly person: SentPerson;
  readonly deviceName: string;
  readonly appName: string;
  /** What was ticked, by the version that was shown. */
  readonly entries: readonly {
    purpose: Purpose;
    kind: 'granted' | 'acknowledged';
    versionId: string;
    sha256: string;
  }[];
};

/** Sends a link and keeps its hash. @throws MailFailed */
export async function sendLink(server: Server, shop: Shop, email: string, language: 'de' | 'en'): Promise<void> {
  const { db } = server.storage;
  const now = server.now();
  await forgetOld(db, now);
  const token = randomBytes(32).toString('base64url');
  const id = server.newId();
  await db
    .insertInto('registration')
    .values({
      ...{ id, chainId: shop.chainId, tokenHash: linkHash(token), state: 'invited', createdAt: now },
      ...{ expiresAt: now + LINK_LIVES_MS, sentAt: null, keyHash: null, branchId: null, taskId: null, record: null },
      body: sealed(server, id, { email } satisfies Invited),
    })
    .execute();
  const words = MAIL_TEXTS[language];
  const link = `${shop.address}/app/register#${token}`;
  await server.mail.send(shop.chainId, {
    ...{ to: email, subject: words.subject(shop.appName), text: words.text(shop.appName, link) },
  });
}

/** The registration that a link belongs to, whatever became of it; undefined = never sent, or too old. */
export async function byLink(db: Db | Trx, now: number, token: string): Promise<Registration | undefined> {
  const found = await db
    .selectFrom('registration')
    .selectAll()
    .where('tokenHash', '=', linkHash(token))
    .executeTakeFirst();
  return found && found.expiresAt > now ? found : undefined;
}

export async function invitedBy(server: Server, token: string): Promise<(Registration & Invited) | undefined> {
  const found = await byLink(server.storage.db, server.now(), token);
  if (found?.state !== 'invited' || !found.body) return undefined;
  return { ...found, ...opened<Invited>(server, found) };
}

/** By the hash of what a device shows as its key. */
export function byDeviceKey(db: Db, keyHash: string): Promise<Registration | undefined> {
  return db.selectFrom('registration').selectAll().where('keyHash', '=', keyHash).executeTakeFirst();
}

export function sealed({ seal }: Pick<Server, 'seal'>, id: string, body: Invited | Sent): Buffer {
  return seal.close(Buffer.from(JSON.stringify(body)), placeOf(id, 'body'));
}

export function opened<T extends Invited | Sent>({ seal }: Pick<Server, 'seal'>, { id, body }: Registration): T {
  if (!body) throw new Error('nothing is kept of this registration');
  return JSON.parse(seal.open(body, placeOf(id, 'body')).toString('utf8')) as T;
}

export function sealedRecord({ seal }: Pick<Server, 'seal'>, id: string, pdf: Buffer): Buffer {
  return seal.close(pdf, placeOf(id, 'record'));
}

export function openedRecord({ seal }: Pick<Server, 'seal'>, { id, record }: Registration): Buffer {
  if (!record) throw new Error('no record is kept of this registration');
  return seal.open(record, placeOf(id, 'record'));
}

// --- details

function linkHash(token: string): string {
  return createHash('sha256').update(`registration ${token}`).digest('base64url');
}

function placeOf(id: string, part: 'body' | 'record'): string {
  return `registration ${id} ${part}`;
}

async function forgetOld(db: Db, now: number): Promise<void> {
  await db.deleteFrom('registration').where('state', '=', 'invited').where('expiresAt', '<=', now).execute();
  await db
    .deleteFrom('registration')
    .where('state', 'in', ['declined', 'connected'])
    .where('createdAt', '<=', now - DECLINED_KEPT_MS)
    .execute();
}
