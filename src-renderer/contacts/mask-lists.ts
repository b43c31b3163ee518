// The lists of the mask that stand on tabs of their own, as they are typed: payers, bank accounts, cards, programmes, patients.
// They have no blank line of their own accord; one that somebody added and left blank is not sent. Translates line by line.
import { isHidden, showIban } from '../../src-shared/bank-accounts/rules.ts';
import { readDay } from '../../src-shared/calendar/day.ts';
import type { CardKind } from '../../src-shared/cards/rules.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import type { CustomerProblem, FieldProblem } from '../../src-shared/customers/rules.ts';
import type { PatientSex } from '../../src-shared/patients/rules.ts';

/** Days as typed, '03.04.2026' once understood. `lineId` null = not saved yet. */
export type MaskPayer = {
  lineId: string | null;
  /** '' = none chosen yet. */
  payerId: string;
  insuredNumber: string;
  validFrom: string;
  validTo: string;
};

export type MaskBankAccount = {
  lineId: string | null;
  holder: string;
  /** In groups of four; with stars where whoever is signed in may not see it. */
  iban: string;
  bic: string;
  bankName: string;
  mandateReference: string;
  mandateOn: string;
  mandateEndedOn: string;
};

export type MaskCard = {
  /** A new card has an id of the mask's making ('new-…'), so that programmes and other cards can point to it. */
  lineId: string | null;
  kind: CardKind;
  number: string;
  label: string;
  validFrom: string;
  validTo: string;
  locked: boolean;
  invalid: boolean;
  /** '' = none. */
  replacedById: string;
};

export type MaskMembership = {
  lineId: string | null;
  programId: string;
  /** '' = none. */
  cardId: string;
  /** Digits, in the unit of the programme's kind. */
  value: string;
  validFrom: string;
  validTo: string;
};

export type MaskPatient = {
  lineId: string | null;
  name: string;
  species: string;
  breed: string;
  sex: PatientSex | '';
  birthDate: string;
  chipNumber: string;
  note: string;
  diedOn: string;
};

export type MaskLists = {
  payers: MaskPayer[];
  bankAccounts: MaskBankAccount[];
  cards: MaskCard[];
  memberships: MaskMembership[];
  patients: MaskPatient[];
};
export type MaskListName = keyof MaskLists;

export const blankPayer: MaskPayer = { lineId: null, payerId: '', insuredNumber: '', validFrom: '', validTo: '' };
export const blankBankAccount: MaskBankAccount = {
  ...{ lineId: null, holder: '', iban: '', bic: '', bankName: '' },
  ...{ mandateReference: '', mandateOn: '', mandateEndedOn: '' },
};
export const blankCard: MaskCard = {
  ...{ lineId: null, kind: 'external', number: '', label: '', validFrom: '', validTo: '' },
  ...{ locked: false, invalid: false, replacedById: '' },
};
export const blankMembership: MaskMembership = {
  ...{ lineId: null, programId: '', cardId: '', value: '', validFrom: '', validTo: '' },
};
export const blankPatient: MaskPatient = {
  ...{ lineId: null, name: '', species: '', breed: '', sex: '', birthDate: '', chipNumber: '', note: '', diedOn: '' },
};

export function toMaskLists(form: CustomerForm): MaskLists {
  return {
    payers: form.payers.map(({ id, payerId, insuredNumber, validFrom, validTo }) => ({
      ...{ lineId: id, payerId, insuredNumber: insuredNumber ?? '', validFrom: day(validFrom), validTo: day(validTo) },
    })),
    bankAccounts: form.bankAccounts.map((one) => ({
      ...{ lineId: one.id, holder: one.holder ?? '', iban: showIban(one.iban), bic: one.bic ?? '' },
      ...{ bankName: one.bankName ?? '', mandateReference: one.mandateReference ?? '' },
      ...{ mandateOn: day(one.mandateOn), mandateEndedOn: day(one.mandateEndedOn) },
    })),
    cards: form.cards.map(({ id, kind, number, label, validFrom, validTo, locked, invalid, replacedById }) => ({
      ...{ lineId: id, kind, number, label: label ?? '', validFrom: day(validFrom), validTo: day(validTo) },
      ...{ locked, invalid, replacedById: replacedById ?? '' },
    })),
    memberships: form.memberships.map(({ id, programId, cardId, value, validFrom, validTo }) => ({
      ...{ lineId: id, programId, cardId: cardId ?? '', value: value === null ? '' : String(value) },
      ...{ validFrom: day(validFrom), validTo: day(validTo) },
    })),
    patients: form.patients.map((one) => ({
      ...{ lineId: one.id, name: one.name, species: one.species ?? '', breed: one.breed ?? '', sex: one.sex ?? '' },
      ...{ birthDate: day(one.birthDate), chipNumber: one.chipNumber ?? '', note: one.note ?? '' },
      diedOn: day(one.diedOn),
    })),
  };
}

type FromMask = {
  saved: Pick<CustomerForm, MaskListName>;
  /** Which lines of the mask were sent, by their places there. */
  lines: Record<MaskListName, number[]>;
  /** At the mask's own lines. */
  problems: FieldProblem[];
};

/** What F1 sends of them, without blank lines; and what cannot be read. What a line must hold is asked elsewhere. */
export function fromMaskLists(mask: MaskLists): FromMask {
  const problems: FieldProblem[] = [];
  const lines: FromMask['lines'] = { payers: [], bankAccounts: [], cards: [], memberships: [], patients: [] };
  const each = <N extends MaskListName, S>(list: N, read: (line: MaskLists[N][number], reader: Reader) => S): S[] =>
    (mask[list] as MaskLists[N][number][]).flatMap((line, at) => {
      if (isBlankLine(list, line)) return [];
      lines[list].push(at);
      const refuse = (field: string, problem: CustomerProblem) =>
        problems.push({ field: `${list}.${at}.${field}`, problem });
      return [read(line, readerFor(refuse))];
    });
  const saved: FromMask['saved'] = {
    payers: each('payers', ({ lineId, payerId, insuredNumber, ...line }, { text, dayOf }) => ({
      ...{ id: lineId, payerId, insuredNumber: text(insuredNumber) },
      ...{ validFrom: dayOf(line, 'validFrom'), validTo: dayOf(line, 'validTo') },
    })),
    bankAccounts: each('bankAccounts', (line, { text, dayOf }) => ({
      ...{ id: line.lineId, holder: text(line.holder), iban: sentIban(line.iban), bic: text(line.bic) },
      ...{ bankName: text(line.bankName), mandateReference: text(line.mandateReference) },
      ...{ mandateOn: dayOf(line, 'mandateOn'), mandateEndedOn: dayOf(line, 'mandateEndedOn') },
    })),
    cards: each(
      'cards',
      ({ lineId, kind, number, label, locked, invalid, replacedById, ...line }, { text, dayOf }) => ({
        ...{ id: lineId, kind, number: number.trim(), label: text(label) },
        ...{ validFrom: dayOf(line, 'validFrom'), validTo: dayOf(line, 'validTo') },
        ...{ locked, invalid, replacedById: text(replacedById) },
      }),
    ),
    memberships: each('memberships', ({ lineId, programId, cardId, value, ...line }, { text, dayOf, count }) => ({
      ...{ id: lineId, programId, cardId: text(cardId), value: count(value) },
      ...{ validFrom: dayOf(line, 'validFrom'), validTo: dayOf(line, 'validTo') },
    })),
    patients: each('patients', (line, { text, dayOf }) => ({
      ...{ id: line.lineId, name: line.name.trim(), species: text(line.species), breed: text(line.breed) },
      ...{ sex: line.sex === '' ? null : line.sex, birthDate: dayOf(line, 'birthDate') },
      ...{ chipNumber: text(line.chipNumber), note: text(line.note), diedOn: dayOf(line, 'diedOn') },
    })),
  };
  return { saved, lines, problems };
}

/** Without lines that hold nothing. */
export function filledLists(mask: MaskLists & { standardPayer: number }): MaskLists & { standardPayer: number } {
  const filled = <N extends MaskListName>(list: N) =>
    (mask[list] as MaskLists[N][number][]).filter((line) => !isBlankLine(list, line)) as MaskLists[N];
  const standard = mask.payers[mask.standardPayer];
  const payers = filled('payers');
  return {
    payers,
    standardPayer: standard ? payers.indexOf(standard) : -1,
    bankAccounts: filled('bankAccounts'),
    cards: filled('cards'),
    memberships: filled('memberships'),
    patients: filled('patients'),
  };
}

/** As lines that were never saved. Cards keep what others point to: to a new record it is an id of the mask's making. */
export function newLists(mask: MaskLists): MaskLists {
  const fresh = <L extends { lineId: string | null }>(lines: readonly L[]) =>
    lines.map((line) => ({ ...line, lineId: null }));
  return {
    payers: fresh(mask.payers),
    bankAccounts: fresh(mask.bankAccounts),
    cards: mask.cards,
    memberships: fresh(mask.memberships),
    patients: fresh(mask.patients),
  };
}

export function isBlankLine(list: MaskListName, line: MaskLists[MaskListName][number]): boolean {
  const { lineId: _, ...parts } = line;
  return Object.entries(parts).every(
    // A new card begins with its kind and with today.
    ([field, part]) => part === '' || part === false || (list === 'cards' && ['kind', 'validFrom'].includes(field)),
  );
}

// --- details

type Reader = ReturnType<typeof readerFor>;

function readerFor(refuse: (field: string, problem: CustomerProblem) => void) {
  return {
    text: (typed: string) => (typed.trim() === '' ? null : typed.trim()),
    dayOf: <F extends string>(line: { [K in F]: string }, field: F): string | null => {
      const typed = line[field].trim();
      if (typed === '') return null;
      const read = readDay(typed);
      if (read === null) refuse(field, 'day.unreadable');
      return read;
    },
    count: (typed: string): number | null => {
      if (typed.trim() === '') return null;
      if (/^\d{1,9}$/.test(typed.trim())) return Number(typed);
      refuse('value', 'programValue.notANumber');
      return null;
    },
  };
}

function sentIban(typed: string): string {
  return isHidden(typed) ? typed.replace(/\s/g, '') : typed.trim();
}

function day(date: string | null): string {
  return date ? date.split('-').reverse().join('.') : '';
}
