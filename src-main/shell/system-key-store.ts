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
  const tokenFiles = {
    present: join(dataDirectory, 'workstation.sealed-token'),
    next: join(dataDirectory, 'workstation.sealed-next-token'),
  };
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
    readToken(which = 'present') {
      try {
        return safeStorage.decryptString(readFileSync(tokenFiles[which]));
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return null;
        throw error;
      }
    },
    writeToken(token, which = 'present') {
      const tokenFile = tokenFiles[which];
      if (token === null) rmSync(tokenFile, { force: true });
      else writeFileSync(tokenFile, safeStorage.encryptString(token), { mode: 0o600, flush: true });
    },
    erase() {
      for (const tokenFile of Object.values(tokenFiles)) rmSync(tokenFile, { force: true });
      rmSync(file, { force: true });
    },
    write(key) {
      writeFileSync(file, safeStorage.encryptString(key.toString('hex')), { mode: 0o600, flush: true });
    },
  };
}
