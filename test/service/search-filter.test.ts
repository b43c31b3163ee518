// The filters of the search against the plain rule: the same customers for any filter and any text, in the same order, however
// they got into the index; and through keys, never by reading all customers.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sqlite } from '../../src-main/service/database/connection.ts';
import { appendCustomers, feedIndex } from '../../src-main/service/search/feed.ts';
import { indexCustomers } from '../../src-main/service/search/index-entries.ts';
import { narrowing } from '../../src-main/service/search/narrowing.ts';
import { countHits, searchCustomers } from '../../src-main/service/search/search.ts';
import {
  ADVERTISING_PURPOSE,
  CONSENT_WORDS,
  type CustomerFilter,
  fitsFilter,
  NO_FILTER,
} from '../../src-shared/search/filter.ts';
import { readQuery } from '../../src-shared/search/query.ts';
import type { SearchEntry } from '../../src-shared/search/search-row.ts';
import { sampleCustomers } from '../bench/customers.ts';
import { entry, filterAll, openIndex, TODAY } from '../support/search-samples.ts';

const unwritten = ['blocked', 'deceased', 'own-blocked'];
const day = { today: TODAY, unwritten };
const statuses = ['active', 'active', 'active', 'active', 'inactive', 'blocked', 'deceased', 'own-blocked'];
const words = [undefined, undefined, undefined, 'open', 'granted', 'withdrawn'] as const;
const nth = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

const samples: SearchEntry[] = [...sampleCustomers(2500)].map((customer, at) =>
  entry({
    ...customer,
    street: `${customer.street} ${customer.houseNumber}`,
    kind: at % 11 === 0 ? 'legal' : 'natural',
    phones: customer.phone ? [customer.phone] : [],
    status: nth(statuses, Math.floor(at / 3)),
    appConnected: at % 9 === 0,
    responsibleId: at % 5 === 0 ? `employee-${at % 3}` : null,
    lastVisit:
      at % 4 === 0 ? `2026-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}` : null,
    postcode: at % 50 === 0 ? '' : customer.postcode,
    consents: Object.fromEntries(
      (['storage', 'app', 'branchSharing', ...Object.values(ADVERTISING_PURPOSE)] as const).flatMap((purpose, step) => {
        const word = nth(words, at + step * 7);
        return word ? [[purpose, word]] : [];
      }),
    ),
    propertyIds: at % 13 === 0 ? ['p1', 'p2'] : at % 17 === 0 ? ['p2 "odd'] : [],
  }),
);

let sqlite: Sqlite;
let close: () => void;
const prepared = new Set<string>();
let prepare: Sqlite['prepare'];

beforeAll(() => {
  ({ sqlite, close } = openIndex());
  // Some imported, some saved, some changed by a save after the import: all of them are to be found alike.
  const half = samples.length / 2;
  const imported = samples.slice(0, half).map((one, at) => (at % 6 === 0 ? entry({ id: one.id }) : one));
  sqlite.transaction(() => appendCustomers(sqlite, imported))();
  for (const _step of feedIndex(sqlite, { keysPerStep: 300 }));
  sqlite.transaction(() => indexCustomers(sqlite, samples.slice(half)))();
  sqlite.transaction(() => indexCustomers(sqlite, samples.slice(0, half)))();
  prepare = sqlite.prepare.bind(sqlite);
  Object.assign(sqlite, {
    prepare: (sql: string) => {
      prepared.add(sql);
      return prepare(sql);
    },
  });
});
afterAll(() => close());

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 1 });
const word = some(fc.constantFrom(...CONSENT_WORDS));
const date = fc.constantFrom('2026-02-01', '2026-06-15', '2026-11-21');
const filters: fc.Arbitrary<CustomerFilter> = fc
  .record({
    statuses: fc.subarray(['active', 'inactive', 'blocked', 'own-blocked']),
    kind: some(fc.constantFrom('natural' as const, 'legal' as const)),
    ageFrom: some(fc.integer({ min: 0, max: 90 })),
    ageTo: some(fc.integer({ min: 5, max: 110 })),
    postcodeFrom: fc.constantFrom('', '0', '10', '80331'),
    postcodeTo: fc.constantFrom('', '2', '80', '99999'),
    town: fc.constantFrom('', 'b', 'mün', 'MUEN', 'nirgendwo'),
    propertyIds: fc.subarray(['p1', 'p2', 'p2 "odd']),
    consents: fc.record({ storage: word, app: word, branchSharing: word }),
    app: some(fc.boolean()),
    advertising: some(fc.constantFrom('letter' as const, 'email' as const, 'phone' as const, 'sms' as const)),
    responsibleId: some(fc.constantFrom('employee-1', 'employee-2', 'nobody')),
    visitFrom: some(date),
    visitTo: some(date),
    deleted: fc.constant(false),
  })
  // A filter of all fields at once fits nobody: most of them ask for two or three things.
  .chain((whole) =>
    fc.subarray(Object.keys(whole) as (keyof CustomerFilter)[], { minLength: 1, maxLength: 4 }).map((kept) => ({
      ...NO_FILTER,
      ...Object.fromEntries(kept.map((key) => [key, whole[key]])),
    })),
  );

const find = (text: string, filter: CustomerFilter, limit = 5000, offset = 0) =>
  searchCustomers(sqlite, readQuery(text, TODAY), { limit, offset, narrowed: narrowing(sqlite, filter, day) });

describe('the same as the plain rule', () => {
  test('for any filter alone, in the order of names, page by page, and counted alike [B-40 E-45]', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const expected = samples.filter((one) => fitsFilter(filter, one, day)).map(({ id }) => id);
        const found = find('', filter).rows.map(({ id }) => id);
        expect(found.toSorted()).toEqual(expected.toSorted());
        const pages = [0, 7, 14].flatMap((offset) => find('', filter, 7, offset).rows.map(({ id }) => id));
        expect(pages).toEqual(found.slice(0, 21));
        const narrowed = narrowing(sqlite, filter, day);
        expect(countHits(sqlite, readQuery('', TODAY), 10, narrowed)).toBe(Math.min(10, expected.length));
      }),
      { numRuns: 300 },
    );
  });

  test('for a text and a filter together, tier by tier', () => {
    const texts = fc.constantFrom(
      'm',
      'sch',
      'müller',
      'anna',
      'mül ann',
      '80331',
      '1961',
      '3.4.',
      'er',
      'Sch, A',
      '0170',
    );
    fc.assert(
      fc.property(texts, filters, (text, filter) => {
        const fitting = samples.filter((one) => fitsFilter(filter, one, day));
        const tiers = filterAll(fitting, readQuery(text, TODAY));
        const better = ['exact', 'prefix', 'inside'].flatMap((tier) => [...(tiers.get(tier as 'exact') ?? [])]);
        const found = find(text, filter);
        const kept = found.rows.filter((_row, at) => found.reasons[at]?.tier !== 'sound').map(({ id }) => id);
        expect(kept.toSorted()).toEqual(better.toSorted());
        for (const [at, { id }] of found.rows.entries())
          expect(tiers.get(found.reasons[at]?.tier ?? 'sound')?.has(id)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** Lists that are meant to be read whole: the filter's own words, towns, what idle time and imports have not moved yet. */
const READ_WHOLE = /SCAN (searchTown|searchPhoneFresh|searchUnfed|\w+ VIRTUAL|CONSTANT|\(subquery-\d+\)|h$)/;

test('every statement of a filter goes through a key, and only the few it led to are sorted [B-40]', () => {
  const planOf = (sql: string): string[] => {
    const unnamed = Array.from({ length: sql.split('?').length - 1 }, () => '[]');
    const names = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, '[]']);
    const made = prepare(`EXPLAIN QUERY PLAN ${sql}`);
    const rows = names.length > 0 ? made.all(Object.fromEntries(names)) : made.all(...unnamed);
    return (rows as { detail: string }[]).map(({ detail }) => detail);
  };
  const asked = [...prepared];
  expect(asked.filter((sql) => sql.includes('@bornAfter')).length).toBeGreaterThanOrEqual(2);
  const scans = asked.flatMap((sql) =>
    planOf(sql)
      .filter((step) => /^SCAN/.test(step) && !READ_WHOLE.test(step))
      .map((step) => `${step} ← ${sql}`),
  );
  // By name: along the ordered table of names, and no further than the page needs.
  expect(scans.map((scan) => scan.split(' ← ')[0])).toEqual(['SCAN searchLast']);
  expect(asked.filter((sql) => planOf(sql).some((step) => step.includes('USE TEMP B-TREE')))).toEqual([]);
});
