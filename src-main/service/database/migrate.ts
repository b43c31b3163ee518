// Brings a database to the newest schema: one transaction a migration, foreign keys off before BEGIN and checked before
// COMMIT (a rebuilt parent table would otherwise empty its children), a safety copy first. It refuses a newer schema.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sqlite } from './open.ts';

export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';
}

/** `user_version` counts the applied migrations. @throws NewerSchema, or the driver's error with nothing applied. */
export function migrate(sqlite: Sqlite, directory: string, before?: (db: Sqlite, fromVersion: number) => void): void {
  const names = migrationNames(directory);
  const from = sqlite.pragma('user_version', { simple: true }) as number;
  if (from > names.length) throw new NewerSchema(`schema ${from}, this program knows ${names.length}`);
  if (from === names.length) return;
  if (from > 0) before?.(sqlite, from);
  sqlite.pragma('foreign_keys = OFF');
  try {
    for (let version = from; version < names.length; version++) {
      const sql = readFileSync(join(directory, `${names[version]}.sql`), 'utf8');
      sqlite
        .transaction(() => {
          sqlite.exec(sql);
          const broken = sqlite.pragma('foreign_key_check') as unknown[];
          if (broken.length > 0) throw new Error(`migration ${names[version]} breaks ${broken.length} references`);
          sqlite.pragma(`user_version = ${version + 1}`);
        })
        .immediate();
    }
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
}

/** File names without ending, in order. */
export function migrationNames(directory: string): string[] {
  const journal = JSON.parse(readFileSync(join(directory, 'meta', '_journal.json'), 'utf8')) as {
    entries: { tag: string }[];
  };
  return journal.entries.map((entry) => entry.tag);
}
