// What was typed into the one search box, and which line of the list is chosen: kept while other pages are open.
import type { KeyboardEvent } from 'react';
import { create } from 'zustand';

type Store = {
  typed: string;
  chosen: number;
  type: (text: string) => void;
  choose: (line: number) => void;
  /** Arrow keys and Enter pressed in the box act on the list; the list lends the handler while it is there. */
  listKey: (event: KeyboardEvent) => void;
  lendListKey: (handler: (event: KeyboardEvent) => void) => void;
};

export const useSearch = create<Store>((set) => ({
  typed: '',
  chosen: 0,
  type: (typed) => set({ typed, chosen: 0 }),
  choose: (chosen) => set({ chosen }),
  listKey: () => undefined,
  lendListKey: (listKey) => set({ listKey }),
}));
