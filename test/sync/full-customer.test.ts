// A customer with a value in every column of every table survives what can happen to a record: a save taken back, two counters
// that change the same field, a move to another branch, a list for a spreadsheet. Merging and erasing such a one are tried in
// test/server/merge.test.ts and test/sync/erasure.test.ts.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COLUMNS } from '../../src-shared/customer-list/rules.ts';
import { NO_FILTER } from '../../src-shared/search/filter.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';
import type { TestCounter } from '../support/counter.ts';
import { asNewRow, fullCustomer, madeAtCounter } from '../support/full-customer.ts';
import { houseOf, rowsAt } from '../support/hard-cases.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

let server: TestServer;
let sun: TestCounter;
let beside: TestCounter;
let moon: TestCounter;
let moonId: string;
let id: string;

beforeEach(async () => {
  server = await openServer();
  sun = await foundingCounter(server);
  const house = houseOf(sun);
  moonId = house.newId();
  const employeeId = house.session.person?.id ?? '';
  house.save('branch.save', (unit) => unit.create('branch', { id: moonId, name: 'Mond-Apotheke' }));
  house.save('employee.save', (unit) =>
    unit.create('employeeRole', { id: house.newId(), employeeId, branchId: moonId, role: 'administrator' }),
  );
  beside = await joinedCounter(server, sun);
  moon = await joinedCounter(server, sun, { branchId: moonId });
  id = house.newId();
  const branchId = house.session.seat?.branch.id ?? '';
  const rows = fullCustomer(id, { branchId, number: '90001', mark: 'voll', newId: house.newId });
  house.save('customer.create', (unit) => {
    for (const { table, row } of rows) {
      const said = table === 'customerComment' ? { ...row, authorId: employeeId, enteredBy: null } : row;
      unit.create(table, asNewRow({ table, row: said }));
    }
  });
  await level();
});
afterEach(async () => {
  for (const counter of [sun, beside, moon]) counter.close();
  await server.close();
});

async function level(): Promise<void> {
  for (const counter of [sun, beside, moon, sun, beside]) await round(counter);
}

/** All of it but what counts saves; a secret has its value where it was made alone. */
function everythingAt(counter: TestCounter, but: readonly string[] = []): Record<string, object[]> {
  const plain = (table: TableName) => (field: string) =>
    !['revision', 'changedAt', ...but].includes(field) && synced[table].fields?.[field] !== 'secret';
  return Object.fromEntries(
    madeAtCounter.map((table) => {
      const own = table === 'customer' ? 'id' : 'customerId';
      const rows = rowsAt(counter, table, `${own} = '${id}' AND removedAt IS NULL`);
      const kept = (row: object) => Object.fromEntries(Object.entries(row).filter(([field]) => plain(table)(field)));
      return [table, rows.map(kept)];
    }),
  );
}

test('it is everywhere as it was made, and a save that is taken back leaves all of it as it was', async () => {
  const before = everythingAt(sun);
  for (const table of madeAtCounter) expect(before[table], table).toHaveLength(1);
  expect(everythingAt(beside)).toEqual(before);
  // As F1 writes it; what is said in the columns here is longer than a mask lets anybody type.
  const { changeSetId } = houseOf(sun).save('customer.save', (unit) => {
    unit.update('customer', id, { note: 'anders', homeAddressId: null });
    for (const table of ['customerAddress', 'customerPhone'] as const)
      for (const row of rowsAt(sun, table)) unit.remove(table, String(row.id));
  });
  expect(everythingAt(sun)).not.toEqual(before);
  await sun.client.customers.undo({ changeSetId: changeSetId ?? '' });
  expect(everythingAt(sun)).toEqual(before);
  await level();
  expect(everythingAt(beside)).toEqual(before);
});

test('what two counters said differently is one conflict, and nothing else is touched', async () => {
  const before = everythingAt(sun, ['note']);
  houseOf(sun).save('customer.save', (unit) => unit.update('customer', id, { note: 'mag Tee' }));
  server.clock.now += 1000;
  houseOf(beside).save('customer.save', (unit) => unit.update('customer', id, { note: 'mag Kaffee' }));
  await level();
  for (const counter of [sun, beside]) {
    expect(everythingAt(counter, ['note'])).toEqual(before);
    expect(rowsAt(counter, 'conflict')).toMatchObject([{ rowId: id, field: 'note', decidedAt: null }]);
  }
});

test('handed to another branch all of it is there and nothing is left here [E-59]', async () => {
  const before = everythingAt(sun, ['branchId']);
  await sun.client.branchSearch.move({ customerId: id, toBranchId: moonId });
  await level();
  expect(everythingAt(moon, ['branchId'])).toEqual(before);
  for (const counter of [sun, beside])
    for (const [table, rows] of Object.entries(everythingAt(counter))) expect(rows, table).toEqual([]);
});

test('it is one line of a list for a spreadsheet, with what the columns show', async () => {
  const asked = { text: '', filter: { ...NO_FILTER, statuses: ['active'], propertyIds: [] }, columns: [...COLUMNS] };
  const { file, customers } = await sun.client.customerList.exportList({ ...asked, advertising: null });
  expect(customers).toBe(1);
  const text = Buffer.from(file.base64, 'base64').toString('utf8');
  const [headings = [], line = [], ...rest] = text
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((row) => row.slice(1, -1).split('";"'));
  expect(rest).toEqual([]);
  expect(Object.fromEntries(headings.map((heading, at) => [heading, line[at]]))).toEqual({
    ...{ 'Nr.': '90001', Nachname: 'voll customer lastName', Vorname: 'voll customer firstName', 'geb.': '03.04.1961' },
    Straße: 'voll customerAddress street voll customerAddress houseNumber',
    ...{ PLZ: 'voll customerAddress postcode', Ort: 'voll customerAddress town' },
    ...{ Telefon: '030 231251048', Status: 'aktiv', zuständig: '', 'letzter Besuch': '03.04.1961' },
  });
});
