// What a patient or an animal of a customer must hold.
import { periodProblem } from '../calendar/period.ts';
import type { PatientLine } from './contract.ts';

export const patientSexes = ['female', 'male'] as const;
export type PatientSex = (typeof patientSexes)[number];

export type PatientProblem = 'patientName.missing' | 'day.beforeItBegins';

export function patientProblems(line: PatientLine): { field: string; problem: PatientProblem }[] {
  const early = periodProblem(line.birthDate, line.diedOn);
  return [
    ...(line.name === '' ? [{ field: 'name', problem: 'patientName.missing' as const }] : []),
    ...(early ? [{ field: 'diedOn', problem: early }] : []),
  ];
}
