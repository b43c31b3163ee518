// The lists of the mask on the real service: what each line holds comes back, lines keep their rows, what points to a line of
// the same form finds it, and whoever leaves a list out takes nothing away.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
  await counter.client.settings.save({ changes: { externalNumberEditable: true } });
});
afterEach(() => counter.close());

const whole: CustomerForm = {
  ...emptyForm('natural', 'active'),
  ...{ firstName: 'Anna', lastName: 'Müller', externalNumber: 'X-7', insuranceStatus: 'member', dunningBlock: true },
  ...{ preferredPayment: 'directDebit', preferredChannel: 'sms', reportNeutral: true, careHome: 'Haus Abendrot' },
  ...{ contactRoles: ['doctor', 'supplier'], lastVisit: '2026-11-21' },
  payers: [
    { id: null, payerId: 'payer-1', insuredNumber: 'A123456780', validFrom: '2026-01-01', validTo: null },
    { id: null, payerId: 'payer-2', insuredNumber: null, validFrom: null, validTo: '2026-12-31' },
  ],
  standardPayer: 1,
  bankAccounts: [
    {
      ...{ id: null, holder: 'Anna Müller', iban: 'DE89 3704 0044 0532 0130 00', bic: 'cobadeffxxx', bankName: null },
      ...{ mandateReference: 'M-7', mandateOn: '2026-02-03', mandateEndedOn: null },
    },
  ],
  cards: [
    {
      ...{ id: 'new-1', kind: 'external', number: '4711', label: 'alt', validFrom: null, validTo: '2026-10-31' },
      ...{ locked: true, invalid: false, replacedById: 'new-2' },
    },
    {
      ...{ id: 'new-2', kind: 'nfc', number: '4712', label: null, validFrom: '2026-11-01', validTo: null },
      ...{ locked: false, invalid: false, replacedById: null },
    },
  ],
  memberships: [
    { id: null, programId: 'program-1', cardId: 'new-2', value: 250, validFrom: '2026-11-01', validTo: null },
  ],
  properties: ['property-1', 'property-2'],
  patients: [
    {
      ...{ id: null, name: 'Bello', species: 'Hund', breed: 'Dackel', sex: 'male', birthDate: '2020-05-01' },
      ...{ chipNumber: '276098100000001', note: 'scheut', diedOn: null },
    },
  ],
};

async function save(form: CustomerForm, id: string | null = null) {
  return counter.client.customers.save({ id, form, basedOn: null, appActive: null, draftId: null });
}

const ids = (form: CustomerForm) =>
  (['payers', 'bankAccounts', 'cards', 'memberships', 'patients'] as const).map((list) =>
    form[list].map(({ id }) => id),
  );

test('everything of the mask is saved in one step and comes back as it was, in one spelling', async () => {
  const { record, id } = await save(whole);
  const { form } = record;
  const blank = (lines: readonly object[]) => lines.map((line) => ({ ...line, id: null }));
  expect({
    ...form,
    ...{ payers: blank(form.payers), bankAccounts: blank(form.bankAccounts), patients: blank(form.patients) },
    ...{ cards: [], memberships: [] },
  }).toEqual({
    ...whole,
    bankAccounts: [{ ...whole.bankAccounts[0], iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' }],
    ...{ cards: [], memberships: [] },
  });
  const [old, fresh] = form.cards;
  expect(old).toMatchObject({ number: '4711', locked: true, replacedById: fresh?.id });
  expect(form.memberships).toMatchObject([{ programId: 'program-1', cardId: fresh?.id, value: 250 }]);
  const again = await save(form, id);
  expect(again.changeSetId).toBeNull();
  expect(ids(again.record.form)).toEqual(ids(form));
});

test('a line is changed, moved and removed as that line, and its place is written only when it was moved', async () => {
  const { id, record } = await save(whole);
  const [first, second] = record.form.payers;
  if (!first || !second) throw new Error('two payers were saved');
  const edited = { ...record.form, payers: [second, { ...first, insuredNumber: 'B1' }], standardPayer: 1 };
  const { record: moved } = await save({ ...edited, bankAccounts: [], cards: record.form.cards.slice(1) }, id);
  expect(moved.form.payers).toEqual(edited.payers);
  expect(moved.form.standardPayer).toBe(1);
  expect(moved.form.bankAccounts).toEqual([]);
  expect(moved.form.cards.map(({ number }) => number)).toEqual(['4712']);
  const { changeSetId } = await save({ ...moved.form, payers: moved.form.payers.slice(1), standardPayer: 0 }, id);
  const written = counter.service.counter.house?.db.sqlite
    .prepare('SELECT "table", kind, field FROM change WHERE changeSetId = ?')
    .all(changeSetId);
  expect(written).toEqual([{ table: 'customerPayer', kind: 'remove', field: null }]);
});

test('whoever leaves a field or a list out takes nothing away', async () => {
  const { id, record } = await save(whole);
  const { kind, salutation, title, firstName, birthDate, email, kvnr, note, status, responsibleEmployeeId } =
    record.form;
  const { addresses, homeAddress, phones } = record.form;
  const older = {
    ...{ kind, salutation, title, firstName, birthDate, email, kvnr, note, status, responsibleEmployeeId },
    ...{ lastName: 'Müller-Brandt', addresses, homeAddress, phones },
  };
  const saved = await counter.client.customers.save({
    ...{ id, form: older, basedOn: record.version, appActive: null, draftId: null },
  });
  expect(saved.record.form).toEqual({ ...record.form, lastName: 'Müller-Brandt' });
});

test('what a line lacks is said at its field, and nothing is written', async () => {
  const bad: CustomerForm = {
    ...whole,
    payers: [{ id: null, payerId: '', insuredNumber: '1', validFrom: '2026-02-01', validTo: '2026-01-01' }],
    standardPayer: null,
    bankAccounts: (['', 'XX12', 'DE8937', 'DE89370400440532013001', '******************3000'] as const).map((iban) => ({
      ...{ id: null, holder: null, iban, bic: null, bankName: null },
      ...{ mandateReference: null, mandateOn: null, mandateEndedOn: null },
    })),
    cards: [],
    memberships: [],
    patients: [],
  };
  await expect(save(bad)).rejects.toMatchObject({
    data: {
      problems: [
        { field: 'payers.0.payerId', problem: 'payer.missing' },
        { field: 'payers.0.validTo', problem: 'day.beforeItBegins' },
        { field: 'bankAccounts.0.iban', problem: 'iban.missing' },
        { field: 'bankAccounts.1.iban', problem: 'iban.country' },
        { field: 'bankAccounts.2.iban', problem: 'iban.length' },
        { field: 'bankAccounts.3.iban', problem: 'iban.checkDigits' },
        { field: 'bankAccounts.4.iban', problem: 'iban.hidden' },
      ],
    },
  });
});
