// The same value in two spellings asks nobody, also where an older program stored what was typed. What differs in more than that waits.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { edit, formOf, houseOf, level, openPair, type Pair, save, sharedCustomer } from '../support/hard-cases.ts';
import { line, openAt, place } from '../support/quiet.ts';
import { round } from '../support/sync.ts';

let pair: Pair;

beforeAll(async () => {
  pair = await openPair();
});

afterAll(async () => {
  await pair.close();
});

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
