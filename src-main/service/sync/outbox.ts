// What this workstation has saved and the server has not answered yet, as messages. It reads; what an answer does stands in
// take-rows.ts.

import { bodyColumns } from '../../../src-shared/row-schemas.ts';
import type { WireChange, WireSet } from '../../../src-shared/sync/protocol.ts';
import { synced, type TableName } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import { rawRow, statement } from '../database/save.ts';

/** A push is sent as soon as it has so many changes, however few sets they are. */
const CHANGES_AT_ONCE = 20_000;
/** The server takes 64 MB unpacked; letters may be four bytes long. */
const LETTERS_AT_ONCE = 8_000_000;

export function waitingSets(sqlite: Sqlite): number {
  return (statement(sqlite, 'SELECT count(*) AS n FROM changeSet WHERE answeredAt IS NULL').get() as { n: number }).n;
}

export type Outbox = {
  /** How many sets are still to be read. */
  readonly left: number;
  /** The oldest ones that were not read yet, in order: at most so many, fewer where they are long; none at the end. */
  next(most: number): WireSet[];
};

/** What waits at this moment. */
export function openOutbox(sqlite: Sqlite): Outbox {
  // Of the index alone; a counter that was away for a week has thousands.
  const places = statement(
    sqlite,
    'SELECT rowid AS place FROM changeSet WHERE answeredAt IS NULL ORDER BY rowid',
  ).all() as { place: number }[];
  const head = statement(
    sqlite,
    'SELECT id, at, employeeId, branchId, workstationId, doing, undoes FROM changeSet WHERE rowid = ?',
  );
  let read = 0;
  return {
    get left() {
      return places.length - read;
    },
    next: (most) => {
      const sets: WireSet[] = [];
      let [changes, length] = [0, 0];
      for (; sets.length < most && changes < CHANGES_AT_ONCE; read += 1) {
        const found = places[read] && (head.get(places[read]?.place) as Head | undefined);
        if (!found) break;
        const set = wireSetOf(sqlite, found);
        length += set.changes.reduce((sum, { from, to }) => sum + 200 + (from?.length ?? 0) + (to?.length ?? 0), 0);
        // Never less than one: a single set that is too long is for the server to refuse.
        if (sets.length > 0 && length > LETTERS_AT_ONCE) break;
        changes += set.changes.length;
        sets.push(set);
      }
      return sets;
    },
  };
}

// --- details

const CHANGES = `SELECT "table", rowId, subjectId, kind, field, "from", "to", groupFrom
  FROM change WHERE changeSetId = ? ORDER BY position`;

type Head = Omit<WireSet, 'changes' | 'secrets'>;

function wireSetOf(sqlite: Sqlite, head: Head): WireSet {
  const logged = statement(sqlite, CHANGES).all(head.id) as WireChange[];
  const changes = logged.flatMap((change) =>
    change.kind === 'create' && change.to === null ? birth(sqlite, change) : [change],
  );
  const secrets: WireSet['secrets'] = {};
  changes.forEach((change, position) => {
    for (const field of secretFields(change)) {
      const value = secretValue(sqlite, head.id, change, field);
      if (value !== undefined) secrets[`${position}/${field}`] = value;
    }
  });
  return { ...head, changes, secrets };
}

const BORN_WITH = ['customerAddress', 'customerPhone'] as const;

/**
 * An imported customer's birth is logged without values (customer-import/bulk-rows.ts): they are the rows' own. What later
 * sets have changed since comes along early and is then nothing new.
 */
function birth(sqlite: Sqlite, change: WireChange): WireChange[] {
  const born = rawRow(sqlite, 'customer', change.rowId);
  if (!born) return [];
  const children = BORN_WITH.flatMap((table) =>
    (
      statement(
        sqlite,
        `SELECT * FROM "${table}" WHERE customerId = ? AND NOT EXISTS (SELECT 1 FROM change
         WHERE change.subjectId = "${table}".customerId AND change.rowId = "${table}".id AND change.kind = 'create')`,
      ).all(change.rowId) as Record<string, unknown>[]
    ).map((row) => created(table, String(row.id), change.subjectId, row)),
  );
  return [created('customer', change.rowId, change.subjectId, born), ...children];
}

function created(table: TableName, rowId: string, subjectId: string, row: Record<string, unknown>): WireChange {
  const body = Object.fromEntries(bodyColumns(table).map((name) => [name, row[name] ?? null]));
  return {
    table,
    rowId,
    subjectId,
    kind: 'create',
    field: null,
    from: null,
    to: JSON.stringify(body),
    groupFrom: null,
  };
}

function secretFields({ table, kind, field, to }: WireChange): string[] {
  const fields = synced[table as TableName]?.fields ?? {};
  if (!WITH_SECRETS.has(table)) return [];
  if (kind === 'update') return field !== null && fields[field] === 'secret' ? [field] : [];
  if (kind === 'remove' || to === null) return [];
  const row = JSON.parse(to) as Record<string, unknown>;
  return Object.keys(row).filter((name) => fields[name] === 'secret');
}

const WITH_SECRETS: ReadonlySet<string> = new Set(
  Object.entries(synced).flatMap(([table, { fields }]) =>
    Object.values(fields ?? {}).includes('secret') ? [table] : [],
  ),
);

/** The row has it only as long as no later set has replaced it; what was replaced nobody needs any more. */
function secretValue(sqlite: Sqlite, setId: string, change: WireChange, field: string): string | null | undefined {
  const newer = statement(
    sqlite,
    `SELECT 1 FROM change WHERE subjectId = ? AND changeSetId > ? AND rowId = ? AND (field = ? OR kind <> 'update') LIMIT 1`,
  ).get(change.subjectId, setId, change.rowId, field);
  if (newer) return undefined;
  const value = rawRow(sqlite, change.table as TableName, change.rowId)?.[field];
  return typeof value === 'string' ? value : null;
}
