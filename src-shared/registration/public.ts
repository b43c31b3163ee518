// What the app may ask the branch server for whoever registers himself: part of the public contract, written by hand. Nothing
// here says whether somebody is known; whoever holds the link of the mail holds the address, and no more.
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { PURPOSES } from '../consent/rules.ts';

const registrationCall = oc.errors({
  TOO_MANY: { status: 429, data: z.object({ retryAfterSeconds: z.number().int() }) },
  /** No public address, no mail, no branch with a licence, no declarations: nobody can register here. */
  NOT_OFFERED: { status: 404 },
});

/** As it is typed; what it must be is decided by the server and said field by field. */
export const registrationPerson = z.object({
  branchId: z.string().max(64),
  firstName: z.string().trim().max(80),
  lastName: z.string().trim().max(120),
  birthDate: z.string().trim().max(40),
  street: z.string().trim().max(120),
  houseNumber: z.string().trim().max(20),
  postcode: z.string().trim().max(10),
  town: z.string().trim().max(80),
  /** '' = Germany. */
  country: z.string().trim().max(60),
  phone: z.string().trim().max(40),
});
export type RegistrationPerson = z.infer<typeof registrationPerson>;
export type RegistrationField = keyof RegistrationPerson;

export const registrationProblem = z.object({
  field: z.enum([...registrationPerson.keyof().options, 'acknowledged', 'consents']),
  /** 'missing' = it is required; 'unreadable' = it cannot be what it should. */
  problem: z.enum(['missing', 'unreadable']),
});
export type RegistrationProblem = z.infer<typeof registrationProblem>;

/** A declaration with the branch's and the person's names in it, as it will be kept. */
export const registrationDeclaration = z.object({
  versionId: z.string(),
  title: z.string(),
  number: z.number().int(),
  /** Epoch milliseconds. */
  validFrom: z.number().int(),
  text: z.string(),
  /** One box each, none of them ticked. */
  purposes: z.array(z.enum(PURPOSES)),
});
export type RegistrationDeclaration = z.infer<typeof registrationDeclaration>;

const token = z.string().max(100);
const language = z.enum(['de', 'en']);

const linkCall = registrationCall.errors({
  /** Used, older than 48 hours, or never sent: one answer for all. */
  LINK_ENDED: { status: 410 },
});

const judged = {
  INVALID: { status: 422, data: z.object({ problems: z.array(registrationProblem) }) },
} as const;

export const registrationCalls = {
  /** Whether anybody can register here. */
  offer: registrationCall
    .route({ method: 'GET', path: '/registration', summary: 'Whether one can register', tags: ['registration'] })
    .output(z.object({ possible: z.boolean() })),

  /** Answers the same whoever the address belongs to. */
  begin: registrationCall
    .route({ method: 'POST', path: '/registration/mail', summary: 'Sends a link', tags: ['registration'] })
    .input(z.object({ email: z.string().trim().max(254), language }))
    .output(z.object({ sent: z.literal(true) }))
    .errors({ NOT_AN_ADDRESS: { status: 422 }, /** No mail leaves at the moment. */ MAIL_AWAY: { status: 503 } }),

  open: linkCall
    .route({ method: 'POST', path: '/registration/open', summary: 'What a link leads to', tags: ['registration'] })
    .input(z.object({ token }))
    .output(
      z.object({
        email: z.string(),
        branches: z.array(z.object({ id: z.string(), name: z.string(), place: z.string() })),
      }),
    ),

  /** The declarations to be read before anything is sent. */
  check: linkCall
    .route({ method: 'POST', path: '/registration/check', summary: 'What will be agreed', tags: ['registration'] })
    .input(z.object({ token, person: registrationPerson }))
    .output(z.object({ declarations: z.array(registrationDeclaration) }))
    .errors(judged),

  /** Uses the link up. Said again with the same key it is answered the same. */
  send: linkCall
    .route({ method: 'POST', path: '/registration', summary: 'Registers', tags: ['registration'] })
    .input(
      z.object({
        token,
        person: registrationPerson,
        /** Version of the privacy declaration that was taken note of; null = it was not. */
        acknowledged: z.string().max(64).nullable(),
        consents: z.array(z.object({ purpose: z.enum(PURPOSES), versionId: z.string().max(64) })).max(PURPOSES.length),
        /** The device's key from now on: 32 random bytes, made by the device. */
        key: z.string().regex(/^[\w-]{43}$/),
        deviceName: z.string().max(60),
        language,
      }),
    )
    .output(z.object({ state: z.enum(['connected', 'waiting']) }))
    .errors({ ...judged, /** Another version is in force by now: `check` shows it. */ TEXT_CHANGED: { status: 409 } }),
};

/** Told to the device of a registration that staff have not decided yet. */
export const waitingShop = z.object({
  appName: z.string(),
  branchName: z.string(),
  phone: z.string().nullable(),
  accent: z.string().nullable(),
});
export type WaitingShop = z.infer<typeof waitingShop>;
