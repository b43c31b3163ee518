// The chain's workstations for an administrator: the list, and what is asked of the branch server about them.
import { isNull } from 'drizzle-orm';
import { branch, workstation } from '../../src-shared/tables.ts';
import { workstationProblems } from '../../src-shared/workstation/rules.ts';
import { lastChanges } from './change-log.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';
import { renewSeat } from './sign-in.ts';
import { asAdministrator, ownLine } from './sync/administration-line.ts';
import { membership } from './sync/membership.ts';

/** The page does not wait longer for a server that may be away. */
const ASK_AT_MOST_MS = 3000;

export function workstationsHandlers(os: typeof procedures.workstations) {
  return {
    all: os.all.handler(async ({ context }) => {
      const house = opened(context);
      const { server, seen } = await seenByServer(house, signedIn(context).id);
      const rows = livingRows(house);
      const names = new Map(
        house.db.orm
          .select()
          .from(branch)
          .all()
          .map((one) => [one.id, one.name]),
      );
      const changed = lastChanges(
        house,
        rows.map(({ id }) => id),
      );
      const workstations = rows.map(({ id, code, name, branchId, lockMinutes, revokedAt }) => {
        const there = seen.get(id);
        return {
          ...{ id, code, name, lockMinutes, revokedAt },
          branch: { id: branchId, name: names.get(branchId) ?? '' },
          own: id === house.session.seat?.workstation.id,
          seen: there ? { at: there.lastSeenAt, version: there.version } : null,
          changed: changed[id]?.record ?? null,
        };
      });
      const rank = (one: (typeof workstations)[number]) => (one.revokedAt === null ? 0 : 1);
      workstations.sort(
        (a, b) =>
          rank(a) - rank(b) ||
          a.branch.name.localeCompare(b.branch.name, 'de') ||
          a.code.localeCompare(b.code, 'de', { numeric: true }),
      );
      return { server, address: membership(house.db.sqlite)?.address ?? null, workstations };
    }),

    make: os.make.handler(async ({ context, input: { branchId, pin, ...input }, errors }) => {
      const house = opened(context);
      const name = tidied(input.name);
      const [problem] = workstationProblems({ name, lockMinutes: 5 });
      if (problem?.field === 'name') throw errors.BAD_NAME({ data: { problem: problem.problem } });
      const proof = { employeeId: signedIn(context).id, pin };
      return asAdministrator(house, errors, (line) => line.workstations.make({ proof, branchId, name }));
    }),

    activate: os.activate.handler(async ({ context, input: { id, pin }, errors }) => {
      const proof = { employeeId: signedIn(context).id, pin };
      return asAdministrator(opened(context), errors, (line) =>
        line.workstations.activate({ proof, workstationId: id }),
      );
    }),

    revoke: os.revoke.handler(async ({ context, input: { id, pin }, errors }) => {
      const proof = { employeeId: signedIn(context).id, pin };
      await asAdministrator(
        opened(context),
        errors,
        (line) => line.workstations.revoke({ proof, workstationId: id }),
        (code) => (code === 'OWN' ? errors.OWN() : null),
      );
    }),

    save: os.save.handler(({ context, input, errors }) => {
      const house = opened(context);
      const form = { name: tidied(input.name), lockMinutes: input.lockMinutes };
      const problems = workstationProblems(form);
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const found = livingRows(house).find(({ id }) => id === input.id);
      if (!found || found.revokedAt !== null) throw errors.GONE();
      const { changeSetId } = house.save('workstation.save', (unit) => unit.update('workstation', input.id, form));
      if (changeSetId) renewSeat(house);
      return { changeSetId };
    }),
  };
}

// --- details

function livingRows(house: House) {
  return house.db.orm.select().from(workstation).where(isNull(workstation.removedAt)).all();
}

function tidied(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}

type Seen = { workstationId: string; lastSeenAt: number; version: string };

async function seenByServer(
  house: House,
  employeeId: string,
): Promise<{ server: 'none' | 'reached' | 'offline'; seen: ReadonlyMap<string, Seen> }> {
  const line = ownLine(house);
  if (!line) return { server: 'none', seen: new Map() };
  try {
    const seen = await line.workstations.seen({ employeeId }, { signal: AbortSignal.timeout(ASK_AT_MOST_MS) });
    return { server: 'reached', seen: new Map(seen.map((one) => [one.workstationId, one])) };
  } catch {
    return { server: 'offline', seen: new Map() };
  }
}
