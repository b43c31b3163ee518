// A start of the database process: opens the file and asks each kind of question once. The program itself is loaded before.
import { searchCustomers } from '../../src-main/service/search/search.ts';
import { readQuery } from '../../src-shared/search/query.ts';
import { answerQuestions } from './answering.ts';
import { openSample, TODAY } from './sample-database.ts';

const [directory = ''] = process.argv.slice(2);

export type ColdQuestion = { kind: 'first answers'; texts: readonly string[] };
/** Milliseconds. */
export type ColdAnswer = { open: number; answers: number[] };

answerQuestions<ColdQuestion>(({ texts }): ColdAnswer => {
  const began = performance.now();
  const { sqlite } = openSample(directory);
  const open = performance.now() - began;
  const answers = texts.map((text) => {
    const asked = performance.now();
    searchCustomers(sqlite, readQuery(text, TODAY), { limit: 20, offset: 0 });
    return performance.now() - asked;
  });
  return { open, answers };
});
