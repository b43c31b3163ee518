// Health cards across a chain: one that brings its bearer over from another branch, one whose bearer cannot be asked for, and what two
// workstations noted of one customer.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CardEvent } from '../../src-shared/card-readers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { cardOf, type TestReaders, testReaders } from '../support/card-port.ts';
import type { TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { kvnrOf } from '../support/health-cards.ts';
import { foundingCounter, joinedCounter, openServer, round, signInAgain, type TestServer } from '../support/sync.ts';

const KVNR = kvnrOf('Z12345678');
const bare = { insurance: null, street: null } as const;

let server: TestServer;
let sun: TestCounter;
let further: TestCounter | null;
const at = new Map<TestCounter, TestReaders>();

beforeEach(async () => {
  server = await openServer();
  const readers = testReaders();
  sun = await foundingCounter(server, { cardReaders: readers.port });
  at.set(sun, readers);
  further = null;
});
afterEach(async () => {
  sun.close();
  further?.close();
  at.clear();
  await server.close();
});

async function join(branchId?: string): Promise<TestCounter> {
  const readers = testReaders();
  const joined = await joinedCounter(server, sun, {
    ...(branchId && { branchId }),
    ports: { cardReaders: readers.port },
  });
  at.set(joined, readers);
  further = joined;
  return joined;
}

async function otherBranch(): Promise<TestCounter> {
  const { house } = sun.service.counter;
  if (!house) throw new Error('not open');
  const branchId = house.newId();
  house.save('branch.save', (unit) => unit.create('branch', { id: branchId, name: 'Mond-Apotheke' }));
  const employeeId = sun.service.counter.session.person?.id ?? '';
  house.save('employee.save', (unit) =>
    unit.create('employeeRole', { id: house.newId(), employeeId, branchId, role: 'administrator' }),
  );
  return join(branchId);
}

async function zofie(): Promise<string> {
  server.clock.now += 1000;
  const known = { firstName: 'Žofie Änne', birthDate: '1961-04-03', kvnr: KVNR };
  const form = { ...emptyForm('natural', 'active'), ...customerForm('von Müßig-Škoda', known) };
  return (await sun.client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null })).id;
}

async function put(counter: TestCounter, more: Parameters<typeof cardOf>[0] = {}): Promise<CardEvent> {
  const readers = at.get(counter);
  readers?.put(await cardOf({ ...bare, ...more }));
  await counter.client.cardReaders.read();
  return (await counter.client.cardReaders.arrived()).at(-1) ?? { kind: 'none' };
}

async function takeOverByCard(on: boolean, there: TestCounter): Promise<void> {
  await sun.client.settings.save({ changes: { takeOverByCard: on } });
  await round(sun);
  await round(there);
}

test('a health card brings its bearer over where the chain wants that, logged and shown [E-58 T-14] [setting:takeOverByCard]', async () => {
  const moon = await otherBranch();
  const id = await zofie();
  await round(sun);
  expect(await put(moon)).toMatchObject({ kind: 'compare', candidates: [], tookOverFrom: null, offline: false });
  await expect(moon.client.customers.byId({ id })).rejects.toMatchObject({ code: 'GONE' });

  await takeOverByCard(true, moon);
  // Whether or not all agrees, it is said from where he came.
  const event = await put(moon, { title: 'Dr. med.' });
  expect(event).toMatchObject({
    kind: 'compare',
    tookOverFrom: 'Sonnen-Apotheke',
    candidates: [{ customerId: id, why: 'kvnr' }],
  });
  if (event.kind !== 'compare') throw new Error(event.kind);
  const taken = await moon.client.cardReaders.takeOver({
    ...{ readingId: event.readingId, customerId: id, as: 'customer', fields: ['title'], basedOn: null },
  });
  expect(taken.answer).toMatchObject({ kind: 'found', tookOverFrom: 'Sonnen-Apotheke' });
  const log = await moon.client.changeLog.bySubject({
    ...{ subjectIds: [id], cursor: null },
    filters: { from: null, to: null, employeeId: null, field: null },
  });
  expect(log.sets.map(({ doing }) => doing)).toEqual(expect.arrayContaining(['customer.move', 'card.take']));
  // Now he is here, and the card says nothing new.
  expect(await put(moon, { title: 'Dr. med.' })).toMatchObject({ kind: 'agrees', answer: { tookOverFrom: null } });
  await round(moon);
  await round(sun);
  await expect(sun.client.customers.byId({ id })).rejects.toMatchObject({ code: 'GONE' });
});

test('where all agrees the bearer is brought over and opened at once [A-43 E-58 T-14]', async () => {
  const moon = await otherBranch();
  const id = await zofie();
  await takeOverByCard(true, moon);
  expect(await put(moon)).toMatchObject({
    ...{ kind: 'agrees', answer: { kind: 'found', customerId: id, tookOverFrom: 'Sonnen-Apotheke' } },
  });
});

test('without the server nobody knows whether he is another branch’s customer, and that is said [E-58]', async () => {
  const moon = await otherBranch();
  await zofie();
  await takeOverByCard(true, moon);
  server.road.cut = true;
  expect(await put(moon)).toMatchObject({ kind: 'compare', candidates: [], offline: true });
  server.road.cut = false;
  expect(await put(moon, { kvnr: kvnrOf('Y11111111') })).toMatchObject({
    kind: 'compare',
    candidates: [],
    offline: false,
  });
});

test('who locks while the server is asked finds nothing afterwards', async () => {
  const moon = await otherBranch();
  await zofie();
  await takeOverByCard(true, moon);
  const locking: Promise<unknown>[] = [];
  server.road.fate = (path) => {
    if (path.includes('takeByCard')) locking.push(moon.client.signIn.lock());
    return 'pass';
  };
  at.get(moon)?.put(await cardOf(bare));
  await moon.client.cardReaders.read();
  expect(locking).toHaveLength(1);
  await signInAgain(moon);
  expect(await moon.client.cardReaders.arrived()).toEqual([]);
});

test('what two workstations noted of one customer is settled by order, and nobody is asked [A-50 N-23]', async () => {
  const id = await zofie();
  await round(sun);
  const second = await join();
  expect(await put(sun, { birthDate: '19610404' })).toMatchObject({ kind: 'compare' });
  expect(await put(second, { title: 'Dr. med.' })).toMatchObject({ kind: 'compare' });
  await round(sun);
  await round(second);
  await round(sun);
  for (const counter of [sun, second]) {
    expect((await counter.client.customers.byId({ id })).cardDiffers).toEqual(['title']);
    expect((await counter.client.conflicts.open()).entries).toEqual([]);
  }
});
