// The address of a line, from whatever columns the list spreads it over.
import { readPostcode } from '../customers/postcode.ts';
import { readCountry, splitAddress, splitPostcodeTown, splitStreet } from './cells.ts';
import { cellOf, fitting, joinedCells, type OpenLine, refuse } from './line-notes.ts';

export type ImportedAddress = {
  street: string | null;
  houseNumber: string | null;
  addition: string | null;
  district: string | null;
  postcode: string | null;
  town: string | null;
  /** null = Germany. */
  country: string | null;
};

type Country = ReturnType<typeof readCountry>;

const NOTHING = { street: null, postcode: null, town: null };
const GERMANY = readCountry('');

/** `code` is the country whose telephone numbers go without a country code there. */
export function addressOf(line: OpenLine): { address: ImportedAddress | null; code: Country['code'] } {
  const [inOne, inTwo] = [cellOf(line, 'addressLine'), cellOf(line, 'postcodeTown')];
  const whole = inOne === null ? NOTHING : splitAddress(inOne);
  const both = inTwo === null ? NOTHING : splitPostcodeTown(inTwo);
  const separate = cellOf(line, 'houseNumber');
  const written = cellOf(line, 'street') ?? whole.street;
  const split = separate === null && written !== null ? splitStreet(written) : null;
  const country = cellOf(line, 'country');
  const named = country === null ? GERMANY : readCountry(country);
  const { postcode, home } = postcodeOf(line, cellOf(line, 'postcode') ?? both.postcode ?? whole.postcode, named);
  const address: ImportedAddress = {
    street: fitting(line, 'street', split ? split.street : written),
    houseNumber: fitting(line, 'houseNumber', separate ?? split?.houseNumber ?? null),
    addition: fitting(line, 'addition', joinedCells(line, 'addition')),
    district: fitting(line, 'district', cellOf(line, 'district')),
    postcode,
    town: fitting(line, 'town', cellOf(line, 'town') ?? both.town ?? whole.town),
    country: fitting(line, 'country', home.country),
  };
  const { street, houseNumber, addition, district, town } = address;
  const empty = (street ?? houseNumber ?? addition ?? district ?? postcode ?? town) === null;
  return { address: empty ? null : address, code: home.code };
}

/** Four digits where nothing speaks for another country are a German postcode whose zero a spreadsheet took. */
function postcodeOf(line: OpenLine, cell: string | null, named: Country): { postcode: string | null; home: Country } {
  if (cell === null) return { postcode: null, home: named };
  const prefixed = /^([A-Z]{1,3})\s?-\s?(.*)$/i.exec(cell);
  const home = prefixed && named.code === 'DE' ? readCountry(prefixed[1] ?? '') : named;
  const digits = (prefixed ? (prefixed[2] ?? '') : cell).replace(/\.0$/, '');
  const german = home.code === 'DE';
  const whole = german && /^[1-9]\d{3}$/.test(digits) ? `0${digits}` : digits;
  const reading = readPostcode(whole, german ? 'DE' : 'other');
  if (reading.kind === 'refused') {
    refuse(line, 'postcode', cell);
    return { postcode: null, home: named };
  }
  if (whole !== digits) line.problems.push({ field: 'postcode', problem: 'zeroAdded', value: cell });
  return { postcode: reading.postcode, home };
}
