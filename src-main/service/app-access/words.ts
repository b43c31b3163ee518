// Reads the words from which passwords are made, and refuses a list that would make weak or unreadable ones. What makes a
// good word stands in resources/words/README.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const FEWEST_WORDS = 4096;

/**
 * The words of resources/words, sorted.
 * @throws Error when the list is too short, or holds a word twice or with other letters than a–z: a broken installation
 */
export function readPasswordWords(resourcesDirectory: string): readonly string[] {
  const words = readFileSync(join(resourcesDirectory, 'words', 'passwords-de.txt'), 'utf8')
    .trim()
    .split(/\r?\n/);
  if (words.length < FEWEST_WORDS) throw new Error(`the word list has ${words.length} words`);
  if (new Set(words).size !== words.length) throw new Error('the word list holds a word twice');
  if (!words.every((word) => /^[a-z]{4,10}$/.test(word)))
    throw new Error('the word list holds a word with other letters');
  return words;
}
