// One Tresen a data folder: a lock that the operating system lets go by itself when the process dies, however it dies.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');

/** Holds the folder until the returned function is called; null when another process holds it. @throws file errors */
export function holdFolder(directory: string): (() => void) | null {
  const binding = process.env.TRESEN_SQLITE_BINDING;
  const lock = new Sqlite(join(directory, 'tresen.lock'), {
    timeout: 0,
    ...(binding ? { nativeBinding: binding } : {}),
  });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    return () => lock.close();
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
