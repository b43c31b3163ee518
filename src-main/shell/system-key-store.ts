// Keeps the database key in the system's key store through safeStorage; null where there is none worth the name.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import type { KeyStore } from '../service/ports.ts';

/** After 'ready'. On Linux 'basic_text' is no protection: then the caller uses the owner-only file instead. */
export function systemKeyStore(dataDirectory: string): KeyStore | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
  const file = join(dataDirectory, 'tresen.sealed-key');
  const tokenFile = join(dataDirectory, 'workstation.sealed-token');
  return {
    kind: 'system',
    read() {
      try {
        return Buffer.from(safeStorage.decryptString(readFileSync(file)), 'hex');
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return null;
        throw error;
      }
    },
    readToken() {
      try {
        return safeStorage.decryptString(readFileSync(tokenFile));
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return null;
        throw error;
      }
    },
    writeToken(token) {
      if (token === null) rmSync(tokenFile, { force: true });
      else writeFileSync(tokenFile, safeStorage.encryptString(token), { mode: 0o600, flush: true });
    },
    erase() {
      rmSync(tokenFile, { force: true });
      rmSync(file, { force: true });
    },
    write(key) {
      writeFileSync(file, safeStorage.encryptString(key.toString('hex')), { mode: 0o600, flush: true });
    },
  };
}
