// The index against the plain filter: the same customers in the same tiers for any query, after any history of saves,
// removals, imports and idle work.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sqlite } from '../../src-main/service/database/connection.ts';
import { appendCustomers, feedIndex, rebuildIndex, unfedCustomers } from '../../src-main/service/search/feed.ts';
import { searchIdleStep } from '../../src-main/service/search/idle.ts';
import { indexCustomers, removeFromIndex } from '../../src-main/service/search/index-entries.ts';
import { countHits, SOUND_BELOW, searchCustomers } from '../../src-main/service/search/search.ts';
import { townsForPostcode } from '../../src-main/service/search/towns.ts';
import { readQuery, type SearchQuery } from '../../src-shared/search/query.ts';
import { type SearchEntry, TIERS } from '../../src-shared/search/search-row.ts';
import { sampleCustomers } from '../bench/customers.ts';
import { entry, filterAll, openIndex, TODAY } from '../support/search-samples.ts';

let sqlite: Sqlite;
let close: () => void;
beforeEach(() => {
  ({ sqlite, close } = openIndex());
});
afterEach(() => close());

const samples: SearchEntry[] = [...sampleCustomers(3000)].map((customer, at) =>
  entry({
    ...customer,
    street: `${customer.street} ${customer.houseNumber}`,
    // Crowded on purpose, so that postcodes and dates meet names.
    postcode: customer.postcode < '5' ? '80331' : customer.postcode,
    birthDate: customer.birthDate && (at % 5 === 0 ? '1961-04-03' : customer.birthDate),
    phones: [customer.phone, at % 7 === 0 ? `+49891234${at}` : null].filter((phone) => phone !== null),
    codes: customer.kvnr ? [customer.kvnr] : [],
    branchId: `branch-${at % 3}`,
  }),
);

/** Texts people type to find somebody: parts of real rows, shortened, spelled out, in any order; and some nonsense. */
const typedAbout = (people: readonly SearchEntry[]) =>
  fc
    .record({
      who: fc.constantFrom(...people),
      other: fc.constantFrom(...people),
      parts: fc.uniqueArray(
        fc.constantFrom(
          'last',
          'first',
          'comma',
          'birth',
          'day',
          'postcode',
          'phone',
          'tail',
          'number',
          'kvnr',
          'inner',
        ),
        { minLength: 1, maxLength: 3 },
      ),
      cut: fc.nat(8),
      spelling: fc.constantFrom('as', 'ue', 'low'),
      mixed: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ who, other, parts, cut, spelling, mixed }) => {
      const shortened = (text: string) => (cut === 0 ? text : text.slice(0, Math.max(1, cut)));
      const [year, month, day] = (who.birthDate ?? '1961-04-03').split('-');
      const phone = (who.phones[0] ?? '+493023125001').replace('+49', '0');
      const first = mixed === 0 ? other.firstName : who.firstName;
      const texts: Record<string, string> = {
        last: shortened(who.lastName),
        first: shortened(first),
        comma: `${shortened(who.lastName)}, ${shortened(first)}`,
        birth: `${Number(day)}.${Number(month)}.${mixed % 2 ? year : year?.slice(2)}`,
        day: `${day}.${month}.`,
        postcode: who.postcode.slice(0, Math.max(3, 5 - (cut % 3))),
        phone: `${phone.slice(0, 4)} ${phone.slice(4, 4 + cut)}`,
        tail: phone.slice(-3 - (cut % 4)),
        number: who.number.slice(0, 5 - (cut % 2)),
        kvnr: (who.codes[0] ?? 'A123456780').slice(0, 4 + cut),
        inner: who.lastName.slice(1, 5 + (cut % 3)),
      };
      const text = parts.map((part) => texts[part]).join(mixed === 5 ? ', ' : ' ');
      if (spelling === 'low') return text.toLowerCase();
      return spelling === 'as' ? text : text.replace(/ü/g, 'ue').replace(/ö/g, 'oe').replace(/ß/g, 'ss');
    });

const typed = typedAbout(samples);

function expectSameAsFilter(known: Iterable<SearchEntry>, query: SearchQuery, text: string): number {
  const wanted = filterAll(known, query);
  const better = TIERS.slice(0, -1).reduce((sum, tier) => sum + (wanted.get(tier)?.size ?? 0), 0);
  if (better >= SOUND_BELOW) wanted.get('sound')?.clear();
  const total = [...wanted.values()].reduce((sum, ids) => sum + ids.size, 0);
  const { rows, reasons } = searchCustomers(sqlite, query, { limit: total + 10, offset: 0 });
  const found = TIERS.map((tier) => rows.filter((_row, at) => reasons[at]?.tier === tier).map(({ id }) => id));
  const asked = `${text} → ${JSON.stringify(query)}`;
  for (const [at, tier] of TIERS.entries()) {
    expect([...(found[at] ?? [])].sort(), `${tier}: ${asked}`).toEqual([...(wanted.get(tier) ?? [])].sort());
  }
  const order = reasons.map(({ tier }) => TIERS.indexOf(tier));
  expect(order, asked).toEqual(order.toSorted());
  expect(countHits(sqlite, query, total + 10), asked).toBe(total);
  expect(countHits(sqlite, query, 3), asked).toBe(Math.min(3, total));
  return total;
}

describe('the search index', () => {
  it('finds what the plain filter finds, tier by tier, for whatever is typed', () => {
    rebuildIndex(sqlite, samples);
    fc.assert(
      fc.property(typed, (text) => {
        expectSameAsFilter(samples, readQuery(text, TODAY), text);
      }),
      { numRuns: 250 },
    );
  });

  it('is asked queries that are worth the name: most find somebody, some find many', () => {
    rebuildIndex(sqlite, samples);
    // One seed for good: a share of random queries would cross any threshold on some day.
    const asked = fc.sample(typed, { seed: 20261122, numRuns: 1000 });
    const counts = asked.map((text) => countHits(sqlite, readQuery(text, TODAY), 100));
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(500);
    expect(counts.filter((count) => count > 20).length).toBeGreaterThan(50);
  });

  it('gives pages that are the whole list cut in pieces', () => {
    rebuildIndex(sqlite, samples);
    fc.assert(
      fc.property(typed, fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const query = readQuery(text, TODAY);
        const whole = searchCustomers(sqlite, query, { limit: 200, offset: 0 }).rows.map(({ id }) => id);
        expect(new Set(whole).size).toBe(whole.length);
        const pieces: string[] = [];
        for (let offset = 0; offset < 200; offset += limit) {
          const page = searchCustomers(sqlite, query, { limit: Math.min(limit, 200 - offset), offset });
          pieces.push(...page.rows.map(({ id }) => id));
        }
        expect(pieces).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('stays right through saves, removals, imports and idle work in any order', () => {
    // Few people, so that one meets himself again.
    const pool = samples.slice(0, 16);
    const step = <K extends string>(kind: K, weight: number) => ({
      weight,
      arbitrary: fc.record({ kind: fc.constant(kind), at: fc.nat(15), as: fc.nat(15) }),
    });
    const steps = fc.array(
      fc.oneof(
        step('save', 4),
        step('remove', 2),
        step('append', 2),
        step('feed', 3),
        step('kill', 1),
        step('idle', 1),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(steps, fc.array(typedAbout(pool), { maxLength: 6 }), (history, texts) => {
        const index = openIndex();
        ({ sqlite } = index);
        const known = new Map<string, SearchEntry>();
        let feeding: ReturnType<typeof feedIndex> | null = null;
        const transaction = (work: () => void) => sqlite.transaction(work).immediate();
        for (const { kind, at, as } of history) {
          const one = pool[at] ?? entry({ id: '0' });
          const other = pool[as] ?? one;
          switch (kind) {
            case 'save': {
              // Everything changes, or the name alone.
              const base = as % 2 ? other : (known.get(one.id) ?? one);
              const saved = { ...base, id: one.id, number: one.number, lastName: other.lastName };
              transaction(() => indexCustomers(sqlite, [saved]));
              known.set(one.id, saved);
              break;
            }
            case 'remove':
              transaction(() => removeFromIndex(sqlite, [one.id]));
              known.delete(one.id);
              break;
            case 'append': {
              const some = pool.slice(at, at + (as % 20)).filter(({ id }) => !known.has(id));
              transaction(() => appendCustomers(sqlite, some));
              for (const each of some) known.set(each.id, each);
              break;
            }
            case 'feed':
              // Some steps of a feed that goes on later, with saves in between.
              feeding ??= feedIndex(sqlite, { keysPerStep: 3 });
              for (let made = 0; made < at && feeding; made += 1) if (feeding.next().done) feeding = null;
              break;
            case 'kill':
              // The next feed begins anew.
              feeding?.return(undefined);
              feeding = null;
              break;
            case 'idle':
              searchIdleStep(sqlite);
          }
        }
        while (feeding && !feeding.next().done);
        for (const _step of feedIndex(sqlite, { keysPerStep: 7 }));
        expect(unfedCustomers(sqlite)).toBe(0);
        for (const text of texts) expectSameAsFilter(known.values(), readQuery(text, TODAY), text);
        while (searchIdleStep(sqlite));
        for (const text of texts) expectSameAsFilter(known.values(), readQuery(text, TODAY), text);
        expectNothingLeftOver(known);
        index.close();
      }),
      { numRuns: 250 },
    );
  });

  it('finds an imported customer by telephone right after the newest one was removed', () => {
    const [gone, imported] = [
      entry({ id: '1', phones: ['+493023125001'] }),
      entry({ id: '2', phones: ['+493023125002'] }),
    ];
    sqlite.transaction(() => indexCustomers(sqlite, [gone]))();
    sqlite.transaction(() => removeFromIndex(sqlite, [gone.id]))();
    sqlite.transaction(() => appendCustomers(sqlite, [imported]))();
    for (const _step of feedIndex(sqlite, { keysPerStep: 7 }));
    expectSameAsFilter([imported], readQuery('0302312500', TODAY), 'before idle work');
    while (searchIdleStep(sqlite));
    expectSameAsFilter([imported], readQuery('0302312500', TODAY), 'after idle work');
  });

  it('keeps what a line shows', () => {
    const whole = entry({
      id: '0174876e-8000-7cc6-aaf6-f20a83b3b77b',
      number: '10342',
      kind: 'legal',
      lastName: 'Łukasz Şahin-Größl',
      firstName: 'Anna',
      birthDate: '1961-04-03',
      street: 'Sonnenstr. 4',
      postcode: '80331',
      town: 'München',
      appConnected: true,
      consentGiven: true,
      missing: ['phone', 'email'],
      status: 'dormant',
      branchId: '0174876e-8000-7cc6-aaf6-f20a83b3b77c',
      phones: ['+493023125001', '+4312345678'],
    });
    sqlite.transaction(() => indexCustomers(sqlite, [whole]))();
    const { phones, codes, consents, propertyIds, ...line } = whole;
    const show = (text: string) => searchCustomers(sqlite, readQuery(text, TODAY), { limit: 5, offset: 0 });
    expect(show('10342').rows).toEqual([{ ...line, phone: '+493023125001' }]);
    expect(show('030 23125 001').reasons).toEqual([{ tier: 'exact', fields: ['phone'], phone: null }]);
    expect(show('+43 1 2345678').reasons).toEqual([{ tier: 'exact', fields: ['phone'], phone: '+4312345678' }]);
    expect(show('sahin 3.4.61').reasons[0]?.fields).toEqual(['name', 'birthDate']);
    expect(codes).toEqual([]);
  });

  // E-66
  it('proposes the towns a postcode was used with, the most frequent first', () => {
    const at = (id: string, town: string) => entry({ id, postcode: '80331', town });
    sqlite.transaction(() => {
      indexCustomers(sqlite, [at('1', 'München'), at('2', 'Munchen'), at('3', 'München'), at('4', 'Isar')]);
      indexCustomers(sqlite, [at('4', 'München')]);
      removeFromIndex(sqlite, ['2']);
    })();
    expect(townsForPostcode(sqlite, '80331')).toEqual(['München']);
    expect(townsForPostcode(sqlite, '80333')).toEqual([]);
  });

  it('asks nothing, finds nothing', () => {
    rebuildIndex(sqlite, samples);
    for (const text of ['', '   ', ',', '.', '-', '()']) {
      expect(searchCustomers(sqlite, readQuery(text, TODAY), { limit: 20, offset: 0 }).rows, text).toEqual([]);
    }
  });
});

/** Every table holds keys of known customers only, after whatever happened (an erased name must not linger). */
function expectNothingLeftOver(known: ReadonlyMap<string, SearchEntry>): void {
  const count = (sql: string) => (sqlite.prepare(sql).get() as { n: number }).n;
  expect(count('SELECT count(*) n FROM searchRow')).toBe(known.size);
  expect(count('SELECT count(*) n FROM searchId')).toBe(known.size);
  expect(count('SELECT count(*) n FROM searchLast')).toBe(known.size);
  for (const table of [
    'searchLast',
    'searchFirst',
    'searchPostcode',
    'searchBirth',
    'searchCode',
    'searchPhoneFresh',
  ]) {
    expect(count(`SELECT count(*) n FROM ${table} WHERE id NOT IN (SELECT id FROM searchRow)`), table).toBe(0);
  }
  const borne =
    "SELECT 1 AS field, last AS name FROM searchLast UNION SELECT 2, first FROM searchFirst WHERE first <> ''";
  expect(count(`SELECT count(*) n FROM (SELECT * FROM (${borne}) EXCEPT SELECT field, name FROM searchName)`)).toBe(0);
  expect(count(`SELECT count(*) n FROM (SELECT field, name FROM searchName EXCEPT SELECT * FROM (${borne}))`)).toBe(0);
  const cut = 'SELECT field, head || tail FROM searchPart UNION SELECT field, name FROM searchNameFresh';
  expect(count(`SELECT count(*) n FROM (SELECT * FROM (${cut}) EXCEPT SELECT field, name FROM searchName)`)).toBe(0);
  for (const { id, phones } of known.values()) {
    for (const phone of phones) {
      const { rows } = searchCustomers(sqlite, readQuery(phone, TODAY), { limit: 100, offset: 0 });
      expect(
        rows.map((row) => row.id),
        `${phone} of ${id}`,
      ).toContain(id);
    }
  }
  expect(count('SELECT count(*) n FROM searchUnfed') + count('SELECT count(*) n FROM searchSkip')).toBe(0);
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
}
