// Opens a case's page and remembers where one came from: Esc is one step back.
import { create } from 'zustand';
import { type Place, usePlace } from '../paths.ts';

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
