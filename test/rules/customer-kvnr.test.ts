// KVNR: the gematik example numbers of facts 6, the refusals, and that one wrong digit never passes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kvnrCheckDigit, readKvnr } from '../../src-shared/customers/kvnr.ts';

const CORRECT =
  'A123456780 B234567895 C345678908 D456789013 E567890127 F678901231 G789012344 H890123459 I901234562 J012345677 K123456781 L234567896 M345678909 N456789014 O567890128 P678901232 Z987654321'.split(
    ' ',
  );

describe('KVNR', () => {
  it.each(CORRECT)('takes the example number %s', (kvnr) => {
    expect(readKvnr(kvnr)).toEqual({ kind: 'kvnr', kvnr });
  });

  it('takes it as people type it', () => {
    expect(readKvnr(' a123 456-780 ')).toEqual({ kind: 'kvnr', kvnr: 'A123456780' });
  });

  it.each([
    ['A123456781', 'checkDigit'],
    ['', 'empty'],
    ['   ', 'empty'],
    ['A12345678', 'length'],
    ['A1234567800', 'length'],
    ['1123456780', 'form'],
    ['Ä123456780', 'form'],
    ['AB23456780', 'form'],
  ])('refuses %j because of %s', (text, reason) => {
    expect(readKvnr(text)).toEqual({ kind: 'refused', reason });
  });

  it('finds every single wrong digit', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 });
    const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    fc.assert(
      fc.property(letter, digits, fc.nat(7), fc.integer({ min: 1, max: 9 }), (first, rest, at, shift) => {
        const body = first + rest.join('');
        const kvnr = `${body}${kvnrCheckDigit(body)}`;
        expect(readKvnr(kvnr).kind).toBe('kvnr');
        const wrong = rest.with(at, ((rest[at] ?? 0) + shift) % 10);
        expect(readKvnr(`${first}${wrong.join('')}${kvnr[9]}`)).toEqual({ kind: 'refused', reason: 'checkDigit' });
      }),
    );
  });
});
