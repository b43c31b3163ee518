// Keeps prepared statements of the SQLite file for the next time: the server asks the same few hundred questions all day, and
// parsing one costs more than answering it. It knows no table.
import type { Database, Statement } from 'better-sqlite3';

/** Of all texts together: a few dozen long ones, or hundreds of short ones. A statement takes some thirty times its text. */
const MOST_LETTERS = 300_000;
const CHANGES_TABLES = /^\s*(create|alter|drop|pragma|vacuum|attach|detach)\b/i;

export class KnownStatements {
  readonly #database: Database;
  /** In the order in which they were used last. */
  readonly #known = new Map<string, Statement>();
  #letters = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  prepare(sql: string): Statement {
    if (CHANGES_TABLES.test(sql)) {
      this.#known.clear();
      this.#letters = 0;
      return this.#database.prepare(sql);
    }
    const known = this.#known.get(sql);
    // One whose rows are still being read cannot be begun anew.
    if (known?.busy) return this.#database.prepare(sql);
    const statement = known ?? this.#database.prepare(sql);
    if (known) this.#known.delete(sql);
    else this.#letters += sql.length;
    this.#known.set(sql, statement);
    for (const longestUnused of this.#known.keys()) {
      if (this.#letters <= MOST_LETTERS || this.#known.size === 1) break;
      this.#known.delete(longestUnused);
      this.#letters -= longestUnused.length;
    }
    return statement;
  }

  close(): void {
    this.#known.clear();
    this.#letters = 0;
    if (this.#database.open) this.#database.close();
  }
}
