// The product's database process of the bench with the search for duplicates in its thread: begins it, searches meanwhile, says
// how far it is and how much memory all of it holds.
import { join } from 'node:path';
import { WriteGate } from '../../src-main/service/customer-import/write-gate.ts';
import { DATABASE_FILE } from '../../src-main/service/database/open.ts';
import { DuplicateFinder } from '../../src-main/service/duplicates/finder.ts';
import { searchCustomers } from '../../src-main/service/search/search.ts';
import { readQuery } from '../../src-shared/search/query.ts';
import { answerQuestions } from './answering.ts';
import { KEY, openSample, TODAY } from './sample-database.ts';

const [directory = ''] = process.argv.slice(2);

export type DuplicatesQuestion = { kind: 'start' } | { kind: 'search'; texts: readonly string[] } | { kind: 'state' };
export type DuplicatesState = { running: boolean; done: number; parts: number; pairs: number; bytes: number };

const { sqlite } = openSample(directory);
const finder = new DuplicateFinder({
  ...{ sqlite, database: { file: join(directory, DATABASE_FILE), key: KEY }, gate: new WriteGate(), now: Date.now },
  changed: () => undefined,
  failed: (code) => {
    throw new Error(code);
  },
});

answerQuestions<DuplicatesQuestion>((question) => {
  switch (question.kind) {
    case 'start':
      finder.start();
      return {};
    case 'search':
      return { times: question.texts.map(timed) };
    case 'state': {
      const run = finder.run;
      const { n } = sqlite.prepare('SELECT count(*) AS n FROM duplicatePair').get() as { n: number };
      const { running = false, done = 0, parts = 0 } = run ?? {};
      return { running, done, parts, pairs: n, bytes: process.memoryUsage.rss() } satisfies DuplicatesState;
    }
  }
});

function timed(text: string): number {
  const began = performance.now();
  searchCustomers(sqlite, readQuery(text, TODAY), { limit: 20, offset: 0 });
  return performance.now() - began;
}
