// Who may sign in, how a PIN looks, and how long to wait after wrong ones. It does not know how a PIN is checked.
import type { Role } from '../calls.ts';

export const FREE_ATTEMPTS = 5;
const FIRST_DELAY_S = 10;
const LONGEST_DELAY_S = 300;

/** Seconds until the next try is taken, by the number of wrong PINs in a row: none up to four, then 10, 20, 40 … 300. */
export function pinDelay(wrongInARow: number): number {
  if (wrongInARow < FREE_ATTEMPTS) return 0;
  return Math.min(LONGEST_DELAY_S, FIRST_DELAY_S * 2 ** (wrongInARow - FREE_ATTEMPTS));
}

export type PinProblem = 'tooShort' | 'notDigits' | 'tooSimple';

/** A PIN is 4 to 12 digits, not one digit repeated. */
export function pinProblem(pin: string): PinProblem | null {
  if (!/^\d*$/.test(pin)) return 'notDigits';
  if (pin.length < 4 || pin.length > 12) return 'tooShort';
  if (/^(\d)\1*$/.test(pin)) return 'tooSimple';
  return null;
}

/** An administrator may everything; the other roles only what asks for no role or for theirs. */
export function mayCall(needed: Role | 'anyone', role: Role): boolean {
  return needed === 'anyone' || needed === 'employee' || role === 'administrator' || role === needed;
}
