// What a payer of a customer must hold. It does not know which payers the chain keeps.
import { periodProblem } from '../calendar/period.ts';
import type { PayerLine } from './contract.ts';

export type PayerProblem = 'payer.missing' | 'day.beforeItBegins';

export function payerProblems(line: PayerLine): { field: string; problem: PayerProblem }[] {
  const late = periodProblem(line.validFrom, line.validTo);
  return [
    ...(line.payerId === '' ? [{ field: 'payerId', problem: 'payer.missing' as const }] : []),
    ...(late ? [{ field: 'validTo', problem: late }] : []),
  ];
}
