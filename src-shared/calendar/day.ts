// Decides which calendar day somebody typed and how a day is written: 21.11.2026. It does not know what the day is for; birth
// dates have their own reading.
import { daysIn } from '../customers/age.ts';

/** '31.12.2027', '31.12.27', '31122027', '311227', '2027-12-31' → '2027-12-31'; null for anything that is no day. */
export function readDay(text: string): string | null {
  const typed = text.trim();
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed) ?? [];
  if (year) return dayOf(year, month, day);
  const german =
    /^(\d{1,2})[./ ]+(\d{1,2})[./ ]+(\d{4}|\d{2})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(typed);
  return german ? dayOf(german[3], german[2], german[1]) : null;
}

/** '2026-11-21' → '21.11.2026'. */
export function showDay(day: string): string {
  return day.split('-').reverse().join('.');
}

/** The day that an instant (epoch milliseconds) falls on in Germany, wherever this runs: 'YYYY-MM-DD', as Swedes write it. */
export function germanDay(instant: number): string {
  return GERMAN_DAY.format(instant);
}

/** Midnight at this place, epoch milliseconds. @param day 'YYYY-MM-DD' */
export function startOfDay(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date).getTime();
}

/** The midnight at this place that follows an instant (epoch milliseconds). */
export function midnightAfter(instant: number): number {
  return new Date(instant).setHours(24, 0, 0, 0);
}

/** The day before; for times that end when another begins. */
export function dayBefore(day: string): string {
  const last = new Date(startOfDay(day));
  last.setDate(last.getDate() - 1);
  return dayOf(String(last.getFullYear()), String(last.getMonth() + 1), String(last.getDate())) ?? day;
}

/** The day after; for intervals that end before it. */
export function dayAfter(day: string): string {
  const next = new Date(startOfDay(day));
  next.setDate(next.getDate() + 1);
  return dayOf(String(next.getFullYear()), String(next.getMonth() + 1), String(next.getDate())) ?? day;
}

const GERMAN_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined): string | null {
  const [y, m, d] = [Number(year?.length === 2 ? `20${year}` : year), Number(month), Number(day)];
  if (!(y >= 1900 && m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m))) return null;
  return [String(y), String(m).padStart(2, '0'), String(d).padStart(2, '0')].join('-');
}
