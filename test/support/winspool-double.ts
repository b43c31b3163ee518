// A double of the spooler of Windows, made of winspool-double.c by the system's compiler: what is called is called for real, with
// the types of winspool.h. Every job is a process of its own, so the double begins anew with each.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpoolerLibraries } from '../../src-main/raw-printing/winspool.ts';
import { removeFolder } from './remove-folder.ts';

const SOURCE = join(import.meta.dirname, 'winspool-double.c');

export type WinspoolDouble = {
  readonly libraries: SpoolerLibraries;
  /** How it answers from now on; forgets what it was given. */
  wants(...lines: string[]): void;
  /** What it was given, one line a call; texts in their letters, bytes as hex. */
  said(): string[];
  stop(): Promise<void>;
};

/** null = there is a compiler that makes it. */
export function noWinspoolDouble(): string | null {
  if (process.platform === 'win32' || !['x64', 'arm64'].includes(process.arch))
    return 'it is written for Linux with 64 bits';
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    if (process.env.TRESEN_TEST_ALL) throw new Error('gcc is missing, and every real part was asked for');
    return 'gcc is missing';
  }
}

export function startWinspoolDouble(): WinspoolDouble {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-winspool-'));
  const library = join(folder, 'winspool.so');
  execFileSync('gcc', ['-Wall', '-Werror', '-shared', '-fPIC', '-o', library, SOURCE]);
  const [saidFile, wantedFile] = [join(folder, 'said'), join(folder, 'wanted')];
  // The helper processes inherit them.
  process.env.WINSPOOL_SAID = saidFile;
  process.env.WINSPOOL_WANTED = wantedFile;
  return {
    libraries: { spooler: library, system: library },
    wants(...lines) {
      rmSync(saidFile, { force: true });
      writeFileSync(wantedFile, lines.map((line) => `${line}\n`).join(''));
    },
    said: () => (existsSync(saidFile) ? readFileSync(saidFile, 'utf8').trimEnd().split('\n').map(readable) : []),
    async stop() {
      delete process.env.WINSPOOL_SAID;
      delete process.env.WINSPOOL_WANTED;
      await removeFolder(folder);
    },
  };
}

/** 'title 0042 006f' → 'title Bo' */
function readable(line: string): string {
  const [what = '', ...units] = line.split(' ');
  if (!['open', 'title', 'kind', 'file'].includes(what) || units[0] === 'null') return line;
  return `${what} ${String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)))}`;
}
