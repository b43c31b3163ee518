// What a chain's server makes of external numbers and of what a counter does by itself: one bearer a number, nobody lost, and
// without a person nothing but the deletion of accounts that nobody has used for a year.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expireBankAccountsWhenDue } from '../../src-main/service/bank-account-expiry.ts';
import { customerForm } from '../support/data-folder.ts';
import {
  conflictsAt,
  formOf,
  houseOf,
  level,
  openPair,
  type Pair,
  save,
  sharedCustomer,
} from '../support/hard-cases.ts';

let pair: Pair;
beforeEach(async () => {
  pair = await openPair();
  await pair.one.client.settings.save({ changes: { externalNumberEditable: true } });
  await level(pair);
});
afterEach(() => pair.close());

test('two counters give one external number: the first bearer keeps it, the second is there without, and it is said [E-05]', async () => {
  const { one, two } = pair;
  const first = await save(pair, one, null, { ...customerForm('Erste'), externalNumber: 'X-7' });
  const second = await save(pair, two, null, { ...customerForm('Zweite'), externalNumber: 'X-7' });
  await level(pair);
  for (const counter of [one, two]) {
    expect((await formOf(counter, first.id)).externalNumber).toBe('X-7');
    expect((await formOf(counter, second.id)).externalNumber).toBeNull();
    expect(
      conflictsAt(counter).map(({ reason, rowId, field, claims }) => [reason, rowId, field, claims[0]?.value]),
    ).toEqual([['numberTaken', second.id, 'externalNumber', { externalNumber: 'X-7' }]]);
  }
  // Given up, it is free; at the own counter a second bearer is refused at once.
  await save(pair, one, first.id, { ...(await formOf(one, first.id)), externalNumber: null });
  await level(pair);
  await save(pair, two, second.id, { ...(await formOf(two, second.id)), externalNumber: 'X-7' });
  await level(pair);
  expect((await formOf(one, second.id)).externalNumber).toBe('X-7');
  expect(conflictsAt(one)).toHaveLength(1);
  await expect(
    save(pair, one, first.id, { ...(await formOf(one, first.id)), externalNumber: 'X-7' }),
  ).rejects.toMatchObject({ data: { problems: [{ field: 'externalNumber', problem: 'externalNumber.taken' }] } });
});

test('accounts that expired go everywhere without a person; anything else without one is refused [E-25 E-26]', async () => {
  const { one, two, server } = pair;
  const id = await sharedCustomer(pair, {
    bankAccounts: [
      {
        ...{ id: null, holder: null, iban: 'DE89370400440532013000', bic: null, bankName: null },
        ...{ mandateReference: null, mandateOn: null, mandateEndedOn: null },
      },
    ],
  });
  // Too early: a counter whose clock is a year ahead deletes nothing for the chain.
  pair.off.two = 400 * 86_400_000;
  expect(expireBankAccountsWhenDue(houseOf(two))).toBe(1);
  pair.off.two = 0;
  await level(pair);
  expect((await formOf(one, id)).bankAccounts).toHaveLength(1);
  expect(conflictsAt(one).map(({ reason }) => reason)).toEqual(['refused']);

  server.clock.now += 400 * 86_400_000;
  expect(expireBankAccountsWhenDue(houseOf(one))).toBe(1);
  await level(pair);
  for (const counter of [one, two]) expect((await formOf(counter, id)).bankAccounts).toEqual([]);
  houseOf(one).saveByItself('bankAccount.expire', (unit) => unit.update('customer', id, { note: 'von selbst' }));
  await level(pair);
  expect((await formOf(two, id)).note).toBeNull();
  expect(conflictsAt(two).filter(({ reason }) => reason === 'refused')).toHaveLength(2);
});
