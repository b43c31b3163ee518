// What a counter asks the branch server about invitations: to send one to a customer of its branch. How it fares comes down
// with the access.
import { z } from 'zod';
import { mailFailed } from '../mail/server-contract.ts';
import { serverCall } from '../server-calls.ts';
import { INVITATION_REFUSALS } from './rules.ts';

const id = z.string().min(1).max(64);

export const invitationServerContract = {
  /** The mail is out when this answers, and every earlier invitation of this customer is dead. */
  send: serverCall
    .input(
      z.object({
        ...{ employeeId: id, customerId: id },
        /** As the counter shows it: another one on the server is not written to unseen. */
        email: z.string().max(254),
      }),
    )
    .output(z.object({ until: z.number().int() }))
    .errors({
      ...mailFailed,
      /** Nobody who works in this branch. */
      NOT_ALLOWED: {},
      /** No customer of this branch. */
      GONE: {},
      REFUSED: { data: z.object({ reason: z.enum(INVITATION_REFUSALS) }) },
    }),
};
