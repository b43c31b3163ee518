// Kills a counter in the middle of an import, again and again, until the list is through: everybody is there once.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { openCounter } from '../support/counter.ts';
import { choose, csv, ended, lines } from '../support/customer-list.ts';

const CHILD = join(import.meta.dirname, '..', 'support', 'import-child.ts');
const LINES = 24_000;
/** Then the last start is left alone, however slowly the list goes in. */
const MOST_KILLS = 8;

type Last = { kind: string; linesDone: number };

/** Runs the counter and kills it so many milliseconds after so many steps of the import. @returns its last report */
function importUntilKilled(directory: string, steps: number, milliseconds: number): Promise<Last> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let [last, seen]: [Last, number] = [{ kind: 'none', linesDone: 0 }, 0];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [kind = '', linesDone = ''] = line.split(' ');
    last = { kind, linesDone: Number(linesDone) };
    if (kind !== 'checking' && seen++ === steps) setTimeout(() => child.kill('SIGKILL'), milliseconds);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL' || code === 0) resolve(last);
      else reject(new Error(`the counter ended with ${code}`));
    });
  });
}

test('killed at random moments, nobody is doubled and nobody is lost', async () => {
  const seed = Date.now() % 1_000_000;
  console.log(`seed ${seed}`);
  let random = seed;
  const next = (below: number) => {
    random = (random * 48_271) % 2_147_483_647;
    return random % below;
  };
  const counter = await openCounter({ ports: { upkeep: 'byHand' } });
  try {
    await choose(counter, Buffer.from(csv(lines(0, LINES))));
    let [kills, reached] = [0, 0];
    const kinds = new Set<string>();
    for (;;) {
      counter.service.stop();
      const steps = kills < MOST_KILLS ? 1 + next(3) : Number.POSITIVE_INFINITY;
      const last = await importUntilKilled(counter.directory, steps, next(25));
      counter.restart();
      kinds.add(last.kind);
      const house = counter.service.counter.house;
      const read = <R>(sql: string) => house?.db.sqlite.prepare<unknown[]>(sql).get() as R;
      const { n } = read<{ n: number }>('SELECT count(*) AS n FROM customer');
      const run = read<{ linesDone: number; counts: string } | undefined>('SELECT linesDone, counts FROM importRun');
      // Customers and progress are of one transaction; what was reported is there.
      expect(n).toBe(run?.linesDone ?? 0);
      expect(n).toBeGreaterThanOrEqual(Math.max(reached, last.linesDone));
      if (run) expect(JSON.parse(run.counts).taken).toBe(n);
      reached = n;
      if (last.kind === 'ended') break;
      kills++;
    }
    console.log(`killed ${kills} times, while ${[...kinds].join(', ')}`);
    expect(kills).toBeGreaterThan(2);

    const [administrator] = counter.service.counter.session.seat?.employees ?? [];
    await counter.client.signIn.signIn({ employeeId: administrator?.id ?? '', pin: '1234' });
    const state = await ended(counter);
    expect(state.run).toMatchObject({ state: 'done', linesDone: LINES, notSearchableYet: 0, counts: { taken: LINES } });
    const sqlite = counter.service.counter.house?.db.sqlite;
    const numbers = sqlite?.prepare('SELECT number FROM customer ORDER BY CAST(number AS INTEGER)').pluck().all();
    expect(numbers).toEqual(lines(0, LINES).map(([number]) => number));
    for (const [table, rows] of [
      ['customerAddress', LINES],
      ['change WHERE "table" = \'customer\'', LINES],
      ['searchRow', LINES],
      ['searchLast', LINES],
      ['searchUnfed', 0],
    ] as const)
      expect([table, sqlite?.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, rows]);
    expect(sqlite?.pragma('integrity_check', { simple: true })).toBe('ok');
  } finally {
    counter.close();
  }
}, 240_000);
