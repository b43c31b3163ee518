// Two counters that ought to agree without asking anybody: whether they and the server hold the same, and what waits for a decision.
import { expect } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import type { TestCounter } from './counter.ts';
import { type Pair, rowsAt, rowsOnServer } from './hard-cases.ts';

export const line = (end: number): CustomerForm['phones'][number] => ({
  ...{ id: null, label: null, number: `+49 30 23125 ${end}`, sms: false },
});
export const place = (town: string): CustomerForm['addresses'][number] => ({
  ...{ id: null, label: null, street: 'Weg', houseNumber: '1', addition: null, district: null },
  ...{ postcode: '80331', town, country: null },
});

/** What both counters and the server hold of a table is the same. */
export async function expectSame(pair: Pair, ...tables: string[]): Promise<void> {
  for (const table of tables) {
    const there = await rowsOnServer(pair, table);
    for (const counter of [pair.one, pair.two]) {
      const here = rowsAt(counter, table);
      expect(here.map(({ id, revision, rank, removedAt }) => [id, revision, rank, removedAt])).toEqual(
        there.map(({ id, revision, rank, removedAt }) => [id, revision, rank, removedAt]),
      );
    }
  }
}

/** What waits under 'Konflikte': about one customer, and how much there is at all. */
export const openAt = async (counter: TestCounter, customerId: string) =>
  (await counter.client.conflicts.open()).entries.filter(({ customer }) => customer?.id === customerId);
export const everything = async (counter: TestCounter) => (await counter.client.conflicts.open()).count;
