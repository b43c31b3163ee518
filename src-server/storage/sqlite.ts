// One encrypted file in the server's data folder, opened with the counter's own driver. One process has it; its writers wait
// for each other in Kysely's queue.
import { createRequire } from 'node:module';
import { SqliteDialect } from 'kysely';
import type { Dialect } from './storage.ts';

const Driver = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');

/** @param file made when missing; @param key 32 bytes. @throws the driver's error; SQLITE_NOTADB with a wrong key */
export function sqliteDialect(file: string, key: Buffer): Dialect {
  const binding = import.meta.dirname.includes('app.asar') ? undefined : process.env.TRESEN_SQLITE_BINDING;
  const database = new Driver(file, { timeout: 5000, ...(binding ? { nativeBinding: binding } : {}) });
  database.pragma(`cipher = 'sqlcipher'`);
  database.pragma('legacy = 4');
  database.pragma(`key = "x'${key.toString('hex')}'"`);
  database.pragma('journal_mode = WAL');
  // What the server has acknowledged must outlive a power cut (performance.md, D1).
  database.pragma('synchronous = FULL');
  database.pragma('fullfsync = ON');
  database.pragma('cache_size = -32768');
  const listeners = new Set<(chainId: string, revision: number) => void>();
  return {
    kind: 'sqlite',
    kysely: new SqliteDialect({ database }),
    lockChain: (trx, chainId) =>
      trx
        .updateTable('chain')
        // Takes the write lock at once.
        .set({ revision: (eb) => eb.ref('revision') })
        .where('id', '=', chainId)
        .returningAll()
        .executeTakeFirst(),
    announce: async (_trx, chainId, revision) => {
      // Heard after the commit: listeners ask in a transaction of their own, which waits for this one.
      setImmediate(() => {
        for (const heard of listeners) heard(chainId, revision);
      });
    },
    listen: async (heard) => {
      listeners.add(heard);
      return async () => {
        listeners.delete(heard);
      };
    },
    close: async () => {
      listeners.clear();
      if (database.open) database.close();
    },
  };
}
