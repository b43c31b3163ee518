// What a vCard says about a person or a company, in the words of the mask; or why the file is none (E-62). A picture in it is
// not looked at. It does not know what stands on the mask already.
import { readDay, showDay } from '../../src-shared/calendar/day.ts';
import { splitStreet } from '../../src-shared/customer-import/cells.ts';
import { type ContentLine, contentLines, plain, structured } from './content-lines.ts';

export const LARGEST_VCARD_BYTES = 5 * 1024 * 1024;

export type VCardAddress = {
  /** A word of the mask's list; '' = none. */
  label: string;
  street: string;
  houseNumber: string;
  addition: string;
  postcode: string;
  town: string;
  country: string;
};
export type VCard = {
  kind: 'natural' | 'legal';
  title: string;
  firstName: string;
  lastName: string;
  /** '03.04.1961'; '' where the year is missing. */
  birthDate: string;
  email: string;
  note: string;
  addresses: VCardAddress[];
  phones: { label: string; number: string; sms: boolean }[];
};

export type VCardRefusal = 'tooLarge' | 'notAVcard' | 'cutOff' | 'several' | 'noName';
export type VCardReading = { ok: true; card: VCard } | { ok: false; reason: VCardRefusal };

export function readVCard(bytes: Uint8Array): VCardReading {
  if (bytes.length > LARGEST_VCARD_BYTES) return { ok: false, reason: 'tooLarge' };
  const lines = contentLines(bytes);
  const marks = (name: string) => lines.filter((one) => one.name === name && /^vcard$/i.test(one.value.trim())).length;
  const begun = marks('BEGIN');
  if (begun === 0) return { ok: false, reason: 'notAVcard' };
  if (begun > 1) return { ok: false, reason: 'several' };
  if (marks('END') === 0) return { ok: false, reason: 'cutOff' };
  const card = cardOf(lines);
  return card.lastName === '' ? { ok: false, reason: 'noName' } : { ok: true, card };
}

// --- details

function cardOf(lines: readonly ContentLine[]): VCard {
  const all = (name: string) => inPreference(lines.filter((one) => one.name === name && one.value.trim() !== ''));
  const first = (name: string) => all(name)[0]?.value ?? '';
  const [family = '', given = '', additional = '', prefix = ''] = structured(first('N'));
  const [company = ''] = structured(first('ORG'));
  const isCompany =
    /^(org|organization)$/i.test(first('KIND').trim()) ||
    /^company$/i.test(first('X-ABSHOWAS').trim()) ||
    (family === '' && given === '' && company !== '');
  const spoken = plain(first('FN'));
  const firstNames = [given, additional].map(listed).filter(Boolean).join(' ');
  return {
    kind: isCompany ? 'legal' : 'natural',
    title: isCompany ? '' : cut(titleIn(prefix), 40),
    ...(isCompany
      ? { firstName: '', lastName: cut(company || spoken, 120) }
      : named(listed(family), firstNames, spoken)),
    birthDate: isCompany ? '' : birthDateOf(first('BDAY')),
    email: cut(plain(first('EMAIL')).replace(/^mailto:/i, ''), 254),
    note: cut(plain(first('NOTE')), 4000),
    addresses: all('ADR').map(addressOf).filter(isSomewhere).slice(0, 5),
    phones: all('TEL').map(phoneOf).slice(0, 10),
  };
}

/** Without a family name the one spoken counts: its last word. */
function named(family: string, given: string, spoken: string): { firstName: string; lastName: string } {
  if (family !== '') return { firstName: cut(given, 80), lastName: cut(family, 120) };
  const words = (spoken || given).split(/\s+/).filter(Boolean);
  return { firstName: cut(words.slice(0, -1).join(' '), 80), lastName: cut(words.at(-1) ?? '', 120) };
}

/** 'Frau Dr.' → 'Dr.': the salutation is asked at the counter. */
function titleIn(prefix: string): string {
  return listed(prefix)
    .split(/\s+/)
    .filter((word) => !/^(herrn?|frau|mrs?\.?|ms\.?|familie)$/i.test(word))
    .join(' ');
}

/** Several of one kind stand with commas between them. */
function listed(part: string): string {
  return part
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .join(' ');
}

/** '19610403', '1961-04-03T00:00:00Z', '1961-04-03'; '--0403' says no year, and then it says nothing. */
function birthDateOf(value: string): string {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?$/.exec(value.trim()) ?? [];
  const date = year === undefined ? null : readDay(`${year}-${month}-${day}`);
  return date === null ? '' : showDay(date);
}

function addressOf({ value, params }: ContentLine): VCardAddress {
  const [box = '', extended = '', streetLine = '', town = '', , postcode = '', country = ''] = structured(value);
  const [first = '', ...rest] = streetLine.split('\n').map((one) => one.trim());
  const { street, houseNumber } = splitStreet(first || box);
  const addition = [extended, ...rest].filter(Boolean).join(', ');
  return {
    label: typesOf(params).includes('work') ? 'Arbeit' : '',
    ...{ street: cut(street, 120), houseNumber: cut(houseNumber ?? '', 20), addition: cut(addition, 120) },
    ...{ postcode: cut(postcode, 10), town: cut(town, 80), country: cut(country, 60) },
  };
}

function isSomewhere({ street, postcode, town }: VCardAddress): boolean {
  return [street, postcode, town].some((part) => part !== '');
}

function phoneOf({ value, params }: ContentLine): VCard['phones'][number] {
  const types = typesOf(params);
  const mobile = types.some((type) => ['cell', 'mobile', 'iphone'].includes(type));
  const label = mobile
    ? 'mobil'
    : types.some((type) => type.includes('fax'))
      ? 'Fax'
      : types.includes('work')
        ? 'dienstlich'
        : types.includes('home')
          ? 'privat'
          : '';
  return { label, number: cut(plain(value).replace(/^tel:/i, '').replace(/;.*$/, ''), 40), sms: mobile };
}

function typesOf(params: ContentLine['params']): readonly string[] {
  return params.get('TYPE') ?? [];
}

/** PREF=1 (4.0) or TYPE=pref (3.0) stands first. */
function inPreference(lines: readonly ContentLine[]): ContentLine[] {
  const rank = ({ params }: ContentLine) => {
    const [pref] = params.get('PREF') ?? [];
    if (pref !== undefined) return Number(pref) || 100;
    return typesOf(params).includes('pref') ? 1 : 101;
  };
  return lines.toSorted((a, b) => rank(a) - rank(b));
}

/** As long as the mask's field is, in the one form of Unicode. */
function cut(text: string, longest: number): string {
  return text.normalize('NFC').trim().slice(0, longest);
}
