// Draws evenly from a source of random bytes. The source is an argument, so that tests can deal the bytes themselves.

/** Answers that many unpredictable bytes; `randomBytes` of node:crypto in the program. */
export type RandomBytes = (count: number) => Uint8Array;

const SPAN = 2 ** 32;

/**
 * A whole number from 0 to `limit` − 1, each equally likely: 32 random bits, drawn again when they lie in the last,
 * incomplete round of `limit`, because a plain remainder would favour the small numbers.
 * @throws RangeError when `limit` is not a whole number from 1 to 2³²
 */
export function drawBelow(limit: number, random: RandomBytes): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > SPAN) throw new RangeError(`no even draw below ${limit}`);
  const fair = SPAN - (SPAN % limit);
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4);
    const bits = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
    if (bits < fair) return bits % limit;
  }
}
