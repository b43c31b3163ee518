// The word list that customers' passwords are made of: big enough, easy to type, and no two words that are easily mixed up.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FEWEST_WORDS, readPasswordWords } from '../../src-main/service/app-access/words.ts';

const words = readPasswordWords(fileURLToPath(new URL('../../resources', import.meta.url)));

/** Every way to leave out one letter, and every way to put a '?' over one or to swap two neighbours. */
function neighbours(word: string): string[] {
  const found: string[] = [];
  for (let i = 0; i < word.length; i++) {
    found.push(`-${word.slice(0, i)}${word.slice(i + 1)}`, `?${word.slice(0, i)}?${word.slice(i + 1)}`);
    if (i > 0) found.push(`=${[word.slice(0, i - 1) + word[i] + word[i - 1] + word.slice(i + 1), word].sort()[0]}`);
  }
  return found;
}

/** How a word sounds to a German ear, roughly: doubled letters, silent h, hard endings, f/v/ph, k/c/ck, x/chs … are one. */
function sound(word: string): string {
  const pairs: [RegExp, string][] = [
    [/sch/g, '$'],
    [/tz/g, 'z'],
    [/chs|cks|ks/g, 'x'],
    [/ph|v/g, 'f'],
    [/th|dt/g, 't'],
    [/ck|c(?!h)/g, 'k'],
    [/qu/g, 'kw'],
    [/a[iy]|ey/g, 'ei'],
    [/i[eh]|y/g, 'i'],
    [/([aeiou])h(?=[^aeiou]|$)/g, '$1'],
    [/(.)\1+/g, '$1'],
    [/d$/, 't'],
    [/b$/, 'p'],
    [/g$/, 'k'],
  ];
  return pairs.reduce((text, [from, to]) => text.replace(from, to), word);
}

/** The words that share a key with another word. */
function collisions(keysOf: (word: string) => string[]): string[] {
  const first = new Map<string, string>();
  const found: string[] = [];
  for (const word of words)
    for (const key of keysOf(word)) {
      const other = first.get(key);
      if (other !== undefined && other !== word) found.push(`${other}/${word}`);
      first.set(key, word);
    }
  return found;
}

describe('the shipped words', () => {
  test('are enough, sorted and plain small letters', () => {
    expect(words.length).toBeGreaterThanOrEqual(FEWEST_WORDS);
    expect(words).toEqual([...words].sort());
    expect(words.filter((word) => !/^[a-z]{4,10}$/.test(word))).toEqual([]);
    expect(words.filter((word) => /(.)\1\1/.test(word))).toEqual([]);
  });

  test('differ from each other by two letters or more', () => {
    expect(collisions((word) => [word, ...neighbours(word)].filter((key) => !key.startsWith('-')))).toEqual([]);
    const all = new Set(words);
    const shorter = words.filter((word) =>
      neighbours(word).some((key) => key.startsWith('-') && all.has(key.slice(1))),
    );
    expect(shorter).toEqual([]);
  });

  test('sound different', () => {
    expect(collisions((word) => [sound(word)])).toEqual([]);
  });

  test('are no two forms of one word', () => {
    const endings = ['', 'e', 'en', 'er', 'es', 'n', 's', 'el', 'ern', 'eln', 'ung', 'ig', 'lich', 'in', 'end'];
    const stems = (word: string) =>
      endings
        .filter((ending) => word.endsWith(ending) && word.length - ending.length >= 4)
        .map((ending) => word.slice(0, word.length - ending.length));
    expect(collisions(stems)).toEqual([]);
  });

  test('hold none of what the list must not hold', () => {
    const never =
      /hitler|nazi|jude|krieg|waffe(?!l)|mord|tod|leiche|sarg|krebs|arsch|titte|penis|hure|sex|porno|gott|jesus|allah|kirche|granate|schwein|idiot|wichs|fick|neger|zyklon|schnaps|droge|alkohol|^bier|^wein(?!rebe|traube|berg|blatt|laub)/;
    expect(words.filter((word) => never.test(word))).toEqual([]);
  });

  test('say where they come from', () => {
    const notice = readFileSync(new URL('../../resources/words/README.md', import.meta.url), 'utf8');
    expect(notice).toMatch(/NOTICE: .*MIT/s);
  });
});
