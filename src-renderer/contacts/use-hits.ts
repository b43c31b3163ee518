// The hits of what is typed: the best ones at once, the rest page by page as they come into sight. While the answer to a
// keystroke is on its way the lines of the one before stay.
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { localDay } from '../../src-shared/customers/rules.ts';
import { type CustomerFilter, narrowingParts } from '../../src-shared/search/filter.ts';
import { readQuery, type SearchQuery } from '../../src-shared/search/query.ts';
import { calls, queries } from '../client.ts';
import { sent } from '../customer-filter/filters.ts';
import type { Hit } from './hit-text.tsx';

const PAGE = 100;
/** Beyond this nobody reads a list; the count says 'mehr als'. A filter is judged line by line, so it is counted less far. */
const COUNTED = 10_000;
const COUNTED_FILTERED = 1_000;
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

/** The text that is asked: what the contract takes. */
const textOf = (typed: string) => typed.trim().slice(0, 200);

const page = (text: string, at: number, filter: CustomerFilter) =>
  calls.search.find.queryOptions({ input: { text, limit: PAGE, offset: at * PAGE, filter: sent(filter) } });

/** @param listsAll with nothing typed everybody who fits the filter is listed */
export function useHits(typed: string, all: boolean, filter: CustomerFilter, listsAll: boolean): Hits {
  const text = textOf(typed);
  const asked = text !== '' || listsAll;
  const first = useQuery({ ...page(text, 0, filter), enabled: asked, placeholderData: keepPreviousData });
  const isFull = asked && first.data?.rows.length === PAGE;
  const rested = useRested(text);
  // Fewer than a page count themselves; more are counted when the typing rests, so that counting never delays a letter.
  const cap = narrowingParts(filter).length > 0 ? COUNTED_FILTERED : COUNTED;
  const { data: counted } = useQuery({
    ...calls.search.count.queryOptions({ input: { text, cap, filter: sent(filter) } }),
    enabled: isFull && rested === text,
  });
  const [sight, setSight] = useState({ from: 0, to: 0 });
  const onSight = useCallback((from: number, to: number) => setSight({ from, to }), []);
  const [firstPage, lastPage] = [Math.floor(sight.from / PAGE), Math.floor(sight.to / PAGE)];
  const wanted = all ? Array.from({ length: lastPage - firstPage + 1 }, (_, at) => firstPage + at) : [];
  const later = useQueries({ queries: wanted.filter((at) => at > 0).map((at) => page(text, at, filter)) });
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
export async function hitIdAt(typed: string, line: number, filter: CustomerFilter): Promise<string | undefined> {
  const at = Math.floor(line / PAGE);
  const found = await queries.fetchQuery(page(textOf(typed), at, filter));
  return found.rows[line % PAGE]?.id;
}
