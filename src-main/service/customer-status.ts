// The status of a customer as the other features ask for it: what it means, and what that forbids. The rules stand in
// customers/status.ts; the chain's own names for the four meanings in its list.
import type { CustomerStatus } from '../../src-shared/customers/rules.ts';
import { STATUS_RULES, type StatusRules, statusMeaning } from '../../src-shared/customers/status.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { ownStatuses } from './lists.ts';

/** null = there is no such customer here. */
export function statusOf(house: House, customerId: string): CustomerStatus | null {
  const row = statement(house.db.sqlite, 'SELECT status FROM customer WHERE id = ? AND removedAt IS NULL').get(
    customerId,
  ) as { status: string } | undefined;
  return row ? statusMeaning(row.status, ownStatuses(house)) : null;
}

/** What may be done with a customer; null = there is none here. */
export function statusRulesOf(house: House, customerId: string): StatusRules | null {
  const status = statusOf(house, customerId);
  return status && STATUS_RULES[status];
}
