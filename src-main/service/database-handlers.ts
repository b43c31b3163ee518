// The calls of the feature 'database': how the file is, trying again after trouble, giving a database its key back.

import { connectBeside } from './database/integrity.ts';
import { isMarkedWith } from './database/mark.ts';
import { opened } from './opened.ts';
import type { procedures } from './procedures.ts';
import { keyOfRecoveryKey } from './recovery-key.ts';

export function databaseHandlers(os: typeof procedures.database) {
  return {
    health: os.health.handler(({ context }) => opened(context).upkeep.health.state),

    retry: os.retry.handler(({ context: { counter } }) => counter.folder.open()),

    unlock: os.unlock.handler(({ context: { counter }, input, errors }) => {
      const { trouble, folder, ports } = counter;
      if (trouble?.kind !== 'wrongKey' && trouble?.kind !== 'keyMissing') throw errors.NOT_LOCKED();
      const key = keyOfRecoveryKey(input.recoveryKey);
      if (!key) throw errors.BAD_RECOVERY_KEY();
      try {
        const sqlite = connectBeside(trouble.file, key);
        try {
          sqlite.prepare('SELECT count(*) FROM sqlite_master').get();
        } finally {
          sqlite.close();
        }
      } catch (error) {
        if ((error as { code?: string }).code !== 'SQLITE_NOTADB') throw error;
        throw isMarkedWith(ports.dataDirectory, key) ? errors.DAMAGED() : errors.WRONG_RECOVERY_KEY();
      }
      ports.keyStore.write(key);
      folder.open();
    }),
  };
}
