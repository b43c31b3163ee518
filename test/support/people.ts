// Employees for tests: made and signed in through the same calls that the screen uses.
import type { Role } from '../../src-shared/calls.ts';
import { PIN, type TestCounter } from './counter.ts';

/** 'Bernd Bussard' as 'Mitarbeiter' unless said otherwise. Somebody who may administer must be signed in. */
export async function hire(
  counter: TestCounter,
  person: { name?: string; role?: Role; pin?: string } = {},
): Promise<{ id: string; name: string; pin: string }> {
  const { name = 'Bernd Bussard', role = 'employee', pin = '2345' } = person;
  const { id } = await counter.client.employees.save({ id: null, name, role, blocked: false, pin });
  return { id, name, pin };
}

/** Signs somebody in by name, whoever was signed in before. */
export async function signIn(counter: TestCounter, name = 'Anna Amsel', pin = PIN): Promise<void> {
  const state = await counter.client.signIn.state();
  if (!('seat' in state)) throw new Error(state.phase);
  const employeeId = state.seat.employees.find((one) => one.name === name)?.id;
  if (!employeeId) throw new Error(`nobody is called ${name}`);
  await counter.client.signIn.signIn({ employeeId, pin });
}
