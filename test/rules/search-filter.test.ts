// What a filter means, and how a cell leaves for a spreadsheet program.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listCell } from '../../src-shared/customer-list/rules.ts';
import { ageOn } from '../../src-shared/customers/age.ts';
import { birthDatesOf, fitsFilter, NO_FILTER, narrowingParts } from '../../src-shared/search/filter.ts';
import { entry, TODAY } from '../support/search-samples.ts';

const day = { today: TODAY, unwritten: ['blocked'] };
const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-20'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

describe('ages', () => {
  test('the birth dates of an age are those of people who are so old, on any day', () => {
    const years = fc.option(fc.integer({ min: 0, max: 120 }), { nil: null });
    fc.assert(
      fc.property(date, date, years, years, (birthDate, today, ageFrom, ageTo) => {
        fc.pre(birthDate <= today && (ageFrom !== null || ageTo !== null));
        const age = ageOn(birthDate, today)?.years ?? -1;
        const span = birthDatesOf({ ageFrom, ageTo }, today);
        const isWithin = span !== null && birthDate > span.after && birthDate <= span.to;
        expect(isWithin).toBe(age >= (ageFrom ?? 0) && age <= (ageTo ?? 200));
      }),
    );
  });

  test('whoever was born on 29 February turns a year older on 1 March', () => {
    const leapling = entry({ id: '1', birthDate: '2000-02-29' });
    const grown = { ...NO_FILTER, ageFrom: 25 };
    expect(fitsFilter(grown, leapling, { ...day, today: '2025-02-28' })).toBe(false);
    expect(fitsFilter(grown, leapling, { ...day, today: '2025-03-01' })).toBe(true);
  });
});

test('a filter that asks nothing narrows nothing and fits everybody', () => {
  expect(narrowingParts(NO_FILTER)).toEqual([]);
  expect(narrowingParts({ ...NO_FILTER, town: '  ', postcodeTo: ' ' })).toEqual([]);
  expect(fitsFilter(NO_FILTER, entry({ id: '1' }), day)).toBe(true);
});

test('a beginning of a postcode is all that begins so', () => {
  const range = { ...NO_FILTER, postcodeFrom: '80', postcodeTo: '81' };
  const fits = (postcode: string) => fitsFilter(range, entry({ id: '1', postcode }), day);
  expect(['80000', '81999', '80331'].map(fits)).toEqual([true, true, true]);
  expect(['79999', '82000', ''].map(fits)).toEqual([false, false, false]);
});

test('no cell of a list is a formula, whatever stands in it, and none breaks its line', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('', ' ', '=', '+', '-', '@', '\t=', '\r\n=', '|', '%'), (text, before) => {
      const cell = listCell(`${before}${text}`);
      expect([cell.at(0), cell.at(-1)]).toEqual(['"', '"']);
      const inside = cell.slice(1, -1);
      expect(inside.replaceAll('""', '')).not.toContain('"');
      // As a spreadsheet program reads it: a doubled mark is one.
      expect(inside.replaceAll('""', '"')).not.toMatch(/^\s*[=+\-@|%]/);
      expect(inside).not.toMatch(/[\r\n\t]/);
    }),
  );
});
