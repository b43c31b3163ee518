// What a workstation forgets when the branch server has erased a customer: values in the log, what waits to be sent, drafts,
// printed passwords, contents, leftovers of imports. The blanked rows themselves come down like any others. It can be done any
// number of times: a restored backup is blanked again with the first pull.
import { synced, type TableName, tables } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import { writeLocal } from '../database/local.ts';
import { statement, type Touched } from '../database/save.ts';
import { dropUnnamedContents } from '../documents/contents.ts';

/** Must run inside a transaction, before his row is replaced by the blanked one. @returns rows that are gone here */
export function forgetErased(sqlite: Sqlite, customerId: string): Touched[] {
  const touched: Touched[] = [];
  for (const id of familyOf(sqlite, customerId)) {
    dropRejectedLines(sqlite, id);
    statement(sqlite, FORGET_VALUES).run(id);
    touched.push(...dropUnsent(sqlite, id));
    for (const [sql, ...times] of FORGET) statement(sqlite, sql).run(...times.map(() => id));
  }
  return touched;
}

/** What was forgotten may still lie in free pages and in the log of the database's file (confirm.ts sees to that). */
export const UNSWEPT = 'erasedUnswept';

/** In the same transaction, after the rows were taken: contents that no document names any more go, too. */
export function endForgetting(sqlite: Sqlite): void {
  writeLocal(sqlite, UNSWEPT, 'yes');
  dropUnnamedContents(sqlite);
}

/** Whether the server has said of this customer that he was erased. */
export function isErased(sqlite: Sqlite, customerId: string): boolean {
  const said = `SELECT 1 FROM erasure WHERE customerId = ?
    UNION ALL SELECT 1 FROM customer WHERE id = ? AND erasedAt IS NOT NULL`;
  return statement(sqlite, said).get(customerId, customerId) !== undefined;
}

// --- details

/** Who, when and which field stay. */
const FORGET_VALUES = `UPDATE change SET "from" = NULL, "to" = NULL, groupFrom = NULL
  WHERE subjectId = ? AND coalesce("from", "to", groupFrom) IS NOT NULL`;

/** One mark for each place of the id. */
const FORGET: readonly (readonly [sql: string, ...times: 'id'[]])[] = [
  ['DELETE FROM draft WHERE subjectId = ?', 'id'],
  ['DELETE FROM pendingSecret WHERE customerId = ?', 'id'],
  ['DELETE FROM recentCustomer WHERE customerId = ?', 'id'],
  ['DELETE FROM duplicatePair WHERE customerId = ? OR otherId = ?', 'id', 'id'],
];

const OF_CUSTOMERS = (Object.keys(tables) as TableName[]).filter((table) => synced[table].subject === 'customerId');

/** His record, and those that were merged into it. */
function familyOf(sqlite: Sqlite, customerId: string): string[] {
  const rows = statement(
    sqlite,
    `WITH RECURSIVE family (id) AS (
       SELECT ? UNION SELECT customer.id FROM customer JOIN family ON customer.mergedIntoId = family.id
     ) SELECT id FROM family`,
  ).all(customerId) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** Lines made here that the server has never seen: it takes nothing about him any more. */
function dropUnsent(sqlite: Sqlite, customerId: string): Touched[] {
  return OF_CUSTOMERS.flatMap((table) =>
    (
      statement(sqlite, `DELETE FROM "${table}" WHERE customerId = ? AND revision = 0 RETURNING id`).all(
        customerId,
      ) as { id: string }[]
    ).map(({ id }) => ({ table, id, subjectId: customerId })),
  );
}

/** Lines of a list that were not taken and bear his name. */
function dropRejectedLines(sqlite: Sqlite, customerId: string): void {
  const person = statement(sqlite, 'SELECT firstName, lastName FROM customer WHERE id = ?').get(customerId) as
    | { firstName: string | null; lastName: string }
    | undefined;
  if (!person || person.lastName === '') return;
  statement(sqlite, 'DELETE FROM importRejected WHERE instr(cells, ?) > 0 AND instr(cells, ?) > 0').run(
    JSON.stringify(person.lastName).slice(1, -1),
    JSON.stringify(person.firstName ?? '').slice(1, -1),
  );
}
