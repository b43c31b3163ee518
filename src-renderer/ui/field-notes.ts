// What is said at a field besides its problem: that somebody else saved another value meanwhile. By the field's name in its
// form; who says it is the page's business.
import { createContext, useContext } from 'react';

export const FieldNotes = createContext<ReadonlyMap<string, string>>(new Map());

export function useFieldNote(name: string): string | null {
  return useContext(FieldNotes).get(name) ?? null;
}
