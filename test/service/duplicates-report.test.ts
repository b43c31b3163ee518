// 'Mögliche Dubletten' on the real service with its thread: who is found by what, that sound finds nobody, that it stops, goes on,
// and that what staff said of a pair counts.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { partsFor } from '../../src-main/service/duplicates/find-pairs.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.close());

const blank = { id: null, label: null, addition: null, district: null, country: null };
const save = async (firstName: string, lastName: string, more: Partial<CustomerForm> = {}) => {
  const form = { ...emptyForm('natural', 'active'), firstName, lastName, ...more };
  const saved = await counter.client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null });
  return saved.id;
};
const phone = (number: string) => ({ phones: [{ id: null, label: null, number, sms: false }] });
const home = (street: string) => ({
  addresses: [{ ...blank, street, houseNumber: '4', postcode: '80331', town: 'München' }],
  homeAddress: 0,
});
const house = () => {
  const open = counter.service.counter.house;
  if (!open) throw new Error('not open');
  return open;
};
const search = async () => {
  await counter.client.duplicates.start();
  await house().duplicates.ended;
};
const found = async () => {
  const { pairs } = await counter.client.duplicates.list({ limit: 50 });
  return pairs.map(({ one, other, score, reasons }) => ({
    names: [one.name, other.name].sort().join(' + '),
    score,
    reasons: reasons.map(({ reason, points }) => `${reason} ${points}`),
  }));
};

test('pairs are found by name and birth date, telephone, e-mail, KVNR and door, each reason with its points, the likeliest first [N-09]', async () => {
  const born = { birthDate: '1961-04-03' };
  await save('Anna', 'Müller', { ...born, ...phone('030 23125101'), kvnr: 'A123456780' });
  await save('anna', 'Mueller', { ...born, kvnr: 'A123456780' });
  await save('Bernd', 'Klein', { email: 'bk@example.com' });
  await save('Bernd', 'Klein', { email: 'BK@example.com' });
  await save('Doris', 'Neu', { birthDate: '1970-01-02', ...home('Talstr.') });
  await save('Doris', 'Alt', { birthDate: '1970-01-02', ...home('Talstraße') });
  // Sound alone, a telephone alone, one name with two birth dates: nobody's double.
  await save('Jörg', 'Möller', phone('030 23125101'));
  await save('Jürg', 'Müller');
  await save('Anna', 'Müller', { birthDate: '1990-12-24' });
  await search();
  expect(await found()).toEqual([
    {
      names: 'Mueller, anna + Müller, Anna',
      score: 180,
      reasons: ['sameKvnr 100', 'sameName 40', 'sameBirthDate 40'],
    },
    { names: 'Klein, Bernd + Klein, Bernd', score: 65, reasons: ['sameName 40', 'sameEmail 25'] },
    { names: 'Alt, Doris + Neu, Doris', score: 60, reasons: ['sameBirthDate 40', 'sameAddress 20'] },
  ]);
  expect(await counter.client.duplicates.run()).toMatchObject({ running: false, done: 1, parts: 1 });
});

test('no duplicate said once is none from then on; who is deleted or changed is none any more [N-09]', async () => {
  const born = { birthDate: '1961-04-03' };
  const ids = [];
  for (let at = 0; at < 3; at += 1) ids.push(await save('Anna', 'Müller', born));
  await search();
  expect(await found()).toHaveLength(3);
  const [one = '', two = '', three = ''] = ids;
  await counter.client.duplicates.dismiss({ customerId: two, otherId: one });
  expect(await found()).toHaveLength(2);
  await search();
  expect(await found()).toHaveLength(2);
  house().save('customer.delete', (unit) => unit.remove('customer', three));
  expect(await found()).toEqual([]);
  await expect(counter.client.duplicates.dismiss({ customerId: one, otherId: three })).rejects.toMatchObject({
    code: 'GONE',
  });
});

test('a search that was stopped goes on where it was, after a restart too, and finds each pair once [N-09]', async () => {
  for (let at = 0; at < 2; at += 1) await save('Anna', 'Müller', { birthDate: '1961-04-03' });
  await counter.client.duplicates.start();
  await counter.client.duplicates.stop();
  await house().duplicates.ended;
  house()
    .db.sqlite.prepare(
      "INSERT INTO local (key, value) VALUES ('duplicates.run', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .run(JSON.stringify({ startedAt: 1, finishedAt: null, done: 3, parts: 8 }));
  counter.restart();
  await counter.client.signIn.signIn({
    employeeId: String((house().db.sqlite.prepare('SELECT id FROM employee').get() as { id: string }).id),
    pin: '1234',
  });
  expect(await counter.client.duplicates.run()).toMatchObject({ running: false, finishedAt: null, done: 3, parts: 8 });
  await search();
  expect(await counter.client.duplicates.run()).toMatchObject({ startedAt: 1, running: false, done: 8, parts: 8 });
  await search();
  expect(await found()).toHaveLength(1);
  expect(partsFor(house().db.sqlite)).toBe(1);
});
