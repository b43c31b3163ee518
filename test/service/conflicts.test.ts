// What two counters said differently waits under 'Konflikte' until somebody decides (N-23): two real counters, the real server
// between them. Each decision is one save, goes up like any other, and closes the entry everywhere.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import type { TestCounter } from '../support/counter.ts';
import { customerForm } from '../support/data-folder.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

let server: TestServer;
let one: TestCounter;
let two: TestCounter;

beforeEach(async () => {
  server = await openServer();
  one = await foundingCounter(server);
  two = await joinedCounter(server, one);
});

afterEach(async () => {
  one.close();
  two.close();
  await server.close();
});

const home = { id: null, label: null, addition: null, district: null, country: null };
const phone = { id: null, label: 'privat', number: '+493023125101', sms: false };

async function saved(counter: TestCounter, id: string | null, change: Partial<CustomerForm>) {
  server.clock.now += 1000;
  const before = id === null ? customerForm('Müller') : (await counter.client.customers.byId({ id })).form;
  const { id: made } = await counter.client.customers.save({
    ...{ id, basedOn: null, appActive: null, draftId: null },
    form: { ...before, ...change },
  });
  return made;
}

async function known(form: Partial<CustomerForm>): Promise<string> {
  const id = await saved(one, null, form);
  await round(one);
  await round(two);
  return id;
}

/** One saves first, two meets it. Afterwards both know of the entry. */
async function bothSay(id: string, first: Partial<CustomerForm>, second: Partial<CustomerForm>) {
  await saved(one, id, first);
  await saved(two, id, second);
  await round(one);
  await round(two);
  await round(one);
}

async function onlyEntry(counter: TestCounter) {
  const { entries, count } = await counter.client.conflicts.open();
  expect(count).toBe(entries.length);
  expect(await counter.client.conflicts.count()).toBe(count);
  const [entry, ...more] = entries;
  if (!entry || more.length > 0) throw new Error(`${entries.length} entries`);
  return entry;
}

const form = async (counter: TestCounter, id: string) => (await counter.client.customers.byId({ id })).form;

async function everywhere(check: (counter: TestCounter) => Promise<void>) {
  await round(one);
  await round(two);
  await round(one);
  for (const counter of [one, two]) await check(counter);
}

// N-23
test('both values stand side by side, with who, when and where, at either counter', async () => {
  const id = await known({ note: null });
  await bothSay(id, { note: 'von eins' }, { note: 'von zwei' });
  for (const counter of [one, two]) {
    const entry = await onlyEntry(counter);
    expect(entry).toMatchObject({
      ...{ reason: 'bothChanged', table: 'customer', field: 'note', customer: { id, name: 'Müller' } },
      claims: [
        {
          values: [{ field: 'note', value: { kind: 'text', text: 'von zwei' } }],
          ...{ employee: 'Anna Amsel', workstation: 'Tresen 2', own: true },
        },
      ],
      stored: {
        values: [{ field: 'note', value: { kind: 'text', text: 'von eins' } }],
        ...{ employee: 'Anna Amsel', workstation: 'Tresen 1' },
      },
      ways: { kind: 'choose', other: 'text' },
    });
    expect(entry.claims[0]?.at).toBe(server.clock.now);
    expect(entry.stored.at).toBe(server.clock.now - 1000);
    expect(await counter.client.conflicts.countOf({ customerId: id })).toBe(1);
  }
});

test('mine: the value goes in, the entry goes out, at both counters, in one change set', async () => {
  const id = await known({});
  await bothSay(id, { email: 'eins@example.com' }, { email: 'zwei@example.com' });
  const { id: entryId, seen } = await onlyEntry(one);
  server.clock.now += 1000;
  await one.client.conflicts.decide({ id: entryId, seen, decision: { kind: 'mine', claim: 0 } });
  await everywhere(async (counter) => {
    expect((await form(counter, id)).email).toBe('zwei@example.com');
    expect(await counter.client.conflicts.count()).toBe(0);
    const log = await counter.client.changeLog.bySubject({
      subjectIds: [id],
      filters: { employeeId: null, from: null, to: null, field: null },
      cursor: null,
    });
    const [newest] = log.sets;
    expect(newest?.doing).toBe('conflict.decide');
    expect(newest?.changes.map(({ table }) => table)).toEqual(['customer', 'conflict']);
  });
});

test('theirs: nothing but the decision is written', async () => {
  const id = await known({});
  await bothSay(id, { firstName: 'Anne' }, { firstName: 'Anna' });
  const { id: entryId, seen } = await onlyEntry(two);
  await two.client.conflicts.decide({ id: entryId, seen, decision: { kind: 'theirs' } });
  await everywhere(async (counter) => {
    expect((await form(counter, id)).firstName).toBe('Anne');
    expect(await counter.client.conflicts.count()).toBe(0);
  });
});

test('another value follows the rules of the mask: a date, a number, a whole address', async () => {
  const address = { ...home, street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' };
  const id = await known({ birthDate: null, addresses: [address], homeAddress: 0, phones: [phone] });
  const { addresses, phones } = await form(one, id);
  const [kept, number] = [addresses[0] ?? address, phones[0] ?? phone];
  await bothSay(
    id,
    {
      ...{ birthDate: '1961-04-03', addresses: [{ ...kept, street: 'Talstr.' }] },
      phones: [{ ...number, number: '+493023125102' }],
    },
    {
      ...{ birthDate: '1961-04-04', addresses: [{ ...kept, houseNumber: '5' }] },
      phones: [{ ...number, number: '+493023125103' }],
    },
  );
  const { entries } = await one.client.conflicts.open();
  expect(entries.map(({ field, ways }) => [field, ways])).toEqual(
    expect.arrayContaining([
      ['birthDate', { kind: 'choose', other: 'date' }],
      ['address', { kind: 'choose', other: 'address' }],
      ['e164', { kind: 'choose', other: 'phone' }],
    ]),
  );
  const decide = (field: string, values: Record<string, string>) => {
    const entry = entries.find((found) => found.field === field);
    if (!entry) throw new Error(`no entry about ${field}`);
    return one.client.conflicts.decide({ id: entry.id, seen: entry.seen, decision: { kind: 'other', values } });
  };
  await expect(decide('birthDate', { birthDate: '31.02.1961' })).rejects.toMatchObject({ code: 'INVALID' });
  await expect(decide('e164', { e164: '12' })).rejects.toMatchObject({ code: 'INVALID' });
  await expect(decide('address', { street: 'Weg', postcode: '8033' })).rejects.toMatchObject({
    data: { problems: [{ field: 'postcode' }] },
  });
  await decide('birthDate', { birthDate: '5.4.61' });
  await decide('e164', { e164: '030 23125104' });
  await decide('address', { street: 'Bergstr.', houseNumber: '7', postcode: '80333', town: 'München' });
  await everywhere(async (counter) => {
    const now = await form(counter, id);
    expect(now).toMatchObject({
      birthDate: '1961-04-05',
      addresses: [{ street: 'Bergstr.', houseNumber: '7', postcode: '80333', town: 'München', addition: null }],
      phones: [{ number: '+493023125104' }],
    });
    expect(await counter.client.conflicts.count()).toBe(0);
  });
});

test('an address is taken as one: nobody gets half of one and half of the other', async () => {
  const address = { ...home, street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' };
  const id = await known({ addresses: [address], homeAddress: 0 });
  const [kept] = (await form(one, id)).addresses;
  await bothSay(
    id,
    { addresses: [{ ...(kept ?? address), street: 'Talstr.' }] },
    { addresses: [{ ...(kept ?? address), houseNumber: '5' }] },
  );
  const entry = await onlyEntry(one);
  const said = (side: { values: { field: string; value: unknown }[] } | undefined) =>
    Object.fromEntries(
      side?.values.map(({ field, value }) => [field, (value as { text?: string } | null)?.text]) ?? [],
    );
  expect(said(entry.claims[0])).toMatchObject({ street: 'Sonnenstr.', houseNumber: '5', town: 'München' });
  expect(said(entry.stored)).toMatchObject({ street: 'Talstr.', houseNumber: '4', town: 'München' });
  await one.client.conflicts.decide({ id: entry.id, seen: entry.seen, decision: { kind: 'mine', claim: 0 } });
  await everywhere(async (counter) => {
    expect((await form(counter, id)).addresses).toMatchObject([{ street: 'Sonnenstr.', houseNumber: '5' }]);
  });
});

test('what was removed there is told and read; nothing comes back by itself', async () => {
  const id = await known({ phones: [phone] });
  const [number] = (await form(one, id)).phones;
  await bothSay(id, { phones: [] }, { phones: [{ ...(number ?? phone), number: '+493023125109' }] });
  const entry = await onlyEntry(one);
  expect(entry).toMatchObject({ reason: 'removedThere', table: 'customerPhone', ways: { kind: 'read' } });
  expect(entry.claims[0]?.values).toEqual([{ field: 'e164', value: { kind: 'text', text: '030 23125109' } }]);
  const { id: entryId, seen } = entry;
  await expect(
    one.client.conflicts.decide({ id: entryId, seen, decision: { kind: 'mine', claim: 0 } }),
  ).rejects.toMatchObject({ code: 'NOT_OFFERED' });
  await one.client.conflicts.decide({ id: entryId, seen, decision: { kind: 'read' } });
  await everywhere(async (counter) => {
    expect((await form(counter, id)).phones).toEqual([]);
    expect(await counter.client.conflicts.count()).toBe(0);
  });
});

test('what one removed and the other changed is removed after all, or kept', async () => {
  const id = await known({ phones: [phone] });
  const [number] = (await form(one, id)).phones;
  await bothSay(id, { phones: [{ ...(number ?? phone), number: '+493023125109' }] }, { phones: [] });
  const entry = await onlyEntry(two);
  expect(entry).toMatchObject({ field: null, ways: { kind: 'removeOrKeep' } });
  expect(entry.stored.values).toContainEqual({ field: 'e164', value: { kind: 'text', text: '030 23125109' } });
  await everywhere(async (counter) => expect((await form(counter, id)).phones).toHaveLength(1));
  await two.client.conflicts.decide({ id: entry.id, seen: entry.seen, decision: { kind: 'mine', claim: 0 } });
  await everywhere(async (counter) => expect((await form(counter, id)).phones).toEqual([]));
});

test('an entry does not leave by itself: another save of the same field keeps it, and its values are those of today', async () => {
  const id = await known({});
  await bothSay(id, { note: 'von eins' }, { note: 'von zwei' });
  const before = await onlyEntry(one);
  await saved(one, id, { note: 'später' });
  const after = await onlyEntry(one);
  expect(after.stored.values).toEqual([{ field: 'note', value: { kind: 'text', text: 'später' } }]);
  await expect(
    one.client.conflicts.decide({ id: before.id, seen: before.seen, decision: { kind: 'mine', claim: 0 } }),
  ).rejects.toMatchObject({ code: 'CHANGED_SINCE' });
  await one.client.conflicts.decide({ id: after.id, seen: after.seen, decision: { kind: 'mine', claim: 0 } });
  expect((await form(one, id)).note).toBe('von zwei');
  await expect(
    one.client.conflicts.decide({ id: after.id, seen: after.seen, decision: { kind: 'theirs' } }),
  ).rejects.toMatchObject({ code: 'DECIDED' });
});

test('two decide the same entry without knowing of each other: the first stands, and the second is asked again', async () => {
  const id = await known({});
  await bothSay(id, { note: 'von eins' }, { note: 'von zwei' });
  const { id: entryId, seen } = await onlyEntry(one);
  const other = await onlyEntry(two);
  const values = { note: 'neu von eins' };
  server.clock.now += 1000;
  await one.client.conflicts.decide({ id: entryId, seen, decision: { kind: 'other', values } });
  server.clock.now += 1000;
  await two.client.conflicts.decide({ id: entryId, seen: other.seen, decision: { kind: 'mine', claim: 0 } });
  await everywhere(async (counter) => expect((await form(counter, id)).note).toBe('neu von eins'));
  for (const counter of [one, two]) {
    const { entries } = await counter.client.conflicts.open();
    expect(
      entries.map(({ table, field, ways, decidedDifferently }) => [table, field, ways.kind, decidedDifferently]),
    ).toEqual([['customer', 'note', 'choose', true]]);
  }
});

test('counting what waits reads an index and no entry, however many there are', async () => {
  const sqlite = one.service.counter.house?.db.sqlite;
  if (!sqlite) throw new Error('not open');
  const asked: string[] = [];
  const prepare = sqlite.prepare.bind(sqlite);
  Object.assign(sqlite, {
    prepare: (sql: string) => {
      asked.push(sql);
      return prepare(sql);
    },
  });
  await one.client.conflicts.count();
  const counting = asked.filter((sql) => sql.includes('FROM conflict'));
  expect(counting).toHaveLength(1);
  const plan = prepare(`EXPLAIN QUERY PLAN ${counting[0]}`).all('[]') as { detail: string }[];
  expect(plan.map(({ detail }) => detail)).toContainEqual(
    expect.stringMatching(/USING COVERING INDEX conflict_open \(decidedAt=\? AND removedAt=\?/),
  );
});
