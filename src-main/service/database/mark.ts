// The mark beside a database: it says that the file is Tresen's and names the key, so that 'wrong key' and 'damaged' can be
// told apart. It holds nothing that helps to open the file.
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { keyId } from './connection.ts';
import { renameDurably } from './disk.ts';

const MARK_FILE = 'tresen.json';

export type Mark = { program: 'tresen'; keyId: string };

/** null when there is none, or none that can be read. */
export function readMark(dataDirectory: string): Mark | null {
  try {
    const mark = JSON.parse(readFileSync(join(dataDirectory, MARK_FILE), 'utf8')) as Partial<Mark>;
    return mark.program === 'tresen' && typeof mark.keyId === 'string'
      ? { program: 'tresen', keyId: mark.keyId }
      : null;
  } catch {
    return null;
  }
}

export function isMarkedWith(dataDirectory: string, key: Buffer): boolean {
  return readMark(dataDirectory)?.keyId === keyId(key);
}

/** Writes nothing when the mark is right already. @throws file errors */
export function writeMark(dataDirectory: string, key: Buffer): void {
  if (isMarkedWith(dataDirectory, key)) return;
  const mark: Mark = { program: 'tresen', keyId: keyId(key) };
  const file = join(dataDirectory, MARK_FILE);
  const handle = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(mark)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameDurably(`${file}.new`, file);
}
