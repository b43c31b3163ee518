// The recovery key: the database key as a person can copy it from paper, with a check so that a slip is noticed.
import { createHash } from 'node:crypto';

// Crockford's base 32: no I, L, O, U.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 32 bytes → 54 letters in groups of six. */
export function recoveryKeyOf(key: Buffer | null): string {
  if (!key) throw new Error('no key');
  const bytes = Buffer.concat([key, check(key)]);
  let bits = BigInt(`0x${bytes.toString('hex')}`);
  let letters = '';
  for (let i = 0; i < 54; i++) {
    letters = ALPHABET[Number(bits & 31n)] + letters;
    bits >>= 5n;
  }
  return letters.match(/.{6}/g)?.join('-') ?? letters;
}

/** null when letters are missing or the check fails; case, blanks and hyphens do not matter, O is 0, I and L are 1. */
export function keyOfRecoveryKey(typed: string): Buffer | null {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (letters.length !== 54) return null;
  let bits = 0n;
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    bits = (bits << 5n) | BigInt(value);
  }
  const hex = bits.toString(16).padStart(66, '0');
  if (hex.length !== 66) return null;
  const bytes = Buffer.from(hex, 'hex');
  const key = bytes.subarray(0, 32);
  return check(key).equals(bytes.subarray(32)) ? Buffer.from(key) : null;
}

// 54 letters hold 270 bits: 256 of the key, 8 of the check, 6 zero.
function check(key: Buffer): Buffer {
  return createHash('sha256').update('tresen recovery').update(key).digest().subarray(0, 1);
}
