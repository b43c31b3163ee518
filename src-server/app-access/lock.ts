// How long wrong passwords keep an access shut (product.md, 'Rules behind it'). Facts in, decision out; it knows no clock.

/** Ten wrong passwords lock an access. */
export const TRIES = 10;
const FIRST_LOCK_MS = 15 * 60_000;
/** Ten doublings are ten days. */
const MOST_DOUBLINGS = 10;

/**
 * For how many milliseconds: 15 minutes, doubling with every lock since the last right or new password.
 * @param before locks since then
 */
export function lockTime(before: number): number {
  return FIRST_LOCK_MS * 2 ** Math.min(before, MOST_DOUBLINGS);
}
