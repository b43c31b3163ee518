// Whether a change set without a person is what a counter may do by itself: delete bank accounts that nobody has used for a
// year (E-25), and nothing else.
import { accountUse, isExpired } from '../src-shared/bank-accounts/expiry.ts';
import type { WireSet } from '../src-shared/sync/protocol.ts';
import type { World } from './sync/world.ts';

export function isExpiry({ doing, changes }: WireSet, world: World, now: number): boolean {
  if (doing !== 'bankAccount.expire') return false;
  return changes.every(({ table, kind, field, rowId }) => {
    if (table === 'customer') return kind === 'update' && field === 'standardBankAccountId';
    if (table !== 'bankAccount' || kind !== 'remove') return false;
    const held = world.row('bankAccount', rowId);
    // One that is not there harms nobody; the rows themselves are judged as any others.
    return held === undefined || held.removedAt !== null || isExpired(accountUse(held.body), now);
  });
}
