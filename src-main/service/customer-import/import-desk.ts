// The import as the counter sees it: which list is chosen, what is under way, how the newest run stands. One thing at a
// time, each in a thread of its own; whatever has to survive the program's end stands in the database.
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { FilePayload } from '../../../src-shared/calls.ts';
import type {
  FileTrouble,
  ImportFailure,
  ImportFile,
  ImportPlan,
  ImportReport,
  ImportState,
  ListedProblem,
} from '../../../src-shared/customer-import/contract.ts';
import { mappingProblems, proposeMapping } from '../../../src-shared/customer-import/fields.ts';
import { LARGEST_FILE_BYTES } from '../../../src-shared/customer-import/limits.ts';
import { listName, localDay } from '../../../src-shared/customers/rules.ts';
import type { News } from '../../../src-shared/shell/contract.ts';
import type { IdleWork } from '../database/idle-work.ts';
import type { Db } from '../database/open.ts';
import { statement } from '../database/save.ts';
import { incidentNumber } from '../incident.ts';
import { unfedCustomers } from '../search/feed.ts';
import type { Lending } from '../sync/lend-ahead.ts';
import { JobRunner, type Outcome } from './job-runner.ts';
import type { RecognisedList } from './jobs.ts';
import type { Met } from './known-people.ts';
import type { Recognised } from './recognise.ts';
import { rejectedFile } from './rejected-file.ts';
import * as stored from './stored-import.ts';
import { type KeptProblem, noCounts } from './tally.ts';
import { WriteGate } from './write-gate.ts';
import { reserveNumbers } from './write-portions.ts';

export type DeskParts = {
  db: Db;
  key: Buffer;
  idle: IdleWork;
  now: () => number;
  newId: () => string;
  announce: (news: News) => void;
  /** Of customer numbers by the branch server. */
  lending: () => Lending;
  log: { error: (facts: object, text: string) => void };
};

export type ImportActor = { employeeId: string | null; branchId: string; workstationId: string | null };

/** What the caller asked for cannot be done now: the codes of the contract. */
export class CannotImport extends Error {
  override readonly name = 'CannotImport';
  readonly code: 'BUSY' | 'NO_FILE' | 'BAD_MAPPING' | 'NOT_TRIED' | 'NOTHING_TO_RESUME' | 'TOO_BIG';
  constructor(code: CannotImport['code']) {
    super(code);
    this.code = code;
  }
}

/** Customers without a number need one from the branch server, and it cannot be asked. */
export class NoNumbers extends Error {
  override readonly name = 'NoNumbers';
  readonly data: { needed: number; left: number };
  constructor(data: NoNumbers['data']) {
    super('no lent numbers');
    this.data = data;
  }
}

export class ImportDesk {
  readonly gate = new WriteGate();
  readonly #parts: DeskParts;
  readonly #runner: JobRunner;
  #trouble: FileTrouble | null = null;
  #failure: ImportFailure | null = null;
  #check: Checked | null = null;
  #closed = false;
  #offered = false;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    const database = { file: parts.db.file, key: parts.key };
    const lend = (need: number, from: number) => parts.lending().ask(need, from);
    this.#runner = new JobRunner({ database, gate: this.gate, sqlite: parts.db.sqlite, idle: parts.idle, lend });
  }

  /** Customers of an import that was broken off are there but not to be found: sees to that. */
  resumeIndexing(): void {
    const total = unfedCustomers(this.#sqlite);
    if (total === 0 || this.#runner.busy) return;
    void this.#runner.run({ job: 'index' }, 'indexing', 0, total).then((outcome) => this.#after(outcome));
  }

  close(): void {
    this.#closed = true;
    this.#runner.close();
  }

  state(): ImportState {
    const file = stored.newestFile(this.#sqlite);
    return {
      file: file?.about ? shownFile(file, file.about) : null,
      trouble: this.#trouble,
      job: this.#runner.job,
      check: this.#check && this.#check.fileId === file?.id ? { ...this.#check.report, plan: this.#check.plan } : null,
      run: this.#runState(),
    };
  }

  /** @throws CannotImport */
  beginUpload(name: string, size: number): string {
    this.#mustBeFree();
    if (size > LARGEST_FILE_BYTES) throw new CannotImport('TOO_BIG');
    return this.#choose({ name, size, path: null });
  }

  /** @throws CannotImport */
  addPart(fileId: string, position: number, bytes: Buffer): void {
    const file = stored.fileById(this.#sqlite, fileId);
    if (!file || file.path !== null || file.about !== null) throw new CannotImport('NO_FILE');
    stored.addPart(this.#sqlite, fileId, position, bytes);
  }

  /** Reads what came; the list or the trouble with it then stands in `state`. @throws CannotImport */
  async endUpload(fileId: string): Promise<void> {
    this.#mustBeFree();
    const file = stored.fileById(this.#sqlite, fileId);
    if (!file || file.about !== null) throw new CannotImport('NO_FILE');
    await this.#recognise(file);
  }

  /** A file that the command line named: chosen, and the screen opens its page once. */
  async offerFile(path: string): Promise<void> {
    this.#offered = true;
    // An import that was broken off may still be on its way into the search.
    await this.#runner.whenFree();
    await this.chooseFile(path);
  }

  /** Whether the screen should open the page now; true once. */
  takeOffer(): boolean {
    const offered = this.#offered;
    this.#offered = false;
    return offered;
  }

  /** A file of this PC, read where it lies. @throws CannotImport */
  async chooseFile(path: string): Promise<void> {
    this.#mustBeFree();
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    const id = this.#choose({ name: basename(path), size, path });
    const file = stored.fileById(this.#sqlite, id);
    if (file) await this.#recognise(file);
  }

  /** @throws CannotImport */
  forgetFile(): void {
    this.#mustBeFree();
    this.#trouble = null;
    this.#check = null;
    stored.forgetFiles(this.#sqlite, this.#filesOfRuns());
  }

  /** Resolves when the trial is over; `state` shows it meanwhile. @throws CannotImport */
  async check(plan: ImportPlan): Promise<void> {
    this.#mustBeFree();
    const list = this.#list();
    if (mappingProblems(plan.mapping).length > 0) throw new CannotImport('BAD_MAPPING');
    this.#check = null;
    this.#trouble = null;
    const today = localDay(this.#parts.now());
    const outcome = await this.#runner.run({ job: 'check', list, plan, today }, 'checking', 0, null);
    if (outcome.kind !== 'checked') return this.#after(outcome);
    const { kind: _, ...found } = outcome;
    this.#check = { fileId: list.fileId, plan, ...found };
  }

  problems(of: Pick<ListedProblem, 'field' | 'problem'> | null): ListedProblem[] {
    return (this.#check?.problems ?? [])
      .filter((one) => of === null || (one.field === of.field && one.problem === of.problem))
      .map(({ met, ...one }) => ({ ...one, other: met && this.#other(met) }));
  }

  /** Begins, and returns when it has begun. @throws CannotImport, NoNumbers */
  async start(plan: ImportPlan, actor: ImportActor): Promise<void> {
    this.#mustBeFree();
    await this.#haveNumbers(plan);
    this.#mustBeFree();
    const list = this.#list();
    const check = this.#check;
    if (!check || check.fileId !== list.fileId || JSON.stringify(check.plan) !== JSON.stringify(plan))
      throw new CannotImport('NOT_TRIED');
    const { name } = stored.fileById(this.#sqlite, list.fileId) ?? { name: '' };
    stored.forgetRuns(this.#sqlite);
    const run: stored.StoredRun = {
      ...{ id: this.#parts.newId(), fileId: list.fileId, fileSha256: list.sha256, fileName: name, plan },
      ...{ state: 'running', startedAt: this.#parts.now(), finishedAt: null, linesTotal: check.report.lines },
      ...{ linesDone: 0, counts: { ...noCounts }, numbersFrom: check.numbersFrom, numbersNeeded: check.numbersNeeded },
    };
    stored.addRun(this.#sqlite, run, actor.employeeId ?? '');
    this.#check = null;
    void this.#import(run, list, actor);
  }

  cancel(): void {
    this.#runner.stop();
  }

  /** Goes on where the newest run broke off; a list on this PC must still be the same. @throws CannotImport */
  async resume(actor: ImportActor): Promise<void> {
    this.#mustBeFree();
    const run = stored.newestRun(this.#sqlite);
    const file = run && stored.fileById(this.#sqlite, run.fileId);
    if (!run || run.state === 'done' || !file?.about) throw new CannotImport('NOTHING_TO_RESUME');
    if (file.path !== null && !(await this.#isUnchanged(file, run.fileSha256))) return;
    stored.setRunState(this.#sqlite, run.id, 'running', null);
    void this.#import(run, { fileId: file.id, path: file.path, ...file.about }, actor);
  }

  /** @throws CannotImport */
  rejectedLines(): FilePayload {
    const run = stored.newestRun(this.#sqlite);
    const rows = run ? stored.rejectedRows(this.#sqlite, run.id) : [];
    const file = run && stored.fileById(this.#sqlite, run.fileId);
    if (!run || !file?.about || rows.length === 0) throw new CannotImport('NO_FILE');
    return rejectedFile(rows, { name: run.fileName, ...file.about });
  }

  /** @throws CannotImport */
  finish(): void {
    this.#mustBeFree();
    stored.forgetRuns(this.#sqlite);
    this.#failure = null;
    this.forgetFile();
  }

  /** An import that would stop at its first customer is not begun. @throws NoNumbers */
  async #haveNumbers(plan: ImportPlan): Promise<void> {
    const lending = this.#parts.lending();
    const needed = this.#check?.numbersNeeded ?? 0;
    if (needed === 0 || !lending.isNeeded) return;
    const from = plan.mapping.includes('number') ? (this.#check?.numbersFrom ?? 0) : 0;
    if (lending.left(from) >= needed || (await lending.ask(needed, from))) return;
    throw new NoNumbers({ needed, left: lending.left(from) });
  }

  get #sqlite() {
    return this.#parts.db.sqlite;
  }

  #mustBeFree(): void {
    if (this.#runner.busy) throw new CannotImport('BUSY');
  }

  #choose(file: { name: string; size: number; path: string | null }): string {
    this.forgetFile();
    this.#failure = null;
    const id = this.#parts.newId();
    stored.addFile(this.#sqlite, { id, ...file }, this.#parts.now());
    return id;
  }

  async #recognise(file: stored.StoredFile): Promise<void> {
    const list = { fileId: file.id, path: file.path };
    const outcome = await this.#runner.run({ job: 'recognise', list }, 'reading', 0, null);
    if (outcome.kind !== 'recognised') {
      this.#after(outcome);
      this.#forgetBut(outcome.kind === 'trouble' ? outcome.trouble : null);
      return;
    }
    stored.noteAbout(this.#sqlite, file.id, outcome.recognised);
    const run = stored.newestRun(this.#sqlite);
    // The list of an import that broke off, chosen anew: it can go on with this copy.
    if (run && run.state !== 'done' && run.fileSha256 === outcome.recognised.sha256)
      stored.setRunFile(this.#sqlite, run.id, file.id);
  }

  #forgetBut(trouble: FileTrouble | null): void {
    stored.forgetFiles(this.#sqlite, this.#filesOfRuns());
    this.#trouble = trouble;
  }

  #list(): RecognisedList {
    const file = stored.newestFile(this.#sqlite);
    if (!file?.about) throw new CannotImport('NO_FILE');
    return { fileId: file.id, path: file.path, ...file.about };
  }

  async #isUnchanged(file: stored.StoredFile, sha256: string): Promise<boolean> {
    const list = { fileId: file.id, path: file.path };
    const outcome = await this.#runner.run({ job: 'recognise', list }, 'reading', 0, null);
    if (outcome.kind !== 'recognised') this.#after(outcome);
    else if (outcome.recognised.sha256 === sha256) return true;
    else this.#trouble = { kind: 'changed' };
    return false;
  }

  async #import(run: stored.StoredRun, list: RecognisedList, actor: ImportActor): Promise<void> {
    this.#trouble = null;
    this.#failure = null;
    reserveNumbers(this.#sqlite, run.numbersFrom);
    const clock = this.#parts.now();
    const lent = this.#parts.lending().isNeeded;
    const order = { job: 'import' as const, list, run: { ...run, actor }, today: localDay(clock), clock, lent };
    const outcome = await this.#runner.run(order, 'importing', run.linesDone, run.linesTotal);
    if (this.#closed) return;
    if (outcome.kind === 'imported') {
      const state = outcome.complete ? 'done' : 'cancelled';
      stored.setRunState(this.#sqlite, run.id, state, this.#parts.now());
      if (outcome.complete) stored.forgetParts(this.#sqlite, list.fileId);
    }
    this.#after(outcome);
    this.#parts.announce({ kind: 'changed', tables: ['customer', 'importRun'], ids: [] });
  }

  #after(outcome: Outcome): void {
    if (outcome.kind === 'trouble') this.#trouble = outcome.trouble;
    if (outcome.kind !== 'failed') return;
    const reason = failureReason(outcome.code);
    const incident = reason === 'internal' ? incidentNumber() : null;
    this.#failure = { reason, incident };
    const { code, frames } = outcome;
    this.#parts.log.error({ incident, code, frames }, 'the import failed');
  }

  #runState(): ImportState['run'] {
    const run = stored.newestRun(this.#sqlite);
    if (!run) return null;
    const job = this.#runner.job;
    const under = job?.kind === 'importing' || job?.kind === 'indexing';
    const running = under ? 'running' : this.#failure ? 'failed' : 'interrupted';
    return {
      ...{ id: run.id, fileName: run.fileName, startedAt: run.startedAt, finishedAt: run.finishedAt },
      ...{ linesTotal: run.linesTotal, linesDone: run.linesDone, counts: run.counts },
      state: run.state === 'running' ? running : run.state,
      failure: this.#failure,
      rejectedLines: stored.countRejected(this.#sqlite, run.id),
      notSearchableYet: unfedCustomers(this.#sqlite),
      resumable: run.state !== 'done' && !under && Boolean(stored.fileById(this.#sqlite, run.fileId)?.about),
    };
  }

  #filesOfRuns(): string[] {
    const run = stored.newestRun(this.#sqlite);
    return run ? [run.fileId] : [];
  }

  #other(met: Met): ListedProblem['other'] {
    if (met.kind === 'line') return met;
    const row = statement(this.#sqlite, 'SELECT id, number, firstName, lastName FROM customer WHERE rowid = ?').get(
      met.row,
    ) as { id: string; number: string; firstName: string | null; lastName: string } | undefined;
    return row ? { kind: 'customer', id: row.id, number: row.number, name: listName(row) } : null;
  }
}

// --- details

type Checked = {
  fileId: string;
  plan: ImportPlan;
  report: ImportReport;
  problems: KeptProblem[];
  numbersFrom: number;
  numbersNeeded: number;
};

function shownFile(file: stored.StoredFile, about: Recognised): ImportFile {
  const { format, headings, samples } = about;
  return {
    ...{ id: file.id, name: file.name, size: file.size, headings, samples },
    encoding: format.kind === 'text' ? format.encoding : null,
    delimiter: format.kind === 'text' ? format.delimiter : null,
    headingLine: format.headingRow === null ? null : format.headingRow + 1,
    proposal: { mapping: [...proposeMapping(headings, samples)], duplicates: 'skip', areaCode: null },
  };
}

const REASONS: readonly (readonly [RegExp, ImportFailure['reason']])[] = [
  [/^(SQLITE_FULL|ENOSPC)/, 'diskFull'],
  [/^(SQLITE_READONLY|EROFS|EACCES|EPERM)/, 'readOnly'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'busy'],
  [/^NO_NUMBERS$/, 'noNumbers'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_IOERR)/, 'damaged'],
];

function failureReason(code: string): ImportFailure['reason'] {
  return REASONS.find(([pattern]) => pattern.test(code))?.[1] ?? 'internal';
}
