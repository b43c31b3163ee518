// What goes with the list of hits and belongs to whoever is signed in: filters under a name, columns; and the card number in the
// one box.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shownColumns } from '../../src-shared/customer-list/rules.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { NO_FILTER } from '../../src-shared/search/filter.ts';
import { openCounter, PIN, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.close());

const filter = { ...NO_FILTER, statuses: ['active'], propertyIds: [] as string[] };

const signInAs = (name: string, pin: string) => signIn(counter, name, pin);

test('a filter is kept under a name, overwritten under the same, read back whole and dropped; each for himself [B-40]', async () => {
  await hire(counter, { name: 'Bernd' });
  const { customerList } = counter.client;
  const first = await customerList.keepFilter({ name: 'Stammkunden', filter: { ...filter, ageFrom: 65 }, span: 'own' });
  expect(first.replaced).toBe(false);
  const whole = { ...filter, ageFrom: 70, town: 'München', propertyIds: ['p'], visitFrom: '2026-01-01' };
  const again = await customerList.keepFilter({ name: 'stammkunden', filter: whole, span: 'all' });
  expect(again).toEqual({ id: first.id, replaced: true });
  expect(await customerList.savedFilters()).toEqual([
    { id: first.id, name: 'stammkunden', filter: whole, span: 'all' },
  ]);
  await signInAs('Bernd', '2345');
  expect(await customerList.savedFilters()).toEqual([]);
  await customerList.dropFilter({ id: first.id });
  await signInAs('Anna Amsel', PIN);
  expect(await customerList.savedFilters()).toHaveLength(1);
  await customerList.dropFilter({ id: first.id });
  expect(await customerList.savedFilters()).toEqual([]);
});

test('columns are kept for each employee, never without number and name', async () => {
  await hire(counter, { name: 'Bernd' });
  const { customerList } = counter.client;
  const standard = await customerList.columns();
  await customerList.keepColumns({ columns: ['visit', 'born'] });
  expect(await customerList.columns()).toEqual(['number', 'name', 'born', 'visit']);
  counter.restart();
  await signInAs('Bernd', '2345');
  expect(await counter.client.customerList.columns()).toEqual(standard);
  expect(shownColumns(['phone', 'gone', 'phone'])).toEqual(['number', 'name', 'phone']);
});

test('a card or external number typed into the one box finds its customer; a star typed by habit is no matter [N-22 E-88]', async () => {
  const form = { ...emptyForm('natural', 'active'), lastName: 'Brandner', firstName: 'Anna' };
  const { id } = await counter.client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null });
  const { house } = counter.service.counter;
  house?.save('card.take', (unit) => {
    unit.update('customer', id, { externalNumber: 'EX-77/4' });
    unit.create('customerCard', { id: 'card', customerId: id, kind: 'external', number: '2900 1234 5678' });
  });
  for (const text of ['290012345678', '2900 1234', 'ex774', 'Brand*', '*rand*', 'br* an*']) {
    const { rows } = await counter.client.search.find({ text, limit: 5, offset: 0 });
    expect(
      rows.map((row) => row.id),
      text,
    ).toEqual([id]);
  }
  house?.save('card.take', (unit) => unit.remove('customerCard', 'card'));
  expect((await counter.client.search.find({ text: '290012345678', limit: 5, offset: 0 })).rows).toEqual([]);
});

test('customers are advertised to by the ledger and never by a preset; whoever is blocked is left out [N-03 N-04]', async () => {
  const save = async (lastName: string, status = 'active') => {
    const form = { ...emptyForm('natural', status), lastName, firstName: 'Anna' };
    return (await counter.client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null })).id;
  };
  const [asked, preset, blocked, objected] = [
    await save('Eins'),
    await save('Zwei'),
    await save('Drei', 'blocked'),
    await save('Vier'),
  ];
  const { house } = counter.service.counter;
  house?.save('consent.sign', (unit) => {
    const entry = { capturedHow: 'paper' as const, capturedAt: house.now(), capturedBy: 'e' };
    const granted = { ...entry, purpose: 'advertisingEmail', kind: 'granted' as const };
    unit.create('consentEntry', { ...granted, id: 'c1', customerId: asked });
    unit.create('consentEntry', { ...granted, id: 'c2', customerId: blocked });
    unit.update('customer', preset, { advertisingPreset: 'letter,email' });
    const withdrawn = { ...entry, purpose: 'advertisingLetter', kind: 'withdrawn' as const };
    unit.create('consentEntry', { ...withdrawn, id: 'c3', customerId: objected });
  });
  const reached = async (advertising: 'letter' | 'email') => {
    const found = await counter.client.search.find({
      text: '',
      limit: 20,
      offset: 0,
      filter: { ...filter, statuses: [], advertising },
    });
    return found.rows.map(({ lastName }) => lastName);
  };
  expect(await reached('email')).toEqual(['Eins']);
  expect(await reached('letter')).toEqual(['Eins', 'Zwei']);
});
