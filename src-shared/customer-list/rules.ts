// The list of hits beyond the search: which columns there are, which always stay, and in which form a list may leave the program.

/** In the order in which they stand. */
export const COLUMNS = [
  ...(['number', 'name', 'born', 'address', 'phone', 'status', 'responsible', 'visit', 'symbols'] as const),
] as const;
export type Column = (typeof COLUMNS)[number];

/** What a line is known by. */
export const ALWAYS_SHOWN: readonly Column[] = ['number', 'name'];

export const DEFAULT_COLUMNS: readonly Column[] = ['number', 'name', 'born', 'address', 'phone', 'symbols'];

/** So many customers at most leave in one list: more is a backup, and has its own place. */
export const MOST_EXPORTED = 20_000;
/** On paper. */
export const MOST_PRINTED = 1_000;

/** A kept choice, by another version perhaps: in the one order, each once, never without what a line is known by. */
export function shownColumns(chosen: readonly string[]): Column[] {
  return COLUMNS.filter((one) => ALWAYS_SHOWN.includes(one) || chosen.includes(one));
}

/**
 * A cell of a list for spreadsheet programs, in quotation marks. What they would take for a formula gets an apostrophe in front
 * (CWE-1236): the names of customers come from strangers, too.
 */
export function listCell(text: string): string {
  const plain = text.replaceAll(/[\r\n\t]+/g, ' ');
  const guarded = /^[\s]*[=+\-@|%]/.test(plain) ? `'${plain}` : plain;
  return `"${guarded.replaceAll('"', '""')}"`;
}
