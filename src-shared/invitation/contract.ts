// 'Einladung per E-Mail' on the tab 'Zugangsdaten': how the newest invitation fares, what stands in the way of another one, and
// sending it by the branch server.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { mailFailed } from '../mail/server-contract.ts';
import { INVITATION_REFUSALS } from './rules.ts';

const at = z.number();
/** As staff see it: 'm…@example.com'. */
const to = z.string();

const state = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('sent'), at, to, until: z.number() }),
  z.object({ state: z.literal('accepted'), at, to }),
  z.object({ state: z.literal('expired'), at, to }),
  z.object({ state: z.literal('ended'), at, to }),
]);

export const invitationRecord = z.object({
  state,
  /** What invitation/rules.ts asks for; the screen knows the rest. */
  facts: z.object({
    writtenTo: z.boolean(),
    active: z.boolean(),
    email: z.string().nullable(),
    publicAddress: z.string().nullable(),
    server: z.enum(['none', 'offline', 'online']),
    arrived: z.boolean(),
  }),
});
export type InvitationRecord = z.infer<typeof invitationRecord>;

export const invitationContract = {
  byCustomer: call
    .input(z.object({ customerId: id }))
    .output(invitationRecord)
    .errors({ GONE: {} }),
  /** Asked of the branch server; null = it could not be asked. */
  mailReady: call.output(z.object({ ready: z.boolean().nullable() })),
  send: call
    .input(z.object({ customerId: id }))
    .output(z.object({ /** As staff see it. */ to, until: z.number() }))
    .errors({
      ...mailFailed,
      ...{ GONE: {}, NOT_ALLOWED: {}, OFFLINE: {} },
      REFUSED: { data: z.object({ reason: z.enum(INVITATION_REFUSALS) }) },
      TOO_MANY: { data: z.object({ seconds: z.number().int() }) },
    }),
};
