// A sale with a customer, through the contract on a real database.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.close());

test('a sale is written down, the last visit is today, and the privacy dialog is asked for [E-18]', async () => {
  const customerId = await saveCustomer(counter.client, 'Müller', { firstName: 'Anna' });
  const heard: unknown[] = [];
  const stop = counter.service.counter.news.subscribe('news', (news) => heard.push(news));
  await counter.client.cashSales.save({ sales: [{ customerId, cents: 1250, body: 'Salbe' }], payment: 'cash' });
  stop();
  expect(heard).toContainEqual({ kind: 'privacyDue', customerId, trigger: 'cashSale', why: 'missing' });
  expect(await counter.client.cashSales.byCustomer({ customerId })).toMatchObject([
    { cents: 1250, body: 'Salbe', payment: 'cash', soldBy: 'Anna Amsel' },
  ]);
  expect((await counter.client.customers.byId({ id: customerId })).form.lastVisit).toBe('2026-11-21');
});

test('several customers pay in one transaction, each with a row of his own [A-41]', async () => {
  const ids = [await saveCustomer(counter.client, 'Müller'), await saveCustomer(counter.client, 'Weiß')];
  const sales = ids.map((customerId, at) => ({ customerId, cents: 100 + at, body: null }));
  await counter.client.cashSales.save({ sales, payment: null });
  const rows = counter.service.counter.house?.db.sqlite.prepare('SELECT DISTINCT transactionId FROM cashSale').all();
  expect(rows).toHaveLength(1);
});

test('who is sold to comes by his number, with the way he prefers to pay; the usual one is this workstation’s [A-40]', async () => {
  const id = await saveCustomer(counter.client, 'Müller');
  counter.service.counter.house?.save('customer.save', (unit) =>
    unit.update('customer', id, { preferredPayment: 'card' }),
  );
  const { number } = await counter.client.customers.byId({ id });
  expect(await counter.client.cashSales.byNumber({ number })).toMatchObject({ id, preferred: 'card' });
  await expect(counter.client.cashSales.byNumber({ number: '99999' })).rejects.toMatchObject({ code: 'GONE' });
  expect(await counter.client.cashSales.usual()).toBeNull();
  await counter.client.cashSales.chooseUsual({ payment: 'cash' });
  expect(await counter.client.cashSales.usual()).toBe('cash');
});

test('nothing is sold to a blocked or a deceased customer [A-36]', async () => {
  for (const status of ['blocked', 'deceased']) {
    const customerId = await saveCustomer(counter.client, 'Müller', { status });
    await expect(
      counter.client.cashSales.save({ sales: [{ customerId, cents: 1, body: null }], payment: null }),
    ).rejects.toMatchObject({ code: 'REFUSED', data: { customer: 'Müller', reason: status } });
  }
});
