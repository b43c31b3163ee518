// Employees on the real service: who can be told apart, who can still administer, and that a change counts at once.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { EmployeeForm } from '../../src-shared/employees/rules.ts';
import { openCounter, PIN, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
afterEach(() => counter.close());

const BERND = { name: 'Bernd Bussard', role: 'employee', blocked: false, pin: '2345' } as const;
const save = (
  id: string | null,
  form: Partial<Pick<EmployeeForm, 'name' | 'role' | 'blocked' | 'pin' | 'technical'>>,
) => counter.client.employees.save({ id, ...BERND, pin: null, ...form });
const problems = (...list: { field: string; problem: string }[]) => ({ code: 'INVALID', data: { problems: list } });

async function anna(): Promise<string> {
  return (await counter.client.employees.all()).find((one) => one.name === 'Anna Amsel')?.id ?? '';
}

test('somebody new is listed with who and when, and can sign in', async () => {
  counter = await openCounter();
  const at = counter.clock.now;
  const here = { blocked: false, technical: false, elsewhere: [] };
  const { id } = await hire(counter, { name: '  Bernd   Bussard ' });
  expect(await counter.client.employees.all()).toEqual([
    { id: await anna(), name: 'Anna Amsel', role: 'administrator', ...here, changed: { at, by: null } },
    { id, name: 'Bernd Bussard', role: 'employee', ...here, changed: { at, by: 'Anna Amsel' } },
  ]);
  await signIn(counter, 'Bernd Bussard', '2345');
  expect(await counter.client.signIn.state()).toMatchObject({ phase: 'open', person: { id, role: 'employee' } });
});

test('a PIN is nowhere: in no answer, in no log, and in the file only as its hash', async () => {
  counter = await openCounter();
  const pin = '83641957';
  const { id } = await hire(counter, { pin });
  await save(id, { pin: '5791' });
  const log = await counter.client.changeLog.bySubject({
    subjectIds: [id],
    filters: { employeeId: null, from: null, to: null, field: null },
    cursor: null,
  });
  const answers = JSON.stringify([log, await counter.client.employees.all(), await counter.client.signIn.state()]);
  for (const secret of [pin, '5791', 'argon2']) expect(answers).not.toContain(secret);
  expect(answers).toContain('"pinHash"');
  const house = counter.service.counter.house;
  const rows = house?.db.sqlite.prepare('SELECT pinHash FROM employee WHERE id = ?').all(id);
  expect(rows).toEqual([{ pinHash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/) }]);
  const everything = house?.db.sqlite.prepare('SELECT "from", "to" FROM change').all();
  expect(JSON.stringify(everything)).not.toMatch(/argon2|83641957/);
  for (const file of readdirSync(counter.directory))
    expect(readFileSync(join(counter.directory, file)).includes(pin)).toBe(false);
});

test('the last administrator can be neither demoted nor blocked, and nobody blocks himself', async () => {
  counter = await openCounter();
  const id = await anna();
  const me = { name: 'Anna Amsel', role: 'administrator' } as const;
  await expect(save(id, { ...me, role: 'employee' })).rejects.toMatchObject(
    problems({ field: 'role', problem: 'lastAdministrator' }),
  );
  await expect(save(id, { ...me, blocked: true })).rejects.toMatchObject(
    problems({ field: 'blocked', problem: 'yourself' }),
  );
  const carla = await hire(counter, { name: 'Carla Dohle', role: 'administrator', pin: '3456' });
  await signIn(counter, carla.name, carla.pin);
  await save(id, { ...me, blocked: true });
  await expect(save(carla.id, { name: carla.name, role: 'accounting' })).rejects.toMatchObject(
    problems({ field: 'role', problem: 'lastAdministrator' }),
  );
  expect(await counter.client.employees.all()).toMatchObject([{ blocked: true }, { role: 'administrator' }]);
});

test('who is blocked cannot sign in and is no longer offered, until unblocked', async () => {
  counter = await openCounter();
  const bernd = await hire(counter);
  await save(bernd.id, { blocked: true });
  const seat = async () => {
    const state = await counter.client.signIn.state();
    return state.phase === 'open' ? state.seat.employees.map((one) => one.name) : [];
  };
  expect(await seat()).toEqual(['Anna Amsel']);
  await expect(counter.client.signIn.signIn({ employeeId: bernd.id, pin: bernd.pin })).rejects.toMatchObject({
    code: 'BLOCKED',
  });
  await save(bernd.id, {});
  expect(await seat()).toEqual(['Anna Amsel', 'Bernd Bussard']);
  await signIn(counter, bernd.name, bernd.pin);
});

test('a new PIN counts instead of the old one and takes the delay of wrong ones away', async () => {
  counter = await openCounter();
  const bernd = await hire(counter);
  const tryPin = (pin: string) => counter.client.signIn.signIn({ employeeId: bernd.id, pin });
  for (let i = 0; i < 5; i++) await expect(tryPin('0000')).rejects.toMatchObject({ code: 'WRONG_PIN' });
  await expect(tryPin(bernd.pin)).rejects.toMatchObject({ code: 'WAIT' });
  await save(bernd.id, { pin: '7913' });
  await expect(tryPin(bernd.pin)).rejects.toMatchObject({ code: 'WRONG_PIN' });
  await tryPin('7913');
});

test('changing one’s own role counts in the very next call', async () => {
  counter = await openCounter();
  await hire(counter, { name: 'Carla Dohle', role: 'administrator', pin: '3456' });
  await save(await anna(), { name: 'Anna Adler', role: 'accounting' });
  expect(await counter.client.signIn.state()).toMatchObject({ person: { name: 'Anna Adler', role: 'accounting' } });
  await expect(counter.client.employees.all()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('what would leave people mixed up or without a PIN is refused field by field', async () => {
  counter = await openCounter();
  await expect(save(null, { name: 'anna  amsel', pin: null })).rejects.toMatchObject(
    problems({ field: 'name', problem: 'nameTaken' }, { field: 'pin', problem: 'missing' }),
  );
  await expect(save(null, { name: ' ', pin: '1111' })).rejects.toMatchObject(
    problems({ field: 'name', problem: 'missing' }, { field: 'pin', problem: 'tooSimple' }),
  );
  await expect(save('nobody', {})).rejects.toMatchObject({ code: 'GONE' });
  expect(await save(await anna(), { name: 'Anna Amsel', role: 'administrator' })).toMatchObject({ changeSetId: null });
});

test('only administrators see or change the list', async () => {
  counter = await openCounter();
  const bernd = await hire(counter);
  await signIn(counter, bernd.name, bernd.pin);
  await expect(counter.client.employees.all()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(save(bernd.id, { role: 'administrator' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await counter.client.signIn.lock();
  await expect(save(bernd.id, {})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  await signIn(counter, 'Anna Amsel', PIN);
});
