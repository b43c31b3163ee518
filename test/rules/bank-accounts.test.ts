// IBANs as people type them, what is wrong with one, and how it is shown.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ibanProblem, showIban, storedIban } from '../../src-shared/bank-accounts/rules.ts';

test('an IBAN is read in any spelling and shown in groups of four', () => {
  for (const typed of ['DE89370400440532013000', 'de89 3704 0044 0532 0130 00', ' DE89-3704-0044-0532-0130-00 ']) {
    expect(ibanProblem(typed)).toBeNull();
    expect(storedIban(typed)).toBe('DE89370400440532013000');
  }
  expect(showIban('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00');
  expect(showIban('******************3000')).toBe('**** **** **** **** **30 00');
});

test.each([
  ['', 'missing'],
  ['XX89370400440532013000', 'country'],
  ['DE8937040044053201300', 'length'],
  ['DE89370400440532O13000', 'form'],
  ['DE88370400440532013000', 'checkDigits'],
  ['******************3000', 'hidden'],
])('%s: %s', (typed, problem) => {
  expect(ibanProblem(typed)).toBe(problem);
});

test('one wrong digit, or two that changed places, is always found', () => {
  const iban = 'DE89370400440532013000';
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
      const digits = [...iban];
      digits[at] = String((Number(iban[at]) + more) % 10);
      expect(ibanProblem(digits.join(''))).toBe('checkDigits');
      const swapped = [...iban];
      [swapped[at], swapped[at + 1]] = [iban[at + 1] ?? '', iban[at] ?? ''];
      if (iban[at] !== iban[at + 1]) expect(ibanProblem(swapped.join(''))).toBe('checkDigits');
    }),
  );
});
