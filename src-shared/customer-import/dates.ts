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
  return quickDate(cell, today) ?? readAnyDate(cell, today);
}

/**
 * The quick road for the common case, '03.04.1961': a day of the last hundred years that exists. Equal to the long road
 * for everything it answers; null = take that.
 */
export function quickDate(cell: string, today: IsoDate): DateCell | null {
  if (cell.length !== 10 || cell.charCodeAt(2) !== 46 || cell.charCodeAt(5) !== 46) return null;
  const [day, month, year] = [cell.slice(0, 2), cell.slice(3, 5), cell.slice(6)];
  const [d, m, y] = [digits(day), digits(month), digits(year)];
  if (!(y >= 1900 && m >= 1 && m <= 12 && d >= 1 && d <= 28)) return null;
  const date = `${year}-${month}-${day}`;
  const years = Number(today.slice(0, 4)) - y;
  return date <= today && years <= 100 ? { kind: 'date', date } : null;
}

/** NaN where there is anything but digits. */
function digits(text: string): number {
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function readAnyDate(cell: string, today: IsoDate): DateCell {
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
