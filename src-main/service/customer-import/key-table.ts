// A set of keys with a number each, for millions of them: what a key was made of is not kept, only 64 bits of it, in flat
// memory (12 bytes an entry). Two different keys among ten million share those bits with a chance of three in a million.

/** 64 bits that stand for one text after the other. Not yet finished: `followed` goes on from it. */
export type Key = { readonly high: number; readonly low: number };

export function keyOf(text: string): Key {
  return followed(NOTHING, text);
}

/** The key of everything before and of `text`, with a border between: ('ab', 'c') is not ('a', 'bc'). Nothing is joined. */
export function followed(key: Key, text: string): Key {
  let { high, low } = key;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : BORDER;
    high = Math.imul(high ^ code, 0x5bd1e995);
    high ^= high >>> 15;
    low = (Math.imul(low ^ code, 0x01000193) + at) | 0;
  }
  return { high, low };
}

/** For telling names apart once a key has met. */
export function bits32(key: Key): number {
  return mixed(key.high);
}

export class KeyTable {
  /** Low bits, high bits, and the entry's number plus one (0 = free), side by side: a look costs the memory one access. */
  #words: Uint32Array;
  #slots = FIRST_SLOTS;
  #entries = 0;

  /** @param expected entries, so that it need not grow on the way */
  constructor(expected = 0) {
    while (this.#slots * FULLEST < expected) this.#slots *= 2;
    this.#words = new Uint32Array(this.#slots * WORDS);
  }

  /** The number given with the key first; -1 when it is unknown. */
  get(key: Key): number {
    return (this.#words[this.#place(mixed(key.high), mixed(key.low)) + VALUE] ?? 0) - 1;
  }

  /** What was added first stays. */
  add(key: Key, value: number): void {
    if (this.#entries + 1 > this.#slots * FULLEST) this.#grow();
    const [high, low] = [mixed(key.high), mixed(key.low)];
    const place = this.#place(high, low);
    if (this.#words[place + VALUE] !== 0) return;
    this.#put(place, high, low, value + 1);
    this.#entries++;
  }

  /** Where the key is, or would be put. */
  #place(high: number, low: number): number {
    const words = this.#words;
    const mask = this.#slots - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const place = slot * WORDS;
      if (words[place + VALUE] === 0 || (words[place] === low && words[place + HIGH] === high)) return place;
    }
  }

  #put(place: number, high: number, low: number, value: number): void {
    this.#words[place] = low;
    this.#words[place + HIGH] = high;
    this.#words[place + VALUE] = value;
  }

  #grow(): void {
    const old = this.#words;
    this.#slots *= 2;
    this.#words = new Uint32Array(this.#slots * WORDS);
    for (let from = 0; from < old.length; from += WORDS) {
      const [low = 0, high = 0, value = 0] = [old[from], old[from + HIGH], old[from + VALUE]];
      if (value !== 0) this.#put(this.#place(high, low), high, low, value);
    }
  }
}

// --- details

const FIRST_SLOTS = 1 << 16;
const FULLEST = 0.7;
const WORDS = 3;
const HIGH = 1;
const VALUE = 2;

const NOTHING: Key = { high: 0x9747b28c | 0, low: 0x3c6ef372 };
/** No letter: what lies between the columns of a list. */
const BORDER = 0x1f;

/** Near keys lie far apart (murmur3's mixing). */
function mixed(value: number): number {
  let v = value;
  v = Math.imul(v ^ (v >>> 16), 0x85ebca6b);
  v = Math.imul(v ^ (v >>> 13), 0xc2b2ae35);
  return (v ^ (v >>> 16)) >>> 0;
}
