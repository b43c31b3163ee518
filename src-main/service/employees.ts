// Keeps the employees of the own branch: name, role, PIN, blocked or not. What must always hold stands in employees/rules.ts.
import { and, eq, isNull } from 'drizzle-orm';
import { employeeProblems } from '../../src-shared/employees/rules.ts';
import { employee, employeeRole } from '../../src-shared/tables.ts';
import { lastChanges } from './change-log.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';
import { hashSecret } from './secrets.ts';
import { forgetWrongPins, renewSeat } from './sign-in.ts';

export function employeeHandlers(os: typeof procedures.employees) {
  return {
    all: os.all.handler(({ context }) => {
      const house = opened(context);
      const found = colleaguesOf(house);
      const changed = lastChanges(
        house,
        found.map((one) => one.id),
      );
      return found.map(({ roleId: _, blockedAt: __, ...one }) => ({
        ...one,
        changed: changed[one.id]?.record ?? null,
      }));
    }),

    save: os.save.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const { id, pin, blocked, role } = input;
      const name = input.name.trim().replace(/\s+/g, ' ');
      const check = () => {
        const colleagues = colleaguesOf(house);
        const before = colleagues.find((one) => one.id === id);
        if (id && !before) throw errors.GONE();
        const problems = employeeProblems(id, { name, role, blocked, pin }, colleagues, signedIn(context).id);
        if (problems.length > 0) throw errors.INVALID({ data: { problems } });
        return before;
      };
      check();
      const secret = pin === null ? {} : { pinHash: await hashSecret(pin) };
      // Hashing takes its time: somebody else may have changed the list meanwhile.
      const before = check();
      const employeeId = id ?? house.newId();
      const { changeSetId } = house.save('employee.save', (unit) => {
        if (before) {
          const blockedAt = blocked ? (before.blockedAt ?? unit.now) : null;
          unit.update('employee', employeeId, { name, blockedAt, ...secret });
          unit.update('employeeRole', before.roleId, { role });
        } else {
          const branchId = house.session.seat?.branch.id ?? '';
          unit.create('employee', { id: employeeId, name, blockedAt: blocked ? unit.now : null, ...secret });
          unit.create('employeeRole', { id: house.newId(), employeeId, branchId, role });
        }
        if (pin !== null) forgetWrongPins(house, employeeId);
      });
      if (changeSetId) renewSeat(house);
      return { id: employeeId, changeSetId };
    }),
  };
}

/** Everybody with a role in this branch, technical users left out: they never sit at a counter. */
function colleaguesOf(house: House) {
  return house.db.orm
    .select({
      id: employee.id,
      name: employee.name,
      blockedAt: employee.blockedAt,
      role: employeeRole.role,
      roleId: employeeRole.id,
    })
    .from(employee)
    .innerJoin(employeeRole, eq(employeeRole.employeeId, employee.id))
    .where(
      and(
        eq(employeeRole.branchId, house.session.seat?.branch.id ?? ''),
        isNull(employeeRole.removedAt),
        isNull(employee.removedAt),
        eq(employee.technical, false),
      ),
    )
    .all()
    .map((one) => ({ ...one, blocked: one.blockedAt !== null }))
    .sort((a, b) => a.name.localeCompare(b.name, 'de'));
}
