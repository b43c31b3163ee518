// How the answers are reached: every statement of a search goes through a key, none reads a table from end to end, and none
// sorts more than it gives.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sqlite } from '../../src-main/service/database/connection.ts';
import { rebuildIndex } from '../../src-main/service/search/feed.ts';
import { indexCustomers, removeFromIndex } from '../../src-main/service/search/index-entries.ts';
import { searchCustomers } from '../../src-main/service/search/search.ts';
import { townsForPostcode } from '../../src-main/service/search/towns.ts';
import { readQuery } from '../../src-shared/search/query.ts';
import { sampleCustomers } from '../bench/customers.ts';
import { entry, openIndex, TODAY } from '../support/search-samples.ts';

let sqlite: Sqlite;
let close: () => void;
let prepare: Sqlite['prepare'];
const prepared = new Set<string>();

beforeAll(() => {
  ({ sqlite, close } = openIndex());
  const samples = [...sampleCustomers(500)].map((customer) =>
    entry({ ...customer, phones: customer.phone ? [customer.phone] : [], codes: customer.kvnr ? [customer.kvnr] : [] }),
  );
  rebuildIndex(sqlite, samples);
  // The statements are told apart by their text; everything prepared from here on is a search or a save.
  prepare = sqlite.prepare.bind(sqlite);
  Object.assign(sqlite, {
    prepare: (sql: string) => {
      prepared.add(sql);
      return prepare(sql);
    },
  });
  const texts = ['m', 'müller', 'müller, a', 'mül ann', 'ann mül kai', 'Sch, Xaver', 'rand, ann', 'Möller, Kristian'];
  texts.push('3.4.61', '3.4.', '1961-04', 'mül 3.4.61', '80331', '803', 'mül 80331', 'anna 80331', 'mül ann 80331');
  texts.push(
    'Kristian 80331',
    '0170',
    '01701',
    '0170123',
    '4567',
    'mül 4567',
    '10342',
    'A1234',
    '80331 0170',
    'mül 803',
  );
  for (const text of texts) searchCustomers(sqlite, readQuery(text, TODAY), { limit: 20, offset: 0 });
  townsForPostcode(sqlite, '80331');
  const [one] = samples;
  if (!one) throw new Error('no samples');
  sqlite.transaction(() => {
    const changed = { ...one, lastName: 'Neu', firstName: 'Name', birthDate: '2000-01-01', postcode: '1', phones: [] };
    indexCustomers(sqlite, [changed, { ...one, id: 'new' }]);
    removeFromIndex(sqlite, [one.id]);
  })();
});
afterAll(() => close());

/** Short lists that are meant to be read whole: changed numbers awaiting idle time, ranges of an import, words of a query. */
const READ_WHOLE = /SCAN (searchPhoneFresh|searchUnfed|[a-z]+ VIRTUAL|CONSTANT|\(subquery-\d+\)|h$)/;
const THROUGH_FRAGMENTS = /SCAN (i|searchInside|searchPhone) VIRTUAL TABLE INDEX \d+:M\d/;

it('reaches every row through a key', () => {
  expect(prepared.size).toBeGreaterThan(50);
  const scans = [...prepared].flatMap((sql) =>
    planOf(sql)
      .filter((step) => /^SCAN/.test(step) && !READ_WHOLE.test(step) && !THROUGH_FRAGMENTS.test(step))
      .map((step) => `${step} ← ${sql}`),
  );
  expect(scans).toEqual([]);
});

it('sorts nothing but a handful of towns', () => {
  const sorting = [...prepared].filter((sql) => planOf(sql).some((step) => step.includes('TEMP B-TREE')));
  expect(sorting).toEqual(['SELECT town FROM searchTown WHERE postcode = ? ORDER BY uses DESC, town LIMIT 10']);
});

function planOf(sql: string): string[] {
  const parameters = Array.from({ length: sql.split('?').length - 1 }, () => '[]');
  return (prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]).map(({ detail }) => detail);
}
