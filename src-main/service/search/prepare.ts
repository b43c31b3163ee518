// Makes the search index of an opened database the one that this program understands. The index holds copies alone, so it
// is no matter of migrations: one of another version is dropped and built again.
import type { Sqlite } from '../database/connection.ts';
import { allEntries } from './customer-entries.ts';
import { indexIsCurrent, rebuildIndex } from './feed.ts';
import { searchIndexSql } from './schema.ts';

/** Instant when the index is current; else about ten seconds a million customers. */
export function prepareSearch(sqlite: Sqlite): void {
  if (hasIndex(sqlite) && indexIsCurrent(sqlite)) return;
  sqlite
    .transaction(() => {
      for (const table of ownTables(sqlite)) sqlite.exec(`DROP TABLE "${table}"`);
      sqlite.exec(searchIndexSql);
    })
    .immediate();
  rebuildIndex(sqlite, allEntries(sqlite));
}

function hasIndex(sqlite: Sqlite): boolean {
  return sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'searchState'").get() !== undefined;
}

/** Without the tables that full-text search keeps behind its own. */
function ownTables(sqlite: Sqlite): string[] {
  const names = sqlite
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'search[A-Z]*' AND name NOT GLOB '*_*'")
    .all() as { name: string }[];
  return names.map((one) => one.name);
}
