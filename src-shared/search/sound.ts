// Decides which names sound alike in German (Kölner Phonetik, Postel 1969, see facts 8).
// It only ranks: Müller and Möller share a code, so it must never decide that two people are one.

/**
 * The code of a folded name (see fold): digits, '' when there is no letter a-z in it. Blanks are skipped, so a double
 * name has one code.
 */
export function soundCode(folded: string): string {
  const letters = folded.replace(/[^a-z]+/g, '');
  let code = '';
  let before = '';
  for (let at = 0; at < letters.length; at += 1) {
    for (const digit of digitsAt(letters, at)) {
      if (digit !== before && (digit !== '0' || code === '')) code += digit;
      before = digit;
    }
  }
  return code;
}

function digitsAt(letters: string, at: number): string {
  const previous = letters[at - 1] ?? '';
  const next = letters[at + 1] ?? '';
  switch (letters[at]) {
    case 'a':
    case 'e':
    case 'i':
    case 'j':
    case 'o':
    case 'u':
    case 'y':
      return '0';
    case 'b':
      return '1';
    case 'p':
      return next === 'h' ? '3' : '1';
    case 'd':
    case 't':
      return isOneOf(next, 'csz') ? '8' : '2';
    case 'f':
    case 'v':
    case 'w':
      return '3';
    case 'g':
    case 'k':
    case 'q':
      return '4';
    case 'c':
      if (at === 0) return isOneOf(next, 'ahkloqrux') ? '4' : '8';
      if (isOneOf(previous, 'sz')) return '8';
      return isOneOf(next, 'ahkoqux') ? '4' : '8';
    case 'x':
      return isOneOf(previous, 'ckq') ? '8' : '48';
    case 'l':
      return '5';
    case 'm':
    case 'n':
      return '6';
    case 'r':
      return '7';
    case 's':
    case 'z':
      return '8';
    default:
      return '';
  }
}

function isOneOf(letter: string, letters: string): boolean {
  return letter !== '' && letters.includes(letter);
}
