// Puts many customers into the index beside a counter that goes on saving. Rows are appended in the import's own
// transactions; afterwards each ordered table is fed in its own key order, in short transactions, so that every page is
// written about once. A kill at any moment leaves rows that are not found yet and a note that says which.
import type { SearchEntry } from '../../../src-shared/search/search-row.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { type Pace, steadyPace, timed } from './feed-pace.ts';
import { mergeFragments } from './idle.ts';
import { branchNumber, insertRow, learnNameUses, nextRowId } from './index-entries.ts';
import { ORDERED, type Ordered } from './ordered-tables.ts';
import { SEARCH_VERSION } from './schema.ts';
import { storedRow } from './stored-row.ts';

/** What was done last and how much of the whole, 0 to 1. */
export type FeedProgress = { part: string; share: number };

/** Does one transaction, when it may. */
export type Write = <R>(transaction: () => R) => R;
/** How it is fed, and what lets a transaction through. Sorting beside the database needs no leave. */
export type Feeding = { pace: () => Pace; write: Write };

/**
 * Appends customers that are not in the index yet; nobody can find them until feedIndex has run. Must run inside a
 * transaction. Appending in the order of names makes later searches read fewer pages. @throws on a known customer
 */
export function appendCustomers(sqlite: Sqlite, entries: Iterable<SearchEntry>): void {
  const branches = new Map<string, number>();
  const first = nextRowId(sqlite);
  let next = first;
  for (const entry of entries) {
    const branch = branches.get(entry.branchId) ?? branchNumber(sqlite, entry.branchId);
    branches.set(entry.branchId, branch);
    insertRow(sqlite, next, storedRow(entry, branch));
    next += 1;
  }
  noteAppended(sqlite, first, next - 1);
}

/** For rows that somebody has put into searchRow himself, in the same transaction: from `first` to `last`. */
export function noteAppended(sqlite: Sqlite, first: number, last: number): void {
  if (last < first) return;
  statement(sqlite, APPEND_IDS).run(first, last);
  statement(sqlite, APPEND_TOWNS).run(first, last);
  const extended = statement(sqlite, 'UPDATE searchUnfed SET lastId = ? WHERE lastId = ? - 1 AND begun = 0').run(
    last,
    first,
  );
  if (extended.changes > 0) return;
  statement(sqlite, 'INSERT INTO searchUnfed (firstId, lastId, begun, phonesUpTo) VALUES (?, ?, 0, 0)').run(
    first,
    last,
  );
}

/** How many appended customers cannot be found yet. */
export function unfedCustomers(sqlite: Sqlite): number {
  const { total } = statement(sqlite, 'SELECT total(lastId - firstId + 1) AS total FROM searchUnfed').get() as {
    total: number;
  };
  return total;
}

/**
 * Makes appended customers findable. Each step is one transaction of at most `keysPerStep` keys; between steps the caller
 * lets saves go first. Leaving off in the middle is harmless: the next call begins anew and repeats nothing wrongly.
 * Must not run inside a transaction.
 */
export function* feedIndex(sqlite: Sqlite, { keysPerStep }: { keysPerStep: number }): Generator<FeedProgress> {
  const feeding: Feeding = { pace: () => steadyPace(keysPerStep), write: (transaction) => transaction() };
  beginFeed(sqlite);
  for (const { part, share } of feedHalf(sqlite, 'names', feeding)) yield { part, share: share / 2 };
  for (const { part, share } of feedHalf(sqlite, 'facts', feeding)) yield { part, share: 0.5 + share / 2 };
  endFeed(sqlite);
  yield { part: 'done', share: 1 };
}

/** Before the halves: which rows they feed. */
export function beginFeed(sqlite: Sqlite): void {
  const begin = statement(sqlite, 'UPDATE searchUnfed SET begun = 1');
  sqlite.transaction(() => begin.run()).immediate();
}

/** One half of feedIndex, of about the same cost; another connection may do the other one at the same time. `share` is of this half. */
export function* feedHalf(sqlite: Sqlite, half: 'names' | 'facts', feeding: Feeding): Generator<FeedProgress> {
  const tables = ORDERED.filter(({ names }) => (names !== undefined) === (half === 'names'));
  const parts = tables.length + (half === 'names' ? 2 : 0);
  for (const [at, ordered] of tables.entries()) {
    for (const share of feedOrdered(sqlite, ordered, feeding)) {
      yield { part: ordered.table, share: (at + share) / parts };
    }
  }
  if (half === 'facts') return;
  for (const share of feedNumbers(sqlite, feeding))
    yield { part: 'searchPhone', share: (tables.length + share) / parts };
  for (const share of feedParts(sqlite, feeding))
    yield { part: 'searchPart', share: (tables.length + 1 + share) / parts };
}

/** After both halves: what was fed is to be found. */
export function endFeed(sqlite: Sqlite): void {
  sqlite
    .transaction(() => {
      statement(
        sqlite,
        `DELETE FROM searchSkip WHERE EXISTS
         (SELECT 1 FROM searchUnfed u WHERE u.begun = 1 AND searchSkip.id BETWEEN u.firstId AND u.lastId)`,
      ).run();
      statement(sqlite, 'DELETE FROM searchUnfed WHERE begun = 1').run();
    })
    .immediate();
}

/** Whether the index holds what this program understands; if not, rebuildIndex. */
export function indexIsCurrent(sqlite: Sqlite): boolean {
  const found = statement(sqlite, "SELECT value FROM searchState WHERE key = 'version'").get();
  return (found as { value: number } | undefined)?.value === SEARCH_VERSION;
}

/** Empties the index and builds it from all customers. Interrupted, it is not current and is built again. */
export function rebuildIndex(sqlite: Sqlite, entries: Iterable<SearchEntry>): void {
  const setVersion = statement(sqlite, "UPDATE searchState SET value = ? WHERE key = 'version'");
  const clear = sqlite.transaction(() => {
    setVersion.run(0);
    for (const table of CLEARED) sqlite.exec(`DELETE FROM ${table}`);
    // How far streets are counted: nothing is.
    sqlite.exec("DELETE FROM searchState WHERE key <> 'version'");
    sqlite.exec("INSERT INTO searchPhone (searchPhone) VALUES ('delete-all')");
  });
  const append = sqlite.transaction((batch: SearchEntry[]) => appendCustomers(sqlite, batch));
  clear.immediate();
  let batch: SearchEntry[] = [];
  for (const entry of entries) {
    batch.push(entry);
    if (batch.length < REBUILD_BATCH) continue;
    append.immediate(batch);
    batch = [];
  }
  append.immediate(batch);
  for (const _step of feedIndex(sqlite, { keysPerStep: REBUILD_BATCH }));
  sqlite.transaction(() => setVersion.run(SEARCH_VERSION)).immediate();
}

// --- details

/** The bytes are those of idBytes. */
const APPEND_IDS = `INSERT INTO searchId (customerId, id)
  SELECT coalesce(iif(length(replace(customerId, '-', '')) = 32, unhex(replace(customerId, '-', '')), NULL),
    CAST(customerId AS BLOB)), id
  FROM searchRow WHERE id BETWEEN ? AND ? ORDER BY 1`;
const APPEND_TOWNS = `INSERT INTO searchTown (postcode, town, uses)
  SELECT postcode, town, count(*) FROM searchRow WHERE id BETWEEN ? AND ? AND town <> ''
  GROUP BY postcode, town ON CONFLICT DO UPDATE SET uses = uses + excluded.uses`;

const REBUILD_BATCH = 50_000;
const CLEARED = [
  ...[
    'searchRow',
    'searchId',
    'searchLast',
    'searchFirst',
    'searchPostcode',
    'searchBirth',
    'searchCode',
    'searchFacet',
  ],
  ...['searchName', 'searchPart', 'searchNameFresh', 'searchPhoneFresh', 'searchTown', 'searchUnfed', 'searchSkip'],
  'searchStreet',
];

/** Sorts the keys beside the database, in memory, then takes them over in order; what a save has changed since stays out. */
function* feedOrdered(sqlite: Sqlite, ordered: Ordered, feeding: Feeding): Generator<number> {
  const { table, columns, keys } = ordered;
  yield* feedSorted(sqlite, feeding, { table, columns, keys, still: 'id NOT IN (SELECT id FROM searchSkip)' });
  if (ordered.names) yield* feedNames(sqlite, table, ordered.names, feeding);
  sqlite.exec('DROP TABLE temp.searchFeed');
}

type Sorted = { table: string; columns: string; keys: string; still: string };

/** Leaves the sorted keys in temp.searchFeed. */
function* feedSorted(
  sqlite: Sqlite,
  { pace, write }: Feeding,
  { table, columns, keys, still }: Sorted,
): Generator<number> {
  sqlite.exec(
    `DROP TABLE IF EXISTS temp.searchFeed; CREATE TEMP TABLE searchFeed AS SELECT * FROM (${keys}) ORDER BY ${columns}`,
  );
  const { total } = sqlite.prepare('SELECT max(rowid) AS total FROM temp.searchFeed').get() as { total: number | null };
  const take = sqlite.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns}) SELECT ${columns} FROM temp.searchFeed
     WHERE rowid > ? AND rowid <= ? AND ${still}`,
  );
  const step = sqlite.transaction((from: number, to: number) => take.run(from, to));
  const paced = pace();
  for (let from = 0; total !== null && from < total; ) {
    const to = Math.min(total, from + paced.keys);
    write(() => timed(paced, () => step.immediate(from, to)));
    from = to;
    yield from / total;
  }
}

/** Names cut as partsOf does it: temp.searchCut counts letters of the head, so that only a name's own places are looked at. */
const CUTS = `SELECT n.field, substr(n.name, at.letters + 1) AS tail, substr(n.name, 1, at.letters) AS head
  FROM searchNameFresh n CROSS JOIN temp.searchCut at ON at.letters <= length(n.name) - 3 WHERE n.cutting`;
const LETTERS = `CREATE TEMP TABLE IF NOT EXISTS searchCut (letters INTEGER PRIMARY KEY);
  INSERT OR IGNORE INTO temp.searchCut SELECT value FROM json_each('${JSON.stringify(Array.from({ length: 400 }, (_, at) => at + 1))}')`;
const IS_KNOWN = 'EXISTS (SELECT 1 FROM searchName n WHERE n.field = searchFeed.field AND n.name = head || tail)';

/** Cuts the new names. A name that lost its last bearer meanwhile stays out, one that was learned anew waits. */
function* feedParts(sqlite: Sqlite, feeding: Feeding): Generator<number> {
  const mark = statement(sqlite, 'UPDATE searchNameFresh SET cutting = 1 WHERE cutting = 0');
  feeding.write(() => sqlite.transaction(() => mark.run()).immediate());
  sqlite.exec(LETTERS);
  yield* feedSorted(sqlite, feeding, {
    table: 'searchPart',
    columns: 'field, tail, head',
    keys: CUTS,
    still: IS_KNOWN,
  });
  const done = statement(sqlite, 'DELETE FROM searchNameFresh WHERE cutting = 1');
  feeding.write(() => sqlite.transaction(() => done.run()).immediate());
  sqlite.exec('DROP TABLE temp.searchFeed');
  yield 1;
}

/** Names are learned once the table knows their bearers, so that none stays that has no bearer. */
function* feedNames(
  sqlite: Sqlite,
  table: string,
  { field, column }: { field: 1 | 2; column: string },
  { pace, write }: Feeding,
): Generator<number> {
  const names = sqlite
    .prepare(`SELECT ${column} AS name, count(*) AS uses FROM temp.searchFeed GROUP BY ${column}`)
    .all() as { name: string; uses: number }[];
  const isBorne = sqlite.prepare(`SELECT 1 FROM ${table} WHERE ${column} = ? LIMIT 1`);
  const step = sqlite.transaction((some: readonly { name: string; uses: number }[]) => {
    for (const { name, uses } of some) if (name !== '' && isBorne.get(name)) learnNameUses(sqlite, field, name, uses);
  });
  const paced = pace();
  for (let from = 0; from < names.length; ) {
    const to = from + paced.keys;
    write(() => timed(paced, () => step.immediate(names.slice(from, to))));
    from = to;
    yield 1;
  }
}

type Range = { firstId: number; lastId: number; phonesUpTo: number };

/** Telephone fragments go in by id, the order they lie in; how far is noted with them, for they must not go in twice. */
function* feedNumbers(sqlite: Sqlite, { pace, write }: Feeding): Generator<number> {
  const ranges = statement(
    sqlite,
    'SELECT firstId, lastId, phonesUpTo FROM searchUnfed WHERE begun = 1',
  ).all() as Range[];
  const take = statement(
    sqlite,
    `INSERT INTO searchPhone (rowid, digits) SELECT id, phones FROM searchRow
     WHERE id BETWEEN ? AND ? AND phones <> '' AND id NOT IN (SELECT id FROM searchSkip) ORDER BY id`,
  );
  const note = statement(sqlite, 'UPDATE searchUnfed SET phonesUpTo = ? WHERE firstId = ?');
  const step = sqlite.transaction((from: number, to: number, firstId: number) => {
    take.run(from, to);
    note.run(to, firstId);
  });
  const paced = pace();
  for (const { firstId, lastId, phonesUpTo } of ranges) {
    for (let from = Math.max(firstId, phonesUpTo + 1); from <= lastId; ) {
      const to = Math.min(lastId, from + paced.keys - 1);
      write(() => timed(paced, () => step.immediate(from, to, firstId)));
      from = to + 1;
      yield (to - firstId + 1) / (lastId - firstId + 1);
      // Each step leaves a part of its own; too many of them would be merged by FTS5 in one long go.
      if (write(() => sqlite.transaction(() => mergeFragments(sqlite)).immediate()))
        yield (to - firstId + 1) / (lastId - firstId + 1);
    }
  }
}
