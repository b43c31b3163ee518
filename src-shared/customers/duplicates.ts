// Decides whether a customer being entered is probably one the shop already knows, and says by what. It compares two
// people it is handed; it does not look anybody up and never merges. Sound only ranks: Müller and Möller sound alike.

import { fold } from '../search/fold.ts';
import { soundCode } from '../search/sound.ts';
import type { IsoDate } from './age.ts';

/** What is compared. Missing entries are '' or null; phones are E.164. */
export type DuplicateFacts = {
  lastName: string;
  firstName: string;
  birthDate: IsoDate | null;
  phones: readonly string[];
  email: string;
  street: string;
  postcode: string;
  kvnr: string;
};

export const DUPLICATE_REASONS = [
  'sameKvnr',
  'sameName',
  'namesSwapped',
  'sameBirthDate',
  'birthDateNearlySame',
  'samePhone',
  'sameEmail',
  'sameAddress',
  'soundsAlike',
] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** 'probable' is shown as a warning, 'possible' as a line below the mask. A higher score comes first. */
export type DuplicateJudgement = {
  verdict: 'probable' | 'possible';
  score: number;
  reasons: DuplicateReason[];
};

export type DuplicateSettings = {
  /** Chain setting 'Beim Anlegen mit gleichem Geburtstag immer als Duplikat melden': same names and birth date (E-13). */
  sameBirthDateAlwaysReported: boolean;
};

/** What each reason counts, as people are shown it. */
export const DUPLICATE_POINTS: Readonly<Record<DuplicateReason, number>> = {
  sameKvnr: 100,
  sameName: 40,
  namesSwapped: 35,
  sameBirthDate: 40,
  birthDateNearlySame: 10,
  samePhone: 25,
  sameEmail: 25,
  sameAddress: 20,
  soundsAlike: 5,
};

/** The judgement on one pair, or null where nothing worth a word speaks for one person. */
export function judgeDuplicate(
  entered: DuplicateFacts,
  known: DuplicateFacts,
  settings: DuplicateSettings,
): DuplicateJudgement | null {
  const reasons = reasonsFor(entered, known);
  const verdict = verdictOf(new Set(reasons), entered, known, settings);
  if (verdict === null) return null;
  return { verdict, reasons, score: reasons.reduce((sum, reason) => sum + DUPLICATE_POINTS[reason], 0) };
}

function verdictOf(
  reasons: ReadonlySet<DuplicateReason>,
  entered: DuplicateFacts,
  known: DuplicateFacts,
  settings: DuplicateSettings,
): 'probable' | 'possible' | null {
  if (reasons.has('sameKvnr')) return 'probable';
  const name = reasons.has('sameName') || reasons.has('namesSwapped');
  const born = reasons.has('sameBirthDate');
  const reached = reasons.has('samePhone') || reasons.has('sameEmail');
  const lives = reasons.has('sameAddress');
  const bornUnknown = entered.birthDate === null || known.birthDate === null;
  if (name && born) return settings.sameBirthDateAlwaysReported || reached || lives ? 'probable' : 'possible';
  // Without a birth date a shared address or number decides; with two different ones it is rather father and son.
  if (name && bornUnknown) return reached || lives ? 'probable' : 'possible';
  if (name && reasons.has('birthDateNearlySame') && (reached || lives)) return 'possible';
  // A new surname after a wedding, or a misspelt one: same first name, same birthday, same number or door.
  if (born && sameFirstName(entered, known) && (reached || lives)) return 'possible';
  return null;
}

function reasonsFor(entered: DuplicateFacts, known: DuplicateFacts): DuplicateReason[] {
  const reasons: DuplicateReason[] = [];
  if (entered.kvnr !== '' && entered.kvnr === known.kvnr) reasons.push('sameKvnr');
  const last = [fold(entered.lastName), fold(known.lastName)] as const;
  const first = [fold(entered.firstName), fold(known.firstName)] as const;
  if (last[0] !== '' && last[0] === last[1] && first[0] === first[1]) reasons.push('sameName');
  else if (last[0] !== '' && first[0] !== '' && last[0] === first[1] && first[0] === last[1]) {
    reasons.push('namesSwapped');
  } else if (last[0] !== '' && soundsAlike(last) && (soundsAlike(first) || isFirstWord(first))) {
    reasons.push('soundsAlike');
  }
  if (entered.birthDate !== null && known.birthDate !== null) {
    if (entered.birthDate === known.birthDate) reasons.push('sameBirthDate');
    else if (isNearlySame(entered.birthDate, known.birthDate)) reasons.push('birthDateNearlySame');
  }
  if (entered.phones.some((phone) => known.phones.includes(phone))) reasons.push('samePhone');
  if (entered.email !== '' && entered.email.trim().toLowerCase() === known.email.trim().toLowerCase()) {
    reasons.push('sameEmail');
  }
  if (sameAddress(entered, known)) reasons.push('sameAddress');
  return reasons;
}

function sameFirstName(entered: DuplicateFacts, known: DuplicateFacts): boolean {
  const first = fold(entered.firstName);
  return first !== '' && first === fold(known.firstName);
}

function sameAddress(entered: DuplicateFacts, known: DuplicateFacts): boolean {
  const street = foldStreet(entered.street);
  return street !== '' && entered.postcode !== '' && entered.postcode === known.postcode
    ? street === foldStreet(known.street)
    : false;
}

/** 'Sonnenstr. 4', 'Sonnenstraße 4' and 'Sonnen-Strasse 4' are one street line. */
export function foldStreet(street: string): string {
  return fold(street)
    .replace(/strasse|straat|str(?![a-z])/g, 'str')
    .replace(/\s+/g, '');
}

function soundsAlike(pair: readonly [string, string]): boolean {
  const code = soundCode(pair[0]);
  return code !== '' && code === soundCode(pair[1]);
}

/** 'Anna' and 'Anna Maria'. */
function isFirstWord(pair: readonly [string, string]): boolean {
  const [shorter, longer] = pair[0].length < pair[1].length ? pair : [pair[1], pair[0]];
  return shorter !== '' && longer.startsWith(`${shorter} `);
}

/** Day and month swapped, or exactly one digit different: what a slip of the keyboard makes of a date. */
function isNearlySame(one: IsoDate, other: IsoDate): boolean {
  const swapped = `${one.slice(0, 5)}${one.slice(8, 10)}-${one.slice(5, 7)}`;
  if (swapped === other) return true;
  let different = 0;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) different += 1;
  return different === 1;
}
