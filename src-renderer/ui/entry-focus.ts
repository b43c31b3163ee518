// The focus on a page of entries that wait for somebody: on the first when the page opens, and after one is done on what stands in
// its place.
import { useEffect, useRef } from 'react';

/**
 * @param data undefined until the entries are there; entries are `article`s that can have the focus
 * @returns `page` and `title` to be put in place (the title takes the focus where there is no entry), `done` = the entry at this
 * place goes with the next `data`
 */
export function useEntryFocus(data: unknown) {
  const page = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLDivElement>(null);
  const doneAt = useRef<number | null>(null);
  const isThere = data !== undefined;
  useEffect(() => {
    if (isThere) (page.current?.querySelector<HTMLElement>('article') ?? title.current)?.focus();
  }, [isThere]);
  useEffect(() => {
    if (doneAt.current === null || !data) return;
    const entries = page.current?.querySelectorAll<HTMLElement>('article') ?? [];
    const next = entries[Math.min(doneAt.current, entries.length - 1)];
    doneAt.current = null;
    (next ?? title.current)?.focus();
  }, [data]);
  const done = (at: number) => {
    doneAt.current = at;
  };
  return { page, title, done };
}
