// Drafts on the real service: they survive a restart, belong to their owner, and are gone with the save.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
  await hire(counter);
});
afterEach(() => counter.close());

const body = JSON.stringify({ fields: { lastName: 'Mül', birthDate: '3.4.' }, appActive: null });
const draft = { id: 'draft-1', kind: 'customer' as const, subjectId: null, body };
const bernd = { name: 'Bernd Bussard', pin: '2345' };

async function asBernd() {
  await counter.client.signIn.lock();
  await signIn(counter, bernd.name, bernd.pin);
}

test('what was half typed is there after a restart, as it was typed', async () => {
  await counter.client.drafts.keep(draft);
  counter.clock.now += 5000;
  await counter.client.drafts.keep({ ...draft, body: body.replace('Mül', 'Müller') });
  counter.restart();
  await signIn(counter);
  expect(await counter.client.drafts.list()).toEqual([
    expect.objectContaining({
      id: 'draft-1',
      body: body.replace('Mül', 'Müller'),
      changedAt: counter.clock.now,
      ownerName: 'Anna Amsel',
      subjectName: null,
    }),
  ]);
});

test('a colleague sees that there is a draft and whose, not what is in it, and cannot change or discard it', async () => {
  await counter.client.drafts.keep(draft);
  await asBernd();
  expect(await counter.client.drafts.list()).toEqual([
    expect.objectContaining({ id: 'draft-1', ownerName: 'Anna Amsel', body: '' }),
  ]);
  await expect(counter.client.drafts.keep({ ...draft, body: '{}' })).rejects.toMatchObject({ code: 'OF_COLLEAGUE' });
  await counter.client.drafts.discard({ id: draft.id });
  await counter.client.customers.save({
    ...{ id: null, form: { ...emptyForm('natural', 'active'), lastName: 'Weiß' }, basedOn: null, appActive: null },
    draftId: draft.id,
  });
  await counter.client.signIn.lock();
  await signIn(counter);
  expect(await counter.client.drafts.list()).toEqual([expect.objectContaining({ id: 'draft-1', body })]);
});

test('taking over makes it one’s own; a draft that is gone cannot be taken over', async () => {
  await counter.client.drafts.keep(draft);
  await asBernd();
  const taken = await counter.client.drafts.takeOver({ id: draft.id });
  expect(taken).toMatchObject({ body, ownerName: 'Bernd Bussard' });
  await counter.client.drafts.keep({ ...draft, body: '{"fields":{},"appActive":null}' });
  await counter.client.drafts.discard({ id: draft.id });
  expect(await counter.client.drafts.list()).toEqual([]);
  await expect(counter.client.drafts.takeOver({ id: draft.id })).rejects.toMatchObject({ code: 'GONE' });
});

test('the save throws its own draft away, in the same step', async () => {
  await counter.client.drafts.keep(draft);
  await counter.client.drafts.keep({ ...draft, id: 'draft-2' });
  await counter.client.customers.save({
    ...{ id: null, form: { ...emptyForm('natural', 'active'), lastName: 'Weiß' }, basedOn: null, appActive: null },
    draftId: draft.id,
  });
  expect((await counter.client.drafts.list()).map((one) => one.id)).toEqual(['draft-2']);
});

test('a draft of a customer says how the customer is called', async () => {
  const saved = await counter.client.customers.save({
    ...{ id: null, basedOn: null, appActive: null, draftId: null },
    form: { ...emptyForm('natural', 'active'), firstName: 'Jörg', lastName: 'Weiß' },
  });
  await counter.client.drafts.keep({ ...draft, subjectId: saved.id });
  expect(await counter.client.drafts.list()).toEqual([
    expect.objectContaining({ subjectId: saved.id, subjectName: 'Weiß, Jörg' }),
  ]);
});
