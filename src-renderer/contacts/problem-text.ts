// The sentence for a problem of a field of the mask: what is wrong and what to do.
import type { CustomerProblem } from '../../src-shared/customers/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';

export function useProblemText(kind: 'natural' | 'legal'): (problem: string) => string {
  const t = useTexts(contactTexts).problems;
  return (problem) => {
    if (problem === 'missing' && kind === 'legal') return t.missingCompany;
    return t[problem as CustomerProblem] ?? problem;
  };
}
