// The import's own rows in the database: the chosen list, its parts, its runs, its rejected lines. Local to this
// workstation; nothing of it is logged or synced.
import type { ImportCounts, ImportPlan } from '../../../src-shared/customer-import/contract.ts';
import type { LineProblem } from '../../../src-shared/customer-import/line-notes.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import type { Recognised } from './recognise.ts';
import { noCounts } from './tally.ts';

export type StoredFile = {
  id: string;
  name: string;
  size: number;
  /** null = kept in parts. */
  path: string | null;
  about: Recognised | null;
};

export type StoredRun = {
  id: string;
  fileId: string;
  fileSha256: string;
  fileName: string;
  state: 'running' | 'cancelled' | 'done';
  plan: ImportPlan;
  numbersFrom: number;
  numbersNeeded: number;
  startedAt: number;
  finishedAt: number | null;
  linesTotal: number;
  linesDone: number;
  counts: ImportCounts;
};

export function newestFile(sqlite: Sqlite): StoredFile | null {
  return fileFrom(statement(sqlite, 'SELECT * FROM importFile ORDER BY chosenAt DESC, id DESC LIMIT 1').get());
}

export function fileById(sqlite: Sqlite, id: string): StoredFile | null {
  return fileFrom(statement(sqlite, 'SELECT * FROM importFile WHERE id = ?').get(id));
}

export function addFile(sqlite: Sqlite, file: Omit<StoredFile, 'about'>, now: number): void {
  statement(sqlite, 'INSERT INTO importFile (id, name, size, path, chosenAt) VALUES (?, ?, ?, ?, ?)').run(
    file.id,
    file.name,
    file.size,
    file.path,
    now,
  );
}

export function addPart(sqlite: Sqlite, fileId: string, position: number, bytes: Buffer): void {
  statement(sqlite, 'INSERT OR REPLACE INTO importPart (fileId, position, bytes) VALUES (?, ?, ?)').run(
    fileId,
    position,
    bytes,
  );
}

export function noteAbout(sqlite: Sqlite, fileId: string, about: Recognised): void {
  statement(sqlite, 'UPDATE importFile SET about = ?, size = ? WHERE id = ?').run(
    JSON.stringify(about),
    about.size,
    fileId,
  );
}

/** Lists that nothing waits for any more. */
export function forgetFiles(sqlite: Sqlite, keep: readonly string[]): void {
  const rows = statement(sqlite, 'SELECT id FROM importFile').all() as { id: string }[];
  for (const { id } of rows) {
    if (keep.includes(id)) continue;
    forgetParts(sqlite, id);
    statement(sqlite, 'DELETE FROM importFile WHERE id = ?').run(id);
  }
}

/** The list's bytes. Each part on its own: together they would make one long transaction. */
export function forgetParts(sqlite: Sqlite, fileId: string): void {
  const last = statement(sqlite, 'SELECT max(position) AS position FROM importPart WHERE fileId = ?').get(fileId) as {
    position: number | null;
  };
  const part = statement(sqlite, 'DELETE FROM importPart WHERE fileId = ? AND position = ?');
  for (let position = last.position ?? -1; position >= 0; position--) part.run(fileId, position);
}

export function newestRun(sqlite: Sqlite): StoredRun | null {
  const row = statement(sqlite, 'SELECT * FROM importRun ORDER BY startedAt DESC, id DESC LIMIT 1').get() as
    | (Omit<StoredRun, 'plan' | 'numbersFrom' | 'numbersNeeded' | 'counts'> & { plan: string; counts: string })
    | undefined;
  if (!row) return null;
  // A run that an older program began does not say how many it needs: at most all.
  const {
    plan,
    numbersFrom,
    numbersNeeded = row.linesTotal,
  } = JSON.parse(row.plan) as {
    plan: ImportPlan;
    numbersFrom: number;
    numbersNeeded?: number;
  };
  return {
    ...row,
    plan,
    numbersFrom,
    numbersNeeded,
    counts: { ...noCounts, ...(JSON.parse(row.counts) as Partial<ImportCounts>) },
  };
}

export function addRun(sqlite: Sqlite, run: StoredRun, startedBy: string): void {
  statement(
    sqlite,
    `INSERT INTO importRun (id, fileId, fileSha256, fileName, state, plan, startedAt, startedBy, linesTotal, linesDone, counts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...[run.id, run.fileId, run.fileSha256, run.fileName, run.state],
    JSON.stringify({ plan: run.plan, numbersFrom: run.numbersFrom, numbersNeeded: run.numbersNeeded }),
    ...[run.startedAt, startedBy],
    ...[run.linesTotal, run.linesDone, JSON.stringify(run.counts)],
  );
}

export function setRunState(sqlite: Sqlite, id: string, state: StoredRun['state'], finishedAt: number | null): void {
  statement(sqlite, 'UPDATE importRun SET state = ?, finishedAt = ? WHERE id = ?').run(state, finishedAt, id);
}

/** A run that goes on with a list chosen anew: the same bytes under another id. */
export function setRunFile(sqlite: Sqlite, id: string, fileId: string): void {
  statement(sqlite, 'UPDATE importRun SET fileId = ? WHERE id = ?').run(fileId, id);
}

/** Runs and their rejected lines; the customers stay. */
export function forgetRuns(sqlite: Sqlite): void {
  sqlite
    .transaction(() => {
      statement(sqlite, 'DELETE FROM importRejected').run();
      statement(sqlite, 'DELETE FROM importRun').run();
    })
    .immediate();
}

export function countRejected(sqlite: Sqlite, runId: string): number {
  const { lines } = statement(sqlite, 'SELECT count(*) AS lines FROM importRejected WHERE runId = ?').get(runId) as {
    lines: number;
  };
  return lines;
}

export function rejectedRows(sqlite: Sqlite, runId: string): { cells: string[]; problems: LineProblem[] }[] {
  const rows = statement(sqlite, 'SELECT cells, problems FROM importRejected WHERE runId = ? ORDER BY line').all(
    runId,
  ) as { cells: string; problems: string }[];
  return rows.map(({ cells, problems }) => ({ cells: JSON.parse(cells), problems: JSON.parse(problems) }));
}

// --- details

function fileFrom(row: unknown): StoredFile | null {
  const found = row as (Omit<StoredFile, 'about'> & { about: string | null }) | undefined;
  return found ? { ...found, about: found.about === null ? null : (JSON.parse(found.about) as Recognised) } : null;
}
