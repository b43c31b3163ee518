// The chain's lists on the real service: who may keep them, what is refused, that ended entries stay readable, what the log says.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { statusOf, statusRulesOf } from '../../src-main/service/customer-status.ts';
import { LIST_NAMES, type ListForms } from '../../src-shared/lists/rules.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.close());

const FORMS: { [L in keyof ListForms]: ListForms[L] } = {
  customerStatus: { name: 'Stammkunde', meaning: 'active' },
  property: { name: 'Diabetes', abbreviation: 'DIA', colour: '#b10e1c' },
  payer: { name: 'Muster-Kasse', ik: '104178397', kind: 'statutory' },
  customerProgram: { name: 'Treue', kind: 'discount', value: 30, article: null, fixedValue: true },
  caseType: { name: 'Brille', items: ['Anpassen', 'Probe tragen'] },
};

type Input = Parameters<TestCounter['client']['lists']['save']>[0];

function save(list: keyof ListForms, more: object = {}, head: Partial<Pick<Input, 'id' | 'ended'>> = {}) {
  return counter.client.lists.save({
    list,
    form: { ...FORMS[list], ...more },
    id: null,
    ended: false,
    ...head,
  } as Input);
}

async function newCustomer(status: string): Promise<string> {
  const form = customerForm('Müller', { status });
  return (await counter.client.customers.save({ id: null, form, appActive: null, draftId: null })).id;
}

test('each list takes an entry, says who made it, and everybody signed in reads it', async () => {
  for (const list of LIST_NAMES) await save(list);
  await hire(counter);
  await signIn(counter, 'Bernd Bussard', '2345');
  const lists = await counter.client.lists.all();
  for (const list of LIST_NAMES)
    expect(lists[list]).toEqual([
      {
        ...{ ...FORMS[list], id: expect.any(String), endedAt: null },
        changed: { by: 'Anna Amsel', at: counter.clock.now },
      },
    ]);
});

test('only administrators keep them', async () => {
  await hire(counter);
  await signIn(counter, 'Bernd Bussard', '2345');
  for (const list of LIST_NAMES) await expect(save(list)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('an entry that is wrong is refused with its field; its own name is no obstacle to itself', async () => {
  const { id } = await save('payer');
  await expect(save('payer')).rejects.toMatchObject({
    code: 'INVALID',
    data: {
      problems: [
        { field: 'name', problem: 'taken' },
        { field: 'ik', problem: 'taken' },
      ],
    },
  });
  expect((await save('payer', {}, { id })).changeSetId).toBeNull();
  await expect(save('payer', {}, { id: 'nobody' })).rejects.toMatchObject({ code: 'GONE' });
});

test('an ended entry stays readable, its name is free again, and it can be taken back', async () => {
  const { id } = await save('customerStatus');
  const customerId = await newCustomer(id);
  counter.clock.now += 1000;
  await save('customerStatus', {}, { id, ended: true });
  const endedAt = counter.clock.now;
  counter.clock.now += 1000;
  await save('customerStatus', { meaning: 'inactive' }, { id, ended: true });
  expect((await counter.client.lists.all()).customerStatus).toMatchObject([{ id, name: 'Stammkunde', endedAt }]);
  // Who has it keeps it.
  const record = await counter.client.customers.byId({ id: customerId });
  await counter.client.customers.save({
    ...{ id: customerId, form: { ...record.form, note: 'bleibt' }, appActive: null, draftId: null },
  });
  await save('customerStatus');
  await expect(save('customerStatus', {}, { id, ended: false })).rejects.toMatchObject({ code: 'INVALID' });
});

test('a customer has a state of the list, and none that nobody knows; what it means, it forbids [E-11 E-12 A-33 A-36]', async () => {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  const { id } = await save('customerStatus', { name: 'Datensperre', meaning: 'blocked' });
  const customerId = await newCustomer(id);
  expect(statusOf(house, customerId)).toBe('blocked');
  expect(statusRulesOf(house, customerId)).toEqual({ editable: false, writtenTo: false, served: false });
  await save('customerStatus', { name: 'Datensperre', meaning: 'inactive' }, { id });
  expect(statusRulesOf(house, customerId)).toEqual({ editable: true, writtenTo: true, served: true });
  expect(statusOf(house, 'nobody')).toBeNull();
  await expect(newCustomer('erfunden')).rejects.toMatchObject({
    code: 'INVALID',
    data: { problems: [{ field: 'status', problem: 'unknownStatus' }] },
  });
});

test('a line of the search is blocked by what the state means now, without another save of the customer [A-36 E-11]', async () => {
  const { id } = await save('customerStatus', { name: 'Ruht', meaning: 'active' });
  const customerId = await newCustomer(id);
  const { number } = await counter.client.customers.byId({ id: customerId });
  const isLocked = async () => {
    const { rows } = await counter.client.search.find({ text: number, limit: 5, offset: 0 });
    return rows.find((row) => row.id === customerId)?.locked;
  };
  expect(await isLocked()).toBe(false);
  await save('customerStatus', { name: 'Ruht', meaning: 'blocked' }, { id });
  expect(await isLocked()).toBe(true);
  await save('customerStatus', { name: 'Ruht', meaning: 'deceased' }, { id });
  expect(await isLocked()).toBe(false);
});

test('the log names states, items and options as people do', async () => {
  const { id } = await save('caseType');
  await save('caseType', { items: ['Anpassen'] }, { id });
  const filters = { employeeId: null, from: null, to: null, field: null };
  const { sets } = await counter.client.changeLog.bySubject({ subjectIds: [id], filters, cursor: null });
  expect(sets[0]?.changes[0]?.fields).toEqual([
    {
      field: 'items',
      from: { kind: 'text', text: 'Anpassen, Probe tragen' },
      to: { kind: 'text', text: 'Anpassen' },
    },
  ]);
  const status = await save('customerStatus');
  const customerId = await newCustomer(status.id);
  const log = await counter.client.changeLog.bySubject({ subjectIds: [customerId], filters, cursor: null });
  expect(log.sets[0]?.changes[0]?.fields).toContainEqual({
    ...{ field: 'status', from: null, to: { kind: 'text', text: 'Stammkunde' } },
  });
});
