// The place of a line in its list asks nobody: two counters move, add and remove lines of one customer, and one order counts. What
// does contradict is asked once.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCounter } from '../support/counter.ts';
import { edit, formOf, level, openPair, type Pair, rowsAt, sharedCustomer } from '../support/hard-cases.ts';
import { everything, expectSame, line, openAt, place } from '../support/quiet.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await openPair();
});

afterAll(async () => {
  await pair.close();
});

async function lines(counter: TestCounter, id: string, of: 'phones' | 'addresses'): Promise<unknown[]> {
  const form = await formOf(counter, id);
  return of === 'phones' ? form.phones.map(({ number }) => number) : form.addresses.map(({ town }) => town);
}

async function move(counter: TestCounter, id: string, order: readonly number[]): Promise<void> {
  const { phones, addresses } = await formOf(counter, id);
  const inOrder = <T>(all: readonly T[]) => order.flatMap((at) => all[at] ?? []);
  await edit(pair, counter, id, { phones: inOrder(phones), addresses: inOrder(addresses) });
}

test('two counters move the lines of one customer: nobody is asked, and the order that reached the server last counts', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair, {
    ...{ phones: [line(101), line(102), line(103)], addresses: [place('A'), place('B'), place('C')], homeAddress: 0 },
  });
  const home = rowsAt(one, 'customer', `id = '${id}'`)[0]?.homeAddressId;
  const keepsHome = async (counter: TestCounter) => {
    expect(rowsAt(counter, 'customer', `id = '${id}'`)[0]?.homeAddressId).toBe(home);
  };
  const keepingHome = async (counter: TestCounter, order: readonly number[]) => {
    const { phones, addresses } = await formOf(counter, id);
    await edit(pair, counter, id, {
      phones: order.flatMap((at) => phones[at] ?? []),
      addresses: order.flatMap((at) => addresses[at] ?? []),
      homeAddress: order.indexOf(0),
    });
  };
  await keepingHome(one, [2, 0, 1]);
  await keepingHome(two, [1, 2, 0]);
  await level(pair);
  for (const counter of [one, two]) {
    expect(await lines(counter, id, 'addresses')).toEqual(['B', 'C', 'A']);
    expect(await lines(counter, id, 'phones')).toEqual(['+493023125102', '+493023125103', '+493023125101']);
    await keepsHome(counter);
    expect(await openAt(counter, id)).toEqual([]);
  }
  await expectSame(pair, 'customerPhone', 'customerAddress', 'conflict');
});

test('a list that both have made longer, shorter and moved has one order at every counter', async () => {
  const { one, two } = pair;
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
      fc.boolean(),
      fc.boolean(),
      async (byOne, byTwo, oneAdds, twoAdds) => {
        const before = await everything(one);
        const id = await sharedCustomer(pair, { phones: [line(101), line(102), line(103), line(104)] });
        for (const [counter, order, adds, end] of [
          [one, byOne, oneAdds, 111],
          [two, byTwo, twoAdds, 112],
        ] as const) {
          const { phones } = await formOf(counter, id);
          const kept = order.flatMap((at) => phones[at] ?? []);
          await edit(pair, counter, id, { phones: adds ? [line(end), ...kept] : kept });
        }
        await level(pair);
        expect(await lines(one, id, 'phones')).toEqual(await lines(two, id, 'phones'));
        const stays = [0, 1, 2, 3].filter((at) => byOne.includes(at) && byTwo.includes(at)).length;
        expect(await lines(one, id, 'phones')).toHaveLength(stays + Number(oneAdds) + Number(twoAdds));
        expect(await everything(one)).toBe(before);
        await expectSame(pair, 'customerPhone');
      },
    ),
    { numRuns: 25, seed: 3 },
  );
});

test('a line that one moves while the other changes its label is both, and a label still contradicts a label', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair, { phones: [line(101), line(102)] });
  await move(one, id, [1, 0]);
  const { phones } = await formOf(two, id);
  await edit(pair, two, id, { phones: phones.map((one, at) => (at === 0 ? { ...one, label: 'privat' } : one)) });
  await level(pair);
  for (const counter of [one, two]) {
    expect((await formOf(counter, id)).phones.map(({ number, label }) => [number, label])).toEqual([
      ['+493023125102', null],
      ['+493023125101', 'privat'],
    ]);
    expect(await openAt(counter, id)).toEqual([]);
  }
  for (const [counter, label] of [
    [one, 'Büro'],
    [two, 'Tochter'],
  ] as const) {
    const form = await formOf(counter, id);
    await edit(pair, counter, id, { phones: [...form.phones].reverse().map((phone) => ({ ...phone, label })) });
  }
  await level(pair);
  for (const counter of [one, two])
    expect((await openAt(counter, id)).map(({ field }) => field)).toEqual(['label', 'label']);
});
