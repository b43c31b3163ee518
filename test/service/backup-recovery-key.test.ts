// The recovery key on paper: whatever the key, it comes back as it was; slips of the hand are noticed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOfRecoveryKey, recoveryKeyOf } from '../../src-main/service/recovery-key.ts';

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

test('every key comes back, typed in any case, with blanks, dashes and the letters people confuse', () => {
  fc.assert(
    fc.property(keys, (key) => {
      const written = recoveryKeyOf(key);
      expect(written).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){8}[0-9A-HJKMNP-TV-Z]{6}$/);
      for (const typed of [
        written,
        written.toLowerCase(),
        written.replaceAll('-', ' – '),
        written.replaceAll('-', ''),
        written.replaceAll('0', 'o').replaceAll('1', 'l'),
        `  ${written.replaceAll('-', '\n')}\n`,
      ])
        expect(keyOfRecoveryKey(typed)?.equals(key)).toBe(true);
    }),
  );
});

test('of all single wrong letters and swapped neighbours hardly one passes', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 37 + 11) % 256));
  const letters = recoveryKeyOf(key).replaceAll('-', '');
  const passed: string[] = [];
  const attempt = (typed: string) => typed !== letters && keyOfRecoveryKey(typed) && passed.push(typed);
  for (let at = 0; at < letters.length; at++) {
    for (const wrong of '0123456789ABCDEFGHJKMNPQRSTVWXYZ')
      attempt(letters.slice(0, at) + wrong + letters.slice(at + 1));
    attempt(letters.slice(0, at) + letters.slice(at + 1, at + 2) + letters.slice(at, at + 1) + letters.slice(at + 2));
  }
  expect(passed.length).toBeLessThanOrEqual(2);
});

test('too few, too many and impossible letters are no key', () => {
  const written = recoveryKeyOf(Buffer.alloc(32, 9));
  for (const typed of ['', written.slice(1), `${written}0`, written.replace(/.$/, 'U'), written.replace(/.$/, '!')])
    expect(keyOfRecoveryKey(typed)).toBeNull();
});
