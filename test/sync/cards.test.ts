// Cards and comments across a chain: a number that two counters give, a card that brings its bearer over, words in somebody
// else's name.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import type { TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

let server: TestServer;
let sun: TestCounter;
let further: TestCounter | null;

beforeEach(async () => {
  server = await openServer();
  sun = await foundingCounter(server);
  further = null;
});
afterEach(async () => {
  sun.close();
  further?.close();
  await server.close();
});

function houseOf(counter: TestCounter) {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  return house;
}

async function otherBranch(): Promise<TestCounter> {
  const house = houseOf(sun);
  const branchId = house.newId();
  house.save('branch.save', (unit) => unit.create('branch', { id: branchId, name: 'Mond-Apotheke' }));
  const employeeId = sun.service.counter.session.person?.id ?? '';
  house.save('employee.save', (unit) =>
    unit.create('employeeRole', { id: house.newId(), employeeId, branchId, role: 'administrator' }),
  );
  further = await joinedCounter(server, sun, { branchId });
  return further;
}

const card = (number: string, kind: 'external' | 'insurance' = 'external') => ({
  ...{ id: null, kind, number, label: null, validFrom: null, validTo: null },
  ...{ locked: false, invalid: false, replacedById: null },
});

async function save(counter: TestCounter, lastName: string, more: Parameters<typeof customerForm>[1] = {}) {
  server.clock.now += 1000;
  const form = { ...emptyForm('natural', 'active'), ...customerForm(lastName, more) };
  return counter.client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null });
}

test('a number that two counters gave stays with the first; the second card is kept, invalid, and somebody is told [E-85]', async () => {
  further = await joinedCounter(server, sun);
  const anna = await save(sun, 'Müller', { cards: [card('4711')] });
  const joerg = await save(further, 'Weiß', { cards: [card('4711')] });
  await round(sun);
  await round(further);
  await round(sun);
  for (const counter of [sun, further]) {
    expect((await counter.client.customers.byId({ id: anna.id })).form.cards).toMatchObject([{ invalid: false }]);
    expect((await counter.client.customers.byId({ id: joerg.id })).form.cards).toMatchObject([
      { number: '4711', invalid: true },
    ]);
    const { entries } = await counter.client.conflicts.open();
    expect(entries).toMatchObject([{ reason: 'numberTaken', table: 'customerCard', customer: { id: joerg.id } }]);
  }
});

test('the branch next door does not see the card, the server does', async () => {
  const moon = await otherBranch();
  await save(sun, 'Müller', { cards: [card('4711')] });
  await round(sun);
  const joerg = await save(moon, 'Weiß', { cards: [card('47-11')] });
  await round(moon);
  expect((await moon.client.customers.byId({ id: joerg.id })).form.cards).toMatchObject([{ invalid: true }]);
});

test('an insurance card brings its bearer over where the chain wants that, logged and said [E-58 T-14] [setting:takeOverByCard]', async () => {
  const moon = await otherBranch();
  const anna = await save(sun, 'Müller', { kvnr: 'A123456780' });
  const joerg = await save(sun, 'Weiß', { cards: [card('X999', 'insurance')] });
  await round(sun);
  const take = (number: string) => moon.client.cards.take({ kind: 'insurance', number, payerIk: null });
  expect(await take('A123456780')).toEqual({ kind: 'unknown' });

  await sun.client.settings.save({ changes: { takeOverByCard: true } });
  await round(sun);
  await round(moon);
  expect(await take('A123456780')).toMatchObject({
    ...{ kind: 'found', customerId: anna.id, name: 'Müller', tookOverFrom: 'Sonnen-Apotheke' },
  });
  expect(await take('X-999')).toMatchObject({ kind: 'found', customerId: joerg.id });
  // Now he is here, and there he is no more.
  expect(await take('A123456780')).toMatchObject({ kind: 'found', tookOverFrom: null });
  await round(sun);
  await expect(sun.client.customers.byId({ id: anna.id })).rejects.toMatchObject({ code: 'GONE' });
  const log = await moon.client.changeLog.bySubject({
    ...{ subjectIds: [anna.id], cursor: null },
    filters: { from: null, to: null, employeeId: null, field: null },
  });
  expect(log.sets[0]).toMatchObject({ doing: 'customer.move' });
  expect(await take('B123456780')).toEqual({ kind: 'unknown' });
  // Another kind of card brings nobody.
  expect(await moon.client.cards.take({ kind: 'chip', number: 'X999', payerIk: null })).toEqual({ kind: 'unknown' });
  server.road.cut = true;
  expect(await take('B123456780')).toEqual({ kind: 'offline' });
});

test('a server with the setting off lets nobody be taken, whatever a counter asks [E-58]', async () => {
  const moon = await otherBranch();
  await save(sun, 'Müller', { kvnr: 'A123456780' });
  await round(sun);
  const employeeId = moon.service.counter.session.person?.id ?? '';
  const asking = houseOf(moon).sync.ask((line) => line.branchSearch.takeByCard({ number: 'A123456780', employeeId }));
  await expect(asking).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('a comment in somebody’s name that does not say who typed it is not taken [B-44]', async () => {
  further = await joinedCounter(server, sun);
  const anna = await save(sun, 'Müller');
  await round(sun);
  await round(further);
  const house = houseOf(further);
  const authorId = sun.service.counter.session.person?.id ?? '';
  const write = (body: string, names: { authorId: string; enteredBy: string | null }) =>
    house.save('customer.comment', (unit) =>
      unit.create('customerComment', { id: house.newId(), customerId: anna.id, body, at: house.now(), ...names }),
    );
  write('von mir', { authorId, enteredBy: null });
  write('unterschoben', { authorId: 'somebody-else', enteredBy: null });
  await round(further);
  await round(sun);
  const { comments } = await sun.client.comments.byCustomer({ customerId: anna.id, limit: 10 });
  expect(comments.map(({ body }) => body)).toEqual(['von mir']);
  const { entries } = await further.client.conflicts.open();
  expect(entries).toMatchObject([{ reason: 'refused', refusal: 'notAllowed' }]);
});
