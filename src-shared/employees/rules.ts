// What the list of employees must always satisfy: everybody can be told apart, and somebody can administer. It does not know
// how a PIN is kept.
import type { Role } from '../calls.ts';
import { type PinProblem, pinProblem } from '../sign-in/rules.ts';

export const LONGEST_NAME = 80;

/** In the order in which they are offered. */
export const ROLES = ['employee', 'accounting', 'administrator'] as const satisfies readonly Role[];

export type EmployeeForm = {
  name: string;
  role: Role;
  blocked: boolean;
  /** null = keeps the PIN there is. */
  pin: string | null;
};

export type Colleague = { id: string; name: string; role: Role; blocked: boolean };

export type EmployeeProblem =
  | { field: 'name'; problem: 'missing' | 'tooLong' | 'nameTaken' }
  | { field: 'role'; problem: 'lastAdministrator' }
  | { field: 'blocked'; problem: 'lastAdministrator' | 'yourself' }
  | { field: 'pin'; problem: 'missing' | PinProblem };

/**
 * Why this cannot be saved; empty = it can.
 * @param id null for somebody new
 * @param colleagues everybody of the branch, with or without the one that is being saved
 * @param actorId who saves
 */
export function employeeProblems(
  id: string | null,
  form: EmployeeForm,
  colleagues: readonly Colleague[],
  actorId: string,
): EmployeeProblem[] {
  const problems: EmployeeProblem[] = [];
  const others = colleagues.filter((one) => one.id !== id);
  const name = form.name.trim();
  if (name === '') problems.push({ field: 'name', problem: 'missing' });
  else if (name.length > LONGEST_NAME) problems.push({ field: 'name', problem: 'tooLong' });
  else if (others.some((one) => sameName(one.name, name))) problems.push({ field: 'name', problem: 'nameTaken' });

  const administratorLeft = others.some((one) => one.role === 'administrator' && !one.blocked);
  if (form.blocked && id === actorId) problems.push({ field: 'blocked', problem: 'yourself' });
  else if (!administratorLeft && (form.blocked || form.role !== 'administrator')) {
    // Somebody new cannot take the last administrator away.
    const before = colleagues.find((one) => one.id === id);
    if (before?.role === 'administrator' && !before.blocked)
      problems.push({ field: form.blocked ? 'blocked' : 'role', problem: 'lastAdministrator' });
  }

  const pin = form.pin === null ? null : pinProblem(form.pin);
  if (form.pin === null && id === null) problems.push({ field: 'pin', problem: 'missing' });
  else if (pin) problems.push({ field: 'pin', problem: pin });
  return problems;
}

function sameName(one: string, other: string): boolean {
  const plain = (name: string) => name.trim().replace(/\s+/g, ' ').toLocaleLowerCase('de');
  return plain(one) === plain(other);
}
