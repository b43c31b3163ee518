// Hard cases of merging (architecture.md): somebody goes on writing about a customer who is a stub by now. It lands on the
// survivor, marked, at every counter alike; what would remove the stub waits for a person.
import { afterEach, beforeEach, expect, test } from 'vitest';
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
import { mergeAt, typePin, unmergeAt } from '../support/merging.ts';
import { round } from '../support/sync.ts';

let pair: Pair;
let anna: string;
let anne: string;

beforeEach(async () => {
  pair = await openPair();
  await typePin(pair.one);
  anna = await sharedCustomer(pair, { firstName: 'Anna', note: null, email: 'anna@example.com' });
  anne = await sharedCustomer(pair, { firstName: 'Anne', note: null });
});
afterEach(() => pair.close());

const asShown = (counter: Pair['one'], table: string) =>
  rowsAt(counter, table).map(({ revision: _, changedAt: __, ...row }) => row);

test('merge: a late push about the stub lands on the survivor, marked, and both histories say so [N-09]', async () => {
  const { one, two } = pair;
  const phones = [{ id: null, label: null, number: '030 23125107', sms: false }];
  const form = await formOf(two, anne);
  await save(pair, two, anne, { ...form, note: 'bringt Rezept', phones });
  const { changeSetId } = await save(pair, two, anne, { ...(await formOf(two, anne)), note: 'bringt Rezept mit' });
  await mergeAt(one, anna, anne);
  await level(pair);
  for (const counter of [one, two]) {
    const { note, phones: there } = await formOf(counter, anna);
    expect(note).toBe('bringt Rezept mit');
    expect(there.map(({ number }) => number)).toContain('+493023125107');
    const marks = houseOf(counter)
      .db.sqlite.prepare(`SELECT subjectId, "to" FROM change WHERE changeSetId = ? AND field = 'mergedIntoId'`)
      .all(changeSetId);
    expect(marks).toEqual([{ subjectId: anna, to: JSON.stringify(anna) }]);
    expect(conflictsAt(counter)).toEqual([]);
    expect(rowsAt(counter, 'customerPhone', `customerId = '${anne}'`)).toEqual([]);
  }
  for (const table of ['customer', 'customerPhone', 'customerMerge'])
    expect(asShown(one, table)).toEqual(asShown(two, table));
});

test('merge: what the late push and the survivor say differently waits as a conflict of the survivor [N-09]', async () => {
  const { one, two } = pair;
  await edit(pair, one, anna, { note: 'von Anna' });
  await edit(pair, two, anne, { note: 'von Anne' });
  await round(one);
  await mergeAt(one, anna, anne);
  await level(pair);
  for (const counter of [one, two]) {
    expect((await formOf(counter, anna)).note).toBe('von Anna');
    expect(conflictsAt(counter).map(({ rowId, field, claims }) => [rowId, field, claims[0]?.value])).toEqual([
      [anna, 'note', { note: 'von Anne' }],
    ]);
  }
});

test('merge: a late withdrawal for the stub ends the survivor’s access, a late password makes a task [N-09]', async () => {
  const { one, two } = pair;
  for (const id of [anna, anne]) grantApp(one, id);
  for (const id of [anna, anne]) await save(pair, one, id, await formOf(one, id), true);
  await level(pair);
  await issuePassword(pair, two, anne, { number: 'T2-0007', hash: 'hash of two' });
  await mergeAt(one, anna, anne);
  await level(pair);
  expect(rowsAt(one, 'task').map(({ kind, customerId }) => [kind, customerId])).toEqual([['newPasswordNeeded', anna]]);
  expect(
    rowsAt(one, 'appAccess')
      .map(({ customerId, active }) => [customerId === anna, active])
      .sort(),
  ).toEqual([
    [false, 0],
    [true, 1],
  ]);
  await unmergeAt(one, rowsAt(one, 'customerMerge')[0]?.id as string);
  await level(pair);
  pair.server.clock.now += 1000;
  withdrawApp(two, anne);
  await mergeAt(one, anna, anne);
  await level(pair);
  expect(rowsAt(one, 'appAccess').map(({ active }) => active)).toEqual([0, 0]);
});

test('merge: a stub that somebody deletes meanwhile takes nothing of the survivor with it [N-09]', async () => {
  const { one, two } = pair;
  houseOf(two).save('customer.delete', (unit) => {
    for (const { id } of rowsAt(two, 'customerAddress', `customerId = '${anne}'`))
      unit.remove('customerAddress', String(id));
    unit.remove('customer', anne);
  });
  const before = rowsAt(one, 'customerAddress', 'removedAt IS NULL').length;
  await mergeAt(one, anna, anne);
  await level(pair);
  expect(rowsAt(one, 'customer', 'removedAt IS NULL').map(({ id }) => id)).toContain(anna);
  expect(rowsAt(one, 'customerAddress', 'removedAt IS NULL').length).toBeLessThanOrEqual(before);
  expect(conflictsAt(one).map(({ reason, refusal }) => [reason, refusal])).toEqual([['refused', 'notAboutThis']]);
  const merged = (await rowsOnServer(pair, 'customer')).find(({ id }) => id === anne);
  expect([merged?.mergedIntoId, merged?.removedAt !== null]).toEqual([anna, true]);
});

test('merge: one and the same Wohnanschrift in two lines is no choice, one with another addition is [N-09]', async () => {
  const { one } = pair;
  const line = {
    ...{ id: null, label: null, addition: null, district: null, country: null },
    ...{ street: 'Talstr.', houseNumber: '9', postcode: '80331', town: 'München' },
  };
  const choices = async () =>
    (await one.client.merge.preview({ survivorId: anna, otherId: anne })).fields.filter(
      ({ field }) => field === 'homeAddressId',
    );
  for (const id of [anna, anne]) await edit(pair, one, id, { addresses: [line], homeAddress: 0 });
  expect(await choices()).toEqual([]);
  await edit(pair, one, anne, { addresses: [{ ...line, addition: 'Hinterhaus' }], homeAddress: 0 });
  expect(await choices()).toMatchObject([
    { survivor: { text: 'Talstr. 9, 80331 München' }, other: { text: 'Talstr. 9, Hinterhaus, 80331 München' } },
  ]);
});

test('merge: of two opposite merges at two counters the second is refused, and nothing is half done [N-09]', async () => {
  const { one, two } = pair;
  await typePin(two);
  const { seen } = await two.client.merge.preview({ survivorId: anne, otherId: anna });
  await mergeAt(one, anna, anne);
  const opposite = two.client.merge.merge({ survivorId: anne, otherId: anna, choices: {}, seen });
  await expect(opposite).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'merged' } });
  await level(pair);
  expect(rowsAt(two, 'customerMerge').map(({ customerId }) => customerId)).toEqual([anna]);
});

test('merge: taken back after a late push, what came late stays with whom it was said of, by the answer of a person [N-09]', async () => {
  const { one, two } = pair;
  const phones = [{ id: null, label: null, number: '030 23125107', sms: false }];
  await save(pair, two, anne, { ...(await formOf(two, anne)), phones });
  const { mergeId } = await mergeAt(one, anna, anne);
  await level(pair);
  const late = rowsAt(one, 'customerPhone', "e164 = '+493023125107'")[0]?.id as string;
  const { born } = await unmergeAt(one, mergeId, [late]);
  expect(born.map(({ rowId }) => rowId)).toEqual([late]);
  await level(pair);
  for (const counter of [one, two]) {
    expect((await formOf(counter, anne)).phones.map(({ number }) => number)).toEqual(['+493023125107']);
    expect((await formOf(counter, anna)).phones).toEqual([]);
    const { rows } = await counter.client.search.find({ text: '030 23125107', limit: 5, offset: 0 });
    expect(rows.map(({ id }) => id)).toEqual([anne]);
  }
});

test('merge: offline nothing is merged, and the counter says why [N-09]', async () => {
  pair.server.road.cut = true;
  await expect(mergeAt(pair.one, anna, anne)).rejects.toMatchObject({ code: 'OFFLINE' });
  pair.server.road.cut = false;
  expect(rowsAt(pair.one, 'customerMerge')).toEqual([]);
});
