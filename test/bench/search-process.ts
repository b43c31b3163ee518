// The product's database process of the bench: opens the sample database, searches, reads rows, writes, and says how much
// memory it holds.
import { statement } from '../../src-main/service/database/save.ts';
import { narrowing } from '../../src-main/service/search/narrowing.ts';
import { searchCustomers } from '../../src-main/service/search/search.ts';
import type { CustomerFilter } from '../../src-shared/search/filter.ts';
import { readQuery } from '../../src-shared/search/query.ts';
import { answerQuestions, settledMemory } from './answering.ts';
import { randomFrom } from './customers.ts';
import { FILTER_DAY, openSample, TODAY } from './sample-database.ts';

const [directory = ''] = process.argv.slice(2);

export type SearchQuestion =
  | { kind: 'search'; texts: readonly string[] }
  | { kind: 'filtered'; texts: readonly string[]; filter: CustomerFilter }
  | { kind: 'floor'; times: number }
  | { kind: 'answers'; texts: readonly string[]; filter?: CustomerFilter }
  | { kind: 'scan'; texts: readonly string[] }
  | { kind: 'memory' }
  | { kind: 'sizes' };

const { sqlite } = openSample(directory);

answerQuestions<SearchQuestion>((question) => {
  switch (question.kind) {
    case 'search':
      return { times: question.texts.map((text) => timed(() => search(text))) };
    case 'filtered':
      return { times: question.texts.map((text) => timed(() => search(text, question.filter))) };
    case 'answers':
      return answers(question.texts, question.filter);
    case 'floor':
      return { times: floor(question.times) };
    case 'scan':
      return { times: question.texts.map((text) => timed(() => scan.all(text))) };
    case 'memory':
      return { bytes: settledMemory() };
    case 'sizes':
      return { sizes: sizes() };
  }
});

function answers(texts: readonly string[], filter?: CustomerFilter): { answers: string[][]; times: number[] } {
  const found: string[][] = [];
  const times = texts.map((text) => timed(() => found.push(search(text, filter).rows.map(({ id }) => id))));
  return { answers: found, times };
}

function search(text: string, filter: CustomerFilter | null = null) {
  const narrowed = filter && narrowing(sqlite, filter, FILTER_DAY);
  return searchCustomers(sqlite, readQuery(text, TODAY), { limit: 20, offset: 0, narrowed });
}

/** What a search is held against: twenty whole rows by their id, somewhere in the table. */
function floor(times: number): number[] {
  const row = statement(sqlite, 'SELECT * FROM searchRow WHERE id = ?');
  const { most } = statement(sqlite, 'SELECT max(id) AS most FROM searchRow').get() as { most: number };
  const random = randomFrom(times);
  return Array.from({ length: times }, () => {
    const ids = Array.from({ length: 20 }, () => 1 + Math.floor(random() * most));
    return timed(() => ids.map((id) => row.get(id)));
  });
}

/** What a search for digits would cost without fragments. */
const scan = sqlite.prepare('SELECT id FROM searchRow WHERE instr(phones, ?) LIMIT 20 OFFSET 100000000');

function sizes(): Record<string, number> {
  const rows = sqlite.prepare('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name').all();
  return Object.fromEntries((rows as { name: string; bytes: number }[]).map(({ name, bytes }) => [name, bytes]));
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
