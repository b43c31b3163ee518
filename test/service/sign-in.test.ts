// Set-up, sign-in, locking and the growing delay after wrong PINs, on the real service.
import { afterEach, expect, test } from 'vitest';
import { openCounter, PIN, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
afterEach(() => counter.close());

async function anna(): Promise<string> {
  const state = await counter.client.signIn.state();
  if (state.phase === 'trouble' || state.phase === 'setUp') throw new Error(state.phase);
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
