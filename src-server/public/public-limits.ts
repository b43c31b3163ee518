// How often strangers may ask: by address for everything, by address and by code for connecting. Generous enough for a shop
// full of customers on one network.

import { createLimiter, type Limit, type Limiter } from '../http/limits.ts';
import { type RegistrationLimits, registrationLimits } from '../registration/calls.ts';

export type PublicLimits = {
  calls: Limiter;
  connectsByAddress: Limiter;
  connectsByCode: Limiter;
  registration: RegistrationLimits;
};

const MINUTE = 60_000;
const CALLS: Limit = { most: 600, withinMs: MINUTE };
const CONNECTS_BY_ADDRESS: Limit = { most: 60, withinMs: 10 * MINUTE };
/** More than the ten tries that lock an access, so that staff see the lock; known and unknown codes alike. */
const CONNECTS_BY_CODE: Limit = { most: 20, withinMs: 10 * MINUTE };

/** @param now epoch milliseconds */
export function publicLimits(now: () => number): PublicLimits {
  return {
    calls: createLimiter(CALLS, now),
    connectsByAddress: createLimiter(CONNECTS_BY_ADDRESS, now),
    connectsByCode: createLimiter(CONNECTS_BY_CODE, now),
    registration: registrationLimits(now),
  };
}
