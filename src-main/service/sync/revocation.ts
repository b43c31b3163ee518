// The end of a workstation: once the server has said that its token is worth nothing any more, nothing readable stays on this
// PC. The keys go first, then the files; a cut in between is finished at the next start. What had not been sent is lost with
// it, and only its number is kept: a stolen PC must not keep a copy for the sake of an export.
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE } from '../database/open.ts';
import type { Ports } from '../ports.ts';

/** Change sets that the server never got. */
export type Revocation = { readonly at: number; readonly unsent: number };

const MARK = 'revoked.json';
/** Everything that holds, seals or describes data of the chain; what the window keeps for itself is none of it. */
const ENDS = [DATABASE_FILE, 'tresen.json', 'backups', 'workstation.', 'tresen.key', 'tresen.sealed-key'];

/** null = this data folder was not revoked. */
export function revocationOf(dataDirectory: string): Revocation | null {
  const file = join(dataDirectory, MARK);
  if (!existsSync(file)) return null;
  try {
    const { at, unsent } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Revocation>;
    return { at: Number(at ?? 0), unsent: Number(unsent ?? 0) };
  } catch {
    // Cut while it was written: it was revoked all the same.
    return { at: 0, unsent: 0 };
  }
}

/**
 * The database must be closed. Can be called again until it returns true.
 * @returns false where another process still holds a file open; without its key it is worth nothing
 */
export function keepNothing(ports: Pick<Ports, 'dataDirectory' | 'keyStore'>, revocation: Revocation): boolean {
  const { dataDirectory, keyStore } = ports;
  if (!existsSync(join(dataDirectory, MARK))) mark(dataDirectory, revocation);
  keyStore.erase();
  let allGone = true;
  for (const name of readdirSync(dataDirectory)) {
    if (!ENDS.some((beginning) => name.startsWith(beginning))) continue;
    try {
      rmSync(join(dataDirectory, name), { recursive: true, force: true });
    } catch {
      allGone = false;
    }
  }
  return allGone;
}

/** The folder becomes an empty one, for another set-up. */
export function forgetRevocation(dataDirectory: string): void {
  rmSync(join(dataDirectory, MARK), { force: true });
}

// --- details

function mark(dataDirectory: string, revocation: Revocation): void {
  const handle = openSync(join(dataDirectory, MARK), 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(revocation)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
