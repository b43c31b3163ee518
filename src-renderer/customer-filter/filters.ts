// What the search is narrowed to. While the filters are closed and nothing was chosen in them, to nothing: that is the quick
// search. Opened, they begin with what the settings preselect. What was chosen by hand counts until it is cleared, open or not.
import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import type { Span } from '../../src-shared/branch-search/rules.ts';
import { readDay, showDay } from '../../src-shared/calendar/day.ts';
import { type CustomerFilter, type FilterPart, NO_FILTER, narrowingParts } from '../../src-shared/search/filter.ts';
import { calls } from '../client.ts';

/** The fields as they are typed and chosen. */
export type Typed = Omit<CustomerFilter, 'statuses' | 'ageFrom' | 'ageTo' | 'visitFrom' | 'visitTo'> & {
  /** null = as preselected. */
  span: Span | null;
  statuses: readonly string[] | null;
  ageFrom: string;
  ageTo: string;
  visitFrom: string;
  visitTo: string;
};

const NOTHING: Typed = {
  ...NO_FILTER,
  ...{ span: null, statuses: null, ageFrom: '', ageTo: '', visitFrom: '', visitTo: '' },
};

type Store = { open: boolean; typed: Typed };

export const useFilterChoice = create<Store>(() => ({ open: false, typed: NOTHING }));

export function chooseFilter(change: Partial<Typed>): void {
  useFilterChoice.setState(({ typed }) => ({ typed: { ...typed, ...change } }));
}

export function clearFilter(): void {
  useFilterChoice.setState({ typed: NOTHING });
}

/** A filter that was kept under a name takes the place of all that is chosen. */
export function applyFilter(filter: CustomerFilter, span: Span): void {
  const text = (years: number | null) => (years === null ? '' : String(years));
  const day = (date: string | null) => (date === null ? '' : showDay(date));
  const typed = {
    ...{ ...filter, span, ageFrom: text(filter.ageFrom), ageTo: text(filter.ageTo) },
    ...{ visitFrom: day(filter.visitFrom), visitTo: day(filter.visitTo) },
  };
  useFilterChoice.setState({ typed });
}

export type Filters = {
  open: boolean;
  typed: Typed;
  span: Span;
  locked: boolean;
  /** The chain has one branch: nothing to choose. */
  alone: boolean;
  /** What the search is asked with. */
  filter: CustomerFilter;
  /** What was chosen by hand, in the order of the screen. */
  active: readonly (FilterPart | 'branch')[];
};

export function useFilters(): Filters {
  const { open, typed } = useFilterChoice();
  const { data } = useQuery(calls.branchSearch.span.queryOptions());
  const alone = data?.alone ?? true;
  const locked = data?.dialog.locked ?? true;
  const narrowed = readFilter(typed, typed.statuses ?? []);
  const mayChoose = !locked && !alone;
  const active = [
    ...(mayChoose && typed.span !== null ? (['branch'] as const) : []),
    ...(typed.statuses !== null ? (['statuses'] as const) : []),
    ...narrowingParts(narrowed).filter((part) => part !== 'statuses'),
  ];
  const standard = open || active.length > 0;
  const quick = alone ? 'own' : (data?.quick ?? 'own');
  const span = mayChoose ? (typed.span ?? data?.dialog.span ?? 'own') : 'own';
  const statuses = typed.statuses ?? data?.statuses ?? [];
  return {
    ...{ open, typed, locked, alone, active },
    span: standard ? span : quick,
    // Deleted ones have the status that they had: it is not asked for unless somebody chose it.
    filter: standard ? readFilter(typed, typed.deleted ? (typed.statuses ?? []) : statuses) : NO_FILTER,
  };
}

/** What is half typed narrows nothing yet. */
function readFilter(typed: Typed, statuses: readonly string[]): CustomerFilter {
  const { span: _span, ...rest } = typed;
  const years = (text: string) => (isYears(text) && text !== '' ? Number(text) : null);
  return {
    ...{ ...rest, statuses, ageFrom: years(typed.ageFrom), ageTo: years(typed.ageTo) },
    ...{ visitFrom: readDay(typed.visitFrom), visitTo: readDay(typed.visitTo) },
  };
}

export function isYears(text: string): boolean {
  return /^\d{0,3}$/.test(text) && Number(text) <= 150;
}

/** As the contracts take it. */
export function sent(filter: CustomerFilter) {
  return { ...filter, statuses: [...filter.statuses], propertyIds: [...filter.propertyIds] };
}
