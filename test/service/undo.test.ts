// Taking a save back, on the real service: whatever was saved, undo gives back exactly what was there before, once, and only
// while nobody has built on it.
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { contactRoles, emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.close());

const form = (lastName: string): CustomerForm => ({ ...emptyForm('natural', 'active'), lastName });

async function save(one: CustomerForm, id: string | null = null) {
  counter.clock.now += 1000;
  return counter.client.customers.save({ id, form: one, basedOn: null, appActive: null, draftId: null });
}

async function formOf(id: string): Promise<CustomerForm> {
  return (await counter.client.customers.byId({ id })).form;
}

const undo = (changeSetId: string | null) => counter.client.customers.undo({ changeSetId: changeSetId ?? '' });

const words = (max: number) => fc.option(fc.string({ minLength: 1, maxLength: max }).map((text) => text.trim() || 'x'));
const anAddress = fc.record({
  id: fc.constant(null),
  label: words(20),
  street: words(40),
  houseNumber: words(8),
  addition: words(20),
  district: words(20),
  postcode: fc.option(fc.integer({ min: 1000, max: 99_999 }).map((code) => String(code).padStart(5, '0'))),
  town: words(30),
  country: fc.constant(null),
});
const aPhone = fc.record({
  id: fc.constant(null),
  label: words(10),
  number: fc.integer({ min: 100, max: 999 }).map((end) => `+493023125${end}`),
  sms: fc.boolean(),
});
const aPayer = fc.record({
  ...{ id: fc.constant(null), payerId: fc.constantFrom('payer-1', 'payer-2'), insuredNumber: words(10) },
  ...{ validFrom: fc.option(fc.constant('2026-01-01')), validTo: fc.option(fc.constant('2026-12-31')) },
});
const anAccount = fc.record({
  ...{ id: fc.constant(null), holder: words(20), bic: fc.constant(null), bankName: words(20) },
  iban: fc.constantFrom('DE89370400440532013000', 'AT611904300234573201', 'CH9300762011623852957'),
  ...{ mandateReference: fc.constant('M-1'), mandateOn: fc.constant('2026-02-03'), mandateEndedOn: fc.constant(null) },
});
const aPatient = fc.record({
  ...{ id: fc.constant(null), name: fc.constantFrom('Bello', 'Mia'), species: words(10), breed: words(10) },
  ...{ sex: fc.option(fc.constantFrom('female', 'male')), birthDate: fc.constant(null), chipNumber: fc.constant(null) },
  ...{ note: words(20), diedOn: fc.constant(null) },
});
const aForm: fc.Arbitrary<CustomerForm> = fc
  .record({
    kind: fc.constantFrom('natural', 'legal'),
    salutation: words(10),
    title: words(10),
    firstName: words(30),
    lastName: fc.string({ minLength: 1, maxLength: 40 }).map((text) => text.trim() || 'Müller'),
    birthDate: fc.option(fc.constantFrom('1961-04-03', '2000-02-29', '1999-12-31')),
    email: fc.option(fc.constantFrom('a@example.com', 'b@example.com')),
    kvnr: fc.option(fc.constantFrom('A123456780')),
    note: words(100),
    // Not 'blocked': nothing more is saved about him (status-guard.test.ts).
    status: fc.constantFrom('active', 'inactive', 'deceased'),
    responsibleEmployeeId: fc.constant(null),
    addresses: fc.array(anAddress, { maxLength: 3 }),
    homeAddress: fc.nat({ max: 2 }),
    phones: fc.array(aPhone, { maxLength: 3 }),
    ...{ dunningBlock: fc.boolean(), careHome: words(20), contactRoles: fc.subarray([...contactRoles]) },
    preferredChannel: fc.option(fc.constantFrom('sms', 'letter')),
    lastVisit: fc.option(fc.constantFrom('2026-11-01', '2026-11-21')),
    payers: fc.array(aPayer, { maxLength: 2 }),
    bankAccounts: fc.array(anAccount, { maxLength: 2 }),
    patients: fc.array(aPatient, { maxLength: 2 }),
    properties: fc.subarray(['red', 'blue', 'green']),
  })
  .map((one) => ({
    ...emptyForm('natural', 'active'),
    ...one,
    homeAddress: one.addresses.length === 0 ? null : one.homeAddress % one.addresses.length,
    standardPayer: one.payers.length === 0 ? null : one.payers.length - 1,
  }));

/** The next state of a mask: some lines kept, some dropped, some new, in any order. */
function edited(before: CustomerForm, next: CustomerForm, keep: readonly boolean[]): CustomerForm {
  const addresses = [...before.addresses.filter((_, at) => keep[at] ?? false), ...next.addresses].slice(0, 4);
  const phones = [...next.phones, ...before.phones.filter((_, at) => keep[at + 3] ?? false)];
  const kept = <L>(lines: readonly L[]) => lines.filter((_, at) => keep[at + 1] ?? false);
  const payers = [...kept(before.payers), ...next.payers];
  return {
    ...next,
    addresses,
    phones,
    payers,
    standardPayer: next.standardPayer === null ? null : next.standardPayer % payers.length,
    bankAccounts: [...next.bankAccounts, ...kept(before.bankAccounts)],
    patients: [...kept(before.patients), ...next.patients],
    homeAddress: addresses.length === 0 ? null : (next.homeAddress ?? 0) % addresses.length,
  };
}

test('save and undo: every state comes back exactly, backwards through a whole history, and forward again', async () => {
  let undone = 0;
  await fc.assert(
    fc.asyncProperty(
      aForm,
      fc.array(fc.tuple(aForm, fc.array(fc.boolean(), { maxLength: 6 })), { minLength: 1, maxLength: 4 }),
      async (first, edits) => {
        const created = await save(first);
        const { id } = created;
        const states: CustomerForm[] = [await formOf(id)];
        const sets: (string | null)[] = [];
        for (const [next, keep] of edits) {
          const saved = await save(edited(states.at(-1) ?? first, next, keep), id);
          if (!saved.changeSetId) continue;
          sets.push(saved.changeSetId);
          states.push(await formOf(id));
        }
        for (let at = sets.length - 1; at >= 0; at -= 1) {
          const back = await undo(sets[at] ?? null);
          expect(await formOf(id)).toEqual(states[at]);
          const forward = await undo(back.changeSetId);
          expect(await formOf(id)).toEqual(states[at + 1]);
          await undo(forward.changeSetId);
          expect(await formOf(id)).toEqual(states[at]);
          undone += 1;
        }
      },
    ),
    { numRuns: 40 },
  );
  expect(undone).toBeGreaterThan(40);
}, 120_000);

test('a creation taken back is gone from every read, and can be brought back once', async () => {
  const created = await save({
    ...form('Müller'),
    phones: [{ id: null, label: null, number: '+493023125101', sms: false }],
  });
  const before = await formOf(created.id);
  const taken = await undo(created.changeSetId);
  await expect(counter.client.customers.byId({ id: created.id })).rejects.toMatchObject({ code: 'GONE' });
  await undo(taken.changeSetId);
  expect(await formOf(created.id)).toEqual(before);
  await expect(undo(created.changeSetId)).rejects.toMatchObject({ code: 'CANNOT_UNDO', data: { reason: 'gone' } });
});

test('nothing is taken back over a later change of the same field, but other fields do not matter', async () => {
  const { id } = await save(form('Müller'));
  const titled = await save({ ...(await formOf(id)), title: 'Dr.' }, id);
  const noted = await save({ ...(await formOf(id)), note: 'spricht leise' }, id);
  await undo(titled.changeSetId);
  expect(await formOf(id)).toMatchObject({ title: null, note: 'spricht leise' });
  await save({ ...(await formOf(id)), note: 'hört schlecht' }, id);
  await expect(undo(noted.changeSetId)).rejects.toMatchObject({ data: { reason: 'changedSince' } });
  expect(await formOf(id)).toMatchObject({ note: 'hört schlecht' });
});

test('a creation that others have built on stays', async () => {
  const created = await save(form('Müller'));
  await save({ ...(await formOf(created.id)), title: 'Dr.' }, created.id);
  await expect(undo(created.changeSetId)).rejects.toMatchObject({ data: { reason: 'changedSince' } });
  expect(await formOf(created.id)).toMatchObject({ lastName: 'Müller', title: 'Dr.' });
});

test('an address that was edited since its creation is not swept away with the save that made it', async () => {
  const { id } = await save(form('Müller'));
  const blank = {
    label: null,
    houseNumber: null,
    addition: null,
    district: null,
    postcode: null,
    town: null,
    country: null,
  };
  const added = await save(
    { ...(await formOf(id)), addresses: [{ id: null, street: 'Talstr.', ...blank }], homeAddress: 0 },
    id,
  );
  const [address] = (await formOf(id)).addresses;
  if (!address) throw new Error('no address');
  await save({ ...(await formOf(id)), addresses: [{ ...address, street: 'Bergstr.' }] }, id);
  await expect(undo(added.changeSetId)).rejects.toMatchObject({ data: { reason: 'changedSince' } });
  expect((await formOf(id)).addresses).toMatchObject([{ street: 'Bergstr.' }]);
});

test('from a mask only saves of customers are taken back: no set-up, no employee, nothing unknown', async () => {
  const { house } = counter.service.counter;
  const sets = house?.db.sqlite.prepare('SELECT id, doing FROM changeSet').all() as { id: string; doing: string }[];
  expect(sets.map((one) => one.doing)).toContain('setUp');
  for (const { id } of sets) await expect(undo(id)).rejects.toMatchObject({ data: { reason: 'gone' } });
  await expect(undo('never-was')).rejects.toMatchObject({ data: { reason: 'gone' } });
});
