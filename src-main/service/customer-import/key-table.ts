// A set of text keys with a number each, for millions of them: the keys themselves are not kept, only 64 bits of each, in
// flat memory (12 bytes an entry). Two different keys among ten million share those bits with a chance of three in a million.

const FIRST_SLOTS = 1 << 16;
const FULLEST = 0.7;

export class KeyTable {
  #high: Uint32Array;
  #low: Uint32Array;
  /** The entry's number plus one; 0 = free. */
  #value: Uint32Array;
  #entries = 0;

  /** @param expected entries, so that it need not grow on the way */
  constructor(expected = 0) {
    let slots = FIRST_SLOTS;
    while (slots * FULLEST < expected) slots *= 2;
    this.#high = new Uint32Array(slots);
    this.#low = new Uint32Array(slots);
    this.#value = new Uint32Array(slots);
  }

  /** The number given with the key first; -1 when it is unknown. */
  get(key: string): number {
    const [high, low] = hash(key);
    return (this.#value[this.#slot(high, low)] ?? 0) - 1;
  }

  /** What was added first stays. */
  add(key: string, value: number): void {
    if (this.#entries + 1 > this.#value.length * FULLEST) this.#grow();
    const [high, low] = hash(key);
    const slot = this.#slot(high, low);
    if (this.#value[slot] !== 0) return;
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#value[slot] = value + 1;
    this.#entries++;
  }

  /** Where the key is, or would be put. */
  #slot(high: number, low: number): number {
    const mask = this.#value.length - 1;
    let slot = low & mask;
    while (this.#value[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high)) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [high, low, value] = [this.#high, this.#low, this.#value];
    this.#high = new Uint32Array(high.length * 2);
    this.#low = new Uint32Array(high.length * 2);
    this.#value = new Uint32Array(high.length * 2);
    for (let from = 0; from < value.length; from++) {
      if (value[from] === 0) continue;
      const slot = this.#slot(high[from] ?? 0, low[from] ?? 0);
      this.#high[slot] = high[from] ?? 0;
      this.#low[slot] = low[from] ?? 0;
      this.#value[slot] = value[from] ?? 0;
    }
  }
}

/** Two 32-bit hashes with different multipliers, each finished so that near keys lie far apart (murmur3's mixing). */
function hash(key: string): [number, number] {
  let high = 0x9747b28c;
  let low = 0x3c6ef372;
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at);
    high = Math.imul(high ^ code, 0x5bd1e995);
    high ^= high >>> 15;
    low = Math.imul(low ^ code, 0x01000193) + at;
  }
  return [mixed(high), mixed(low)];
}

/** For telling names apart once a key has met. */
export function hash32(text: string): number {
  return hash(text)[0];
}

function mixed(value: number): number {
  let v = value;
  v = Math.imul(v ^ (v >>> 16), 0x85ebca6b);
  v = Math.imul(v ^ (v >>> 13), 0xc2b2ae35);
  return (v ^ (v >>> 16)) >>> 0;
}
