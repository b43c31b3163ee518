// What a customer record must and may hold, and how a person is called on the screen. It does not know where records lie.
import type { CustomerForm } from './contract.ts';

export type FieldProblem = { field: string; problem: CustomerProblem };

export type CustomerProblem = 'missing' | 'notAnEmail' | 'inTheFuture' | 'notAPhone' | 'kvnr' | 'postcode';

/** 'Müller, Anna', or the company's name. */
export function listName(person: { firstName: string | null; lastName: string }): string {
  return person.firstName ? `${person.lastName}, ${person.firstName}` : person.lastName;
}

/** An empty record as 'Neu - F2' shows it. */
export function emptyForm(kind: 'natural' | 'legal', status: string): CustomerForm {
  return {
    kind,
    salutation: null,
    title: null,
    firstName: null,
    lastName: '',
    birthDate: null,
    email: null,
    kvnr: null,
    note: null,
    status,
    responsibleEmployeeId: null,
    addresses: [],
    homeAddress: null,
    phones: [],
  };
}

/** What keeps F1 from saving, field by field; empty = nothing. `now` in epoch milliseconds. */
export function formProblems(form: CustomerForm, now: number): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (form.lastName === '') problems.push({ field: 'lastName', problem: 'missing' });
  if (form.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email))
    problems.push({ field: 'email', problem: 'notAnEmail' });
  if (form.birthDate && Date.parse(form.birthDate) > now) problems.push({ field: 'birthDate', problem: 'inTheFuture' });
  return problems;
}
