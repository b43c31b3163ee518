// S7: keystrokes while another process saves 500 customers a second into the same file.
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import { inRounds } from './measure.ts';
import { ms } from './report.ts';
import type { SaveQuestion } from './save-process.ts';
import type { SearchQuestion } from './search-process.ts';

const SAVES_A_SECOND = 500;

export async function measureSearchWhileWriting({ report, product, queries, sample }: Bench): Promise<void> {
  const writer = new Child('save-process', [sample.directory]);
  const texts = [...queries.keys, ...queries.keys];
  const search = async () =>
    (await product.ask<{ times: number[] }>({ kind: 'search', texts } satisfies SearchQuestion)).times;
  const rates: number[] = [];
  try {
    await writer.ask({ kind: 'save', times: 50 } satisfies SaveQuestion);
    const found = await inRounds({
      quiet: search,
      writing: async () => {
        await writer.ask({ kind: 'start', perSecond: SAVES_A_SECOND } satisfies SaveQuestion);
        const times = await search();
        const { rate } = await writer.ask<{ rate: number }>({ kind: 'stop' } satisfies SaveQuestion);
        rates.push(rate);
        return times;
      },
    });
    const note = `${Math.round(Math.min(...rates))} to ${Math.round(Math.max(...rates))} saves/s really made`;
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
