// Keeps the chain's employees: name, one role in each branch, PIN, blocked or not, person or program. What must always hold
// stands in employees/rules.ts; which workstations hold whose PIN hash is the branch server's business.
import { createHash } from 'node:crypto';
import { eq, isNull } from 'drizzle-orm';
import { type BranchRole, type EmployeeForm, employeeProblems } from '../../src-shared/employees/rules.ts';
import { branch, employee, employeeRole } from '../../src-shared/tables.ts';
import { lastChanges } from './change-log.ts';
import type { UnitOfWork } from './database/save.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';
import { hashSecret } from './secrets.ts';
import { forgetWrongPins, renewSeat } from './sign-in.ts';
import { asAdministrator } from './sync/administration-line.ts';

export function employeeHandlers(os: typeof procedures.employees) {
  return {
    prove: os.prove.handler(async ({ context, input: { pin }, errors }) => {
      const house = opened(context);
      const employeeId = signedIn(context).id;
      await asAdministrator(house, errors, async (line) => {
        house.sync.proofs.hold(employeeId, await line.employees.prove({ proof: { employeeId, pin } }));
      });
    }),

    all: os.all.handler(({ context }) => {
      const house = opened(context);
      const found = colleaguesOf(house);
      const changed = lastChanges(
        house,
        found.map((one) => one.id),
      );
      return found.map(({ blockedAt: _, ...one }) => ({ ...one, changed: changed[one.id]?.record ?? null }));
    }),

    save: os.save.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const name = input.name.trim().replace(/\s+/g, ' ');
      const check = () => {
        const colleagues = colleaguesOf(house);
        const before = colleagues.find((one) => one.id === input.id);
        if (input.id && !before) throw errors.GONE();
        const form: EmployeeForm = {
          ...{ name, role: input.role, blocked: input.blocked },
          elsewhere: input.elsewhere ?? before?.elsewhere ?? [],
          technical: input.technical ?? before?.technical ?? false,
          // A program has none.
          pin: input.technical ? null : input.pin,
        };
        const problems = employeeProblems(input.id, form, colleagues, signedIn(context).id);
        if (problems.length > 0) throw errors.INVALID({ data: { problems } });
        if (form.elsewhere.some(({ branchId }) => !isOtherBranch(house, branchId))) throw errors.GONE();
        return { before, form };
      };
      const { pin } = check().form;
      const hash = pin === null ? {} : { pinHash: await hashSecret(pin) };
      // Hashing takes its time: somebody else may have changed the list meanwhile.
      const { before, form } = check();
      const secret = form.technical ? { pinHash: null } : hash;
      const employeeId = input.id ?? house.newId();
      const { technical } = form;
      const { changeSetId } = house.save('employee.save', (unit) => {
        const blockedAt = form.blocked ? (before?.blockedAt ?? unit.now) : null;
        if (before) unit.update('employee', employeeId, { name, blockedAt, technical, ...secret });
        else unit.create('employee', { id: employeeId, name, blockedAt, technical, ...secret });
        giveRoles(house, unit, employeeId, rolesOf(house, form));
        if (pin !== null) forgetWrongPins(house, employeeId);
      });
      if (changeSetId) renewSeat(house);
      return { id: employeeId, changeSetId };
    }),
  };
}

/**
 * The row of somebody's role in a branch: the same wherever it is made, so that two counters that give it at the same time
 * make one.
 */
export function roleId(employeeId: string, branchId: string): string {
  return createHash('sha256').update(`${employeeId} ${branchId}`).digest('hex').slice(0, 32);
}

// --- details

function rolesOf(house: House, { role, elsewhere }: EmployeeForm): readonly BranchRole[] {
  return role === null ? elsewhere : [{ branchId: ownBranch(house), role }, ...elsewhere];
}

/** One role in each of these branches, and none in others. */
function giveRoles(house: House, unit: UnitOfWork, employeeId: string, wanted: readonly BranchRole[]): void {
  const kept = house.db.orm.select().from(employeeRole).where(eq(employeeRole.employeeId, employeeId)).all();
  for (const { branchId, role } of wanted) {
    const row = kept.find((one) => one.branchId === branchId);
    if (!row) unit.create('employeeRole', { id: roleId(employeeId, branchId), employeeId, branchId, role });
    else {
      if (row.removedAt !== null) unit.restore('employeeRole', row.id);
      unit.update('employeeRole', row.id, { role });
    }
  }
  for (const row of kept)
    if (row.removedAt === null && !wanted.some(({ branchId }) => branchId === row.branchId))
      unit.remove('employeeRole', row.id);
}

function ownBranch(house: House): string {
  return house.session.seat?.branch.id ?? '';
}

function isOtherBranch(house: House, id: string): boolean {
  const row = house.db.orm.select().from(branch).where(eq(branch.id, id)).get();
  return row !== undefined && row.removedAt === null && id !== ownBranch(house);
}

/** Everybody in the chain, technical users too; roles in branches that are gone left out. */
function colleaguesOf(house: House) {
  const own = ownBranch(house);
  const roles = house.db.orm
    .select({ employeeId: employeeRole.employeeId, branchId: employeeRole.branchId, role: employeeRole.role })
    .from(employeeRole)
    .innerJoin(branch, eq(branch.id, employeeRole.branchId))
    .where(isNull(employeeRole.removedAt))
    .all();
  return house.db.orm
    .select()
    .from(employee)
    .where(isNull(employee.removedAt))
    .all()
    .map(({ id, name, technical, blockedAt }) => {
      const has = roles.filter(({ employeeId }) => employeeId === id);
      return {
        ...{ id, name, technical, blockedAt, blocked: blockedAt !== null },
        role: has.find(({ branchId }) => branchId === own)?.role ?? null,
        elsewhere: has.flatMap(({ branchId, role }) => (branchId === own ? [] : [{ branchId, role }])),
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'de'));
}
