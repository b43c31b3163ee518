// What a customer's part in a programme must hold, and who may change what of it (E-50 … E-52, E-86). Which programmes the chain
// keeps is told.
import { periodProblem } from '../calendar/period.ts';
import type { Role } from '../calls.ts';
import type { MembershipLine } from './contract.ts';

export const programKinds = ['discount', 'counter', 'article', 'voucher'] as const;
export type ProgramKind = (typeof programKinds)[number];

export type ProgramFacts = {
  readonly kind: ProgramKind;
  readonly value: number | null;
  /** The value is the programme's and no member's. */
  readonly fixedValue: boolean;
};

export type MembershipProblem =
  | 'program.missing'
  /** Setting 'Kundenprogramme sind nicht änderbar' (E-50). */
  | 'program.fixed'
  /** With it, only vouchers of a fixed value can be added (E-51). */
  | 'program.onlyFixedVouchers'
  | 'program.valueIsFixed'
  /** Setting 'Kundenprogramme erfordern eine Kundenkarte' (E-52). */
  | 'program.needsCard'
  | 'programValue.notANumber'
  | 'day.beforeItBegins';

export function membershipProblems(line: MembershipLine): { field: string; problem: MembershipProblem }[] {
  const late = periodProblem(line.validFrom, line.validTo);
  return [
    ...(line.programId === '' ? [{ field: 'programId', problem: 'program.missing' as const }] : []),
    ...(late ? [{ field: 'validTo', problem: late }] : []),
  ];
}

export type ProgramSettings = {
  /** 'Kundenprogramme sind nicht änderbar' */
  readonly programsFixed: boolean;
  /** 'Kundenprogramme erfordern eine Kundenkarte' */
  readonly programsNeedCard: boolean;
};

/** Whether somebody may change and end what is there, or take a customer out of a programme. */
export function mayChangeMemberships({ programsFixed }: ProgramSettings, role: Role): boolean {
  return !programsFixed || role === 'administrator';
}

/** Whether somebody may take a customer into a programme. */
export function mayJoin(program: ProgramFacts, settings: ProgramSettings, role: Role): boolean {
  return mayChangeMemberships(settings, role) || (program.kind === 'voucher' && program.fixedValue);
}

/** Whether a member has a value of his own in it: stamps so far always, money and percents where they are not fixed. */
export function hasOwnValue({ kind, fixedValue }: ProgramFacts): boolean {
  return kind === 'counter' || (kind !== 'article' && !fixedValue);
}

/**
 * What keeps changed memberships from being saved. What is as it was is not asked about: it may be older than a setting.
 * @param program by its id; undefined = it is not known here, and then nothing but itself can be wrong with it
 * @param cards ids of the customer's cards in use
 */
export function membershipChangeProblems(
  before: readonly MembershipLine[],
  after: readonly MembershipLine[],
  facts: {
    readonly program: (id: string) => ProgramFacts | undefined;
    readonly cards: ReadonlySet<string>;
    readonly settings: ProgramSettings;
    readonly role: Role;
  },
): { field: string; problem: MembershipProblem }[] {
  const { program, cards, settings, role } = facts;
  const known = new Map(before.map((line) => [line.id, line]));
  const problems: { field: string; problem: MembershipProblem }[] = [];
  after.forEach((line, at) => {
    const old = line.id === null ? undefined : known.get(line.id);
    if (line.id !== null) known.delete(line.id);
    if (line.programId === '' || (old && isSame(old, line))) return;
    const add = (field: keyof MembershipLine, problem: MembershipProblem) =>
      problems.push({ field: `memberships.${at}.${field}`, problem });
    const its = program(line.programId);
    if (old && !mayChangeMemberships(settings, role)) add('programId', 'program.fixed');
    else if (!old && its && !mayJoin(its, settings, role)) add('programId', 'program.onlyFixedVouchers');
    if (its && !hasOwnValue(its) && line.value !== null && line.value !== its.value && line.value !== old?.value)
      add('value', 'program.valueIsFixed');
    if (settings.programsNeedCard && (line.cardId === null || !cards.has(line.cardId)))
      add('cardId', 'program.needsCard');
  });
  const gone = [...known.values()].length > 0;
  if (gone && !mayChangeMemberships(settings, role)) problems.push({ field: 'memberships', problem: 'program.fixed' });
  return problems;
}

function isSame(one: MembershipLine, other: MembershipLine): boolean {
  return (Object.keys(one) as (keyof MembershipLine)[]).every((field) => one[field] === other[field]);
}
