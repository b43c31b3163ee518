// Keeps the database key in a file that only its owner can read: for machines without a system key store. A key that is
// replaced is set aside: something may still be encrypted with it.
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { KeyStore } from './service/ports.ts';

const TOKEN_FILES = { present: 'workstation.token', next: 'workstation.next-token' } as const;
const KEY_FILE = 'tresen.key';

export class UnreadableKey extends Error {
  override readonly name = 'UnreadableKey';
}

export function fileKeyStore(dataDirectory: string): KeyStore {
  const file = join(dataDirectory, KEY_FILE);
  return {
    kind: 'file',
    read() {
      const text = textOf(file);
      if (text === null) return null;
      if (!/^[0-9a-f]{64}$/.test(text)) throw new UnreadableKey('not a key');
      return Buffer.from(text, 'hex');
    },
    readToken: (which = 'present') => textOf(join(dataDirectory, TOKEN_FILES[which])),
    writeToken(token, which = 'present') {
      const path = join(dataDirectory, TOKEN_FILES[which]);
      if (token === null) rmSync(path, { force: true });
      else writeFileSync(path, `${token}\n`, { mode: 0o600, flush: true });
    },
    erase() {
      for (const name of readdirSync(dataDirectory)) {
        if (!Object.values<string>(TOKEN_FILES).includes(name) && !name.startsWith(KEY_FILE)) continue;
        const path = join(dataDirectory, name);
        // Written over first, for what that is worth on the disk at hand.
        writeFileSync(path, '0'.repeat(statSync(path).size), { flush: true });
        rmSync(path);
      }
    },
    write(key) {
      const text = key.toString('hex');
      if (existsSync(file) && safeTextOf(file) === text) return;
      const unfinished = `${file}.new`;
      const handle = openSync(unfinished, 'w', 0o600);
      try {
        writeSync(handle, `${text}\n`);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      if (existsSync(file)) renameSync(file, freeName(`${file}.old`));
      renameSync(unfinished, file);
    },
  };
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
}

function safeTextOf(file: string): string | null {
  try {
    return textOf(file);
  } catch {
    return null;
  }
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let count = 2; existsSync(name); count++) name = `${wanted}-${count}`;
  return name;
}
