// What the search is narrowed to: nothing while the filters are closed (the quick search), else what was chosen in them or the
// settings preselect.
import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import type { Span } from '../../src-shared/branch-search/rules.ts';
import { calls } from '../client.ts';

type Store = {
  open: boolean;
  /** null = as preselected. */
  span: Span | null;
  statuses: readonly string[] | null;
};

export const useFilterChoice = create<Store>(() => ({ open: false, span: null, statuses: null }));

export type Filters = {
  open: boolean;
  span: Span;
  locked: boolean;
  /** Empty = all. */
  statuses: readonly string[];
  /** The chain has one branch: nothing to choose. */
  alone: boolean;
};

const NONE: readonly string[] = [];

export function useFilters(): Filters {
  const choice = useFilterChoice();
  const { data } = useQuery(calls.branchSearch.span.queryOptions());
  const alone = data?.alone ?? true;
  const locked = data?.dialog.locked ?? true;
  if (!choice.open) return { open: false, span: alone ? 'own' : (data?.quick ?? 'own'), locked, statuses: NONE, alone };
  const span = locked || alone ? 'own' : (choice.span ?? data?.dialog.span ?? 'own');
  return { open: true, span, locked, statuses: choice.statuses ?? data?.statuses ?? NONE, alone };
}
