// Decides whether a 'Krankenversichertennummer' can be right: form and check digit (GKV-Spitzenverband, facts 6).
// It does not know whether the number was ever issued, nor to whom.

/** 'form': not one letter and nine digits; 'checkDigit': the last digit does not follow from the others. */
export type KvnrRefusal = 'empty' | 'length' | 'form' | 'checkDigit';

export type KvnrReading = { kind: 'kvnr'; kvnr: string } | { kind: 'refused'; reason: KvnrRefusal };

/** Reads the unchangeable ten characters as somebody types them: any case, blanks and hyphens between groups. */
export function readKvnr(text: string): KvnrReading {
  const compact = text.replace(/[\s-]+/g, '').toUpperCase();
  if (compact === '') return { kind: 'refused', reason: 'empty' };
  if (compact.length !== 10) return { kind: 'refused', reason: 'length' };
  if (!/^[A-Z][0-9]{9}$/.test(compact)) return { kind: 'refused', reason: 'form' };
  if (kvnrCheckDigit(compact.slice(0, 9)) !== Number(compact[9])) return { kind: 'refused', reason: 'checkDigit' };
  return { kind: 'kvnr', kvnr: compact };
}

/**
 * The tenth character for a letter A-Z and eight digits: the letter counts as two digits (A = 01 … Z = 26), weights
 * 1, 2, 1, 2 …, digit sums of the products, modulo 10.
 */
export function kvnrCheckDigit(letterAndDigits: string): number {
  const letter = letterAndDigits.charCodeAt(0) - 64;
  let sum = Math.floor(letter / 10) + doubled(letter % 10);
  for (let at = 1; at < letterAndDigits.length; at += 1) {
    const digit = letterAndDigits.charCodeAt(at) - 48;
    sum += at % 2 === 0 ? doubled(digit) : digit;
  }
  return sum % 10;
}

/** The digit sum of twice a digit. */
function doubled(digit: number): number {
  return digit > 4 ? digit * 2 - 9 : digit * 2;
}
