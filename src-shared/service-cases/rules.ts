// What a service case ('Vorgang') may hold, how it is called, and what keeps one from being opened for a customer. It does not
// know where cases lie, and nothing about prices: a case says what is to be done, not what it costs.

import type { CustomerStatus } from '../customers/rules.ts';
import { isUnserved } from '../customers/status.ts';

export const CASE_STATUSES = ['open', 'inProgress', 'ready', 'done', 'cancelled'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** Somebody still has to do something. */
export const OPEN_STATUSES: readonly CaseStatus[] = ['open', 'inProgress', 'ready'];

export function isOpenCase(status: CaseStatus): boolean {
  return OPEN_STATUSES.includes(status);
}

/** 'V-T1-0007': the workstation's code and a counter, so that two counters never give the same. */
export function caseNumber(workstationCode: string, counter: number): string {
  return `V-${workstationCode}-${String(counter).padStart(4, '0')}`;
}

export const LONGEST_TITLE = 120;
export const LONGEST_ITEM = 200;
export const MOST_ITEMS = 100;
export const MOST_OF_ONE = 9999;

export type CaseProblem = 'missing' | 'notANumber';
export type CaseFieldProblem = { field: string; problem: CaseProblem };

type CaseEntries = { readonly title: string; readonly items: readonly { body: string; quantity: number }[] };

/** What keeps F1 from saving, in the order of the page; empty = nothing. A case without items is a good case. */
export function caseProblems({ title, items }: CaseEntries): CaseFieldProblem[] {
  const found: CaseFieldProblem[] = title.trim() === '' ? [{ field: 'title', problem: 'missing' }] : [];
  items.forEach(({ body, quantity }, line) => {
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > MOST_OF_ONE)
      found.push({ field: `items.${line}.quantity`, problem: 'notANumber' });
    if (body.trim() === '') found.push({ field: `items.${line}.body`, problem: 'missing' });
  });
  return found;
}

/** How many, as typed; null = no number that can be meant. Nothing typed means one. */
export function readQuantity(text: string): number | null {
  const typed = text.trim();
  if (typed === '') return 1;
  if (!/^\d{1,4}$/.test(typed)) return null;
  const quantity = Number(typed);
  return quantity >= 1 ? quantity : null;
}

export const CASE_REFUSALS = ['blocked', 'deceased', 'addressMissing'] as const;
/** Why nothing is opened for this customer. */
export type CaseRefusal = (typeof CASE_REFUSALS)[number];

export type CaseFacts = {
  /** What the customer's status means. */
  readonly meaning: CustomerStatus;
  /** Postcode and town are there. */
  readonly hasAddress: boolean;
};

/** @param needsAddress 'Vorgangsanlage nur mit vorhandener Kundenanschrift erlauben' (E-41) */
export function caseRefusal({ meaning, hasAddress }: CaseFacts, needsAddress: boolean): CaseRefusal | null {
  if (isUnserved(meaning)) return meaning;
  return needsAddress && !hasAddress ? 'addressMissing' : null;
}
