// R1: the report 'Mögliche Dubletten' over all customers, in the background: what it does to the keystrokes meanwhile, how long it
// takes and how much memory it holds.
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import type { DuplicatesQuestion, DuplicatesState } from './duplicates-process.ts';
import { medianSpread, ROUNDS, type Spread, spreadOf } from './measure.ts';
import { mb, ms } from './report.ts';

/** All of it, thread and page caches included. */
const MOST_BYTES = 512 * 1024 * 1024;
const LONGEST_MS = 30 * 60_000;

export async function measureDuplicates({ report, count, sample, queries }: Bench): Promise<void> {
  const shop = new Child('duplicates-process', [sample.directory]);
  const ask = <A>(question: DuplicatesQuestion) => shop.ask<A>(question);
  const state = () => ask<DuplicatesState>({ kind: 'state' });
  const keys = async () => spreadOf((await ask<{ times: number[] }>({ kind: 'search', texts: queries.keys })).times);
  try {
    await keys();
    const quiet: Spread[] = [];
    for (let round = 0; round < ROUNDS; round += 1) quiet.push(await keys());
    const before = await state();
    const began = performance.now();
    await ask({ kind: 'start' });
    const meanwhile: Spread[] = [];
    let most = before.bytes;
    for (;;) {
      const found = await keys();
      const now = await state();
      if (!now.running || performance.now() - began > LONGEST_MS) break;
      meanwhile.push(found);
      most = Math.max(most, now.bytes);
      await new Promise((passed) => setTimeout(passed, 1000));
    }
    const seconds = (performance.now() - began) / 1000;
    const { pairs, done, parts } = await state();
    const [least, own] = [medianSpread(quiet), medianSpread(meanwhile)];
    const what = `keystroke p95 beside the search for duplicates among ${count}`;
    const values = { value: ms(own.p95), against: `quiet ${ms(least.p95)}`, ratio: own.p95 / least.p95, atMost: 1.2 };
    report.goal({ id: 'R1', what, ...values, note: `p50 ${ms(own.p50)}, quiet ${ms(least.p50)}` });
    const memory = {
      value: mb(most - before.bytes),
      against: mb(MOST_BYTES),
      ratio: (most - before.bytes) / MOST_BYTES,
    };
    report.goal({ id: 'R1', what: 'memory it takes besides', ...memory, atMost: 1 });
    const share = { value: `${done}`, against: `${parts} parts`, ratio: done / parts, atLeast: 1, steady: true };
    report.goal({
      id: 'R1',
      what: 'all parts looked through',
      ...share,
      note: `${pairs} pairs in ${seconds.toFixed(0)} s`,
    });
  } finally {
    await shop.end();
  }
}
