// Sends a customer the invitation to the app. First the mail, then the books: what the mail server refuses leaves nothing behind,
// and the earlier invitation stays what it was.
import { canInvite, INVITATION_LIVES_MS } from '../../src-shared/invitation/rules.ts';
import { foldedAddress } from '../../src-shared/mail/rules.ts';
import { admitted, type calls } from '../http/calls.ts';
import { MailFailed } from '../mail/transport.ts';
import { type Writing, writeAsServer } from '../sync/server-write.ts';
import { worksAt } from '../works-at.ts';
import { type Invitee, inviteeOf } from './facts.ts';
import { invitationMail } from './invitation-mail.ts';
import { invitedHash, newToken } from './token.ts';

/** A stale link still leads to its branch's colours for so long. */
const FORGOTTEN_AFTER_MS = 90 * 24 * 60 * 60_000;

export function invitationDoor(os: typeof calls.invitation) {
  return {
    send: os.send.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const asking = await admitted(context);
      const { chainId, branchId, workstationId } = asking;
      const { employeeId, customerId } = input;
      if (!(await worksAt(server, chainId, employeeId, branchId))) throw errors.NOT_ALLOWED();
      const mailReady = await server.mail.ready(chainId);
      const invitee = async (db: Writing['trx'] | typeof server.storage.db) => {
        const found = await inviteeOf(db, asking, customerId);
        if (!found) throw errors.GONE();
        const decision = canInvite({ ...found, unsaved: false, server: 'online', arrived: true, mailReady });
        if (!decision.allowed) throw errors.REFUSED({ data: { reason: decision.reason } });
        if (foldedAddress(decision.to) !== foldedAddress(input.email))
          throw errors.REFUSED({ data: { reason: 'transferring' } });
        return { ...found, ...decision };
      };
      const { shop, to, address } = await invitee(server.storage.db);
      // A stolen token floods nobody's mailbox.
      for (const [limiter, key] of [
        [server.limits.invitationsByCustomer, `${chainId} ${customerId}`],
        [server.limits.invitationsByWorkstation, workstationId],
      ] as const) {
        const late = limiter.refusedFor(key);
        if (late !== null) throw errors.TOO_MANY({ data: { retryAfterSeconds: late } });
        limiter.count(key);
      }
      const { token, tokenHash } = newToken();
      const until = server.now() + INVITATION_LIVES_MS;
      await server.mail
        .send(chainId, invitationMail(shop, to, `${address}/app/invited#${token}`, until))
        .catch((error: unknown) => {
          throw error instanceof MailFailed ? errors.MAIL_FAILED({ data: { trouble: error.trouble } }) : error;
        });
      await writeAsServer(server, chainId, async (writing) => {
        const now = await invitee(writing.trx);
        if (!now.access) throw errors.GONE();
        await replaceInvitation(writing, now.access, { tokenHash, to, until });
        logInvitation(writing, now.access, { id: server.newId(), employeeId, workstationId, branchId });
      });
      return { until };
    }),
  };
}

// --- details

async function replaceInvitation(
  writing: Writing,
  access: NonNullable<Invitee['access']>,
  { tokenHash, to, until }: { tokenHash: string; to: string; until: number },
): Promise<void> {
  const { trx, chainId, now } = writing;
  await trx
    .updateTable('invitation')
    .set({ endedAt: now })
    .where('chainId', '=', chainId)
    .where('accessId', '=', access.id)
    .where('endedAt', 'is', null)
    .execute();
  await trx
    .deleteFrom('invitation')
    .where('chainId', '=', chainId)
    .where('expiresAt', '<', now - FORGOTTEN_AFTER_MS)
    .execute();
  await trx
    .insertInto('invitation')
    .values({
      ...{ tokenHash, chainId, accessId: access.id, invitedHash: invitedHash(tokenHash, to) },
      loginCodeHash: String(access.body.loginCodeHash),
      ...{ failures: 0, createdAt: now, expiresAt: until, acceptedAt: null, endedAt: null },
    })
    .execute();
  writing.change(access, {
    ...{ invitedAt: now, invitedTo: to, invitedUntil: until, invitationAcceptedAt: null, invitationEndedAt: null },
  });
}

function logInvitation(
  writing: Writing,
  access: NonNullable<Invitee['access']>,
  who: { id: string; employeeId: string; workstationId: string; branchId: string },
): void {
  const { now } = writing;
  writing.log({
    ...{ ...who, doing: 'appAccess.invite' },
    changes: [
      {
        ...{ table: 'appAccess', rowId: access.id, subjectId: access.subjectId, kind: 'update', groupFrom: null },
        ...{ field: 'invitedAt', from: JSON.stringify(access.body.invitedAt ?? null), to: JSON.stringify(now) },
      },
    ],
  });
}
