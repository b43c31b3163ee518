// What two counters say without contradicting each other asks nobody: the place of a line in its list, the same decision made
// twice, the same value in two spellings. And what does contradict is asked once.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DecisionInput } from '../../src-shared/conflicts/contract.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import type { TestCounter } from '../support/counter.ts';
import {
  edit,
  formOf,
  houseOf,
  level,
  openPair,
  type Pair,
  rowsAt,
  rowsOnServer,
  save,
  sharedCustomer,
} from '../support/hard-cases.ts';
import { round } from '../support/sync.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await openPair();
});

afterAll(async () => {
  await pair.close();
});

const line = (end: number) => ({ id: null, label: null, number: `+49 30 23125 ${end}`, sms: false });
const place = (town: string) => ({
  ...{ id: null, label: null, street: 'Weg', houseNumber: '1', addition: null, district: null },
  ...{ postcode: '80331', town, country: null },
});

/** What both counters and the server hold of a table is the same. */
async function expectSame(...tables: string[]): Promise<void> {
  for (const table of tables) {
    const there = await rowsOnServer(pair, table);
    for (const counter of [pair.one, pair.two]) {
      const here = rowsAt(counter, table);
      expect(here.map(({ id, revision, rank, removedAt }) => [id, revision, rank, removedAt])).toEqual(
        there.map(({ id, revision, rank, removedAt }) => [id, revision, rank, removedAt]),
      );
    }
  }
}

const openAt = async (counter: TestCounter, customerId: string) =>
  (await counter.client.conflicts.open()).entries.filter(({ customer }) => customer?.id === customerId);
const everything = async (counter: TestCounter) => (await counter.client.conflicts.open()).count;

async function lines(counter: TestCounter, id: string, of: 'phones' | 'addresses'): Promise<unknown[]> {
  const form = await formOf(counter, id);
  return of === 'phones' ? form.phones.map(({ number }) => number) : form.addresses.map(({ town }) => town);
}

async function move(counter: TestCounter, id: string, order: readonly number[]): Promise<void> {
  const { phones, addresses } = await formOf(counter, id);
  const inOrder = <T>(all: readonly T[]) => order.flatMap((at) => all[at] ?? []);
  await edit(pair, counter, id, { phones: inOrder(phones), addresses: inOrder(addresses) });
}

test('two counters move the lines of one customer: nobody is asked, and the order that reached the server last counts', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair, {
    ...{ phones: [line(101), line(102), line(103)], addresses: [place('A'), place('B'), place('C')], homeAddress: 0 },
  });
  const home = rowsAt(one, 'customer', `id = '${id}'`)[0]?.homeAddressId;
  const keepsHome = async (counter: TestCounter) => {
    expect(rowsAt(counter, 'customer', `id = '${id}'`)[0]?.homeAddressId).toBe(home);
  };
  const keepingHome = async (counter: TestCounter, order: readonly number[]) => {
    const { phones, addresses } = await formOf(counter, id);
    await edit(pair, counter, id, {
      phones: order.flatMap((at) => phones[at] ?? []),
      addresses: order.flatMap((at) => addresses[at] ?? []),
      homeAddress: order.indexOf(0),
    });
  };
  await keepingHome(one, [2, 0, 1]);
  await keepingHome(two, [1, 2, 0]);
  await level(pair);
  for (const counter of [one, two]) {
    expect(await lines(counter, id, 'addresses')).toEqual(['B', 'C', 'A']);
    expect(await lines(counter, id, 'phones')).toEqual(['+493023125102', '+493023125103', '+493023125101']);
    await keepsHome(counter);
    expect(await openAt(counter, id)).toEqual([]);
  }
  await expectSame('customerPhone', 'customerAddress', 'conflict');
});

test('a list that both have made longer, shorter and moved has one order at every counter', async () => {
  const { one, two } = pair;
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
      fc.boolean(),
      fc.boolean(),
      async (byOne, byTwo, oneAdds, twoAdds) => {
        const before = await everything(one);
        const id = await sharedCustomer(pair, { phones: [line(101), line(102), line(103), line(104)] });
        for (const [counter, order, adds, end] of [
          [one, byOne, oneAdds, 111],
          [two, byTwo, twoAdds, 112],
        ] as const) {
          const { phones } = await formOf(counter, id);
          const kept = order.flatMap((at) => phones[at] ?? []);
          await edit(pair, counter, id, { phones: adds ? [line(end), ...kept] : kept });
        }
        await level(pair);
        expect(await lines(one, id, 'phones')).toEqual(await lines(two, id, 'phones'));
        const stays = [0, 1, 2, 3].filter((at) => byOne.includes(at) && byTwo.includes(at)).length;
        expect(await lines(one, id, 'phones')).toHaveLength(stays + Number(oneAdds) + Number(twoAdds));
        expect(await everything(one)).toBe(before);
        await expectSame('customerPhone');
      },
    ),
    { numRuns: 25, seed: 3 },
  );
});

test('a line that one moves while the other changes its label is both, and a label still contradicts a label', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair, { phones: [line(101), line(102)] });
  await move(one, id, [1, 0]);
  const { phones } = await formOf(two, id);
  await edit(pair, two, id, { phones: phones.map((one, at) => (at === 0 ? { ...one, label: 'privat' } : one)) });
  await level(pair);
  for (const counter of [one, two]) {
    expect((await formOf(counter, id)).phones.map(({ number, label }) => [number, label])).toEqual([
      ['+493023125102', null],
      ['+493023125101', 'privat'],
    ]);
    expect(await openAt(counter, id)).toEqual([]);
  }
  for (const [counter, label] of [
    [one, 'Büro'],
    [two, 'Tochter'],
  ] as const) {
    const form = await formOf(counter, id);
    await edit(pair, counter, id, { phones: [...form.phones].reverse().map((phone) => ({ ...phone, label })) });
  }
  await level(pair);
  for (const counter of [one, two])
    expect((await openAt(counter, id)).map(({ field }) => field)).toEqual(['label', 'label']);
});

// --- decisions

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
  await expectSame('conflict', 'customer');
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

// --- spellings

type Spelled = { field: string; write: (form: CustomerForm, spelling: string) => CustomerForm };

const oneOf = (...all: string[]) => fc.constantFrom(...all);
const loose = (text: string) =>
  fc
    .record({ before: oneOf('', ' ', '\t'), after: oneOf('', ' ', '\u00a0'), form: oneOf('NFC', 'NFD') })
    .map(({ before, after, form }) => before + text.normalize(form) + after);

const own = (field: 'lastName' | 'firstName' | 'note' | 'email' | 'kvnr' | 'title' | 'salutation'): Spelled => ({
  field,
  write: (form, spelling) => ({ ...form, [field]: spelling }),
});
const ofAddress = (field: 'street' | 'houseNumber' | 'addition' | 'district' | 'town' | 'postcode' | 'label') => ({
  field,
  write: (form: CustomerForm, spelling: string) => ({
    ...form,
    addresses: form.addresses.map((one) => ({ ...one, [field]: spelling })),
  }),
});
const ofPhone = (field: 'number' | 'label'): Spelled => ({
  field,
  write: (form, spelling) => ({ ...form, phones: form.phones.map((one) => ({ ...one, [field]: spelling })) }),
});

const KINDS: [Spelled, fc.Arbitrary<string>][] = [
  [own('lastName'), loose('Grünwäldér')],
  [own('firstName'), loose('Zoë')],
  [own('title'), loose('Drá')],
  [own('salutation'), loose('Frau')],
  [own('note'), loose('kommt\nfrüh').chain((text) => oneOf(text, text.replace('\n', '\r\n')))],
  [own('email'), loose('zwei@example.com')],
  [own('kvnr'), oneOf('A123456780', 'a123456780', 'A 123 456 780', 'A-123456780 ')],
  [ofAddress('street'), loose('Mühlenstraße')],
  [ofAddress('houseNumber'), loose('12 ä')],
  [ofAddress('addition'), loose('Büro')],
  [ofAddress('district'), loose('Süd')],
  [ofAddress('town'), loose('Köln')],
  [ofAddress('postcode'), oneOf('80333', ' 80333', 'D-80333', 'D 80333')],
  [ofAddress('label'), loose('Büro')],
  [ofPhone('label'), loose('Töchter')],
  [ofPhone('number'), oneOf('030 23125150', '+49 30 23125-150', '0049 (0)30/23125150', '(030) 231 25 150')],
];

test.each(KINDS)(
  '$field in two spellings is one value: nothing waits, and both counters show the same',
  async (kind, spellings) => {
    const { one, two } = pair;
    await fc.assert(
      fc.asyncProperty(spellings, spellings, async (first, second) => {
        const id = await sharedCustomer(pair, { phones: [line(101)], addresses: [place('A')], homeAddress: 0 });
        await edit(pair, one, id, kind.write(await formOf(one, id), first));
        await edit(pair, two, id, kind.write(await formOf(two, id), second));
        await level(pair);
        for (const counter of [one, two]) expect(await openAt(counter, id)).toEqual([]);
        expect(await formOf(one, id)).toEqual(await formOf(two, id));
      }),
      { numRuns: 6, seed: 7 },
    );
  },
);

test.each(KINDS)(
  '$field that an older program stored in another spelling contradicts nobody',
  async (kind, spellings) => {
    const { one, two } = pair;
    const { sqlite } = houseOf(two).db;
    await fc.assert(
      fc.asyncProperty(spellings, spellings, async (first, second) => {
        const id = await sharedCustomer(pair, { phones: [line(101)], addresses: [place('A')], homeAddress: 0 });
        await edit(pair, one, id, kind.write(await formOf(one, id), first));
        await edit(pair, two, id, kind.write(await formOf(two, id), second));
        // As a program would have left it that kept what was typed: the row and the log hold the spelling itself.
        const logged = sqlite
          .prepare(`SELECT c.changeSetId, c.position, c."table", c.rowId, c.field FROM change c
          JOIN changeSet s ON s.id = c.changeSetId
          WHERE c.subjectId = ? AND s.answeredAt IS NULL AND c.field IS NOT NULL AND c.kind = 'update'`)
          .all(id) as { changeSetId: string; position: number; table: string; rowId: string; field: string }[];
        for (const { changeSetId, position, table, rowId, field } of logged) {
          if (field !== kind.field && !(field === 'e164' && kind.field === 'number')) continue;
          sqlite
            .prepare('UPDATE change SET "to" = ? WHERE changeSetId = ? AND position = ?')
            .run(JSON.stringify(second), changeSetId, position);
          sqlite.prepare(`UPDATE "${table}" SET "${field}" = ? WHERE id = ?`).run(second, rowId);
        }
        await round(one);
        await level(pair);
        for (const counter of [one, two]) expect(await openAt(counter, id)).toEqual([]);
        expect(await formOf(one, id)).toEqual(await formOf(two, id));
      }),
      { numRuns: 6, seed: 11 },
    );
  },
);

test('values that differ in more than their spelling still wait', async () => {
  const { one, two } = pair;
  const id = await sharedCustomer(pair, { phones: [line(101)] });
  const { phones } = await formOf(one, id);
  const as = (number: string) => phones.map((phone) => ({ ...phone, number }));
  await edit(pair, one, id, { lastName: 'Meier', note: 'früh', phones: as('030 23125151') });
  await edit(pair, two, id, { lastName: 'meier', note: 'fruh', phones: as('030 23125152') });
  await level(pair);
  expect((await openAt(one, id)).map(({ field }) => field).toSorted()).toEqual(['e164', 'lastName', 'note']);
});

test('a spelling that is put right is written, where nobody else has changed it', async () => {
  const { one, two } = pair;
  const { id } = await save(pair, one, null, { ...(await blank()), lastName: 'Muller' });
  await level(pair);
  await edit(pair, two, id, { lastName: 'Müller' });
  await level(pair);
  expect((await formOf(one, id)).lastName).toBe('Müller');
});

async function blank(): Promise<CustomerForm> {
  return formOf(pair.one, await sharedCustomer(pair));
}
