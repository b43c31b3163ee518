// An open mask and a colleague's save at another workstation: F1 never overwrites what came in between unseen, and never
// refuses where nothing did, whatever the clocks of the two say and however they were set meanwhile.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import type { TestCounter } from '../support/counter.ts';
import { conflictsAt, edit, formOf, level, openPair, type Pair, sharedCustomer } from '../support/hard-cases.ts';

const DAY = 86_400_000;

let pair: Pair;

beforeEach(async () => {
  pair = await openPair();
});

afterEach(async () => {
  await pair.close();
});

/** F1 of a mask that shows `version`. */
function press(counter: TestCounter, id: string, form: CustomerForm, version: number) {
  pair.server.clock.now += 1000;
  return counter.client.customers.save({ id, form, basedOn: version, appActive: null, draftId: null });
}

for (const [name, before, after] of [
  ['right', 0, 0],
  ['a day ahead and then put right', DAY, 0],
  ['a day behind and then put right', -DAY, 0],
  ['right and then a day ahead', 0, DAY],
  ['right and then a day behind', 0, -DAY],
  ['a day ahead and then a day behind', DAY, -DAY],
] as const)
  test(`with a clock that is ${name}, a save from elsewhere is met before it is overwritten`, async () => {
    const { one, two, off } = pair;
    const id = await sharedCustomer(pair, { note: 'anfangs' });
    off.one = before;
    await edit(pair, one, id, { email: 'eins@example.com' });
    await level(pair);
    // The mask is open; then the clock is set, and a colleague saves.
    const open = await one.client.customers.byId({ id });
    off.one = after;
    await edit(pair, two, id, { note: 'von zwei' });
    await level(pair);
    const { version, form } = await one.client.customers.byId({ id });
    expect(version).toBeGreaterThan(open.version);
    expect(await one.client.sync.changedElsewhere({ customerId: id, since: open.version })).toEqual({
      workstation: 'Tresen 2',
    });
    await expect(press(one, id, { ...open.form, email: 'anders@example.com' }, open.version)).rejects.toMatchObject({
      code: 'CHANGED_SINCE',
    });
    expect((await formOf(one, id)).note).toBe('von zwei');
    // Read again, both go together; and then nothing came between.
    const saved = await press(one, id, { ...form, email: 'anders@example.com' }, version);
    await level(pair);
    await press(
      one,
      id,
      { ...saved.record.form, firstName: 'Anna' },
      (await one.client.customers.byId({ id })).version,
    );
    await level(pair);
    for (const counter of [one, two])
      expect(await formOf(counter, id)).toMatchObject({
        ...{ note: 'von zwei', email: 'anders@example.com', firstName: 'Anna' },
      });
    expect(conflictsAt(one)).toEqual([]);
  });

for (const [name, other] of [
  ['a day ahead', DAY],
  ['a day behind', -DAY],
] as const)
  test(`another workstation's clock that is ${name} refuses nobody's save here`, async () => {
    const { one, two, off } = pair;
    const id = await sharedCustomer(pair, { note: 'anfangs' });
    off.two = other;
    await edit(pair, two, id, { note: 'von zwei' });
    await level(pair);
    const open = await one.client.customers.byId({ id });
    const saved = await press(one, id, { ...open.form, email: 'eins@example.com' }, open.version);
    // Its own answer, heard from the server, is nothing new.
    await level(pair);
    expect((await one.client.customers.byId({ id })).version).toBe(saved.record.version);
    expect(await one.client.sync.changedElsewhere({ customerId: id, since: saved.record.version })).toBeNull();
    await press(one, id, { ...saved.record.form, note: 'noch einmal' }, saved.record.version);
    await level(pair);
    expect((await formOf(two, id)).note).toBe('noch einmal');
    expect(conflictsAt(one)).toEqual([]);
  });
