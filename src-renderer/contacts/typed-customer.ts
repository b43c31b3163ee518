// Recognises what somebody typed into the search box as the beginning of a new customer: birth date, telephone, e-mail,
// KVNR and postcode by their form, the remaining words as names. It proposes; the mask shows everything for correction.
import { readBirthDate } from '../../src-shared/customers/birth-date.ts';
import { readKvnr } from '../../src-shared/customers/kvnr.ts';
import { readPhone } from '../../src-shared/customers/phone.ts';
import { blankAddress, blankPhone, type MaskForm, shownDate } from './mask-form.ts';
import { MOBILE } from './word-lists.ts';

const DAY_WITH_WORD = /\b\d{1,2}\s*\.?\s*\p{L}{3,9}\.?\s*(?:\d{4}|\d{2})(?!\p{L}|\d)/u;
const DAY_WITH_SIGNS = /\b\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*(?:\d{4}|\d{2})(?!\d)/;
const EMAIL = /\S+@\S+\.\S+/;
const DIGITS = /(?<![\p{L}\d])[+(]{0,2}\d[\d\s./()–-]*/gu;
/** Characters that the mask has room for: what is pasted into the search box may be anything. */
const LONGEST = { lastName: 120, firstName: 80 } as const;
const PARTICLES = new Set([
  'von',
  'van',
  'vom',
  'zu',
  'zum',
  'zur',
  'der',
  'den',
  'de',
  'di',
  'da',
  'del',
  'la',
  'le',
  'el',
  'al',
  'ter',
  'ten',
]);

/** `today` is the local day 'YYYY-MM-DD'. Fields that nothing was typed for are left out. */
export function typedCustomer(text: string, today: string): Partial<MaskForm> {
  let rest = text.normalize('NFC');
  const found: Partial<MaskForm> = {};
  const take = (pattern: RegExp, use: (piece: string) => boolean) => {
    const piece = pattern.exec(rest)?.[0];
    if (piece !== undefined && use(piece.trim())) rest = rest.replace(piece, ' ; ');
  };
  const takeDate = (piece: string) => {
    const reading = readBirthDate(piece, today);
    if (reading.kind !== 'date') return false;
    found.birthDate = shownDate(reading.date);
    return true;
  };
  take(EMAIL, (piece) => {
    found.email = piece;
    return true;
  });
  take(DAY_WITH_SIGNS, takeDate);
  if (!found.birthDate) take(DAY_WITH_WORD, takeDate);
  take(/\b[A-Za-z]\d{9}\b/, (piece) => {
    const reading = readKvnr(piece);
    if (reading.kind === 'kvnr') found.kvnr = reading.kvnr;
    return reading.kind === 'kvnr';
  });
  for (const piece of rest.match(DIGITS) ?? []) {
    if (takeDigits(piece.trim(), found, takeDate)) rest = rest.replace(piece, ' ');
  }
  return { ...found, ...names(rest) };
}

function takeDigits(piece: string, found: Partial<MaskForm>, takeDate: (piece: string) => boolean): boolean {
  const digits = piece.replace(/\D/g, '');
  if (/^\d{5}$/.test(piece) && !found.addresses) {
    found.addresses = [{ ...blankAddress, postcode: piece }];
    return true;
  }
  if (
    /^\d+$/.test(piece) &&
    (digits.length === 6 || digits.length === 8) &&
    !piece.startsWith('00') &&
    !found.birthDate &&
    takeDate(piece)
  )
    return true;
  if (digits.length < 6 || found.phones) return false;
  const reading = readPhone(piece);
  if (reading.kind !== 'phone') return false;
  found.phones = [{ ...blankPhone, number: reading.display, ...(reading.mobile && { label: MOBILE, sms: true }) }];
  return true;
}

/** 'Müller, Anna' says which is which. Without a comma the last name comes first, as in the list, with its 'von der'. */
function names(text: string): Partial<MaskForm> {
  const [last = [], ...first] = text.split(',').map(words);
  if (first.length > 0) return named(last, first.flat());
  const all = [...last];
  let end = 0;
  while (end < all.length - 1 && PARTICLES.has((all[end] ?? '').toLowerCase())) end += 1;
  return named(all.slice(0, end + 1), all.slice(end + 1));
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => /\p{L}/u.test(word) && !/\d/.test(word));
}

function named(last: string[], first: string[]): Partial<MaskForm> {
  const lastName = last.map(capital).join(' ').slice(0, LONGEST.lastName);
  const firstName = first.map(capital).join(' ').slice(0, LONGEST.firstName);
  return { ...(lastName && { lastName }), ...(firstName && { firstName }) };
}

/** 'müller-brandt' → 'Müller-Brandt'; what bears a capital already stays as it is. */
function capital(word: string): string {
  if (word !== word.toLowerCase() || PARTICLES.has(word)) return word;
  return word.replace(/(^|-)(\p{L})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase('de'));
}
