// What the disk does for everything that must not be lost: flushing, renaming, free space, and whether it can be written to.
// It knows nothing of databases.
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Bytes that this user can still write there; null where the system does not say. */
export function freeBytes(directory: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** Why a new file cannot be written there, found out by writing one; null = it can. A folder not made yet counts as its parent. */
export function writeRefusal(directory: string): 'diskFull' | 'readOnly' | 'unreadable' | null {
  const probe = join(nearestFolder(directory), `tresen.probe-${process.pid}`);
  let handle: number | undefined;
  try {
    handle = openSync(probe, 'wx', 0o600);
    // As much as the files that the database makes when it is opened.
    writeSync(handle, Buffer.alloc(65_536));
    fsyncSync(handle);
    return null;
  } catch (error) {
    return refusalOf(error);
  } finally {
    if (handle !== undefined) {
      closeSync(handle);
      rmSync(probe, { force: true });
    }
  }
}

function nearestFolder(directory: string): string {
  let folder = directory;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function refusalOf(error: unknown): 'diskFull' | 'readOnly' | 'unreadable' {
  switch ((error as { code?: string }).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'diskFull';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'readOnly';
    default:
      return 'unreadable';
  }
}

/** Returns when the file's bytes are on the disk; from then on only its owner may read it. */
export function flushFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fchmodSync(handle, 0o600);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Puts a complete, flushed file in its place: afterwards the old or the new one is there, never a half one. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  // Windows cannot flush a folder; NTFS keeps names in its own journal.
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(to), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
