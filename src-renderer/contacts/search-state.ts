// What was typed into the one search box and which line of the list is chosen: kept while other pages are open. The list
// lends the box its keys while it is there.
import type { KeyboardEvent } from 'react';
import { create } from 'zustand';

type Store = {
  typed: string;
  /** Line of the list, from 0. */
  chosen: number;
  /** All hits are wanted, not only the best. */
  all: boolean;
  type: (text: string) => void;
  choose: (line: number) => void;
  showAll: () => void;
  /** Keys pressed in the box that act on the list; true = it was one of them. */
  listKey: (event: KeyboardEvent) => boolean;
  lendListKey: (handler: (event: KeyboardEvent) => boolean) => () => void;
};

const noKey = () => false;

export const useSearch = create<Store>((set, get) => ({
  typed: '',
  chosen: 0,
  all: false,
  type: (typed) => set({ typed, chosen: 0, all: false }),
  choose: (chosen) => set({ chosen }),
  showAll: () => set({ all: true }),
  listKey: noKey,
  lendListKey: (listKey) => {
    set({ listKey });
    return () => {
      if (get().listKey === listKey) set({ listKey: noKey });
    };
  },
}));
