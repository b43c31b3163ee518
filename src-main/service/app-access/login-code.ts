// Makes the login code behind the QR code: a random key without any personal data in it. The counter keeps the code in its
// encrypted database for reprints; the branch server only ever compares the hash.
import { createHash } from 'node:crypto';
import { LOGIN_CODE_ALPHABET, LOGIN_CODE_LETTERS, plainLoginCode } from '../../../src-shared/app-access/credentials.ts';
import type { RandomBytes } from './draw.ts';

/** 28 letters of 5 bits = 140 random bits. 256 is a multiple of 32, so five bits of a byte are drawn evenly. */
export function makeLoginCode(random: RandomBytes): string {
  return Array.from(random(LOGIN_CODE_LETTERS), (byte) => LOGIN_CODE_ALPHABET[byte & 31]).join('');
}

/**
 * SHA-256 in hex, by which the server finds the access. A fast hash without salt is right here and only here: 140 random
 * bits cannot be guessed, and a look-up needs the same hash every time.
 * @throws Error when `code` is no login code
 */
export function loginCodeHash(code: string): string {
  const plain = plainLoginCode(code);
  if (plain === null) throw new Error('not a login code');
  return createHash('sha256').update(plain).digest('hex');
}
