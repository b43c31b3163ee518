// Makes a copy of the database that is whole, on the disk and proven readable before it gets its name, while saves go on.
// It runs in the background's process; before a migration on the counter's own connection.
import { rmSync, statSync } from 'node:fs';
import { keyId, type Sqlite } from './connection.ts';
import { flushFile, renameDurably } from './disk.ts';
import { connectBeside, connectToBackup, contentsOf, integrityProblems } from './integrity.ts';

/** The copy cannot be trusted: the database, or the disk that the copy lies on, is broken. */
export class BadCopy extends Error {
  override readonly name = 'BadCopy';
  readonly code = 'SQLITE_CORRUPT_COPY';
}

/** Copies the counter's database to `target`, which must not be there yet. @returns bytes @throws BadCopy, file errors */
export function backUp(file: string, key: Buffer, target: string): number {
  const sqlite = connectBeside(file, key);
  try {
    return copyOf(sqlite, key, target);
  } finally {
    sqlite.close();
  }
}

/** The same over a connection that is there. It blocks until it is done. */
export function copyOf(sqlite: Sqlite, key: Buffer, target: string): number {
  const unfinished = unfinishedName(target, key);
  rmSync(unfinished, { force: true });
  try {
    const before = contentsOf(sqlite).changeSets;
    // One read transaction: a state that was there, whatever is saved meanwhile. The copy is encrypted with the same key.
    sqlite.prepare('VACUUM INTO ?').run(unfinished);
    flushFile(unfinished);
    const after = contentsOf(sqlite).changeSets;
    prove(unfinished, key, before, after);
    renameDurably(unfinished, target);
    return statSync(target).size;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** A copy that was cut off goes under this name, also to the one who clears up after it. */
export function unfinishedName(target: string, key: Buffer): string {
  return `${target}.${keyId(key).slice(0, 8)}.unfinished`;
}

function prove(file: string, key: Buffer, atLeast: number, atMost: number): void {
  const copy = connectToBackup(file, key);
  try {
    const problems = integrityProblems(copy);
    const { changeSets } = contentsOf(copy);
    if (problems.length > 0 || changeSets < atLeast || changeSets > atMost)
      throw new BadCopy(problems[0] ?? `${changeSets} change sets, expected ${atLeast} to ${atMost}`);
  } finally {
    copy.close();
  }
}
