// The rules of reading the change log: how far back it is shown, and what a full text finds – what is on the screen, by the
// words of the reader's language, in the spelling of the search, and never a secret.
import { expect, test } from 'vitest';
import { dayBefore } from '../../src-shared/calendar/day.ts';
import type { LoggedChange, LoggedSet, ShownValue } from '../../src-shared/change-log/contract.ts';
import { holds, MOST_WORDS, named, soughtWords } from '../../src-shared/change-log/full-text.ts';
import { firstOfYear, isAboutCustomers } from '../../src-shared/change-log/rules.ts';
import { keptFrom, keptUntil } from '../../src-shared/erasure/retention.ts';
import { synced } from '../../src-shared/tables.ts';

const text = (words: string): ShownValue => ({ kind: 'text', text: words });
const change = (more: Partial<LoggedChange>): LoggedChange => ({
  ...{ table: 'customer', rowId: 'c', action: 'update', about: null, fields: [] },
  ...more,
});
const entry = (...changes: LoggedChange[]): LoggedSet => ({
  ...{ id: 's', at: Date.UTC(2026, 10, 21, 9, 31), employee: 'Anna Amsel', workstation: 'Tresen 1' },
  ...{ doing: 'customer.save', changes },
});

const GERMAN = new Map([
  [named.doing('customer.save'), 'Kunde geändert'],
  [named.action('create'), 'Erstellen'],
  [named.table('customerAddress'), 'Anschrift'],
  [named.field('customer', 'lastName'), 'Nachname'],
  [named.field('appAccess', 'passwordHash'), 'Kennwort'],
  [named.word('customer', 'kind', 'legal'), 'juristische Person'],
  [named.setting('missingConsentHint'), 'Hinweismeldung auf fehlende Einwilligungserklärung'],
  [named.said('on'), 'an'],
  [named.said('nobody'), 'Tresen'],
]);
const finds = (set: LoggedSet, typed: string) => holds(set, soughtWords(typed, GERMAN));

const renamed = entry(change({ fields: [{ field: 'lastName', from: text('Müller'), to: text('Weiß-Brandt') }] }));

test.each([
  ['the old value', 'müller'],
  ['the new one', 'weiß'],
  ['a part of it', 'rand'],
  ['another spelling of an umlaut', 'Mueller'],
  ['no umlaut at all', 'MULLER'],
  ['ss for ß', 'weiss'],
  ['the field by its label', 'nachname'],
  ['who did it', 'amsel'],
  ['where it was done', 'tresen 1'],
  ['what was being done', 'geaendert'],
  ['words of different places together', 'Amsel Nachname müller'],
])('a full text finds %s [E-79 E-80]', (_what, typed) => {
  expect(finds(renamed, typed)).toBe(true);
});

test('every word must be found, and what is not shown is not found [E-79]', () => {
  expect(finds(renamed, 'müller bussard')).toBe(false);
  expect(finds(renamed, 'lastName')).toBe(false);
  expect(finds(renamed, 'customer')).toBe(false);
  expect(finds(renamed, 'Anschrift')).toBe(false);
  expect(finds(renamed, 'Erstellen')).toBe(false);
  expect(finds(renamed, '  – ')).toBe(true);
});

test('closed words, days, amounts, settings and added rows are found as the screen says them [E-79 E-80]', () => {
  const legal = entry(change({ fields: [{ field: 'kind', from: null, to: { kind: 'word', word: 'legal' } }] }));
  expect(finds(legal, 'juristische')).toBe(true);
  expect(finds(legal, 'legal')).toBe(false);
  const born = entry(
    change({ fields: [{ field: 'birthDate', from: { kind: 'date', date: '1961-04-03' }, to: null }] }),
  );
  expect(finds(born, '03.04.1961')).toBe(true);
  expect(finds(born, '1961-04-03')).toBe(false);
  const sold = entry(
    change({
      ...{ table: 'cashSale', action: 'create' },
      fields: [{ field: 'cents', from: null, to: { kind: 'money', cents: 120450 } }],
    }),
  );
  expect(finds(sold, '1.204,50')).toBe(true);
  expect(finds(sold, 'erstellen')).toBe(true);
  const address = entry(change({ table: 'customerAddress', action: 'create', about: text('Lieferung') }));
  expect(finds(address, 'anschrift lieferung')).toBe(true);
  const setting = entry(
    change({
      ...{ table: 'chainSetting', rowId: 'missingConsentHint' },
      fields: [{ field: 'value', from: null, to: { kind: 'onOff', on: true } }],
    }),
  );
  expect(finds(setting, 'einwilligungserklaerung an')).toBe(true);
  expect(finds({ ...renamed, employee: null, workstation: null }, 'tresen')).toBe(true);
});

test('a secret is found by the name of its field and by nothing it says [E-79]', () => {
  const secret = entry(
    change({
      table: 'appAccess',
      fields: [{ field: 'passwordHash', from: { kind: 'secret' }, to: { kind: 'secret' } }],
    }),
  );
  expect(finds(secret, 'kennwort')).toBe(true);
  for (const guess of ['secret', 'argon2id', 'passwordHash']) expect(finds(secret, guess)).toBe(false);
});

test('no more words are looked for than the service takes', () => {
  expect(soughtWords('eins zwei drei vier fünf sechs sieben acht', GERMAN)).toHaveLength(MOST_WORDS);
  expect(soughtWords('Amsel amsel AMSEL', GERMAN)).toHaveLength(1);
});

test('a history begins with the year, and goes back as far as the retention table says [E-79 E-80]', () => {
  expect(firstOfYear('2026-11-21')).toBe('2026-01-01');
  for (const [kind, first] of [['customerHistory', '2016-01-01'] as const, ['changeLog', '2023-01-01'] as const]) {
    expect(keptFrom(kind, '2026-11-21')).toBe(first);
    expect(keptUntil(kind, first, '2026-11-21') >= '2026-11-21').toBe(true);
    expect(keptUntil(kind, dayBefore(first), '2026-11-21') < '2026-11-21').toBe(true);
  }
  expect(keptFrom('phoneProof', '2026-11-21')).toBe('2021-11-21');
});

test('what is of a branch is about customers, and so may be what a newer program has written [E-79 E-80]', () => {
  const about = ['customerPhone', 'consentEntry', 'tableOfTomorrow', 'constructor'];
  expect(about.map((table) => isAboutCustomers(table, synced))).toEqual(about.map(() => true));
  const others = ['branch', 'employee', 'chainSetting', 'textBlock'];
  expect(others.map((table) => isAboutCustomers(table, synced))).toEqual(others.map(() => false));
});
