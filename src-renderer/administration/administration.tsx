// Module 'Filialverwaltung': a list of pages at the left, the open one at the right.
import type { Person } from '../../src-shared/sign-in/contract.ts';

export function Administration(_: { page: string; person: Person }) {
  return null;
}
