// Where a server process keeps the files of first fills, and where their maker lies.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { resourcesFolder } from '../resources-folder.ts';
import type { SnapshotsPorts } from './snapshots.ts';

// In the sources the thread is the counter's; in a bundle it lies beside it.
const MAKER = new URL(
  import.meta.url.endsWith('.ts') ? '../../src-main/service/sync/snapshot-maker-thread.ts' : 'snapshot-maker.js',
  import.meta.url,
);

/** @param dataDirectory of the server process */
export function snapshotsIn(dataDirectory: string): SnapshotsPorts {
  // Several processes may share a folder: each keeps, and clears away, its own.
  const all = join(dataDirectory, 'snapshots');
  clearAwayOfTheDead(all);
  const directory = join(all, String(process.pid));
  return { directory, migrations: resourcesFolder('migrations'), maker: MAKER };
}

/** What a process that was killed has left: nobody has the keys any more. */
function clearAwayOfTheDead(all: string): void {
  for (const name of namesIn(all))
    if (!isAlive(Number(name))) rmSync(join(all, name), { recursive: true, force: true });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // nothing was ever made
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
