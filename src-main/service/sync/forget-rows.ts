// Forgets rows that belong to another branch's workstations now, with their history and the contents nobody else names.
import { synced, type TableName, tables } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import { rawRow, statement, type Touched } from '../database/save.ts';
import { dropContent } from '../documents/contents.ts';

/** Must run inside a transaction. @returns what is gone here */
export function forgetRows(sqlite: Sqlite, gone: readonly { table: string; id: string }[]): Touched[] {
  const touched: Touched[] = [];
  for (const { table, id } of gone) {
    if (table === 'changeSet') {
      statement(sqlite, 'DELETE FROM change WHERE changeSetId = ?').run(id);
      statement(sqlite, 'DELETE FROM changeSet WHERE id = ?').run(id);
    } else if (Object.hasOwn(tables, table)) {
      const name = table as TableName;
      const row = rawRow(sqlite, name, id);
      if (!row) continue;
      touched.push({ table: name, id, subjectId: String(row[synced[name].subject] ?? id) });
      statement(sqlite, `DELETE FROM "${name}" WHERE id = ?`).run(id);
      if (name === 'document') dropContent(sqlite, String(row.sha256));
      if (name === 'customer') statement(sqlite, 'DELETE FROM recentCustomer WHERE customerId = ?').run(id);
    }
  }
  return touched;
}
