// How the branch server sends mail for a chain: set by an administrator with his PIN, tried out, switched off. The password
// goes in and never comes out.
import { z } from 'zod';
import { proof, provenCall, serverCall } from '../server-calls.ts';
import { LONGEST_MAIL_USER, LONGEST_SENDER_NAME, MAIL_SECURITIES, MAIL_TROUBLES } from './rules.ts';

export const mailTrouble = z.enum(MAIL_TROUBLES);

const fields = {
  host: z.string().max(253),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(MAIL_SECURITIES),
  user: z.string().max(LONGEST_MAIL_USER),
  senderName: z.string().max(LONGEST_SENDER_NAME),
  senderAddress: z.string().max(254),
};

/** How it went lately; null = no mail has been tried since it was set. */
export const mailOutcome = z.object({
  /** The first mail that went out since the last failure. */
  worksSince: z.number().int().nullable(),
  lastSentAt: z.number().int().nullable(),
  failed: z.object({ at: z.number().int(), trouble: mailTrouble }).nullable(),
});
export type MailOutcome = z.infer<typeof mailOutcome>;

export const mailState = z.discriminatedUnion('origin', [
  z.object({ origin: z.literal('none') }),
  z.object({
    origin: z.literal('chain'),
    settings: z.object({ ...fields, hasPassword: z.boolean() }),
    outcome: mailOutcome.nullable(),
  }),
  /** By whoever runs the server, for all its chains: shown, and not changed from a counter. */
  z.object({ origin: z.literal('server'), senderAddress: z.string(), outcome: mailOutcome.nullable() }),
]);
export type MailState = z.infer<typeof mailState>;

const setByServer = { /** Whoever runs the server has set it for all its chains. */ SET_BY_SERVER: {} };
export const mailFailed = { MAIL_FAILED: { data: z.object({ trouble: mailTrouble }) } };

export const mailServerContract = {
  /** Whether a mail could be sent: for greying what needs it. */
  ready: serverCall.output(z.object({ ready: z.boolean() })),
  state: serverCall
    .input(z.object({ employeeId: z.string().min(1).max(64) }))
    .output(mailState)
    .errors({ NOT_ALLOWED: {} }),
  save: provenCall
    .input(
      z.object({
        ...{ proof, ...fields },
        /** null = as it is kept. Another mail server is never shown the kept one. */
        password: z.string().max(200).nullable(),
      }),
    )
    .output(z.void())
    .errors({ ...setByServer, INVALID: {}, /** The kept one was for another mail server. */ PASSWORD_NEEDED: {} }),
  /** Switches it off and forgets the password. */
  remove: provenCall.input(z.object({ proof })).output(z.void()).errors(setByServer),
  /** A mail to an address that the administrator types, by what is kept. */
  test: provenCall
    .input(z.object({ proof, to: z.string().max(254) }))
    .output(z.void())
    .errors({ ...mailFailed, BAD_ADDRESS: {} }),
};
