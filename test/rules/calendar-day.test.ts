// Days as people type and read them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayAfter, readDay, showDay, startOfDay } from '../../src-shared/calendar/day.ts';

test('a day is read in every usual German spelling', () => {
  for (const text of ['31.12.2027', '31.12.27', '31122027', '311227', ' 31/12/2027 ', '31 12 27', '2027-12-31'])
    expect([text, readDay(text)]).toEqual([text, '2027-12-31']);
  expect(readDay('1.2.2027')).toBe('2027-02-01');
});

test('what is no day is none', () => {
  for (const text of [
    '',
    '31.2.2027',
    '29.02.2027',
    '0.1.2027',
    '1.13.2027',
    '31.12.',
    'morgen',
    '31.12.1027',
    '1.1.20277',
  ])
    expect([text, readDay(text)]).toEqual([text, null]);
  expect(readDay('29.02.2028')).toBe('2028-02-29');
});

test('every day survives being shown and read again, and the next one begins right after it', () => {
  const days = fc.date({ min: new Date(1950, 0, 1), max: new Date(2090, 0, 1), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const two = (part: number) => String(part).padStart(2, '0');
      const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
      expect(readDay(showDay(day))).toBe(day);
      const hours = (startOfDay(dayAfter(day)) - startOfDay(day)) / 3_600_000;
      expect([23, 24, 25]).toContain(hours);
    }),
  );
});
