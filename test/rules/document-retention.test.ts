// How long a document is kept, as the screen says it and the server deletes by it, at the edges of years and clocks; and which
// versions of a text block have run out.
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { germanDay } from '../../src-shared/calendar/day.ts';
import { hasRunOut, type KeptDocument, keepingOf } from '../../src-shared/documents/retention.ts';
import { canChangeDocument, isChangeableField } from '../../src-shared/documents/rules.ts';
import { isStillKept, keptUntil, periodOf } from '../../src-shared/erasure/retention.ts';
import { bodyColumns } from '../../src-shared/row-schemas.ts';
import { runOutVersions } from '../../src-shared/text-blocks/rules.ts';

const at = (instant: string) => Date.parse(instant);
const idAt = (instant: string) => uuidv7({ msecs: at(instant) });
const document = (made: string, more: Partial<KeptDocument> = {}): KeptDocument => ({
  ...{ id: idAt(made), kind: 'other', createdAt: at(made), keptOnPurpose: false, ...more },
});

describe('a document', () => {
  const TODAY = '2026-11-30';

  test('is kept for twelve years to the end of the year, also one of a leap day [E-81]', () => {
    expect(keepingOf(document('2026-01-01T08:00:00Z'), TODAY)).toEqual({ kind: 'until', day: '2038-12-31' });
    expect(keepingOf(document('2026-12-31T20:00:00Z'), TODAY)).toEqual({ kind: 'until', day: '2038-12-31' });
    expect(keepingOf(document('2024-02-29T12:00:00Z'), TODAY)).toEqual({ kind: 'until', day: '2036-12-31' });
    const one = document('2014-06-01T12:00:00Z');
    expect(keepingOf(one, TODAY)).toEqual({ kind: 'until', day: '2026-12-31' });
    expect(['2026-12-31', '2027-01-01'].map((day) => hasRunOut(one, day))).toEqual([false, true]);
  });

  test('is of the year that it was in the shop, wherever the server stands [E-81]', () => {
    expect(germanDay(at('2025-12-31T23:30:00Z'))).toBe('2026-01-01');
    expect(germanDay(at('2026-07-31T22:30:00Z'))).toBe('2026-08-01');
    expect(keepingOf(document('2025-12-31T23:30:00Z'), TODAY)).toEqual({ kind: 'until', day: '2038-12-31' });
    expect(keepingOf(document('2025-12-31T22:30:00Z'), TODAY)).toEqual({ kind: 'until', day: '2037-12-31' });
  });

  test('has no end when somebody has exempted it, or it proves a consent or its end [E-81]', () => {
    const exempted = document('1999-01-01T12:00:00Z', { keptOnPurpose: true });
    expect(keepingOf(exempted, TODAY)).toEqual({ kind: 'onPurpose' });
    expect(hasRunOut(exempted, TODAY)).toBe(false);
    for (const kind of ['consentScan', 'consentPrint', 'withdrawalPrint', 'logo'] as const) {
      const proof = document('1999-01-01T12:00:00Z', { kind });
      expect(keepingOf(proof, TODAY)).toEqual({ kind: 'proof' });
      expect(keepingOf({ ...proof, keptOnPurpose: true }, TODAY)).toEqual({ kind: 'proof' });
      expect(hasRunOut(proof, TODAY)).toBe(false);
    }
  });

  test('that was taken in while a clock was set back is as young as its id, and one of a fast clock as it says [E-81]', () => {
    const back = document('1970-01-02T00:00:00Z', { id: idAt('2026-05-04T12:00:00Z') });
    expect(keepingOf(back, TODAY)).toEqual({ kind: 'until', day: '2038-12-31' });
    expect(hasRunOut(back, TODAY)).toBe(false);
    const fast = document('2031-01-02T00:00:00Z', { id: idAt('2026-05-04T12:00:00Z') });
    expect(keepingOf(fast, TODAY)).toEqual({ kind: 'until', day: '2043-12-31' });
    expect(keepingOf(document('2026-05-04T12:00:00Z', { id: 'an-id-of-no-time' }), TODAY)).toMatchObject({
      day: '2038-12-31',
    });
  });

  test('says its day also where a computer’s clock stands before there were any periods [E-81]', () => {
    expect(keepingOf(document('2026-05-04T12:00:00Z'), '1980-01-01')).toEqual({ kind: 'until', day: '2038-12-31' });
  });

  test('never goes on a day up to which the screen says that it is kept [E-81]', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 86_399_999 }), (days, ms) => {
        const made = Date.UTC(1990, 0, 1) + days * 86_400_000 + ms;
        const one = document(new Date(made).toISOString());
        const said = keepingOf(one, TODAY);
        if (said.kind !== 'until') throw new Error('it has an end');
        expect(hasRunOut(one, said.day)).toBe(false);
        expect(hasRunOut(one, `${Number(said.day.slice(0, 4)) + 1}-01-01`)).toBe(true);
      }),
    );
  });

  test('is exempted by whoever may rename it, and nothing else of it is ever changed [E-81]', () => {
    expect(bodyColumns('document').filter(isChangeableField)).toEqual(['name', 'keptOnPurpose']);
    expect(canChangeDocument({ kind: 'other', locked: true }, 'employee').allowed).toBe(false);
  });
});

describe('a version of a text block', () => {
  const version = (number: number, validFrom: string, textBlockId = 'app', made = validFrom) => ({
    ...{ id: idAt(made), textBlockId, number, validFrom: at(validFrom) },
  });
  const goneOn = (day: string, ...all: ReturnType<typeof version>[]) =>
    runOutVersions(all, day).map(({ textBlockId, number }) => `${textBlockId} ${number}`);

  test('is kept for a year to the end of the year since the next one came into force; the newest stays [E-81]', () => {
    const all = [
      version(1, '2019-03-01T12:00:00Z'),
      version(2, '2024-02-29T12:00:00Z'),
      version(3, '2025-01-01T12:00:00Z'),
      version(1, '2001-01-01T12:00:00Z', 'storage'),
    ];
    expect(goneOn('2025-12-31', ...all)).toEqual([]);
    expect(goneOn('2026-01-01', ...all)).toEqual(['app 1']);
    expect(goneOn('2026-12-31', ...all)).toEqual(['app 1']);
    expect(goneOn('2027-01-01', ...all)).toEqual(['app 1', 'app 2']);
    expect(goneOn('2099-01-01', ...all)).toEqual(['app 1', 'app 2']);
  });

  test('that is still in force stays although a newer one is planned, and one that never came into force goes with it [E-81]', () => {
    const [first, planned, sooner] = [
      version(1, '2019-03-01T12:00:00Z'),
      version(2, '2030-01-01T12:00:00Z', 'app', '2020-01-01T12:00:00Z'),
      version(3, '2021-01-01T12:00:00Z'),
    ];
    expect(goneOn('2029-12-31', first, planned)).toEqual([]);
    expect(goneOn('2023-01-01', first, planned, sooner)).toEqual(['app 1', 'app 2']);
  });

  test('is not old because the clock was set back when the next one was saved [E-81]', () => {
    const next = version(2, '1999-01-01T12:00:00Z', 'app', '2026-05-04T12:00:00Z');
    expect(goneOn('2027-12-31', version(1, '2019-03-01T12:00:00Z'), next)).toEqual([]);
    expect(goneOn('2028-01-01', version(1, '2019-03-01T12:00:00Z'), next)).toEqual(['app 1']);
  });
});

test('versions have a period of their own, by no law; before there was a period nothing runs out [E-81]', () => {
  expect(periodOf('templateHistory', '2026-11-30')).toMatchObject({
    ...{ years: 1, counts: 'yearEnd', since: 'replaced', source: null },
  });
  expect(keptUntil('templateHistory', '2024-02-29', '2026-11-30')).toBe('2025-12-31');
  expect(isStillKept('templateHistory', '1970-01-01', '2018-05-24')).toBe(true);
  expect(isStillKept('templateHistory', '1970-01-01', '2018-05-25')).toBe(false);
  expect(hasRunOut(document('1970-01-01T12:00:00Z'), '1999-12-31')).toBe(false);
});
