// Takes a change set back by writing the opposite as a new one. It refuses where somebody has changed the same since, and
// where a secret is concerned: those have no way back.
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

type Logged = {
  table: TableName;
  rowId: string;
  kind: 'create' | 'update' | 'remove';
  field: string | null;
  from: string | null;
  to: string | null;
};

/** @throws CannotUndo, and then nothing is written */
export function undoChangeSet(house: House, changeSetId: string): Saved<void> {
  const changes = statement(
    house.db.sqlite,
    'SELECT "table", rowId, kind, field, "from", "to" FROM change WHERE changeSetId = ? ORDER BY position DESC',
  ).all(changeSetId) as Logged[];
  if (changes.length === 0) throw new CannotUndo('gone');
  return house.save(
    'undo',
    (unit) => {
      for (const one of changes) takeBack(house, unit, one);
    },
    changeSetId,
  );
}

function takeBack(house: House, unit: UnitOfWork, one: Logged): void {
  if (synced[one.table].appendOnly) throw new CannotUndo('changedSince');
  const row = rawRow(house.db.sqlite, one.table, one.rowId);
  if (!row) throw new CannotUndo('gone');
  switch (one.kind) {
    case 'create':
      unit.remove(one.table, one.rowId);
      return;
    case 'remove':
      unit.restore(one.table, one.rowId);
      return;
    case 'update': {
      const field = one.field ?? '';
      if (synced[one.table].fields?.[field] === 'secret') throw new CannotUndo('secret');
      const now = row[field] ?? null;
      if (now !== (one.to === null ? null : JSON.parse(one.to))) throw new CannotUndo('changedSince');
      unit.update(one.table, one.rowId, { [field]: one.from === null ? null : JSON.parse(one.from) });
    }
  }
}
