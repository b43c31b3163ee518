// What the import's threads are told and what they answer. Types only.
import type { MessagePort } from 'node:worker_threads';
import type {
  FileTrouble,
  ImportCounts,
  ImportPlan,
  ImportReport,
} from '../../../src-shared/customer-import/contract.ts';
import type { Portion } from './portions.ts';
import type { Recognised, TableFormat } from './recognise.ts';
import type { KeptProblem } from './tally.ts';

/** The encrypted database, for a thread's own connection. */
export type DatabaseAccess = { file: string; key: Uint8Array };

/** `path` null = kept in the database. */
export type ListAccess = { fileId: string; path: string | null };

export type RecognisedList = ListAccess & {
  format: TableFormat;
  headings: string[];
  sha256: string;
};

/** Where a run stands and in whose name it writes. */
export type RunOrder = {
  id: string;
  plan: ImportPlan;
  linesDone: number;
  linesTotal: number;
  counts: ImportCounts;
  /** New customer numbers begin here or later. */
  numbersFrom: number;
  /** How many customers of the whole list bring none. */
  numbersNeeded: number;
  actor: { employeeId: string | null; branchId: string; workstationId: string | null };
};

export type ThreadOrder = { database: DatabaseAccess; gate: SharedArrayBuffer } & (
  | { job: 'recognise'; list: ListAccess }
  | { job: 'check'; list: RecognisedList; plan: ImportPlan; today: string }
  /**
   * `clock` is the time at the counter when the order is given, epoch milliseconds; `lent`: new numbers come from the branch
   * server alone.
   */
  | { job: 'import'; list: RecognisedList; run: RunOrder; today: string; clock: number; lent: boolean }
  /** Puts into the search index what an import that was broken off had not. */
  | { job: 'index' }
  /** The reading half of 'import'. */
  | { job: 'read'; list: RecognisedList; run: RunOrder; today: string; port: MessagePort }
);

export type JobKind = 'reading' | 'checking' | 'importing' | 'indexing';

export type ThreadAnswer =
  | { kind: 'progress'; job: JobKind; done: number; total: number | null }
  | { kind: 'recognised'; recognised: Recognised }
  | { kind: 'checked'; report: ImportReport; problems: KeptProblem[]; numbersFrom: number; numbersNeeded: number }
  /** The writing thread waits for numbers; the answer is `ToThread`. */
  | { kind: 'numbersNeeded'; need: number; from: number }
  /** The import has ended: everything done, or stopped in between. */
  | { kind: 'imported'; linesDone: number; counts: ImportCounts; complete: boolean }
  | { kind: 'indexed' }
  | { kind: 'trouble'; trouble: FileTrouble }
  /** `code` is the driver's or the system's. */
  | { kind: 'failed'; code: string; frames: string[] };

/** Whether numbers were lent; false = none came, or the import is to end. */
export type ToThread = { numbersLent: boolean };

/** From the writing thread to the reading one … */
export type ToReader = 'more' | 'checkpoint' | 'feed';
/** … and back. */
export type FromReader =
  | { kind: 'portion'; portion: Portion }
  | { kind: 'end' }
  | { kind: 'checkpointed' }
  /** Its half of the search index is fed. */
  | { kind: 'fed' }
  | { kind: 'trouble'; trouble: FileTrouble }
  | { kind: 'failed'; code: string; frames: string[] };
