// S2, S3, S4, S9: the same keystrokes asked of the product and of its peers, each in a process of its own, and what memory
// and disk they take.
import { spawnSync } from 'node:child_process';
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import { inRounds } from './measure.ts';
import type { PeerName } from './peer-engines.ts';
import type { PeerQuestion } from './peer-process.ts';
import { mb, ms } from './report.ts';
import type { SearchQuestion } from './search-process.ts';

type Answer = { times: number[]; wrong: number; found: number };

/** What a peer needs to be there; the cold start of the product is held against it. */
export type PeerFacts = { buildSeconds: number; bytes: number };

export async function measurePeers(bench: Bench): Promise<void> {
  const { count, report } = bench;
  const large = count >= 1_000_000;
  // MiniSearch takes a third of a second for a keystroke: a share of the keys is enough.
  const keys = bench.queries.keys.filter((_text, at) => at % Math.ceil(bench.queries.keys.length / 150) === 0);
  for (let warm = 0; warm < 3; warm += 1) {
    await bench.product.ask({ kind: 'search', texts: bench.queries.keys } satisfies SearchQuestion);
  }
  await against(bench, 'minisearch', { id: 'S2', keys, atLeast: large ? 300 : 50 });
  const flexsearch = await against(bench, 'flexsearch', { id: 'S2', keys, atLeast: large ? 20 : 8 });
  if (flexsearch) {
    bench.facts.flexsearch = flexsearch;
    if (large) await measureMemory(bench, flexsearch);
  }
  if (count === 100_000) await against(bench, 'pouchdb', { id: 'S3', keys: keys.slice(0, 150), atLeast: 2_000 });
  else report.skip('S3', 'pouchdb', 'measured with 100,000 customers: npm run bench -- --quick --only peers');
  const tryton = spawnSync('trytond', ['--version']).status === 0;
  report.skip('S4', 'Tryton', tryton ? 'a Tryton is here, its measurement is not' : 'no Tryton on this machine');
}

async function against(
  { report, product, count }: Bench,
  name: PeerName,
  { id, keys, atLeast }: { id: string; keys: readonly string[]; atLeast: number },
): Promise<PeerFacts | null> {
  const peer = new Child('peer-process', [name, String(count)]);
  try {
    const { seconds } = await peer.ask<{ seconds: number }>({ kind: 'build' } satisfies PeerQuestion);
    let checked: Answer = { times: [], wrong: 0, found: 0 };
    const found = await inRounds({
      ours: async () => (await product.ask<Answer>({ kind: 'search', texts: keys } satisfies SearchQuestion)).times,
      peer: async () => {
        checked = await peer.ask<Answer>({ kind: 'search', texts: keys } satisfies PeerQuestion);
        return checked.times;
      },
    });
    const note = `${keys.length} keystrokes; peer built in ${seconds.toFixed(1)} s; ${checked.wrong} of its ${checked.found} rows do not fit`;
    const values = { value: ms(found.ours.p95), against: `${name} p95 ${ms(found.peer.p95)}` };
    report.goal({
      id,
      what: `keystroke p95, ${count} customers`,
      ...values,
      ratio: found.peer.p95 / found.ours.p95,
      atLeast,
      note,
    });
    const { bytes } = await peer.ask<{ bytes: number }>({ kind: 'memory' } satisfies PeerQuestion);
    return { buildSeconds: seconds, bytes };
  } catch (error) {
    report.skip(id, name, (error as Error).message.split('\n')[0] ?? '');
    return null;
  } finally {
    await peer.end();
  }
}

async function measureMemory({ report, product }: Bench, flexsearch: PeerFacts): Promise<void> {
  const { bytes } = await product.ask<{ bytes: number }>({ kind: 'memory' } satisfies SearchQuestion);
  report.goal({
    ...{ id: 'S9', what: 'memory of the database process', value: mb(bytes) },
    ...{ against: `flexsearch ${mb(flexsearch.bytes)}`, ratio: bytes / flexsearch.bytes, atMost: 1 / 3, steady: true },
  });
  const { sizes } = await product.ask<{ sizes: Record<string, number> }>({ kind: 'sizes' } satisfies SearchQuestion);
  const sum = (fits: (name: string) => boolean) =>
    Object.entries(sizes).reduce((bytes, [name, size]) => bytes + (fits(name) ? size : 0), 0);
  const index = sum((name) => name.startsWith('search'));
  const tables = sum((name) => ['customer', 'customerAddress', 'customerPhone'].includes(name));
  const what = 'whole search index of the tables it finds';
  const values = { value: mb(index), against: `their rows ${mb(tables)}`, ratio: index / tables, atMost: 1.3 };
  const lines = sizes.searchRow ?? 0;
  report.goal({
    id: 'S9',
    what,
    ...values,
    steady: true,
    note: `${mb(lines)} of it result lines, ${mb(index - lines)} what leads there`,
  });
}
