// What the list of employees must always satisfy: everybody can be told apart where he works, somebody can administer, and a
// technical user never sits at a counter. It does not know how a PIN is kept.
import type { Role } from '../calls.ts';
import { type PinProblem, pinProblem } from '../sign-in/rules.ts';

export const LONGEST_NAME = 80;

/** In the order in which they are offered. */
export const ROLES = ['employee', 'accounting', 'administrator'] as const satisfies readonly Role[];

export type BranchRole = { readonly branchId: string; readonly role: Role };

export type EmployeeForm = {
  name: string;
  /** In the branch of this workstation; null = none here. */
  role: Role | null;
  /** In other branches. */
  elsewhere: readonly BranchRole[];
  /** A program, not a person: it can never sign in at a counter and has no PIN. */
  technical: boolean;
  blocked: boolean;
  /** null = keeps the PIN there is. */
  pin: string | null;
};

export type Colleague = Omit<EmployeeForm, 'pin'> & { readonly id: string };

export type EmployeeProblem =
  | { field: 'name'; problem: 'missing' | 'tooLong' | 'nameTaken' }
  | { field: 'role'; problem: 'lastAdministrator' | 'missing' | 'yourself' }
  | { field: 'technical'; problem: 'lastAdministrator' | 'yourself' }
  | { field: 'blocked'; problem: 'lastAdministrator' | 'yourself' }
  | { field: 'pin'; problem: 'missing' | PinProblem };

/**
 * Why this cannot be saved; empty = it can.
 * @param id null for somebody new
 * @param colleagues everybody of the chain, with or without the one that is being saved
 * @param actorId who saves
 */
export function employeeProblems(
  id: string | null,
  form: EmployeeForm,
  colleagues: readonly Colleague[],
  actorId: string,
): EmployeeProblem[] {
  const others = colleagues.filter((one) => one.id !== id);
  const before = colleagues.find((one) => one.id === id) ?? null;
  const right = rightProblem(form, before, others, id === actorId);
  return [...nameProblems(form, others), ...(right ? [right] : []), ...pinProblems(form, before)];
}

/** The accounts that need a licence: people and programs, but for those that are blocked (B-43). */
export function accountsInUse(all: readonly Pick<Colleague, 'blocked'>[]): number {
  return all.filter(({ blocked }) => !blocked).length;
}

/** @param licensed null = as many as are wanted */
export function allLicencesTaken(all: readonly Pick<Colleague, 'blocked'>[], licensed: number | null): boolean {
  return licensed !== null && accountsInUse(all) >= licensed;
}

// --- details

/** Two people may bear one name as long as they do not meet in one list. */
function nameProblems(form: EmployeeForm, others: readonly Colleague[]): EmployeeProblem[] {
  const name = form.name.trim();
  if (name === '') return [{ field: 'name', problem: 'missing' }];
  if (name.length > LONGEST_NAME) return [{ field: 'name', problem: 'tooLong' }];
  const taken = others.some((one) => sameName(one.name, name) && meet(one, form));
  return taken ? [{ field: 'name', problem: 'nameTaken' }] : [];
}

function rightProblem(
  form: EmployeeForm,
  before: Colleague | null,
  others: readonly Colleague[],
  self: boolean,
): EmployeeProblem | null {
  if (self && form.blocked) return { field: 'blocked', problem: 'yourself' };
  if (self && form.technical) return { field: 'technical', problem: 'yourself' };
  // Whoever takes his own last right here away is signed out in the middle of it; another administrator can do it.
  if (self && form.role === null) return { field: 'role', problem: 'yourself' };
  if (!form.technical && form.role === null && form.elsewhere.length === 0)
    return { field: 'role', problem: 'missing' };
  // Somebody new cannot take the last administrator away.
  if (!before || !administers(before) || administers(form) || others.some(administers)) return null;
  const field = form.blocked ? 'blocked' : form.technical ? 'technical' : 'role';
  return { field, problem: 'lastAdministrator' };
}

function pinProblems(form: EmployeeForm, before: Colleague | null): EmployeeProblem[] {
  if (form.technical) return [];
  const pin = form.pin === null ? null : pinProblem(form.pin);
  if (form.pin === null && (before === null || before.technical)) return [{ field: 'pin', problem: 'missing' }];
  return pin ? [{ field: 'pin', problem: pin }] : [];
}

type Rights = Pick<EmployeeForm, 'role' | 'elsewhere' | 'blocked' | 'technical'>;

function administers({ role, elsewhere, blocked, technical }: Rights): boolean {
  if (blocked || technical) return false;
  return role === 'administrator' || elsewhere.some((one) => one.role === 'administrator');
}

function meet(one: Rights, other: Rights): boolean {
  if (one.role !== null && other.role !== null) return true;
  return one.elsewhere.some(({ branchId }) => other.elsewhere.some((each) => each.branchId === branchId));
}

function sameName(one: string, other: string): boolean {
  const plain = (name: string) => name.trim().replace(/\s+/g, ' ').toLocaleLowerCase('de');
  return plain(one) === plain(other);
}
