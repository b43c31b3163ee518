// Where the browser inside Electron keeps its own things (zoom, caches, the lock of the single instance): in the data
// folder, so that two data folders are two counters. It refuses to put anything of Tresen's there.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROBE_BYTES = 64 * 1024;
const STAND_IN = 'tresen-window-';
const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;

/**
 * A data folder that cannot be written gets a stand-in in the system's temporary folder: its trouble has to be told in a
 * window, and a browser without a folder would only say that it runs already.
 */
export function windowFolder(dataDirectory: string): string {
  const own = join(dataDirectory, 'window');
  try {
    mkdirSync(own, { recursive: true, mode: 0o700 });
    const probe = join(own, '.probe');
    writeFileSync(probe, Buffer.alloc(PROBE_BYTES));
    rmSync(probe);
    return own;
  } catch {
    removeForgotten();
    return mkdtempSync(join(tmpdir(), STAND_IN));
  }
}

/** The browser writes until after the program's last word, so that only a later start can clear up. */
function removeForgotten(): void {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(STAND_IN))) {
    const path = join(tmpdir(), name);
    try {
      if (Date.now() - statSync(path).mtimeMs > FORGOTTEN_AFTER_MS) rmSync(path, { recursive: true });
    } catch {
      // Somebody else's.
    }
  }
}
