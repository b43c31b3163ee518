// Which workstations hold whose PIN hash: those of the branches where somebody works, and no others. A role that comes or
// goes sends the employee's row anew, with the hash or without it.
import type { WireRow } from '../src-shared/sync/protocol.ts';
import { synced, type TableName } from '../src-shared/tables.ts';
import { admitted, type calls } from './http/calls.ts';
import { openProof } from './proof-window.ts';
import type { Db, Trx } from './storage/storage.ts';
import { rowsById, rowsOfSubjects, wireRowOf } from './sync/rows.ts';
import type { Held, World } from './sync/world.ts';

export function employeesDoor(os: typeof calls.employees) {
  return {
    prove: os.prove.handler(async ({ context, input }) => {
      const asking = await admitted(context);
      return openProof(context.server, asking, input.proof);
    }),
  };
}

/** Rows as a workstation of this branch may hold them. */
export async function shownInBranch(
  db: Db | Trx,
  chainId: string,
  branchId: string,
  rows: readonly WireRow[],
): Promise<WireRow[]> {
  const ids = rows.filter(({ table }) => table === 'employee').map(({ id }) => id);
  const roles = ids.length === 0 ? [] : await rowsOfSubjects(db, chainId, 'employeeRole', ids);
  const here = new Set(
    roles
      .filter(({ body, removedAt }) => body.branchId === branchId && removedAt === null)
      .map(({ body }) => String(body.employeeId)),
  );
  return rows.map((row) => wireRowOf(row.table === 'employee' && !here.has(row.id) ? withoutSecrets(row) : row));
}

/** After a set was taken: employees whose roles it touched get a new revision, so that every counter hears of them. */
export function renewEmployees(
  world: World,
  changes: readonly { table: string; subjectId: string }[],
  now: number,
): void {
  const ids = new Set(changes.filter(({ table }) => table === 'employeeRole').map(({ subjectId }) => subjectId));
  for (const id of ids) {
    const employee = world.row('employee', id);
    if (employee) world.put({ ...employee, changedAt: now });
  }
}

/** What a change touches besides its own row. */
export function alsoRenewed<C extends { table: string; rowId: string; subjectId: string }>(
  change: C,
): { table: string; rowId: string }[] {
  return change.table === 'employeeRole' ? [change, { table: 'employee', rowId: change.subjectId }] : [change];
}

/** The same for roles that a command of the server has changed. */
export async function renewedEmployees(trx: Trx, chainId: string, roles: readonly Held[]): Promise<Held[]> {
  const ids = new Set(roles.map(({ subjectId }) => subjectId));
  return ids.size === 0 ? [] : rowsById(trx, chainId, new Map([['employee', ids]]));
}

function withoutSecrets(row: WireRow): WireRow {
  const secrets = Object.entries(synced[row.table as TableName].fields ?? {}).filter(([, kind]) => kind === 'secret');
  return { ...row, body: { ...row.body, ...Object.fromEntries(secrets.map(([field]) => [field, null])) } };
}
