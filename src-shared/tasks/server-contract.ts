// Registrations that wait for staff of the branch: what was sent beside the customers it may be, and the decision. Online
// only and all or nothing; the server writes the decision into the change log under the employee's name.
import { z } from 'zod';
import { serverCall } from '../server-calls.ts';
import { id } from '../sync/protocol.ts';
import { COMPARED, TAKEABLE } from './rules.ts';

const text = z.string();

export const sentPerson = z.object({
  ...{ firstName: text, lastName: text, birthDate: text, email: text, phone: text },
  ...{ street: text, houseNumber: text, postcode: text, town: text, country: text },
});

export const registrationCandidate = z.object({
  customerId: id,
  number: z.string(),
  name: z.string(),
  birthDate: z.string().nullable(),
  /** One line each. */
  addresses: z.array(z.string()),
  /** As people read them. */
  phones: z.array(z.string()),
  email: z.string().nullable(),
  agrees: z.array(z.enum(COMPARED)),
  /** Of another branch: to be moved here before it can be chosen; null = of this one. */
  branchName: z.string().nullable(),
});
export type RegistrationCandidate = z.infer<typeof registrationCandidate>;

export const waitingRegistration = z.object({
  sentAt: z.number().int(),
  deviceName: z.string(),
  person: sentPerson,
  /** Purposes that were ticked. */
  consents: z.array(z.string()),
  /** The likeliest first. */
  candidates: z.array(registrationCandidate),
  /** So many more of other branches, who have not agreed to be seen here (N-24). */
  hidden: z.number().int(),
});
export type WaitingRegistration = z.infer<typeof waitingRegistration>;

export const registrationDecision = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('assign'),
    customerId: id,
    /** What of the sent data is written into the customer's record; nothing else is. */
    take: z.array(z.enum(TAKEABLE)).max(TAKEABLE.length),
  }),
  z.object({ kind: z.literal('create') }),
  z.object({ kind: z.literal('decline') }),
]);
export type RegistrationDecision = z.infer<typeof registrationDecision>;

/** Why a decision cannot be carried out; nothing was written. */
export const DECISION_REFUSALS = ['noLicence', 'licenceEnded', 'consentMissing', 'consentWithdrawn', 'erased'] as const;
export type DecisionRefusal = (typeof DECISION_REFUSALS)[number];

export const tasksServerContract = {
  registration: serverCall
    .input(z.object({ taskId: id, employeeId: id }))
    .output(waitingRegistration)
    .errors({ /** Not this branch's staff. */ NOT_ALLOWED: {}, /** Not there, or decided. */ GONE: {} }),
  decide: serverCall
    .input(z.object({ taskId: id, employeeId: id, decision: registrationDecision }))
    .output(z.object({ /** null = declined. */ customerId: id.nullable() }))
    .errors({
      NOT_ALLOWED: {},
      GONE: {},
      REFUSED: { data: z.object({ reason: z.enum(DECISION_REFUSALS) }) },
    }),
};
