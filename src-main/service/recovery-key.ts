// The recovery key: the database key as a person can copy it from paper, with a check so that a slip is noticed.
import { createHash } from 'node:crypto';

// Crockford's base 32: no I, L, O, U.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

// 54 letters hold 270 bits: 256 of the key and 14 of the check, which one slip in 16 000 passes.
const LETTERS = 54;
const CHECK_BITS = 14n;

/** 32 bytes → 54 letters in groups of six. */
export function recoveryKeyOf(key: Buffer | null): string {
  if (!key) throw new Error('no key');
  let bits = (BigInt(`0x${key.toString('hex')}`) << CHECK_BITS) | check(key);
  let letters = '';
  for (let i = 0; i < LETTERS; i++) {
    letters = ALPHABET[Number(bits & 31n)] + letters;
    bits >>= 5n;
  }
  return letters.match(/.{6}/g)?.join('-') ?? letters;
}

/** null when letters are missing or the check fails; case, blanks and dashes do not matter, O is 0, I and L are 1. */
export function keyOfRecoveryKey(typed: string): Buffer | null {
  const letters = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (letters.length !== LETTERS) return null;
  let bits = 0n;
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    bits = (bits << 5n) | BigInt(value);
  }
  const key = Buffer.from((bits >> CHECK_BITS).toString(16).padStart(64, '0'), 'hex');
  return check(key) === (bits & ((1n << CHECK_BITS) - 1n)) ? key : null;
}

function check(key: Buffer): bigint {
  const hash = createHash('sha256').update('tresen recovery').update(key).digest();
  return BigInt(hash.readUInt16BE(0)) >> (16n - CHECK_BITS);
}
