// How an entry under 'Konflikte' can be decided, and what becomes of what is typed there.
import { expect, test } from 'vitest';
import { type ConflictFacts, conflictWays, enteredValue } from '../../src-shared/conflicts/rules.ts';

const NOW = Date.UTC(2026, 10, 21, 9, 30);
const facts: ConflictFacts = {
  ...{ reason: 'bothChanged', table: 'customer', field: 'note', isThere: true, isClosed: false },
};

test('two values of one field: either, and another one where one can be typed', () => {
  expect(conflictWays(facts)).toEqual({ kind: 'choose', other: 'text' });
  expect(conflictWays({ ...facts, field: 'birthDate' })).toEqual({ kind: 'choose', other: 'date' });
  expect(conflictWays({ ...facts, field: 'status' })).toEqual({ kind: 'choose', other: null });
  expect(conflictWays({ ...facts, table: 'customerPhone', field: 'e164' })).toEqual({ kind: 'choose', other: 'phone' });
  expect(conflictWays({ ...facts, table: 'branch', field: 'name' })).toEqual({ kind: 'choose', other: null });
});

test('a row that one side removed can be removed after all or kept', () => {
  expect(conflictWays({ ...facts, table: 'customerPhone', field: null })).toEqual({ kind: 'removeOrKeep' });
});

test('what is not here, secret, the server’s, refused, or decided elsewhere can only be read', () => {
  for (const closed of [
    { isThere: false },
    { isClosed: true },
    { reason: 'refused' },
    { reason: 'removedThere' },
    { reason: 'numberTaken', field: 'number' },
    { table: 'conflict', field: 'decision' },
    { table: 'consentEntry' },
  ] as Partial<ConflictFacts>[])
    expect(conflictWays({ ...facts, ...closed })).toEqual({ kind: 'read' });
});

test('what is typed is stored in the one spelling of the mask, or refused with its problem', () => {
  const entered = (table: string, field: string, text: string) => enteredValue(table, field, { [field]: text }, NOW);
  expect(entered('customer', 'birthDate', '3.4.61')).toEqual({ ok: true, patch: { birthDate: '1961-04-03' } });
  expect(entered('customer', 'birthDate', ' ')).toEqual({ ok: true, patch: { birthDate: null } });
  expect(entered('customer', 'birthDate', '3.4.2061')).toMatchObject({
    problems: [{ field: 'birthDate', problem: 'birthDate.inTheFuture' }],
  });
  expect(entered('customer', 'note', ' beides ')).toEqual({ ok: true, patch: { note: 'beides' } });
  expect(entered('customer', 'note', '')).toEqual({ ok: true, patch: { note: null } });
  expect(entered('customer', 'lastName', '')).toMatchObject({ problems: [{ field: 'lastName', problem: 'missing' }] });
  expect(entered('customer', 'email', 'a@b')).toMatchObject({ problems: [{ problem: 'notAnEmail' }] });
  expect(entered('customerPhone', 'e164', '030 23125 101')).toEqual({ ok: true, patch: { e164: '+493023125101' } });
  expect(entered('customerPhone', 'e164', '')).toMatchObject({ problems: [{ problem: 'phone.empty' }] });
  expect(entered('customer', 'note', 'x'.repeat(4001))).toMatchObject({ problems: [{ problem: 'tooLong' }] });
  // No field that nobody offers, whatever is sent.
  expect(enteredValue('customer', 'branchId', { branchId: 'x' }, NOW).ok).toBe(false);
  expect(enteredValue('employee', 'pinHash', { pinHash: '' }, NOW).ok).toBe(false);
});

test('an address is typed as a whole, and is never blank', () => {
  const address = { street: 'Bergstr.', houseNumber: '7', postcode: '80333', town: 'München' };
  expect(enteredValue('customerAddress', 'address', address, NOW)).toEqual({
    ok: true,
    patch: { ...address, addition: null, district: null, country: null },
  });
  expect(enteredValue('customerAddress', 'address', {}, NOW)).toMatchObject({ problems: [{ problem: 'missing' }] });
  expect(enteredValue('customerAddress', 'address', { ...address, postcode: '8033' }, NOW)).toMatchObject({
    problems: [{ field: 'postcode' }],
  });
});
