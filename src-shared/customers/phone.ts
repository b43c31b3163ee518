// Decides what telephone number somebody meant, how it is stored (E.164) and how it is shown (DIN 5008: functional parts
// separated by one blank). It knows the numbering plans of libphonenumber, not whether anybody answers.

import { type CountryCode, ParseError, type PhoneNumber, parsePhoneNumberWithError } from 'libphonenumber-js/max';

export type PhoneRefusal = 'empty' | 'notANumber' | 'unknownCountry' | 'tooShort' | 'tooLong' | 'wrongLength';

export type PhoneReading =
  | {
      kind: 'phone';
      /** '+' and up to 15 digits. */
      e164: string;
      /** As people at a German counter read it: national for Germany, with the country code for the rest. */
      display: string;
      /** Can receive an SMS as far as the numbering plan tells. */
      mobile: boolean;
      /** False where length fits but the range is not known to be in use: a reason to ask, never to refuse. */
      plausible: boolean;
    }
  | { kind: 'refused'; reason: PhoneRefusal };

/** Reads a number in any usual spelling ('089/123 45 67', '+49 (0)89 1234567', '0049…'); without a code it is `country`'s. */
export function readPhone(text: string, country: CountryCode = 'DE'): PhoneReading {
  const typed = text.trim();
  if (typed === '') return { kind: 'refused', reason: 'empty' };
  if (/\p{L}/u.test(typed)) return { kind: 'refused', reason: 'notANumber' };
  let number: PhoneNumber;
  try {
    number = parsePhoneNumberWithError(typed.replace(/\(0\)/, ''), { defaultCountry: country, extract: false });
  } catch (error) {
    return { kind: 'refused', reason: error instanceof ParseError ? refusalOf(error.message) : 'notANumber' };
  }
  if (!number.isPossible()) return { kind: 'refused', reason: 'wrongLength' };
  return {
    kind: 'phone',
    e164: number.number,
    display: displayOf(number),
    mobile: isMobile(number),
    plausible: number.isValid(),
  };
}

/** The DIN 5008 form of a stored number; what cannot be read is shown as it is stored. */
export function showPhone(e164: string): string {
  const reading = readPhone(e164);
  return reading.kind === 'phone' ? reading.display : e164;
}

/** The digits people search by: '0' in front for Germany, '00' and the country code for the rest. */
export function phoneSearchDigits(e164: string): string {
  if (e164.startsWith('+49')) return `0${e164.slice(3)}`;
  return e164.startsWith('+') ? `00${e164.slice(1)}` : e164.replace(/\D+/g, '');
}

function displayOf(number: PhoneNumber): string {
  const international = number.formatInternational().split(/[\s-]+/);
  const [code = '', area = '', ...rest] = international;
  const subscriber = rest.join('');
  if (number.countryCallingCode === '49') return subscriber === '' ? `0${area}` : `0${area} ${subscriber}`;
  return subscriber === '' ? `${code} ${area}` : `${code} ${area} ${subscriber}`;
}

/** In Germany 015, 016 and 017 are mobile; elsewhere the type the plan gives, where it cannot tell both it counts as one. */
function isMobile(number: PhoneNumber): boolean {
  if (number.countryCallingCode === '49') return /^1[567]/.test(number.nationalNumber);
  const type = number.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
}

function refusalOf(message: string): PhoneRefusal {
  if (message === 'TOO_SHORT') return 'tooShort';
  if (message === 'TOO_LONG') return 'tooLong';
  if (message === 'INVALID_COUNTRY') return 'unknownCountry';
  return 'notANumber';
}
