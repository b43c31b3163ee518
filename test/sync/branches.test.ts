// Two branches of a chain: what one may see of the other's customers, and what happens when a customer changes the branch.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestCounter } from '../support/counter.ts';
import { customerForm, saveCustomer } from '../support/data-folder.ts';
import { samplePdf, upload } from '../support/files.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

let server: TestServer;
let sun: TestCounter;
let moon: TestCounter;
let moonId: string;

beforeEach(async () => {
  server = await openServer();
  sun = await foundingCounter(server);
  const house = houseOf(sun);
  moonId = house.newId();
  house.save('branch.save', (unit) => unit.create('branch', { id: moonId, name: 'Mond-Apotheke' }));
  const employeeId = sun.service.counter.session.person?.id ?? '';
  house.save('employee.save', (unit) =>
    unit.create('employeeRole', { id: house.newId(), employeeId, branchId: moonId, role: 'administrator' }),
  );
  moon = await joinedCounter(server, sun, { branchId: moonId });
});

afterEach(async () => {
  sun.close();
  moon.close();
  await server.close();
});

function houseOf(counter: TestCounter) {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  return house;
}

async function set(changes: Parameters<TestCounter['client']['settings']['save']>[0]['changes']): Promise<void> {
  server.clock.now += 1000;
  await sun.client.settings.save({ changes });
  await round(sun);
  await round(moon);
}

/** The ledger's own form, as F10 writes it. */
function agreeToSharing(counter: TestCounter, customerId: string, kind: 'granted' | 'withdrawn' = 'granted'): void {
  server.clock.now += 1000;
  const house = houseOf(counter);
  house.save('consent.sign', (unit) =>
    unit.create('consentEntry', {
      ...{ id: house.newId(), customerId, purpose: 'branchSharing', kind, capturedHow: 'paper' },
      ...{ capturedAt: house.now(), capturedBy: counter.service.counter.session.person?.id ?? '' },
    }),
  );
}

const look = (counter: TestCounter, text: string) =>
  counter.client.branchSearch.find({ text, limit: 20, statuses: [] });

test("another branch's customer lies on no workstation here", async () => {
  const id = await saveCustomer(sun.client, 'Müller');
  await round(sun);
  await round(moon);
  await expect(moon.client.customers.byId({ id })).rejects.toMatchObject({ code: 'GONE' });
  expect((await moon.client.search.find({ text: 'müller', limit: 5, offset: 0 })).rows).toEqual([]);
  const log = houseOf(moon).db.sqlite.prepare('SELECT count(*) AS n FROM change WHERE subjectId = ?').get(id);
  expect(log).toEqual({ n: 0 });
});

// N-24
test('until the customer agreed to sharing another branch sees a number, afterwards the line (N-24)', async () => {
  await set({ changeBranchInSearch: 'yes' });
  const id = await saveCustomer(sun.client, 'Müller', { firstName: 'Anna' });
  await round(sun);
  expect(await look(moon, 'mueller an')).toEqual({ rows: [], hidden: 1, more: false });
  await expect(moon.client.branchSearch.open({ customerId: id })).rejects.toMatchObject({ code: 'NOT_SHARED' });
  agreeToSharing(sun, id);
  await round(sun);
  const found = await look(moon, 'mueller an');
  expect(found.rows.map(({ id: one, branchName }) => [one, branchName])).toEqual([[id, 'Sonnen-Apotheke']]);
  expect(found.hidden).toBe(0);
  expect(await moon.client.branchSearch.open({ customerId: id })).toMatchObject({
    ...{ lastName: 'Müller', firstName: 'Anna', branchName: 'Sonnen-Apotheke', mayTakeOver: false },
  });
  agreeToSharing(sun, id, 'withdrawn');
  await round(sun);
  expect(await look(moon, 'mueller an')).toEqual({ rows: [], hidden: 1, more: false });
});

test('names, telephone ends, numbers, postcodes and birthdays find across branches as they do at home', async () => {
  await set({ changeBranchInSearch: 'yes' });
  const id = await saveCustomer(sun.client, 'Müller-Brandt', {
    firstName: 'Jörg',
    birthDate: '1961-04-03',
    phones: [{ id: null, label: null, number: '+493023125077', sms: false }],
    addresses: [
      {
        ...{ id: null, label: null, street: 'Sonnenstr.', houseNumber: '4', addition: null, district: null },
        ...{ postcode: '80331', town: 'München', country: null },
      },
    ],
    homeAddress: 0,
  });
  const other = await saveCustomer(sun.client, 'Weiß');
  for (const one of [id, other]) agreeToSharing(sun, one);
  await round(sun);
  const { number } = await sun.client.customers.byId({ id });
  for (const text of [
    'müller',
    'jorg mul',
    'brandt',
    'Müller-Brandt, J',
    '3.4.61',
    '125077',
    '030 23125',
    number,
    'brandt 80331',
  ])
    expect(
      (await look(moon, text)).rows.map((row) => row.id),
      text,
    ).toEqual([id]);
  expect((await look(moon, 'niemand')).rows).toEqual([]);
});

// E-46, E-47
test("the setting says who may look: 'Nein' nobody, 'Nur Zentrale' the headquarters, and the server holds to it (E-46, E-47)", async () => {
  const id = await saveCustomer(sun.client, 'Müller');
  agreeToSharing(sun, id);
  await round(sun);
  await expect(look(moon, 'müller')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  // While none is marked the oldest branch is the headquarters, as the list of branches says.
  expect((await sun.client.branchSearch.span()).dialog.locked).toBe(false);
  expect((await look(sun, 'müller')).rows).toEqual([]);
  houseOf(sun).save('branch.save', (unit) => unit.update('branch', moonId, { headquarters: true }));
  await round(sun);
  expect((await look(moon, 'müller')).rows).toHaveLength(1);
  expect((await sun.client.branchSearch.span()).dialog.locked).toBe(true);
  await expect(look(sun, 'müller')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await set({ changeBranchInSearch: 'no' });
  await expect(look(moon, 'müller')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await expect(moon.client.branchSearch.open({ customerId: id })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await set({ changeBranchInSearch: 'yes' });
  expect((await look(moon, 'müller')).rows).toHaveLength(1);
});

test('the statuses asked for narrow the answer (E-45)', async () => {
  await set({ changeBranchInSearch: 'yes', searchStatuses: ['active'] });
  const id = await saveCustomer(sun.client, 'Müller', { status: 'deceased' });
  agreeToSharing(sun, id);
  await round(sun);
  expect((await moon.client.branchSearch.span()).statuses).toEqual(['active']);
  const find = (statuses: string[]) => moon.client.branchSearch.find({ text: 'müller', limit: 5, statuses });
  expect((await find(['active'])).rows).toEqual([]);
  expect((await find(['active', 'deceased'])).rows).toHaveLength(1);
});

test('offline the search of other branches says so', async () => {
  await set({ changeBranchInSearch: 'yes' });
  server.road.cut = true;
  await expect(look(moon, 'müller')).rejects.toMatchObject({ code: 'OFFLINE' });
});

// E-59
test('a customer handed over leaves the old branch with everything and arrives in the new one with its history (E-59) [E-81]', async () => {
  const id = await saveCustomer(sun.client, 'Müller');
  const { id: documentId } = await sun.client.documents.import({
    ...{ customerId: id, file: upload('scan.pdf', await samplePdf()) },
  });
  await sun.client.documents.exempt({ id: documentId, exempt: true });
  await round(sun);
  await sun.client.branchSearch.move({ customerId: id, toBranchId: moonId });
  await expect(sun.client.customers.byId({ id })).rejects.toMatchObject({ code: 'GONE' });
  const { sqlite } = houseOf(sun).db;
  const left = (sql: string) => (sqlite.prepare(sql).get(id) as { n: number }).n;
  expect(left('SELECT count(*) AS n FROM change WHERE subjectId = ?')).toBe(0);
  expect(left('SELECT count(*) AS n FROM document WHERE customerId = ?')).toBe(0);
  expect(sqlite.prepare('SELECT count(*) AS n FROM blob').get()).toEqual({ n: 0 });
  expect((await sun.client.search.find({ text: 'müller', limit: 5, offset: 0 })).rows).toEqual([]);
  await round(moon);
  expect((await moon.client.customers.byId({ id })).form.lastName).toBe('Müller');
  expect((await moon.client.search.find({ text: 'müller', limit: 5, offset: 0 })).rows.map((row) => row.id)).toEqual([
    id,
  ]);
  expect((await moon.client.documents.content({ id: documentId })).name).toBe('scan.pdf');
  expect(await moon.client.documents.byCustomer({ customerId: id })).toMatchObject([
    { keeping: { kind: 'onPurpose' } },
  ]);
  const doings = houseOf(moon)
    .db.sqlite.prepare(
      'SELECT DISTINCT doing FROM changeSet JOIN change ON changeSetId = id WHERE subjectId = ? ORDER BY changeSet.id',
    )
    .all(id);
  expect(doings).toEqual(
    ['customer.create', 'document.import', 'document.exempt', 'customer.move'].map((doing) => ({ doing })),
  );
  // The new branch may change him, the old one no longer.
  server.clock.now += 1000;
  const untouched = { basedOn: null, appActive: null, draftId: null };
  await moon.client.customers.save({ id, form: customerForm('Müller-Brandt'), ...untouched });
  await round(moon);
  expect(await moon.client.sync.state()).toMatchObject({ kind: 'connected' });
});

// E-59
test('a branch takes a customer over only with the setting, and gets him back when he is handed back', async () => {
  await set({ changeBranchInSearch: 'yes' });
  const id = await saveCustomer(sun.client, 'Müller');
  agreeToSharing(sun, id);
  await round(sun);
  await expect(moon.client.branchSearch.move({ customerId: id, toBranchId: null })).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
    data: { reason: 'notAllowed' },
  });
  await set({ takeOverForAllBranches: true });
  await moon.client.branchSearch.move({ customerId: id, toBranchId: null });
  expect((await moon.client.customers.byId({ id })).form.lastName).toBe('Müller');
  await round(sun);
  await expect(sun.client.customers.byId({ id })).rejects.toMatchObject({ code: 'GONE' });
  await sun.client.branchSearch.move({ customerId: id, toBranchId: null });
  expect((await sun.client.customers.byId({ id })).form.lastName).toBe('Müller');
  await round(moon);
  await expect(moon.client.customers.byId({ id })).rejects.toMatchObject({ code: 'GONE' });
});
