// S11: a keystroke with each filter of 'Filtern - F4' set, and the filter alone, against reading twenty rows by id: the bounds of
// a search without any. The sample knows consents, properties and visits of nobody: those filters find no one, which costs as
// much as any filter that hardly anybody fits.
import { type CustomerFilter, NO_FILTER } from '../../src-shared/search/filter.ts';
import type { Bench } from './bench.ts';
import { inRounds, spreadOf } from './measure.ts';
import { ms } from './report.ts';
import type { SearchQuestion } from './search-process.ts';

const FILTERS: Readonly<Record<string, Partial<CustomerFilter>>> = {
  status: { statuses: ['active'] },
  'status that nobody has': { statuses: ['deceased'] },
  kind: { kind: 'natural' },
  age: { ageFrom: 30, ageTo: 35 },
  postcode: { postcodeFrom: '80', postcodeTo: '81' },
  town: { town: 'Mün' },
  property: { propertyIds: ['nobody-has-this'] },
  consent: { consents: { ...NO_FILTER.consents, storage: 'granted' } },
  app: { app: false },
  advertising: { advertising: 'letter' },
  responsible: { responsibleId: 'nobody' },
  visit: { visitFrom: '2026-01-01', visitTo: '2026-12-31' },
  'four at once': { statuses: ['active'], kind: 'natural', ageFrom: 60, postcodeFrom: '1', postcodeTo: '3' },
};

export async function measureFilters({ report, product, queries }: Bench): Promise<void> {
  const ask = async (question: SearchQuestion) => (await product.ask<{ times: number[] }>(question)).times;
  const texts = queries.keys.slice(0, 120);
  await ask({ kind: 'search', texts });
  const { floor } = await inRounds({ floor: () => ask({ kind: 'floor', times: 500 }) });
  const against = `floor p50 ${ms(floor.p50)}`;
  const all: number[] = [];
  for (const [name, more] of Object.entries(FILTERS)) {
    const filter = { ...NO_FILTER, ...more };
    const filtered = (some: readonly string[]) => () => ask({ kind: 'filtered', texts: some, filter });
    await filtered(texts)();
    const found = await inRounds({ keys: filtered(texts), alone: filtered(Array.from({ length: 10 }, () => '')) });
    all.push(...(await filtered(texts)()));
    report.info('S11', `filter ${name}, keystroke p95`, ms(found.keys.p95));
    report.info('S11', `filter ${name} alone, p95`, ms(found.alone.p95));
  }
  const spread = spreadOf(all);
  const line = (what: string, value: number, atMost: number) =>
    report.goal({ id: 'S11', what, value: ms(value), against, ratio: value / floor.p50, atMost });
  line('keystroke with a filter, p50', spread.p50, 2);
  line('keystroke with a filter, p95', spread.p95, 8);
  line('keystroke with a filter, p99', spread.p99, 15);
}
