// The lists that a chain keeps for itself ('Stammdaten'): states of customers, properties, payers, programmes, types of cases.
// What an entry must hold, and when two are the same. It does not know where they lie nor who uses them.
import { ACCENTS } from '../branches/rules.ts';
import { type CustomerStatus, customerStatuses } from '../customers/rules.ts';
import { type IkRefusal, readIk } from './ik.ts';

export const LIST_NAMES = ['customerStatus', 'property', 'payer', 'customerProgram', 'caseType'] as const;
export type ListName = (typeof LIST_NAMES)[number];

export const PAYER_KINDS = ['statutory', 'private', 'other'] as const;
export const PROGRAM_KINDS = ['discount', 'counter', 'article', 'voucher'] as const;
export type ProgramKind = (typeof PROGRAM_KINDS)[number];

/** What an entry of each list holds. */
export type ListForms = {
  customerStatus: { name: string; meaning: CustomerStatus };
  /** `colour` as '#rrggbb', one of the named ones: white letters are readable on all of them. */
  property: { name: string; abbreviation: string; colour: string };
  payer: { name: string; ik: string | null; kind: (typeof PAYER_KINDS)[number] };
  /** `value` by kind: tenths of a percent, how many make one free, nothing, cents. */
  customerProgram: {
    name: string;
    kind: ProgramKind;
    value: number | null;
    article: string | null;
    fixedValue: boolean;
  };
  caseType: { name: string; items: readonly string[] };
};

export const LONGEST_LIST_NAME = 80;
export const LONGEST_ABBREVIATION = 4;
export const LONGEST_ITEM = 200;
export const MOST_ITEMS = 50;

export const LIST_PROBLEMS = [
  'missing',
  'tooLong',
  'taken',
  'reserved',
  'notAColour',
  'outOfRange',
  'tooMany',
  'notAnIk',
  'wrongCheckDigit',
] as const satisfies readonly (IkRefusal | string)[];
export type ListProblem = (typeof LIST_PROBLEMS)[number];

export type EntryProblem = { field: string; problem: ListProblem };

/**
 * What keeps an entry from being saved; empty = nothing.
 * @param others living entries of the same list, without this one
 */
export function entryProblems<L extends ListName>(
  list: L,
  form: ListForms[L],
  others: readonly ListForms[L][],
): EntryProblem[] {
  const problems: EntryProblem[] = [];
  const add = (field: string, problem: ListProblem | null) => {
    if (problem) problems.push({ field, problem });
  };
  add('name', nameProblem(form.name, others, list === 'customerStatus' ? BUILT_IN_NAMES : []));
  for (const [field, problem] of CHECKS[list](form, others)) add(field, problem);
  return problems;
}

/** The entry as it is kept: blanks tidied, the IK in its one spelling, nothing that its kind has no use for. Only for entries without problems. */
export function storedEntry<L extends ListName>(list: L, form: ListForms[L]): ListForms[L] {
  return STORED[list]({ ...form, name: tidied(form.name) });
}

/** 'Rabatt 3 %': from what is typed to the value kept, by kind; null = nothing typed, NaN = not readable. */
export function readProgramValue(kind: ProgramKind, typed: string): number | null {
  const text = typed.replaceAll(/[\s%€]/g, '').replace(',', '.');
  if (kind === 'article' || text === '') return null;
  const pattern = kind === 'counter' ? /^\d{1,4}$/ : kind === 'discount' ? /^\d{1,3}(\.\d)?$/ : /^\d{1,5}(\.\d{1,2})?$/;
  if (!pattern.test(text)) return Number.NaN;
  return Math.round(Number(text) * SCALE[kind]);
}

/** The other way, as it is typed: '12,5', '10', '20,00'. */
export function programValueText(kind: ProgramKind, value: number | null): string {
  if (value === null || kind === 'article') return '';
  const number = value / SCALE[kind];
  return (kind === 'voucher' ? number.toFixed(2) : String(number)).replace('.', ',');
}

// --- details

/** A state of the chain's own beside 'aktiv' must be told apart from it, in either language. */
const BUILT_IN_NAMES = [
  ...['aktiv', 'inaktiv', 'gesperrt', 'verstorben'],
  ...['active', 'inactive', 'blocked', 'deceased'],
];

const SCALE: Readonly<Record<ProgramKind, number>> = { discount: 10, counter: 1, article: 1, voucher: 100 };
const MOST_VALUE: Readonly<Record<ProgramKind, number>> = {
  discount: 1000,
  counter: 9999,
  article: 0,
  voucher: 9_999_999,
};

type Checks = {
  [L in ListName]: (form: ListForms[L], others: readonly ListForms[L][]) => [field: string, ListProblem | null][];
};

const CHECKS: Checks = {
  customerStatus: ({ meaning }) => [['meaning', customerStatuses.includes(meaning) ? null : 'missing']],
  property: ({ abbreviation, colour }, others) => [
    ['abbreviation', abbreviationProblem(abbreviation, others)],
    ['colour', Object.values<string>(ACCENTS).includes(colour) ? null : 'notAColour'],
  ],
  payer: ({ ik }, others) => {
    if (ik === null || ik.trim() === '') return [['ik', null]];
    const reading = readIk(ik);
    if (!reading.ok) return [['ik', reading.problem]];
    return [['ik', others.some((one) => one.ik === reading.ik) ? 'taken' : null]];
  },
  customerProgram: ({ kind, value, article }) => [
    ['value', programValueProblem(kind, value)],
    ['article', kind === 'article' ? textProblem(article ?? '', LONGEST_ITEM) : null],
  ],
  caseType: ({ items }) => [
    [
      'items',
      items.length > MOST_ITEMS ? 'tooMany' : items.some((one) => one.length > LONGEST_ITEM) ? 'tooLong' : null,
    ],
  ],
};

const STORED: { [L in ListName]: (form: ListForms[L]) => ListForms[L] } = {
  customerStatus: ({ name, meaning }) => ({ name, meaning }),
  property: ({ name, abbreviation, colour }) => ({
    name,
    abbreviation: tidied(abbreviation),
    colour,
  }),
  payer: ({ name, ik, kind }) => {
    const reading = readIk(ik ?? '');
    return { name, ik: reading.ok ? reading.ik : null, kind };
  },
  customerProgram: ({ name, kind, value, article, fixedValue }) => ({
    ...{ name, kind, value: kind === 'article' ? null : value },
    article: kind === 'article' ? tidied(article ?? '') : null,
    // Where the programme has no value, members have none of their own either.
    fixedValue: kind !== 'article' && value !== null && fixedValue,
  }),
  caseType: ({ name, items }) => ({ name, items: items.map(tidied).filter((one) => one !== '') }),
};

function nameProblem(
  entered: string,
  others: readonly { name: string }[],
  reserved: readonly string[],
): ListProblem | null {
  const problem = textProblem(entered, LONGEST_LIST_NAME);
  if (problem) return problem;
  if (reserved.some((one) => same(one, entered))) return 'reserved';
  return others.some(({ name }) => same(name, entered)) ? 'taken' : null;
}

function abbreviationProblem(entered: string, others: readonly { abbreviation: string }[]): ListProblem | null {
  const problem = textProblem(entered, LONGEST_ABBREVIATION);
  return problem ?? (others.some(({ abbreviation }) => same(abbreviation, entered)) ? 'taken' : null);
}

/** A counter without a number counts nothing; the others may leave the value to each member. */
function programValueProblem(kind: ProgramKind, value: number | null): ListProblem | null {
  if (kind === 'article') return null;
  if (value === null) return kind === 'counter' ? 'missing' : null;
  return Number.isInteger(value) && value >= 1 && value <= MOST_VALUE[kind] ? null : 'outOfRange';
}

function textProblem(entered: string, longest: number): ListProblem | null {
  const text = tidied(entered);
  return text === '' ? 'missing' : text.length > longest ? 'tooLong' : null;
}

function tidied(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

function same(one: string, other: string): boolean {
  return tidied(one).toLocaleLowerCase('de') === tidied(other).toLocaleLowerCase('de');
}
