// What the status of a customer keeps people from, at the real write path: built-in and of the chain's own, refused as a whole,
// and what is done all the same.
import { beforeEach, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { branch } from '../../src-shared/tables.ts';
import { consentDesk } from '../support/consents.ts';
import { PIN } from '../support/counter.ts';
import { samplePdf, upload } from '../support/files.ts';

const { at, openHouse, handOut, sign } = consentDesk();

const people = new Map<string, string>();
/** A state of the chain's own that means 'Gesperrt'. */
let own: string;

beforeEach(async () => {
  const { client } = at.counter;
  await client.employees.save({ id: null, name: 'Bernd Bussard', role: 'employee', blocked: false, pin: '2345' });
  const state = await client.signIn.state();
  if (state.phase === 'open') for (const { id, name } of state.seat.employees) people.set(name, id);
  own = (
    await client.lists.save({
      ...{ list: 'customerStatus', id: null, ended: false },
      form: { name: 'Datensperre', meaning: 'blocked' },
    })
  ).id;
});

const as = (name: string, pin: string) => at.counter.client.signIn.signIn({ employeeId: people.get(name) ?? '', pin });
const asBernd = () => as('Bernd Bussard', '2345');
const asAnna = () => as('Anna Amsel', PIN);

const refused = (reason: string) => ({ code: 'CUSTOMER_STATUS', defined: true, data: { reason } });
const form = async () => (await at.counter.client.customers.byId({ id: at.customerId })).form;
async function save(more: Partial<CustomerForm>, appActive: boolean | null = null) {
  at.counter.clock.now += 1000;
  return at.counter.client.customers.save({
    ...{ id: at.customerId, basedOn: null, appActive, draftId: null },
    form: { ...(await form()), ...more },
  });
}
const write = (body: string) =>
  at.counter.client.comments.save({
    ...{ customerId: at.customerId, id: null, body, at: null, authorId: people.get('Anna Amsel') ?? '', draftId: null },
  });
const open = () =>
  at.counter.client.serviceCases.open({
    ...{ customerId: at.customerId, entries: null, declined: false, stopEmailAdvertising: false, title: 'Brille' },
  });
const sell = () =>
  at.counter.client.cashSales.save({
    sales: [{ customerId: at.customerId, cents: 100, body: null }],
    payment: null,
  });
const phone = { id: null, label: null, number: '+493023125101', sms: false };
const card = {
  ...{ id: null, kind: 'external' as const, number: '4711', label: null, validFrom: null, validTo: null },
  ...{ locked: false, invalid: false, replacedById: null },
};
const account = {
  ...{ id: null, holder: null, iban: 'DE89370400440532013000', bic: null, bankName: null },
  ...{ mandateReference: null, mandateOn: null, mandateEndedOn: null },
};
const patient = {
  ...{ id: null, name: 'Bello', species: null, breed: null, sex: null, birthDate: null, chipNumber: null },
  ...{ note: null, diedOn: null },
};
const payer = { id: null, payerId: 'payer-1', insuredNumber: null, validFrom: null, validTo: null };

async function withAccess() {
  const house = openHouse();
  house.save('branch.save', (unit) =>
    unit.update('branch', house.db.orm.select().from(branch).get()?.id ?? '', { licenceUntil: '2027-12-31' }),
  );
  await handOut(['app']);
  await sign('app', ['app']);
  await save({}, true);
}
const access = () => at.counter.client.appAccess.byCustomer({ customerId: at.customerId });

const blockedBy = (status: () => string) => async () => {
  await save({ status: status() });
  const before = await form();
  const changes: Partial<CustomerForm>[] = [
    ...[{ lastName: 'Weiß' }, { note: 'x' }, { lastVisit: '2026-11-20' }, { careHome: 'x' }, { dunningBlock: true }],
    ...[{ phones: [phone] }, { payers: [payer] }, { bankAccounts: [account] }, { patients: [patient] }],
    ...[{ properties: ['red'] }, { cards: [card] }, { addresses: [], homeAddress: null }],
  ];
  for (const who of [asBernd, asAnna]) {
    await who();
    for (const change of changes) await expect(save(change)).rejects.toMatchObject(refused('readOnly'));
    await expect(write('ruft zurück')).rejects.toMatchObject(refused('readOnly'));
  }
  expect(await form()).toEqual(before);
  await expect(open()).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'blocked' } });
  await expect(sell()).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'blocked' } });
  // F1 on a mask that nobody has changed.
  expect(await save({})).toMatchObject({ changeSetId: null });
};
test(
  'a blocked customer is only read, and a refused save leaves nothing [A-33 A-36]',
  blockedBy(() => 'blocked'),
);
test(
  'a status of the chain’s own that means it does the same [A-33 A-36 E-11]',
  blockedBy(() => own),
);

test('anybody blocks, an administrator alone lifts it, by itself, and then all goes on [A-33 A-36 E-12]', async () => {
  await asBernd();
  // What is saved together with it is saved while he is not blocked yet.
  await save({ status: 'blocked', note: 'auf Wunsch', phones: [phone] });
  await expect(save({ status: 'active' })).rejects.toMatchObject(refused('needsAdministrator'));
  await asAnna();
  await expect(save({ status: 'active', note: 'wieder da' })).rejects.toMatchObject(refused('readOnly'));
  await save({ status: own });
  await expect(save({ phones: [] })).rejects.toMatchObject(refused('readOnly'));
  await save({ status: 'active' });
  await asBernd();
  await save({ note: 'wieder da', phones: [] });
  expect(await form()).toMatchObject({ status: 'active', note: 'wieder da', phones: [] });
});

test('what blocked him is taken back by an administrator as it was saved [A-33]', async () => {
  const { changeSetId } = await save({ status: 'blocked', note: 'auf Wunsch' });
  const undo = () => at.counter.client.customers.undo({ changeSetId: changeSetId ?? '' });
  await asBernd();
  await expect(undo()).rejects.toMatchObject(refused('needsAdministrator'));
  await asAnna();
  await undo();
  expect(await form()).toMatchObject({ status: 'active', note: null });
});

test('consents, papers and the end of the access go on; a new access and a new password do not [A-33]', async () => {
  const { client } = at.counter;
  await withAccess();
  await handOut(['storage']);
  await save({ status: 'blocked' });
  await client.documents.import({ customerId: at.customerId, file: upload('Bescheid.pdf', await samplePdf()) });
  await sign('storage', ['storage']);
  const { preview } = await client.consent.withdraw({
    ...{ customerId: at.customerId, purposes: ['storage'], how: 'oral' },
  });
  expect(preview).toMatchObject({ kind: 'withdrawalConfirmation' });
  await expect(client.appAccess.issuePassword({ customerId: at.customerId, active: true })).rejects.toMatchObject({
    data: { reason: 'notServed' },
  });
  expect(await access()).toMatchObject({ active: true, formRefusal: 'notServed' });
  // A letter that was printed before he was blocked.
  const house = openHouse();
  house.db.sqlite
    .prepare(
      "INSERT INTO pendingSecret (id, customerId, ownerId, passwordHash, letterNumber, printedAt) VALUES ('p', ?, ?, 'hash', 'T1-1', 1)",
    )
    .run(at.customerId, people.get('Anna Amsel'));
  await expect(save({})).rejects.toMatchObject(refused('readOnly'));
  await save({}, false);
  expect(await access()).toMatchObject({ active: false, refusal: 'notServed' });
  await expect(save({}, true)).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'notServed' } });
});

test('the withdrawal of the app ends the access of a blocked customer [A-33]', async () => {
  await withAccess();
  await save({ status: own });
  await at.counter.client.consent.withdraw({ ...{ customerId: at.customerId, purposes: ['app'], how: 'oral' } });
  expect(await access()).toMatchObject({ active: false });
});

test('a blocked customer is deleted and brought back, and is blocked still [A-33]', async () => {
  await save({ status: 'blocked' });
  await asBernd();
  await at.counter.client.deletion.remove({ customerId: at.customerId });
  await at.counter.client.deletion.restore({ customerId: at.customerId });
  expect(await form()).toMatchObject({ status: 'blocked', lastName: 'Müller' });
  await expect(save({ note: 'x' })).rejects.toMatchObject(refused('readOnly'));
});

test('a customer is made blocked with all that belongs to him', async () => {
  const made = await at.counter.client.customers.save({
    ...{ id: null, appActive: null, draftId: null },
    form: { ...emptyForm('natural', own), lastName: 'Weiß', phones: [phone], cards: [card] },
  });
  expect(made.record.form).toMatchObject({ status: own, phones: [{ number: phone.number }] });
});

test('the rows of cases, sales and cards are refused at the write path itself [A-36]', async () => {
  const house = openHouse();
  const { customerId } = at;
  const begin = {
    serviceCase: () =>
      house.save('serviceCase.save', (unit) =>
        unit.create('serviceCase', { id: house.newId(), customerId, number: 'V', title: 'Brille', openedAt: 1 }),
      ),
    cashSale: () =>
      house.save('cashSale.save', (unit) =>
        unit.create('cashSale', { id: house.newId(), customerId, transactionId: 't', cents: 1, at: 1 }),
      ),
    card: () =>
      house.save('customer.save', (unit) =>
        unit.create('customerCard', { id: house.newId(), customerId, kind: 'external', number: '1' }),
      ),
    program: () =>
      house.save('customer.save', (unit) =>
        unit.create('programMembership', { id: house.newId(), customerId, programId: 'p' }),
      ),
    access: () =>
      house.save('customer.save', (unit) => unit.create('appAccess', { id: customerId, customerId, active: true })),
  };
  await save({ status: 'deceased' });
  for (const one of Object.values(begin)) expect(one).toThrow(expect.objectContaining(refused('notServed')));
  await save({ status: own });
  for (const one of Object.values(begin)) expect(one).toThrow(expect.objectContaining(refused('readOnly')));
  // What the counter does without anybody asking is not a person's doing.
  house.saveByItself('bankAccount.expire', (unit) => unit.update('customer', customerId, { note: 'von selbst' }));
  expect(await form()).toMatchObject({ note: 'von selbst' });
});

test('a deceased customer stays to be edited and gets nothing new [A-36]', async () => {
  const { client } = at.counter;
  await withAccess();
  await save({ status: 'deceased' });
  await asBernd();
  await save({ note: 'Erben melden sich', phones: [phone] });
  await write('Erben waren da');
  await expect(save({ cards: [card] })).rejects.toMatchObject(refused('notServed'));
  await expect(open()).rejects.toMatchObject({ data: { reason: 'deceased' } });
  await save({}, false);
  await expect(save({}, true)).rejects.toMatchObject({ data: { reason: 'notServed' } });
  expect(await client.invitation.byCustomer({ customerId: at.customerId })).toMatchObject({
    facts: { writtenTo: false },
  });
  await save({ status: 'active' });
  expect(await client.invitation.byCustomer({ customerId: at.customerId })).toMatchObject({
    facts: { writtenTo: true },
  });
});

test('a status of the chain’s own means the same in the search, for a question of privacy, and for an invitation [A-36 E-11]', async () => {
  await save({ status: own });
  expect(await at.counter.client.consent.asking({ customerId: at.customerId })).toMatchObject({
    asking: { due: false, because: 'notServed' },
  });
  const { rows } = await at.counter.client.search.find({ text: 'müller', limit: 5, offset: 0 });
  expect(rows).toMatchObject([{ id: at.customerId, locked: true, status: own }]);
  await expect(at.counter.client.invitation.send({ customerId: at.customerId })).rejects.toMatchObject({
    code: 'REFUSED',
    data: { reason: 'notWrittenTo' },
  });
});

test('an insurance card of a blocked customer finds him, and his payers stay as they are [A-33 E-83]', async () => {
  const { client } = at.counter;
  const kasse = await client.lists.save({
    ...{ list: 'payer', id: null, ended: false, form: { name: 'Muster-Kasse', ik: '104178397', kind: 'statutory' } },
  });
  await save({ kvnr: 'A123456780', status: 'blocked' });
  const take = () => client.cards.take({ kind: 'insurance', number: 'A123456780', payerIk: '104178397' });
  expect(await take()).toMatchObject({ kind: 'found', membership: 'same' });
  await save({ status: 'active' });
  expect(await take()).toMatchObject({ kind: 'found', membership: 'renewed' });
  expect((await form()).payers).toMatchObject([{ payerId: kasse.id }]);
});
