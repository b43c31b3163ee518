// Passwords and login codes: their form, an even draw, what of a typed one counts, and the hashes that are kept of them.
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawBelow } from '../../src-main/service/app-access/draw.ts';
import { loginCodeHash, makeLoginCode } from '../../src-main/service/app-access/login-code.ts';
import { makePassword } from '../../src-main/service/app-access/password.ts';
import { readPasswordWords } from '../../src-main/service/app-access/words.ts';
import { hashSecret, verifySecret } from '../../src-main/service/secrets.ts';
import { groupedLoginCode, plainLoginCode, plainPassword } from '../../src-shared/app-access/credentials.ts';

const words = readPasswordWords(fileURLToPath(new URL('../../resources', import.meta.url)));

/** Deals the given 32-bit numbers, most significant byte first. */
function dealing(...numbers: number[]): (count: number) => Uint8Array {
  const bytes = numbers.flatMap((n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]);
  return (count) => {
    if (bytes.length < count) throw new Error('no bytes left');
    return Uint8Array.from(bytes.splice(0, count));
  };
}

describe('an even draw', () => {
  test('takes the remainder of 32 bits', () => {
    expect(drawBelow(90, dealing(0))).toBe(0);
    expect(drawBelow(90, dealing(0x01_00_00_00))).toBe(0x01_00_00_00 % 90);
    expect(drawBelow(2 ** 32, dealing(0xff_ff_ff_ff))).toBe(2 ** 32 - 1);
  });

  test('draws again where the remainder would favour small numbers', () => {
    const lastFair = 2 ** 32 - (2 ** 32 % 90) - 1;
    expect(drawBelow(90, dealing(lastFair))).toBe(89);
    expect(drawBelow(90, dealing(lastFair + 1, 0xff_ff_ff_ff, 7))).toBe(7);
  });

  test('never leaves its range', () => {
    const limit = fc.integer({ min: 1, max: 2 ** 32 });
    fc.assert(
      fc.property(limit, (below) => {
        const drawn = drawBelow(below, randomBytes);
        return Number.isInteger(drawn) && drawn >= 0 && drawn < below;
      }),
    );
    for (const bad of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN])
      expect(() => drawBelow(bad, randomBytes)).toThrow(RangeError);
  });

  test('deals every one of a few numbers about equally often', () => {
    const counts = new Array<number>(90).fill(0);
    for (let i = 0; i < 90_000; i++) {
      const drawn = drawBelow(90, randomBytes);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    // 1000 expected each, standard deviation 31: seven of them away is one run in 10¹⁰.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(220);
  });
});

describe('a password', () => {
  test('is four words of the list and a two-digit number', () => {
    for (let i = 0; i < 500; i++) {
      const { printed, plain } = makePassword(words, randomBytes);
      const parts = printed.split('-');
      expect(parts).toHaveLength(5);
      for (const word of parts.slice(0, 4)) expect(words).toContain(word);
      expect(Number(parts[4])).toBeGreaterThanOrEqual(10);
      expect(Number(parts[4])).toBeLessThanOrEqual(99);
      expect(plain).toBe(parts.join(''));
    }
  });

  test('uses what the source deals, in order', () => {
    const { printed } = makePassword(['abend', 'biber', 'chor'], dealing(0, 1, 2, 1, 37));
    expect(printed).toBe('abend-biber-chor-biber-47');
  });

  test('reaches the first and the last word and number', () => {
    const last = words.length - 1;
    expect(makePassword(words, dealing(0, last, 0, last, 0)).printed).toBe(
      `${words[0]}-${words[last]}-${words[0]}-${words[last]}-10`,
    );
    expect(makePassword(words, dealing(0, 0, 0, 0, 89)).printed).toMatch(/-99$/);
  });

  test('holds at least 54 bits', () => {
    expect(4 * Math.log2(words.length) + Math.log2(90)).toBeGreaterThan(54);
  });

  test.each([
    'gartentor-laterne-otter-wolke-47',
    'Gartentor Laterne Otter Wolke 47',
    ' GARTENTOR–laterne—otter_wolke.47 ',
    'gartentorlaterneotterwolke47',
    'gartentor\u00a0-\u2011laterne\u200b otter\nwolke ４７',
  ])('counts the same however a phone writes it: %j', (typed) => {
    expect(plainPassword(typed)).toBe('gartentorlaterneotterwolke47');
  });

  test('keeps what differs in letters or digits apart', () => {
    const plain = plainPassword('gartentor-laterne-otter-wolke-47');
    for (const other of [
      'gartentor-laterne-otter-wolke-48',
      'gartentor-laterne-otter-wolken-47',
      'laterne-gartentor-47',
    ])
      expect(plainPassword(other)).not.toBe(plain);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (any) => plainPassword(plainPassword(any)) === plainPassword(any)),
    );
  });

  test('is checked against a salted Argon2id hash of 19 MiB, two passes, one lane', async () => {
    const { plain } = makePassword(words, randomBytes);
    const [one, two] = await Promise.all([hashSecret(plain), hashSecret(plain)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(two).not.toBe(one);
    expect(await verifySecret(one, plain)).toBe(true);
    expect(await verifySecret(one, `${plain}0`)).toBe(false);
    await expect(verifySecret('kein hash', plain)).rejects.toThrow();
  });
});

describe('a login code', () => {
  test('has 140 bits in 28 letters, every bit of them used', () => {
    expect(makeLoginCode(() => new Uint8Array(28))).toBe('0'.repeat(28));
    expect(makeLoginCode(() => new Uint8Array(28).fill(255))).toBe('Z'.repeat(28));
    const seen = new Set(Array.from({ length: 200 }, () => makeLoginCode(randomBytes)).join(''));
    expect([...seen].sort().join('')).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
    expect(28 * Math.log2(seen.size)).toBeGreaterThanOrEqual(128);
  });

  test('survives grouping, small letters and the letters that are easily mixed up', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 28, maxLength: 28 }), (bytes) => {
        const code = makeLoginCode(() => bytes);
        const grouped = groupedLoginCode(code);
        expect(grouped).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
        expect(plainLoginCode(` ${grouped.toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l')} `)).toBe(code);
        expect(loginCodeHash(grouped)).toBe(loginCodeHash(code));
      }),
    );
  });

  test('is looked up by SHA-256, and nothing else passes for one', () => {
    // printf 0000000000000000000000000000 | sha256sum
    expect(loginCodeHash('0'.repeat(28))).toBe('d77bd86a0e004d9c21a03cdbfeac637b484d184bdda05d72ad726e029c9003a1');
    for (const wrong of ['', '0'.repeat(27), '0'.repeat(29), 'U'.repeat(28)]) {
      expect(plainLoginCode(wrong)).toBeNull();
      expect(() => loginCodeHash(wrong)).toThrow();
    }
  });
});
