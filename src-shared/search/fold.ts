// Decides which spellings of a name count as the same when one is searched for or compared.
// It knows characters only: no fields, no ranking, no database.

/** Letters that NFKD leaves whole. 'æ' and 'œ' become one letter because 'ae' and 'oe' do. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  æ: 'a',
  œ: 'o',
  ς: 'σ',
};

const BEYOND_ASCII = /[^\0-\x7f]/;
const WHOLE_LETTER = /[ßıłøđðþħŧŋæœς]/g;
const MARKS = /\p{M}+/gu;
/** Apostrophes vanish (D'Angelo is found as dangelo); every other sign separates (Müller-Lüdenscheidt is two words). */
const APOSTROPHES = /['’‘ʼ`´·]+/g;
const SEPARATORS = /[^\p{L}\p{N}]+/gu;
const ASCII_SEPARATORS = /[^a-z0-9]+/g;
const SPELLED_OUT_UMLAUT = /([aou])e+/g;

/**
 * The folded form of a text: lower case, ü = ue = u (likewise ä, ö), ß = ss, no accents, words separated by one blank.
 * For every prefix p of a text t, fold(p) is a prefix of fold(t), so an ordered index of folded names answers each
 * keystroke. It over-matches a little on purpose: 'Bauer' and 'Baur' fold alike. fold(fold(t)) = fold(t).
 */
export function fold(text: string): string {
  let folded = text;
  if (BEYOND_ASCII.test(folded)) {
    folded = folded
      .replace(APOSTROPHES, '')
      .normalize('NFKD')
      .toLowerCase()
      .replace(MARKS, '')
      .replace(WHOLE_LETTER, (letter) => WHOLE_LETTERS[letter] ?? letter)
      .replace(APOSTROPHES, '')
      .replace(SPELLED_OUT_UMLAUT, '$1')
      .replace(SEPARATORS, ' ');
  } else {
    folded = folded
      .toLowerCase()
      .replace(APOSTROPHES, '')
      .replace(SPELLED_OUT_UMLAUT, '$1')
      .replace(ASCII_SEPARATORS, ' ');
  }
  return folded.trim();
}

/**
 * Where a stretch of fold(text) lies in the text itself, as [from, to) in UTF-16 units, for printing it bold.
 * from and to count in fold(text).
 */
export function unfoldRange(text: string, from: number, to: number): [number, number] {
  const ends = [0];
  const lengths = [0];
  let end = 0;
  for (const character of text) {
    end += character.length;
    ends.push(end);
    lengths.push(fold(text.slice(0, end)).length);
  }
  let first = 0;
  while (first + 1 < lengths.length && (lengths[first + 1] ?? 0) <= from) first += 1;
  let last = first;
  while (last + 1 < lengths.length && (lengths[last] ?? 0) < to) last += 1;
  // A mark or the 'e' of 'ue' that folds away belongs to the letter before it; a blank or hyphen does not.
  while (last + 1 < lengths.length && lengths[last + 1] === lengths[last]) {
    const next = text.slice(ends[last], ends[last + 1]);
    if (!/[\p{L}\p{M}]/u.test(next)) break;
    last += 1;
  }
  return [ends[first] ?? 0, ends[last] ?? text.length];
}
