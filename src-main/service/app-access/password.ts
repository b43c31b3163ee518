// Makes the password that stands on the password letter. It is shown on paper only; what is kept is a hash of its plain
// form (service/secrets.ts), so nothing here stores, logs or returns it twice.
import { plainPassword } from '../../../src-shared/app-access/credentials.ts';
import { drawBelow, type RandomBytes } from './draw.ts';

const WORDS = 4;
const SMALLEST_NUMBER = 10;
const NUMBERS = 90;

export type NewPassword = {
  /** As printed and typed: 'gartentor-laterne-otter-wolke-47'. */
  readonly printed: string;
  /** What is hashed: the printed form without hyphens, see `plainPassword`. */
  readonly plain: string;
};

/**
 * Four words and a number from 10 to 99, drawn evenly and independently.
 *
 * Entropy with 4096 words: 4 × log2(4096) + log2(90) = 48 + 6.49 = 54.4 bits; with the 4283 words shipped 54.7.
 * A lock after ten wrong passwords leaves a guesser at the server no chance; whoever has stolen the hashes needs 2⁵³
 * Argon2id runs of 19 MiB each on average, about 9 million years on a machine that does 30 a second.
 */
export function makePassword(words: readonly string[], random: RandomBytes): NewPassword {
  const parts: string[] = [];
  for (let i = 0; i < WORDS; i++) {
    const word = words[drawBelow(words.length, random)];
    if (word === undefined) throw new Error('the word list is empty');
    parts.push(word);
  }
  parts.push(String(SMALLEST_NUMBER + drawBelow(NUMBERS, random)));
  const printed = parts.join('-');
  return { printed, plain: plainPassword(printed) };
}
