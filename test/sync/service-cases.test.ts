// Cases, sales and the day of the last visit at two counters that could not hear of each other.
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  conflictsAt,
  houseOf,
  level,
  openPair,
  type Pair,
  rowsAt,
  rowsOnServer,
  sharedCustomer,
} from '../support/hard-cases.ts';

let pair: Pair;
beforeEach(async () => {
  pair = await openPair();
});
afterEach(() => pair.close());

test('sales at two counters on two days: the later visit counts, whoever reaches the server last, and nobody is asked', async () => {
  const { one, two, off } = pair;
  for (const [first, then] of [
    [one, two],
    [two, one],
  ] as const) {
    const id = await sharedCustomer(pair);
    const sell = (counter: typeof one) =>
      counter.client.cashSales.save({ sales: [{ customerId: id, cents: 500, body: null }], payment: null });
    off.two = -24 * 60 * 60 * 1000;
    await sell(one);
    await sell(two);
    await houseOf(first).sync.round();
    await houseOf(then).sync.round();
    await level(pair);
    const visits = [rowsAt(one, 'customer'), rowsAt(two, 'customer'), await rowsOnServer(pair, 'customer')];
    for (const rows of visits) expect(rows.find((row) => row.id === id)?.lastVisit).toBe('2026-11-21');
    expect(conflictsAt(one)).toEqual([]);
    expect(rowsAt(two, 'cashSale').filter((row) => row.customerId === id)).toHaveLength(2);
  }
});

test('two counters open cases at the same time: both are there under numbers of their own', async () => {
  const { one, two } = pair;
  const customerId = await sharedCustomer(pair);
  for (const counter of [one, two])
    await counter.client.serviceCases.open({
      ...{ customerId, entries: null, declined: false, stopEmailAdvertising: false, title: 'Einlagen' },
    });
  await level(pair);
  for (const counter of [one, two])
    expect(
      rowsAt(counter, 'serviceCase')
        .map((row) => row.number)
        .sort(),
    ).toEqual(['V-T1-0001', 'V-T2-0001']);
});

test('asked at two counters: both are silent for the same months, which count from the earlier day [T-16]', async () => {
  const { one, two, server } = pair;
  const customerId = await sharedCustomer(pair);
  const open = { customerId, entries: null, stopEmailAdvertising: false, title: 'Einlagen' } as const;
  await one.client.serviceCases.before({ customerId });
  await one.client.serviceCases.open({ ...open, declined: true });
  server.clock.now += 3 * 24 * 60 * 60 * 1000;
  await two.client.serviceCases.before({ customerId });
  await two.client.serviceCases.open({ ...open, declined: true });
  await level(pair);
  for (const [day, kind] of [
    [20, 'open'],
    [21, 'ask'],
  ] as const) {
    server.clock.now = Date.UTC(2028, 10, day, 12);
    for (const counter of [one, two])
      expect(await counter.client.serviceCases.before({ customerId })).toMatchObject({ kind });
  }
});

test('closed at one counter and ready at the other: the state waits as one, with its day', async () => {
  const { one, two } = pair;
  const customerId = await sharedCustomer(pair);
  const { id } = await one.client.serviceCases.open({
    ...{ customerId, entries: null, declined: false, stopEmailAdvertising: false, title: 'Einlagen' },
  });
  await level(pair);
  const put = async (counter: typeof one, status: 'done' | 'ready') => {
    const { form, version } = await counter.client.serviceCases.byId({ id });
    await counter.client.serviceCases.save({ id, form: { ...form, status }, basedOn: version, draftId: 'none' });
  };
  await put(one, 'done');
  await put(two, 'ready');
  await level(pair);
  for (const counter of [one, two]) {
    const { form, closedAt } = await counter.client.serviceCases.byId({ id });
    expect([form.status, closedAt !== null]).toEqual(['done', true]);
    expect(conflictsAt(counter).map(({ table, field }) => [table, field])).toEqual([['serviceCase', 'state']]);
  }
});
