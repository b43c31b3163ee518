// When an entry of the change log has run out, told by its id: the periods of retention.ts, to the end of the calendar year, and
// never earlier than somebody still sees it.
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { startOfDay } from '../../src-shared/calendar/day.ts';
import { hasRunOut, idFrom, logBounds, madeAt, NOTHING_RUN_OUT } from '../../src-shared/change-log/log-bounds.ts';
import { keptFrom } from '../../src-shared/erasure/retention.ts';

const idOf = (day: string) => uuidv7({ msecs: Date.parse(day) });

test('a customer’s entry runs out after ten years, any other after three, at the end of the calendar year [E-79 E-80]', () => {
  const bounds = logBounds('2026-11-30');
  const gone = (day: string) => [hasRunOut(idOf(day), true, bounds), hasRunOut(idOf(day), false, bounds)];
  expect(gone('2015-12-30T12:00:00Z')).toEqual([true, true]);
  expect(gone('2016-01-01T12:00:00Z')).toEqual([false, true]);
  expect(gone('2022-12-30T12:00:00Z')).toEqual([false, true]);
  expect(gone('2023-01-01T12:00:00Z')).toEqual([false, false]);
  expect(logBounds('2026-01-01')).toEqual(bounds);
  expect(logBounds('2027-01-01')).not.toEqual(bounds);
});

test('nothing has run out by a clock that stands before there were any periods [E-79 E-80]', () => {
  expect(logBounds('2012-01-01')).toEqual(NOTHING_RUN_OUT);
});

test('nothing that is still shown anywhere goes, whatever the hour is there [E-79 E-80]', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: -14, max: 12 }), (days, hours) => {
      const today = new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
      for (const [kind, aboutCustomers] of [
        ['customerHistory', true],
        ['changeLog', false],
      ] as const) {
        const shownFrom = startOfDay(keptFrom(kind, today)) + hours * 3_600_000;
        expect(hasRunOut(uuidv7({ msecs: shownFrom }), aboutCustomers, logBounds(today))).toBe(false);
      }
    }),
  );
});

test('an id says when it was made and ids go in the order of time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 45 }), fc.integer({ min: 0, max: 2 ** 45 }), (one, other) => {
      expect(madeAt(uuidv7({ msecs: one }))).toBe(one);
      expect(uuidv7({ msecs: one }) < idFrom(other)).toBe(one < other);
    }),
  );
  for (const id of ['', 'made-1', 'chain', '0190a1b2-c3d4-4000-8000-000000000000']) expect(madeAt(id)).toBeNull();
});

test('while no day is sure nothing has run out', () => {
  for (const id of [idOf('1990-01-01'), '', '0'])
    expect([hasRunOut(id, true, NOTHING_RUN_OUT), hasRunOut(id, false, NOTHING_RUN_OUT)]).toEqual([false, false]);
});
