// Decides what somebody means who types into the one search box: name parts in any order, a birth date in any German
// spelling, a telephone number or its end, a postcode, a customer, card or insurance number. It reads the text alone and
// knows no customers; where a text can mean several things it says all of them.
import type { IsoDate } from '../customers/age.ts';
import { type BirthDateReading, readBirthDate } from '../customers/birth-date.ts';
import { fold } from './fold.ts';

/** Folded name parts. 'Müller, Ann' says which is which; without a comma the words may be any of both, in any order. */
export type NameQuery = { kind: 'ordered'; last: string; first: string } | { kind: 'free'; words: readonly string[] };

/** Birth days as MMDDYYYY numbers, so that a day and month typed without the year is one range. Both ends inclusive. */
export type BirthFact = {
  field: 'birthDate';
  days: readonly number[];
  ranges: readonly (readonly [number, number])[];
};
export type PostcodeFact = { field: 'postcode'; digits: string };
/** National digits: '0' in front for Germany, '00' and the country code for the rest; a fragment may start anywhere. */
export type PhoneFact = { field: 'phone'; digits: string };
/** Upper case letters and digits of a customer, insurance or card number. */
export type CodeFact = { field: 'code'; code: string };
export type Fact = BirthFact | PostcodeFact | PhoneFact | CodeFact;

/** A customer fits when its names fit and all facts of one reading do. No readings and no names: nothing was asked. */
export type SearchQuery = { names: NameQuery | null; readings: readonly (readonly Fact[])[] };

const LONGEST = 200;
const MOST_WORDS = 6;
const MOST_READINGS = 12;
/** Said before a name, never part of one, unless it is all that was typed. */
const FORMS_OF_ADDRESS = new Set(['frau', 'herr', 'herrn', 'familie', 'firma', 'dr', 'prof', 'med', 'dent']);

const MIXED_WORD = /(?<![\p{L}\d.])(?=[\p{L}-]*\d)(?=[\d-]*\p{L})[\p{L}\d]+(?:-[\p{L}\d]+)*(?![\p{L}\d.])/gu;
const DAY_WITH_WORD = /(?<![\p{L}\d])\d{1,2}\s*\.?\s*\p{L}{3,9}\.?(?:\s*,?\s*['’]?\d{2,4})?(?![\p{L}\d])/gu;
const PRINTED_CARD = /^[1-9]\d{2,}( \d{3,})+$/;
const DIGIT_RUN = /(?<![\p{L}\d])[+(]{0,2}\d[\d\s./()–-]*/gu;

/** Reads the text of the box. `today` resolves two-digit years. */
export function readQuery(text: string, today: IsoDate): SearchQuery {
  const found: (readonly Fact[])[][] = [];
  const take = (pattern: RegExp, read: (piece: string) => (readonly Fact[])[] | null) => {
    rest = rest.replace(pattern, (piece) => {
      const readings = read(piece.trim());
      if (!readings) return piece;
      found.push(readings);
      return ' ';
    });
  };
  let rest = text.slice(0, LONGEST).normalize('NFC');
  take(DAY_WITH_WORD, (piece) => datesIn(piece, today));
  take(MIXED_WORD, (piece) => [[codeFact(piece)]]);
  const runs: string[] = [];
  rest = rest.replace(DIGIT_RUN, (piece) => {
    runs.push(piece.trim());
    return ' ';
  });
  const names = namesIn(rest);
  for (const run of runs) {
    const readings = runReadings(run, today, names !== null || found.length > 0 || runs.length > 1);
    if (readings.length > 0) found.push(readings);
  }
  if (found.length === 0) return { names, readings: names ? [[]] : [] };
  return { names, readings: combined(found).slice(0, MOST_READINGS) };
}

/** MMDDYYYY of an ISO date. */
export function birthDayNumber(date: IsoDate): number {
  return Number(date.slice(5, 7)) * 1_000_000 + Number(date.slice(8, 10)) * 10_000 + Number(date.slice(0, 4));
}

/** Upper case letters and digits: how numbers of customers, insurances and cards are compared. */
export function foldCode(code: string): string {
  return code.toUpperCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function namesIn(text: string): NameQuery | null {
  const parts = text.split(/[,;]/);
  const folded = parts.map(fold);
  const at = folded.findIndex((part) => part !== '');
  if (at < 0) return null;
  if (parts.length > at + 1) {
    const first = folded.slice(at + 1).filter((part) => part !== '');
    return { kind: 'ordered', last: folded[at] ?? '', first: first.join(' ') };
  }
  const words = (folded[at] ?? '').split(' ');
  const meant = words.filter((word) => !FORMS_OF_ADDRESS.has(word));
  return { kind: 'free', words: (meant.length > 0 ? meant : words).slice(0, MOST_WORDS) };
}

/** What a run of digits, blanks and signs can mean. Beside other words one or two digits say too little to narrow. */
function runReadings(run: string, today: IsoDate, amongOthers: boolean): (readonly Fact[])[] {
  const chunks = run.split(/\s+/).filter((chunk) => /\d/.test(chunk));
  if (chunks.length === 1) return chunkReadings(chunks[0] ?? '', today, amongOthers);
  const readings: (readonly Fact[])[] = [...(datesIn(run, today) ?? []), ...phonesIn(run)];
  // As it is printed on a card, in blocks: telephone numbers begin with 0 or +.
  if (PRINTED_CARD.test(chunks.join(' '))) readings.push([codeFact(run)]);
  for (const alone of [0, chunks.length - 1]) {
    const chunk = chunks[alone] ?? '';
    const others = chunks.toSpliced(alone, 1).join(' ');
    const standing = [...(datesIn(chunk, today) ?? []), ...(/^\d{5}$/.test(chunk) ? [[postcodeFact(chunk)]] : [])];
    const beside = [...(datesIn(others, today) ?? []), ...phonesIn(others)];
    if (standing.length > 0) readings.push(...combined([standing, beside]));
    if (chunks.length === 2 && alone === 0 && /^\d{5}$/.test(chunks[1] ?? '') && /^\d+$/.test(chunk)) {
      readings.push([codeFact(chunk), postcodeFact(chunks[1] ?? '')]);
    }
  }
  return readings;
}

function chunkReadings(chunk: string, today: IsoDate, amongOthers: boolean): (readonly Fact[])[] {
  const dates = datesIn(chunk, today);
  const digits = chunk.replace(/\D+/g, '');
  if (digits !== chunk) {
    if (dates) return dates;
    if (/^\d{1,2}\.$/.test(chunk)) return amongOthers ? [] : [[codeFact(digits)]];
    return phonesIn(chunk);
  }
  if (digits.length < 3) return amongOthers ? [] : [[codeFact(digits)]];
  // Beside a name three or four digits are a postcode begun or the end of a telephone number, not a customer number.
  const code = amongOthers && digits.length < 5 ? [] : [[codeFact(digits)]];
  const phones = amongOthers && digits.length < 4 ? [] : phonesIn(chunk);
  const postcode = digits.length <= 5 ? [[postcodeFact(digits)]] : [];
  if (digits.length === 5) return [...code, ...postcode, ...phones];
  return [...(dates ?? []), ...phones, ...postcode, ...code];
}

function datesIn(text: string, today: IsoDate): (readonly Fact[])[] | null {
  if (/^\d+$/.test(text) && text.length !== 6 && text.length !== 8) return null;
  const fact = birthFact(readBirthDate(text.replace(/^[(]+|[)]+$/g, ''), today), today);
  return fact ? [[fact]] : null;
}

/** A day and month at least, or a month of a year. Both centuries of a two-digit year count; so do years begun. */
function birthFact(reading: BirthDateReading, today: IsoDate): BirthFact | null {
  if (reading.kind === 'refused' || reading.typed.month === null) return null;
  const { day, month, year } = reading.typed;
  const base = (month as number) * 1_000_000;
  if (day === null) {
    if (year.length !== 4) return null;
    const days = Array.from({ length: 31 }, (_, at) => base + (at + 1) * 10_000 + Number(year));
    return { field: 'birthDate', days: [], ranges: days.map((each) => [each, each] as const) };
  }
  const start = base + day * 10_000;
  if (year === '') return { field: 'birthDate', days: [], ranges: [[start, start + 9_999]] };
  if (year.length === 4) return { field: 'birthDate', days: [start + Number(year)], ranges: [] };
  const begun = Number(year) * 10 ** (4 - year.length);
  const ranges: (readonly [number, number])[] = [[start + begun, start + begun + 10 ** (4 - year.length) - 1]];
  if (year.length !== 2) return { field: 'birthDate', days: [], ranges };
  const latest = reading.kind === 'date' ? Number(reading.date.slice(0, 4)) : Number(today.slice(0, 2)) * 100;
  const days = [start + latest, start + latest - 100];
  return { field: 'birthDate', days, ranges };
}

function phonesIn(text: string): (readonly Fact[])[] {
  const compact = text.replace(/\(0\)/g, '').replace(/[^\d+]+/g, '');
  const digits = compact
    .replace(/^(\+|00)49/, '0')
    .replace(/^\+/, '00')
    .replace(/\+/g, '');
  if (digits.length < 3 || digits.length > 18) return [];
  const facts: Fact[][] = [[{ field: 'phone', digits }]];
  // A country code copied without its plus.
  if (/^49[1-9]\d{5,}$/.test(digits)) facts.push([{ field: 'phone', digits: `0${digits.slice(2)}` }]);
  return facts;
}

function postcodeFact(digits: string): Fact {
  return { field: 'postcode', digits };
}

function codeFact(text: string): Fact {
  return { field: 'code', code: foldCode(text) };
}

/** One reading of each piece, in every combination. */
function combined(pieces: readonly (readonly (readonly Fact[])[])[]): (readonly Fact[])[] {
  return pieces.reduce<(readonly Fact[])[]>(
    (so, readings) => so.flatMap((facts) => readings.map((more) => [...facts, ...more])),
    [[]],
  );
}
