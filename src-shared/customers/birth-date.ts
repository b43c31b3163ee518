// Decides which day somebody means who types a birth date in any German spelling, and why an entry cannot be one.
// It is told what day today is; it knows nothing of the customer. An entry still being typed is 'partial', not wrong.

import { daysIn, type IsoDate } from './age.ts';

export type BirthDateRefusal = 'empty' | 'notADate' | 'noSuchMonth' | 'noSuchDay' | 'inTheFuture' | 'tooLongAgo';

/** The parts known so far. `year` holds the digits typed, one to four, '' when none. */
export type PartialDate = { day: number | null; month: number | null; year: string };

export type BirthDateReading =
  | { kind: 'date'; date: IsoDate; typed: PartialDate }
  | { kind: 'partial'; typed: PartialDate }
  | { kind: 'refused'; reason: BirthDateRefusal };

/** Nobody living was born longer ago than this. */
const OLDEST_IN_YEARS = 130;

const MONTHS: readonly (readonly string[])[] = [
  ['januar', 'jänner', 'jaenner', 'jan', 'january'],
  ['februar', 'feber', 'feb', 'february'],
  ['märz', 'maerz', 'marz', 'mrz', 'mär', 'march'],
  ['april', 'apr'],
  ['mai', 'may'],
  ['juni', 'juno', 'jun', 'june'],
  ['juli', 'julei', 'jul', 'july'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['oktober', 'okt', 'october'],
  ['november', 'nov'],
  ['dezember', 'dez', 'december'],
];

const INTRODUCTION = /^(?:geboren(?:\s+am)?|geb\.?(?:\s+am)?|am|\*)\s*/;
const GAP = '(?:\\s*[./-]\\s*|\\s+)';
const DAY_FIRST = new RegExp(`^(\\d{1,2})${GAP}(\\d{1,2})(?:${GAP}['’]?(\\d{0,4}))?\\s*$`);
const DAY_AND_WORD = new RegExp(`^(\\d{1,2})(?:${GAP})?(\\p{L}+)\\.?\\s*,?\\s*['’]?(\\d{0,4})$`, 'u');
const YEAR_FIRST = new RegExp(`^(\\d{4})${GAP}(\\d{1,2})(?:${GAP}(\\d{0,2}))?\\s*$`);

/**
 * Reads '3.4.61', '03041961', '030461', '3. April 1961', '3 apr 61', '1961-04-03', '3/4/1961', 'geb. 03.04.1961' …
 * German order: the day comes before the month unless a four-digit year leads. A two-digit year is the latest one that
 * does not lie in the future. `today` is 'YYYY-MM-DD'.
 */
export function readBirthDate(text: string, today: IsoDate): BirthDateReading {
  const typed = text.normalize('NFC').toLowerCase().trim().replace(INTRODUCTION, '');
  if (typed === '') return { kind: 'refused', reason: 'empty' };
  if (/^\d+$/.test(typed)) return readCompact(typed, today);
  const dayOnly = /^(\d{1,2})\s*[./-]$/.exec(typed);
  if (dayOnly) return judge({ day: Number(dayOnly[1]), month: null, year: '' }, today);
  const yearOnly = /^(\d{4})\s*[./-]$/.exec(typed);
  if (yearOnly) return judge({ day: null, month: null, year: yearOnly[1] ?? '' }, today);
  const yearFirst = YEAR_FIRST.exec(typed);
  if (yearFirst) {
    const day = yearFirst[3] ? Number(yearFirst[3]) : null;
    return judge({ day, month: Number(yearFirst[2]), year: yearFirst[1] ?? '' }, today);
  }
  const dayFirst = DAY_FIRST.exec(typed);
  if (dayFirst) {
    const month = dayFirst[2] === '0' ? null : Number(dayFirst[2]);
    return judge({ day: Number(dayFirst[1]), month, year: dayFirst[3] ?? '' }, today);
  }
  const word = DAY_AND_WORD.exec(typed);
  if (word) return readMonthWord(Number(word[1]), word[2] ?? '', word[3] ?? '', today);
  return { kind: 'refused', reason: 'notADate' };
}

function readMonthWord(day: number, word: string, year: string, today: IsoDate): BirthDateReading {
  const whole = MONTHS.findIndex((names) => names.includes(word));
  if (whole >= 0) return judge({ day, month: whole + 1, year }, today);
  const begun = MONTHS.some((names) => names.some((name) => name.startsWith(word)));
  if (begun && year === '') return judge({ day, month: null, year: '' }, today);
  return { kind: 'refused', reason: 'notADate' };
}

/**
 * Digits without separators: DDMMYY, DDMMYYYY or YYYYMMDD (never both: a year 18…, 19…, 20… is no month), DMMYYYY where
 * DDMMYYYY begun cannot be meant, and their beginnings. Four digits that are no day and month can be a year.
 */
function readCompact(digits: string, today: IsoDate): BirthDateReading {
  if (digits.length === 1) return { kind: 'partial', typed: { day: null, month: null, year: '' } };
  if (digits.length > 8) return { kind: 'refused', reason: 'notADate' };
  const dayOnly = digits.length < 4;
  const month = dayOnly ? null : Number(digits.slice(2, 4));
  const dayFirst = judge({ day: Number(digits.slice(0, 2)), month, year: dayOnly ? '' : digits.slice(4) }, today);
  if (dayFirst.kind === 'date' || (dayFirst.kind === 'partial' && digits.length < 8)) return dayFirst;
  const other = otherReading(digits, today);
  return other && other.kind !== 'refused' ? other : dayFirst;
}

function otherReading(digits: string, today: IsoDate): BirthDateReading | null {
  if (digits.length === 4) {
    const year = Number(digits);
    const now = Number(today.slice(0, 4));
    const possible = year <= now && year >= now - OLDEST_IN_YEARS;
    return possible ? { kind: 'partial', typed: { day: null, month: null, year: digits } } : null;
  }
  if (digits.length === 7) {
    return judge({ day: Number(digits.slice(0, 1)), month: Number(digits.slice(1, 3)), year: digits.slice(3) }, today);
  }
  if (digits.length === 8) {
    return judge({ day: Number(digits.slice(6)), month: Number(digits.slice(4, 6)), year: digits.slice(0, 4) }, today);
  }
  return null;
}

function judge(typed: PartialDate, today: IsoDate): BirthDateReading {
  const { day, month, year } = typed;
  if (month !== null && (month < 1 || month > 12)) return { kind: 'refused', reason: 'noSuchMonth' };
  if (day !== null && (day < 1 || day > daysIn(2000, month ?? 1))) return { kind: 'refused', reason: 'noSuchDay' };
  if (day === null || month === null || (year.length !== 2 && year.length !== 4)) return { kind: 'partial', typed };
  const years = year.length === 4 ? [Number(year)] : [2000 + Number(year), 1900 + Number(year)];
  const existing = years.filter((each) => day <= daysIn(each, month));
  const dates = existing.map((each) => isoDate(each, month, day));
  if (dates.length === 0) return { kind: 'refused', reason: 'noSuchDay' };
  const past = dates.find((date) => date <= today);
  if (past === undefined) return { kind: 'refused', reason: 'inTheFuture' };
  if (Number(past.slice(0, 4)) < Number(today.slice(0, 4)) - OLDEST_IN_YEARS) {
    return { kind: 'refused', reason: 'tooLongAgo' };
  }
  return { kind: 'date', date: past, typed };
}

function isoDate(year: number, month: number, day: number): IsoDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
