// Postcodes: five digits as text in Germany, up to ten characters elsewhere.
import { describe, expect, it } from 'vitest';
import { readPostcode } from '../../src-shared/customers/postcode.ts';

describe('postcode', () => {
  it.each([
    ['80331', 'DE', '80331'],
    [' 01067 ', 'DE', '01067'],
    ['D-80331', 'DE', '80331'],
    ['3013', 'CH', '3013'],
    ['sw1a 1aa', 'GB', 'SW1A 1AA'],
  ])('takes %j in %s', (text, country, postcode) => {
    expect(readPostcode(text, country)).toEqual({ kind: 'postcode', postcode });
  });

  it.each([
    ['', 'DE', 'empty'],
    ['8033', 'DE', 'notFiveDigits'],
    ['803311', 'DE', 'notFiveDigits'],
    ['80 331', 'DE', 'notFiveDigits'],
    ['8O331', 'DE', 'notFiveDigits'],
    ['00000', 'DE', 'unusedRange'],
    ['00123', 'DE', 'unusedRange'],
    ['12345678901', 'US', 'tooLong'],
    ['12/34', 'CH', 'form'],
  ])('refuses %j in %s: %s', (text, country, reason) => {
    expect(readPostcode(text, country)).toEqual({ kind: 'refused', reason });
  });
});
