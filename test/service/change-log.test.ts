// The change log on the real service: grouped, in words, newest first, by pages and filters, and without any secret.
import { afterEach, expect, test } from 'vitest';
import type { LogFilters } from '../../src-shared/change-log/contract.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
afterEach(() => counter.close());

const ALL: LogFilters = { employeeId: null, from: null, to: null, field: null };
const form = (more: Partial<CustomerForm>): CustomerForm => ({
  ...emptyForm('natural', 'active'),
  lastName: 'Müller',
  ...more,
});
const ADDRESS = { id: null, label: null, addition: null, district: null, country: null };
const SUN = { ...ADDRESS, street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' };

const save = (id: string | null, more: Partial<CustomerForm>) =>
  counter.client.customers.save({ id, basedOn: null, form: form(more), appActive: null, draftId: null });
const log = (id: string | string[], filters: Partial<LogFilters> = {}, cursor: string | null = null) =>
  counter.client.changeLog.bySubject({ subjectIds: [id].flat(), filters: { ...ALL, ...filters }, cursor });
const text = (words: string) => ({ kind: 'text', text: words });

test('a birth is one change with its values, an edit says from and to, both in words', async () => {
  counter = await openCounter();
  const at = counter.clock.now;
  const { id } = await save(null, { birthDate: '1961-04-03', addresses: [SUN], homeAddress: 0 });
  counter.clock.now += 1000;
  const record = await counter.client.customers.byId({ id });
  const anna = (await counter.client.employees.all())[0]?.id ?? '';
  await save(id, { ...record.form, lastName: 'Müller-Brandt', birthDate: null, responsibleEmployeeId: anna });
  const { sets, cursor } = await log(id);
  expect(cursor).toBeNull();
  expect(sets).toMatchObject([
    {
      at: at + 1000,
      employee: 'Anna Amsel',
      workstation: 'Tresen 1',
      doing: 'customer.save',
      changes: [
        {
          table: 'customer',
          rowId: id,
          action: 'update',
          fields: [
            { field: 'lastName', from: text('Müller'), to: text('Müller-Brandt') },
            { field: 'birthDate', from: { kind: 'date', date: '1961-04-03' }, to: null },
            { field: 'responsibleEmployeeId', from: null, to: text('Anna Amsel') },
          ],
        },
      ],
    },
    { at, doing: 'customer.create' },
  ]);
  const birth = sets[1]?.changes ?? [];
  expect(birth.map((one) => [one.table, one.action])).toEqual([
    ['customer', 'create'],
    ['customerAddress', 'create'],
  ]);
  expect(birth[0]?.fields).toContainEqual({
    field: 'homeAddressId',
    from: null,
    to: text('Sonnenstr. 4, 80331 München'),
  });
  expect(birth[0]?.fields.every((one) => one.from === null && one.to !== null)).toBe(true);
  expect(birth[1]?.fields.map((one) => one.field)).toEqual(['street', 'houseNumber', 'postcode', 'town']);
});

test('a home address is told as it was then, not as it was edited since', async () => {
  counter = await openCounter();
  const { id } = await save(null, { addresses: [SUN], homeAddress: 0 });
  const before = (await counter.client.customers.byId({ id })).form;
  counter.clock.now += 1;
  const moved = before.addresses.map((one) => ({ ...one, street: 'Talstr.' }));
  await save(id, { ...before, addresses: [...moved, { ...SUN, street: 'Bergstr.' }], homeAddress: 1 });
  const { sets } = await log(id, { field: { table: 'customer', field: 'homeAddressId' } });
  expect(sets.map((set) => set.changes)).toMatchObject([
    [{ fields: [{ from: text('Talstr. 4, 80331 München'), to: text('Bergstr. 4, 80331 München') }] }],
    [{ fields: [{ from: null, to: text('Sonnenstr. 4, 80331 München') }] }],
  ]);
});

test('no answer holds the value of a secret, nor which version it was', async () => {
  counter = await openCounter();
  const { id } = await save(null, {});
  const house = counter.service.counter.house;
  const access = { passwordHash: '$argon2id$secret', loginCode: 'GEHEIM1', loginCodeHash: 'geheim2' };
  house?.save('appAccess.save', (unit) => {
    unit.create('appAccess', { id: 'access', customerId: id, active: true, letterNumber: 'T1-0001', ...access });
  });
  house?.save('appAccess.save', (unit) => {
    unit.update('appAccess', 'access', { passwordHash: '$argon2id$another', loginCode: null });
  });
  const answers = [
    await log(id),
    await log(id, { field: { table: 'appAccess', field: 'loginCode' } }),
    await counter.client.changeLog.choices({ subjectIds: [id] }),
  ];
  expect(JSON.stringify(answers)).not.toMatch(/argon2|GEHEIM|geheim|version/);
  expect(answers[0]).toMatchObject({
    sets: [
      {
        changes: [
          {
            fields: [
              { field: 'passwordHash', from: { kind: 'secret' }, to: { kind: 'secret' } },
              { field: 'loginCode', from: { kind: 'secret' }, to: null },
            ],
          },
        ],
      },
      {
        changes: [
          {
            action: 'create',
            fields: expect.arrayContaining([{ field: 'loginCode', from: null, to: { kind: 'secret' } }]),
          },
        ],
      },
      { doing: 'customer.create' },
    ],
  });
});

test('the filters leave over what they say: by employee, from and to, by field', async () => {
  counter = await openCounter();
  const start = counter.clock.now;
  const bernd = await hire(counter);
  const { id } = await save(null, { email: 'anna@example.com' });
  counter.clock.now = start + 1000;
  await save(id, { email: 'anna.mueller@example.com', note: 'ruft zurück' });
  await signIn(counter, bernd.name, bernd.pin);
  counter.clock.now = start + 2000;
  await save(id, { email: null, note: 'ruft zurück' });
  const times = async (filters: Partial<LogFilters>) => (await log(id, filters)).sets.map((set) => set.at - start);
  expect(await times({})).toEqual([2000, 1000, 0]);
  expect(await times({ employeeId: bernd.id })).toEqual([2000]);
  expect(await times({ from: start + 1000 })).toEqual([2000, 1000]);
  expect(await times({ to: start + 2000 })).toEqual([1000, 0]);
  expect(await times({ field: { table: 'customer', field: 'note' } })).toEqual([1000]);
  const byField = await log(id, { field: { table: 'customer', field: 'email' } });
  expect(byField.sets.map((set) => set.changes[0]?.fields)).toMatchObject([
    [{ field: 'email', from: text('anna.mueller@example.com'), to: null }],
    [{ field: 'email', from: text('anna@example.com') }],
    [{ field: 'email', from: null, to: text('anna@example.com') }],
  ]);
  expect(await times({ field: { table: 'customer', field: "x' OR 1=1 --" } })).toEqual([]);
  const { employees, fields } = await counter.client.changeLog.choices({ subjectIds: [id] });
  expect(employees.map((one) => one.name)).toEqual(['Anna Amsel', 'Bernd Bussard']);
  expect(fields).toContainEqual({ table: 'customer', field: 'note' });
  expect(fields).not.toContainEqual({ table: 'customer', field: 'kvnr' });
});

test('a long history comes in pages that neither repeat nor skip, even within one millisecond', async () => {
  counter = await openCounter();
  const { id } = await save(null, {});
  for (let i = 1; i <= 95; i++) {
    if (i % 10 === 0) counter.clock.now += 1;
    await save(id, { note: `Notiz ${i}` });
  }
  const seen: string[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const page: Awaited<ReturnType<typeof log>> = await log(id, {}, cursor);
    pages += 1;
    expect(page.sets.length).toBeLessThanOrEqual(40);
    for (const set of page.sets) {
      const change = set.changes[0]?.fields.find((one) => one.field === 'note')?.to;
      seen.push(change?.kind === 'text' ? change.text : 'Anlage');
    }
    cursor = page.cursor;
  } while (cursor !== null);
  expect(pages).toBe(3);
  expect(seen).toEqual([...Array.from({ length: 95 }, (_, i) => `Notiz ${95 - i}`), 'Anlage']);
});

test('a setting is shown as changed from its default, several of a page in one log', async () => {
  counter = await openCounter();
  await counter.client.settings.save({ changes: { appName: 'Sonnen-App', missingConsentHint: false } });
  counter.clock.now += 1;
  await counter.client.settings.save({ changes: { missingConsentHint: true } });
  const { sets } = await log(['appName', 'appAddress', 'missingConsentHint']);
  expect(sets.map((set) => set.changes)).toMatchObject([
    [
      {
        rowId: 'missingConsentHint',
        fields: [{ from: { kind: 'onOff', on: false }, to: { kind: 'onOff', on: true } }],
      },
    ],
    [
      {
        rowId: 'appName',
        action: 'update',
        fields: [{ field: 'value', from: text('Meine Apotheke'), to: text('Sonnen-App') }],
      },
      {
        rowId: 'missingConsentHint',
        fields: [{ from: { kind: 'onOff', on: true }, to: { kind: 'onOff', on: false } }],
      },
    ],
  ]);
});

test('who is no administrator reads customers’ histories and nothing of the administration', async () => {
  counter = await openCounter();
  const { id } = await save(null, {});
  const bernd = await hire(counter);
  expect((await log(bernd.id)).sets).toHaveLength(1);
  await signIn(counter, bernd.name, bernd.pin);
  expect((await log(id)).sets).toHaveLength(1);
  expect(await log(bernd.id)).toEqual({ sets: [], cursor: null });
  expect(await counter.client.changeLog.choices({ subjectIds: [bernd.id] })).toEqual({ employees: [], fields: [] });
  await counter.client.signIn.lock();
  await expect(log(id)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
});
