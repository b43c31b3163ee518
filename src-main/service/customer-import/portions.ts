// The reading half of an import: judges lines and packs what is to be written into portions, small enough that a save never
// waits long for one. It gives every new row its id; it does not touch the database but to know who is there.
import { v7 as uuidv7 } from 'uuid';
import type { ImportCounts } from '../../../src-shared/customer-import/contract.ts';
import type { ImportedCustomer } from '../../../src-shared/customer-import/line.ts';
import type { LineProblem } from '../../../src-shared/customer-import/line-notes.ts';
import { type BulkPhone, type BulkRow, bulkRow, ID } from './bulk-rows.ts';
import { type JudgedLine, judgedLines, type ListToRead } from './judge-lines.ts';
import type { KnownPeople, Met } from './known-people.ts';
import { countLine, noCounts } from './tally.ts';

/** A known customer and what the list says of him. `id` where he came from an earlier line of this run. */
export type KnownCustomer = { who: { row: number } | { id: string }; customer: ImportedCustomer };

export type RejectedLine = { line: number; cells: readonly string[]; problems: LineProblem[] };

export type Portion = {
  /** Lines after the headings, from the beginning of the list to the end of this portion. */
  linesDone: number;
  counts: ImportCounts;
  /** `number` null = a new one is to be given. */
  created: BulkRow[];
  phones: BulkPhone[];
  /** Only where the plan fills blanks. */
  known: KnownCustomer[];
  rejected: RejectedLine[];
};

/** Customers in a portion: a few milliseconds of writing. */
export const PORTION = 250;
/** Lines in one that makes no customers. */
const MOST_LINES = 5000;

/** @param skip lines that an earlier run has done. @throws NotImportable */
export async function* portions(list: ListToRead, known: KnownPeople, skip: number): AsyncGenerator<Portion, void> {
  const fill = list.plan.duplicates === 'fill';
  const idOfLine = new Map<number, string>();
  const nextId = idSequence();
  let [linesDone, lines] = [skip, 0];
  let portion = emptyPortion();
  for await (const batch of judgedLines(list, known, skip)) {
    for (const judged of batch) {
      linesDone++;
      lines++;
      countLine(portion.counts, judged);
      if (judged.kind === 'new') {
        const { row, phones } = bulkRow(judged.customer, nextId);
        portion.created.push(row);
        portion.phones.push(...phones);
        if (fill) idOfLine.set(judged.line, String(row[ID]));
      } else if (judged.kind === 'rejected') portion.rejected.push(rejected(judged));
      else if (judged.kind === 'known' && fill) {
        const who = whoIs(judged.who, idOfLine);
        if (who) portion.known.push({ who, customer: judged.customer });
      }
      const full = portion.created.length + portion.known.length + portion.rejected.length >= PORTION;
      if (!full && lines < MOST_LINES) continue;
      yield { ...portion, linesDone };
      [portion, lines] = [emptyPortion(), 0];
    }
  }
  if (lines > 0) yield { ...portion, linesDone };
}

// --- details

function emptyPortion(): Portion {
  return { linesDone: 0, counts: { ...noCounts }, created: [], phones: [], known: [], rejected: [] };
}

function rejected({ line, cells, problems }: JudgedLine): RejectedLine {
  return { line, cells, problems };
}

function whoIs(met: Met, idOfLine: ReadonlyMap<number, string>): KnownCustomer['who'] | null {
  if (met.kind === 'stored') return { row: met.row };
  const id = idOfLine.get(met.line);
  return id === undefined ? null : { id };
}

const IDS_A_BLOCK = 4096;
const COUNTER_DIGITS = 12;

/**
 * UUIDv7 in rising order, so that every table and index is appended to. A fresh one gives time and randomness for a block
 * of them; its last 48 bits count up within the block (RFC 9562, 6.2, method 1: a counter in rand_b).
 */
export function idSequence(): () => string {
  let [prefix, counter, left] = ['', 0, 0];
  return () => {
    if (left === 0) {
      const fresh = uuidv7();
      prefix = fresh.slice(0, -COUNTER_DIGITS);
      // Room to count without carrying into the prefix.
      counter = Number.parseInt(fresh.slice(-COUNTER_DIGITS + 1), 16);
      left = IDS_A_BLOCK;
    }
    left--;
    return prefix + (counter++).toString(16).padStart(COUNTER_DIGITS, '0');
  };
}
