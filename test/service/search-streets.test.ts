// A street typed half proposes whole addresses from entries so far: counted in idle time and right after any history, and a street
// that nobody lives in any more is in no table.
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sqlite } from '../../src-main/service/database/connection.ts';
import { appendCustomers, feedIndex, rebuildIndex } from '../../src-main/service/search/feed.ts';
import { searchIdleStep } from '../../src-main/service/search/idle.ts';
import { indexCustomers, removeFromIndex } from '../../src-main/service/search/index-entries.ts';
import { countStreets, streetsBeginning } from '../../src-main/service/search/streets.ts';
import type { SearchEntry } from '../../src-shared/search/search-row.ts';
import { entry, openIndex } from '../support/search-samples.ts';

let sqlite: Sqlite;
let close: () => void;
beforeEach(() => {
  ({ sqlite, close } = openIndex());
});
afterEach(() => close());

const at = (id: string, street: string, postcode: string, town: string) => entry({ id, street, postcode, town });
const save = (...entries: SearchEntry[]) => sqlite.transaction(() => indexCustomers(sqlite, entries))();
const untilIdle = () => {
  while (searchIdleStep(sqlite));
};

test('a street begun proposes where it is, the most used first, however it is spelled [B-39]', () => {
  save(
    ...[at('1', 'Sönnchenweg 4', '80331', 'München'), at('2', 'Sönnchenweg 12 a', '80331', 'München')],
    ...[at('3', 'Sonnchenstr. 3-5', '10115', 'Berlin'), at('4', 'Talstr. 9', '80331', 'München')],
    at('5', 'Straße des 17. Juni', '10623', 'Berlin'),
  );
  untilIdle();
  const munich = { street: 'Sönnchenweg', postcode: '80331', town: 'München' };
  const berlin = { street: 'Sonnchenstr.', postcode: '10115', town: 'Berlin' };
  for (const typed of ['sön', 'SOENNCHEN', 'sonnch']) expect(streetsBeginning(sqlite, typed)).toEqual([munich, berlin]);
  expect(streetsBeginning(sqlite, 'strasse d')).toMatchObject([{ street: 'Straße des 17. Juni' }]);
  expect(streetsBeginning(sqlite, 'so')).toEqual([]);
  // The last one who lived there has gone.
  save(at('3', 'Talstr. 1', '80331', 'München'));
  sqlite.transaction(() => removeFromIndex(sqlite, ['5']))();
  expect(streetsBeginning(sqlite, 'sonnchenst')).toEqual([]);
  expect(sqlite.prepare("SELECT count(*) FROM searchStreet WHERE street LIKE '%Juni%'").pluck().get()).toBe(0);
});

test('whatever is saved, removed, imported and counted in whichever order, the counts are those of the lines [B-39]', () => {
  const id = fc.integer({ min: 1, max: 12 }).map(String);
  const place = fc.record({
    street: fc.constantFrom('Weg 1', 'Weg 2', 'Gasse', 'Gasse 3', ''),
    town: fc.constantFrom('A', 'B', ''),
  });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('save' as const), id, place }),
    fc.record({ kind: fc.constant('remove' as const), id }),
    fc.record({ kind: fc.constant('import' as const), place }),
    fc.record({ kind: fc.constant('count' as const) }),
    fc.record({ kind: fc.constant('rebuild' as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const known = new Map<string, SearchEntry>();
      rebuildIndex(sqlite, []);
      for (const [turn, one] of steps.entries()) {
        if (one.kind === 'count') sqlite.transaction(() => countStreets(sqlite))();
        else if (one.kind === 'rebuild') rebuildIndex(sqlite, known.values());
        else if (one.kind === 'remove') {
          known.delete(one.id);
          sqlite.transaction(() => removeFromIndex(sqlite, [one.id]))();
        } else {
          const made = at(one.kind === 'save' ? one.id : `i${turn}`, one.place.street, '1', one.place.town);
          known.set(made.id, made);
          if (one.kind === 'save') save(made);
          else {
            sqlite.transaction(() => appendCustomers(sqlite, [made]))();
            for (const _step of feedIndex(sqlite, { keysPerStep: 10 }));
          }
        }
      }
      while (sqlite.transaction(() => countStreets(sqlite))());
      const wanted = new Map<string, number>();
      for (const { street, town } of known.values()) {
        const name = `${street.replace(/ \d$/, '')} in ${town}`;
        if (street !== '' && town !== '') wanted.set(name, (wanted.get(name) ?? 0) + 1);
      }
      const counted = sqlite.prepare("SELECT street || ' in ' || town, uses FROM searchStreet").raw().all();
      expect(new Map(counted as [string, number][])).toEqual(wanted);
    }),
    { numRuns: 150 },
  );
});
