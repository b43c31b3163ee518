// What every measurement is made of: percentiles, alternating rounds, and a probe that says whether the machine was quiet.

export type Spread = { p50: number; p95: number; p99: number; max: number };

/** Milliseconds, sorted or not. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The median of each figure over several rounds. */
export function medianSpread(rounds: readonly Spread[]): Spread {
  const of = (key: keyof Spread) => median(rounds.map((round) => round[key]));
  return { p50: of('p50'), p95: of('p95'), p99: of('p99'), max: of('max') };
}

export const ROUNDS = 3;

/** Runs the parts in turn, so that a slow moment of the machine meets all of them, and gives each one's rounds. */
export async function inRounds<K extends string>(
  parts: Readonly<Record<K, () => Promise<readonly number[]> | readonly number[]>>,
  rounds = ROUNDS,
): Promise<Record<K, Spread>> {
  const names = Object.keys(parts) as K[];
  const found = new Map<K, Spread[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) found.get(name)?.push(spreadOf(await parts[name]()));
  }
  const entries = names.map((name) => [name, medianSpread(found.get(name) ?? [])]);
  return Object.fromEntries(entries) as Record<K, Spread>;
}

export type Quiet = { ratio: number; quiet: boolean };

/** A fixed loop, many times: p95 over p50 is near 1 on a quiet machine. Beyond 1.5 figures are not to be trusted. */
export function probeNoise(): Quiet {
  const times: number[] = [];
  for (let run = 0; run < 260; run += 1) {
    const began = performance.now();
    let sum = 0;
    for (let at = 0; at < 300_000; at += 1) sum = (sum * 31 + at) | 0;
    const took = performance.now() - began;
    // The first runs meet a loop that is not compiled yet. (The sum keeps the loop from being left out.)
    if (run >= 60 && sum !== 1) times.push(took);
  }
  const { p50, p95 } = spreadOf(times);
  return { ratio: p95 / p50, quiet: p95 / p50 <= 1.5 };
}
