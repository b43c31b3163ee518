// The hits of what is typed: the best ones at once, the rest page by page as they come into sight. While the answer to a
// keystroke is on its way the lines of the one before stay.
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { localDay } from '../../src-shared/customers/rules.ts';
import { readQuery, type SearchQuery } from '../../src-shared/search/query.ts';
import { calls, queries } from '../client.ts';
import type { Hit } from './hit-text.tsx';

const PAGE = 100;
/** Beyond this nobody reads a list; the count says 'mehr als'. */
const COUNTED = 10_000;
const REST_MS = 120;

export type Hits = {
  /** What the text was understood as; the lines fit this one. */
  query: SearchQuery;
  count: number;
  /** There are more than `count`. */
  more: boolean;
  /** Lines of the list: the best page, or all of them. */
  total: number;
  /** The text has been answered. */
  settled: boolean;
  hitAt: (line: number) => Hit | undefined;
  onSight: (from: number, to: number) => void;
};

const page = (text: string, at: number, statuses: readonly string[]) =>
  calls.search.find.queryOptions({ input: { text, limit: PAGE, offset: at * PAGE, statuses: [...statuses] } });

/** @param statuses empty = all */
export function useHits(typed: string, all: boolean, statuses: readonly string[]): Hits {
  const text = typed.trim().slice(0, 200);
  const asked = text !== '';
  const first = useQuery({ ...page(text, 0, statuses), enabled: asked, placeholderData: keepPreviousData });
  const isFull = asked && first.data?.rows.length === PAGE;
  const rested = useRested(text);
  // Fewer than a page count themselves; more are counted when the typing rests, so that counting never delays a letter.
  const { data: counted } = useQuery({
    ...calls.search.count.queryOptions({ input: { text, cap: COUNTED, statuses: [...statuses] } }),
    enabled: isFull && rested === text,
  });
  const [sight, setSight] = useState({ from: 0, to: 0 });
  const onSight = useCallback((from: number, to: number) => setSight({ from, to }), []);
  const [firstPage, lastPage] = [Math.floor(sight.from / PAGE), Math.floor(sight.to / PAGE)];
  const wanted = all ? Array.from({ length: lastPage - firstPage + 1 }, (_, at) => firstPage + at) : [];
  const later = useQueries({ queries: wanted.filter((at) => at > 0).map((at) => page(text, at, statuses)) });
  const query = useMemo(() => readQuery(text, localDay(Date.now())), [text]);

  const best = asked ? (first.data?.rows.length ?? 0) : 0;
  const count = isFull ? Math.max(best, counted?.count ?? 0) : best;
  const hitAt = (line: number): Hit | undefined => {
    const at = Math.floor(line / PAGE);
    const from = at === 0 ? first.data : later[wanted.filter((one) => one > 0).indexOf(at)]?.data;
    const row = from?.rows[line % PAGE];
    const reason = from?.reasons[line % PAGE];
    return row && reason && { row, reason };
  };
  return {
    query,
    count,
    more: isFull && (counted?.more ?? true),
    total: all ? count : best,
    settled: !asked || (first.isFetched && !first.isPlaceholderData),
    hitAt,
    onSight,
  };
}

/** The text once nothing was typed for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(text), REST_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return rested;
}

/** The id of a line for the text as it is typed now, however old the lines on the screen are. */
export async function hitIdAt(typed: string, line: number, statuses: readonly string[]): Promise<string | undefined> {
  const at = Math.floor(line / PAGE);
  const found = await queries.fetchQuery(page(typed.trim().slice(0, 200), at, statuses));
  return found.rows[line % PAGE]?.id;
}
