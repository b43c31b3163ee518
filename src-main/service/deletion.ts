// Deletes customers and brings them back. A deletion is the removal of the one row that all others hang on: addresses, consents
// and documents stay as they are and are there again with the customer. Who may not be deleted stands in deletion/rules.ts.
import { type DeletionRefusal, deletionRefusals } from '../../src-shared/deletion/rules.ts';
import { rawRow, statement } from './database/save.ts';
import type { House } from './house.ts';
import { opened } from './opened.ts';
import type { procedures } from './procedures.ts';
import { deletedEntry } from './search/customer-entries.ts';

export function deletionHandlers(os: typeof procedures.deletion) {
  return {
    look: os.look.handler(({ context, input, errors }) => {
      const refusals = inTheWay(opened(context), input.customerId);
      if (refusals === null) throw errors.GONE();
      return { refusals };
    }),

    remove: os.remove.handler(({ context, input, errors }) => {
      const house = opened(context);
      house.save('customer.delete', (unit) => {
        const refusals = inTheWay(house, input.customerId);
        if (refusals === null) throw errors.GONE();
        if (refusals.length > 0) throw errors.REFUSED({ data: { refusals } });
        unit.remove('customer', input.customerId);
        statement(house.db.sqlite, 'DELETE FROM recentCustomer WHERE customerId = ?').run(input.customerId);
      });
    }),

    read: os.read.handler(({ context, input, errors }) => {
      const { sqlite } = opened(context).db;
      const entry = deletedEntry(sqlite, input.customerId);
      const row = rawRow(sqlite, 'customer', input.customerId);
      if (!entry || !row) throw errors.GONE();
      const { id, number, firstName, lastName, birthDate, phones, status } = entry;
      const place = [entry.postcode, entry.town].filter(Boolean).join(' ');
      return {
        ...{ id, number, firstName, lastName, birthDate, status, phones: [...phones] },
        address: [entry.street, place].filter(Boolean).join(', '),
        deletedAt: Number(row.removedAt),
        deletedBy: deletedBy(opened(context), id),
      };
    }),

    restore: os.restore.handler(({ context, input, errors }) => {
      const house = opened(context);
      house.save('customer.restore', (unit) => {
        if (!deletedEntry(house.db.sqlite, input.customerId)) throw errors.GONE();
        unit.restore('customer', input.customerId);
      });
    }),
  };
}

// --- details

const FACTS = `SELECT c.branchId,
    (SELECT active FROM appAccess WHERE customerId = c.id AND removedAt IS NULL) AS appActive,
    (SELECT count(*) FROM serviceCase WHERE customerId = c.id AND removedAt IS NULL
      AND status NOT IN ('done', 'cancelled')) AS openCases
  FROM customer c WHERE c.id = ? AND c.removedAt IS NULL`;

/** Null for a customer who is not there. */
function inTheWay(house: House, customerId: string): DeletionRefusal[] | null {
  const found = statement(house.db.sqlite, FACTS).get(customerId) as
    | { branchId: string; appActive: number | null; openCases: number }
    | undefined;
  if (!found) return null;
  const ownBranch = found.branchId === house.session.seat?.branch.id;
  return deletionRefusals({ appActive: found.appActive === 1, openCases: found.openCases, ownBranch });
}

function deletedBy(house: House, customerId: string): string | null {
  const found = statement(
    house.db.sqlite,
    `SELECT e.name FROM change h JOIN changeSet s ON s.id = h.changeSetId LEFT JOIN employee e ON e.id = s.employeeId
     WHERE h.subjectId = ? AND h."table" = 'customer' AND h.kind = 'remove' ORDER BY h.changeSetId DESC LIMIT 1`,
  ).get(customerId) as { name: string | null } | undefined;
  return found?.name ?? null;
}
