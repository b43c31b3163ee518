// What comparing a card with a customer needs of the house besides the two.
import { localDay } from '../../../src-shared/customers/rules.ts';
import { statement } from '../database/save.ts';
import type { House } from '../house.ts';
import { setting } from '../settings.ts';
import type { CompareFacts } from './compare.ts';

export function compareFacts(house: House): CompareFacts {
  const rows = statement(house.db.sqlite, 'SELECT id, ik, name, endedAt FROM payer WHERE removedAt IS NULL').all() as {
    id: string;
    ik: string | null;
    name: string;
    endedAt: number | null;
  }[];
  return {
    payers: rows.map(({ endedAt, ...payer }) => ({ ...payer, ended: endedAt !== null })),
    insuranceStatusKept: !setting(house, 'insuranceStatusHidden'),
    today: localDay(house.now()),
  };
}
