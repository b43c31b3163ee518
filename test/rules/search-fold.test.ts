// Folding: what is one name for a searcher, and the property every ordered index rests on: a prefix stays a prefix.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, unfoldRange } from '../../src-shared/search/fold.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^[a-zäöüßéèñçığøłđœæA-ZÄÖÜẞİŁØĐÆ '’.,-]{0,30}$/),
  fc.stringMatching(/^[aouens ü-]{0,12}$/),
);

describe('fold', () => {
  it.each([
    [['Müller', 'Mueller', 'Muller', 'MÜLLER', 'Mu\u0308ller', 'müller '], 'muller'],
    [['Größl', 'Groessl', 'Grossl', 'GRÖẞL'], 'grossl'],
    [['Łukasz', 'Lukasz'], 'lukasz'],
    [['Şahin-Größl', 'Sahin Groessl', 'ŞAHİN–GRÖSSL'], 'sahin grossl'],
    [['Işık', 'Isik', 'IŞIK'], 'isik'],
    [['Sørensen', 'Sorensen', 'Soerensen'], 'sorensen'],
    [['Đorđević', 'Dordevic'], 'dordevic'],
    [["D'Angelo", 'D’Angelo', 'D´Angelo', 'dangelo'], 'dangelo'],
    [['von  der   Heide', ' von der Heide'], 'von der heide'],
    [['Weiß', 'Weiss'], 'weiss'],
    [['Dr. med. Vogel'], 'dr med vogel'],
    [['', ' - ', '…'], ''],
  ])('%j becomes %j', (texts, folded) => {
    for (const text of texts) expect(fold(text)).toBe(folded);
  });

  it('keeps different names apart', () => {
    expect(fold('Möller')).not.toBe(fold('Müller'));
    expect(fold('Meier')).not.toBe(fold('Maier'));
  });

  it('keeps every typed prefix a prefix', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const whole = fold(text);
        let typed = '';
        for (const character of text) {
          typed += character;
          const folded = fold(typed);
          if (!whole.startsWith(folded)) expect(`${JSON.stringify(typed)} → ${folded}`).toBe(`prefix of ${whole}`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the prefixes of the spelled-out form prefixes too', () => {
    const spelledOut = (text: string) =>
      text.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss');
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zäöüß]{1,12}$/), (text) => {
        for (let length = 1; length <= text.length; length += 1) {
          expect(fold(text).startsWith(fold(spelledOut(text.slice(0, length))))).toBe(true);
        }
      }),
    );
  });

  it('is its own fixed point, lower case and without signs', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = fold(text);
        expect(fold(folded)).toBe(folded);
        expect(folded).not.toMatch(/^ | $| {2}|[.,'’-]/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the place of a match in the text', () => {
  it.each([
    ['Müller-Brandt', 'brandt', 'Brandt'],
    ['Mueller', 'mu', 'Mue'],
    ['Müller', 'mu', 'Mü'],
    ['Mu\u0308ller', 'mu', 'Mu\u0308'],
    ['Größl', 'gross', 'Größ'],
    ['Weiß', 'weis', 'Weiß'],
    ["D'Angelo", 'dan', "D'An"],
    ['von der Heide', 'der', 'der'],
    ['Müller', 'muller', 'Müller'],
  ])('in %j for %j is %j', (text, needle, bold) => {
    const at = fold(text).indexOf(needle);
    const [from, to] = unfoldRange(text, at, at + needle.length);
    expect(text.slice(from, to)).toBe(bold);
  });

  it('always folds back to something that holds the match', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (text, a, b) => {
        const folded = fold(text);
        if (folded === '') return;
        const from = a % folded.length;
        const to = from + 1 + (b % (folded.length - from));
        const [start, end] = unfoldRange(text, from, to);
        expect(end).toBeGreaterThan(start);
        expect(fold(text.slice(0, end)).length).toBeGreaterThanOrEqual(to);
        expect(fold(text.slice(0, start)).length).toBeLessThanOrEqual(from);
      }),
    );
  });
});
