// Who may change what of a customer's programmes, and when a programme wants a card.
import { expect, test } from 'vitest';
import type { MembershipLine } from '../../src-shared/programs/contract.ts';
import {
  hasOwnValue,
  mayChangeMemberships,
  mayJoin,
  membershipChangeProblems,
  type ProgramFacts,
} from '../../src-shared/programs/rules.ts';

const programs: Record<string, ProgramFacts> = {
  stamps: { kind: 'counter', value: 10, fixedValue: true },
  free: { kind: 'voucher', value: 500, fixedValue: false },
  fixed: { kind: 'voucher', value: 500, fixedValue: true },
  discount: { kind: 'discount', value: 30, fixedValue: false },
  article: { kind: 'article', value: null, fixedValue: false },
};
const line = (more: Partial<MembershipLine> = {}): MembershipLine => ({
  ...{ id: 'm1', programId: 'stamps', cardId: null, value: null, validFrom: null, validTo: null },
  ...more,
});
type More = { fixed?: boolean; needCard?: boolean; role?: 'employee' | 'administrator'; cards?: string[] };
const changes = (before: MembershipLine[], after: MembershipLine[], more: More = {}) =>
  membershipChangeProblems(before, after, {
    program: (id) => programs[id],
    cards: new Set(more.cards ?? []),
    settings: { programsFixed: more.fixed ?? false, programsNeedCard: more.needCard ?? false },
    role: more.role ?? 'employee',
  }).map(({ field, problem }) => `${field} ${problem}`);

test('where programmes are fixed, only an administrator changes them [E-50] [setting:programsFixed]', () => {
  const [before, after] = [[line({ value: 3 })], [line({ value: 4 })]];
  expect(changes(before, after)).toEqual([]);
  expect(changes(before, after, { fixed: true })).toEqual(['memberships.0.programId program.fixed']);
  expect(changes(before, [], { fixed: true })).toEqual(['memberships program.fixed']);
  expect(changes(before, before, { fixed: true })).toEqual([]);
  expect(changes(before, after, { fixed: true, role: 'administrator' })).toEqual([]);
  expect(mayChangeMemberships({ programsFixed: true, programsNeedCard: false }, 'accounting')).toBe(false);
});

test('with it, only vouchers of a fixed value are added, and their value stays [E-51] [setting:programsFixed]', () => {
  const fixed = { fixed: true };
  expect(changes([], [line({ id: null, programId: 'fixed' })], fixed)).toEqual([]);
  expect(changes([], [line({ id: null, programId: 'free', value: 100 })], fixed)).toEqual([
    'memberships.0.programId program.onlyFixedVouchers',
  ]);
  expect(changes([], [line({ id: null, programId: 'discount' })], fixed)).toEqual([
    'memberships.0.programId program.onlyFixedVouchers',
  ]);
  // The value of a fixed one is nobody's to change, not even an administrator's.
  expect(
    changes([line({ programId: 'fixed', value: 500 })], [line({ programId: 'fixed', value: 900 })], {
      role: 'administrator',
    }),
  ).toEqual(['memberships.0.value program.valueIsFixed']);
});

test('a programme wants a card in use where the chain says so; what is older than that stays [E-52] [setting:programsNeedCard]', () => {
  const made = [line({ id: null, cardId: 'c1' })];
  expect(changes([], [line({ id: null })])).toEqual([]);
  expect(changes([], [line({ id: null })], { needCard: true })).toEqual(['memberships.0.cardId program.needsCard']);
  expect(changes([], made, { needCard: true })).toEqual(['memberships.0.cardId program.needsCard']);
  expect(changes([], made, { needCard: true, cards: ['c1'] })).toEqual([]);
  expect(changes([line()], [line()], { needCard: true })).toEqual([]);
});

test('stamps, vouchers and discounts that are not fixed have a value of the member’s own [E-86]', () => {
  const own = Object.entries(programs).filter(([, program]) => hasOwnValue(program));
  expect(own.map(([name]) => name)).toEqual(['stamps', 'free', 'discount']);
  const settings = { programsFixed: true, programsNeedCard: false };
  expect(Object.values(programs).map((program) => mayJoin(program, settings, 'employee'))).toEqual([
    ...[false, false, true],
    ...[false, false],
  ]);
});
