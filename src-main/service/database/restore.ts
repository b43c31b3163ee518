// Exchanges the database of a data folder for another one. The one commit point is the name `tresen.db.restored`: what has
// it is complete, and whoever opens the folder next finishes the exchange. The present files are set aside, never deleted.
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { renameDurably } from './disk.ts';
import { DATABASE_FILE } from './open.ts';

const RESTORED = `${DATABASE_FILE}.restored`;

/** Makes `file` (complete, flushed, in the same folder) the database at the next `finishRestore`. */
export function commitRestore(dataDirectory: string, file: string): void {
  renameDurably(file, join(dataDirectory, RESTORED));
}

/**
 * Finishes an exchange that was committed, also one that was cut off; the database must be closed.
 * @returns the files that were set aside; null = there was none. @throws file errors
 */
export function finishRestore(dataDirectory: string, now: number): readonly string[] | null {
  const restored = join(dataDirectory, RESTORED);
  if (!existsSync(restored)) return null;
  const aside: string[] = [];
  const file = join(dataDirectory, DATABASE_FILE);
  const ending = `${stamp(now)}.damaged`;
  // The log first: left beside another database it would be replayed into that one.
  for (const part of ['-wal', '-shm', '']) {
    if (!existsSync(file + part)) continue;
    const name = freeName(`${file}.${ending}${part}`);
    renameSync(file + part, name);
    aside.push(name);
  }
  renameDurably(restored, file);
  return aside;
}

/** '20261121-093000' in local time. */
export function stamp(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let count = 2; existsSync(name); count++) name = `${wanted}-${count}`;
  return name;
}
