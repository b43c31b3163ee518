// Opens a case's page and remembers where one came from: Esc is one step back.
import { create } from 'zustand';
import { type Place, usePlace } from '../paths.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';

const LIST: Place = { module: 'cases', page: 'cases' };

const useBack = create<{ back: Place }>(() => ({ back: LIST }));

export async function openCasePage(id: string, back: Place = LIST): Promise<void> {
  useBack.setState({ back });
  await usePlace.getState().go({ module: 'cases', page: 'case', id });
}

/** Where the open case was opened from. */
export function placeBack(): Place {
  return useBack.getState().back;
}

/**
 * How the case's customer and his patients are called on its page. He is open when the page was reached from his mask; whoever
 * opened a case from the list has opened nobody, and what the list covered stays covered (N-01).
 */
export function useCaseNames(customerId: string) {
  const { covered, nameOf } = usePersonNames();
  const { back } = useBack();
  const isOpen = back.page === 'customer' && 'id' in back && back.id === customerId;
  return {
    covered: covered && !isOpen,
    nameOf: (id: string, name: string) => (isOpen ? name : nameOf(id, name)),
  };
}
