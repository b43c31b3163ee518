// What has just happened and still matters: shown above the function keys, never as a box that must be clicked away.
import { create } from 'zustand';

export type Message = {
  id: number;
  tone: 'done' | 'hint' | 'problem';
  text: string;
  /** What can be done about it. */
  action?: { label: string; run: () => void };
};

type Store = {
  messages: Message[];
  show: (message: Omit<Message, 'id'>) => void;
  dismiss: (id: number) => void;
  /** On leaving a page: what was said of it no longer matters. */
  clear: () => void;
};

let next = 1;

export const useMessages = create<Store>((set) => ({
  messages: [],
  show: (message) => set(({ messages }) => ({ messages: [...messages.slice(-2), { ...message, id: next++ }] })),
  dismiss: (id) => set(({ messages }) => ({ messages: messages.filter((one) => one.id !== id) })),
  clear: () => set({ messages: [] }),
}));
