// Decides whether a postcode has the form of its country (facts 5). It does not know which town belongs to it: one
// German postcode can cover several towns, so a town is only ever proposed from earlier entries.

export type PostcodeRefusal = 'empty' | 'notFiveDigits' | 'unusedRange' | 'tooLong' | 'form';

export type PostcodeReading = { kind: 'postcode'; postcode: string } | { kind: 'refused'; reason: PostcodeRefusal };

/**
 * Reads a postcode for a country (ISO 3166 two letters). Germany: five digits as text, leading zero kept, 01… to 99….
 * Elsewhere: up to ten letters, digits, blanks and hyphens, upper case.
 */
export function readPostcode(text: string, country = 'DE'): PostcodeReading {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  if (trimmed === '') return { kind: 'refused', reason: 'empty' };
  if (country === 'DE') {
    const digits = trimmed.replace(/^D[- ]?/i, '');
    if (!/^[0-9]{5}$/.test(digits)) return { kind: 'refused', reason: 'notFiveDigits' };
    if (digits.startsWith('00')) return { kind: 'refused', reason: 'unusedRange' };
    return { kind: 'postcode', postcode: digits };
  }
  if (trimmed.length > 10) return { kind: 'refused', reason: 'tooLong' };
  if (!/^[0-9a-z][0-9a-z -]*$/i.test(trimmed)) return { kind: 'refused', reason: 'form' };
  return { kind: 'postcode', postcode: trimmed.toUpperCase() };
}
