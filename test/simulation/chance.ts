// Seeded chance: the same seed deals the same, on every machine.

/** 0 to 1, one excluded. */
export type Chance = () => number;

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state are plenty for a storm of some hundred draws. */
export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function oneOf<T>(chance: Chance, all: readonly T[]): T {
  const found = all[Math.floor(chance() * all.length)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}

/** One of the keys, as often as its weight says. */
export function weighed<K extends string>(chance: Chance, weights: Readonly<Record<K, number>>): K {
  const keys = Object.keys(weights) as K[];
  let left = chance() * keys.reduce((sum, key) => sum + weights[key], 0);
  for (const key of keys) {
    left -= weights[key];
    if (left < 0) return key;
  }
  return keys.at(-1) as K;
}
