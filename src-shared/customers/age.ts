// Decides how old somebody is on a given day. Knows the calendar and nothing of the customer.

/** A calendar day as 'YYYY-MM-DD'. */
export type IsoDate = string;

/**
 * Completed years and the months beyond them, or null when the day of birth lies after `today` or is not complete.
 * A year of life is completed at the end of the day before the birthday (§ 187 (2), § 188 (2) BGB), so somebody born on
 * 29 February is a year older on 1 March of a common year.
 */
export function ageOn(birthDate: IsoDate, today: IsoDate): { years: number; months: number } | null {
  const birth = partsOf(birthDate);
  const now = partsOf(today);
  if (!birth || !now) return null;
  let months = (now.year - birth.year) * 12 + now.month - birth.month;
  if (now.day < birth.day) months -= 1;
  if (months < 0) return null;
  return { years: Math.floor(months / 12), months: months % 12 };
}

/** The number of days of a month (1 to 12) in the Gregorian calendar. */
export function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function partsOf(date: IsoDate): { year: number; month: number; day: number } | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return { year, month, day };
}
