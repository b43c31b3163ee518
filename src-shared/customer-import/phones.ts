// Decides which telephone numbers a cell of a customer list holds: several in one cell, remarks around them, a lost leading
// zero, a missing area code. What a single number must look like is the rule of src-shared/customers/phone.ts.
import { type PhoneRefusal, readPhone } from '../customers/phone.ts';

export type CellPhone = {
  e164: string;
  mobile: boolean;
  /** Words that stood beside the number: 'Tochter'. */
  remark: string | null;
  /** A leading zero was put back that a spreadsheet had taken. */
  zeroAdded: boolean;
};

export type PhoneCell = { phones: CellPhone[]; refused: { text: string; reason: PhoneRefusal | 'noAreaCode' }[] };

export type PhoneOptions = {
  /** With its zero ('089'): for numbers that were written without one. null = such numbers are refused. */
  areaCode: string | null;
  /** Where a number without a country code is at home. */
  country: 'DE' | 'AT' | 'CH';
};

export function readPhoneCell(cell: string, options: PhoneOptions): PhoneCell {
  const result: PhoneCell = { phones: [], refused: [] };
  if (options.country === 'DE') {
    const quick = germanNumber(cell);
    if (quick !== null) {
      result.phones.push({ e164: quick, mobile: isGermanMobile(quick), remark: null, zeroAdded: false });
      return result;
    }
  }
  for (const piece of piecesOf(cell)) readPiece(piece, options, result);
  return result;
}

/**
 * The quick road for the common case: one number with '0', '+49' or '0049' in front and 7 to 13 digits after it. Equal to
 * readPhone for everything it answers, at a fiftieth of the time; null = ask readPhone.
 */
export function germanNumber(text: string): string | null {
  const match = QUICK.exec(text);
  if (!match) return null;
  const national = (match[1] ?? '').replace(NO_DIGITS, '');
  return national.length >= 7 && national.length <= 13 ? `+49${national}` : null;
}

const QUICK = /^ *\(?(?:\+49|0049|0) ?([1-9](?:[ )/.-]{0,2}\d)+) *$/;
const NO_DIGITS = /\D+/g;

function isGermanMobile(e164: string): boolean {
  return /^\+491[567]/.test(e164);
}

const BETWEEN_NUMBERS = /\s*(?:[;,|\n]|\boder\b|\bund\b|\bu\.)\s*/i;

/** A slash separates numbers only where both sides are long enough to be one: '089/1234567' is one number. */
function piecesOf(cell: string): string[] {
  return cell
    .split(BETWEEN_NUMBERS)
    .flatMap((piece) => {
      const sides = piece.split(/\s*\/\s*(?=[+0])/);
      return sides.length > 1 && sides.every((side) => side.replace(/\D/g, '').length >= 6) ? sides : [piece];
    })
    .map((piece) => piece.trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}

function readPiece(piece: string, options: PhoneOptions, result: PhoneCell): void {
  const { number, remark } = withoutRemark(piece);
  const digits = number.replace(/\D/g, '');
  if (digits === '') {
    const before = result.phones.at(-1);
    if (before && before.remark === null) before.remark = piece;
    else result.refused.push({ text: piece, reason: 'notANumber' });
    return;
  }
  const international = /^\s*(?:\+|00)/.test(number);
  const lostZero = options.country === 'DE' && /^1[567]\d{8,9}$/.test(digits);
  const bare = !international && !number.replace(/[^\d+]/g, '').startsWith('0');
  if (bare && !lostZero && options.areaCode === null) {
    result.refused.push({ text: piece, reason: 'noAreaCode' });
    return;
  }
  const whole = !bare ? number : lostZero ? `0${digits}` : `${options.areaCode} ${number}`;
  const reading = readPhone(whole, options.country);
  if (reading.kind === 'refused') result.refused.push({ text: piece, reason: reading.reason });
  else result.phones.push({ e164: reading.e164, mobile: reading.mobile, remark, zeroAdded: bare && lostZero });
}

/** Words before or after the digits: 'Tel.: 089 123456', '0170 1234567 (Tochter)'. Words for the telephone itself go. */
function withoutRemark(piece: string): { number: string; remark: string | null } {
  const match = /^([^\d+(]*)([+(]?[\d\s()./+-]*\d)(.*)$/s.exec(piece);
  if (!match) return { number: piece, remark: null };
  const words = `${match[1] ?? ''} ${match[3] ?? ''}`
    .replace(/[():;,.-]+/g, ' ')
    .replace(/\b(tel|telefon|phone|mobil|handy|privat|priv|festnetz|fon|nr|p|m|t|d|dienstl|dienstlich)\b/gi, ' ')
    .trim()
    .replace(/\s+/g, ' ');
  return { number: match[2] ?? '', remark: words === '' ? null : words };
}
