// Comments about a customer on the real service: who may change which, in whose name, at what time, and the way back.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, PIN, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
let customerId: string;
const people = new Map<string, string>();

beforeEach(async () => {
  counter = await openCounter();
  const { client } = counter;
  await client.employees.save({ id: null, name: 'Bernd Bussard', role: 'employee', blocked: false, pin: '2345' });
  await client.employees.save({ id: null, name: 'Carla Dohle', role: 'accounting', blocked: false, pin: '3456' });
  const state = await client.signIn.state();
  if (state.phase === 'open') for (const { id, name } of state.seat.employees) people.set(name, id);
  const form = { ...emptyForm('natural', 'active'), lastName: 'Müller' };
  customerId = (await client.customers.save({ id: null, form, appActive: null, draftId: null })).id;
});
afterEach(() => counter.close());

const person = (name: string) => people.get(name) ?? 'nobody';
const as = async (name: string, pin: string) => {
  await counter.client.signIn.signIn({ employeeId: person(name), pin });
};
const asBernd = () => as('Bernd Bussard', '2345');
const asCarla = () => as('Carla Dohle', '3456');
const asAnna = () => as('Anna Amsel', PIN);
const list = async () => (await counter.client.comments.byCustomer({ customerId, limit: 100 })).comments;
const bodies = async () => (await list()).map(({ body }) => body);
const write = (body: string, author: string, more: { id?: string; at?: number } = {}) => {
  counter.clock.now += 60_000;
  const { id = null, at = null } = more;
  return counter.client.comments.save({ customerId, id, body, at, authorId: person(author), draftId: null });
};
const set = (changes: Parameters<TestCounter['client']['settings']['save']>[0]['changes']) =>
  counter.client.settings.save({ changes });

test('the newest stands first, with author and time; who typed it for somebody else is said [B-44]', async () => {
  await asBernd();
  await write('Ruft morgen an.', 'Bernd Bussard');
  await write('Möchte das Rezept abholen.', 'Carla Dohle');
  expect(await list()).toMatchObject([
    { body: 'Möchte das Rezept abholen.', author: 'Carla Dohle', enteredBy: 'Bernd Bussard', at: counter.clock.now },
    { body: 'Ruft morgen an.', author: 'Bernd Bussard', enteredBy: null },
  ]);
  const { more, comments } = await counter.client.comments.byCustomer({ customerId, limit: 1 });
  expect([more, comments.length]).toEqual([true, 1]);
});

test('only the author changes the latest comment, an administrator every one [E-53 E-54] [setting:onlyLatestComment]', async () => {
  await asBernd();
  const first = await write('Eins', 'Bernd Bussard');
  const last = await write('Zwei', 'Bernd Bussard');
  await write('Zwei, berichtigt', 'Bernd Bussard', { id: last.id });
  await expect(write('Eins, berichtigt', 'Bernd Bussard', { id: first.id })).rejects.toMatchObject({
    ...{ code: 'REFUSED', data: { reason: 'notLatest' } },
  });
  await asCarla();
  await expect(counter.client.comments.remove({ id: last.id })).rejects.toMatchObject({ data: { reason: 'notOwn' } });
  expect((await list()).map(({ change }) => change.allowed)).toEqual([false, false]);
  await asAnna();
  await write('Eins, berichtigt', 'Anna Amsel', { id: first.id });
  await counter.client.comments.remove({ id: last.id });
  expect(await bodies()).toEqual(['Eins, berichtigt']);
  // Whoever corrects it does not become its author.
  expect(await list()).toMatchObject([{ author: 'Bernd Bussard', enteredBy: null }]);
});

test('with the setting off everybody deletes every comment [E-55] [setting:onlyLatestComment]', async () => {
  await asBernd();
  const first = await write('Eins', 'Bernd Bussard');
  await write('Zwei', 'Bernd Bussard');
  await asAnna();
  await set({ onlyLatestComment: false });
  await asCarla();
  expect((await list()).map(({ change }) => change.allowed)).toEqual([true, true]);
  await counter.client.comments.remove({ id: first.id });
  expect(await bodies()).toEqual(['Zwei']);
});

test('day and time are typed only where the chain allows it, and never in the future [E-56] [setting:commentTimeEditable]', async () => {
  const yesterday = counter.clock.now - 86_400_000;
  await expect(write('Nachtrag', 'Anna Amsel', { at: yesterday })).rejects.toMatchObject({
    data: { reason: 'timeFixed' },
  });
  await set({ commentTimeEditable: true });
  const late = await write('Nachtrag', 'Anna Amsel', { at: yesterday });
  await write('Heute', 'Anna Amsel');
  expect(await list()).toMatchObject([{ body: 'Heute' }, { body: 'Nachtrag', at: yesterday }]);
  await write('Nachtrag', 'Anna Amsel', { id: late.id, at: yesterday - 1000 });
  expect((await list())[1]?.at).toBe(yesterday - 1000);
  await expect(write('Morgen', 'Anna Amsel', { at: counter.clock.now + 600_000 })).rejects.toMatchObject({
    data: { reason: 'inTheFuture' },
  });
});

test('comments of appointments stand among them or not, as the chain wants [E-57] [setting:appointmentCommentsShown]', async () => {
  await write('Am Tresen', 'Anna Amsel');
  const { house } = counter.service.counter;
  house?.save('customer.comment', (unit) =>
    unit.create('customerComment', {
      ...{ id: house.newId(), customerId, body: 'Beim Termin', at: house.now() + 1, authorId: person('Anna Amsel') },
      origin: 'appointment',
    }),
  );
  expect(await list()).toMatchObject([
    { body: 'Beim Termin', origin: 'appointment', change: { allowed: false, reason: 'ofAppointment' } },
    { body: 'Am Tresen' },
  ]);
  await set({ appointmentCommentsShown: false });
  expect(await bodies()).toEqual(['Am Tresen']);
});

test('what was done to a comment is taken back by whoever did it, and stands in the history', async () => {
  await asBernd();
  const made = await write('Eins', 'Bernd Bussard');
  const removed = await counter.client.comments.remove({ id: made.id });
  expect(await bodies()).toEqual([]);
  await counter.client.comments.undo({ changeSetId: removed.changeSetId ?? '' });
  expect(await bodies()).toEqual(['Eins']);
  await asCarla();
  await expect(counter.client.comments.undo({ changeSetId: made.changeSetId ?? '' })).rejects.toMatchObject({
    code: 'CANNOT_UNDO',
  });
  // The mask's own way back leads to no colleague's comment either.
  await expect(counter.client.customers.undo({ changeSetId: made.changeSetId ?? '' })).rejects.toMatchObject({
    data: { reason: 'gone' },
  });
  const { sets } = await counter.client.changeLog.bySubject({
    ...{ subjectIds: [customerId], cursor: null },
    filters: { from: null, to: null, employeeId: null, field: null },
  });
  expect(sets.slice(0, 3).map(({ doing }) => doing)).toEqual(['undo', 'customer.comment', 'customer.comment']);
});

test('a half-typed comment waits for its owner alone and is gone once it is saved', async () => {
  await asBernd();
  const body = JSON.stringify({ body: 'Halb' });
  await counter.client.drafts.keep({ id: 'draft-1', kind: 'comment', subjectId: customerId, body });
  await asCarla();
  expect(await counter.client.comments.draft({ customerId })).toBeNull();
  expect(await counter.client.drafts.list()).toEqual([]);
  await asBernd();
  expect(await counter.client.comments.draft({ customerId })).toEqual({ id: 'draft-1', body });
  // No mask is half filled.
  expect(await counter.client.drafts.list()).toEqual([]);
  const authorId = person('Bernd Bussard');
  const typed = { customerId, id: null, body: 'Ganz', at: null, authorId, draftId: 'draft-1' };
  await counter.client.comments.save(typed);
  expect(await counter.client.comments.draft({ customerId })).toBeNull();
});

test('an empty comment, an unknown customer and an unknown author are refused', async () => {
  await expect(write('  ', 'Anna Amsel')).rejects.toMatchObject({ data: { reason: 'blank' } });
  await expect(write('Ja', 'Niemand')).rejects.toMatchObject({ code: 'GONE' });
  const authorId = person('Anna Amsel');
  const elsewhere = { customerId: 'unknown', id: null, body: 'Ja', at: null, authorId, draftId: null };
  await expect(counter.client.comments.save(elsewhere)).rejects.toMatchObject({ code: 'GONE' });
});
