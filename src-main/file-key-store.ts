// Keeps the database key in a file that only its owner can read: for machines without a system key store.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyStore } from './service/ports.ts';

export function fileKeyStore(dataDirectory: string): KeyStore {
  const file = join(dataDirectory, 'tresen.key');
  return {
    kind: 'file',
    read() {
      try {
        return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return null;
        throw error;
      }
    },
    write(key) {
      writeFileSync(file, `${key.toString('hex')}\n`, { mode: 0o600, flush: true });
    },
  };
}
