// Two rows cannot bear the same number in one file. The server never has such a pair, so whoever stands in the way of one of
// its rows here was born offline, or has long got another number that is still on its way: it steps aside until it comes.
import { synced, type TableName } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement, type Touched } from '../database/save.ts';

/** What the row that comes says in a column. */
type Said = (column: string) => string | number | null;

/** @returns the row that gave way */
export function makeRoom(sqlite: Sqlite, table: TableName, id: string, said: Said): Touched[] {
  switch (table) {
    case 'customer':
      return setAside(sqlite, id, said('number'));
    case 'textBlockVersion': {
      // Behind all others, and below zero: no version that anybody gives out.
      statement(
        sqlite,
        `UPDATE textBlockVersion SET number = (SELECT min(0, min(number)) - 1 FROM textBlockVersion WHERE textBlockId = ?)
         WHERE textBlockId = ? AND number = ? AND id <> ?`,
      ).run(said('textBlockId'), said('textBlockId'), said('number'), id);
      return [];
    }
    case 'employeeRole':
      return dropped(sqlite, table, 'employeeId = ? AND branchId = ? AND id <> ?', [
        ...[said('employeeId'), said('branchId'), id],
      ]);
    case 'appAccess':
      return dropped(sqlite, table, 'customerId = ? AND id <> ?', [said('customerId'), id]);
    default:
      return [];
  }
}

// --- details

function setAside(sqlite: Sqlite, id: string, number: string | number | null): Touched[] {
  const inTheWay = statement(sqlite, 'SELECT id FROM customer WHERE number = ? AND id <> ?').get(number, id) as
    | { id: string }
    | undefined;
  if (!inTheWay) return [];
  const taken = statement(sqlite, 'SELECT 1 FROM customer WHERE number = ?');
  let mark = 2;
  while (taken.get(`${number}-${mark}`)) mark += 1;
  statement(sqlite, 'UPDATE customer SET number = ? WHERE id = ?').run(`${number}-${mark}`, inTheWay.id);
  return [{ table: 'customer', id: inTheWay.id, subjectId: inTheWay.id }];
}

/** What the same server row says already. */
function dropped(sqlite: Sqlite, table: TableName, where: string, values: readonly unknown[]): Touched[] {
  const { subject } = synced[table];
  const gone = statement(sqlite, `DELETE FROM "${table}" WHERE ${where} RETURNING id, "${subject}" AS subjectId`).all(
    ...values,
  ) as { id: string; subjectId: string }[];
  return gone.map((one) => ({ table, ...one }));
}
