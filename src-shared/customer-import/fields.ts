// Decides what the columns of a customer list mean: which fields there are, and which one a heading probably names.
// It sees headings and a few sample cells; it does not read whole lines and knows no file format.
import { fold } from '../search/fold.ts';

/** What a column can be taken for. 'fullName', 'addressLine' and 'postcodeTown' are split into their parts. */
export const importFields = [
  'lastName',
  'firstName',
  'fullName',
  'company',
  'salutation',
  'title',
  'nameAffix',
  'birthDate',
  'number',
  'street',
  'houseNumber',
  'addition',
  'district',
  'postcode',
  'town',
  'postcodeTown',
  'addressLine',
  'country',
  'phone',
  'phonePrivate',
  'phoneMobile',
  'phoneWork',
  'fax',
  'email',
  'kvnr',
  'note',
] as const;
export type ImportField = (typeof importFields)[number];

/** One entry a column, in the order of the file; null = the column is left out. */
export type Mapping = readonly (ImportField | null)[];

/** Fields that several columns may fill. */
const REPEATABLE: readonly ImportField[] = [
  'phone',
  'phonePrivate',
  'phoneMobile',
  'phoneWork',
  'fax',
  'note',
  'addition',
];

export type MappingProblem =
  | { problem: 'lastNameMissing' }
  /** `columns` counts from 0. */
  | { problem: 'takenTwice'; field: ImportField; columns: readonly number[] };

/** What keeps a mapping from being used; empty = nothing. A last name is the only thing a customer must have. */
export function mappingProblems(mapping: Mapping): MappingProblem[] {
  const problems: MappingProblem[] = [];
  const named = mapping.some((field) => field === 'lastName' || field === 'fullName' || field === 'company');
  if (!named) problems.push({ problem: 'lastNameMissing' });
  for (const field of importFields) {
    if (REPEATABLE.includes(field)) continue;
    const columns = mapping.flatMap((one, column) => (one === field ? [column] : []));
    if (columns.length > 1) problems.push({ problem: 'takenTwice', field, columns });
  }
  return problems;
}

/** Proposes a field for every column by its heading; where a heading says nothing, by what the cells look like. */
export function proposeMapping(headings: readonly string[], samples: readonly (readonly string[])[]): Mapping {
  const guesses = headings
    .map((heading, column) => ({ column, ...guessByHeading(heading) }))
    .filter((guess) => guess.field !== null)
    .sort((one, other) => other.score - one.score || one.column - other.column);
  const mapping: (ImportField | null)[] = headings.map(() => null);
  for (const { field, column } of guesses) {
    if (field !== null && isFree(field, mapping)) mapping[column] = field;
  }
  for (const [column, taken] of mapping.entries()) {
    if (taken !== null) continue;
    const field = guessByCells(samples.map((row) => row[column] ?? '').filter((cell) => cell.trim() !== ''));
    const alone = headings[column]?.trim() === '' || !/\p{L}/u.test(headings[column] ?? '');
    if (field !== null && alone && isFree(field, mapping)) mapping[column] = field;
  }
  return settleNames(mapping, headings);
}

/** Whether a row of cells looks like the line of headings: at least two cells name different fields. */
export function looksLikeHeadings(cells: readonly string[]): boolean {
  const named = new Set(cells.map((cell) => guessByHeading(cell).field).filter((field) => field !== null));
  return named.size >= Math.min(2, cells.filter((cell) => cell.trim() !== '').length) && named.size > 0;
}

/** Whether a cell is word for word one of the known headings. */
export function isHeading(cell: string): boolean {
  return guessByHeading(cell).score === 2;
}

/** Whether the heading names the note itself, so that its cells need no introduction. */
export function namesTheNote(heading: string): boolean {
  return guessByHeading(heading).field === 'note';
}

// --- details

/** Headings as they stand in exports of shop programs; compared folded and without blanks and signs. */
const NAMES: Readonly<Record<ImportField, readonly string[]>> = {
  lastName: ['Nachname', 'Name', 'Familienname', 'Zuname', 'Hausname', 'Name1', 'last name', 'surname', 'family name'],
  firstName: ['Vorname', 'Vornamen', 'Rufname', 'Name2', 'first name', 'given name', 'forename'],
  fullName: ['Vor- und Nachname', 'Vorname Nachname', 'Nachname Vorname', 'Name Vorname', 'Vorname Name', 'full name'],
  company: ['Firma', 'Firmenname', 'Unternehmen', 'Einrichtung', 'company', 'organisation', 'organization'],
  salutation: ['Anrede', 'Anredeform', 'Geschlecht', 'salutation', 'gender', 'sex'],
  title: ['Titel', 'Akad. Titel', 'akademischer Titel', 'title'],
  nameAffix: ['Vorsatzwort', 'Namensvorsatz', 'Namenszusatz', 'Adelstitel'],
  birthDate: [
    ...['geboren', 'geboren am', 'geb.', 'geb. am', 'Geburtsdatum', 'Geb.-Datum', 'Geb.dat.', 'Geburtstag', 'GebDat'],
    ...['date of birth', 'birth date', 'birthday', 'DOB'],
  ],
  number: [
    ...['Kundennummer', 'Kundennr.', 'Kunden-Nr.', 'Kunden-ID', 'Kd.-Nr.', 'KdNr', 'Kundenr', 'Kontaktnummer', 'Nr.'],
    ...['Nummer', 'Patientennummer', 'Patientennr.', 'Pat.-Nr.', 'ID', 'customer number', 'customer no', 'customer id'],
  ],
  street: [
    ...['Straße', 'Str.', 'Straße und Hausnummer', 'Straße/Hausnr.', 'Straße Nr.', 'Straße + Nr.', 'Strassenname'],
    ...['street', 'street address', 'address 1', 'address line 1'],
  ],
  houseNumber: ['Hausnummer', 'Hausnr.', 'Haus-Nr.', 'HNr', 'Hsnr', 'house number', 'house no', 'street number'],
  addition: ['Adresszusatz', 'Anschriftenzusatz', 'Zusatz', 'c/o', 'Adresse 2', 'address 2', 'address line 2'],
  district: ['Ortsteil', 'Stadtteil', 'OT', 'district'],
  postcode: ['PLZ', 'Postleitzahl', 'postcode', 'postal code', 'zip', 'zip code'],
  town: ['Ort', 'Wohnort', 'Stadt', 'Ortsname', 'town', 'city'],
  postcodeTown: ['PLZ Ort', 'PLZ/Ort', 'PLZ und Ort', 'Postleitzahl Ort', 'PLZ Wohnort'],
  addressLine: ['Adresse', 'Anschrift', 'Wohnanschrift', 'address'],
  country: ['Land', 'Staat', 'Länderkennzeichen', 'country'],
  phone: ['Telefon', 'Telefonnummer', 'Telefonnr.', 'Tel.', 'Tel.-Nr.', 'Telefon 1', 'Rufnummer', 'phone', 'telephone'],
  phonePrivate: ['Tel. privat', 'Telefon privat', 'Privattelefon', 'Festnetz', 'home phone', 'phone home'],
  phoneMobile: [
    ...['Mobil', 'Handy', 'Mobiltelefon', 'Mobilnummer', 'Mobilfunk', 'Tel. mobil', 'Telefon mobil', 'Handynummer'],
    ...['mobile', 'cell', 'cell phone', 'mobile phone'],
  ],
  phoneWork: [
    ...['Tel. dienstlich', 'Telefon dienstlich', 'Tel. geschäftlich', 'Telefon geschäftlich', 'Tel. Arbeit'],
    ...['Telefon Arbeit', 'Tel. Büro', 'Diensttelefon', 'work phone', 'business phone', 'phone work'],
  ],
  fax: ['Fax', 'Telefax', 'Faxnummer', 'Fax privat', 'fax number'],
  email: ['E-Mail', 'E-Mail-Adresse', 'Mail', 'Mailadresse', 'email address'],
  kvnr: [
    ...['KVNR', 'Krankenversichertennummer', 'Versichertennummer', 'Versicherten-Nr.', 'Versichertennr.', 'KV-Nummer'],
    ...['KV-Nr.', 'Versicherten-ID', 'Mitgliedsnummer', 'insurance number'],
  ],
  note: ['Bemerkung', 'Bemerkungen', 'Notiz', 'Notizen', 'Hinweis', 'Kommentar', 'Anmerkung', 'Info', 'note', 'notes'],
};

/** Weaker signs, tried in this order on the folded heading with single blanks. */
const SIGNS: readonly (readonly [RegExp, ImportField])[] = [
  [/\b(e ?mail|mail)\b/, 'email'],
  [/mobil|handy|\bcell\b/, 'phoneMobile'],
  [/\b(tele)?fax/, 'fax'],
  [/(tel|phone|ruf).*(dienst|gesch|arbeit|buro|work|business)/, 'phoneWork'],
  [/(tel|phone|ruf).*(privat|home)/, 'phonePrivate'],
  [/^tel(efon)?\b|\bphone\b|^telefon/, 'phone'],
  [/^geb(urts)?\b.*dat|^geburts(datum|tag)/, 'birthDate'],
  [/\b(kd|kunden|patienten|pat) ?(nr|no|nummer)\b/, 'number'],
  [/\bkvnr\b|versicherten ?(nr|nummer)/, 'kvnr'],
  [/^haus ?(nr|nummer)/, 'houseNumber'],
  [/^plz\b.*\bort\b/, 'postcodeTown'],
  [/^(plz|postleitzahl)\b/, 'postcode'],
  [/^str(asse)?\b/, 'street'],
  [/^(wohn)?ort\b/, 'town'],
  [/^bemerk|^notiz|^anmerk/, 'note'],
  [/^vorname/, 'firstName'],
  [/^nachname|^familienname/, 'lastName'],
];

const compact = (text: string) => fold(text).replaceAll(' ', '');

const KNOWN: ReadonlyMap<string, ImportField> = new Map(
  importFields.flatMap((field) => NAMES[field].map((name) => [compact(name), field] as const)),
);

type Guess = { field: ImportField | null; score: number };

function guessByHeading(heading: string): Guess {
  const known = KNOWN.get(compact(heading));
  if (known) return { field: known, score: 2 };
  const folded = fold(heading);
  const sign = SIGNS.find(([pattern]) => pattern.test(folded));
  return sign ? { field: sign[1], score: 1 } : { field: null, score: 0 };
}

const SHAPES: readonly (readonly [RegExp, ImportField])[] = [
  [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'email'],
  [/^[A-Z]\d{9}$/, 'kvnr'],
  [/^\d{1,2}\.\d{1,2}\.\d{2,4}$|^(18|19|20)\d\d-\d\d-\d\d/, 'birthDate'],
  [/^\d{5}$/, 'postcode'],
  [/^(frau|herrn?|firma|familie)$/i, 'salutation'],
  [/^(\+|0)[\d\s()/-]{6,}$/, 'phone'],
];

function guessByCells(cells: readonly string[]): ImportField | null {
  if (cells.length === 0) return null;
  const shape = SHAPES.find(([pattern]) => cells.every((cell) => pattern.test(cell.trim())));
  return shape ? shape[1] : null;
}

function isFree(field: ImportField, mapping: readonly (ImportField | null)[]): boolean {
  return REPEATABLE.includes(field) || !mapping.includes(field);
}

/** 'Name' alone holds first and last name; 'PLZ' and 'Ort' make an 'Adresse' the street. */
function settleNames(mapping: readonly (ImportField | null)[], headings: readonly string[]): Mapping {
  const has = (field: ImportField) => mapping.includes(field);
  return mapping.map((field, column) => {
    if (field === 'lastName' && !has('firstName') && compact(headings[column] ?? '') === 'name') return 'fullName';
    if (field === 'addressLine' && (has('postcode') || has('town') || has('postcodeTown')))
      return has('street') ? 'addition' : 'street';
    return field;
  });
}
