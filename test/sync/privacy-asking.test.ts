// Once a day at several workstations of a branch (architecture, 'Hard cases'): by what each one knows. Who was offline may ask a
// second time; after the sync the earliest asking counts everywhere.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askedToday, askPrivacy, keepAsked } from '../../src-main/service/privacy-asking.ts';
import type { TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

const MINUTE = 60_000;

let server: TestServer;
let one: TestCounter;
let two: TestCounter;
let id: string;

beforeEach(async () => {
  server = await openServer();
  one = await foundingCounter(server);
  two = await joinedCounter(server, one);
  const untouched = { basedOn: null, appActive: null, draftId: null };
  ({ id } = await one.client.customers.save({ id: null, form: customerForm('Müller'), ...untouched }));
  await meet();
});

afterEach(async () => {
  one.close();
  two.close();
  await server.close();
});

async function meet(): Promise<void> {
  for (const counter of [one, two, one]) await round(counter);
}

function houseOf(counter: TestCounter) {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  return house;
}

const due = (counter: TestCounter) => askPrivacy(houseOf(counter), id, 'cashSale')?.due;
const shown = (counter: TestCounter) => keepAsked(houseOf(counter), id);
const rows = (counter: TestCounter) => houseOf(counter).db.sqlite.prepare('SELECT id FROM customerAsked').all();

test('asked at one workstation, a connected one asks no second time that day [E-16]', async () => {
  expect([due(one), due(two)]).toEqual([true, true]);
  shown(one);
  expect([due(one), due(two)]).toEqual([false, true]);
  await meet();
  expect([due(one), due(two)]).toEqual([false, false]);
  expect((await two.client.consent.byCustomer({ customerId: id })).askedToday).toEqual({
    at: server.clock.now,
    by: 'Anna Amsel',
  });
});

test('one that is offline may ask a second time; afterwards the earliest counts at both, and nothing is a conflict [E-16]', async () => {
  server.road.cut = true;
  shown(two);
  const first = server.clock.now;
  server.clock.now += 30 * MINUTE;
  expect(due(one)).toBe(true);
  shown(one);
  server.road.cut = false;
  // The later asking reaches the server first.
  await meet();
  await meet();
  for (const counter of [one, two]) {
    expect(askedToday(houseOf(counter), id)?.at).toBe(first);
    expect(rows(counter)).toHaveLength(2);
    expect(due(counter)).toBe(false);
    expect(houseOf(counter).db.sqlite.prepare('SELECT count(*) AS n FROM conflict').get()).toEqual({ n: 0 });
  }
  server.clock.now += 24 * 60 * MINUTE;
  expect([due(one), due(two)]).toEqual([true, true]);
});

test('a withdrawal at one workstation ends the asking at the other [A-33]', async () => {
  await one.client.consent.withdraw({ customerId: id, purposes: ['storage'], how: 'oral' });
  await meet();
  expect(askPrivacy(houseOf(two), id, 'card')).toEqual({ due: false, because: 'withdrawn' });
});

test('what was agreed at one workstation is no question at the other, and a noted call keeps the proof there too [N-05]', async () => {
  await one.client.consent.answer({ customerId: id, granted: ['storage', 'advertisingPhone'], how: 'oral' });
  await meet();
  expect(askPrivacy(houseOf(two), id, 'card')).toEqual({ due: false, because: 'granted' });
  server.clock.now += 60 * MINUTE;
  const { phoneProofUntil } = await two.client.consent.notePhone({ customerId: id });
  await meet();
  const { advertising } = await one.client.consent.byCustomer({ customerId: id });
  expect(advertising.phoneProofUntil).toBe(phoneProofUntil);
});
