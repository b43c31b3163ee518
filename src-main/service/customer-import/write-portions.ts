// The writing half of an import: puts portions into the database in short transactions, in each of them also how far the
// run has come, so that whatever ends it, going on doubles nobody and loses nobody.
import type { ImportCounts } from '../../../src-shared/customer-import/contract.ts';
import type { Sqlite } from '../database/connection.ts';
import { readLocal, writeLocal } from '../database/local.ts';
import { type SaveEnvironment, save, statement } from '../database/save.ts';
import { lentNumbers } from '../sync/number-blocks.ts';
import { type BulkRow, bulkWriter, NUMBER, numbered } from './bulk-rows.ts';
import { fillBlanks } from './fill-blanks.ts';
import type { RunOrder } from './jobs.ts';
import { PORTION, type Portion } from './portions.ts';

export type Writing = {
  environment: SaveEnvironment;
  run: RunOrder;
  /** New numbers come from the branch server alone, from this one on; null = the program counts by itself. */
  lentFrom: number | null;
};

/** Nothing of the transaction was written: so many numbers have to be lent first. */
export class OutOfNumbers extends Error {
  override readonly name = 'OutOfNumbers';
  readonly need: number;
  constructor(need: number) {
    super('no lent numbers are left');
    this.need = need;
  }
}

/** How far the run has come, as it stands in the database. */
export type Standing = { linesDone: number; counts: ImportCounts };

/** What there is to write: at least one portion, and more may come while they are being written. */
export type Waiting = { portions: Portion[]; arrive: () => void };

/**
 * Writes portions from the head until the `milliseconds` for one transaction are used up; written ones are taken off.
 * @throws OutOfNumbers where the first of them needs more numbers than were lent
 */
export function writeSome(writing: Writing, standing: Standing, waiting: Waiting, milliseconds: number): Standing {
  const { sqlite } = writing.environment.db;
  const work = (careful: boolean) =>
    sqlite.transaction(() => writeWithin(writing, standing, waiting, { careful, milliseconds })).immediate();
  const { standing: reached, written } = carefullyIfNeeded(work);
  waiting.portions.splice(0, written);
  return reached;
}

/** Makes room before the first line: numbers the list brings along are not given to anybody else meanwhile. */
export function reserveNumbers(sqlite: Sqlite, from: number): void {
  const next = Number(readLocal(sqlite, NEXT_NUMBER) ?? FIRST_NUMBER);
  if (from > next) writeLocal(sqlite, NEXT_NUMBER, String(from));
}

// --- details

const NEXT_NUMBER = 'nextCustomerNumber';
const FIRST_NUMBER = 10_001;

/** Somebody may have been given a number since the list was read: then every number is looked up. */
function carefullyIfNeeded<R>(work: (careful: boolean) => R): R {
  try {
    return work(false);
  } catch (error) {
    if ((error as { code?: string }).code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
    return work(true);
  }
}

function writeWithin(
  writing: Writing,
  before: Standing,
  { portions, arrive }: Waiting,
  { careful, milliseconds }: { careful: boolean; milliseconds: number },
): { standing: Standing; written: number } {
  const { environment, run, lentFrom } = writing;
  const { sqlite } = environment.db;
  const until = performance.now() + milliseconds;
  const changeSetId = environment.newId();
  const now = environment.now();
  const numbers = lentFrom === null ? numberGiver(sqlite) : lentGiver(sqlite, lentFrom);
  const counts = { ...before.counts };
  const bulk = bulkWriter(sqlite, { changeSetId, branchId: run.actor.branchId, now });
  let [written, linesDone] = [0, before.linesDone];
  for (const portion of portions) {
    const rows = careful ? withoutTakenNumbers(sqlite, portion.created) : portion.created;
    const need = rows.filter((row) => row[NUMBER] === null).length;
    if (need > numbers.left) {
      if (written === 0) throw new OutOfNumbers(need);
      break;
    }
    if (careful) counts.withProblems += rows.filter((row, at) => row !== portion.created[at]).length;
    bulk.create(
      rows.map((row) => (row[NUMBER] === null ? numbered(row, numbers.next()) : row)),
      portion.phones,
    );
    keepRejected(sqlite, run.id, portion);
    for (const [kind, count] of Object.entries(portion.counts)) counts[kind as keyof ImportCounts] += count;
    counts.filled += fillKnown(writing, portion);
    linesDone = portion.linesDone;
    written++;
    if (performance.now() >= until) break;
    // A transaction that ended whenever the reading thread is not ahead would write the same pages again and again.
    if (written === portions.length) arrive();
  }
  numbers.keep();
  if (bulk.finish() > 0) logSet(sqlite, changeSetId, now, run);
  statement(sqlite, 'UPDATE importRun SET linesDone = ?, counts = ? WHERE id = ?').run(
    linesDone,
    JSON.stringify(counts),
    run.id,
  );
  return { standing: { linesDone, counts }, written };
}

function logSet(sqlite: Sqlite, id: string, now: number, { actor }: RunOrder): void {
  statement(
    sqlite,
    "INSERT INTO changeSet (id, at, employeeId, branchId, workstationId, doing) VALUES (?, ?, ?, ?, ?, 'import')",
  ).run(id, now, actor.employeeId, actor.branchId, actor.workstationId);
}

function fillKnown({ environment, run }: Writing, portion: Portion): number {
  if (portion.known.length === 0) return 0;
  const { result } = save(environment, run.actor, 'import', (unit) => {
    let filled = 0;
    for (const { who, customer } of portion.known)
      if (fillBlanks(environment.db.sqlite, unit, environment.newId, who, customer)) filled++;
    return filled;
  });
  return result;
}

function keepRejected(sqlite: Sqlite, runId: string, portion: Portion): void {
  const keep = statement(
    sqlite,
    'INSERT OR REPLACE INTO importRejected (runId, line, cells, problems) VALUES (?, ?, ?, ?)',
  );
  for (const { line, cells, problems } of portion.rejected)
    keep.run(runId, line, JSON.stringify(cells), JSON.stringify(problems));
}

function withoutTakenNumbers(sqlite: Sqlite, rows: readonly BulkRow[]): BulkRow[] {
  const taken = statement(sqlite, 'SELECT 1 FROM customer WHERE number = ?');
  return rows.map((row) => {
    return row[NUMBER] === null || !taken.get(row[NUMBER]) ? row : numbered(row, null);
  });
}

type NumberGiver = { readonly left: number; next: () => string; keep: () => void };

/** What the branch server has lent and nothing else: what this program counts by itself another one counts, too. */
function lentGiver(sqlite: Sqlite, from: number): NumberGiver {
  const lent = lentNumbers(sqlite, from);
  return {
    get left() {
      return lent.left;
    },
    next: () => {
      const number = lent.next();
      // Some of them were borne here already, and stepped over.
      if (number === null) throw new OutOfNumbers(PORTION);
      return number;
    },
    keep: lent.keep,
  };
}

/** Numbers that the branch server has lent, then the program's own, one after the other; those in use are stepped over. */
function numberGiver(sqlite: Sqlite): NumberGiver {
  const lent = lentNumbers(sqlite);
  const taken = statement(sqlite, 'SELECT 1 FROM customer WHERE number = ?');
  const from = Number(readLocal(sqlite, NEXT_NUMBER) ?? FIRST_NUMBER);
  let next = from;
  return {
    left: Number.POSITIVE_INFINITY,
    next: () => {
      const number = lent.next();
      if (number !== null) return number;
      while (taken.get(String(next))) next++;
      return String(next++);
    },
    keep: () => {
      lent.keep();
      if (next > from) writeLocal(sqlite, NEXT_NUMBER, String(next));
    },
  };
}
