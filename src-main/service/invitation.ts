// Answers 'Einladung per E-Mail': says how the newest invitation fares by what the server has written, and has another one sent.
// What is still waiting to be transferred goes up first, so that the server judges what staff see.
import { canInvite, type InvitationFacts, invitationState } from '../../src-shared/invitation/rules.ts';
import { maskedAddress } from '../../src-shared/mail/rules.ts';
import { reachOf } from '../../src-shared/sync/state.ts';
import { accessRow } from './app-access/access.ts';
import { customerRecord } from './customer-record.ts';
import { statusRulesOf } from './customer-status.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';
import { setting } from './settings.ts';
import { ownLine } from './sync/administration-line.ts';
import { lineTrouble } from './sync/server-line.ts';

const ASK_AT_MOST_MS = 3000;

export function invitationHandlers(os: typeof procedures.invitation) {
  return {
    byCustomer: os.byCustomer.handler(({ context, input, errors }) => {
      const house = opened(context);
      const facts = factsOf(house, input.customerId);
      if (!facts) throw errors.GONE();
      const row = accessRow(house, input.customerId);
      const state = row ? invitationState(row, house.now()) : ({ state: 'none' } as const);
      return { state: 'to' in state ? { ...state, to: maskedAddress(state.to) } : state, facts };
    }),

    mailReady: os.mailReady.handler(async ({ context }) => {
      const line = ownLine(opened(context));
      if (!line) return { ready: null };
      const asked = line.mail.ready(undefined, { signal: AbortSignal.timeout(ASK_AT_MOST_MS) });
      return asked.catch(() => ({ ready: null }));
    }),

    send: os.send.handler(async ({ context, input: { customerId }, errors }) => {
      const house = opened(context);
      await house.sync.round().catch(() => undefined);
      const facts = factsOf(house, customerId);
      if (!facts) throw errors.GONE();
      const line = ownLine(house);
      // Whether mail is set up is for the server to say.
      const decision = canInvite({ ...facts, unsaved: false, mailReady: true });
      if (!decision.allowed) throw errors.REFUSED({ data: { reason: decision.reason } });
      if (!line) throw errors.REFUSED({ data: { reason: 'noServer' } });
      const employeeId = signedIn(context).id;
      const { until } = await line.invitation
        .send({ employeeId, customerId, email: decision.to })
        .catch((error: unknown) => {
          const { code = '', data } = error as { code?: string; data?: { retryAfterSeconds?: number } };
          if (code === 'GONE' || code === 'NOT_ALLOWED') throw errors[code]();
          if (code === 'MAIL_FAILED' || code === 'REFUSED') throw errors[code]({ data: data as never });
          if (code === 'TOO_MANY') throw errors.TOO_MANY({ data: { seconds: data?.retryAfterSeconds ?? 60 } });
          house.ports.log.warn({ trouble: lineTrouble(error), code }, 'the branch server was asked in vain');
          throw errors.OFFLINE();
        });
      await house.sync.round().catch(() => undefined);
      return { to: maskedAddress(decision.to), until };
    }),
  };
}

// --- details

type Facts = Omit<InvitationFacts, 'unsaved' | 'mailReady'>;

/** undefined = no such customer here. */
function factsOf(house: House, customerId: string): Facts | undefined {
  const customer = customerRecord(house, customerId);
  if (!customer) return undefined;
  return {
    writtenTo: statusRulesOf(house, customerId)?.writtenTo ?? true,
    active: accessRow(house, customerId)?.active ?? false,
    email: customer.form.email,
    publicAddress: setting(house, 'appAddress'),
    server: reachOf(house.sync.state),
    arrived: !waits(house, customerId),
  };
}

/** Something about this customer has not reached the server. */
function waits({ db }: House, customerId: string): boolean {
  const found = statement(
    db.sqlite,
    `SELECT 1 FROM change c JOIN changeSet s ON s.id = c.changeSetId
     WHERE c.subjectId = ? AND s.answeredAt IS NULL LIMIT 1`,
  ).get(customerId);
  return found !== undefined;
}
