// Ends a branch that has neither customers nor workstations, with the roles in it, all or nothing.
import type { WireChange } from '../src-shared/sync/protocol.ts';
import { renewedEmployees } from './employees.ts';
import { admitted, type calls } from './http/calls.ts';
import { proveAdministrator } from './proof.ts';
import type { Trx } from './storage/storage.ts';
import { heldOf } from './sync/rows.ts';
import { writeAsServer } from './sync/server-write.ts';
import type { Held } from './sync/world.ts';

export function branchesDoor(os: typeof calls.branches) {
  return {
    remove: os.remove.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const asking = await admitted(context);
      await proveAdministrator(server, asking, input.proof);
      const { branchId } = input;
      await writeAsServer(server, asking.chainId, async (writing) => {
        const { trx, chainId } = writing;
        const branch = await writing.read('branch', branchId);
        if (!branch || branch.removedAt !== null) throw errors.GONE();
        const customers = await customersOf(trx, chainId, branchId);
        const workstations = (await livingRows(trx, chainId, 'workstation')).filter(
          ({ body }) => body.branchId === branchId && (body.revokedAt ?? null) === null,
        ).length;
        if (customers > 0 || workstations > 0) throw errors.IN_USE({ data: { customers, workstations } });
        const roles = (await livingRows(trx, chainId, 'employeeRole')).filter(({ body }) => body.branchId === branchId);
        for (const row of [branch, ...roles]) writing.remove(row);
        for (const employee of await renewedEmployees(trx, chainId, roles)) writing.change(employee, {});
        writing.log({
          ...{ id: server.newId(), employeeId: input.proof.employeeId, workstationId: asking.workstationId },
          ...{ branchId: asking.branchId, doing: 'branch.save' },
          changes: [removalOf(branch), ...roles.map(removalOf)],
        });
      });
    }),
  };
}

// --- details

async function customersOf(trx: Trx, chainId: string, branchId: string): Promise<number> {
  const { count } = await trx
    .selectFrom('syncedRow')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('chainId', '=', chainId)
    .where('tableName', '=', 'customer')
    .where('branchId', '=', branchId)
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Of a table with few rows. */
async function livingRows(trx: Trx, chainId: string, table: 'workstation' | 'employeeRole'): Promise<Held[]> {
  const rows = await trx
    .selectFrom('syncedRow')
    .selectAll()
    .where('chainId', '=', chainId)
    .where('tableName', '=', table)
    .where('removedAt', 'is', null)
    .execute();
  return rows.map(heldOf);
}

function removalOf({ table, id, subjectId, body }: Held): WireChange {
  const plain = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
  const none = { field: null, to: null, groupFrom: null };
  return { table, rowId: id, subjectId, kind: 'remove', from: JSON.stringify(plain), ...none };
}
