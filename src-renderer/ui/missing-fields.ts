// Which fields of a page hold nothing though the shop wants something there: coloured, with a sign besides. By their names in the
// form; what is wanted is the page's business.
import { createContext, useContext } from 'react';

const nothing: ReadonlySet<string> = new Set();

export const MissingFields = createContext<ReadonlySet<string>>(nothing);

export function useIsMissing(name: string): boolean {
  return useContext(MissingFields).has(name);
}
