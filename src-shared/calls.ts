// The base of every call in every contract: who may call it, and the failures that any call can have.
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { STATUS_REFUSALS } from './customers/status.ts';

export const roles = ['employee', 'accounting', 'administrator'] as const;
export type Role = (typeof roles)[number];

/**
 * Who may call: 'anyone' = before sign-in too (start screens); 'employee' = whoever is signed in; the higher roles only
 * themselves and an administrator. `waitsForPerson`: answered only once somebody has decided something, and meanwhile nothing waits
 * for it.
 */
export type CallMeta = { role: 'anyone' | Role; waitsForPerson?: true };

export const call = oc.$meta<CallMeta>({ role: 'employee' }).errors({
  NOT_SIGNED_IN: { message: 'nobody is signed in' },
  FORBIDDEN: { message: 'the role does not allow this', data: z.object({ needed: z.enum(roles) }) },
  NOT_OPEN: { message: 'the database is not open' },
  STORAGE: {
    message: 'the disk refuses',
    data: z.object({ reason: z.enum(['diskFull', 'readOnly', 'busy', 'damaged']) }),
  },
  /** This workstation belongs to a branch server, which takes this with an administrator's PIN only (employees.prove). */
  PIN_NEEDED: { message: 'the PIN is needed' },
  /** … and it cannot be reached. */
  SERVER_NEEDED: { message: 'the branch server is needed' },
  /** What the customer's status means keeps this from being saved; nothing was. */
  CUSTOMER_STATUS: {
    status: 409,
    message: 'the status forbids this',
    data: z.object({ reason: z.enum(STATUS_REFUSALS) }),
  },
  /** Anything unforeseen: the incident number is also in the log. */
  INTERNAL: { message: 'internal', data: z.object({ incident: z.string() }) },
});

export const openCall = call.meta({ role: 'anyone' });
export const administratorCall = call.meta({ role: 'administrator' });

export const id = z.string().min(1).max(64);

/** In the one form of Unicode: what looks the same is the same, at every counter. */
export const typedText = (max: number) => z.string().normalize('NFC').trim().max(max);
export const optionalText = (max: number) => typedText(max).nullable();

/** 'YYYY-MM-DD'. */
export const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A finished file on its way to the screen: base64 keeps it one message on every wire. */
export const filePayload = z.object({ name: z.string(), mediaType: z.string(), base64: z.string() });
export type FilePayload = z.infer<typeof filePayload>;
