// What a log is narrowed to: the fields as they are typed and chosen, and what is asked of the service. A customer's history
// begins with the current year (E-79) until that is cleared.
import { dayAfter, readDay, showDay, startOfDay } from '../../src-shared/calendar/day.ts';
import type { LogFilters, LoggedField } from '../../src-shared/change-log/contract.ts';
import { type Action, firstOfYear } from '../../src-shared/change-log/rules.ts';
import { localDay } from '../../src-shared/customers/rules.ts';

export type TypedFilter = {
  employeeId: string | null;
  action: Action | null;
  /** Days as they are typed. */
  from: string;
  to: string;
  field: LoggedField | null;
};

/** 'alle Jahre'. */
export const NO_FILTER: TypedFilter = { employeeId: null, action: null, from: '', to: '', field: null };

export function startingFilter(beginsThisYear: boolean): TypedFilter {
  return beginsThisYear ? { ...NO_FILTER, from: showDay(firstOfYear(localDay(Date.now()))) } : NO_FILTER;
}

/** What is half typed narrows nothing yet. */
export function askedWith({ from, to, ...rest }: TypedFilter): Required<LogFilters> {
  const [first, last] = [readDay(from), readDay(to)];
  return { ...rest, from: first ? startOfDay(first) : null, to: last ? startOfDay(dayAfter(last)) : null };
}

export type FilterPart = keyof TypedFilter;

/** In the order of the screen. */
export function narrowing(typed: TypedFilter): FilterPart[] {
  const parts = ['employeeId', 'action', 'from', 'to', 'field'] as const;
  return parts.filter((part) => typed[part] !== null && typed[part] !== '');
}

/** 'bis' before 'von' finds nothing, ever. */
export function isReversed(typed: TypedFilter): boolean {
  const { from, to } = askedWith(typed);
  return from !== null && to !== null && to <= from;
}
