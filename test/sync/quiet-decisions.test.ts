// The same decision made twice asks nobody again; two that differ are said once, and the first one stands.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DecisionInput } from '../../src-shared/conflicts/contract.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import type { TestCounter } from '../support/counter.ts';
import { edit, formOf, level, openPair, type Pair, sharedCustomer } from '../support/hard-cases.ts';
import { everything, expectSame, line, openAt } from '../support/quiet.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await openPair();
});

afterAll(async () => {
  await pair.close();
});

const note = (counter: TestCounter, id: string) => formOf(counter, id).then((form) => form.note);

/** One entry that both know of and neither has decided. */
async function undecided(first: Partial<CustomerForm>, second: Partial<CustomerForm>, known: Partial<CustomerForm>) {
  const id = await sharedCustomer(pair, known);
  await edit(pair, pair.one, id, first);
  await edit(pair, pair.two, id, second);
  await level(pair);
  return id;
}

/** Both decide, neither knowing of the other; the one named first is heard first. */
async function bothDecide(id: string, ways: { one: DecisionInput; two: DecisionInput }): Promise<void> {
  for (const [counter, decision] of [
    [pair.one, ways.one],
    [pair.two, ways.two],
  ] as const) {
    pair.server.clock.now += 1000;
    const [entry] = await openAt(counter, id);
    if (!entry) throw new Error('nothing waits');
    await counter.client.conflicts.decide({ id: entry.id, seen: entry.seen, decision });
  }
  await level(pair);
}

const mine: DecisionInput = { kind: 'mine', claim: 0 };
const theirs: DecisionInput = { kind: 'theirs' };
const other = (text: string): DecisionInput => ({ kind: 'other', values: { note: text } });

test.each([
  ['the same claim', mine, mine, 'von zwei'],
  ['the saved value', theirs, theirs, 'von eins'],
  ['the same typed value', other('neu'), other('neu'), 'neu'],
  ['a claim, and the same typed', mine, other('von zwei'), 'von zwei'],
  ['the same typed, in another spelling', other('für'), other(' für '), 'für'],
])('two decide alike (%s): nobody is asked again', async (_, byOne, byTwo, value) => {
  const { one, two } = pair;
  const id = await undecided({ note: 'von eins' }, { note: 'von zwei' }, {});
  await bothDecide(id, { one: byOne, two: byTwo });
  for (const counter of [one, two]) {
    expect(await note(counter, id)).toBe(value);
    expect(await openAt(counter, id)).toEqual([]);
    expect(await everything(counter)).toBe(await everything(one));
  }
  await expectSame(pair, 'conflict', 'customer');
});

test.each([
  ['remove', mine, 0],
  ['keep', theirs, 1],
] as const)('two decide alike about a row that was removed (%s): nobody is asked again', async (_, decision, left) => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair, { phones: [line(101)] });
  const { phones } = await formOf(one, id);
  await edit(pair, one, id, { phones: phones.map((phone) => ({ ...phone, label: 'privat' })) });
  await edit(pair, two, id, { phones: [] });
  await level(pair);
  await bothDecide(id, { one: decision, two: decision });
  for (const counter of [one, two]) {
    expect((await formOf(counter, id)).phones).toHaveLength(left);
    expect(await openAt(counter, id)).toEqual([]);
  }
});

test.each([
  ['the claim, then something typed', mine, other('drittes'), 'von zwei', 'drittes'],
  ['something typed, then the claim', other('drittes'), mine, 'drittes', 'von zwei'],
  ['the saved value, then the claim', theirs, mine, 'von eins', 'von zwei'],
  ['the saved value, then something typed', theirs, other('drittes'), 'von eins', 'drittes'],
])(
  'two decide differently (%s): the first decision stands, and one new entry says so',
  async (_, byOne, byTwo, stands, claimed) => {
    const { one, two } = pair;
    const before = await everything(one);
    const id = await undecided({ note: 'von eins' }, { note: 'von zwei' }, {});
    await bothDecide(id, { one: byOne, two: byTwo });
    for (const counter of [one, two]) {
      expect(await note(counter, id)).toBe(stands);
      const [entry, ...more] = await openAt(counter, id);
      expect(more).toEqual([]);
      expect(await everything(counter)).toBe(before + 1);
      expect(entry).toMatchObject({
        ...{ reason: 'bothChanged', table: 'customer', field: 'note', decidedDifferently: true },
        ways: { kind: 'choose' },
        claims: [{ values: [{ value: { text: claimed } }], workstation: 'Tresen 2' }],
        stored: { values: [{ value: { text: stands } }] },
      });
    }
    await bothDecide(id, { one: mine, two: mine });
    for (const counter of [one, two])
      expect([await note(counter, id), await openAt(counter, id)]).toEqual([claimed, []]);
  },
);

test('whoever wanted to keep the saved value hears that another decision came first', async () => {
  const { one, two } = pair;
  const before = await everything(one);
  const id = await undecided({ note: 'von eins' }, { note: 'von zwei' }, {});
  await bothDecide(id, { one: mine, two: theirs });
  for (const counter of [one, two]) {
    expect(await note(counter, id)).toBe('von zwei');
    const { entries, count } = await counter.client.conflicts.open();
    expect(count).toBe(before + 1);
    const [said] = entries.filter(({ table }) => table === 'conflict');
    expect(said).toMatchObject({ field: 'decision', ways: { kind: 'read' } });
    if (counter === two && said)
      await two.client.conflicts.decide({ id: said.id, seen: said.seen, decision: { kind: 'read' } });
  }
  await level(pair);
});

test.each([
  ['kept, then removed', theirs, mine, 1],
  ['removed, then kept', mine, theirs, 0],
] as const)(
  'a row about which two decide differently (%s) stays as the first one wanted, and it is said once',
  async (_, byOne, byTwo, left) => {
    const { one, two } = pair;
    const before = await everything(one);
    const id = await sharedCustomer(pair, { phones: [line(101)] });
    const { phones } = await formOf(one, id);
    await edit(pair, one, id, { phones: phones.map((phone) => ({ ...phone, label: 'privat' })) });
    await edit(pair, two, id, { phones: [] });
    await level(pair);
    await bothDecide(id, { one: byOne, two: byTwo });
    for (const counter of [one, two]) {
      expect((await formOf(counter, id)).phones).toHaveLength(left);
      expect(await everything(counter)).toBe(before + 1);
    }
    const { entries } = await one.client.conflicts.open();
    for (const { id: entryId, seen, ways, table } of entries) {
      if (table !== 'conflict' && table !== 'customerPhone') continue;
      pair.server.clock.now += 1000;
      const decision: DecisionInput = ways.kind === 'read' ? { kind: 'read' } : theirs;
      await one.client.conflicts.decide({ id: entryId, seen, decision });
    }
    await level(pair);
  },
);
