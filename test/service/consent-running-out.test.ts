// The worklist 'Einwilligungen laufen ab' on a real database: who stands on it, page by page, and by which index.
import { expect, test } from 'vitest';
import { NEWEST_FIRST, OLDEST_FIRST } from '../../src-main/service/consent/running-out.ts';
import { consentDesk, DAY, MINUTE } from '../support/consents.ts';

const { at, openHouse, newCustomer } = consentDesk();

const list = async (which: 'soon' | 'past', limit = 10) => {
  const found: string[] = [];
  let after: { since: number; id: string } | null = null;
  do {
    const page: Awaited<ReturnType<typeof at.counter.client.consent.runningOut>> =
      await at.counter.client.consent.runningOut({ which, purpose: 'storage', after, limit });
    found.push(...page.lines.map((line) => line.customerId));
    after = page.next;
  } while (after);
  return found;
};
const grant = (customerId: string) =>
  at.counter.client.consent.answer({ customerId, granted: ['storage'], how: 'oral' });

test('a grant comes up 60 days before its time, and goes when it is renewed, withdrawn or nobody is served [N-06 A-32]', async () => {
  const { customerId: anna } = at;
  const [bernd, carla, doris] = [await newCustomer(), await newCustomer(), await newCustomer()];
  for (const one of [anna, bernd, carla, doris]) {
    await grant(one);
    at.counter.clock.now += MINUTE;
  }
  at.counter.clock.now += 600 * DAY;
  expect(await list('soon')).toEqual([]);
  expect(await at.counter.client.consent.anythingRunsOut()).toBe(false);
  at.counter.clock.now += 71 * DAY;
  expect(await list('soon')).toEqual([anna, bernd, carla, doris]);
  expect(await list('soon', 1)).toEqual([anna, bernd, carla, doris]);
  expect(await at.counter.client.consent.anythingRunsOut()).toBe(true);

  await grant(anna);
  await at.counter.client.consent.withdraw({ customerId: bernd, purposes: ['storage'], how: 'oral' });
  openHouse().save('customer.save', (unit) => unit.update('customer', carla, { status: 'deceased' }));
  expect(await list('soon')).toEqual([doris]);
  const { lines } = await at.counter.client.consent.runningOut({
    ...{ which: 'soon', purpose: 'storage', after: null, limit: 10 },
  });
  expect(lines).toMatchObject([{ name: 'Müller, Anna', number: '10004', renewalDueAt: Date.UTC(2028, 10, 21, 9, 33) }]);

  at.counter.clock.now += 60 * DAY;
  expect(await list('soon')).toEqual([]);
  expect(await list('past')).toEqual([doris]);
});

test('it is read off an index in its order, however many entries there are', () => {
  for (const sql of [OLDEST_FIRST, NEWEST_FIRST]) {
    const values = { purpose: 'storage', from: 1, to: 2, since: 1, id: '', most: 10 };
    const plan = openHouse().db.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(values) as { detail: string }[];
    const steps = plan.map((one) => one.detail).join('\n');
    expect(steps).toMatch(/SEARCH e USING INDEX consentEntry_granted \(purpose=\? AND \(?capturedAt/);
    expect(steps).not.toMatch(/TEMP B-TREE|SCAN [cen]\b/);
  }
});
