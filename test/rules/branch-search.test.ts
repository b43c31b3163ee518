// What a search spans (E-42 … E-47) and who may move a customer (E-59): every combination of the settings.
import { expect, test } from 'vitest';
import { canMove, dialogSpan, quickSpan, type SpanSettings } from '../../src-shared/branch-search/rules.ts';

const settings = (more: Partial<SpanSettings> = {}): SpanSettings => ({
  changeBranchInSearch: 'yes',
  noBranchPreselected: false,
  noBranchPreselectedHeadquarters: false,
  quickSearchAllBranches: false,
  ...more,
});

// E-42
test("'Keine Vorauswahl der aktuellen Filiale': the field is empty or holds the own branch, and can be changed (E-42)", () => {
  expect(dialogSpan(settings(), false)).toEqual({ span: 'own', locked: false });
  expect(dialogSpan(settings({ noBranchPreselected: true }), false)).toEqual({ span: 'all', locked: false });
});

// E-43
test('the same for the head office alone (E-43)', () => {
  const only = settings({ noBranchPreselectedHeadquarters: true });
  expect(dialogSpan(only, true)).toEqual({ span: 'all', locked: false });
  expect(dialogSpan(only, false)).toEqual({ span: 'own', locked: false });
  expect(dialogSpan(settings({ noBranchPreselected: true }), true)).toEqual({ span: 'own', locked: false });
});

// E-44, T-03
test('the quick search spans all branches only with its setting (E-44)', () => {
  expect(quickSpan(settings(), true)).toBe('own');
  expect(quickSpan(settings({ quickSearchAllBranches: true }), false)).toBe('all');
});

// E-46, E-47
test("'Ja', 'Nein', 'Nur Zentrale' cap the other three (E-46, E-47)", () => {
  const open = { noBranchPreselected: true, noBranchPreselectedHeadquarters: true, quickSearchAllBranches: true };
  for (const headquarters of [true, false]) {
    const no = settings({ ...open, changeBranchInSearch: 'no' });
    expect(dialogSpan(no, headquarters)).toEqual({ span: 'own', locked: true });
    expect(quickSpan(no, headquarters)).toBe('own');
    const some = settings({ ...open, changeBranchInSearch: 'headquartersOnly' });
    expect(dialogSpan(some, headquarters)).toEqual(
      headquarters ? { span: 'all', locked: false } : { span: 'own', locked: true },
    );
    expect(quickSpan(some, headquarters)).toBe(headquarters ? 'all' : 'own');
  }
});

// E-59
test('the responsible branch hands over; another one takes over only with the setting (E-59)', () => {
  const [own, other, third] = ['a', 'b', 'c'];
  for (const takeOverAllowed of [true, false]) {
    expect(canMove({ own, from: own, to: other, takeOverAllowed })).toEqual({ allowed: true });
    expect(canMove({ own, from: own, to: own, takeOverAllowed })).toEqual({ allowed: false, reason: 'sameBranch' });
    expect(canMove({ own, from: other, to: third, takeOverAllowed })).toEqual({ allowed: false, reason: 'notYours' });
  }
  expect(canMove({ own, from: other, to: own, takeOverAllowed: true })).toEqual({ allowed: true });
  expect(canMove({ own, from: other, to: own, takeOverAllowed: false })).toEqual({
    allowed: false,
    reason: 'notAllowed',
  });
});
