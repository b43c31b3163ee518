// Counts what becomes of a list's lines, and keeps the first problems for the screen.
import type {
  ImportCounts,
  ImportReport,
  ListedProblem,
  ProblemCount,
} from '../../../src-shared/customer-import/contract.ts';
import { PROBLEMS_LISTED, PROBLEMS_OF_A_KIND } from '../../../src-shared/customer-import/limits.ts';
import { listName } from '../../../src-shared/customers/rules.ts';
import type { JudgedLine } from './judge-lines.ts';
import type { Met } from './known-people.ts';

export type KeptProblem = Omit<ListedProblem, 'other'> & { met: Met | null };

export const noCounts: ImportCounts = { taken: 0, duplicates: 0, rejected: 0, empty: 0, withProblems: 0, filled: 0 };

export class Tally {
  readonly counts: ImportCounts = { ...noCounts };
  readonly problems: KeptProblem[] = [];
  /** Customers who bring no number. */
  numbersNeeded = 0;
  #lines = 0;
  readonly #byKind = new Map<string, ProblemCount>();

  add(judged: JudgedLine): void {
    this.#lines++;
    countLine(this.counts, judged);
    if (judged.kind === 'new' && judged.customer.number === null) this.numbersNeeded++;
    for (const { field, problem, value } of judged.problems)
      this.#note(judged, field, problem, value, problem === 'numberTaken' ? numberOf(judged) : null);
    if (judged.kind === 'known') this.#note(judged, null, 'duplicate', '', judged.who);
  }

  report(): ImportReport {
    const problems = [...this.#byKind.values()].sort((one, other) => other.lines - one.lines);
    return { lines: this.#lines, counts: this.counts, problems };
  }

  #note(
    judged: JudgedLine,
    field: ListedProblem['field'],
    problem: ListedProblem['problem'],
    value: string,
    met: Met | null,
  ) {
    const kind = `${problem} ${field}`;
    const count = this.#byKind.get(kind) ?? { field, problem, lines: 0 };
    count.lines++;
    this.#byKind.set(kind, count);
    // Some of each kind: ten thousand duplicates must not hide the one line without a name.
    if (count.lines > PROBLEMS_OF_A_KIND || this.problems.length >= PROBLEMS_LISTED) return;
    this.problems.push({ line: judged.line, name: nameOn(judged), field, problem, value: value.slice(0, 200), met });
  }
}

export function countLine(counts: ImportCounts, judged: JudgedLine): void {
  switch (judged.kind) {
    case 'empty':
      counts.empty++;
      return;
    case 'rejected':
      counts.rejected++;
      return;
    case 'known':
      counts.duplicates++;
      return;
    case 'new':
      counts.taken++;
      if (judged.problems.length > 0) counts.withProblems++;
  }
}

function numberOf(judged: JudgedLine): Met | null {
  return judged.kind === 'new' ? judged.numberOf : null;
}

function nameOn(judged: JudgedLine): string {
  if (judged.kind === 'new' || judged.kind === 'known') return listName(judged.customer);
  return judged.cells
    .filter((cell) => cell.trim() !== '')
    .slice(0, 3)
    .join(' ')
    .slice(0, 60);
}
