// Set-up, sign-in, locking and the growing delay after wrong PINs, on the real service.
import { afterEach, expect, test } from 'vitest';
import { openCounter, PIN, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
afterEach(() => counter.close());

async function anna(): Promise<string> {
  const state = await counter.client.signIn.state();
  if (!('seat' in state)) throw new Error(state.phase);
  return state.seat.employees[0]?.id ?? '';
}

test('a new folder asks for the set-up, and set up it opens for the administrator', async () => {
  counter = await openCounter({ setUp: false });
  expect(await counter.client.signIn.state()).toEqual({ phase: 'setUp' });
  const { recoveryKey } = await counter.client.signIn.setUp({
    ...{ branchName: 'Sonnen-Apotheke', street: '', houseNumber: '', postcode: '', town: '', phone: '' },
    ...{ administratorName: 'Anna Amsel', pin: PIN },
  });
  expect(recoveryKey).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){8}[0-9A-HJKMNP-TV-Z]{6}$/);
  const state = await counter.client.signIn.state();
  expect(state).toMatchObject({ phase: 'open', person: { name: 'Anna Amsel', role: 'administrator' } });
});

test('after a restart somebody must sign in, and only the right PIN does', async () => {
  counter = await openCounter();
  counter.restart();
  expect(await counter.client.signIn.state()).toMatchObject({ phase: 'signIn' });
  await expect(counter.client.customers.recent()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  const employeeId = await anna();
  await expect(counter.client.signIn.signIn({ employeeId, pin: '9999' })).rejects.toMatchObject({ code: 'WRONG_PIN' });
  expect(await counter.client.signIn.signIn({ employeeId, pin: PIN })).toMatchObject({
    person: { name: 'Anna Amsel' },
  });
});

test('the fifth wrong PIN makes everybody wait, longer each time, over a restart too', async () => {
  counter = await openCounter();
  const employeeId = await anna();
  const wrong = () => counter.client.signIn.signIn({ employeeId, pin: '0000' });
  for (let i = 0; i < 4; i++)
    await expect(wrong()).rejects.toMatchObject({ code: 'WRONG_PIN', data: { waitSeconds: 0 } });
  await expect(wrong()).rejects.toMatchObject({ code: 'WRONG_PIN', data: { waitSeconds: 10 } });
  counter.restart();
  await expect(counter.client.signIn.signIn({ employeeId, pin: PIN })).rejects.toMatchObject({ code: 'WAIT' });
  counter.clock.now += 10_000;
  await expect(wrong()).rejects.toMatchObject({ code: 'WRONG_PIN', data: { waitSeconds: 20 } });
  counter.clock.now += 20_000;
  await counter.client.signIn.signIn({ employeeId, pin: PIN });
  await expect(wrong()).rejects.toMatchObject({ data: { waitSeconds: 0 } });
});

test('a second program on the same folder is told that it is in use', async () => {
  counter = await openCounter();
  const { createService } = await import('../../src-main/service/service.ts');
  const { portsFor } = await import('../support/counter.ts');
  const second = createService(portsFor(counter.directory, counter.clock));
  expect(second.counter.trouble).toMatchObject({ kind: 'inUse' });
  second.stop();
});

test('many tries at once are counted like tries one after the other', async () => {
  counter = await openCounter();
  const employeeId = await anna();
  const tries = Array.from({ length: 20 }, (_, at) =>
    counter.client.signIn.signIn({ employeeId, pin: String(5000 + at) }).catch((error) => error.code as string),
  );
  const answers = await Promise.all(tries);
  expect(answers.filter((one) => one === 'WRONG_PIN')).toHaveLength(5);
  expect(answers.filter((one) => one === 'WAIT')).toHaveLength(15);
  await expect(counter.client.signIn.signIn({ employeeId, pin: PIN })).rejects.toMatchObject({ code: 'WAIT' });
});

test('the sign-in offers the people of this branch alone, and begins with who was here last', async () => {
  counter = await openCounter();
  const bernd = await hire(counter);
  const house = counter.service.counter.house;
  house?.save('demo', (unit) => {
    unit.create('branch', { id: 'elsewhere', name: 'Mond-Apotheke' });
    unit.create('employee', { id: 'dora', name: 'Dora Drossel', pinHash: 'x' });
    unit.create('employeeRole', { id: 'role-1', employeeId: 'dora', branchId: 'elsewhere', role: 'employee' });
    unit.create('employeeRole', { id: 'role-2', employeeId: bernd.id, branchId: 'elsewhere', role: 'administrator' });
    unit.create('employee', { id: 'robot', name: 'Automat', technical: true, pinHash: 'x' });
    const branchId = house.session.seat?.branch.id ?? '';
    unit.create('employeeRole', { id: 'role-3', employeeId: 'robot', branchId, role: 'administrator' });
  });
  await signIn(counter, bernd.name, bernd.pin);
  expect(await counter.client.signIn.state()).toMatchObject({ person: { role: 'employee' } });
  counter.restart();
  expect(await counter.client.signIn.state()).toMatchObject({
    phase: 'signIn',
    lockedBy: null,
    lastHere: bernd.id,
    seat: { employees: [{ name: 'Anna Amsel' }, { name: 'Bernd Bussard' }] },
  });
  for (const employeeId of ['robot', 'dora', 'nobody'])
    await expect(counter.client.signIn.signIn({ employeeId, pin: '1234' })).rejects.toMatchObject({ code: 'BLOCKED' });
});

test('the set-up refuses what could not be kept, field by field, and then still goes on', async () => {
  counter = await openCounter({ setUp: false });
  const good = {
    ...{ branchName: 'Sonnen-Apotheke', street: '', houseNumber: '', postcode: '80331', town: '', phone: '' },
    ...{ administratorName: 'Anna Amsel', pin: PIN },
  };
  const refused = (more: Partial<typeof good>) =>
    counter.client.signIn.setUp({ ...good, ...more }).catch((one) => one.data);
  expect(await refused({ postcode: '!' })).toEqual({ field: 'postcode', problem: 'notAPostcode' });
  expect(await refused({ phone: 'ruf an' })).toEqual({ field: 'phone', problem: 'notAPhone' });
  expect(await refused({ pin: '4444' })).toEqual({ field: 'pin', problem: 'tooSimple' });
  expect(await counter.client.signIn.state()).toEqual({ phase: 'setUp' });
  await counter.client.signIn.setUp(good);
  await expect(counter.client.signIn.setUp(good)).rejects.toMatchObject({ code: 'ALREADY_SET_UP' });
  expect((await counter.client.branches.own()).form).toMatchObject({ street: null, postcode: '80331', phone: null });
});
