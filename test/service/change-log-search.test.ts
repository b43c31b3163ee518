// The change log as it is searched on the real service: full text over what is shown, the type of a change, and how long it is
// shown at all. Secrets and masked numbers are found by what stands there, never by what is behind it.
import { afterEach, expect, test } from 'vitest';
import type { LogFilters, SoughtWord } from '../../src-shared/change-log/contract.ts';
import { named } from '../../src-shared/change-log/full-text.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
afterEach(() => counter.close());

const ALL: LogFilters = { employeeId: null, from: null, to: null, field: null };
const DAY = 24 * 60 * 60 * 1000;

const save = (id: string | null, more: Partial<CustomerForm>) => {
  const form = { ...emptyForm('natural', 'active'), lastName: 'Müller', ...more };
  return counter.client.customers.save({ id, basedOn: null, form, appActive: null, draftId: null });
};
const word = (text: string, ...names: string[]): SoughtWord => ({ text, names });
async function log(id: string, more: { filters?: Partial<LogFilters>; words?: SoughtWord[]; cursor?: string } = {}) {
  const { filters = {}, words = [], cursor = null } = more;
  return counter.client.changeLog.bySubject({ subjectIds: [id], filters: { ...ALL, ...filters }, words, cursor });
}
const notesOf = (answer: Awaited<ReturnType<typeof log>>) =>
  answer.sets.flatMap((set) =>
    set.changes.flatMap((change) =>
      change.fields.flatMap(({ field, to }) => (field === 'note' && to?.kind === 'text' ? [to.text] : [])),
    ),
  );

test('a full text leaves over the entries that hold every word, wherever it stands in them [E-79]', async () => {
  counter = await openCounter();
  const { id } = await save(null, {});
  for (const note of ['Ruft wegen der Hörgeräte zurück', 'Straße gesperrt', 'Hörtest am Freitag']) {
    counter.clock.now += 1000;
    await save(id, { note });
  }
  // Old values count as well as new ones.
  expect(notesOf(await log(id, { words: [word('strasse')] }))).toEqual(['Hörtest am Freitag', 'Straße gesperrt']);
  expect(notesOf(await log(id, { words: [word('horgerate')] }))).toEqual([
    'Straße gesperrt',
    'Ruft wegen der Hörgeräte zurück',
  ]);
  expect(notesOf(await log(id, { words: [word('strasse'), word('freitag')] }))).toEqual(['Hörtest am Freitag']);
  expect((await log(id, { words: [word('amsel')] })).sets).toHaveLength(4);
  expect((await log(id, { words: [word('angelegt', named.doing('customer.create'))] })).sets).toHaveLength(1);
  expect((await log(id, { words: [word('notiz', named.field('customer', 'note'))] })).sets).toHaveLength(3);
  expect(await log(id, { words: [word('bussard')] })).toEqual({ sets: [], cursor: null });
});

test('secrets and what is masked are not found by what is hidden in them [E-79]', async () => {
  counter = await openCounter();
  const { id } = await save(null, {});
  const iban = 'DE02120300000000202051';
  const house = counter.service.counter.house;
  house?.save('appAccess.save', (unit) => {
    const secrets = { passwordHash: '$argon2id$verborgen', loginCode: 'GEHEIM1', loginCodeHash: 'geheim2' };
    const entered = { enteredAt: unit.now - 2 * DAY, usedAt: unit.now };
    unit.create('appAccess', { id: 'access', customerId: id, active: true, letterNumber: 'T1-0001', ...secrets });
    unit.create('bankAccount', { id: 'account', customerId: id, rank: 0, iban, holder: 'Anna Müller', ...entered });
  });
  const bernd = await hire(counter);
  await signIn(counter, bernd.name, bernd.pin);
  const count = async (text: string) => (await log(id, { words: [word(text)] })).sets.length;
  for (const hidden of ['argon2id', 'verborgen', 'geheim1', 'geheim2', '1203', iban.toLowerCase()])
    expect(await count(hidden), hidden).toBe(0);
  expect(await count('2051')).toBe(1);
  expect(await count('t1 0001')).toBe(1);
});

test('a search goes through a long history by bounded pages and finds the oldest entry [E-79]', async () => {
  counter = await openCounter();
  const { id } = await save(null, { note: 'Nadel' });
  const house = counter.service.counter.house;
  for (let i = 1; i <= 450; i++)
    house?.save('customer.save', (unit) => unit.update('customer', id, { note: `Heu ${i}` }));
  const first = await log(id, { words: [word('mull')] });
  expect(first.sets).toEqual([]);
  expect(first.cursor).not.toBeNull();
  const rest = await log(id, { words: [word('mull')], cursor: first.cursor ?? '' });
  expect(rest.sets.map((set) => set.doing)).toEqual(['customer.create']);
  expect(rest.cursor).toBeNull();
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await log(id, { words: [word('heu')], ...(cursor && { cursor }) });
    expect(page.sets.length).toBeLessThanOrEqual(40);
    for (const note of notesOf(page)) seen.add(note);
    cursor = page.cursor ?? undefined;
  } while (cursor);
  expect(seen.size).toBe(450);
});

test('changes are told apart by type; a merge and its undo are Zusammenfassen and nothing else [E-79 E-80]', async () => {
  counter = await openCounter();
  const { id } = await save(null, {});
  const house = counter.service.counter.house;
  counter.clock.now += 1000;
  await save(id, { note: 'neu', phones: [{ id: null, label: null, number: '030 23125001', sms: false }] });
  counter.clock.now += 1000;
  await save(id, { note: 'neu', phones: [] });
  counter.clock.now += 1000;
  house?.save('customer.merge', (unit) => unit.update('customer', id, { note: 'von beiden' }));
  counter.clock.now += 1000;
  house?.save('customer.unmerge', (unit) => unit.update('customer', id, { note: 'neu' }));
  const seen = async (action: LogFilters['action']) =>
    (await log(id, { filters: { action } })).sets.map((set) => [
      set.doing,
      ...set.changes.map((one) => `${one.action} ${one.table}`),
    ]);
  expect(await seen('create')).toEqual([
    ['customer.save', 'create customerPhone'],
    ['customer.create', 'create customer'],
  ]);
  expect(await seen('update')).toEqual([['customer.save', 'update customer']]);
  expect(await seen('remove')).toEqual([['customer.save', 'remove customerPhone']]);
  expect(await seen('merge')).toEqual([
    ['customer.unmerge', 'update customer'],
    ['customer.merge', 'update customer'],
  ]);
});

test('a setting is changed, never created, by type as on the screen [E-80]', async () => {
  counter = await openCounter();
  await counter.client.settings.save({ changes: { missingConsentHint: false } });
  const of = async (action: LogFilters['action']) => (await log('missingConsentHint', { filters: { action } })).sets;
  expect(await of('create')).toEqual([]);
  expect(await of('update')).toHaveLength(1);
});

test('ten years of a customer and three of the administration are shown, and the filters offer no more [E-79 E-80]', async () => {
  counter = await openCounter();
  const now = counter.clock.now;
  // Both are kept to the end of a year.
  const at = (year: number, month: number, day: number) => {
    counter.clock.now = new Date(year, month - 1, day, 12).getTime();
  };
  at(2015, 12, 31);
  const { id } = await save(null, { email: 'alt@example.com' });
  at(2016, 1, 1);
  await save(id, { email: 'alt@example.com', note: 'knapp' });
  at(2022, 12, 31);
  await counter.client.settings.save({ changes: { appName: 'Alte App' } });
  at(2023, 1, 1);
  await counter.client.settings.save({ changes: { appName: 'Neue App' } });
  const kept = counter.clock.now;
  counter.clock.now = now;
  expect(notesOf(await log(id))).toEqual(['knapp']);
  expect((await log(id)).sets).toHaveLength(1);
  expect((await log('appName')).sets.map((set) => set.at)).toEqual([kept]);
  const choices = await counter.client.changeLog.choices({ subjectIds: [id] });
  expect(choices.fields).toEqual([{ table: 'customer', field: 'note' }]);
  at(2016, 1, 1);
  expect(choices.earliest).toBe(counter.clock.now);
});
