// Saving a customer on the real service: what is mandatory, in which form things are stored, what the change log says of it,
// who gave the number, and that nobody overwrites what he has not seen.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCustomer } from '../../src-main/service/customer-rows.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.close());

const blankAddress = {
  ...{ id: null, label: null, street: null, houseNumber: null, addition: null },
  ...{ district: null, postcode: null, town: null, country: null },
};
const anna: CustomerForm = {
  ...emptyForm('natural', 'active'),
  salutation: 'Frau',
  firstName: 'Anna',
  lastName: 'Müller',
  birthDate: '1961-04-03',
  kvnr: 'a 123 456 780',
  email: 'anna@example.com',
  addresses: [
    { ...blankAddress, street: 'Talstr.', houseNumber: '9', postcode: '80331', town: 'München', label: 'Arbeit' },
    { ...blankAddress, street: 'Sonnenstr.', houseNumber: '4', postcode: ' 80331 ', town: 'München' },
  ],
  homeAddress: 1,
  phones: [
    { id: null, label: 'mobil', number: '0170/123 45 67', sms: true },
    { id: null, label: 'privat', number: '+49 (0)30 23125-101', sms: false },
  ],
};

async function save(form: CustomerForm, id: string | null = null, basedOn: number | null = null) {
  return counter.client.customers.save({ id, form, basedOn, appActive: null, draftId: null });
}

type LoggedChange = { table: string; kind: string; field: string | null; from: string | null; to: string | null };

function changesOf(changeSetId: string | null): LoggedChange[] {
  const { house } = counter.service.counter;
  return house?.db.sqlite
    .prepare('SELECT "table", kind, field, "from", "to" FROM change WHERE changeSetId = ? ORDER BY position')
    .all(changeSetId) as LoggedChange[];
}

//
test('the last name alone is enough, and without it nothing is saved', async () => {
  const saved = await save({ ...emptyForm('natural', 'active'), lastName: 'Weiß' });
  expect(saved.record.form).toMatchObject({ lastName: 'Weiß', addresses: [], phones: [], homeAddress: null });
  await expect(save({ ...anna, lastName: '   ' })).rejects.toMatchObject({
    code: 'INVALID',
    data: { problems: [{ field: 'lastName', problem: 'missing' }] },
  });
  expect(await counter.client.customers.recent()).toEqual([{ id: saved.id, name: 'Weiß' }]);
});

test('numbers are stored in one spelling: telephones as E.164, KVNR and postcode without blanks', async () => {
  const { record } = await save(anna);
  expect(record.form.phones.map((phone) => phone.number)).toEqual(['+491701234567', '+493023125101']);
  expect(record.form.kvnr).toBe('A123456780');
  expect(record.form.addresses.map((address) => address.postcode)).toEqual(['80331', '80331']);
  expect(record.form.homeAddress).toBe(1);
});

test('what cannot be right lands at its field, all of it at once, and nothing is written', async () => {
  const form: CustomerForm = {
    ...anna,
    birthDate: '2027-01-01',
    kvnr: 'A123456789',
    email: 'anna@example',
    status: 'beloved',
    addresses: [{ ...blankAddress, postcode: '8033' }],
    homeAddress: 0,
    phones: [
      { id: null, label: null, number: '+493023125101', sms: false },
      { id: null, label: null, number: '12', sms: false },
    ],
  };
  const failure = await save(form).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'INVALID' });
  expect((failure as { data: { problems: { field: string; problem: string }[] } }).data.problems).toEqual([
    { field: 'birthDate', problem: 'birthDate.inTheFuture' },
    { field: 'kvnr', problem: 'kvnr.checkDigit' },
    { field: 'addresses.0.postcode', problem: 'postcode.notFiveDigits' },
    { field: 'phones.1.number', problem: expect.stringMatching(/^phone\./) },
    { field: 'email', problem: 'notAnEmail' },
    { field: 'status', problem: 'unknownStatus' },
  ]);
  expect(await counter.client.customers.recent()).toEqual([]);
});

test('a foreign postcode is not measured by German ones', async () => {
  const address = { ...blankAddress, street: 'Ring', postcode: 'a-1010', town: 'Wien', country: 'Österreich' };
  const { record } = await save({ ...anna, addresses: [address], homeAddress: 0 });
  expect(record.form.addresses[0]?.postcode).toBe('A-1010');
});

test('there is always exactly one Wohnanschrift while there is an address', async () => {
  const none = await save({ ...anna, homeAddress: null });
  expect(none.record.form.homeAddress).toBe(0);
  const [work, home] = none.record.form.addresses;
  if (!work || !home) throw new Error('two addresses were saved');
  const moved = await save({ ...none.record.form, addresses: [home], homeAddress: 0 }, none.id);
  expect(moved.record.form).toMatchObject({ homeAddress: 0, addresses: [{ id: home.id, street: 'Sonnenstr.' }] });
});

test('a creation is one log row for each row, a change one for each field that differs, and no change none', async () => {
  const created = await save(anna);
  expect(changesOf(created.changeSetId).map(({ table, kind, field }) => `${kind} ${table} ${field}`)).toEqual([
    'create customer null',
    'create customerAddress null',
    'create customerAddress null',
    'create customerPhone null',
    'create customerPhone null',
  ]);

  counter.clock.now += 60_000;
  const [mobile, landline] = created.record.form.phones;
  const changed = await save(
    {
      ...created.record.form,
      title: 'Dr.',
      phones: [{ ...(landline ?? anna.phones[0]), sms: true } as CustomerForm['phones'][number]],
    },
    created.id,
  );
  expect(changesOf(changed.changeSetId)).toEqual([
    { table: 'customer', kind: 'update', field: 'title', from: null, to: '"Dr."' },
    { table: 'customerPhone', kind: 'update', field: 'sms', from: '0', to: '1' },
    { table: 'customerPhone', kind: 'remove', field: null, from: expect.stringContaining('+491701234567'), to: null },
  ]);
  expect(mobile?.number).toBe('+491701234567');
  expect(changed.record.version).toBeGreaterThan(created.record.version);

  counter.clock.now += 60_000;
  const same = await save(changed.record.form, created.id);
  expect(same.changeSetId).toBeNull();
  expect(same.record.version).toBe(changed.record.version);
});

test('a save based on an older state is refused, so that nobody overwrites what he has not seen', async () => {
  const created = await save(anna);
  counter.clock.now += 1000;
  const newer = await save({ ...created.record.form, note: 'ruft gern an' }, created.id, created.record.version);
  counter.clock.now += 1000;
  await expect(
    save({ ...created.record.form, title: 'Dr.' }, created.id, created.record.version),
  ).rejects.toMatchObject({ code: 'CHANGED_SINCE' });
  expect((await counter.client.customers.byId({ id: created.id })).form).toMatchObject({
    title: null,
    note: 'ruft gern an',
  });
  const after = await save({ ...newer.record.form, title: 'Dr.' }, created.id, newer.record.version);
  expect(after.record.form).toMatchObject({ title: 'Dr.', note: 'ruft gern an' });
});

test('the program gives the numbers, steps over kept ones, never gives one twice, and goes on after a restart', async () => {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  const form = { ...emptyForm('natural', 'active'), lastName: 'Altbestand' };
  house.save('import', (unit) => {
    createCustomer(house, unit, house.newId(), form, '10002');
    createCustomer(house, unit, house.newId(), form, '10003');
  });
  const numbers = [await save(anna), await save(anna)].map((saved) => saved.number);
  counter.restart();
  await signInAgain();
  numbers.push((await save(anna)).number);
  expect(numbers).toEqual(['10001', '10004', '10005']);
});

test.each([1, 2, 3, 50, 57])(
  'a row of %i kept numbers in the way: the next number is the first behind it',
  async (kept) => {
    const { house } = counter.service.counter;
    const form = { ...emptyForm('natural', 'active'), lastName: 'Altbestand' };
    house?.save('import', (unit) => {
      for (let at = 0; at < kept; at += 1) createCustomer(house, unit, house.newId(), form, String(10_001 + at));
    });
    expect((await save(anna)).number).toBe(String(10_001 + kept));
    expect((await save(anna)).number).toBe(String(10_002 + kept));
  },
);

test('a number that was given is not given again when the save is undone', async () => {
  const first = await save(anna);
  await counter.client.customers.undo({ changeSetId: first.changeSetId ?? '' });
  expect((await save(anna)).number).not.toBe(first.number);
});

// E-63
test('the last ten customers, newest first, without those whose creation was undone', async () => {
  const ids: string[] = [];
  for (let at = 1; at <= 12; at += 1) ids.push((await save({ ...anna, firstName: null, lastName: `Nr ${at}` })).id);
  await counter.client.customers.byId({ id: ids[5] ?? '' });
  const undone = await save({ ...anna, lastName: 'Versehen' });
  await counter.client.customers.undo({ changeSetId: undone.changeSetId ?? '' });
  const names = (await counter.client.customers.recent()).map((one) => one.name);
  expect(names).toEqual(['Nr 6', 'Nr 12', 'Nr 11', 'Nr 10', 'Nr 9', 'Nr 8', 'Nr 7', 'Nr 5', 'Nr 4']);
});

test('a customer that is not there is said to be gone', async () => {
  await expect(counter.client.customers.byId({ id: 'nobody' })).rejects.toMatchObject({ code: 'GONE' });
  await expect(save(anna, 'nobody')).rejects.toMatchObject({ code: 'GONE' });
});

async function signInAgain() {
  const state = await counter.client.signIn.state();
  if (state.phase !== 'signIn') throw new Error(state.phase);
  await counter.client.signIn.signIn({ employeeId: state.seat.employees[0]?.id ?? '', pin: '1234' });
}
