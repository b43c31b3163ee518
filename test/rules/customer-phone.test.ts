// Telephone numbers: German spellings to E.164, the DIN 5008 form back, and why an entry is no number.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneSearchDigits, readPhone, showPhone } from '../../src-shared/customers/phone.ts';

describe('telephone number', () => {
  it.each([
    '030 23125001',
    '030/23125001',
    '030/23125-001',
    '(030) 231 25 001',
    '+49 30 23125001',
    '+49 (0)30 23125-001',
    '+49(30)23125001',
    '0049 30 23125001',
    '030.231.25.001',
    '030–23125–001',
  ])('reads %j', (text) => {
    expect(readPhone(text)).toEqual({
      kind: 'phone',
      e164: '+493023125001',
      display: '030 23125001',
      mobile: false,
      plausible: true,
    });
  });

  it.each([
    ['0170 12345678', '+4917012345678', '0170 12345678', true],
    ['0151-23456789', '+4915123456789', '01512 3456789', true],
    ['089 1234567', '+49891234567', '089 1234567', false],
    ['03361 123456', '+493361123456', '03361 123456', false],
    ['0800 1234567', '+498001234567', '0800 1234567', false],
    ['+43 1 234 56 78', '+4312345678', '+43 1 2345678', false],
    ['0043 664 1234567', '+436641234567', '+43 664 1234567', true],
    ['+41 44 668 18 00', '+41446681800', '+41 44 6681800', false],
    ['+41 79 123 45 67', '+41791234567', '+41 79 1234567', true],
  ])('reads %j as %s, shown %s', (text, e164, display, mobile) => {
    expect(readPhone(text)).toMatchObject({ kind: 'phone', e164, display, mobile });
    expect(showPhone(e164)).toBe(display);
  });

  it('keeps a number that fits in length but is not known to be in use, and says so', () => {
    expect(readPhone('0304')).toMatchObject({ kind: 'phone', plausible: false });
  });

  it.each([
    ['', 'empty'],
    ['Mama', 'notANumber'],
    ['089 12345 Büro', 'notANumber'],
    ['-', 'notANumber'],
    ['1', 'tooShort'],
    ['112', 'wrongLength'],
    ['+49 30 2312500123125001', 'tooLong'],
    ['+999 1234567', 'unknownCountry'],
  ])('refuses %j: %s', (text, reason) => {
    expect(readPhone(text)).toEqual({ kind: 'refused', reason });
  });

  it('shows what was stored elsewhere in another form as it is', () => {
    expect(showPhone('+49112')).toBe('+49112');
  });

  it('is searched by the digits people type', () => {
    expect(phoneSearchDigits('+493023125001')).toBe('03023125001');
    expect(phoneSearchDigits('+4312345678')).toBe('004312345678');
  });

  it('reads its own display again as the same number, within E.164', () => {
    const number = fc.tuple(
      fc.constantFrom('+4930', '+4989', '+493361', '+49170', '+491512', '+431', '+4144', '+39055', '+331'),
      fc.stringMatching(/^[1-9][0-9]{6,7}$/),
    );
    fc.assert(
      fc.property(number, ([head, rest]) => {
        const reading = readPhone(head + rest);
        if (reading.kind !== 'phone') return;
        expect(reading.e164).toMatch(/^\+[0-9]{7,15}$/);
        expect(reading.display).toMatch(/^[+0-9]+( [0-9]+){0,2}$/);
        expect(readPhone(reading.display)).toEqual(reading);
      }),
    );
  });
});
