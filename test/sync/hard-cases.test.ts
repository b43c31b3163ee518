// Hard cases (architecture.md): two people, two counters, one customer, and nobody could hear of the other. What counts is
// decided once, on the server; what does not count waits for a person, and nothing is dropped.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { customerForm } from '../support/data-folder.ts';
import {
  conflictsAt,
  edit,
  formOf,
  grantApp,
  houseOf,
  issuePassword,
  level,
  openPair,
  type Pair,
  rowsAt,
  rowsOnServer,
  save,
  sharedCustomer,
  withdrawApp,
} from '../support/hard-cases.ts';
import { round } from '../support/sync.ts';

let pair: Pair;

beforeEach(async () => {
  pair = await openPair();
});

afterEach(async () => {
  await pair.close();
});

async function openAccess(): Promise<string> {
  const id = await sharedCustomer(pair);
  grantApp(pair.one, id);
  await save(pair, pair.one, id, await formOf(pair.one, id), true);
  await level(pair);
  return id;
}

test('two offline counters issue passwords for one customer: the first one counts, the other letter makes a task', async () => {
  const { one, two } = pair;
  const id = await openAccess();
  await issuePassword(pair, one, id, { number: 'T1-0001', hash: 'hash of one' });
  await issuePassword(pair, two, id, { number: 'T2-0007', hash: 'hash of two' });
  await level(pair);
  for (const counter of [one, two]) {
    const [access] = rowsAt(counter, 'appAccess');
    expect([access?.letterNumber, access?.passwordHash]).toEqual(['T1-0001', 'hash of one']);
    const tasks = rowsAt(counter, 'task');
    expect(tasks.map(({ kind, customerId, doneAt }) => [kind, customerId, doneAt])).toEqual([
      ['newPasswordNeeded', id, null],
    ]);
    expect(JSON.parse(String(tasks[0]?.body))).toMatchObject({ letterNumber: 'T2-0007' });
    const [entry] = conflictsAt(counter);
    expect([entry?.reason, entry?.field, entry?.claims.length]).toEqual(['bothChanged', 'credential', 1]);
    expect(entry?.claims[0]?.value).toMatchObject({ letterNumber: 'T2-0007', passwordHash: '•' });
  }
  // No value of a password is anywhere but in the row that counts.
  const everything = JSON.stringify([
    ...['conflict', 'task', 'changeSet'].map((table) => rowsAt(two, table)),
    houseOf(two).db.sqlite.prepare('SELECT * FROM change').all(),
    await rowsOnServer(pair, 'changeSet'),
    await rowsOnServer(pair, 'conflict'),
  ]);
  expect(everything).not.toContain('hash of');
});

test('two passwords of one counter before a push: the second one reaches the server and counts', async () => {
  const { one, two } = pair;
  const id = await openAccess();
  await issuePassword(pair, one, id, { number: 'T1-0001', hash: 'first' });
  await issuePassword(pair, one, id, { number: 'T1-0002', hash: 'second' });
  await level(pair);
  for (const rows of [rowsAt(one, 'appAccess'), rowsAt(two, 'appAccess'), await rowsOnServer(pair, 'appAccess')])
    expect(rows.map((row) => [row.letterNumber, row.passwordHash])).toEqual([['T1-0002', 'second']]);
  expect(conflictsAt(one)).toEqual([]);
});

test('both activate the access of one customer: one row, one login code, the other one waits as a conflict', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair);
  grantApp(one, id);
  await level(pair);
  for (const counter of [one, two]) await save(pair, counter, id, await formOf(counter, id), true);
  const code = rowsAt(one, 'appAccess')[0]?.loginCode;
  await level(pair);
  for (const counter of [one, two]) {
    expect(rowsAt(counter, 'appAccess').map((row) => [row.id, row.loginCode])).toEqual([[id, code]]);
    expect(conflictsAt(counter).map(({ field }) => field)).toEqual(['credential']);
  }
});

test('two counters edit the same field: the first value stays, and both later ones wait in one entry', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair);
  await edit(pair, one, id, { note: 'eins' });
  await edit(pair, two, id, { note: 'zwei' });
  await edit(pair, two, id, { note: 'drei' });
  await level(pair);
  for (const counter of [one, two]) {
    expect((await formOf(counter, id)).note).toBe('eins');
    const entries = conflictsAt(counter);
    expect(entries.map(({ reason, field, theirs }) => [reason, field, theirs])).toEqual([
      ['bothChanged', 'note', { note: 'eins' }],
    ]);
    expect(entries[0]?.claims.map(({ value }) => value)).toEqual([{ note: 'zwei' }, { note: 'drei' }]);
  }
});

test('two counters write the same value into the same field: nothing waits', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair);
  for (const counter of [one, two]) await edit(pair, counter, id, { note: 'dasselbe' });
  await level(pair);
  expect(conflictsAt(one)).toEqual([]);
  expect((await formOf(two, id)).note).toBe('dasselbe');
});

test('two counters edit the same row in different fields: both count', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair);
  await edit(pair, one, id, { note: 'eins' });
  await edit(pair, two, id, { email: 'zwei@example.com' });
  await level(pair);
  for (const counter of [one, two])
    expect(await formOf(counter, id)).toMatchObject({ note: 'eins', email: 'zwei@example.com' });
  expect(conflictsAt(one)).toEqual([]);
});

test('an address is one: two counters never make a third out of two streets and towns', async () => {
  const { one, two } = pair;
  const address = { id: null, label: null, street: 'Alte Str.', houseNumber: '1', addition: null, district: null };
  const id = await sharedCustomer(pair, {
    addresses: [{ ...address, postcode: '80331', town: 'München', country: null }],
  });
  const change = async (counter: typeof one, patch: object) =>
    edit(pair, counter, id, { addresses: (await formOf(counter, id)).addresses.map((one) => ({ ...one, ...patch })) });
  await change(one, { street: 'Neue Str.', houseNumber: '2' });
  await change(two, { postcode: '10115', town: 'Berlin' });
  await level(pair);
  for (const counter of [one, two]) {
    const { addresses } = await formOf(counter, id);
    expect(addresses[0]).toMatchObject({ street: 'Neue Str.', houseNumber: '2', postcode: '80331', town: 'München' });
    expect(conflictsAt(counter).map(({ field, claims }) => [field, claims[0]?.value])).toEqual([
      ['address', { postcode: '10115', town: 'Berlin' }],
    ]);
  }
});

test('two counters record the same consent: both entries stay in the ledger', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair);
  grantApp(one, id);
  pair.server.clock.now += 1000;
  grantApp(two, id);
  await level(pair);
  for (const counter of [one, two])
    expect(rowsAt(counter, 'consentEntry').map(({ kind }) => kind)).toEqual(['granted', 'granted']);
  expect(conflictsAt(one)).toEqual([]);
});

test('editing a line that somebody else has removed is a conflict, and the line stays removed', async () => {
  const { one, two } = pair;
  const phone = { id: null, label: null, number: '+49 30 23125 111', sms: false };
  const id = await sharedCustomer(pair, { phones: [phone] });
  await edit(pair, one, id, { phones: [] });
  const [line] = (await formOf(two, id)).phones;
  await edit(pair, two, id, { phones: line ? [{ ...line, label: 'privat' }] : [] });
  await level(pair);
  for (const counter of [one, two]) {
    expect((await formOf(counter, id)).phones).toEqual([]);
    expect(conflictsAt(counter).map(({ reason, table, field }) => [reason, table, field])).toEqual([
      ['removedThere', 'customerPhone', 'label'],
    ]);
  }
});

test('removing a line that somebody else has edited is a conflict, and the line stays', async () => {
  const { one, two } = pair;
  const phone = { id: null, label: null, number: '+49 30 23125 111', sms: false };
  const id = await sharedCustomer(pair, { phones: [phone] });
  const [line] = (await formOf(one, id)).phones;
  await edit(pair, one, id, { phones: line ? [{ ...line, label: 'privat' }] : [] });
  await edit(pair, two, id, { phones: [] });
  await level(pair);
  for (const counter of [one, two]) {
    expect((await formOf(counter, id)).phones.map(({ label }) => label)).toEqual(['privat']);
    expect(conflictsAt(counter).map(({ table, field }) => [table, field])).toEqual([['customerPhone', null]]);
  }
});

test('a line for a customer whose creation was taken back meanwhile waits under that customer', async () => {
  const { one, two } = pair;
  const { id, changeSetId } = await save(pair, one, null, customerForm('Kurz'));
  await level(pair);
  await one.client.customers.undo({ changeSetId: changeSetId ?? '' });
  await edit(pair, two, id, { phones: [{ id: null, label: null, number: '+49 30 23125 112', sms: false }] });
  await level(pair);
  for (const counter of [one, two]) {
    expect(rowsAt(counter, 'customerPhone')).toHaveLength(1);
    expect(conflictsAt(counter).map(({ reason, table, rowId }) => [reason, table, rowId])).toEqual([
      ['removedThere', 'customer', id],
    ]);
  }
});

for (const last of ['the withdrawal', 'the password'] as const)
  test(`a withdrawal beats whatever was granted before it, also when ${last} arrives last`, async () => {
    const { one, two } = pair;
    const id = await openAccess();
    await issuePassword(pair, two, id, { number: 'T2-0001', hash: 'too late' });
    pair.server.clock.now += 1000;
    withdrawApp(one, id);
    for (const counter of last === 'the password' ? [one, two] : [two, one]) await round(counter);
    await level(pair);
    for (const rows of [rowsAt(one, 'appAccess'), rowsAt(two, 'appAccess'), await rowsOnServer(pair, 'appAccess')])
      expect(rows.map((row) => [row.active, row.passwordHash, row.loginCodeHash])).toEqual([[0, null, null]]);
    for (const counter of [one, two]) {
      expect(
        rowsAt(counter, 'consentEntry', "purpose = 'app'")
          .map(({ kind }) => kind)
          .sort(),
      ).toEqual(['granted', 'withdrawn']);
    }
  });

test('an access that was opened on a consent withdrawn meanwhile is shut again, and whoever opened it hears of it', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair);
  grantApp(one, id);
  await level(pair);
  await save(pair, two, id, await formOf(two, id), true);
  pair.server.clock.now += 1000;
  withdrawApp(one, id);
  await level(pair);
  for (const counter of [one, two]) {
    expect(rowsAt(counter, 'appAccess').map((row) => [row.active, row.loginCode])).toEqual([[0, null]]);
    expect(conflictsAt(counter).map(({ field }) => field)).toEqual(['credential']);
  }
});

test('a grant captured after the withdrawal counts, whichever of the two arrives first', async () => {
  const { one, two } = pair;
  const id = await openAccess();
  withdrawApp(one, id);
  await level(pair);
  pair.server.clock.now += 1000;
  grantApp(two, id);
  await save(pair, two, id, await formOf(two, id), true);
  await level(pair);
  expect(rowsAt(one, 'appAccess').map((row) => row.active)).toEqual([1]);
  expect(conflictsAt(one)).toEqual([]);
});

test('two counters give the same customer number: the later customer gets a free one, and staff are told', async () => {
  const { one, two } = pair;
  for (const counter of [one, two]) {
    // Offline for so long that all lent numbers are used up, and both go on by themselves.
    const { sqlite } = houseOf(counter).db;
    sqlite.prepare("DELETE FROM local WHERE key = 'numberBlocks'").run();
    sqlite.prepare("INSERT OR REPLACE INTO local (key, value) VALUES ('nextCustomerNumber', '77001')").run();
  }
  const first = await save(pair, one, null, customerForm('Erste'));
  const second = await save(pair, two, null, customerForm('Zweite'));
  expect([first.number, second.number]).toEqual(['77001', '77001']);
  await round(one);
  await level(pair);
  for (const counter of [one, two]) {
    const numbers = rowsAt(counter, 'customer').map(({ number }) => number);
    expect(new Set(numbers).size).toBe(2);
    expect((await counter.client.customers.byId({ id: first.id })).number).toBe('77001');
    expect(conflictsAt(counter).map(({ reason, rowId, claims }) => [reason, rowId, claims[0]?.value])).toEqual([
      ['numberTaken', second.id, { number: '77001' }],
    ]);
    const hits = await counter.client.search.find({ text: 'Zweite', limit: 5, offset: 0 });
    expect(hits.rows.map((row) => row.id)).toEqual([second.id]);
  }
});

test('numbers are lent ahead: offline, each counter gives its own', async () => {
  const { one, two } = pair;
  pair.server.road.cut = true;
  const numbers = [];
  for (const counter of [one, two, one, two])
    numbers.push((await save(pair, counter, null, customerForm('Neu'))).number);
  expect(new Set(numbers).size).toBe(4);
  pair.server.road.cut = false;
  await level(pair);
  expect(conflictsAt(one)).toEqual([]);
  expect(
    rowsAt(two, 'customer')
      .map(({ number }) => number)
      .sort(),
  ).toEqual(numbers.sort());
});

test('two counters write the next version of one declaration: both texts stay, one after the other', async () => {
  const { one, two } = pair;
  const versions = [];
  for (const counter of [one, two]) {
    const [block] = await counter.client.textBlocks.all();
    if (!block) throw new Error('no declaration');
    const validFrom = new Date(pair.server.clock.now + 86_400_000).toISOString().slice(0, 10);
    const input = { textBlockId: block.id, after: 1, body: `Fassung von ${counter === one ? 1 : 2}`, validFrom };
    versions.push((await counter.client.textBlocks.save(input)).number);
  }
  expect(versions).toEqual([2, 2]);
  await level(pair);
  for (const counter of [one, two]) {
    const [block] = await counter.client.textBlocks.all();
    expect(block?.versions.slice(0, 2).map(({ number, body }) => [number, body])).toEqual([
      [3, 'Fassung von 2'],
      [2, 'Fassung von 1'],
    ]);
    expect(conflictsAt(counter).map(({ reason, table }) => [reason, table])).toEqual([
      ['numberTaken', 'textBlockVersion'],
    ]);
  }
});

test('a refused creation keeps its row, is shown once, and what builds on it waits under it', async () => {
  const { one, two } = pair;
  const house = houseOf(two);
  const stranger = { id: house.newId(), name: 'Niemand', role: 'employee' as const };
  house.session.person = stranger;
  const { id } = await save(pair, two, null, customerForm('Vergebens'));
  house.session.person = houseOf(one).session.person;
  await edit(pair, two, id, { note: 'dazu' });
  await edit(pair, two, id, { phones: [{ id: null, label: null, number: '+49 30 23125 113', sms: false }] });
  await level(pair);
  expect((await formOf(two, id)).note).toBe('dazu');
  await expect(one.client.customers.byId({ id })).rejects.toMatchObject({ code: 'GONE' });
  for (const counter of [one, two]) {
    const entries = conflictsAt(counter);
    expect(entries.map(({ reason, refusal, claims }) => [reason, refusal, claims.length])).toEqual([
      ['refused', 'employeeUnknown', 3],
    ]);
  }
  // It is not tried for ever.
  expect(rowsAt(two, 'changeSet', 'answeredAt IS NULL')).toEqual([]);
});

test('a refused change gives way to what the server holds, and what was typed is kept with the entry', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair, { note: 'vorher' });
  const house = houseOf(two);
  house.session.person = { id: house.newId(), name: 'Niemand', role: 'employee' };
  await edit(pair, two, id, { note: 'unerlaubt' });
  await level(pair);
  for (const counter of [one, two]) expect((await formOf(counter, id)).note).toBe('vorher');
  const entry = conflictsAt(two)[0];
  const kept = houseOf(two)
    .db.sqlite.prepare('SELECT field, "to" FROM change WHERE changeSetId = ?')
    .all(entry?.claims[0]?.changeSetId);
  expect(kept).toEqual([{ field: 'note', to: '"unerlaubt"' }]);
});

test('a change saved while the server had decided otherwise never stays for one counter alone', async () => {
  const { one, two, server } = pair;
  const id = await sharedCustomer(pair);
  await edit(pair, one, id, { note: 'eins' });
  await round(one);
  // Saved between two messages of a round: the row comes down, and this is laid on top of it.
  let once = true;
  server.road.fate = (path) => {
    if (once && path.endsWith('/pull')) {
      once = false;
      houseOf(two).save('customer.save', (unit) => unit.update('customer', id, { note: 'zwei' }));
    }
    return 'pass';
  };
  await round(two);
  expect((await formOf(two, id)).note).toBe('zwei');
  await level(pair);
  for (const counter of [one, two]) expect((await formOf(counter, id)).note).toBe('eins');
  expect(conflictsAt(one)).toHaveLength(1);
});
