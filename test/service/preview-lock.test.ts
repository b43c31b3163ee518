// What is open in a preview at the lock is forgotten by the program, for the person who opened it too.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, PIN, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.close());

test('the bytes of a preview do not outlive the lock', async () => {
  const { client } = counter;
  const form = { ...emptyForm('natural', 'active'), lastName: 'Müller' };
  const { id: customerId } = await client.customers.save({ id: null, form, appActive: null, draftId: null });
  const open = async () => (await client.consent.form({ customerId, purposes: ['storage'], scope: null })).preview.id;
  const kept = await open();
  expect((await client.printing.asPdf({ previewId: kept })).mediaType).toBe('application/pdf');
  await client.signIn.lock();
  const state = await client.signIn.state();
  const employeeId = 'seat' in state ? (state.seat.employees[0]?.id ?? '') : '';
  await client.signIn.signIn({ employeeId, pin: PIN });
  await expect(client.printing.asPdf({ previewId: kept })).rejects.toMatchObject({ code: 'PREVIEW_CLOSED' });
});
