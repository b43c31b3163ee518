// What the index owes after saves and does when nobody waits: telephone fragments, the parts of new names and the streets, in
// steps of a few milliseconds. A search is right at any moment without it, only slower the more is owed.

import type { Sqlite } from '../database/connection.ts';
import type { IdleTask } from '../database/idle-work.ts';
import { statement } from '../database/save.ts';
import { partsOf } from './stored-row.ts';
import { countStreets } from './streets.ts';

/** So many changed numbers may wait: reading them costs a search less than a fragment index of many small parts. */
const NUMBERS_KEPT = 32;
const NUMBERS_A_STEP = 200;
const NAMES_A_STEP = 50;
/** Pages of the fragment index merged in a step: of a million customers' numbers each costs about 0.15 ms. */
const PAGES_A_STEP = 16;

export function searchIdleTask(sqlite: Sqlite): IdleTask {
  return { name: 'search', step: () => searchIdleStep(sqlite) };
}

/** One step. @returns whether there is more to do */
export function searchIdleStep(sqlite: Sqlite): boolean {
  const step = sqlite.transaction(() => {
    if (cutNames(sqlite)) return true;
    if (moveNumbers(sqlite)) return true;
    if (mergeFragments(sqlite)) return true;
    return countStreets(sqlite);
  });
  return step.immediate();
}

function cutNames(sqlite: Sqlite): boolean {
  const names = statement(
    sqlite,
    `SELECT field, name FROM searchNameFresh ORDER BY field, name LIMIT ${NAMES_A_STEP}`,
  ).all() as { field: number; name: string }[];
  const insert = statement(sqlite, 'INSERT OR IGNORE INTO searchPart (field, tail, head) VALUES (?, ?, ?)');
  const done = statement(sqlite, 'DELETE FROM searchNameFresh WHERE field = ? AND name = ?');
  for (const { field, name } of names) {
    for (const { tail, head } of partsOf(name)) insert.run(field, tail, head);
    done.run(field, name);
  }
  return names.length > 0;
}

type Fresh = { id: number; held: string; digits: string };

/** A removed number is taken out of the fragments at once, the others when there are enough of them. */
function moveNumbers(sqlite: Sqlite): boolean {
  const { waiting, removed } = statement(
    sqlite,
    `SELECT count(*) AS waiting, total(digits = '') AS removed FROM searchPhoneFresh`,
  ).get() as { waiting: number; removed: number };
  if (waiting <= NUMBERS_KEPT && removed === 0) return false;
  const fresh = statement(
    sqlite,
    `SELECT id, held, digits FROM searchPhoneFresh ORDER BY id LIMIT ${NUMBERS_A_STEP}`,
  ).all() as Fresh[];
  const forget = statement(sqlite, "INSERT INTO searchPhone (searchPhone, rowid, digits) VALUES ('delete', ?, ?)");
  const learn = statement(sqlite, 'INSERT INTO searchPhone (rowid, digits) VALUES (?, ?)');
  const done = statement(sqlite, 'DELETE FROM searchPhoneFresh WHERE id = ?');
  for (const { id, held, digits } of fresh) {
    if (held !== digits) {
      if (held !== '') forget.run(id, held);
      if (digits !== '') learn.run(id, digits);
    }
    done.run(id);
  }
  return true;
}

/** Merges a bounded number of pages. @returns whether there was anything to merge: FTS5 then changes at least two rows */
export function mergeFragments(sqlite: Sqlite): boolean {
  const changes = statement(sqlite, 'SELECT total_changes() AS total');
  const before = (changes.get() as { total: number }).total;
  statement(sqlite, `INSERT INTO searchPhone (searchPhone, rank) VALUES ('merge', ${PAGES_A_STEP})`).run();
  return (changes.get() as { total: number }).total - before >= 2;
}
