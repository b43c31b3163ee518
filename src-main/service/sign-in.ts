// Sets the first branch up, signs employees in by PIN, locks. Wrong PINs are counted per employee and survive a restart.

import { hash, verify } from '@node-rs/argon2';
import { eq, isNull } from 'drizzle-orm';
import type { Person, Seat, SetUpInput, StartState } from '../../src-shared/sign-in/contract.ts';
import { pinDelay, pinProblem } from '../../src-shared/sign-in/rules.ts';
import { branch, employee, employeeRole, workstation } from '../../src-shared/tables.ts';
import { forgetLocal, readLocal, writeLocal } from './database/local.ts';
import type { House } from './house.ts';
import { opened } from './opened.ts';
import type { procedures } from './procedures.ts';
import { recoveryKeyOf } from './recovery-key.ts';
import type { Counter } from './service.ts';

const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const DEFAULT_LOCK_MINUTES = 5;

export function signInHandlers(os: typeof procedures.signIn) {
  return {
    state: os.state.handler(({ context }) => startStateOf(context.counter)),

    setUp: os.setUp.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      if (house.session.seat) throw errors.ALREADY_SET_UP();
      const problem = pinProblem(input.pin);
      if (problem) throw errors.INVALID({ data: { field: 'pin', problem } });
      const pinHash = await hash(input.pin, ARGON);
      if (house.session.seat) throw errors.ALREADY_SET_UP();
      const person = setUp(house, input, pinHash);
      house.session.seat = readSeat(house);
      house.session.person = person;
      house.announce({ kind: 'seat' });
      return { recoveryKey: recoveryKeyOf(house.ports.keyStore.read()) };
    }),

    signIn: os.signIn.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const { session } = house;
      const found = employeeFor(house, input.employeeId);
      if (!found || found.blocked) throw errors.BLOCKED();
      const wait = waitSeconds(house, input.employeeId);
      if (wait > 0) throw errors.WAIT({ data: { waitSeconds: wait } });
      if (!(await verify(found.pinHash, input.pin))) {
        const waitSecondsNow = countWrong(house, input.employeeId);
        throw errors.WRONG_PIN({ data: { waitSeconds: waitSecondsNow } });
      }
      forgetWrong(house, input.employeeId);
      session.seat = readSeat(house);
      session.person = found.person;
      session.lockedBy = null;
      house.announce({ kind: 'seat' });
      return { person: found.person };
    }),

    lock: os.lock.handler(({ context }) => {
      const house = opened(context);
      house.session.lockedBy = house.session.person?.id ?? null;
      house.session.person = null;
      house.announce({ kind: 'seat' });
    }),
  };
}

function startStateOf(counter: Counter): StartState {
  if (counter.trouble) return { phase: 'trouble', trouble: counter.trouble };
  const { seat, person, lockedBy } = counter.session;
  if (!seat) return { phase: 'setUp' };
  return person ? { phase: 'open', seat, person } : { phase: 'signIn', seat, lockedBy };
}

/** Branch, workstation and employees of this data folder; null before the set-up. */
export function readSeat(house: House): Seat | null {
  const station = readLocal(house.db.sqlite, 'workstationId');
  if (!station) return null;
  const here = house.db.orm.select().from(workstation).where(eq(workstation.id, station)).get();
  const home = here && house.db.orm.select().from(branch).where(eq(branch.id, here.branchId)).get();
  if (!here || !home) return null;
  const employees = house.db.orm
    .select({ id: employee.id, name: employee.name, technical: employee.technical, blockedAt: employee.blockedAt })
    .from(employee)
    .innerJoin(employeeRole, eq(employeeRole.employeeId, employee.id))
    .where(isNull(employee.removedAt))
    .all()
    .filter((one) => !one.technical && one.blockedAt === null)
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'de'));
  return {
    branch: { id: home.id, name: home.name, accent: home.accent },
    workstation: { id: here.id, code: here.code, name: here.name },
    employees,
    lockMinutes: Number(readLocal(house.db.sqlite, 'lockMinutes') ?? DEFAULT_LOCK_MINUTES),
  };
}

function setUp(house: House, input: SetUpInput, pinHash: string): Person {
  const branchId = house.newId();
  const workstationId = house.newId();
  const employeeId = house.newId();
  house.save('setUp', (unit) => {
    const { branchName: name, street, houseNumber, postcode, town, phone } = input;
    unit.create('branch', { id: branchId, name, street, houseNumber, postcode, town, phone });
    unit.create('workstation', { id: workstationId, branchId, code: 'T1', name: 'Tresen 1' });
    unit.create('employee', { id: employeeId, name: input.administratorName, pinHash });
    unit.create('employeeRole', { id: house.newId(), employeeId, branchId, role: 'administrator' });
    writeLocal(house.db.sqlite, 'workstationId', workstationId);
  });
  return { id: employeeId, name: input.administratorName, role: 'administrator' };
}

function employeeFor(house: House, employeeId: string) {
  const found = house.db.orm
    .select()
    .from(employee)
    .innerJoin(employeeRole, eq(employeeRole.employeeId, employee.id))
    .where(eq(employee.id, employeeId))
    .all()
    .find((one) => one.employeeRole.branchId === house.session.seat?.branch.id);
  if (!found?.employee.pinHash) return null;
  return {
    pinHash: found.employee.pinHash,
    blocked: found.employee.blockedAt !== null || found.employee.technical || found.employee.removedAt !== null,
    person: { id: found.employee.id, name: found.employee.name, role: found.employeeRole.role },
  };
}

type Wrong = { count: number; until: number };

function waitSeconds(house: House, employeeId: string): number {
  return Math.max(0, Math.ceil((wrongPins(house, employeeId).until - house.now()) / 1000));
}

function wrongPins(house: House, employeeId: string): Wrong {
  const kept = readLocal(house.db.sqlite, `wrongPins:${employeeId}`);
  return kept ? (JSON.parse(kept) as Wrong) : { count: 0, until: 0 };
}

function countWrong(house: House, employeeId: string): number {
  const count = wrongPins(house, employeeId).count + 1;
  const seconds = pinDelay(count);
  writeLocal(
    house.db.sqlite,
    `wrongPins:${employeeId}`,
    JSON.stringify({ count, until: house.now() + seconds * 1000 }),
  );
  return seconds;
}

function forgetWrong(house: House, employeeId: string): void {
  forgetLocal(house.db.sqlite, `wrongPins:${employeeId}`);
}
