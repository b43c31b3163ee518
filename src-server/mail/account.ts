// Where a chain's mail account is kept: as whoever runs the server has said it, else as the chain's administrators have. The
// password is sealed and bound to the mail server it is for: neither a copied nor a changed database gives it away.
import type { MailForm } from '../../src-shared/mail/rules.ts';
import type { Seal } from '../blobs/seal.ts';
import type { Db, Trx } from '../storage/storage.ts';
import type { ServerTables } from '../storage/tables.ts';
import type { MailAccount } from './transport.ts';

export type KeptMail = ServerTables['mailAccount'];

export function keptMail(db: Db | Trx, chainId: string): Promise<KeptMail | undefined> {
  return db.selectFrom('mailAccount').selectAll().where('chainId', '=', chainId).executeTakeFirst();
}

/** @returns null when its password was sealed with another key: it has to be typed again */
export function openAccount(seal: Seal, kept: KeptMail): MailAccount | null {
  const { chainId, host, port, security, user, sealedPassword, senderName, senderAddress } = kept;
  const account = { host, port, security, senderName, senderAddress };
  if (user === '') return { ...account, login: null };
  if (sealedPassword === null) return { ...account, login: { user, password: '' } };
  try {
    const password = seal.open(Buffer.from(sealedPassword, 'base64'), placeOf(chainId, kept)).toString('utf8');
    return { ...account, login: { user, password } };
  } catch {
    return null;
  }
}

/** Whether a password that is kept may be shown to the mail server that is wanted now. */
export function isSameMailServer(kept: KeptMail, wanted: MailForm): boolean {
  return placeOf(kept.chainId, kept) === placeOf(kept.chainId, wanted);
}

/** @param password null = as it is kept */
export async function keepMail(
  trx: Trx,
  seal: Seal,
  { chainId, now, form, password }: { chainId: string; now: number; form: MailForm; password: string | null },
): Promise<void> {
  const sealed =
    password === null
      ? ((await keptMail(trx, chainId))?.sealedPassword ?? null)
      : password === ''
        ? null
        : seal.close(Buffer.from(password, 'utf8'), placeOf(chainId, form)).toString('base64');
  const { host, port, security, user, senderName, senderAddress } = form;
  const row = {
    ...{ chainId, host, port, security, user, sealedPassword: user === '' ? null : sealed },
    ...{ senderName, senderAddress, changedAt: now },
  };
  await forgetMail(trx, chainId);
  await trx.insertInto('mailAccount').values(row).execute();
}

/** With how it went: that was another account. */
export async function forgetMail(trx: Trx, chainId: string): Promise<void> {
  await trx.deleteFrom('mailAccount').where('chainId', '=', chainId).execute();
  await trx.deleteFrom('mailOutcome').where('chainId', '=', chainId).execute();
}

// --- details

function placeOf(
  chainId: string,
  { host, port, security, user }: Pick<MailForm, 'host' | 'port' | 'security' | 'user'>,
) {
  return `mail ${chainId} ${security} ${host}:${port} ${user}`;
}
