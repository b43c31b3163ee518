// Setting 'Beim Anlegen mit gleichem Geburtstag immer als Duplikat melden' (E-13) on the real service, in both positions.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
  const phones = [{ id: null, label: null, number: '030 23125101', sms: false }];
  const anna = { firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03', email: 'anna@example.com', phones };
  const form = { ...emptyForm('natural', 'active'), ...anna };
  await counter.client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null });
});
afterEach(() => counter.close());

const reported = async (more: { email?: string; phones?: string[] } = {}) => {
  const blank = { phones: [], email: '', street: '', postcode: '', kvnr: '', ...more };
  const entered = { lastName: 'Mueller', firstName: 'anna', birthDate: '1961-04-03', ...blank };
  return (await counter.client.search.duplicates({ entered, exceptId: null })).map(({ verdict }) => verdict);
};

test('on, names and birth date are enough to warn; off, telephone, e-mail or address must agree too [E-13] [setting:sameBirthDateIsDuplicate]', async () => {
  expect(await reported()).toEqual(['probable']);
  await counter.client.settings.save({ changes: { sameBirthDateIsDuplicate: false } });
  expect(await reported()).toEqual(['possible']);
  expect(await reported({ email: 'anna@example.com' })).toEqual(['probable']);
  expect(await reported({ phones: ['+493023125101'] })).toEqual(['probable']);
  await counter.client.settings.save({ changes: { sameBirthDateIsDuplicate: true } });
  expect(await reported()).toEqual(['probable']);
});
