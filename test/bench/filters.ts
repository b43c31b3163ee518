// S11: a keystroke with each filter of 'Filtern - F4' set, and the filter alone, against reading twenty rows by id: the bounds of
// a search without any. On a sample of its own, the same customers with a shop's facts (shop-facts.ts), in a process of its own.
// Filters that neither lead to a few nor let nearly everybody pass are the dear ones. Answers are checked while a filter's set is
// being made, and when it is ready.
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import { type CheckedPages, checkPages, type GivenPages } from './filter-check.ts';
import { MEASURED_FILTERS } from './filter-list.ts';
import { inRounds, type Spread, spreadOf } from './measure.ts';
import { ms } from './report.ts';
import { openSample, sampleDatabase, workingCopy } from './sample-database.ts';
import type { SearchQuestion } from './search-process.ts';

/** Of whom hits are plenty, and of whom a rare filter lets so few pass that words inside names and sounds are asked, too. */
const CHECKED_TEXTS = ['', 'Sch', 'Berg, A'];

type Measured = GivenPages & {
  keys: Spread;
  alone: Spread;
  /** The very first answer: the filter has just been set, and nothing is known of it yet. */
  atFirst: number;
};

export async function measureFilters({ report, queries, count }: Bench): Promise<void> {
  const { directory } = workingCopy(sampleDatabase(count, { varied: true }), 'working-varied');
  const { found, floor, all } = await measuredIn(directory, queries.keys);
  const checked = checkedIn(directory, found);
  for (const [at, { name, keys, alone, atFirst }] of found.entries()) {
    const times = `${ms(keys.p50)}, p95 ${ms(keys.p95)}, p99 ${ms(keys.p99)}; alone ${ms(alone.p50)}, at first ${ms(atFirst)}`;
    report.info('S11', `filter ${name}: ${checked[at]?.fit} fit`, times);
  }
  const against = `floor p50 ${ms(floor.p50)}`;
  const line = (what: string, value: number, atMost: number) =>
    report.goal({ id: 'S11', what, value: ms(value), against, ratio: value / floor.p50, atMost });
  line('keystroke with a filter, p50', all.p50, 2);
  line('keystroke with a filter, p95', all.p95, 8);
  line('keystroke with a filter, p99', all.p99, 15);
  const right = checked.filter(({ wrong }) => wrong.length === 0).length;
  const wrong = found.flatMap(({ name }, at) => [...new Set(checked[at]?.wrong)].map((text) => `${name}: '${text}'`));
  const of = { value: `${right}`, against: `${found.length} filters checked`, ratio: right / found.length };
  report.goal({ id: 'S11', what: 'answers right', ...of, atLeast: 1, note: wrong.join(' | '), steady: true });
}

async function measuredIn(
  directory: string,
  texts: readonly string[],
): Promise<{ found: Measured[]; floor: Spread; all: Spread }> {
  const product = new Child('search-process', [directory]);
  const ask = async (question: SearchQuestion) => (await product.ask<{ times: number[] }>(question)).times;
  const found: Measured[] = [];
  const all: number[] = [];
  try {
    await ask({ kind: 'search', texts });
    const { floor } = await inRounds({ floor: () => ask({ kind: 'floor', times: 500 }) });
    for (const { name, filter } of MEASURED_FILTERS) {
      const filtered = (some: readonly string[]) => () => ask({ kind: 'filtered', texts: some, filter });
      const making = await pagesOf(product, filter);
      await filtered(texts)();
      const times = await inRounds({ keys: filtered(texts), alone: filtered(Array.from({ length: 10 }, () => '')) });
      all.push(...(await filtered(texts)()));
      const pages = [...making.pages, ...(await pagesOf(product, filter)).pages];
      found.push({ name, filter, ...times, atFirst: making.first, pages });
    }
    return { found, floor, all: spreadOf(all) };
  } finally {
    await product.end();
  }
}

async function pagesOf(
  product: Child,
  filter: GivenPages['filter'],
): Promise<{ pages: GivenPages['pages']; first: number }> {
  const question: SearchQuestion = { kind: 'answers', texts: CHECKED_TEXTS, filter };
  const { answers, times } = await product.ask<{ answers: string[][]; times: number[] }>(question);
  return { pages: CHECKED_TEXTS.map((text, at) => ({ text, ids: answers[at] ?? [] })), first: times[0] ?? Number.NaN };
}

function checkedIn(directory: string, found: readonly GivenPages[]): CheckedPages[] {
  const { sqlite } = openSample(directory);
  try {
    return checkPages(sqlite, found);
  } finally {
    sqlite.close();
  }
}
