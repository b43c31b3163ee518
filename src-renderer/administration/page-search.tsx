// What was typed into the search box of the module, and which pages and rows it leaves over. It knows words, not pages.
import { createContext, type ReactNode, useContext } from 'react';
import { create } from 'zustand';
import { fold } from '../../src-shared/search/fold.ts';

type Store = { typed: string; type: (typed: string) => void };

/** Kept while the module is open: the search belongs to the list of pages, not to one page. */
export const usePageSearch = create<Store>((set) => ({ typed: '', type: (typed) => set({ typed }) }));

/** Every typed word begins a word of `text`, in any order; umlauts as in the customer search. Nothing typed matches. */
export function matches(typed: string, text: string): boolean {
  const words = fold(text).split(' ');
  return fold(typed)
    .split(' ')
    .every((part) => words.some((word) => word.startsWith(part)));
}

const RowsShown = createContext('');

/** Around the open page: rows below are left out by `typed`; an empty text shows all of them. */
export function RowSearch({ typed, children }: { typed: string; children: ReactNode }) {
  return <RowsShown.Provider value={typed}>{children}</RowsShown.Provider>;
}

/** Whether a row with these words stays on the page. */
export function useRowShown(text: string): boolean {
  return matches(useContext(RowsShown), text);
}
