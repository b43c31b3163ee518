// Ages: completed years at the end of the day before the birthday (§ 187 (2), § 188 (2) BGB).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn, daysIn } from '../../src-shared/customers/age.ts';

describe('age', () => {
  it.each([
    ['1961-04-03', '2026-11-21', 65, 7],
    ['1961-11-21', '2026-11-21', 65, 0],
    ['1961-11-22', '2026-11-21', 64, 11],
    ['2026-11-21', '2026-11-21', 0, 0],
    ['2026-09-30', '2026-11-21', 0, 1],
    ['2000-02-29', '2026-02-28', 25, 11],
    ['2000-02-29', '2026-03-01', 26, 0],
    ['2000-02-29', '2028-02-29', 28, 0],
  ])('of %s on %s is %i years and %i months', (birth, today, years, months) => {
    expect(ageOn(birth, today)).toEqual({ years, months });
  });

  it.each([
    ['2026-11-22', '2026-11-21'],
    ['1961-00-00', '2026-11-21'],
    ['1961', '2026-11-21'],
    ['1961-02-29', '2026-11-21'],
  ])('of %s on %s is unknown', (birth, today) => {
    expect(ageOn(birth, today)).toBeNull();
  });

  // E-68
  it('grows by one on each birthday', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 120 }), (born, age) => {
        const birth = born.toISOString().slice(0, 10);
        const year = Number(birth.slice(0, 4)) + age;
        const leapDay = birth.endsWith('02-29') && daysIn(year, 2) === 28;
        const birthday = leapDay ? `${year}-03-01` : `${year}${birth.slice(4)}`;
        const eve = new Date(Date.parse(`${birthday}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
        expect(ageOn(birth, birthday)?.years).toBe(age);
        expect(ageOn(birth, eve)?.years ?? -1).toBe(age - 1);
      }),
    );
  });
});
