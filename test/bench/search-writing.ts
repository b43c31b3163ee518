// S7: keystrokes while another process saves 500 customers a second into the same file. SQLite empties a connection's page
// cache when another one has committed, so the note says what of the file was read and deciphered again.
import { existsSync, readFileSync } from 'node:fs';
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import { inRounds, ROUNDS } from './measure.ts';
import { ms } from './report.ts';
import type { SaveQuestion } from './save-process.ts';
import type { SearchQuestion } from './search-process.ts';

const SAVES_A_SECOND = 500;

export async function measureSearchWhileWriting({ report, product, queries, sample }: Bench): Promise<void> {
  const writer = new Child('save-process', [sample.directory]);
  const texts = [...queries.keys, ...queries.keys];
  const cost = { quiet: { pages: 0, ms: 0 }, writing: { pages: 0, ms: 0 } };
  const search = async (counted: { pages: number; ms: number }) => {
    const before = pagesRead(product.pid);
    const { times } = await product.ask<{ times: number[] }>({ kind: 'search', texts } satisfies SearchQuestion);
    counted.pages += (pagesRead(product.pid) - before) / times.length;
    counted.ms += times.reduce((sum, time) => sum + time, 0) / times.length;
    return times;
  };
  const rates: number[] = [];
  try {
    await writer.ask({ kind: 'save', times: 50 } satisfies SaveQuestion);
    const found = await inRounds({
      quiet: () => search(cost.quiet),
      writing: async () => {
        await writer.ask({ kind: 'start', perSecond: SAVES_A_SECOND } satisfies SaveQuestion);
        const times = await search(cost.writing);
        const { rate } = await writer.ask<{ rate: number }>({ kind: 'stop' } satisfies SaveQuestion);
        rates.push(rate);
        return times;
      },
    });
    const made = `${Math.round(Math.min(...rates))} to ${Math.round(Math.max(...rates))} saves/s really made`;
    const note = `${made}${whyDearer(cost, ROUNDS)}`;
    for (const [figure, atMost] of [
      ['p95', 1.6],
      ['p99', 2],
    ] as const) {
      const [quiet, writing] = [found.quiet[figure], found.writing[figure]];
      const values = { value: ms(writing), against: `quiet ${ms(quiet)}`, ratio: writing / quiet, atMost };
      report.goal({ id: 'S7', what: `keystroke ${figure} with 500 saves/s offered`, ...values, note });
    }
  } finally {
    await writer.end();
  }
}

type Cost = { pages: number; ms: number };

/** A counter saves and searches over one connection and pays this only beside an import or a backup. */
function whyDearer({ quiet, writing }: { quiet: Cost; writing: Cost }, rounds: number): string {
  const pages = writing.pages - quiet.pages;
  if (!(pages > 0)) return '';
  const microseconds = ((writing.ms - quiet.ms) / pages) * 1000;
  return `; ${(pages / rounds).toFixed(0)} pages a keystroke read and deciphered again after the other's commits, ${microseconds.toFixed(0)} µs each`;
}

/** Read calls of a process so far: SQLite reads a page with each. NaN where the system does not say. */
function pagesRead(pid: number): number {
  const path = `/proc/${pid}/io`;
  return existsSync(path) ? Number(/syscr: (\d+)/.exec(readFileSync(path, 'utf8'))?.[1]) : Number.NaN;
}
