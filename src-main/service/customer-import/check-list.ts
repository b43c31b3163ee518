// Tries a list out: what would become of every line, without writing anything.
import type { ImportReport } from '../../../src-shared/customer-import/contract.ts';
import type { Sqlite } from '../database/connection.ts';
import type { ThreadAnswer } from './jobs.ts';
import { judgedLines, type ListToRead } from './judge-lines.ts';
import { knownPeople } from './known-people.ts';
import { progressTo } from './progress.ts';
import { type KeptProblem, Tally } from './tally.ts';
import type { GatePass } from './write-gate.ts';

/** @throws NotImportable, Stopped */
export async function checkList(
  sqlite: Sqlite,
  list: ListToRead,
  gate: GatePass,
  answer: (what: ThreadAnswer) => void,
): Promise<{ report: ImportReport; problems: KeptProblem[]; numbersFrom: number; numbersNeeded: number }> {
  const known = knownPeople(sqlite, 0, gate);
  const tally = new Tally();
  const progress = progressTo(answer);
  let lines = 0;
  for await (const batch of judgedLines(list, known)) {
    for (const judged of batch) tally.add(judged);
    lines += batch.length;
    progress.tell('checking', lines, null);
    gate.goOn();
  }
  const { problems, numbersNeeded } = tally;
  return { report: tally.report(), problems, numbersFrom: known.highestNumber + 1, numbersNeeded };
}
