// Sets the first branch up, signs employees in by PIN, locks. Wrong PINs are counted per employee and survive a restart.

import { and, eq, isNull } from 'drizzle-orm';
import { branchFieldProblem } from '../../src-shared/branches/rules.ts';
import type { Person, Seat, SetUpInput, StartState } from '../../src-shared/sign-in/contract.ts';
import { pinDelay, pinProblem } from '../../src-shared/sign-in/rules.ts';
import { branch, employee, employeeRole, workstation } from '../../src-shared/tables.ts';
import { forgetLocal, readLocal, writeLocal } from './database/local.ts';
import type { House } from './house.ts';
import { opened } from './opened.ts';
import type { procedures } from './procedures.ts';
import { recoveryKeyOf } from './recovery-key.ts';
import { hashSecret, verifySecret } from './secrets.ts';
import type { Counter } from './service.ts';
import { seedTextBlocks } from './text-blocks.ts';

export function signInHandlers(os: typeof procedures.signIn) {
  return {
    state: os.state.handler(({ context }) => startStateOf(context.counter)),

    setUp: os.setUp.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      if (house.session.seat) throw errors.ALREADY_SET_UP();
      const invalid = setUpProblem(input);
      if (invalid) throw errors.INVALID({ data: invalid });
      const pinHash = await hashSecret(input.pin);
      if (house.session.seat) throw errors.ALREADY_SET_UP();
      const person = setUp(house, input, pinHash);
      house.session.seat = readSeat(house);
      house.session.person = person;
      rememberPin(house, person, input.pin);
      house.announce({ kind: 'seat' });
      context.counter.ownServer?.look();
      return { recoveryKey: recoveryKeyOf(house.ports.keyStore.read()) };
    }),

    signIn: os.signIn.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const { session } = house;
      const found = employeeFor(house, input.employeeId);
      if (!found || found.blocked) throw errors.BLOCKED();
      const wait = waitSeconds(house, input.employeeId);
      if (wait > 0) throw errors.WAIT({ data: { waitSeconds: wait } });
      // Counted as wrong before it is checked: many tries at once, or a kill in between, are not free.
      const waitSecondsNow = countWrong(house, input.employeeId);
      if (!(await verifySecret(found.pinHash, input.pin)))
        throw errors.WRONG_PIN({ data: { waitSeconds: waitSecondsNow } });
      forgetWrongPins(house, input.employeeId);
      writeLocal(house.db.sqlite, 'lastHere', input.employeeId);
      session.seat = readSeat(house);
      session.person = found.person;
      session.lockedBy = null;
      rememberPin(house, found.person, input.pin);
      house.announce({ kind: 'seat' });
      return { person: found.person };
    }),

    startOver: os.startOver.handler(({ context }) => context.counter.folder.startOver()),

    lock: os.lock.handler(({ context }) => {
      opened(context);
      lock(context.counter);
    }),
  };
}

/** Whoever is signed in has left; an open mask stays his draft. */
export function lock({ house }: Pick<Counter, 'house'>): void {
  if (!house) return;
  house.session.lockedBy = house.session.person?.id ?? null;
  house.previews.closeAll();
  house.session.person = null;
  house.sync.proofs.left();
  house.announce({ kind: 'seat' });
}

function startStateOf(counter: Counter): StartState {
  const { revocation } = counter.folder;
  if (revocation) return { phase: 'revoked', ...revocation };
  if (counter.trouble) return { phase: 'trouble', trouble: counter.trouble };
  const { seat, person, lockedBy } = counter.session;
  if (!seat) return { phase: 'setUp' };
  if (person) return { phase: 'open', seat, person };
  const lastHere = counter.house ? readLocal(counter.house.db.sqlite, 'lastHere') : null;
  return { phase: 'signIn', seat, lockedBy, lastHere };
}

/** After the branch, its employees or the workstation were changed: seat and rights count at once, here too. */
export function renewSeat(house: House): void {
  const { session } = house;
  session.seat = readSeat(house);
  if (session.person) {
    const found = employeeFor(house, session.person.id);
    session.person = found && !found.blocked ? found.person : null;
  }
  house.announce({ kind: 'seat' });
}

/** So that an administrator who has just typed it is not asked again (sync/proofs.ts). */
function rememberPin(house: House, { id, role }: Person, pin: string): void {
  house.sync.proofs.left();
  if (role !== 'administrator') return;
  house.sync.proofs.typed(id, pin);
  house.sync.soon();
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
    .where(and(eq(employeeRole.branchId, home.id), isNull(employeeRole.removedAt), isNull(employee.removedAt)))
    .all()
    .filter((one) => !one.technical && one.blockedAt === null)
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'de'));
  return {
    branch: { id: home.id, name: home.name, accent: home.accent },
    workstation: { id: here.id, code: here.code, name: here.name },
    employees,
    lockMinutes: here.lockMinutes,
    language: readLocal(house.db.sqlite, 'language') === 'en' ? 'en' : 'de',
  };
}

function setUpProblem({ branchName, postcode, phone, administratorName, pin }: SetUpInput) {
  if (branchName === '') return { field: 'branchName', problem: 'missing' } as const;
  const notAPostcode = branchFieldProblem('postcode', postcode);
  if (notAPostcode) return { field: 'postcode', problem: notAPostcode } as const;
  const notAPhone = branchFieldProblem('phone', phone);
  if (notAPhone) return { field: 'phone', problem: notAPhone } as const;
  if (administratorName === '') return { field: 'administratorName', problem: 'missing' } as const;
  const badPin = pinProblem(pin);
  return badPin ? ({ field: 'pin', problem: badPin } as const) : null;
}

function setUp(house: House, input: SetUpInput, pinHash: string): Person {
  const branchId = house.newId();
  const workstationId = house.newId();
  const employeeId = house.newId();
  house.save('setUp', (unit) => {
    const { branchName: name, street, houseNumber, postcode, town, phone } = input;
    const address = {
      street: street || null,
      houseNumber: houseNumber || null,
      postcode: postcode || null,
      town: town || null,
    };
    unit.create('branch', { id: branchId, name, ...address, phone: phone || null });
    unit.create('workstation', { id: workstationId, branchId, code: 'T1', name: 'Tresen 1' });
    unit.create('employee', { id: employeeId, name: input.administratorName, pinHash });
    unit.create('employeeRole', { id: house.newId(), employeeId, branchId, role: 'administrator' });
    seedTextBlocks(house, unit);
    writeLocal(house.db.sqlite, 'workstationId', workstationId);
  });
  return { id: employeeId, name: input.administratorName, role: 'administrator' };
}

function employeeFor(house: House, employeeId: string) {
  const found = house.db.orm
    .select()
    .from(employee)
    .innerJoin(employeeRole, eq(employeeRole.employeeId, employee.id))
    .where(and(eq(employee.id, employeeId), isNull(employeeRole.removedAt)))
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

/** A new PIN starts anew. */
export function forgetWrongPins(house: House, employeeId: string): void {
  forgetLocal(house.db.sqlite, `wrongPins:${employeeId}`);
}
