// Deletes bank accounts that nobody has used for a year, by itself and once a day (E-25). What counts as a use stands here, when
// it is long enough ago in bank-accounts/expiry.ts. The history says what was deleted (E-26).
import { accountUse, isExpired, yearBefore } from '../../src-shared/bank-accounts/expiry.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { Row } from '../../src-shared/tables.ts';
import { readLocal, writeLocal } from './database/local.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { setting } from './settings.ts';

/** At most once a local day. @returns how many went */
export function expireBankAccountsWhenDue(house: House): number {
  const { sqlite } = house.db;
  const today = localDay(house.now());
  if (readLocal(sqlite, 'workstationId') === null || readLocal(sqlite, LOOKED) === today) return 0;
  const gone = setting(house, 'bankAccountsExpire') ? expireBankAccounts(house) : 0;
  writeLocal(sqlite, LOOKED, today);
  return gone;
}

// --- details

const LOOKED = 'bankAccountsLookedAt';

/** One change set a customer: each history tells of its own. */
function expireBankAccounts(house: House): number {
  const now = house.now();
  const rows = statement(house.db.sqlite, UNUSED).all({ before: yearBefore(now) }) as Unused[];
  const due = rows.filter((row) => isExpired(accountUse({ ...row, usedAt: row.lastUse }), now));
  for (const customerId of new Set(due.map((row) => row.customerId))) {
    const accounts = due.filter((row) => row.customerId === customerId);
    house.saveByItself('bankAccount.expire', (unit) => {
      for (const { id } of accounts) unit.remove('bankAccount', id);
      const gone = new Set(accounts.map(({ id }) => id));
      if (!gone.has(accounts[0]?.standard ?? '')) return;
      const left = statement(house.db.sqlite, LEFT).get(customerId) as { id: string } | undefined;
      unit.update('customer', customerId, { standardBankAccountId: left?.id ?? null });
    });
  }
  return due.length;
}

type Unused = Pick<Row<'bankAccount'>, 'id' | 'customerId' | 'mandateReference' | 'mandateEndedOn'> & {
  lastUse: number;
  standard: string | null;
};

// An open case keeps the account; a case or a sale with the customer counts as its use.
const UNUSED = `SELECT a.id, a.customerId, a.mandateReference, a.mandateEndedOn, c.standardBankAccountId AS standard,
    max(a.usedAt,
      coalesce((SELECT max(max(openedAt, coalesce(closedAt, 0))) FROM serviceCase
        WHERE customerId = a.customerId AND removedAt IS NULL), 0),
      coalesce((SELECT max(at) FROM cashSale WHERE customerId = a.customerId AND removedAt IS NULL), 0)) AS lastUse
  FROM bankAccount a JOIN customer c ON c.id = a.customerId AND c.removedAt IS NULL
  WHERE a.removedAt IS NULL AND a.usedAt <= @before
    AND NOT EXISTS (SELECT 1 FROM serviceCase s WHERE s.customerId = a.customerId AND s.removedAt IS NULL
      AND s.status NOT IN ('done', 'cancelled'))`;

const LEFT = 'SELECT id FROM bankAccount WHERE customerId = ? AND removedAt IS NULL ORDER BY rank, id LIMIT 1';
