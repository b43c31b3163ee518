// Cells of customer lists as shop programs export them: what each of them is taken apart into.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  readCountry,
  readSalutation,
  splitAddress,
  splitName,
  splitPostcodeTown,
  splitStreet,
} from '../../src-shared/customer-import/cells.ts';
import { dateOfSerial, quickDate, readDateCell } from '../../src-shared/customer-import/dates.ts';
import { germanNumber, readPhoneCell } from '../../src-shared/customer-import/phones.ts';
import { readBirthDate } from '../../src-shared/customers/birth-date.ts';
import { readPhone } from '../../src-shared/customers/phone.ts';

test.each([
  ['Sonnenstr. 4', 'Sonnenstr.', '4'],
  ['Sonnenstraße 4a', 'Sonnenstraße', '4a'],
  ['Sonnenstraße 4 a', 'Sonnenstraße', '4 a'],
  ['Sonnenstr.4', 'Sonnenstr.', '4'],
  ['Talstr. 5-7', 'Talstr.', '5-7'],
  ['Talstr. 12 1/2', 'Talstr.', '12 1/2'],
  ['Talstr. 8/10', 'Talstr.', '8/10'],
  ['Am Markt, 3', 'Am Markt', '3'],
  ['Am Markt Nr. 3', 'Am Markt', '3'],
  ['Straße des 17. Juni 135', 'Straße des 17. Juni', '135'],
  ['Straße des 17. Juni', 'Straße des 17. Juni', null],
  ['Platz 3', 'Platz', '3'],
  ['Q 7, 24', 'Q 7, 24', null],
  ['C4 12', 'C4 12', null],
  ['Postfach 10 20 30', 'Postfach 10 20 30', null],
  ['Gut Sonnenhof', 'Gut Sonnenhof', null],
  ['Am Markt 5 (Hinterhaus)', 'Am Markt 5 (Hinterhaus)', null],
])('the street cell %s', (cell, street, houseNumber) => {
  expect(splitStreet(cell)).toEqual({ street, houseNumber });
});

test.each([
  ['80331 München', '80331', 'München'],
  ['D-80331 München', 'D-80331', 'München'],
  ['A-1010 Wien', 'A-1010', 'Wien'],
  ['99084', '99084', null],
  ['Frankfurt am Main', null, 'Frankfurt am Main'],
])('the cell of postcode and town %s', (cell, postcode, town) => {
  expect(splitPostcodeTown(cell)).toEqual({ postcode, town });
});

test.each([
  ['Sonnenstr. 4, 80331 München', 'Sonnenstr. 4', '80331', 'München'],
  ['Sonnenstr. 4\n80331 München', 'Sonnenstr. 4', '80331', 'München'],
  ['Sonnenstr. 4 80331 München', 'Sonnenstr. 4', '80331', 'München'],
  ['80331 München', null, '80331', 'München'],
  ['Sonnenstr. 4', 'Sonnenstr. 4', null, null],
])('the address cell %s', (cell, street, postcode, town) => {
  expect(splitAddress(cell)).toEqual({ street, postcode, town });
});

test.each([
  ['Müller, Anna', null, null, 'Anna', 'Müller'],
  ['Anna Müller', null, null, 'Anna', 'Müller'],
  ['Müller', null, null, null, 'Müller'],
  ['Dr. Anna Müller', null, 'Dr.', 'Anna', 'Müller'],
  ['Prof. Dr. med. Jörg Weiß', null, 'Prof. Dr. med.', 'Jörg', 'Weiß'],
  ['Frau Anna Maria von der Heide', 'Frau', null, 'Anna Maria', 'von der Heide'],
  ['Müller, Dr. Anna', null, 'Dr.', 'Anna', 'Müller'],
  ['von Berg', null, null, 'von', 'Berg'],
])('the name cell %s', (cell, salutation, title, firstName, lastName) => {
  expect(splitName(cell)).toEqual({ salutation, title, firstName, lastName });
});

test.each([
  ['Herrn', 'natural', 'Herr'],
  ['HERR', 'natural', 'Herr'],
  ['Fr.', 'natural', 'Frau'],
  ['w', 'natural', 'Frau'],
  ['divers', 'natural', null],
  ['Firma', 'legal', null],
  ['Fa.', 'legal', null],
  ['Familie', 'natural', 'Familie'],
  ['Eheleute', 'natural', 'Eheleute'],
  ['', 'natural', null],
])('the form of address %s', (cell, kind, salutation) => {
  expect(readSalutation(cell)).toEqual({ kind, salutation });
});

test('a country is kept as it is called, Germany is not written', () => {
  expect(['D', 'Deutschland', 'BRD', 'at', 'Schweiz', 'Polen'].map((cell) => readCountry(cell).country)).toEqual([
    null,
    null,
    null,
    'Österreich',
    'Schweiz',
    'Polen',
  ]);
});

describe('dates', () => {
  test.each([
    ['03.04.1961', '1961-04-03'],
    ['3.4.61', '1961-04-03'],
    ['03.04.26', '2026-04-03'],
    ['22.11.26', '1926-11-22'],
    ['1961-04-03', '1961-04-03'],
    ['1961-04-03T00:00:00', '1961-04-03'],
    ['1961-04-03 00:00:00.000', '1961-04-03'],
    ['03.04.1961 00:00', '1961-04-03'],
    ['3. April 1961', '1961-04-03'],
    ['22374', '1961-04-03'],
    ['22374.0', '1961-04-03'],
    ['19610403', '1961-04-03'],
  ])('%s', (cell, date) => {
    expect(readDateCell(cell, '2026-11-21')).toEqual({ kind: 'date', date });
  });

  test.each([[''], ['00.00.0000'], ['0000-00-00'], ['30.12.1899'], ['-'], ['unbekannt'], ['0']])(
    '%s stands for no date',
    (cell) => {
      expect(readDateCell(cell, '2026-11-21')).toEqual({ kind: 'none' });
    },
  );

  test.each([
    ['31.02.1961', 'noSuchDay'],
    ['13.13.1961', 'noSuchMonth'],
    ['22.11.2026', 'inTheFuture'],
    ['1961', 'partial'],
    ['99999', 'inTheFuture'],
    ['Frühling', 'notADate'],
  ])('%s is refused', (cell, reason) => {
    expect(readDateCell(cell, '2026-11-21')).toEqual({ kind: 'refused', reason });
  });

  test('the quick road answers as the long one does', () => {
    const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
    let answered = 0;
    fc.assert(
      fc.property(two(32), two(13), fc.integer({ min: 1880, max: 2030 }), (day, month, year) => {
        const cell = `${day}.${month}.${year}`;
        const quick = quickDate(cell, '2026-11-21');
        if (quick === null) return;
        answered++;
        const rule = readBirthDate(cell, '2026-11-21');
        expect(rule).toMatchObject(quick);
      }),
      { numRuns: 2000 },
    );
    expect(answered).toBeGreaterThan(300);
    expect(quickDate('1a.04.1961', '2026-11-21')).toBeNull();
    expect(quickDate('03.04.1061', '2026-11-21')).toBeNull();
  });

  test('a serial number counts days', () => {
    expect(dateOfSerial(1)).toBe('1899-12-31');
    expect(dateOfSerial(61)).toBe('1900-03-01');
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 60_000 }), (serial) => {
        const days = Date.parse(dateOfSerial(serial + 1)) - Date.parse(dateOfSerial(serial));
        expect(days).toBe(86_400_000);
      }),
    );
  });
});

describe('telephone numbers', () => {
  const munich = { areaCode: '089', country: 'DE' } as const;
  const plain = { areaCode: null, country: 'DE' } as const;
  const numbers = (cell: string, options: Parameters<typeof readPhoneCell>[1] = plain) =>
    readPhoneCell(cell, options).phones.map((phone) => phone.e164);

  test.each([
    ['030 23125 100', ['+493023125100']],
    ['030/23125-100', ['+493023125100']],
    ['(030) 23125 100', ['+493023125100']],
    ['+49 (0)30 23125 100', ['+493023125100']],
    ['0049 30 23125100', ['+493023125100']],
    ['030 23125 100; 030 23125 101', ['+493023125100', '+493023125101']],
    ['030 23125 100 oder 030 23125 101', ['+493023125100', '+493023125101']],
    ['030 23125100 / 030 23125101', ['+493023125100', '+493023125101']],
    ['030 23125100/030 23125101', ['+493023125100', '+493023125101']],
    ['Tel.: 030 23125 100', ['+493023125100']],
    ['+43 1 5138 922', ['+4315138922']],
    ['-', []],
  ])('%s', (cell, e164) => {
    expect(readPhoneCell(cell, plain).refused).toEqual([]);
    expect(numbers(cell)).toEqual(e164);
  });

  test('words beside a number are kept, words for the telephone are not', () => {
    expect(readPhoneCell('030 23125 100 (Tochter)', plain).phones[0]?.remark).toBe('Tochter');
    expect(readPhoneCell('Mobil: 0170 2312510', plain).phones[0]).toMatchObject({ remark: null, mobile: true });
  });

  test('a mobile number whose zero a spreadsheet took gets it back', () => {
    expect(readPhoneCell('1702312510', plain).phones).toEqual([
      { e164: '+491702312510', mobile: true, remark: null, zeroAdded: true },
    ]);
  });

  test('a number without area code is taken with the given one only', () => {
    expect(numbers('23125 100', { areaCode: '030', country: 'DE' })).toEqual(['+493023125100']);
    expect(readPhoneCell('23125 100', plain)).toEqual({
      phones: [],
      refused: [{ text: '23125 100', reason: 'noAreaCode' }],
    });
    expect(numbers('030 23125 100', munich)).toEqual(['+493023125100']);
  });

  test.each([['nicht anrufen'], ['0'], ['030 23125 100 23125 100 23125']])('%s is refused', (cell) => {
    expect(readPhoneCell(cell, plain).phones).toEqual([]);
    expect(readPhoneCell(cell, plain).refused).toHaveLength(1);
  });

  test('the quick road answers as the rule does', () => {
    const sign = fc.constantFrom('', '', '', ' ', '-', '/', ') ', '.');
    const number = fc
      .tuple(
        fc.constantFrom('0', '+49', '+49 ', '0049', '0049 ', '(0', '00', '+', ''),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), sign), { minLength: 3, maxLength: 16 }),
      )
      .map(([start, digits]) => start + digits.map(([digit, after]) => `${digit}${after}`).join(''));
    let answered = 0;
    fc.assert(
      fc.property(number, (text) => {
        const quick = germanNumber(text);
        if (quick === null) return;
        answered++;
        expect(readPhone(text)).toMatchObject({ kind: 'phone', e164: quick, mobile: /^\+491[567]/.test(quick) });
      }),
      { numRuns: 3000 },
    );
    expect(answered).toBeGreaterThan(100);
  });
});
