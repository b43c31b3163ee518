// Set-up of the first branch, signing in and out, locking: the calls before and around everything else.
import { z } from 'zod';
import { call, id, openCall, roles } from '../calls.ts';
import { openTrouble } from '../database/contract.ts';
import { LANGUAGES } from '../workstation/rules.ts';

export const person = z.object({ id, name: z.string(), role: z.enum(roles) });

export const seat = z.object({
  branch: z.object({ id, name: z.string(), accent: z.string().nullable() }),
  workstation: z.object({ id, code: z.string(), name: z.string() }),
  employees: z.array(z.object({ id, name: z.string() })),
  /** Minutes without input until the workstation locks itself. */
  lockMinutes: z.number(),
  language: z.enum(LANGUAGES),
});

/** What the window must show first. */
export const startState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('trouble'), trouble: openTrouble }),
  /** The branch server has ended this workstation, and nothing of the chain is left on this PC. */
  z.object({
    phase: z.literal('revoked'),
    /** Epoch milliseconds; 0 = unknown. */
    at: z.number(),
    /** Changes of this workstation that the server never got, and that are gone. */
    unsent: z.number().int(),
  }),
  z.object({ phase: z.literal('setUp') }),
  z.object({
    phase: z.literal('signIn'),
    seat,
    /** Whose work waits behind the lock; null = nobody was signed in. */
    lockedBy: id.nullable(),
    /** Who signed in here last. */
    lastHere: id.nullable(),
  }),
  z.object({ phase: z.literal('open'), seat, person }),
]);
export type StartState = z.infer<typeof startState>;
export type Seat = z.infer<typeof seat>;
export type Person = z.infer<typeof person>;

const text = (max: number) => z.string().trim().max(max);

export const setUpInput = z.object({
  branchName: text(120).min(1),
  street: text(120),
  houseNumber: text(20),
  postcode: text(10),
  town: text(80),
  phone: text(40),
  administratorName: text(120).min(1),
  pin: z.string(),
});
export type SetUpInput = z.infer<typeof setUpInput>;

export const signInContract = {
  state: openCall.output(startState),
  setUp: openCall
    .input(setUpInput)
    /** The recovery key, to be printed and kept in the safe: shown this once. */
    .output(z.object({ recoveryKey: z.string() }))
    .errors({
      ALREADY_SET_UP: {},
      INVALID: {
        data: z.object({
          field: z.enum(['branchName', 'postcode', 'phone', 'administratorName', 'pin']),
          problem: z.string(),
        }),
      },
    }),
  signIn: openCall
    .input(z.object({ employeeId: id, pin: z.string().max(20) }))
    .output(z.object({ person }))
    .errors({
      WRONG_PIN: { data: z.object({ waitSeconds: z.number() }) },
      WAIT: { data: z.object({ waitSeconds: z.number() }) },
      BLOCKED: {},
    }),
  /** After the end of this workstation: the folder is new, for a set-up or another chain. */
  startOver: openCall.output(z.void()),
  lock: call.output(z.void()),
};
