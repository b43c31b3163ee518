// What a customer's part in a programme must hold. It does not know which programmes the chain keeps.
import { periodProblem } from '../calendar/period.ts';
import type { MembershipLine } from './contract.ts';

export type MembershipProblem = 'program.missing' | 'programValue.notANumber' | 'day.beforeItBegins';

export function membershipProblems(line: MembershipLine): { field: string; problem: MembershipProblem }[] {
  const late = periodProblem(line.validFrom, line.validTo);
  return [
    ...(line.programId === '' ? [{ field: 'programId', problem: 'program.missing' as const }] : []),
    ...(late ? [{ field: 'validTo', problem: late }] : []),
  ];
}
