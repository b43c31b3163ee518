// S8: the first answers after a start, when the system has nothing of the file in memory, against what FlexSearch needs to
// be there at all.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import type { ColdAnswer, ColdQuestion } from './cold-process.ts';
import { median, ROUNDS } from './measure.ts';
import { mb, ms } from './report.ts';

export async function measureColdStart({ report, sample, queries, facts }: Bench): Promise<void> {
  const what = 'open and first answer of five kinds, cold file';
  if (!facts.flexsearch) {
    report.skip('S8', what, 'FlexSearch was not measured in this run: --only peers,cold');
    return;
  }
  const kinds = [queries.surname, queries.worst, queries.phone, queries.birthDate, queries.postcode];
  const rounds: ColdAnswer[] = [];
  let resident = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const left = dropFromMemory([sample.file, `${sample.file}-wal`]);
    if (left === null) {
      report.skip('S8', what, 'dd and fincore are needed to empty the cache of one file');
      return;
    }
    resident = Math.max(resident, left);
    const cold = new Child('cold-process', [sample.directory]);
    const texts = kinds.map((texts) => texts[round] ?? '');
    rounds.push(await cold.ask<ColdAnswer>({ kind: 'first answers', texts } satisfies ColdQuestion));
    await cold.end();
  }
  const total = median(rounds.map(({ open, answers }) => answers.reduce((sum, time) => sum + time, open)));
  const build = facts.flexsearch.buildSeconds * 1000;
  const values = { value: ms(total), against: `flexsearch ${(build / 1000).toFixed(1)} s`, ratio: total / build };
  const first = rounds[0]?.answers.map((time) => time.toFixed(1)).join(', ');
  const note = `open ${ms(rounds[0]?.open ?? 0)}, then ${first}; ${mb(resident)} of the file left in memory`;
  report.goal({ id: 'S8', what, ...values, atMost: 1 / 200, note });
}

/** Bytes still in memory afterwards; null where the tools are missing. */
function dropFromMemory(files: readonly string[]): number | null {
  let resident = 0;
  for (const file of files.filter((each) => existsSync(each))) {
    const dropped = spawnSync('dd', [
      `of=${file}`,
      'oflag=nocache',
      'conv=notrunc,fdatasync',
      'count=0',
      'status=none',
    ]);
    const looked = spawnSync('fincore', ['--bytes', '--noheadings', '--output', 'RES', file], { encoding: 'utf8' });
    if (dropped.status !== 0 || looked.status !== 0) return null;
    resident += Number(looked.stdout.trim());
  }
  return resident;
}
