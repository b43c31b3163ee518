// The shipped migrations as an older program had them.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESOURCES } from './counter.ts';

/** A folder under `folder` with the migrations up to and including `last`. @throws when there is no such migration */
export function upTo(last: string, folder: string): string {
  const copy = mkdtempSync(join(folder, 'migrations-'));
  cpSync(join(RESOURCES, 'migrations'), copy, { recursive: true });
  const journal = join(copy, 'meta', '_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { tag: string }[] };
  const at = entries.findIndex(({ tag }) => tag === last);
  if (at < 0) throw new Error(`no migration ${last}`);
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, at + 1) }));
  return copy;
}
