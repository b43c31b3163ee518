// The statuses of customers to whom nothing is written: the built-in ones and the chain's own that mean the same.
import { customerStatuses } from '../../src-shared/customers/rules.ts';
import { STATUS_RULES } from '../../src-shared/customers/status.ts';
import type { House } from './house.ts';
import { ownStatuses } from './lists.ts';

const UNWRITTEN = customerStatuses.filter((meaning) => !STATUS_RULES[meaning].writtenTo);

/** For a statement: what is written to nobody of, built in or as a meaning. */
export const UNWRITTEN_SQL = UNWRITTEN.map((meaning) => `'${meaning}'`).join(', ');

export function unwrittenStatuses(house: House): string[] {
  const own = ownStatuses(house).filter(({ meaning }) => !STATUS_RULES[meaning].writtenTo);
  return [...UNWRITTEN, ...own.map(({ id }) => id)];
}
