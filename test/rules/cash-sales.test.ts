// Amounts as people type them, and the way of paying that is proposed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { proposedPayment, readAmount, showAmount } from '../../src-shared/cash-sales/rules.ts';

test('an amount is read as it is typed', () => {
  const cents = (text: string) => {
    const reading = readAmount(text);
    return reading.ok ? reading.cents : reading.problem;
  };
  expect(['12', '12,5', '12,50 €', '12.50', '1.234,50', '1234,5 EUR', '0,05'].map(cents)).toEqual([
    1200, 1250, 1250, 1250, 123_450, 123_450, 5,
  ]);
  expect(['', '0', '-5', '12,345', 'zwölf', '1.23.4', '999999999'].map(cents)).toEqual([
    ...['missing', 'missing', 'notAnAmount', 'notAnAmount', 'notAnAmount', 'notAnAmount', 'tooMuch'],
  ]);
});

test('what is shown reads back as the same amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999 }), (cents) => {
      expect(readAmount(showAmount(cents))).toEqual({ ok: true, cents });
    }),
  );
});

test('what the customer prefers goes before what is usual at the workstation [A-40]', () => {
  expect(proposedPayment(['card'], 'cash')).toEqual({ way: 'card', differing: false });
  expect(proposedPayment([null], 'cash')).toEqual({ way: 'cash', differing: false });
  expect(proposedPayment([null], null)).toEqual({ way: null, differing: false });
});

test('several customers who differ: nothing is preset, and it is said [A-41]', () => {
  expect(proposedPayment(['card', 'invoice'], 'cash')).toEqual({ way: null, differing: true });
  expect(proposedPayment(['card', 'card'], 'cash')).toEqual({ way: 'card', differing: false });
  expect(proposedPayment(['card', null], 'cash')).toEqual({ way: 'card', differing: false });
});
