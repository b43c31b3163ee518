// What the administrator has decided about a list so far: the mapping and the rules. Kept while other pages are looked at;
// begins with what was tried out last, or with the proposal.
import { create } from 'zustand';
import type { ImportFile, ImportPlan, ImportState } from '../../src-shared/customer-import/contract.ts';

type Store = { fileId: string | null; plan: ImportPlan | null; decide: (fileId: string, plan: ImportPlan) => void };

const usePlans = create<Store>((set) => ({
  fileId: null,
  plan: null,
  decide: (fileId, plan) => set({ fileId, plan }),
}));

export function usePlan(file: ImportFile, check: ImportState['check']): [ImportPlan, (plan: ImportPlan) => void] {
  const { fileId, plan, decide } = usePlans();
  const own = fileId === file.id ? plan : null;
  return [own ?? check?.plan ?? file.proposal, (next) => decide(file.id, next)];
}

export function samePlan(one: ImportPlan, other: ImportPlan): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** 'Geb.-Datum', or 'Spalte C' where the list has no heading. */
export function columnName(
  file: Pick<ImportFile, 'headings'>,
  column: number,
  unnamed: (letter: string) => string,
): string {
  return file.headings[column] || unnamed(letterOf(column));
}

function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last;
}
