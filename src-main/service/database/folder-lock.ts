// One Tresen a data folder: a lock that the operating system lets go by itself when the process dies, however it dies.
import { join } from 'node:path';
import { connectPlain } from './connection.ts';

/** Holds the folder until the returned function is called; null when another process holds it. @throws file errors */
export function holdFolder(directory: string): (() => void) | null {
  const lock = connectPlain(join(directory, 'tresen.lock'));
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
