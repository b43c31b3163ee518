// Keeps what a person saves within what the customer's status allows. What that is stands in customers/status.ts;
// here the facts are gathered: what the status meant before the save, and what the save did. Whatever the counter does by
// itself, takes from the branch server or imports does not pass here.
import { ORPCError } from '@orpc/server';
import type { CustomerStatus } from '../../src-shared/customers/rules.ts';
import {
  type OwnStatus,
  STATUS_RULES,
  type StatusStep,
  statusMeaning,
  statusRefusal,
  WRITTEN_ANYHOW,
} from '../../src-shared/customers/status.ts';
import { synced } from '../../src-shared/tables.ts';
import type { Sqlite } from './database/connection.ts';
import { type SaveProjection, statement } from './database/save.ts';

/** For the one write path: the save is taken back as a whole. @throws CUSTOMER_STATUS */
export function statusGuard(isAdministrator: () => boolean): SaveProjection {
  return ({ sqlite }, touched, changeSetId) => {
    const subjects = new Set<string>();
    const rewritten = new Set<string>();
    for (const { table, id, subjectId } of touched) {
      if (synced[table].scope !== 'branch' || WRITTEN_ANYHOW.has(table)) continue;
      subjects.add(subjectId);
      if (table === 'customer') rewritten.add(id);
    }
    for (const customerId of subjects) {
      const before = meaningBefore(sqlite, customerId, rewritten.has(customerId) ? changeSetId : null);
      if (!before || (STATUS_RULES[before].editable && STATUS_RULES[before].served)) continue;
      const steps = statement(
        sqlite,
        'SELECT "table", kind, field, "to" FROM change WHERE changeSetId = ? AND subjectId = ? ORDER BY position',
      ).all(changeSetId, customerId) as StatusStep[];
      const set = statement(sqlite, 'SELECT undoes FROM changeSet WHERE id = ?').get(changeSetId) as {
        undoes: string | null;
      };
      const by = { administrator: isAdministrator(), undoing: set.undoes !== null };
      const reason = statusRefusal(before, steps, by);
      if (reason) throw new ORPCError('CUSTOMER_STATUS', { defined: true, status: 409, data: { reason } });
    }
  };
}

/** One look by the primary key for nearly every save; only a save of the customer's own row may have changed the status. */
function meaningBefore(sqlite: Sqlite, customerId: string, changeSetId: string | null): CustomerStatus | undefined {
  const row = statement(sqlite, changeSetId === null ? STATUS : STATUS_BEFORE).get(
    ...(changeSetId === null ? [customerId] : [changeSetId, customerId]),
  ) as { status: string } | undefined;
  if (!row || row.status === 'active') return row && 'active';
  return statusMeaning(row.status, ownStatus(sqlite, row.status));
}

const STATUS = 'SELECT status FROM customer WHERE id = ?';
const STATUS_BEFORE = `SELECT coalesce((SELECT json_extract(h."from", '$') FROM change h
    WHERE h.changeSetId = ? AND h.rowId = c.id AND h."table" = 'customer' AND h.field = 'status' LIMIT 1), c.status) AS status
  FROM customer c WHERE c.id = ?`;

function ownStatus(sqlite: Sqlite, id: string): OwnStatus[] {
  return statement(sqlite, 'SELECT id, meaning FROM customerStatus WHERE id = ? AND removedAt IS NULL').all(
    id,
  ) as OwnStatus[];
}
