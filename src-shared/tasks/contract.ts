// 'Aufgaben': what waits for staff that nobody at the counter began. A registration is looked at and decided online; a new
// password is issued on the mask, and here only said to be done.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import {
  DECISION_REFUSALS,
  registrationCandidate,
  registrationDecision,
  waitingRegistration,
} from './server-contract.ts';

const openTask = z.object({
  id,
  createdAt: z.number().int(),
  /** The customer concerned; null = not here, or not known yet. */
  customer: z.object({ id, name: z.string(), number: z.string() }).nullable(),
  about: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('assignConnection'), /** As it was sent. */ name: z.string() }),
    z.object({
      kind: z.literal('newPasswordNeeded'),
      letterNumber: z.string().nullable(),
      /** Who had issued the letter that is worth nothing, and where. */
      employee: z.string().nullable(),
      workstation: z.string().nullable(),
      at: z.number().int().nullable(),
    }),
  ]),
});
export type OpenTask = z.infer<typeof openTask>;

const online = { /** No branch server, or it cannot be reached now. */ OFFLINE: {}, NOT_ALLOWED: {}, GONE: {} };

export const tasksContract = {
  /** The oldest first, at most so many; `count` is of all. */
  open: call.output(z.object({ tasks: z.array(openTask), count: z.number().int() })),
  count: call.output(z.number().int()),
  registration: call
    .input(z.object({ id }))
    .output(
      waitingRegistration.extend({
        /** As people read it. */
        phone: z.string(),
        candidates: z.array(registrationCandidate),
      }),
    )
    .errors(online),
  decide: call
    .input(z.object({ id, decision: registrationDecision }))
    .output(z.object({ customerId: id.nullable() }))
    .errors({ ...online, REFUSED: { data: z.object({ reason: z.enum(DECISION_REFUSALS) }) } }),
  /** For a new password: it was handed over. */
  finish: call.input(z.object({ id })).output(z.void()).errors({ GONE: {} }),
};
