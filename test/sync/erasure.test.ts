// Hard case (architecture.md, 'Erasure'): a customer with everything is erased at the server; nothing of him is found on it or on
// any workstation afterwards but what the report says is kept, whoever was away meanwhile and whatever came late.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commitRestore } from '../../src-main/service/database/restore.ts';
import { beginNewEpoch } from '../../src-server/storage/restored.ts';
import { erasurePlan } from '../../src-shared/erasure/plan.ts';
import type { TableName } from '../../src-shared/tables.ts';
import type { TestCounter } from '../support/counter.ts';
import { PIN } from '../support/counter.ts';
import { everythingIn, everythingInServer } from '../support/everything.ts';
import { asNewRow, fullCustomer } from '../support/full-customer.ts';
import { conflictsAt, houseOf, level, openPair, type Pair, rowsAt } from '../support/hard-cases.ts';
import { round } from '../support/sync.ts';

let pair: Pair;

beforeEach(async () => {
  pair = await openPair();
});

afterEach(async () => {
  await pair.close();
});

/** A customer with a value in every column, as the counters make one, with nothing that would stand against erasing. */
async function fullCustomerAt(counter: TestCounter, mark: string): Promise<string> {
  const house = houseOf(counter);
  const id = house.newId();
  const branchId = house.session.seat?.branch.id ?? '';
  const rows = fullCustomer(id, {
    branchId,
    number: `9${rowsAt(counter, 'customer').length}`,
    mark,
    newId: house.newId,
  });
  house.save('customer.create', (unit) => {
    for (const one of rows) {
      const row = { ...one.row, ...SETTLED[one.table] };
      if (one.table === 'customerComment')
        Object.assign(row, { authorId: house.session.person?.id ?? '', enteredBy: null });
      unit.create(one.table, asNewRow({ table: one.table, row }) as never);
    }
  });
  await level(pair);
  return id;
}

/** No case is open, no mandate runs, every file is of a known kind. */
const SETTLED: Partial<Record<TableName, Record<string, string | number | null>>> = {
  serviceCase: { status: 'done' },
  bankAccount: { mandateReference: null },
  document: { kind: 'consentScan' },
};

async function erase(counter: TestCounter, ...ids: string[]) {
  const numbers = rowsAt(counter, 'customer').filter(({ id }) => ids.includes(String(id)));
  const [administrator] = await counter.client.erasure.administrators();
  return counter.client.erasure.erase({
    customers: ids.map((customerId) => ({ customerId, documents: {} })),
    ...{ reason: 'requested', confirmation: ids.length === 1 ? String(numbers[0]?.number) : String(ids.length) },
    proof: { employeeId: administrator?.id ?? '', pin: PIN },
  });
}

/** Values of the customer's own that the plan says go; what is a word, a number or a pointer is nobody's. */
function goneValues(mark: string): string[] {
  return Object.entries(erasurePlan).flatMap(([table, fields]) =>
    typeof fields === 'string'
      ? []
      : Object.entries(fields).flatMap(([field, treatment]) =>
          treatment === 'blank' || treatment === 'identity' || (treatment === 'duty' && table !== 'cashSale')
            ? [`${mark} ${table} ${field}`]
            : [],
        ),
  );
}

test('a customer with everything filled is gone everywhere: rows, log, search, free pages and logs of the files [E-82 N-07]', async () => {
  const { one, two, server } = pair;
  const id = await fullCustomerAt(one, 'Quittenbaum');
  const other = await fullCustomerAt(one, 'Schlehdorn');
  expect(conflictsAt(one)).toEqual([]);
  const before = await everythingIn(two);
  for (const value of ['customer lastName', 'bankAccount iban', 'customerComment body'])
    expect([value, before.includes(`Quittenbaum ${value}`)]).toEqual([value, true]);
  await erase(one, id);
  await level(pair);
  await level(pair);
  const [erasure] = rowsAt(one, 'erasure');
  expect(erasure).toMatchObject({ customerId: id, waitingFor: '[]' });
  expect(rowsAt(two, 'erasure')).toEqual(rowsAt(one, 'erasure'));
  const gone = goneValues('Quittenbaum');
  expect(gone.length).toBeGreaterThan(50);
  for (const place of [await everythingIn(one), await everythingIn(two), await everythingInServer(server)]) {
    expect(gone.filter((value) => place.includes(value))).toEqual([]);
    expect(place.includes('Schlehdorn customer lastName')).toBe(true);
  }
  for (const counter of [one, two]) {
    expect(rowsAt(counter, 'customer', `id = '${id}'`)).toMatchObject([{ lastName: '', status: 'blocked' }]);
    await expect(counter.client.customers.byId({ id })).rejects.toMatchObject({ code: 'GONE' });
    expect((await counter.client.search.find({ text: 'quittenbaum', limit: 5, offset: 0 })).rows).toEqual([]);
    expect(rowsAt(counter, 'customer', `id = '${other}'`)).toMatchObject([
      { lastName: 'Schlehdorn customer lastName' },
    ]);
  }
});

/** Of `everythingIn` or `everythingInServer`. */
function found(place: Buffer, mark: string): string[] {
  return goneValues(mark).filter((value) => place.includes(value));
}

test('a workstation that was offline for 60 days is waited for by name; what it says late is taken by nobody [N-07]', async () => {
  const { one, two, server } = pair;
  const id = await fullCustomerAt(one, 'Quittenbaum');
  const house = houseOf(two);
  house.save('customer.save', (unit) => unit.update('customer', id, { note: 'spät geschriebene Notiz' }));
  house.save('customer.comment', (unit) =>
    unit.create('customerComment', {
      ...{ id: house.newId(), customerId: id, body: 'spät geschriebener Kommentar', at: house.now() },
      authorId: house.session.person?.id ?? '',
    }),
  );
  await two.client.drafts.keep({ id: 'd1', kind: 'customer', subjectId: id, body: '{"note":"spät begonnen"}' });
  server.clock.now += 60 * 86_400_000;
  await erase(one, id);
  await round(one);
  await round(one);
  const { lines } = await one.client.erasure.list();
  expect(lines).toMatchObject([{ customerId: id, outcome: 'erased', waitingFor: ['Tresen 2'] }]);
  expect((await everythingIn(two)).includes('spät geschriebene Notiz')).toBe(true);
  await level(pair);
  await level(pair);
  expect((await one.client.erasure.list()).lines).toMatchObject([{ waitingFor: [] }]);
  for (const place of [await everythingIn(two), await everythingIn(one), await everythingInServer(server)]) {
    expect(found(place, 'Quittenbaum')).toEqual([]);
    for (const late of ['spät geschriebene Notiz', 'spät geschriebener Kommentar', 'spät begonnen'])
      expect([late, place.includes(late)]).toEqual([late, false]);
  }
  expect(conflictsAt(two).map(({ refusal }) => refusal)).toEqual(['erased', 'erased']);
  expect(rowsAt(two, 'customerComment')).toEqual(rowsAt(one, 'customerComment'));
});

test('a restored backup of before is blanked again at the next contact [E-82]', async () => {
  const { one, two } = pair;
  const id = await fullCustomerAt(one, 'Quittenbaum');
  const kept = join(two.directory, 'kept.db');
  houseOf(two).db.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(join(two.directory, 'tresen.db'), kept);
  await erase(one, id);
  await level(pair);
  commitRestore(two.directory, kept);
  two.restart();
  expect(rowsAt(two, 'customer', `id = '${id}'`)).toMatchObject([{ lastName: 'Quittenbaum customer lastName' }]);
  await level(pair);
  await level(pair);
  expect(rowsAt(two, 'customer', `id = '${id}'`)).toMatchObject([{ lastName: '' }]);
  expect(found(await everythingIn(two), 'Quittenbaum')).toEqual([]);
});

test('a server put back from a backup of before erases again what its workstations remember, by its own seal alone [E-82]', async () => {
  const { one, server } = pair;
  const id = await fullCustomerAt(one, 'Quittenbaum');
  const [file, kept] = ['server.db', 'kept.copy'].map((name) => join(server.directory, name)) as [string, string];
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(server.running.server.storage.db);
  copyFileSync(file, kept);
  await erase(one, id);
  await level(pair);
  await server.restart(() => {
    for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
    copyFileSync(kept, file);
    rmSync(kept);
  });
  const { storage, newId } = server.running.server;
  await beginNewEpoch(storage.db, newId);
  await level(pair);
  await level(pair);
  for (const place of [await everythingIn(one), await everythingIn(pair.two), await everythingInServer(server)])
    expect(found(place, 'Quittenbaum')).toEqual([]);
  expect(rowsAt(one, 'erasure')).toMatchObject([{ customerId: id }]);
});

test('the proof of a consent to be called locks instead of erasing, until five years after the last call [A-33 N-05]', async () => {
  const { one, server } = pair;
  const house = houseOf(one);
  const id = await fullCustomerAt(one, 'Quittenbaum');
  house.save('consent.sign', (unit) => {
    for (const kind of ['granted', 'used'] as const)
      unit.create('consentEntry', {
        ...{ id: house.newId(), customerId: id, purpose: 'advertisingPhone', kind, capturedHow: 'paper' },
        ...{ capturedAt: Date.UTC(2026, 2, kind === 'granted' ? 1 : 5, 12), capturedBy: 'x' },
      });
  });
  await level(pair);
  const [preview] = await one.client.erasure.preview({ customers: [{ customerId: id, documents: {} }] });
  expect(preview).toMatchObject({ refusals: [], lockedUntil: '2031-03-05', endsAccess: true });
  await erase(one, id);
  await level(pair);
  expect(rowsAt(one, 'customer', `id = '${id}'`)).toMatchObject([
    { lastName: 'Quittenbaum customer lastName', birthDate: null, status: 'blocked' },
  ]);
  await expect(one.client.customers.byId({ id })).rejects.toMatchObject({ code: 'GONE' });
  expect(await one.client.erasure.report({ id })).toMatchObject({ outcome: 'locked', due: false });
  const again = () => one.client.erasure.preview({ customers: [{ customerId: id, documents: {} }] });
  expect(await again()).toMatchObject([{ refusals: [{ reason: 'erasedAlready' }] }]);
  server.clock.now = Date.UTC(2031, 2, 7);
  expect((await one.client.erasure.list()).lines).toMatchObject([{ due: true }]);
  await erase(one, id);
  await level(pair);
  await level(pair);
  expect(await one.client.erasure.report({ id })).toMatchObject({ outcome: 'erased', lockedUntil: null });
  for (const place of [await everythingIn(one), await everythingIn(pair.two), await everythingInServer(server)])
    expect(found(place, 'Quittenbaum')).toEqual([]);
});

test('several are for administrators alone, all or none, and what stands against one is said by name [E-82]', async () => {
  const { one } = pair;
  const [free, held] = [await fullCustomerAt(one, 'Quittenbaum'), await fullCustomerAt(one, 'Schlehdorn')];
  const house = houseOf(one);
  house.save('serviceCase.save', (unit) => {
    for (const { id } of rowsAt(one, 'serviceCase', `customerId = '${held}'`))
      unit.update('serviceCase', String(id), { status: 'open' });
  });
  await level(pair);
  await expect(erase(one, free, held)).rejects.toMatchObject({
    ...{ code: 'REFUSED', data: [{ customerId: held, refusals: [{ reason: 'openCases' }] }] },
  });
  expect(rowsAt(one, 'erasure')).toEqual([]);
  const [administrator] = await one.client.erasure.administrators();
  const wrong = {
    reason: 'requested' as const,
    confirmation: '1',
    proof: { employeeId: administrator?.id ?? '', pin: PIN },
  };
  await expect(
    one.client.erasure.erase({ customers: [{ customerId: free, documents: {} }], ...wrong }),
  ).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
});
