// The base of every call that a counter makes to the branch server, and the failures any of them can have. It is made with
// the workstation's token; the server knows branch and rights from it and from the employee whom a call names.
import { oc } from '@orpc/contract';
import { z } from 'zod';

/** Before a workstation has its token. */
export const openServerCall = oc.errors({
  /** This counter speaks an older protocol than the server takes, or a newer one than it knows. */
  PROTOCOL: { data: z.object({ oldest: z.number().int(), newest: z.number().int() }) },
  TOO_MANY: { data: z.object({ retryAfterSeconds: z.number() }) },
});

export const serverCall = openServerCall.errors({
  /** The token is unknown or was revoked: the workstation keeps nothing readable. */
  REVOKED: {},
});

/** Which program is speaking. */
export const hello = z.object({ protocol: z.number().int(), version: z.string().max(40) });
