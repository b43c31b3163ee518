// Which entries of the change log have run out and are deleted for good (E-79, E-80), by the same periods that hide them. How old
// an entry is, its id says: the ids of entries only grow, at every workstation and on the server (growing-ids.ts), so that an entry
// made while a clock had been set back counts as young. It refuses to know databases; what an entry is about, the caller says.
import { keptFrom, RETENTION } from '../erasure/retention.ts';

/** Entries with smaller ids have run out: of customers' records, and of everything else. '' = none has. */
export type LogBounds = { readonly customers: string; readonly others: string };

export const NOTHING_RUN_OUT: LogBounds = { customers: '', others: '' };

/**
 * On so many different days people must have written something before their year is believed: a clock that jumps ahead deletes
 * nothing, however much is saved until somebody sees it.
 */
export const SURE_DAYS = 14;

/** @param day 'YYYY-MM-DD', a day that is sure; before there were any periods nothing has run out */
export function logBounds(day: string): LogBounds {
  if (RETENTION.some(({ kind, validFrom }) => (kind === 'customerHistory' || kind === 'changeLog') && validFrom > day))
    return NOTHING_RUN_OUT;
  return { customers: boundAt(keptFrom('customerHistory', day)), others: boundAt(keptFrom('changeLog', day)) };
}

/** An entry that says anything of a customer's record is kept as long as that. */
export function hasRunOut(id: string, aboutCustomers: boolean, { customers, others }: LogBounds): boolean {
  return id < (aboutCustomers ? customers : others);
}

/** The beginning of all ids (UUIDv7) that are made from an instant on (epoch milliseconds). */
export function idFrom(instant: number): string {
  const hex = Math.max(0, instant).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

/** So far ahead no entry lies that can be followed by another one (the year 9774); ids of no time at all come after it, too. */
export const NO_ID_FROM = 'e';

/** When an id was made, epoch milliseconds; null for one that is no UUIDv7. */
export function madeAt(id: string): number | null {
  const [, high = '', low = ''] = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-/.exec(id) ?? [];
  return high === '' ? null : Number.parseInt(high + low, 16);
}

// --- details

/** A day earlier than the periods say: it is not the same day everywhere, and nobody must miss what another one still reads. */
function boundAt(keptSince: string): string {
  return idFrom(Date.parse(keptSince) - 86_400_000);
}
