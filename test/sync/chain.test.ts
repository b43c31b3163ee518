// A chain of branches on one server: who lies where with his PIN, who is out at once, which branch is the headquarters, and
// how a branch and a workstation come and go.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PIN, type TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { hire, signIn } from '../support/people.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

let server: TestServer;
let one: TestCounter;
const others: TestCounter[] = [];

beforeEach(async () => {
  server = await openServer();
  one = await foundingCounter(server);
});
afterEach(async () => {
  for (const counter of others.splice(0)) counter.close();
  one.close();
  await server.close();
});

const nothing = { street: null, houseNumber: null, postcode: null, town: null, phone: null, email: null };
const form = (name: string) => ({
  ...{ ...nothing, name, website: null, openingHours: null, letterFooter: null, accent: null, licenceUntil: null },
});

async function newBranch(name: string): Promise<string> {
  const { id } = await one.client.branches.save({ id: null, form: form(name), logo: 'keep' });
  await round(one);
  return id;
}

async function counterIn(branchId?: string): Promise<TestCounter> {
  const counter = await joinedCounter(server, one, branchId === undefined ? {} : { branchId });
  others.push(counter);
  return counter;
}

function hashAt(counter: TestCounter, employeeId: string): string | null | undefined {
  const found = counter.service.counter.house?.db.sqlite
    .prepare('SELECT pinHash FROM employee WHERE id = ?')
    .get(employeeId) as { pinHash: string | null } | undefined;
  return found?.pinHash;
}

/** Before the time of both moves on, so that later changes are later. */
async function both(...counters: TestCounter[]): Promise<void> {
  server.clock.now += 1000;
  for (const counter of [...counters, ...counters]) await round(counter);
}

const HASH = /^\$argon2id\$/;

test('a PIN hash lies only where somebody works: it comes with the role and goes with it', async () => {
  const market = await newBranch('Markt-Apotheke');
  const two = await counterIn(market);
  const bernd = await hire(one);
  await both(one, two);
  expect([hashAt(one, bernd.id), hashAt(two, bernd.id)]).toEqual([expect.stringMatching(HASH), null]);
  await expect(signIn(two, bernd.name, bernd.pin)).rejects.toThrow('nobody is called');

  const save = (elsewhere: { branchId: string; role: 'employee' }[], role: 'employee' | null = 'employee') =>
    one.client.employees.save({ id: bernd.id, name: bernd.name, role, elsewhere, blocked: false, pin: null });
  await save([{ branchId: market, role: 'employee' }]);
  await both(one, two);
  expect([hashAt(one, bernd.id), hashAt(two, bernd.id)]).toEqual([
    expect.stringMatching(HASH),
    expect.stringMatching(HASH),
  ]);
  await signIn(two, bernd.name, bernd.pin);

  await save([{ branchId: market, role: 'employee' }], null);
  await both(one, two);
  expect([hashAt(one, bernd.id), hashAt(two, bernd.id)]).toEqual([null, expect.stringMatching(HASH)]);

  await save([], 'employee');
  await both(one, two);
  expect([hashAt(one, bernd.id), hashAt(two, bernd.id)]).toEqual([expect.stringMatching(HASH), null]);
  expect(await two.client.signIn.state()).toMatchObject({ phase: 'signIn' });
});

test('an answer to a push carries no PIN hash of another branch either', async () => {
  const market = await newBranch('Markt-Apotheke');
  const two = await counterIn(market);
  const bernd = await hire(one);
  await both(one, two);
  await two.client.employees.save({
    ...{ id: bernd.id, name: 'Bernd Bussard-Sperber', role: null, blocked: false, pin: null },
  });
  await both(two);
  expect(hashAt(two, bernd.id)).toBe(null);
  await both(one);
  expect(hashAt(one, bernd.id)).toMatch(HASH);
  await signIn(one, 'Bernd Bussard-Sperber', bernd.pin);
});

test('a PIN given from another branch works there, and stays nowhere else', async () => {
  const market = await newBranch('Markt-Apotheke');
  const two = await counterIn(market);
  const { id } = await one.client.employees.save({
    ...{ id: null, name: 'Dora Drossel', role: null, blocked: false, pin: '4821' },
    elsewhere: [{ branchId: market, role: 'accounting' }],
  });
  await both(one, two);
  expect([hashAt(one, id), hashAt(two, id)]).toEqual([null, expect.stringMatching(HASH)]);
  await signIn(two, 'Dora Drossel', '4821');
  expect(await two.client.signIn.state()).toMatchObject({ person: { role: 'accounting' } });
});

test('who is blocked is out at the next sync, and back when unblocked', async () => {
  const two = await counterIn();
  const bernd = await hire(one);
  await both(one, two);
  await signIn(two, bernd.name, bernd.pin);
  const block = (blocked: boolean) =>
    one.client.employees.save({ id: bernd.id, name: bernd.name, role: 'employee', blocked, pin: null });
  await block(true);
  await round(one);
  // Offline still: he works on.
  expect(await two.client.signIn.state()).toMatchObject({ phase: 'open', person: { id: bernd.id } });
  await round(two);
  expect(await two.client.signIn.state()).toMatchObject({ phase: 'signIn' });
  await expect(two.client.signIn.signIn({ employeeId: bernd.id, pin: bernd.pin })).rejects.toMatchObject({
    code: 'BLOCKED',
  });
  await block(false);
  await both(one, two);
  await signIn(two, bernd.name, bernd.pin);
});

test('what a blocked employee saved offline waits for a person', async () => {
  const two = await counterIn();
  const bernd = await hire(one);
  await both(one, two);
  await signIn(two, bernd.name, bernd.pin);
  await one.client.employees.save({ id: bernd.id, name: bernd.name, role: 'employee', blocked: true, pin: null });
  await round(one);
  await two.client.customers.save({
    ...{ id: null, form: customerForm('Nachzügler'), basedOn: null, appActive: null, draftId: null },
  });
  await round(two);
  const entries = two.service.counter.house?.db.sqlite.prepare('SELECT reason, refusal FROM conflict').all();
  expect(entries).toEqual([{ reason: 'refused', refusal: 'employeeBlocked' }]);
});

test('two counters give the same role at the same time: it is one row', async () => {
  const market = await newBranch('Markt-Apotheke');
  const two = await counterIn();
  const bernd = await hire(one);
  await both(one, two);
  for (const [counter, role] of [
    [one, 'employee'],
    [two, 'accounting'],
  ] as const)
    await counter.client.employees.save({
      ...{ id: bernd.id, name: bernd.name, role: 'employee', blocked: false, pin: null },
      elsewhere: [{ branchId: market, role }],
    });
  await both(one, two);
  for (const counter of [one, two]) {
    const rows = counter.service.counter.house?.db.sqlite
      .prepare('SELECT role FROM employeeRole WHERE employeeId = ? AND branchId = ?')
      .all(bernd.id, market);
    expect(rows).toEqual([{ role: 'employee' }]);
  }
});

test('a technical user has rights and no PIN, and is offered at no counter', async () => {
  const two = await counterIn();
  const { id } = await one.client.employees.save({
    ...{ id: null, name: 'Warenwirtschaft', role: 'employee', technical: true, blocked: false, pin: '4821' },
  });
  await both(one, two);
  for (const counter of [one, two]) {
    expect(hashAt(counter, id)).toBe(null);
    expect(JSON.stringify(await counter.client.signIn.state())).not.toContain('Warenwirtschaft');
    await expect(counter.client.signIn.signIn({ employeeId: id, pin: '4821' })).rejects.toMatchObject({
      code: 'BLOCKED',
    });
  }
});

test('exactly one branch is the headquarters, whatever two counters choose', async () => {
  const two = await counterIn();
  const [market, station] = [await newBranch('Markt-Apotheke'), await newBranch('Bahnhof-Apotheke')];
  await both(one, two);
  const headquarters = async (counter: TestCounter) =>
    (await counter.client.branches.all()).filter((each) => each.headquarters).map(({ name }) => name);
  expect(await headquarters(one)).toEqual(['Sonnen-Apotheke']);
  await one.client.branches.save({ id: market, form: form('Markt-Apotheke'), logo: 'keep', headquarters: true });
  await two.client.branches.save({ id: station, form: form('Bahnhof-Apotheke'), logo: 'keep', headquarters: true });
  await both(one, two);
  expect(await headquarters(one)).toEqual(['Markt-Apotheke']);
  expect(await headquarters(two)).toEqual(await headquarters(one));
  await two.client.branches.save({ id: station, form: form('Bahnhof-Apotheke'), logo: 'keep', headquarters: true });
  await both(two, one);
  expect(await headquarters(one)).toEqual(['Bahnhof-Apotheke']);
});

test('only an empty branch can be removed, and only the server knows that it is', async () => {
  const market = await newBranch('Markt-Apotheke');
  const remove = (pin: string | null = PIN) => one.client.branches.remove({ id: market, pin });
  const two = await counterIn(market);
  const { id } = await two.client.customers.save({
    ...{ id: null, form: customerForm('Weiß'), basedOn: null, appActive: null, draftId: null },
  });
  await both(two, one);
  // This workstation holds no customer of that branch, but its workstation is known here.
  await expect(remove()).rejects.toMatchObject({ code: 'IN_USE', data: { workstations: 1 } });
  const { workstations } = await one.client.workstations.all();
  const there = workstations.find(({ branch }) => branch.id === market)?.id ?? '';
  await one.client.workstations.revoke({ id: there, pin: PIN });
  await expect(remove()).rejects.toMatchObject({ code: 'IN_USE', data: { customers: 1, workstations: 0 } });
  expect(id).not.toBe('');

  const empty = await newBranch('Bahnhof-Apotheke');
  await expect(one.client.branches.remove({ id: empty, pin: '9999' })).rejects.toMatchObject({ code: 'WRONG_PIN' });
  await one.client.branches.remove({ id: empty, pin: PIN });
  const names = async () => (await one.client.branches.all()).map(({ name }) => name);
  expect(await names()).toEqual(['Markt-Apotheke', 'Sonnen-Apotheke']);
  const roles = one.service.counter.house?.db.sqlite
    .prepare('SELECT count(*) AS n FROM employeeRole WHERE branchId = ? AND removedAt IS NULL')
    .get(empty);
  expect(roles).toEqual({ n: 0 });
  const own = (await one.client.branches.all()).find((each) => each.own)?.id ?? '';
  await expect(one.client.branches.remove({ id: own, pin: PIN })).rejects.toMatchObject({ code: 'OWN' });
});

test('workstations are made, activated and ended from the page; without the server it says so', async () => {
  const { server: reached, workstations } = await one.client.workstations.all();
  expect([reached, workstations]).toMatchObject([
    'reached',
    [{ code: 'T1', own: true, seen: { version: '0.0.0-test' } }],
  ]);
  const market = await newBranch('Markt-Apotheke');
  const made = await one.client.workstations.make({ branchId: market, name: ' Büro  hinten ', pin: PIN });
  expect(made).toMatchObject({ letters: 'T2', code: expect.stringMatching(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/) });
  const list = async () => (await one.client.workstations.all()).workstations;
  expect(await list()).toMatchObject([
    { code: 'T2', name: 'Büro hinten', branch: { name: 'Markt-Apotheke' }, seen: null, revokedAt: null },
    { code: 'T1' },
  ]);
  await one.client.workstations.save({ id: made.workstationId, name: 'Büro', lockMinutes: 20 });
  expect((await list())[0]).toMatchObject({ name: 'Büro', lockMinutes: 20 });
  await expect(
    one.client.workstations.save({ id: made.workstationId, name: '', lockMinutes: 0 }),
  ).rejects.toMatchObject({ code: 'INVALID' });

  server.road.cut = true;
  expect(await one.client.workstations.all()).toMatchObject({ server: 'offline' });
  for (const step of [
    one.client.workstations.make({ branchId: market, name: 'Labor', pin: PIN }),
    one.client.workstations.activate({ id: made.workstationId, pin: PIN }),
    one.client.workstations.revoke({ id: made.workstationId, pin: PIN }),
  ])
    await expect(step).rejects.toMatchObject({ code: 'OFFLINE' });
  server.road.cut = false;
  await one.client.workstations.revoke({ id: made.workstationId, pin: PIN });
  expect((await list()).map(({ code, revokedAt }) => [code, revokedAt !== null])).toEqual([
    ['T1', false],
    ['T2', true],
  ]);
});
