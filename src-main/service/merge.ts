// Shows two records side by side as the rule would merge them, and carries the command to the branch server. Nothing of it is
// written here: what has become of both comes down like everything that others do.
import { isDeepStrictEqual } from 'node:util';
import { ORPCError } from '@orpc/server';
import type { ShownValue } from '../../src-shared/change-log/contract.ts';
import { listName } from '../../src-shared/customers/rules.ts';
import type { DoneMerge } from '../../src-shared/merge/contract.ts';
import {
  MERGE_REFUSALS,
  type MergeFacts,
  mergedFields,
  mergeRefusal,
  twinOf,
  UNMERGE_REFUSALS,
  unmergeRefusal,
} from '../../src-shared/merge/rules.ts';
import { bodyColumns } from '../../src-shared/row-schemas.ts';
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../../src-shared/tables.ts';
import { loggedChanges } from './change-log-values.ts';
import { rawRow, statement } from './database/save.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';
import type { ServerLine } from './sync/server-line.ts';

export function mergeHandlers(os: typeof procedures.merge) {
  return {
    preview: os.preview.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { role } = signedIn(context);
      const [survivor, other] = [rowOf(house, 'customer', input.survivorId), rowOf(house, 'customer', input.otherId)];
      if (!survivor || !other) throw errors.GONE();
      const own = house.session.seat?.branch.id ?? '';
      return {
        ...{ survivor: personOf(survivor), other: personOf(other) },
        seen: { survivor: Number(survivor.revision), other: Number(other.revision) },
        fields: mergedFields(bodyColumns('customer'), survivor, other)
          .map((one) => ({
            ...{ field: one.field, chosen: one.chosen },
            survivor: shownField(house, survivor, one.field, one.survivor),
            other: shownField(house, other, one.field, one.other),
          }))
          // Two lines with one and the same address are no choice.
          .filter((one) => one.field !== 'homeAddressId' || !isDeepStrictEqual(one.survivor, one.other)),
        lists: listsOf(house, input.survivorId, input.otherId),
        login: { survivor: canLogIn(house, input.survivorId), other: canLogIn(house, input.otherId) },
        refusal: mergeRefusal(role, own, input, [factsOf(survivor), factsOf(other)]),
      };
    }),

    merge: os.merge.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const employeeId = signedIn(context).id;
      // What is said here about either of them goes first.
      await house.sync.round().catch(() => undefined);
      const ask = (line: ServerLine) => line.merge.merge({ ...input, employeeId, proofs: house.sync.proofs.shown() });
      const done = await asking(house, ask, (reason) => {
        const known = MERGE_REFUSALS.find((one) => one === reason);
        return known ? errors.REFUSED({ data: { reason: known } }) : errors.OFFLINE();
      });
      await house.sync.round().catch(() => undefined);
      return done;
    }),

    of: os.of.handler(({ context, input }) => {
      const house = opened(context);
      const { role } = signedIn(context);
      const survivor = rowOf(house, 'customer', input.customerId);
      const own = house.session.seat?.branch.id ?? '';
      return (statement(house.db.sqlite, MERGES_OF).all(input.customerId) as StoredMerge[]).map((row): DoneMerge => {
        const facts = { undone: false, undoUntil: row.undoUntil };
        const refusal = unmergeRefusal(role, own, house.now(), facts, survivor ? factsOf(survivor) : null);
        const other = rowOf(house, 'customer', row.otherId);
        return {
          ...{ id: row.id, at: row.mergedAt, by: row.byName, undoUntil: row.undoUntil, mayUndo: refusal === null },
          other: other ? personOf(other) : { id: row.otherId, number: row.otherNumber, name: '' },
        };
      });
    }),

    beforeUnmerge: os.beforeUnmerge.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const { id: employeeId } = signedIn(context);
      await house.sync.round().catch(() => undefined);
      const ask = (line: ServerLine) => line.merge.beforeUnmerge({ ...input, employeeId });
      const { changed, born } = await asking(house, ask, (reason) => {
        const known = UNMERGE_REFUSALS.find((one) => one === reason);
        return known ? errors.REFUSED({ data: { reason: known } }) : errors.OFFLINE();
      });
      const reading = { set: NOW, field: null };
      const changes = (rows: Parameters<typeof loggedChanges>[1]) => loggedChanges(house, rows, reading);
      return {
        changed: changed.flatMap(({ table, rowId, field }) => {
          const row = isTable(table) ? rowOf(house, table, rowId) : undefined;
          if (!row || !isTable(table)) return [];
          const to = field === null ? null : JSON.stringify(row[field] ?? null);
          const from = field === null ? JSON.stringify(row) : null;
          return changes([{ table, rowId, field, kind: field === null ? 'remove' : 'update', from, to }]);
        }),
        // One that has not come down yet has a name all the same: its kind.
        born: born.flatMap(({ table, rowId }) => {
          if (!isTable(table)) return [];
          const to = JSON.stringify(rowOf(house, table, rowId) ?? {});
          return changes([{ table, rowId, field: null, kind: 'create', from: null, to }]);
        }),
      };
    }),

    unmerge: os.unmerge.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const employeeId = signedIn(context).id;
      await house.sync.round().catch(() => undefined);
      const ask = (line: ServerLine) => line.merge.unmerge({ ...input, employeeId, proofs: house.sync.proofs.shown() });
      const { otherId } = await asking(house, ask, (reason) => {
        const known = UNMERGE_REFUSALS.find((one) => one === reason);
        return known ? errors.REFUSED({ data: { reason: known } }) : errors.OFFLINE();
      });
      await house.sync.round().catch(() => undefined);
      return { otherId };
    }),

    survivorOf: os.survivorOf.handler(({ context, input }) => {
      const house = opened(context);
      const stub = rowOf(house, 'customer', input.id);
      let survivor = stub;
      // A chain of merges ends: of two opposite ones the second was refused.
      while (survivor && typeof survivor.mergedIntoId === 'string')
        survivor = rowOf(house, 'customer', survivor.mergedIntoId);
      if (!stub || !survivor || survivor === stub || survivor.removedAt !== null) return null;
      return { ...personOf(survivor), otherNumber: String(stub.number) };
    }),

    byNumber: os.byNumber.handler(({ context, input }) => {
      const house = opened(context);
      const found = statement(house.db.sqlite, 'SELECT id FROM customer WHERE number = ?').pluck().get(input.number);
      const row = typeof found === 'string' ? rowOf(house, 'customer', found) : undefined;
      return row ? personOf(row) : null;
    }),
  };
}

// --- details

type Row = Record<string, JsonValue>;
type StoredMerge = {
  id: string;
  otherId: string;
  otherNumber: string;
  mergedAt: number;
  undoUntil: number;
  byName: string | null;
};

const MERGES_OF = `SELECT m.id, m.otherId, m.otherNumber, m.mergedAt, m.undoUntil, e.name AS byName
  FROM customerMerge m LEFT JOIN employee e ON e.id = m.mergedBy
  WHERE m.customerId = ? AND m.removedAt IS NULL AND m.undoneAt IS NULL ORDER BY m.mergedAt DESC`;

/** Values as they are now, not as of some change set. */
const NOW = { id: '~', at: Number.MAX_SAFE_INTEGER };

/** @param refused what the server's reason becomes; null = it cannot be reached. @throws PIN_NEEDED */
async function asking<R>(
  house: House,
  ask: (line: ServerLine) => Promise<R>,
  refused: (reason: string | null) => Error,
): Promise<R> {
  try {
    return await house.sync.ask(ask);
  } catch (error) {
    const { code, data } = error as { code?: string; data?: { reason?: string } };
    if (code === 'PIN_NEEDED') throw new ORPCError('PIN_NEEDED', { defined: true, status: 403 });
    throw refused(code === 'REFUSED' ? (data?.reason ?? null) : null);
  }
}

function rowOf(house: House, table: TableName, id: string): Row | undefined {
  return rawRow(house.db.sqlite, table, id) as Row | undefined;
}

function isTable(name: string): name is TableName {
  return Object.hasOwn(tables, name);
}

function personOf(row: Row) {
  const { id, number, firstName, lastName } = row as {
    id: string;
    number: string;
    firstName: string | null;
    lastName: string;
  };
  return { id, number, name: listName({ firstName, lastName }) };
}

function factsOf(row: Row): MergeFacts {
  return {
    ...{ branchId: String(row.branchId), removed: row.removedAt !== null },
    ...{ merged: row.mergedIntoId !== null, erased: row.erasedAt !== null },
  };
}

function shownField(house: House, customer: Row, field: string, value: JsonValue): ShownValue | null {
  if (field === 'homeAddressId') {
    const line = value === null ? undefined : rowOf(house, 'customerAddress', String(value));
    const part = (...names: string[]) =>
      names
        .map((name) => line?.[name] ?? '')
        .filter(Boolean)
        .join(' ');
    const parts = [part('street', 'houseNumber'), part('addition'), part('district'), part('postcode', 'town')];
    const text = [...parts, part('country')].filter(Boolean).join(', ');
    return text === '' ? null : { kind: 'text', text };
  }
  const change = { table: 'customer', rowId: String(customer.id), kind: 'update', field, from: null } as const;
  const reading = { set: NOW, field: null };
  const [shown] = loggedChanges(house, [{ ...change, to: JSON.stringify(value) }], reading);
  return shown?.fields[0]?.to ?? null;
}

function listsOf(house: House, survivorId: string, otherId: string) {
  const found = [];
  for (const table of Object.keys(tables) as TableName[]) {
    if (
      synced[table].subject !== 'customerId' ||
      ['appAccess', 'appDevice', 'customerMerge', 'erasure'].includes(table)
    )
      continue;
    const lines = (id: string) =>
      (
        statement(house.db.sqlite, `SELECT * FROM "${table}" WHERE customerId = ? AND removedAt IS NULL`).all(
          id,
        ) as Row[]
      ).map((body) => ({ body }));
    const [mine, its] = [lines(survivorId), lines(otherId)];
    if (mine.length + its.length === 0) continue;
    const doubles = its.filter((line) => twinOf(table, line, mine)).length;
    found.push({ table, survivor: mine.length, other: its.length, doubles });
  }
  return found;
}

function canLogIn(house: House, customerId: string): boolean {
  const access = rowOf(house, 'appAccess', customerId);
  return access !== undefined && access.removedAt === null && access.active === 1;
}
