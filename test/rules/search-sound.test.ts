// Kölner Phonetik against the vectors of facts 8.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src-shared/search/fold.ts';
import { soundCode } from '../../src-shared/search/sound.ts';

describe('sound code', () => {
  it.each([
    ['Müller-Lüdenscheidt', '65752682'],
    ['Wikipedia', '3412'],
    ['Breschnew', '17863'],
    ...['Meyer', 'Maier', 'Mayr'].map((name) => [name, '67']),
    ...['Müller', 'Mueller', 'Möller'].map((name) => [name, '657']),
    ...['Schmidt', 'Schmitt', 'Schmid'].map((name) => [name, '862']),
    ...['Schulz', 'Schultze'].map((name) => [name, '858']),
    ...['Vogel', 'Fogel'].map((name) => [name, '345']),
    ...['Christian', 'Kristian'].map((name) => [name, '47826']),
    ['Xaver', '4837'],
    ['Philipp', '351'],
    ['Anna', '06'],
    ['H', ''],
    ['', ''],
  ])('of %s is %s', (name, code) => {
    expect(soundCode(fold(name))).toBe(code);
  });

  it('has no repeated digit and a zero only in front', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{0,20}$/), (folded) => {
        expect(soundCode(folded)).toMatch(/^0?[1-8]*$/);
        expect(soundCode(folded)).toBe(soundCode(folded.replace(/ /g, '')));
      }),
    );
  });
});
