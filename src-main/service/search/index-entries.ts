// Keeps the search index in step with saved customers, inside the transaction that saves them. It writes only the keys
// that changed, so that a save stays one short write; it does not read the customers' own tables.

import { birthDayNumber } from '../../../src-shared/search/query.ts';
import type { SearchEntry } from '../../../src-shared/search/search-row.ts';
import { soundCode } from '../../../src-shared/search/sound.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { idBytes, partsOf, STORED_COLUMNS, type StoredRow, storedRow } from './stored-row.ts';
import { noteStreet } from './streets.ts';

/** Puts customers into the index or brings them up to date. Must run inside a transaction. */
export function indexCustomers(sqlite: Sqlite, entries: Iterable<SearchEntry>): void {
  for (const entry of entries) {
    const after = storedRow(entry, branchNumber(sqlite, entry.branchId));
    const before = indexedRow(sqlite, entry.id);
    if (before) replace(sqlite, before, after);
    else insert(sqlite, after);
  }
}

/** Takes customers out of the index; unknown ones are passed over. Must run inside a transaction. */
export function removeFromIndex(sqlite: Sqlite, customerIds: Iterable<string>): void {
  for (const customerId of customerIds) {
    const before = indexedRow(sqlite, customerId);
    if (before) {
      const { id } = before;
      const unfed = unfedRange(sqlite, id);
      notePhones(sqlite, id, before.phones, '', unfed);
      writeKeys(sqlite, id, before, null, unfed);
      noteTown(sqlite, before, -1);
      noteStreet(sqlite, id, before, null);
      forgetUnusedNames(sqlite, before, null);
      statement(sqlite, 'DELETE FROM searchRow WHERE id = ?').run(id);
    }
    statement(sqlite, 'DELETE FROM searchId WHERE customerId = ?').run(idBytes(customerId));
  }
}

/** The number that stands for a branch in searchRow. */
export function branchNumber(sqlite: Sqlite, branchId: string): number {
  const find = statement(sqlite, 'SELECT id FROM searchBranch WHERE branchId = ?');
  const found = find.get(branchId) as { id: number } | undefined;
  if (found) return found.id;
  return Number(statement(sqlite, 'INSERT INTO searchBranch (branchId) VALUES (?)').run(branchId).lastInsertRowid);
}

/** Writes the row itself and nothing that leads to it. */
export function insertRow(sqlite: Sqlite, id: number, row: StoredRow): void {
  statement(sqlite, INSERT_ROW).run(id, ...values(row));
}

/** The id of the next row: never one that a removed row has left notes under. */
export function nextRowId(sqlite: Sqlite): number {
  return (statement(sqlite, NEXT_ROW_ID).get() as { id: number }).id;
}

// --- details

const COLUMN_LIST = STORED_COLUMNS.map((column) => `"${column}"`).join(', ');
const INSERT_ROW = `INSERT INTO searchRow (id, ${COLUMN_LIST}) VALUES (?, ${STORED_COLUMNS.map(() => '?').join(', ')})`;
const UPDATE_ROW = `UPDATE searchRow SET ${STORED_COLUMNS.map((column) => `"${column}" = ?`).join(', ')} WHERE id = ?`;
const NEXT_ROW_ID = `SELECT 1 + max(
  ifnull((SELECT max(id) FROM searchRow), 0), ifnull((SELECT max(id) FROM searchPhoneFresh), 0),
  ifnull((SELECT max(id) FROM searchSkip), 0), ifnull((SELECT max(lastId) FROM searchUnfed), 0)) AS id`;
const INDEXED_ROW = `SELECT i.id AS id, ${STORED_COLUMNS.map((column) => `r."${column}"`).join(', ')}
  FROM searchId i JOIN searchRow r ON r.id = i.id WHERE i.customerId = ?`;

function insert(sqlite: Sqlite, row: StoredRow): void {
  const id = nextRowId(sqlite);
  insertRow(sqlite, id, row);
  statement(sqlite, 'INSERT INTO searchId (customerId, id) VALUES (?, ?)').run(idBytes(row.customerId), id);
  const unfed = unfedRange(sqlite, id);
  writeKeys(sqlite, id, null, row, unfed);
  notePhones(sqlite, id, '', row.phones, unfed);
  noteTown(sqlite, row, 1);
  noteStreet(sqlite, id, null, row);
  learnName(sqlite, 1, row.last);
  learnName(sqlite, 2, row.first);
}

function replace(sqlite: Sqlite, before: IndexedRow, after: StoredRow): void {
  if (STORED_COLUMNS.every((column) => before[column] === after[column])) return;
  const { id } = before;
  const unfed = unfedRange(sqlite, id);
  notePhones(sqlite, id, before.phones, after.phones, unfed);
  statement(sqlite, UPDATE_ROW).run(...values(after), id);
  writeKeys(sqlite, id, before, after, unfed);
  if (before.postcode !== after.postcode || before.town !== after.town) {
    noteTown(sqlite, before, -1);
    noteTown(sqlite, after, 1);
  }
  noteStreet(sqlite, id, before, after);
  if (before.last !== after.last) learnName(sqlite, 1, after.last);
  if (before.first !== after.first) learnName(sqlite, 2, after.first);
  forgetUnusedNames(sqlite, before, after);
}

type IndexedRow = StoredRow & { id: number };

function indexedRow(sqlite: Sqlite, customerId: string): IndexedRow | undefined {
  return statement(sqlite, INDEXED_ROW).get(idBytes(customerId)) as IndexedRow | undefined;
}

function values(row: StoredRow): (string | number | null)[] {
  return STORED_COLUMNS.map((column) => row[column]);
}

/** Ordered tables and what a row writes into each; a key is written again only when it differs. */
const KEYS: readonly {
  remove: string;
  add: string;
  of: (row: StoredRow) => readonly (readonly (string | number)[])[];
}[] = [
  {
    remove: 'DELETE FROM searchLast WHERE last = ? AND first = ? AND id = ?',
    add: 'INSERT OR IGNORE INTO searchLast (last, first, id) VALUES (?, ?, ?)',
    of: (row) => [[row.last, row.first]],
  },
  {
    remove: 'DELETE FROM searchFirst WHERE first = ? AND last = ? AND id = ?',
    add: 'INSERT OR IGNORE INTO searchFirst (first, last, id) VALUES (?, ?, ?)',
    of: (row) => (row.first === '' ? [] : [[row.first, row.last]]),
  },
  {
    remove: 'DELETE FROM searchPostcode WHERE postcode = ? AND last = ? AND first = ? AND id = ?',
    add: 'INSERT OR IGNORE INTO searchPostcode (postcode, last, first, id) VALUES (?, ?, ?, ?)',
    of: (row) => (row.postcode === '' ? [] : [[row.postcode, row.last, row.first]]),
  },
  {
    remove: 'DELETE FROM searchBirth WHERE day = ? AND id = ?',
    add: 'INSERT OR IGNORE INTO searchBirth (day, id) VALUES (?, ?)',
    of: (row) => (row.birthDate === null ? [] : [[birthDayNumber(row.birthDate)]]),
  },
  {
    remove: 'DELETE FROM searchCode WHERE code = ? AND id = ?',
    add: 'INSERT OR IGNORE INTO searchCode (code, id) VALUES (?, ?)',
    of: (row) => (row.codes === '' ? [] : row.codes.split(' ').map((code) => [code])),
  },
  {
    remove: 'DELETE FROM searchFacet WHERE facet = ? AND id = ?',
    add: 'INSERT OR IGNORE INTO searchFacet (facet, id) VALUES (?, ?)',
    of: (row) => (row.facets === '' ? [] : row.facets.split(' ').map((facet) => [facet])),
  },
];

function writeKeys(
  sqlite: Sqlite,
  id: number,
  before: StoredRow | null,
  after: StoredRow | null,
  unfed: Unfed | undefined,
): void {
  // Of an imported row nobody knows yet which keys are there: all of them are written, and the import skips the row.
  if (unfed) statement(sqlite, 'INSERT OR IGNORE INTO searchSkip (id) VALUES (?)').run(id);
  for (const { remove, add, of } of KEYS) {
    const [old, now] = [before ? of(before) : [], after ? of(after) : []];
    for (const key of old) if (!now.some((each) => same(each, key))) statement(sqlite, remove).run(...key, id);
    for (const key of now) if (unfed || !old.some((each) => same(each, key))) statement(sqlite, add).run(...key, id);
  }
}

function same(one: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  return one.every((part, at) => part === other[at]);
}

/**
 * Notes the digits for idle time to move into searchPhone; the first note remembers what is held there until then. The
 * import skips a saved row, so its numbers are noted even when they are the same.
 */
function notePhones(sqlite: Sqlite, id: number, before: string, after: string, unfed: Unfed | undefined): void {
  const notHeld = unfed !== undefined && unfed.phonesUpTo < id;
  if (before === after && !notHeld) return;
  statement(
    sqlite,
    'INSERT INTO searchPhoneFresh (id, held, digits) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET digits = excluded.digits',
  ).run(id, notHeld ? '' : before, after);
}

type Unfed = { phonesUpTo: number };

/** The range of imported rows that are not in the ordered tables yet, when the row lies in one. */
function unfedRange(sqlite: Sqlite, id: number): Unfed | undefined {
  return statement(
    sqlite,
    'SELECT phonesUpTo FROM searchUnfed WHERE firstId <= ? AND lastId >= ? ORDER BY firstId DESC LIMIT 1',
  ).get(id, id) as Unfed | undefined;
}

function noteTown(sqlite: Sqlite, { postcode, town }: { postcode: string; town: string }, by: 1 | -1): void {
  if (town === '') return;
  statement(
    sqlite,
    'INSERT INTO searchTown (postcode, town, uses) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET uses = uses + excluded.uses',
  ).run(postcode, town, by);
  if (by < 0)
    statement(sqlite, 'DELETE FROM searchTown WHERE postcode = ? AND town = ? AND uses <= 0').run(postcode, town);
}

/** Notes a name once, for what contains a word and what sounds alike. */
function learnName(sqlite: Sqlite, field: 1 | 2, name: string): void {
  if (name === '') return;
  if (statement(sqlite, 'SELECT 1 FROM searchName WHERE field = ? AND name = ?').get(field, name)) return;
  insertName(sqlite, field, name, 1);
}

/** Notes how many more bear a name. Single saves do not count along: the number only has to be roughly right. */
export function learnNameUses(sqlite: Sqlite, field: 1 | 2, name: string, uses: number): void {
  const more = 'UPDATE searchName SET uses = uses + ? WHERE field = ? AND name = ?';
  if (statement(sqlite, more).run(uses, field, name).changes === 0) insertName(sqlite, field, name, uses);
}

function insertName(sqlite: Sqlite, field: 1 | 2, name: string, uses: number): void {
  const insert = 'INSERT INTO searchName (field, name, sound, uses) VALUES (?, ?, ?, ?)';
  statement(sqlite, insert).run(field, name, soundCode(name), uses);
  statement(sqlite, 'INSERT INTO searchNameFresh (field, name, cutting) VALUES (?, ?, 0)').run(field, name);
}

/** A name nobody bears any more is nobody's to find, and after an erasure it must not linger. */
function forgetUnusedNames(sqlite: Sqlite, before: StoredRow, after: StoredRow | null): void {
  if (before.last !== after?.last && !statement(sqlite, 'SELECT 1 FROM searchLast WHERE last = ?').get(before.last)) {
    forgetName(sqlite, 1, before.last);
  }
  if (
    before.first !== after?.first &&
    !statement(sqlite, 'SELECT 1 FROM searchFirst WHERE first = ?').get(before.first)
  ) {
    forgetName(sqlite, 2, before.first);
  }
}

function forgetName(sqlite: Sqlite, field: 1 | 2, name: string): void {
  const forgotten = statement(sqlite, 'DELETE FROM searchName WHERE field = ? AND name = ?').run(field, name);
  if (forgotten.changes === 0) return;
  statement(sqlite, 'DELETE FROM searchNameFresh WHERE field = ? AND name = ?').run(field, name);
  const part = statement(sqlite, 'DELETE FROM searchPart WHERE field = ? AND tail = ? AND head = ?');
  for (const { tail, head } of partsOf(name)) part.run(field, tail, head);
}
