// What a workstation's own facts must look like. It does not know who sits there.

export const LANGUAGES = ['de', 'en'] as const;
export type WorkstationLanguage = (typeof LANGUAGES)[number];

/** Minutes without input until it locks itself: long enough for a talk, short enough for an empty counter. */
export const LOCK_MINUTES = { least: 1, most: 120, usual: 5 } as const;
export const LONGEST_WORKSTATION_NAME = 40;

export type WorkstationForm = { name: string; lockMinutes: number };
export type WorkstationProblem =
  | { field: 'name'; problem: 'missing' | 'tooLong' }
  | { field: 'lockMinutes'; problem: 'outOfRange' };

export function workstationProblems(form: WorkstationForm): WorkstationProblem[] {
  const problems: WorkstationProblem[] = [];
  const name = form.name.trim();
  if (name === '') problems.push({ field: 'name', problem: 'missing' });
  else if (name.length > LONGEST_WORKSTATION_NAME) problems.push({ field: 'name', problem: 'tooLong' });
  const { lockMinutes: minutes } = form;
  if (!Number.isInteger(minutes) || minutes < LOCK_MINUTES.least || minutes > LOCK_MINUTES.most)
    problems.push({ field: 'lockMinutes', problem: 'outOfRange' });
  return problems;
}
