// Who may sign in, how a PIN looks, and how long to wait after wrong ones. It does not know how a PIN is checked.
import type { Role } from '../calls.ts';
import { fold } from '../search/fold.ts';

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

type Named = { readonly id: string; readonly name: string };

/**
 * Whom letters typed beside the PIN mean, so that a change of employee takes no mouse: initials first ('aa' = Anna Amsel),
 * then the beginning of any part of the name. The same letters always mean the same person, whoever is chosen; only a letter
 * repeated at once goes on to the next person with it. Where the letters fit nobody, the last one begins anew.
 * @param typed the letters so far with the new one at the end
 * @param chosenId who is chosen now
 * @returns who is chosen then, and the letters to go on with
 */
export function chosenByLetters(
  people: readonly Named[],
  typed: string,
  chosenId: string,
): { id: string; typed: string } {
  const [first] = fitting(people, typed);
  if (first) return { id: first.id, typed };
  const letter = typed.slice(-1);
  const anew = fitting(people, letter);
  const repeated = typed.slice(0, -1) === letter;
  const next = anew[repeated ? (anew.findIndex((one) => one.id === chosenId) + 1) % anew.length : 0];
  return next ? { id: next.id, typed: letter } : { id: chosenId, typed: '' };
}

/** Arrow keys: one up or down in the list, around its ends. */
export function chosenByArrow(people: readonly Named[], chosenId: string, step: 1 | -1): string {
  const at = people.findIndex((one) => one.id === chosenId);
  return people[(Math.max(at, step === 1 ? -1 : 0) + step + people.length) % people.length]?.id ?? chosenId;
}

/** Those whose initials begin like this before those with a part of the name that does; each in the list's order. */
function fitting(people: readonly Named[], typed: string): Named[] {
  const letters = fold(typed);
  if (letters === '') return [];
  const words = (one: Named) => fold(one.name).split(' ');
  const byInitials = people.filter((one) => initialsOf(words(one)).startsWith(letters));
  const byName = people.filter(
    (one) => !byInitials.includes(one) && words(one).some((word) => word.startsWith(letters)),
  );
  return [...byInitials, ...byName];
}

function initialsOf(words: readonly string[]): string {
  return words.map((word) => word.charAt(0)).join('');
}
