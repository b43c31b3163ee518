// The lines of the list of cases, page by page as they come into sight. While the answer to a keystroke is on its way the lines
// of the one before stay.
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { CaseLine } from '../../src-shared/service-cases/contract.ts';
import type { CaseStatus } from '../../src-shared/service-cases/rules.ts';
import { calls, queries } from '../client.ts';

const PAGE = 100;

export type ListedStatus = CaseStatus | 'unfinished' | 'all';

export type CaseLines = {
  total: number;
  /** What is typed has been answered. */
  settled: boolean;
  /** undefined while it is on its way. */
  lineAt: (line: number) => CaseLine | undefined;
  onSight: (from: number, to: number) => void;
};

const page = (typed: string, status: ListedStatus, at: number) =>
  calls.serviceCases.list.queryOptions({
    input: { customerId: null, status, typed: typed.trim().slice(0, 200), from: at * PAGE, count: PAGE },
  });

export function useCaseLines(typed: string, status: ListedStatus): CaseLines {
  const first = useQuery({ ...page(typed, status, 0), placeholderData: keepPreviousData });
  const [sight, setSight] = useState({ from: 0, to: 0 });
  const onSight = useCallback((from: number, to: number) => setSight({ from, to }), []);
  const [from, to] = [Math.floor(sight.from / PAGE), Math.floor(sight.to / PAGE)];
  const wanted = Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((at) => at > 0);
  const later = useQueries({ queries: wanted.map((at) => page(typed, status, at)) });
  return {
    total: first.data?.total ?? 0,
    settled: first.isFetched && !first.isPlaceholderData,
    lineAt: (line) => {
      const at = Math.floor(line / PAGE);
      const found = at === 0 ? first.data : later[wanted.indexOf(at)]?.data;
      return found?.lines[line % PAGE];
    },
    onSight,
  };
}

/** The id of a line for what is typed now, however old the lines on the screen are. */
export async function caseIdAt(typed: string, status: ListedStatus, line: number): Promise<string | undefined> {
  const found = await queries.fetchQuery(page(typed, status, Math.floor(line / PAGE)));
  return found.lines[line % PAGE]?.id;
}
