// Turns one line of a customer list into a customer as he will be saved, and says what could not be taken as it stands. A
// bad optional value never costs the line: it goes to the note. Only a missing last name does. Nothing is looked up here.
import type { IsoDate } from '../customers/age.ts';
import { readKvnr } from '../customers/kvnr.ts';
import { emailProblem } from '../customers/rules.ts';
import { readSalutation, splitName } from './cells.ts';
import { readDateCell } from './dates.ts';
import { type ImportField, type Mapping, namesTheNote } from './fields.ts';
import { addressOf, type ImportedAddress } from './line-address.ts';
import { cellOf, columnsOf, fitting, isBlank, type LineProblem, note, type OpenLine, refuse } from './line-notes.ts';
import { readPhoneCell } from './phones.ts';

export type ImportedPhone = { label: string | null; e164: string; sms: boolean };

/** Already in the form in which the record is stored; passes `formProblems` of src-shared/customers. */
export type ImportedCustomer = {
  /** The number in the old program; null = none, or it cannot be one. */
  number: string | null;
  kind: 'natural' | 'legal';
  salutation: string | null;
  title: string | null;
  firstName: string | null;
  lastName: string;
  birthDate: IsoDate | null;
  email: string | null;
  kvnr: string | null;
  note: string | null;
  address: ImportedAddress | null;
  phones: ImportedPhone[];
};

export type LineReading =
  | { kind: 'empty' }
  | { kind: 'rejected'; problems: LineProblem[] }
  | { kind: 'customer'; customer: ImportedCustomer; problems: LineProblem[] };

export type LineOptions = {
  mapping: Mapping;
  headings: readonly string[];
  /** The local day. */
  today: IsoDate;
  /** '089', for numbers without one; null = none is assumed. */
  areaCode: string | null;
};

/** Made once for a file: what it gives is applied to every line. */
export function lineReader(options: LineOptions): (cells: readonly string[]) => LineReading {
  const columns = columnsOf(options.mapping);
  const introductions = options.headings.map((heading) => (namesTheNote(heading) ? '' : heading.trim()));
  const width = options.mapping.length;
  return (written) => {
    if (written.every(isBlank)) return { kind: 'empty' };
    const cells = composed(written);
    const line: OpenLine = { cells, columns, problems: [], notes: [] };
    if (cells.length > width && !cells.slice(width).every(isBlank))
      line.problems.push({ field: null, problem: 'extraCells', value: cells.slice(width).join(' ').trim() });
    takeNotes(line, introductions);
    return customerOf(line, options);
  };
}

// --- details

/** What may be written in more than one way; everything below is the same in both. */
const MAY_BE_COMPOSED = /[\u0300-\uffff]/;

/** As the mask stores it (customers/contract.ts): one way of writing each letter. */
function composed(cells: readonly string[]): readonly string[] {
  if (!cells.some((cell) => MAY_BE_COMPOSED.test(cell))) return cells;
  return cells.map((cell) => cell.normalize('NFC'));
}

const LONGEST_NOTE = 4000;
const MOST_PHONES = 20;

function customerOf(line: OpenLine, options: LineOptions): LineReading {
  const name = nameOf(line);
  if (name.lastName === '') {
    line.problems.push({ field: 'lastName', problem: 'lastNameMissing', value: '' });
    return { kind: 'rejected', problems: line.problems };
  }
  const legal = name.kind === 'legal';
  const { address, code } = addressOf(line);
  const customer: ImportedCustomer = {
    number: fitting(line, 'number', cellOf(line, 'number')),
    kind: name.kind,
    salutation: legal ? null : fitting(line, 'salutation', name.salutation),
    title: ofPeople(line, 'title', fitting(line, 'title', name.title), legal),
    firstName: ofPeople(line, 'firstName', fitting(line, 'firstName', name.firstName), legal),
    lastName: fitting(line, 'lastName', name.lastName) ?? '',
    birthDate: birthDateOf(line, options.today, legal),
    email: emailOf(line),
    kvnr: kvnrOf(line, legal),
    note: null,
    address,
    phones: phonesOf(line, { areaCode: options.areaCode, country: code === 'other' ? 'DE' : code }),
  };
  if (line.notes.length > 0) customer.note = line.notes.join('\n').slice(0, LONGEST_NOTE).trim();
  return { kind: 'customer', customer, problems: line.problems };
}

/** The list's own remarks; other columns taken into the note are introduced by their heading. */
function takeNotes(line: OpenLine, introductions: readonly string[]): void {
  for (const column of line.columns.note ?? []) {
    const cell = line.cells[column]?.trim();
    if (!cell) continue;
    const introduction = introductions[column] ?? '';
    line.notes.push(introduction === '' ? cell : `${introduction}: ${cell}`);
  }
}

type Name = {
  kind: 'natural' | 'legal';
  salutation: string | null;
  title: string | null;
  firstName: string | null;
  lastName: string;
};

function nameOf(line: OpenLine): Name {
  const { kind, salutation } = readSalutation(cellOf(line, 'salutation') ?? '');
  const name: Name = {
    kind,
    salutation,
    title: cellOf(line, 'title'),
    firstName: cellOf(line, 'firstName'),
    lastName: cellOf(line, 'lastName') ?? '',
  };
  const whole = cellOf(line, 'fullName');
  if (name.lastName === '' && whole !== null) {
    const parts = kind === 'legal' ? null : splitName(whole);
    name.lastName = parts?.lastName ?? whole;
    name.firstName ??= parts?.firstName ?? null;
    name.title ??= parts?.title ?? null;
    name.salutation ??= readSalutation(parts?.salutation ?? '').salutation;
  }
  const affix = cellOf(line, 'nameAffix');
  if (name.lastName !== '' && affix !== null) name.lastName = `${affix} ${name.lastName}`;
  const company = cellOf(line, 'company');
  if (company === null) return name;
  if (name.lastName === '') return { ...name, kind: 'legal', salutation: null, lastName: company };
  note(line, 'company', company);
  return name;
}

function birthDateOf(line: OpenLine, today: IsoDate, legal: boolean): IsoDate | null {
  const cell = cellOf(line, 'birthDate');
  if (cell === null) return null;
  const reading = readDateCell(cell, today);
  switch (reading.kind) {
    case 'none':
      return null;
    case 'refused':
      refuse(line, 'birthDate', cell);
      return null;
    case 'date':
      if (!legal) return reading.date;
      refuse(line, 'birthDate', cell, 'notForCompanies');
      return null;
  }
}

function kvnrOf(line: OpenLine, legal: boolean): string | null {
  const cell = cellOf(line, 'kvnr');
  if (cell === null) return null;
  const compact = cell.replace(/[\s-]+/g, '');
  // The whole number has 20 or 30 characters; the first ten are the person's (facts 6).
  const reading = readKvnr(compact.length === 20 || compact.length === 30 ? compact.slice(0, 10) : compact);
  if (reading.kind === 'kvnr') return ofPeople(line, 'kvnr', reading.kvnr, legal);
  refuse(line, 'kvnr', cell);
  return null;
}

/** The first address that can be one; what else stands in the cell goes to the note. */
function emailOf(line: OpenLine): string | null {
  const cell = cellOf(line, 'email');
  if (cell === null) return null;
  if (emailProblem(cell) === null && cell.length <= LONGEST_EMAIL) return cell;
  const pieces = cell.split(/[;,\s]+/).map((piece) => piece.replace(/^mailto:/i, ''));
  const good = pieces.find((piece) => piece !== '' && piece.length <= LONGEST_EMAIL && emailProblem(piece) === null);
  const rest = pieces.filter((piece) => piece !== '' && piece !== good);
  if (good === undefined || rest.length > 0) refuse(line, 'email', good === undefined ? cell : rest.join(' '));
  return good ?? null;
}

const LONGEST_EMAIL = 254;

/** As the mask proposes them. They are data, not texts of the screen. */
const PHONE_LABELS: Partial<Record<ImportField, string>> = {
  phonePrivate: 'privat',
  phoneMobile: 'mobil',
  phoneWork: 'dienstlich',
  fax: 'Fax',
};
const PHONE_FIELDS = ['phoneMobile', 'phonePrivate', 'phone', 'phoneWork', 'fax'] as const;

function phonesOf(line: OpenLine, options: Parameters<typeof readPhoneCell>[1]): ImportedPhone[] {
  const phones: ImportedPhone[] = [];
  for (const field of PHONE_FIELDS) {
    for (const column of line.columns[field] ?? []) {
      const cell = line.cells[column] ?? '';
      if (!isBlank(cell)) takePhones(line, field, cell, options, phones);
    }
  }
  return phones;
}

function takePhones(
  line: OpenLine,
  field: (typeof PHONE_FIELDS)[number],
  cell: string,
  options: Parameters<typeof readPhoneCell>[1],
  phones: ImportedPhone[],
): void {
  const found = readPhoneCell(cell, options);
  for (const { text, reason } of found.refused)
    refuse(line, field, text, reason === 'noAreaCode' ? 'noAreaCode' : 'unreadable');
  for (const { e164, mobile, remark, zeroAdded } of found.phones) {
    if (phones.some((known) => known.e164 === e164)) continue;
    if (phones.length === MOST_PHONES) {
      refuse(line, field, e164, 'tooLong');
      continue;
    }
    phones.push({ label: PHONE_LABELS[field] ?? (mobile ? 'mobil' : null), e164, sms: mobile && field !== 'fax' });
    if (zeroAdded) line.problems.push({ field, problem: 'zeroAdded', value: cell.trim() });
    if (remark !== null) note(line, field, `${e164} ${remark}`);
  }
}

function ofPeople<T extends string>(line: OpenLine, field: ImportField, value: T | null, legal: boolean): T | null {
  if (value === null || !legal) return value;
  refuse(line, field, value, 'notForCompanies');
  return null;
}
