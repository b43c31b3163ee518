// Takes a change set back by writing the opposite as a new one. It refuses where somebody has changed the same since, and
// where a secret or a ledger is concerned: those have no way back.
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

/** What a mask's save and its undoing are called in the change log: nothing else is taken back from a mask. */
const UNDOABLE = ['customer.create', 'customer.save', 'undo'];

type Logged = {
  table: TableName;
  rowId: string;
  subjectId: string;
  kind: 'create' | 'update' | 'remove';
  field: string | null;
  from: string | null;
  to: string | null;
};

/** @throws CannotUndo, and then nothing is written */
export function undoChangeSet(house: House, changeSetId: string): Saved<void> {
  const { sqlite } = house.db;
  const set = statement(sqlite, 'SELECT doing FROM changeSet WHERE id = ?').get(changeSetId) as
    | { doing: string }
    | undefined;
  if (!set || !UNDOABLE.includes(set.doing)) throw new CannotUndo('gone');
  const undone = statement(sqlite, 'SELECT 1 FROM changeSet WHERE undoes = ?').get(changeSetId);
  if (undone) throw new CannotUndo('gone');
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

function isTouchedSince(house: House, changeSetId: string, one: Logged): boolean {
  // Change set ids are UUIDv7: a later one is greater.
  const found =
    one.rowId === one.subjectId
      ? statement(house.db.sqlite, 'SELECT 1 FROM change WHERE subjectId = ? AND changeSetId > ? LIMIT 1').get(
          one.subjectId,
          changeSetId,
        )
      : statement(
          house.db.sqlite,
          'SELECT 1 FROM change WHERE subjectId = ? AND changeSetId > ? AND rowId = ? LIMIT 1',
        ).get(one.subjectId, changeSetId, one.rowId);
  return found !== undefined;
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
