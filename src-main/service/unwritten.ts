// The statuses of customers to whom nothing is written: the built-in ones and the chain's own that mean the same.
import { statement } from './database/save.ts';
import type { House } from './house.ts';

const UNWRITTEN = ['blocked', 'deceased'] as const;

export function unwrittenStatuses(house: House): string[] {
  const own = statement(
    house.db.sqlite,
    "SELECT id FROM customerStatus WHERE removedAt IS NULL AND meaning IN ('blocked', 'deceased')",
  ).all() as { id: string }[];
  return [...UNWRITTEN, ...own.map(({ id }) => id)];
}
