// What is noticed while a line is read: problems for the list, and words for the customer's note, where everything goes
// that fits nowhere else. Knows the cells of one line by field; decides nothing about their values.
import type { ImportField, Mapping } from './fields.ts';

export const lineProblemKinds = [
  /** Rejects the line; the others do not. */
  'lastNameMissing',
  /** Not readable as what the column holds: kept in the note. */
  'unreadable',
  /** A telephone number without area code: kept in the note. */
  'noAreaCode',
  /** Taken over after putting the zero back that a spreadsheet had taken away. */
  'zeroAdded',
  /** Longer than the field: shortened, whole in the note. */
  'tooLong',
  /** A company has no such field: kept in the note. */
  'notForCompanies',
  /** The line has more cells than there are headings: a delimiter inside a text, perhaps. */
  'extraCells',
  /** Somebody else has this customer number: a new one is given. */
  'numberTaken',
] as const;
export type LineProblemKind = (typeof lineProblemKinds)[number];

export type LineProblem = { field: ImportField | null; problem: LineProblemKind; value: string };

/** One line being read. */
export type OpenLine = {
  readonly cells: readonly string[];
  readonly columns: Columns;
  readonly problems: LineProblem[];
  readonly notes: string[];
};

/** Which columns fill a field, in order. */
export type Columns = Partial<Record<ImportField, readonly number[]>>;

export function columnsOf(mapping: Mapping): Columns {
  const columns: Partial<Record<ImportField, number[]>> = {};
  for (const [column, field] of mapping.entries()) {
    if (field === null) continue;
    const list = columns[field] ?? [];
    list.push(column);
    columns[field] = list;
  }
  return columns;
}

/** The first filled cell of a field, trimmed. */
export function cellOf({ cells, columns }: OpenLine, field: ImportField): string | null {
  const list = columns[field];
  if (list === undefined) return null;
  for (const column of list) {
    const cell = cells[column]?.trim();
    if (cell) return cell;
  }
  return null;
}

/** All filled cells of a field, one after the other. */
export function joinedCells({ cells, columns }: OpenLine, field: ImportField): string | null {
  const filled = (columns[field] ?? []).map((column) => cells[column]?.trim() ?? '').filter((cell) => cell !== '');
  return filled.length === 0 ? null : filled.join(', ');
}

/** The value cut to what the record holds; then the whole goes to the note. */
export function fitting(line: OpenLine, field: ImportField, text: string | null): string | null {
  const longest = LONGEST[field];
  if (text === null || longest === undefined || text.length <= longest) return text || null;
  line.problems.push({ field, problem: 'tooLong', value: text });
  note(line, field, text);
  // A shortened customer number would be another number.
  return field === 'number' ? null : text.slice(0, longest).trim();
}

/** A value that cannot be what its column holds. */
export function refuse(
  line: OpenLine,
  field: ImportField,
  text: string,
  problem: LineProblemKind = 'unreadable',
): void {
  line.problems.push({ field, problem, value: text });
  note(line, field, text);
}

/** Into the note, introduced by the field's name. */
export function note(line: OpenLine, field: ImportField, text: string): void {
  const word = NOTE_WORDS[field];
  line.notes.push(word === undefined ? text : `${word}: ${text}`);
}

export const isBlank = (cell: string) => cell === '' || cell.trim() === '';

// --- details

/** As in the record's own schema (src-shared/customers/contract.ts). */
const LONGEST: Partial<Record<ImportField, number>> = {
  lastName: 120,
  firstName: 80,
  salutation: 40,
  title: 40,
  street: 120,
  houseNumber: 20,
  addition: 120,
  district: 80,
  town: 80,
  country: 60,
  number: 30,
};

/** The note is data: German whatever language the screen is in. */
const NOTE_WORDS: Partial<Record<ImportField, string>> = {
  lastName: 'Nachname',
  firstName: 'Vorname',
  company: 'Firma',
  salutation: 'Anrede',
  title: 'Titel',
  birthDate: 'Geburtsdatum',
  number: 'Kundennummer',
  street: 'Straße',
  houseNumber: 'Hausnummer',
  addition: 'Adresszusatz',
  district: 'Ortsteil',
  postcode: 'PLZ',
  town: 'Ort',
  country: 'Land',
  phone: 'Telefon',
  phonePrivate: 'Telefon privat',
  phoneMobile: 'Telefon mobil',
  phoneWork: 'Telefon dienstlich',
  fax: 'Fax',
  email: 'E-Mail',
  kvnr: 'KVNR',
};
