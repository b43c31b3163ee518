// Decides which lines of an address are printed so that the envelope's window shows them all: at most six, none wider
// than the window is in its worst position. What had to give way is said as a warning with its reason. It refuses to
// know fonts: the caller measures.
import { ADDRESS_MAX_LINES, ADDRESS_MAX_WIDTH, tidyLine } from './rules.ts';

/** An address as the customer's row has it; empty strings count as absent. Either a company, a person, or both. */
export type PostalAddress = {
  readonly companyName?: string | undefined;
  readonly salutation?: string | undefined;
  readonly title?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** 'c/o Meier', 'Hinterhaus'; more than one line is allowed. */
  readonly addition?: string | undefined;
  readonly district?: string | undefined;
  readonly street?: string | undefined;
  readonly houseNumber?: string | undefined;
  readonly postcode?: string | undefined;
  readonly town?: string | undefined;
  /** Name or ISO 3166 code; Germany is left out. */
  readonly country?: string | undefined;
};

export type AddressWarning =
  | { readonly code: 'noAddress' }
  | { readonly code: 'addressIncomplete'; readonly missing: readonly ('name' | 'street' | 'postcode' | 'town')[] }
  | { readonly code: 'tooManyLines'; readonly lines: number; readonly shown: number }
  | { readonly code: 'lineTooWide'; readonly line: string; readonly shown: string };

export type AddressBlock = { readonly lines: readonly string[]; readonly warnings: readonly AddressWarning[] };

/**
 * The lines of the 'Anschriftzone' from top to bottom, without blank lines: company, salutation, name with title, addition,
 * district ('OT …', before the street), street, postcode and town, foreign country in capitals.
 *
 * A line that is too wide goes on in the next one where there is room. When more than six lines would come out, the
 * salutation moves in front of the name; if that is not enough, the salutation, the district and the additions give
 * way, in this order, and `tooManyLines` says so: name, street, town and country always stay.
 *
 * @param widthOf width of a line in mm, in the face and size of the address field
 */
export function addressBlock(address: PostalAddress, widthOf: (line: string) => number): AddressBlock {
  const warnings: AddressWarning[] = [...missingParts(address)];
  const fits = (line: string) => widthOf(line) <= ADDRESS_MAX_WIDTH;
  const parts = partsOf(address).map(({ part, text }) => {
    const wrapped = wrap(text, fits);
    if (wrapped.cut) warnings.push({ code: 'lineTooWide', line: text, shown: wrapped.lines.join(' ') });
    return { part, lines: wrapped.lines };
  });
  joinSalutation(parts, fits);
  const wanted = count(parts);
  if (wanted > ADDRESS_MAX_LINES) {
    shed(parts, fits);
    warnings.push({ code: 'tooManyLines', lines: wanted, shown: count(parts) });
  }
  return { lines: parts.flatMap((entry) => entry.lines), warnings };
}

type PartName = 'salutation' | 'company' | 'name' | 'addition' | 'district' | 'street' | 'town' | 'country';
type Part = { part: PartName; lines: string[] };

const HOME_COUNTRY = new Set(['de', 'deu', 'd', 'deutschland', 'germany', 'bundesrepublik deutschland', 'brd']);

function partsOf(address: PostalAddress): { part: PartName; text: string }[] {
  const words = (...texts: (string | undefined)[]) => texts.map(tidyLine).filter(Boolean).join(' ');
  const name = words(address.title, address.firstName, address.lastName);
  const district = tidyLine(address.district);
  const additions = (address.addition ?? '').split(/\r\n|\r|\n/).map(tidyLine);
  const parts: { part: PartName; text: string }[] = [
    { part: 'company', text: tidyLine(address.companyName) },
    { part: 'salutation', text: name === '' ? '' : addressee(tidyLine(address.salutation)) },
    { part: 'name', text: name },
    ...additions.map((text) => ({ part: 'addition' as const, text })),
    { part: 'district', text: district === '' ? '' : `OT ${district.replace(/^OT\s+/, '')}` },
    { part: 'street', text: words(address.street, address.houseNumber) },
    { part: 'town', text: words(address.postcode, address.town) },
    { part: 'country', text: foreignCountry(tidyLine(address.country)) },
  ];
  return parts.filter(({ text }) => text !== '');
}

/** The salutation in the accusative of an address: 'Herrn'. */
function addressee(salutation: string): string {
  return salutation === 'Herr' ? 'Herrn' : salutation;
}

function foreignCountry(country: string): string {
  if (country === '' || HOME_COUNTRY.has(country.toLocaleLowerCase('de'))) return '';
  const named = /^[A-Za-z]{2}$/.test(country)
    ? (new Intl.DisplayNames('de', { type: 'region', fallback: 'none' }).of(country.toUpperCase()) ?? country)
    : country;
  return named.toLocaleUpperCase('de');
}

function missingParts(address: PostalAddress): AddressWarning[] {
  const has = (...texts: (string | undefined)[]) => texts.some((text) => tidyLine(text) !== '');
  if (!has(address.street, address.houseNumber, address.postcode, address.town)) return [{ code: 'noAddress' }];
  const missing: ('name' | 'street' | 'postcode' | 'town')[] = [];
  if (!has(address.lastName, address.companyName)) missing.push('name');
  if (!has(address.street)) missing.push('street');
  if (!has(address.postcode)) missing.push('postcode');
  if (!has(address.town)) missing.push('town');
  return missing.length === 0 ? [] : [{ code: 'addressIncomplete', missing }];
}

function count(parts: readonly Part[]): number {
  return parts.reduce((sum, { lines }) => sum + lines.length, 0);
}

/** Saves a line without losing a word: 'Frau' / 'Anna Müller' becomes 'Frau Anna Müller'. */
function joinSalutation(parts: Part[], fits: (line: string) => boolean): void {
  if (count(parts) <= ADDRESS_MAX_LINES) return;
  const salutation = parts.find(({ part }) => part === 'salutation');
  const name = parts.find(({ part }) => part === 'name');
  if (!salutation || !name) return;
  const joined = wrap([...salutation.lines, ...name.lines].join(' '), fits);
  if (joined.cut || joined.lines.length >= salutation.lines.length + name.lines.length) return;
  name.lines = joined.lines;
  parts.splice(parts.indexOf(salutation), 1);
}

/** Takes away what a postman can do without until six lines are left. Five parts with one line each always stay. */
function shed(parts: Part[], fits: (line: string) => boolean): void {
  const dispensable: PartName[] = ['salutation', 'district', 'addition'];
  for (const name of dispensable) {
    for (let at = parts.length - 1; at >= 0 && count(parts) > ADDRESS_MAX_LINES; at--) {
      if (parts[at]?.part === name) shorten(parts, at, fits, 0);
    }
  }
  for (const name of ['country', 'town', 'street', 'name', 'company'] as PartName[]) {
    const at = parts.findIndex(({ part }) => part === name);
    if (at >= 0) shorten(parts, at, fits, 1);
  }
}

function shorten(parts: Part[], at: number, fits: (line: string) => boolean, keep: number): void {
  const entry = parts[at];
  if (!entry) return;
  while (count(parts) > ADDRESS_MAX_LINES && entry.lines.length > keep) {
    entry.lines.pop();
    const last = entry.lines.pop();
    if (last !== undefined) entry.lines.push(cutToFit(`${last} …`, fits));
  }
  if (entry.lines.length === 0) parts.splice(at, 1);
}

/** Breaks at spaces and behind hyphens and slashes; a piece that has none and is too wide is cut. */
function wrap(text: string, fits: (line: string) => boolean): { lines: string[]; cut: boolean } {
  const lines: string[] = [];
  let cut = false;
  let line = '';
  for (const piece of text.match(/[^\s/-]*[/-]+|[^\s/-]+\s*|\s+/g) ?? []) {
    if (fits((line + piece).trimEnd())) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trim());
    line = piece.trimStart();
    if (!fits(line.trimEnd())) {
      line = cutToFit(line.trimEnd(), fits);
      cut = true;
    }
  }
  if (line.trim() !== '') lines.push(line.trim());
  return { lines, cut };
}

function cutToFit(line: string, fits: (line: string) => boolean): string {
  if (fits(line)) return line;
  const letters = Array.from(line);
  while (letters.length > 0) {
    letters.pop();
    const shorter = `${letters.join('').trimEnd()}…`;
    if (fits(shorter)) return shorter;
  }
  return '';
}
