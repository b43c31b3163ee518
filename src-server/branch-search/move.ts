// Moves a customer with all that hangs on him to another branch: the new branch's workstations get everything as if it were
// new, the old one's are told what to forget.

import { mergedInto } from '../merge/snapshot.ts';
import { rowsOfSubject } from '../sync/rows.ts';
import type { Writing } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';

type Who = { id: string; employeeId: string; branchId: string; workstationId: string };

export async function moveCustomer(writing: Writing, customer: Held, toBranchId: string, who: Who): Promise<void> {
  const { trx, chainId, now } = writing;
  const from = customer.branchId ?? '';
  const rows = await rowsOfSubject(trx, chainId, customer.id);
  // Those that were merged into it lead there, and can be taken out again.
  for (const stub of await mergedInto(trx, chainId, customer.id))
    rows.push(...(await rowsOfSubject(trx, chainId, stub)));
  for (const row of rows) {
    if (row.branchId !== from) continue;
    const body = 'branchId' in row.body && row.table !== 'changeSet' ? { ...row.body, branchId: toBranchId } : row.body;
    writing.put({ ...row, branchId: toBranchId, changedAt: now, body });
  }
  const changes = [
    {
      ...{ table: 'customer', rowId: customer.id, subjectId: customer.id, kind: 'update', field: 'branchId' },
      ...{ from: JSON.stringify(from), to: JSON.stringify(toBranchId), groupFrom: null },
    },
  ];
  const { employeeId, branchId, workstationId } = who;
  writing.put({
    ...{ table: 'changeSet', id: who.id, branchId: toBranchId, subjectId: customer.id, revision: 0 },
    ...{ changedAt: now, removedAt: null, marks: {} },
    body: {
      ...{ at: now, employeeId, branchId, workstationId, doing: 'customer.move', undoes: null },
      changes: JSON.stringify(changes),
    },
  });
  writing.afterwards(async (revision) => {
    await trx
      .insertInto('movedAway')
      .values(
        rows
          .filter((row) => row.branchId === from)
          .map(({ table, id }) => ({ chainId, branchId: from, tableName: table, id, revision })),
      )
      .onConflict((conflict) => conflict.columns(['chainId', 'branchId', 'tableName', 'id']).doUpdateSet({ revision }))
      .execute();
    // Back again: nothing to forget there any more.
    await trx
      .deleteFrom('movedAway')
      .where('chainId', '=', chainId)
      .where('branchId', '=', toBranchId)
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
  });
}
