// Takes a change set back by writing the opposite as a new one. It refuses where somebody has changed the same since, and
// where a secret or a ledger is concerned: those have no way back.
import type { Doing } from '../../src-shared/change-log/rules.ts';
import type { TableName } from '../../src-shared/tables.ts';
import { synced } from '../../src-shared/tables.ts';
import { rawRow, type Saved, statement, type UnitOfWork } from './database/save.ts';
import type { House } from './house.ts';

export type UndoRefusal = 'changedSince' | 'secret' | 'gone';
export class CannotUndo extends Error {
  readonly reason: UndoRefusal;
  constructor(reason: UndoRefusal) {
    super(reason);
    this.reason = reason;
  }
}

/** What a save by F1, F8 or of a card and its undoing are called in the change log: nothing else is taken back at that door. */
const MASK_SAVES: readonly Doing[] = ['customer.create', 'customer.save', 'card.take', 'serviceCase.save', 'undo'];

type Logged = {
  table: TableName;
  rowId: string;
  subjectId: string;
  kind: 'create' | 'update' | 'remove';
  field: string | null;
  from: string | null;
  to: string | null;
};

/** @param undoable what may be taken back at this door @throws CannotUndo, and then nothing is written */
export function undoChangeSet(house: House, changeSetId: string, undoable = MASK_SAVES): Saved<void> {
  const { sqlite } = house.db;
  const set = statement(sqlite, 'SELECT doing FROM changeSet WHERE id = ?').get(changeSetId) as
    | { doing: Doing }
    | undefined;
  if (!set || !undoable.includes(set.doing)) throw new CannotUndo('gone');
  if (undoingOf(house, changeSetId) !== null) throw new CannotUndo('gone');
  const changes = statement(
    sqlite,
    'SELECT "table", rowId, subjectId, kind, field, "from", "to" FROM change WHERE changeSetId = ? ORDER BY position DESC',
  ).all(changeSetId) as Logged[];
  const refusal = changes.map((one) => refusalOf(house, changeSetId, one)).find((reason) => reason !== null);
  if (refusal) throw new CannotUndo(refusal);
  return house.save(
    'undo',
    (unit) => {
      for (const one of changes) takeBack(unit, one);
    },
    changeSetId,
  );
}

function refusalOf(house: House, changeSetId: string, one: Logged): UndoRefusal | null {
  const rules = synced[one.table];
  if (rules.appendOnly) return 'changedSince';
  if (Object.values(rules.fields ?? {}).includes('secret')) return 'secret';
  const row = rawRow(house.db.sqlite, one.table, one.rowId);
  if (!row) return 'gone';
  switch (one.kind) {
    case 'create':
      // Whoever takes a record back takes all that was done to it since with it: consents, documents, later edits.
      if (row.removedAt !== null || isTouchedSince(house, changeSetId, one)) return 'changedSince';
      return null;
    case 'remove':
      return row.removedAt === null ? 'changedSince' : null;
    case 'update':
      if (row.removedAt !== null) return 'changedSince';
      return (row[one.field ?? ''] ?? null) === loggedValue(one.to) ? null : 'changedSince';
  }
}

/** What was done since and then itself taken back does not count. Change set ids are UUIDv7: a later one is greater. */
function isTouchedSince(house: House, changeSetId: string, one: Logged): boolean {
  const later = statement(
    house.db.sqlite,
    `SELECT DISTINCT changeSet.id FROM change JOIN changeSet ON changeSet.id = change.changeSetId
     WHERE change.subjectId = ? AND change.changeSetId > ? AND changeSet.undoes IS NULL AND (? OR change.rowId = ?)`,
  ).all(one.subjectId, changeSetId, one.rowId === one.subjectId ? 1 : 0, one.rowId) as { id: string }[];
  return later.some(({ id }) => !isUndone(house, id));
}

function isUndone(house: House, changeSetId: string): boolean {
  const by = undoingOf(house, changeSetId);
  return by !== null && !isUndone(house, by);
}

/** The change set that took this one back. It is later, so only the log's newest part is read. */
function undoingOf(house: House, changeSetId: string): string | null {
  const found = statement(house.db.sqlite, 'SELECT id FROM changeSet WHERE id > ? AND undoes = ?').get(
    changeSetId,
    changeSetId,
  ) as { id: string } | undefined;
  return found?.id ?? null;
}

function takeBack(unit: UnitOfWork, one: Logged): void {
  switch (one.kind) {
    case 'create':
      unit.remove(one.table, one.rowId);
      break;
    case 'remove':
      unit.restore(one.table, one.rowId);
      break;
    case 'update':
      unit.update(one.table, one.rowId, { [one.field ?? '']: loggedValue(one.from) });
  }
}

function loggedValue(json: string | null): string | number | null {
  return json === null ? null : (JSON.parse(json) as string | number);
}
