// The base of every call that a counter makes to the branch server, and the failures any of them can have. It is made with
// the workstation's token; the server knows branch and rights from it and from the employee whom a call names.
import { oc } from '@orpc/contract';
import { z } from 'zod';

/** Before a workstation has its token. */
export const openServerCall = oc.errors({
  /** This counter speaks an older protocol than the server takes, or a newer one than it knows. */
  PROTOCOL: { status: 426, data: z.object({ oldest: z.number().int(), newest: z.number().int() }) },
  TOO_MANY: { status: 429, data: z.object({ retryAfterSeconds: z.number() }) },
  /** The database is being restarted, or is overloaded: nothing was taken; the same again in a moment. */
  UNAVAILABLE: { status: 503, data: z.object({ retryAfterSeconds: z.number() }) },
  /** The server's disk refuses; nothing was taken. */
  STORAGE: { status: 507, data: z.object({ reason: z.enum(['diskFull', 'readOnly', 'damaged']) }) },
  /** Anything unforeseen: the incident number is also in the server's log. */
  INTERNAL: { status: 500, data: z.object({ incident: z.string() }) },
});

export const serverCall = openServerCall.errors({
  /** The token was revoked, or another PC took this workstation's place: it keeps nothing readable. */
  REVOKED: { status: 401 },
  /**
   * The server has never given this token: another server answers under the address, or it was restored from a backup of
   * before. The workstation keeps what it holds, and waits.
   */
  UNKNOWN_WORKSTATION: { status: 401 },
});

/** Who administers, proven anew by the PIN: the workstation's token alone is not enough for that. */
export const proof = z.object({ employeeId: z.string().min(1).max(64), pin: z.string().max(20) });
export type Proof = z.infer<typeof proof>;

const waitSeconds = z.number().int();

/** For calls that carry a `proof`. */
export const provenCall = serverCall.errors({
  WRONG_PIN: { data: z.object({ /** Until the next try is taken. */ waitSeconds }) },
  WAIT: { data: z.object({ waitSeconds }) },
  /** Not an administrator in this workstation's branch, or blocked. */
  NOT_ALLOWED: {},
});

/** Which program is speaking. */
export const hello = z.object({ protocol: z.number().int(), version: z.string().max(40) });
