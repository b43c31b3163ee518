// The sample branch as product.md describes it: on the real service, and on the built program for what it prints and refuses.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { consentEntriesOf } from '../../src-main/service/consent/ledger.ts';
import { fillWithDemo } from '../../src-main/service/demo.ts';
import { demoFolderRefusal } from '../../src-main/service/demo-folder.ts';
import { demoCustomers } from '../../src-main/service/demo-people.ts';
import { consentState } from '../../src-shared/consent/rules.ts';
import { readKvnr } from '../../src-shared/customers/kvnr.ts';
import { formProblems } from '../../src-shared/customers/rules.ts';
import { disagreements } from '../support/agreement.ts';
import { closeAll, emptyFolder, NOON, openFolder, setUp } from '../support/data-folder.ts';

afterEach(closeAll);

async function demo() {
  const opened = openFolder(emptyFolder());
  expect(await fillWithDemo(opened.service.counter)).toBeNull();
  const { house } = opened.service.counter;
  if (!house) throw new Error('not open');
  return { ...opened, house };
}

test('three employees sign in with their PINs and have their roles', async () => {
  const { client } = await demo();
  const state = await client.signIn.state();
  if (state.phase !== 'signIn') throw new Error(state.phase);
  expect(state.seat).toMatchObject({ branch: { name: 'Sonnen-Apotheke' }, workstation: { code: 'T1' } });
  const pins: Record<string, [string, string]> = {
    'Anna Amsel': ['1234', 'administrator'],
    'Bernd Bussard': ['2345', 'employee'],
    'Carla Dohle': ['3456', 'accounting'],
  };
  expect(state.seat.employees.map((one) => one.name)).toEqual(Object.keys(pins));
  for (const { id, name } of state.seat.employees) {
    const [pin = '', role] = pins[name] ?? [];
    expect(await client.signIn.signIn({ employeeId: id, pin })).toMatchObject({ person: { name, role } });
  }
});

test('two hundred customers, every one of them as the mask would take it, found in the change log', async () => {
  const { client, house } = await demo();
  const { sqlite } = house.db;
  const ids = sqlite.prepare('SELECT id FROM customer ORDER BY number').pluck().all() as string[];
  expect(ids).toHaveLength(200);
  expect(disagreements(sqlite)).toEqual([]);
  const state = await client.signIn.state();
  if (state.phase !== 'signIn') throw new Error(state.phase);
  await client.signIn.signIn({ employeeId: state.seat.employees[0]?.id ?? '', pin: '1234' });
  let withKvnr = 0;
  for (const id of ids) {
    const { form, number } = await client.customers.byId({ id });
    expect([number, formProblems(form, NOON)]).toEqual([number, []]);
    if (form.kvnr) expect(readKvnr(form.kvnr).kind).toBe('kvnr');
    withKvnr += form.kvnr ? 1 : 0;
    for (const { number: e164 } of form.phones) expect(e164).toMatch(/^\+493023125\d{3}$/);
    if (form.email) expect(form.email).toMatch(/^[\x21-\x7e]+@example\.com$/);
    expect(await client.customers.save({ id, form, appActive: null, draftId: null })).toMatchObject({
      changeSetId: null,
    });
  }
  expect(withKvnr).toBeGreaterThan(50);
  const next = await client.customers.save({
    id: null,
    form: (await client.customers.byId({ id: ids[0] ?? '' })).form,
    appActive: null,
    draftId: null,
  });
  expect(next.number).toBe('10201');
});

test('the first customers show every state of a consent, and one may have access to the app at once', async () => {
  const { house, client } = await demo();
  const ids = house.db.sqlite.prepare('SELECT id FROM customer ORDER BY number LIMIT 5').pluck().all() as string[];
  const stateOf = (purpose: 'storage' | 'app') =>
    ids.map((id) => consentState(consentEntriesOf(house, id), purpose).state);
  expect(stateOf('app')).toEqual(['granted', 'granted', 'withdrawn', 'open', 'none']);
  expect(stateOf('storage')).toEqual(['granted', 'granted', 'granted', 'granted', 'withdrawn']);
  const state = await client.signIn.state();
  if (state.phase !== 'signIn') throw new Error(state.phase);
  await client.signIn.signIn({ employeeId: state.seat.employees[1]?.id ?? '', pin: '2345' });
  const access = await client.appAccess.byCustomer({ customerId: ids[1] ?? '' });
  expect(access).toMatchObject({ closed: null, refusal: null, licence: { state: 'valid', until: '2027-12-31' } });
  expect((await client.settings.all()).values.appAddress).toBe('https://app.example.com');
});

test('the sample is the same every time, with names beyond German and no number twice', () => {
  const customers = demoCustomers(2026);
  expect(demoCustomers(2026)).toEqual(customers);
  const names = customers.map((one) => `${one.firstName} ${one.lastName}`);
  expect(names).toContain('Łukasz Şahin-Größl');
  expect(names.some((name) => / von der /.test(name))).toBe(true);
  expect(new Set(names).size).toBe(200);
  const numbers = customers.flatMap((one) => one.phones.map((phone) => phone.e164));
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('it takes less than two seconds', async () => {
  const { service } = openFolder(emptyFolder());
  const began = performance.now();
  await fillWithDemo(service.counter);
  expect(performance.now() - began).toBeLessThan(2000);
});

test('a folder that holds data is refused, one that a program was only started in is not', async () => {
  const used = openFolder(emptyFolder());
  await setUp(used.client);
  expect(await fillWithDemo(used.service.counter)).toBe('der Ordner enthält schon Daten');
  const started = emptyFolder();
  openFolder(started).service.stop();
  expect(demoFolderRefusal(started)).toBeNull();
  const documents = emptyFolder();
  writeFileSync(join(documents, 'Rechnung.pdf'), 'x');
  expect(demoFolderRefusal(documents)).toBe('der Ordner enthält schon Daten');
  expect(demoFolderRefusal(join(documents, 'neu'))).toBeNull();
  expect(readdirSync(documents)).toEqual(['Rechnung.pdf']);
});

test('a filled folder is refused the second time', async () => {
  const { service } = await demo();
  expect(await fillWithDemo(service.counter)).toBe('der Ordner enthält schon Daten');
  expect(service.counter.house?.db.sqlite.prepare('SELECT count(*) FROM customer').pluck().get()).toBe(200);
});
