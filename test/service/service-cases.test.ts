// F8 and what comes of it, through the contract on a real database: what is asked before, what is told, and the case itself.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseEntries, CaseForm } from '../../src-shared/service-cases/contract.ts';
import type { Settings } from '../../src-shared/settings/rules.ts';
import { flatTextOf } from '../print/read-back.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.close());

const DAY = 24 * 60 * 60 * 1000;
const told: CaseEntries = {
  ...{ firstName: null, street: null, houseNumber: null, postcode: null, town: null },
  ...{ email: null, phone: null, birthDate: null },
};
const address = {
  ...{ id: null, label: null, street: 'Talstr.', houseNumber: '9', addition: null, district: null },
  ...{ postcode: '80331', town: 'München', country: null },
};
const rows = (table: string) =>
  counter.service.counter.house?.db.sqlite.prepare(`SELECT * FROM "${table}" ORDER BY id`).all() as Record<
    string,
    unknown
  >[];
const before = (customerId: string) => counter.client.serviceCases.before({ customerId });
const set = (changes: Partial<Settings>) => counter.client.settings.save({ changes });
const open = (customerId: string, more: Partial<Parameters<typeof counter.client.serviceCases.open>[0]> = {}) =>
  counter.client.serviceCases.open({
    ...{ customerId, entries: null, declined: false, stopEmailAdvertising: false, title: 'Vorgang' },
    ...more,
  });

const SETTING_OF = {
  ...{ caseWantsFirstName: 'firstName', caseWantsAddress: 'address', caseWantsEmail: 'email' },
  ...{ caseWantsPhone: 'phone', caseWantsBirthDate: 'birthDate' },
} as const;
const NOTHING_WANTED = Object.fromEntries(Object.keys(SETTING_OF).map((key) => [key, false])) as Partial<Settings>;

for (const [key, wanted] of Object.entries(SETTING_OF))
  test(`${key} on asks for what is missing, off does not [E-32 E-33] [setting:${key}]`, async () => {
    const id = await saveCustomer(counter.client, 'Müller');
    await set({ ...NOTHING_WANTED, [key]: false });
    expect(await before(id)).toEqual({ kind: 'open' });
    await set({ [key]: true });
    expect(await before(id)).toMatchObject({ kind: 'ask', wanted: [wanted], missing: [wanted] });
  });

test('what is told goes into the record and the case is opened, in one step [E-35]', async () => {
  const id = await saveCustomer(counter.client, 'Müller');
  await set({ caseWantsFirstName: true, caseWantsEmail: true, caseWantsBirthDate: true });
  expect(await before(id)).toMatchObject({
    kind: 'ask',
    missing: ['firstName', 'address', 'email', 'phone', 'birthDate'],
  });
  const entries = {
    ...{ firstName: 'Anna', street: 'Talstr.', houseNumber: '9', postcode: '80331', town: 'München' },
    ...{ email: 'anna@example.com', phone: '030 23125 001', birthDate: '1961-04-03' },
  };
  const { number } = await open(id, { entries });
  expect(number).toBe('V-T1-0001');
  const { form } = await counter.client.customers.byId({ id });
  expect(form).toMatchObject({
    ...{ firstName: 'Anna', email: 'anna@example.com', birthDate: '1961-04-03', homeAddress: 0 },
    addresses: [{ street: 'Talstr.', houseNumber: '9', postcode: '80331', town: 'München' }],
    phones: [{ number: '+493023125001' }],
  });
  const sets = rows('changeSet').filter((one) => one.doing === 'serviceCase.save');
  expect(sets).toHaveLength(1);
  expect(await before(id)).toEqual({ kind: 'open' });
});

test('nothing in it is mandatory, and what is known stays where nothing is told [E-36]', async () => {
  const id = await saveCustomer(counter.client, 'Müller', { firstName: 'Anna', addresses: [address], homeAddress: 0 });
  expect(await before(id)).toMatchObject({ kind: 'ask', missing: ['phone'], known: { town: 'München', phone: null } });
  await open(id, { entries: told });
  const { form } = await counter.client.customers.byId({ id });
  expect(form).toMatchObject({ firstName: 'Anna', addresses: [{ town: 'München' }], phones: [] });
  expect(rows('serviceCase')).toHaveLength(1);
});

test('what cannot be is refused with its field, and nothing is written', async () => {
  const id = await saveCustomer(counter.client, 'Müller');
  const entries = { ...told, email: 'anna@', phone: '12', postcode: '803', town: 'München' };
  await expect(open(id, { entries })).rejects.toMatchObject({
    code: 'INVALID',
    data: { problems: [{ field: 'postcode' }, { field: 'phone' }, { field: 'email', problem: 'notAnEmail' }] },
  });
  expect(rows('serviceCase')).toEqual([]);
  expect((await counter.client.customers.byId({ id })).form.email).toBeNull();
});

test('"möchte aktuell keine Angabe machen" throws entries away, opens the case and is silent for the months [E-37 E-38 T-16] [setting:monthsUntilAskedAgain]', async () => {
  const id = await saveCustomer(counter.client, 'Müller');
  await set({ monthsUntilAskedAgain: 6 });
  await before(id);
  counter.clock.now += 4 * DAY;
  await open(id, { entries: { ...told, email: 'anna@example.com' }, declined: true });
  expect((await counter.client.customers.byId({ id })).form.email).toBeNull();
  expect(rows('customerAsked').map(({ what, day }) => [what, day])).toEqual([
    ['data', '2026-11-21'],
    ['dataDeclined', '2026-11-25'],
  ]);
  counter.clock.now = Date.UTC(2027, 4, 24, 9);
  expect(await before(id)).toEqual({ kind: 'open' });
  counter.clock.now = Date.UTC(2027, 4, 25, 9);
  expect(await before(id)).toMatchObject({ kind: 'ask' });
  // With the usual 24 months it would have been silent.
  await set({ monthsUntilAskedAgain: 24 });
  expect(await before(id)).toEqual({ kind: 'open' });
});

test('without a tick the months count from the day it was first shown; one closed with Esc comes again [T-16]', async () => {
  const id = await saveCustomer(counter.client, 'Müller');
  expect(await before(id)).toMatchObject({ kind: 'ask' });
  counter.clock.now += DAY;
  expect(await before(id)).toMatchObject({ kind: 'ask' });
  await open(id, { entries: told });
  counter.clock.now += DAY;
  expect(await before(id)).toEqual({ kind: 'open' });
  expect(rows('customerAsked').map(({ what, day }) => [what, day])).toEqual([['data', '2026-11-21']]);
  counter.clock.now = Date.UTC(2028, 10, 21, 9);
  expect(await before(id)).toMatchObject({ kind: 'ask' });
});

test('e-mail advertising can be withdrawn in the dialog, even where nothing else is told [E-40] [setting:stopAdvertisingInHint]', async () => {
  const id = await saveCustomer(counter.client, 'Müller');
  expect(await before(id)).toMatchObject({ kind: 'ask', emailAdvertising: 'notGranted' });
  await set({ stopAdvertisingInHint: false });
  expect(await before(id)).toMatchObject({ kind: 'ask', emailAdvertising: null });
  await open(id, { stopEmailAdvertising: true });
  expect(rows('consentEntry')).toEqual([]);
  await set({ stopAdvertisingInHint: true });
  await open(id, { declined: true, stopEmailAdvertising: true });
  expect(rows('consentEntry')).toMatchObject([{ purpose: 'advertisingEmail', kind: 'withdrawn', capturedHow: 'oral' }]);
  // Twice makes no sense.
  await open(id, { stopEmailAdvertising: true });
  expect(rows('consentEntry')).toHaveLength(1);
});

test('where the chain wants it so there is no case without an address [E-41] [setting:caseNeedsAddress]', async () => {
  const id = await saveCustomer(counter.client, 'Müller');
  await set({ ...NOTHING_WANTED, caseNeedsAddress: true });
  expect(await before(id)).toEqual({ kind: 'refused', reason: 'addressMissing' });
  await expect(open(id)).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'addressMissing' } });
  // Where the address is asked for it can be told; saying nothing opens no case.
  await set({ caseWantsAddress: true });
  expect(await before(id)).toMatchObject({ kind: 'ask', addressNeeded: true });
  await expect(open(id, { declined: true })).rejects.toMatchObject({ code: 'REFUSED' });
  await open(id, { entries: { ...told, postcode: '80331', town: 'München' } });
  await set({ caseNeedsAddress: false });
  await open(await saveCustomer(counter.client, 'Weiß'));
  expect(rows('serviceCase')).toHaveLength(2);
});

test('a blocked and a deceased customer open no case [A-36]', async () => {
  for (const status of ['blocked', 'deceased']) {
    const id = await saveCustomer(counter.client, 'Müller', { status });
    expect(await before(id)).toEqual({ kind: 'refused', reason: status });
    await expect(open(id)).rejects.toMatchObject({ code: 'REFUSED', data: { reason: status } });
  }
});

test('a case is saved whole, knows when it was closed, and refuses what is based on an older state', async () => {
  const customerId = await saveCustomer(counter.client, 'Müller', { firstName: 'Anna' });
  const { id } = await open(customerId);
  const first = await counter.client.serviceCases.byId({ id });
  expect(first).toMatchObject({ customer: { name: 'Müller, Anna' }, openedBy: 'Anna Amsel', form: { status: 'open' } });
  const save = (form: CaseForm, basedOn: number) =>
    counter.client.serviceCases.save({ id, form, basedOn, draftId: 'none' });
  const item = (body: string) => ({ id: null, body, quantity: 2, done: false });
  const { record } = await save(
    { ...first.form, title: 'Einlagen', items: [item('links'), item('rechts')] },
    first.version,
  );
  expect(record.form.items.map(({ body }) => body)).toEqual(['links', 'rechts']);
  await expect(save(first.form, first.version)).rejects.toMatchObject({ code: 'CHANGED_SINCE' });
  const [left, right] = record.form.items;
  counter.clock.now += 1000;
  const items = [{ ...right, done: true }, item('Bezug')] as CaseForm['items'];
  const done = await save({ ...record.form, status: 'done', items }, record.version);
  expect(done.record).toMatchObject({ closedAt: counter.clock.now, form: { status: 'done' } });
  expect(done.record.form.items.map(({ body, done: ticked }) => [body, ticked])).toEqual([
    ['rechts', true],
    ['Bezug', false],
  ]);
  expect(rows('serviceCaseItem').find((row) => row.id === left?.id)?.removedAt).not.toBeNull();
  const again = await save({ ...done.record.form, status: 'open' }, done.record.version);
  expect(again.record.closedAt).toBeNull();
});

test('the list is filtered by what is to be done, by words as they are spoken, and read in windows', async () => {
  const anna = await saveCustomer(counter.client, 'Müller', { firstName: 'Anna' });
  const weiss = await saveCustomer(counter.client, 'Weiß');
  for (const title of ['Einlagen', 'Brille']) await open(anna, { title });
  const { id } = await open(weiss, { title: 'Einlagen' });
  const record = await counter.client.serviceCases.byId({ id });
  await counter.client.serviceCases.save({
    ...{ id, form: { ...record.form, status: 'cancelled' }, basedOn: record.version, draftId: 'none' },
  });
  type Wanted = Parameters<typeof counter.client.serviceCases.list>[0];
  const list = async (wanted: Partial<Wanted>) => {
    const base = { customerId: null, status: 'unfinished', typed: '', from: 0, count: 100 } as const;
    const { total, lines } = await counter.client.serviceCases.list({ ...base, ...wanted });
    return [total, lines.map((line) => `${line.title} ${line.customer.name}`)];
  };
  expect(await list({})).toEqual([2, ['Brille Müller, Anna', 'Einlagen Müller, Anna']]);
  expect(await list({ status: 'all', typed: 'einlagen' })).toEqual([2, ['Einlagen Weiß', 'Einlagen Müller, Anna']]);
  expect(await list({ status: 'all', typed: 'mueller bri' })).toEqual([1, ['Brille Müller, Anna']]);
  expect(await list({ status: 'cancelled', customerId: weiss })).toEqual([1, ['Einlagen Weiß']]);
  expect(await list({ from: 1, count: 1 })).toEqual([2, ['Einlagen Müller, Anna']]);
});

test('a number is given once, even where a later case is there already', async () => {
  const customerId = await saveCustomer(counter.client, 'Müller');
  const { house } = counter.service.counter;
  house?.save('serviceCase.save', (unit) =>
    unit.create('serviceCase', { id: 'back', customerId, number: 'V-T1-0001', title: 'War schon da', openedAt: 1 }),
  );
  expect((await open(customerId)).number).toBe('V-T1-0002');
});

test('the slip shows number, stand and items, and nothing of the note', async () => {
  const customerId = await saveCustomer(counter.client, 'Müller', { addresses: [address], homeAddress: 0 });
  const { id } = await open(customerId, { title: 'Einlagen' });
  const record = await counter.client.serviceCases.byId({ id });
  const form = { ...record.form, note: 'intern', items: [{ id: null, body: 'Sohle', quantity: 2, done: false }] };
  await counter.client.serviceCases.save({ id, form, basedOn: record.version, draftId: 'none' });
  const { preview } = await counter.client.serviceCases.print({ id });
  const text = await flatTextOf(Buffer.from(preview.pdf, 'base64'));
  for (const part of ['V-T1-0001', 'Einlagen', 'Sohle', 'offen']) expect(text).toContain(part);
  expect(text).not.toContain('intern');
});
