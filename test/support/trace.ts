// Counts the sync calls that the system sees between asking for a save and its answer. Needs strace, which is Linux's own.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why nothing can be traced here; null = it can. */
export const noTrace: string | null = reason();

/** Lets a counter on that folder save so many customers. @returns how often the log was synced for each, in order */
export function tracedSaves(directory: string, saves: number): number[] {
  const trace = join(tmpdir(), `tresen-trace-${process.pid}`);
  const script = join(import.meta.dirname, 'trace-child.ts');
  const watched = ['-f', '-y', '-e', 'trace=fsync,fdatasync,write', '-o', trace];
  const ran = spawnSync('strace', [...watched, process.execPath, script, directory, String(saves)], {
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(ran.stderr);
  const counts: number[] = [];
  let syncs = 0;
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    if (/ write\(1<.*"ask /.test(line)) syncs = 0;
    else if (/ f(data)?sync\(\d+<[^>]*tresen\.db-wal>/.test(line)) syncs++;
    else if (/ write\(1<.*"answer /.test(line)) counts.push(syncs);
  }
  rmSync(trace);
  return counts;
}

function reason(): string | null {
  if (process.platform !== 'linux') return 'strace is on Linux only';
  const { status, error } = spawnSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' });
  if (error) return 'strace is not installed';
  return status === 0 ? null : 'strace may not trace here';
}
