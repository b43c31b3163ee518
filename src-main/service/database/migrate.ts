// Brings a database to the newest schema: all that is missing in one transaction, foreign keys off before BEGIN and checked
// before COMMIT (a rebuilt parent table would otherwise empty its children), a safety copy first. It refuses a newer schema.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sqlite } from './connection.ts';

export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';
}

/** A migration does not fit the data: a fault of the program, not of the disk. */
export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed';
}

/**
 * `user_version` counts the applied migrations. When it throws, the database is as it was, so that the program that wrote
 * it can still open it. @throws NewerSchema, MigrationFailed, the driver's error where the disk refuses, what `before` throws
 */
export function migrate(sqlite: Sqlite, directory: string, before?: (db: Sqlite, fromVersion: number) => void): void {
  const names = migrationNames(directory);
  const from = sqlite.pragma('user_version', { simple: true }) as number;
  if (from > names.length) throw new NewerSchema(`schema ${from}, this program knows ${names.length}`);
  if (from === names.length) return;
  if (from > 0) before?.(sqlite, from);
  sqlite.pragma('foreign_keys = OFF');
  try {
    const run = sqlite.transaction(() => {
      for (const name of names.slice(from)) apply(sqlite, directory, name);
      sqlite.pragma(`user_version = ${names.length}`);
    });
    run.immediate();
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
}

function apply(sqlite: Sqlite, directory: string, name: string): void {
  const sql = readFileSync(join(directory, `${name}.sql`), 'utf8');
  try {
    sqlite.exec(sql);
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (/^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|CORRUPT|NOTADB)/.test(code)) throw error;
    throw new MigrationFailed(`migration ${name}`, { cause: error });
  }
  const broken = sqlite.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new MigrationFailed(`migration ${name} breaks ${broken.length} references`);
}

/** File names without ending, in order. */
export function migrationNames(directory: string): string[] {
  const journal = JSON.parse(readFileSync(join(directory, 'meta', '_journal.json'), 'utf8')) as {
    entries: { tag: string }[];
  };
  return journal.entries.map((entry) => entry.tag);
}
