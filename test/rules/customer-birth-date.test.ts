// Birth dates as people in Germany write them: every spelling of one day reads as that day, and what cannot be one says why.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBirthDate } from '../../src-shared/customers/birth-date.ts';

const TODAY = '2026-11-21';
const MONTHS = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');
const SHORT = 'Jan. Feb. Mär. Apr. Mai Jun. Jul. Aug. Sept. Okt. Nov. Dez.'.split(' ');

const read = (text: string) => {
  const reading = readBirthDate(text, TODAY);
  if (reading.kind === 'date') return reading.date;
  return reading.kind === 'refused' ? reading.reason : reading.typed;
};

describe('birth date', () => {
  it.each([
    '3.4.61',
    '3.4.1961',
    '03.04.1961',
    '3. 4. 1961',
    ' 03.04.61 ',
    '03041961',
    '030461',
    '3041961',
    '19610403',
    '3. April 1961',
    '3.April 61',
    '3 apr 1961',
    '3. APR. 1961',
    "3. April '61",
    '1961-04-03',
    '1961-4-3',
    '1961/04/03',
    '3/4/1961',
    '3/4/61',
    '3-4-1961',
    '3 4 1961',
    'geb. 3.4.1961',
    'geboren am 3. April 1961',
    '*3.4.1961',
  ])('reads %j as 3 April 1961', (text) => {
    expect(read(text)).toBe('1961-04-03');
  });

  it.each([
    ['1. Jänner 1950', '1950-01-01'],
    ['7. Maerz 1950', '1950-03-07'],
    ['7. Mrz 1950', '1950-03-07'],
    ['2. Juno 1950', '1950-06-02'],
    ['2. Julei 1950', '1950-07-02'],
    ['29.2.2024', '2024-02-29'],
  ])('reads %j', (text, date) => {
    expect(read(text)).toBe(date);
  });

  it('resolves a two-digit year to the latest one that is past', () => {
    expect(read('21.11.26')).toBe('2026-11-21');
    expect(read('22.11.26')).toBe('1926-11-22');
    expect(read('1.1.27')).toBe('1927-01-01');
    expect(read('29.2.24')).toBe('2024-02-29');
  });

  it.each([
    ['', 'empty'],
    ['heute', 'notADate'],
    ['3.4.1961 oder so', 'notADate'],
    ['123456789', 'notADate'],
    ['3. Aprils 1961', 'notADate'],
    ['31.4.1961', 'noSuchDay'],
    ['31.4.', 'noSuchDay'],
    ['30. Februar', 'noSuchDay'],
    ['29.2.2023', 'noSuchDay'],
    ['0.4.1961', 'noSuchDay'],
    ['32.1.1961', 'noSuchDay'],
    ['3.13.1961', 'noSuchMonth'],
    ['1961-13-01', 'noSuchMonth'],
    ['22.11.2026', 'inTheFuture'],
    ['1.1.2999', 'inTheFuture'],
    ['1.1.1890', 'tooLongAgo'],
  ])('refuses %j: %s', (text, reason) => {
    expect(read(text)).toBe(reason);
  });

  it.each([
    ['3', { day: null, month: null, year: '' }],
    ['3.', { day: 3, month: null, year: '' }],
    ['03', { day: 3, month: null, year: '' }],
    ['3.4', { day: 3, month: 4, year: '' }],
    ['3.4.', { day: 3, month: 4, year: '' }],
    ['03.0', { day: 3, month: null, year: '' }],
    ['3.4.1', { day: 3, month: 4, year: '1' }],
    ['3.4.196', { day: 3, month: 4, year: '196' }],
    ['0304196', { day: 3, month: 4, year: '196' }],
    ['3. Ap', { day: 3, month: null, year: '' }],
    ['3. April', { day: 3, month: 4, year: '' }],
    ['1961', { day: null, month: null, year: '1961' }],
    ['1961-', { day: null, month: null, year: '1961' }],
    ['1961-04', { day: null, month: 4, year: '1961' }],
  ])('takes %j as the beginning of a date', (text, typed) => {
    expect(read(text)).toEqual(typed);
  });

  const someDay = fc
    .date({ min: new Date('1930-01-01'), max: new Date('2026-11-21'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it('reads every spelling of any day alike', () => {
    fc.assert(
      fc.property(someDay, (date) => {
        const [year = '', month = '', day = ''] = date.split('-');
        const [d, m] = [String(Number(day)), String(Number(month))];
        const [name, short] = [MONTHS[Number(m) - 1] ?? '', SHORT[Number(m) - 1] ?? ''];
        const spellings = [`${d}.${m}.${year}`, `${day}.${month}.${year}`, `${day}${month}${year}`, date];
        spellings.push(`${d}/${m}/${year}`, `${d}. ${name} ${year}`, `${d} ${short} ${year}`, `${year}${month}${day}`);
        for (const spelling of spellings) expect(read(spelling), spelling).toBe(date);
        const short2 = read(`${d}.${m}.${year.slice(2)}`);
        expect(String(short2).slice(2)).toBe(date.slice(2));
        expect(String(short2) <= TODAY).toBe(true);
      }),
    );
  });

  it('never calls a day wrong while it is still being typed', () => {
    fc.assert(
      fc.property(someDay, fc.boolean(), (date, named) => {
        const [year, month, day] = date.split('-');
        const whole = named ? `${day}. ${MONTHS[Number(month) - 1]} ${year}` : `${day}.${month}.${year}`;
        for (let length = 1; length < whole.length; length += 1) {
          const typed = whole.slice(0, length);
          const reading = readBirthDate(typed, TODAY);
          // '29.02.19' may stand for a year without that day until the fourth digit.
          const leapDay = month === '02' && day === '29';
          if (!leapDay && !(typed.endsWith('00') && length === 2)) {
            expect(reading.kind === 'refused' ? `${typed}: ${reading.reason}` : '').toBe('');
          }
        }
      }),
    );
  });

  it('never gives a day that is not in the calendar or in the future', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,4}[./ -]?[0-9]{0,2}[./ -]?[0-9]{0,4}$/), (text) => {
        const reading = readBirthDate(text, TODAY);
        if (reading.kind !== 'date') return;
        expect(new Date(`${reading.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(reading.date);
        expect(reading.date <= TODAY).toBe(true);
      }),
    );
  });
});
