// A health card that does not say where its insurance data lie, on the real service: who stands there is found and compared by all
// the rest, and nothing of his insurance is compared, noted, taken over or renewed.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CardEvent } from '../../src-shared/card-readers/contract.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { CARD_FIELDS } from '../../src-shared/health-card/record.ts';
import { cardOf, cardWithoutInsurancePlace, type TestReaders, testReaders } from '../support/card-port.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { kvnrOf } from '../support/health-cards.ts';

const KVNR = kvnrOf('Z12345678');

let counter: TestCounter;
let readers: TestReaders;
beforeEach(async () => {
  readers = testReaders();
  counter = await openCounter({ ports: { cardReaders: readers.port } });
  counter.service.counter.house?.save('lists.save', (unit) => {
    unit.create('payer', { id: 'aok', name: 'AOK Nordost', ik: '109519005', kind: 'statutory' });
    unit.create('payer', { id: 'tk', name: 'TK', ik: '101575519', kind: 'statutory' });
  });
});
afterEach(() => counter.close());

const blank = { id: null, label: null, addition: null, district: null, country: null };
/** Žofie as her card has her, but for her insurance: of that the card would say something else. */
const zofie: CustomerForm = {
  ...emptyForm('natural', 'active'),
  ...{ firstName: 'Žofie Änne', lastName: 'von Müßig-Škoda', kvnr: KVNR, birthDate: '1961-04-03' },
  addresses: [{ ...blank, street: 'Œuvre-Str.', houseNumber: '4a', postcode: '80331', town: 'München' }],
  ...{ homeAddress: 0, insuranceStatus: 'pensioner', standardPayer: 0 },
  payers: [{ id: null, payerId: 'tk', insuredNumber: KVNR, validFrom: '2015-01-01', validTo: null }],
};

async function save(more: Partial<CustomerForm> = {}): Promise<string> {
  const form = { ...zofie, ...more };
  return (await counter.client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null })).id;
}
const recordOf = (id: string) => counter.client.customers.byId({ id });

async function put(card: ReturnType<typeof cardOf>): Promise<CardEvent> {
  readers.put(await card);
  // Returns when all that was put in is judged.
  await counter.client.cardReaders.read();
  return (await counter.client.cardReaders.arrived()).at(-1) ?? { kind: 'none' };
}

async function compared(card: ReturnType<typeof cardOf>) {
  const event = await put(card);
  if (event.kind !== 'compare') throw new Error(event.kind);
  return event;
}

test('whoever agrees in all the rest opens at once, and stays with the payer that he has [A-43 A-50 E-83]', async () => {
  const id = await save();
  const { form } = await recordOf(id);
  expect(await put(cardWithoutInsurancePlace())).toMatchObject({
    ...{ kind: 'agrees', card: { insurance: null, insuranceUnreadable: true } },
    answer: { kind: 'found', customerId: id, membership: 'same' },
  });
  expect(await recordOf(id)).toMatchObject({ form, cardDiffers: [] });
  // A card whose insurance can be read says what is otherwise.
  await compared(cardOf());
  expect((await recordOf(id)).cardDiffers).toEqual(['payer', 'insuranceStatus']);
});

test('whoever differs is compared in all the rest; of his insurance nothing is noted or taken over [A-44 A-49 A-50]', async () => {
  const id = await save({ firstName: 'Sofie' });
  const { form } = await recordOf(id);
  const { readingId, candidates } = await compared(cardWithoutInsurancePlace());
  expect(candidates[0]?.fields.map(({ field, state }) => [field, state])).toEqual([
    ['kvnr', 'equal'],
    ['firstName', 'differs'],
    ['lastName', 'equal'],
    ['birthDate', 'equal'],
    ['address', 'equal'],
  ]);
  expect((await recordOf(id)).cardDiffers).toEqual(['firstName']);
  await counter.client.cardReaders.takeOver({
    ...{ readingId, customerId: id, as: 'customer', basedOn: null },
    fields: ['firstName', 'payer', 'insuranceStatus'],
  });
  expect(await recordOf(id)).toMatchObject({ form: { ...form, firstName: 'Žofie Änne' }, cardDiffers: [] });
});

test('whoever is made a customer of it has no payer yet [A-47]', async () => {
  const { readingId, offered } = await compared(cardWithoutInsurancePlace());
  expect(offered.map(({ field }) => field)).toEqual(['kvnr', 'firstName', 'lastName', 'birthDate', 'address']);
  const { customerId, answer } = await counter.client.cardReaders.takeOver({
    ...{ readingId, customerId: null, as: 'customer', fields: [...CARD_FIELDS], basedOn: null },
  });
  expect(answer).toMatchObject({ kind: 'found', membership: 'same' });
  expect((await recordOf(customerId)).form).toMatchObject({ kvnr: KVNR, payers: [], insuranceStatus: null });
});
