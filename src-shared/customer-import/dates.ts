// Decides which day a cell of a customer list means. Adds to the rule of the mask what only lists have: times behind the
// date, the serial numbers of spreadsheets, and placeholders that stand for 'unknown'.
import type { IsoDate } from '../customers/age.ts';
import { type BirthDateRefusal, readBirthDate } from '../customers/birth-date.ts';

export type DateCell =
  | { kind: 'none' }
  | { kind: 'date'; date: IsoDate }
  | { kind: 'refused'; reason: BirthDateRefusal | 'partial' };

/** `today` is the local day 'YYYY-MM-DD': two-digit years are the latest that does not lie after it. */
export function readDateCell(cell: string, today: IsoDate): DateCell {
  const text = cell.trim().replace(TIME, '');
  if (text === '' || PLACEHOLDER.test(text)) return { kind: 'none' };
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(text);
  if (serial) return read(dateOfSerial(Number(serial[1])), today);
  return read(text, today);
}

/**
 * The day of a spreadsheet's serial number: days since 30 December 1899, which is right from 1 March 1900 on (the 1900
 * system counts a 29 February 1900 that never was).
 */
export function dateOfSerial(serial: number): IsoDate {
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
}

const TIME = /(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?(?:Z|[ap]m|[+-]\d{2}:?\d{2}))?$/i;

/** What programs write where they know no day. 30.12.1899 is the spreadsheet's zero. */
const PLACEHOLDER =
  /^(?:0+|0{1,2}[./-]0{1,2}[./-](?:0{2}|0{4})|0{4}-00-00|30\.12\.1899|1899-12-30|-+|\?+|unbekannt|n\/?a|k\.? ?a\.?|null)$/i;

function read(text: string, today: IsoDate): DateCell {
  const reading = readBirthDate(text, today);
  switch (reading.kind) {
    case 'date':
      return { kind: 'date', date: reading.date };
    case 'partial':
      return { kind: 'refused', reason: 'partial' };
    case 'refused':
      return reading.reason === 'empty' ? { kind: 'none' } : { kind: 'refused', reason: reading.reason };
  }
}
