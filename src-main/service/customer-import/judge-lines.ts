// Goes through a list line by line and says what becomes of each: a new customer, one who is known, none. It reads and
// decides; nothing is written, neither by the trial nor by the thread that reads for an import.
import type { ImportPlan } from '../../../src-shared/customer-import/contract.ts';
import { type ImportedCustomer, type LineReading, lineReader } from '../../../src-shared/customer-import/line.ts';
import type { LineProblem } from '../../../src-shared/customer-import/line-notes.ts';
import type { KnownPeople, Met } from './known-people.ts';
import { type TableFormat, tableRows } from './recognise.ts';
import type { Source } from './source.ts';

/** `line` counts from 1 as a spreadsheet does, headings and empty lines included. */
export type JudgedLine = { line: number; cells: readonly string[]; problems: LineProblem[] } & (
  | { kind: 'empty' }
  | { kind: 'rejected' }
  /** `customer.number` null = a new number is needed. `numberOf` has the number the list gives. */
  | { kind: 'new'; customer: ImportedCustomer; numberOf: Met | null }
  | { kind: 'known'; customer: ImportedCustomer; who: Met }
);

export type ListToRead = {
  source: Source;
  format: TableFormat;
  headings: readonly string[];
  plan: ImportPlan;
  /** The local day, 'YYYY-MM-DD'. */
  today: string;
};

/** Batches of lines after the headings; the first `skip` of them are passed over unread. @throws NotImportable */
export async function* judgedLines(list: ListToRead, known: KnownPeople, skip = 0): AsyncGenerator<JudgedLine[], void> {
  const read = lineReader({ ...list.plan, headings: list.headings, today: list.today });
  const numberColumn = list.plan.mapping.indexOf('number');
  const first = (list.format.headingRow ?? -1) + 1 + skip;
  let row = 0;
  for await (const batch of tableRows(list.source, list.format)) {
    const from = Math.max(0, first - row);
    for (const cells of batch) known.noteNumber(cells[numberColumn] ?? '');
    if (from < batch.length) yield judged(batch.slice(from), row + from + 1, read, known);
    row += batch.length;
  }
}

/** Lines after the headings. @throws NotImportable */
export async function countLines(list: Pick<ListToRead, 'source' | 'format'>): Promise<number> {
  let rows = 0;
  for await (const batch of tableRows(list.source, list.format)) rows += batch.length;
  return Math.max(0, rows - (list.format.headingRow ?? -1) - 1);
}

function judged(
  batch: readonly (readonly string[])[],
  firstLine: number,
  read: (cells: readonly string[]) => LineReading,
  known: KnownPeople,
): JudgedLine[] {
  return batch.map((cells, at) => judge(firstLine + at, cells, read(cells), known));
}

function judge(line: number, cells: readonly string[], reading: LineReading, known: KnownPeople): JudgedLine {
  if (reading.kind === 'empty') return { kind: 'empty', line, cells, problems: [] };
  if (reading.kind === 'rejected') return { kind: 'rejected', line, cells, problems: reading.problems };
  const { customer, problems } = reading;
  const { person, numberOf, keys } = known.meet(customer);
  if (person !== null) return { kind: 'known', line, cells, customer, problems, who: person };
  if (numberOf !== null) {
    problems.push({ field: 'number', problem: 'numberTaken', value: customer.number ?? '' });
    customer.number = null;
  }
  known.rememberLine(line, keys, customer.number);
  return { kind: 'new', line, cells, customer, problems, numberOf };
}
