// Where the browser inside Electron keeps its own things (zoom, caches, the lock of the single instance): in the data
// folder, so that two data folders are two counters. It refuses to put anything of Tresen's there.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type WindowFolder = { path: string; release: () => void };

const PROBE_BYTES = 64 * 1024;

/**
 * A data folder that cannot be written gets a folder beside it for as long as the program runs: its trouble has to be told
 * in a window, and a browser without a folder would only say that it runs already.
 */
export function windowFolder(dataDirectory: string): WindowFolder {
  const own = join(dataDirectory, 'window');
  try {
    mkdirSync(own, { recursive: true, mode: 0o700 });
    const probe = join(own, '.probe');
    writeFileSync(probe, Buffer.alloc(PROBE_BYTES));
    rmSync(probe);
    return { path: own, release: () => undefined };
  } catch {
    const stand = mkdtempSync(join(tmpdir(), 'tresen-window-'));
    return { path: stand, release: () => rmSync(stand, { recursive: true, force: true, maxRetries: 3 }) };
  }
}
