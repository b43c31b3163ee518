// The rule of merging: whose word counts, what is filled, which lines are the same, and who may.
import { expect, test } from 'vitest';
import {
  filledFrom,
  mergedFields,
  mergeRefusal,
  twinOf,
  undoUntil,
  unmergeRefusal,
} from '../../src-shared/merge/rules.ts';

const FIELDS = ['number', 'firstName', 'lastName', 'email', 'lastVisit', 'note', 'mergedIntoId', 'laterColumn'];

test('the survivor’s word counts, its blanks are filled, of two visits the later one, and a choice beats them all [N-09]', () => {
  const survivor = {
    number: '1',
    firstName: 'Anna',
    lastName: 'Müller',
    email: '',
    lastVisit: '2026-01-01',
    note: 'a',
  };
  const other = {
    number: '2',
    firstName: 'Anne',
    lastName: 'Müller',
    email: 'a@example.com',
    lastVisit: '2026-11-01',
    note: 'b',
    laterColumn: 7,
  };
  const chosen = (choices = {}) =>
    mergedFields(FIELDS, survivor, other, choices).map((one) => `${one.field} ${one.chosen}`);
  expect(chosen()).toEqual([
    'firstName survivor',
    'email other',
    'lastVisit other',
    'note survivor',
    'laterColumn other',
  ]);
  expect(chosen({ note: 'other', number: 'other' })).toContain('note other');
  expect(chosen({ number: 'other' }).some((one) => one.startsWith('number'))).toBe(false);
});

test('a line that says the same is one line, in whatever spelling; a mandate of its own keeps two accounts apart [N-09]', () => {
  const street = { street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' };
  const mine = [{ body: { ...street, label: null } }];
  expect(twinOf('customerAddress', { body: { ...street, street: ' sonnenstr. ', label: 'Arbeit' } }, mine)).toBe(
    mine[0],
  );
  expect(twinOf('customerAddress', { body: { ...street, houseNumber: '5' } }, mine)).toBeUndefined();
  expect(filledFrom({ ...street, label: null }, { ...street, label: 'Arbeit' })).toEqual({ label: 'Arbeit' });
  const account = { iban: 'DE89370400440532013000', mandateReference: 'M-1' };
  const accounts = [{ body: account }];
  expect(twinOf('bankAccount', { body: { ...account, mandateReference: null } }, accounts)).toBe(accounts[0]);
  expect(twinOf('bankAccount', { body: { ...account, mandateReference: 'M-2' } }, accounts)).toBeUndefined();
  // Stamps and money are never thrown together.
  expect(
    twinOf('programMembership', { body: { programId: 'p', value: 4 } }, [{ body: { programId: 'p', value: 4 } }]),
  ).toBeUndefined();
});

test('an administrator of the branch merges, for thirty days, and nobody else [N-09]', () => {
  const here = { branchId: 'b', removed: false, merged: false, erased: false };
  const ids = { survivorId: 'a', otherId: 'o' };
  const both = (other: Partial<typeof here> | null) => [here, other && { ...here, ...other }];
  expect(mergeRefusal('administrator', 'b', ids, both({}))).toBeNull();
  expect(mergeRefusal('accounting', 'b', ids, both({}))).toBe('notAdministrator');
  expect(mergeRefusal(null, 'b', ids, both({}))).toBe('notAdministrator');
  expect(mergeRefusal('administrator', 'b', { survivorId: 'a', otherId: 'a' }, both({}))).toBe('same');
  expect(mergeRefusal('administrator', 'b', ids, both({ branchId: 'c' }))).toBe('otherBranch');
  expect(mergeRefusal('administrator', 'b', ids, both({ merged: true, removed: true }))).toBe('merged');
  expect(mergeRefusal('administrator', 'b', ids, both({ erased: true }))).toBe('erased');
  expect(mergeRefusal('administrator', 'b', ids, both(null))).toBe('gone');
  const merge = { undone: false, undoUntil: undoUntil(0) };
  expect(unmergeRefusal('administrator', 'b', undoUntil(0), merge, here)).toBeNull();
  expect(unmergeRefusal('administrator', 'b', undoUntil(0) + 1, merge, here)).toBe('tooLate');
  expect(unmergeRefusal('administrator', 'b', 1, { ...merge, undone: true }, here)).toBe('undone');
  expect(unmergeRefusal('administrator', 'b', 1, merge, { ...here, merged: true })).toBe('survivorMerged');
});
