// What has just happened and still matters: shown above the function keys, never as a box that must be clicked away.
import { create } from 'zustand';
import { usePlace } from '../paths.ts';
import type { NamedCustomer } from '../ui/privacy-screen.ts';

export type Message = {
  id: number;
  tone: 'done' | 'hint' | 'problem';
  text: string;
  /** What can be done about it. 'undo' = Ctrl+Z does it too, while the message stands. */
  action?: { label: string; run: () => void; shortcut?: 'undo' };
  /** Matters only until something is typed, or until the next save. */
  until?: 'typing' | 'saving';
  /** It is of no page: another one that is opened does not take it away. */
  stays?: true;
  /** Whose names stand in the text, in their order: behind the privacy screen they are codes. */
  about?: NamedCustomer | readonly NamedCustomer[];
};

type Store = {
  messages: Message[];
  show: (message: Omit<Message, 'id'>) => void;
  dismiss: (id: number) => void;
  /** Something was typed or saved: what mattered only until then goes. */
  settle: (by: 'typing' | 'saving') => void;
};

const MOST = 3;
let next = 1;

export const useMessages = create<Store>((set) => ({
  messages: [],
  show: (message) =>
    set(({ messages }) => ({
      messages: [...messages.filter((one) => one.text !== message.text), { ...message, id: next++ }].slice(-MOST),
    })),
  dismiss: (id) => set(({ messages }) => ({ messages: messages.filter((one) => one.id !== id) })),
  settle: (by) =>
    set((state) => {
      const staying = state.messages.filter((one) => !(one.until === 'typing' || (one.until && by === 'saving')));
      return staying.length === state.messages.length ? state : { messages: staying };
    }),
}));

// What was said of a page no longer matters on another one; tabs of one record are one page.
usePlace.subscribe(({ place }, { place: before }) => {
  const page = (one: typeof place) => `${one.module} ${one.page} ${'id' in one ? one.id : ''}`;
  if (page(place) !== page(before))
    useMessages.setState(({ messages }) => ({ messages: messages.filter((one) => one.stays) }));
});
