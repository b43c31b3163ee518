// Which letters a slip may carry and how its lines break. Whatever was typed or pasted becomes letters of the printer's one
// code page: no control byte, which could open a drawer or cut the paper, and nothing that would change the page halfway.
import { tidyLine } from '../../../src-shared/printing/rules.ts';
import type { SlipCodePage } from '../../../src-shared/slips/rules.ts';

/** Letters above ASCII that both the page and a reader know; frames and blocks are left out. */
const LATIN_1 = lettersFrom(0xa1, 0xff).replace('\u00ad', '');
const LETTERS: Readonly<Record<SlipCodePage, ReadonlySet<string>>> = {
  PC858_EURO: lettersOf(
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»ÁÂÀ©¢¥ãÃ¤ðÐÊËÈ€ÍÎÏ¦ÌÓßÔÒõÕµþÞÚÛÙýÝ¯´±¾¶§÷¸°¨·¹³²',
  ),
  WPC1252: lettersOf(`${LATIN_1}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ`),
  ISO8859_15: lettersOf(`${LATIN_1.replace(/[¤¦¨´¸¼½¾]/g, '')}€ŠšŽžŒœŸ`),
};

/** What was found for a letter is kept: single letters, no text. */
const LOOKED_UP: Readonly<Record<SlipCodePage, Map<string, string>>> = {
  ...{ PC858_EURO: new Map(), WPC1252: new Map(), ISO8859_15: new Map() },
};
const MOST_LOOKED_UP = 4_000;

/** For letters that do not come apart into a plain one and its marks. */
const PLAIN: Readonly<Record<string, string>> = {
  ...spread('„“”‟″', '"'),
  ...spread('‚‘’‛′ʼʻ`', "'"),
  ...spread('‐‑‒–—―−', '-'),
  ...spread('•‣∙⁃', '-'),
  ...{ '⁄': '/', '‹': '<', '›': '>' },
  ...{ Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', Ħ: 'H', ħ: 'h', Ŧ: 'T', ŧ: 't', Ŋ: 'N', ŋ: 'n', ı: 'i', ĸ: 'k' },
  ...{ Ø: 'O', ø: 'o', Æ: 'AE', æ: 'ae', Œ: 'OE', œ: 'oe', ẞ: 'SS', Ə: 'E', ə: 'e', ƒ: 'f' },
};

/**
 * One line of letters that the page has: composed, single spaces, accents dropped where the page lacks the letter with them
 * ('Łukasz Şahin' → 'Lukasz Sahin'), and '?' for what has no plain letter.
 */
export function printable(text: string, codePage: SlipCodePage): string {
  const letters = LETTERS[codePage];
  const looked = LOOKED_UP[codePage];
  const shown = Array.from(tidyLine(text), (letter) => {
    const known = looked.get(letter);
    if (known !== undefined) return known;
    const found = shownBy(letter, letters);
    if (looked.size < MOST_LOOKED_UP) looked.set(letter, found);
    return found;
  }).join('');
  return shown.replace(/ {2,}/g, ' ').trim();
}

/**
 * Breaks at spaces and behind hyphens and slashes; a piece wider than a line is cut into lines. Nothing is lost but spaces at
 * the breaks.
 * @param text as `printable` answers it
 * @param width letters in a line, at least 1
 */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const finish = () => {
    if (line.trim() !== '') lines.push(line.trim());
    line = '';
  };
  for (const piece of text.match(/[^\s/-]*[/-]+|[^\s/-]+|\s+/g) ?? []) {
    if ((line + piece).trimEnd().length > width) finish();
    if (line === '' && piece.trim() === '') continue;
    line += piece;
    while (line.trimEnd().length > width) {
      lines.push(line.slice(0, width));
      line = line.slice(width);
    }
  }
  finish();
  return lines;
}

// --- details

function shownBy(letter: string, letters: ReadonlySet<string>): string {
  const known = (one: string) => /^[ -~]$/.test(one) || letters.has(one);
  if (known(letter)) return letter;
  // A mark that nothing was composed with, the tail of an emoji.
  if (/^\p{M}$/u.test(letter)) return '';
  const plain = (one: string) => (known(one) ? one : (PLAIN[one] ?? ''));
  const parts = Array.from(PLAIN[letter] ?? letter.normalize('NFKD').replace(/\p{M}/gu, ''), plain);
  return parts.length > 0 && parts.every((part) => part !== '') ? parts.join('') : '?';
}

function lettersOf(text: string): ReadonlySet<string> {
  return new Set(text);
}

function lettersFrom(first: number, last: number): string {
  return String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, at) => first + at));
}

function spread(letters: string, plain: string): Record<string, string> {
  return Object.fromEntries(Array.from(letters, (letter) => [letter, plain]));
}
