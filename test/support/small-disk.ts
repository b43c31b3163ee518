// Real disks of a wanted size or without the right to write, as only the system administrator of a Linux machine can make
// them. Elsewhere the tests that need one are skipped with the reason.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why no disk can be made here; null = it can. */
export const noSmallDisk: string | null = reason();

export type SmallDisk = {
  readonly directory: string;
  /** Takes all the space but `left` bytes. */
  fill(left?: number): void;
  /** Gives it back. */
  free(): void;
  close(): void;
};

export function smallDisk(bytes: number): SmallDisk {
  const directory = mkdtempSync(join(tmpdir(), 'tresen-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', directory]);
  const filler = join(directory, 'filler');
  return {
    directory,
    fill(left = 0) {
      const { bavail, bsize } = statfsSync(directory);
      const blocks = bavail - Math.ceil(left / bsize);
      const handle = openSync(filler, 'a');
      for (let block = 0; block < blocks; block++) writeSync(handle, Buffer.alloc(bsize, 1));
      closeSync(handle);
    },
    free: () => rmSync(filler, { force: true }),
    close: () => unmount(directory),
  };
}

/** The same folder once more, read-only. */
export function readOnlyView(of: string): { directory: string; close: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'tresen-view-'));
  execFileSync('mount', ['--bind', of, directory]);
  execFileSync('mount', ['-o', 'remount,ro,bind', directory]);
  return { directory, close: () => unmount(directory) };
}

function unmount(directory: string): void {
  execFileSync('umount', ['--lazy', directory]);
  rmSync(directory, { recursive: true, force: true });
}

function reason(): string | null {
  if (process.platform !== 'linux') return 'small disks are made on Linux only';
  if (process.getuid?.() !== 0) return 'only root may mount a small disk';
  const directory = mkdtempSync(join(tmpdir(), 'tresen-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory], { stdio: 'ignore' });
    execFileSync('umount', [directory], { stdio: 'ignore' });
    return null;
  } catch {
    return 'this machine does not let root mount';
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
