// The server's mail room: sends a mail in a chain's name and remembers how it went, without remembering to whom.
import type { MailOutcome } from '../../src-shared/mail/server-contract.ts';
import type { Seal } from '../blobs/seal.ts';
import type { Db } from '../storage/storage.ts';
import { keptMail, openAccount } from './account.ts';
import { handIn, type Mail, type MailAccount, MailFailed, troubleFrom } from './transport.ts';

export type Mailer = {
  /** Whether it is set up; not whether it works. */
  ready(chainId: string): Promise<boolean>;
  /** Resolves when the mail server has taken it. @throws MailFailed */
  send(chainId: string, mail: Mail): Promise<void>;
};

type Parts = {
  db: Db;
  seal: Seal;
  now: () => number;
  /** As whoever runs the server has said it, for all chains. */
  given: MailAccount | null;
  log: { warn(about: object, what: string): void };
};

export function createMailer({ db, seal, now, given, log }: Parts): Mailer {
  const accountOf = async (chainId: string): Promise<MailAccount | null> => {
    if (given) return given;
    const kept = await keptMail(db, chainId);
    return kept ? openAccount(seal, kept) : null;
  };
  return {
    ready: async (chainId) => (await accountOf(chainId)) !== null,
    send: async (chainId, mail) => {
      const account = await accountOf(chainId);
      if (!account) throw new MailFailed('notSetUp');
      try {
        await handIn(account, mail);
      } catch (error) {
        if (!(error instanceof MailFailed)) throw error;
        const { trouble } = error;
        log.warn({ trouble }, 'a mail was not taken');
        // An address that does not exist says nothing about the account.
        if (trouble !== 'recipientRefused') await keepFailure(db, chainId, now(), trouble);
        throw error;
      }
      await keepSuccess(db, chainId, now());
    },
  };
}

/** null = nothing was sent since it was set. */
export async function outcomeOf(db: Db, chainId: string): Promise<MailOutcome | null> {
  const kept = await db.selectFrom('mailOutcome').selectAll().where('chainId', '=', chainId).executeTakeFirst();
  if (!kept) return null;
  const trouble = troubleFrom(kept.failure);
  const { worksSince, lastSentAt, failedAt } = kept;
  return { worksSince, lastSentAt, failed: trouble === null || failedAt === null ? null : { at: failedAt, trouble } };
}

// --- details

async function keepSuccess(db: Db, chainId: string, now: number): Promise<void> {
  await db
    .insertInto('mailOutcome')
    .values({ chainId, worksSince: now, lastSentAt: now, failedAt: null, failure: null })
    .onConflict((conflict) =>
      conflict.column('chainId').doUpdateSet((eb) => ({
        worksSince: eb.fn.coalesce('mailOutcome.worksSince', eb.val(now)),
        ...{ lastSentAt: now, failedAt: null, failure: null },
      })),
    )
    .execute();
}

async function keepFailure(db: Db, chainId: string, now: number, failure: string): Promise<void> {
  await db
    .insertInto('mailOutcome')
    .values({ chainId, worksSince: null, lastSentAt: null, failedAt: now, failure })
    .onConflict((conflict) => conflict.column('chainId').doUpdateSet({ worksSince: null, failedAt: now, failure }))
    .execute();
}
