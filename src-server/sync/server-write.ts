// What the server itself writes into synced rows: devices, tasks, confirmations, moves, removals of what has run out. The same
// revisions as a push, so that counters hear of it the same way.
import type { Doing } from '../../src-shared/change-log/rules.ts';
import { bodySchema } from '../../src-shared/row-schemas.ts';
import type { JsonValue, WireChange } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';
import type { Dialect, Storage, Trx } from '../storage/storage.ts';
import { type Projection, projectRows } from './projections.ts';
import { branchesOf, rowsById, writeRows } from './rows.ts';
import type { Held } from './world.ts';

export type Writing = {
  readonly trx: Trx;
  readonly chainId: string;
  readonly now: number;
  read(table: TableName, id: string): Promise<Held | undefined>;
  /** A new row, of a branch or (null) of the whole chain. */
  make(table: TableName, id: string, branchId: string | null, body: Record<string, JsonValue>): void;
  /** Changes some fields of a row that was read. */
  change(row: Held, fields: Record<string, JsonValue>): void;
  remove(row: Held): void;
  /** A row as it is to be; its revision is given at the end. */
  put(row: Held): void;
  /** Does something more in the same transaction once the highest revision is known. */
  afterwards(work: (revision: number) => Promise<void>): void;
  /** The entry in the change log, as a counter would have made it. */
  log(entry: {
    id: string;
    employeeId: string | null;
    workstationId: string | null;
    branchId: string | null;
    doing: Doing;
    changes: readonly [WireChange, ...WireChange[]];
    /** The branch whose workstations hold what it is about; unless given, the whole chain reads it. */
    readBy?: string | null;
  }): void;
};

type Parts = {
  storage: Storage;
  now: () => number;
  projections: readonly Projection[];
};

/** One transaction: the chain is locked from the beginning. @throws what `work` throws, and then nothing is written */
export async function writeAsServer<R>(
  parts: Parts,
  chainId: string,
  work: (writing: Writing) => Promise<R>,
): Promise<R> {
  const { storage } = parts;
  return storage.db.transaction().execute((trx) => writeWithin(parts, storage.dialect, trx, chainId, work));
}

/** Inside a transaction that the caller has begun. */
export async function writeWithin<R>(
  parts: Pick<Parts, 'now' | 'projections'>,
  dialect: Dialect,
  trx: Trx,
  chainId: string,
  work: (writing: Writing) => Promise<R>,
): Promise<R> {
  const chain = await dialect.lockChain(trx, chainId);
  if (!chain) throw new Error('no such chain');
  const now = parts.now();
  const written = new Map<string, Held>();
  /** A row that goes to another branch is news for the one that it leaves, too. */
  const left: { branchId: string | null }[] = [];
  const put = (row: Held) => {
    written.set(`${row.table} ${row.id}`, row);
  };
  const later: ((revision: number) => Promise<void>)[] = [];
  const result = await work({
    ...{ trx, chainId, now },
    read: async (table, id) => {
      const again = written.get(`${table} ${id}`);
      const [row] = again ? [again] : await rowsById(trx, chainId, new Map([[table, new Set([id])]]));
      if (row && row.branchId !== null) left.push({ branchId: row.branchId });
      return row;
    },
    make: (table, id, branchId, body) =>
      put({
        ...{ table, id, branchId, subjectId: String(body[synced[table].subject] ?? id), revision: 0 },
        ...{ changedAt: now, removedAt: null, body, marks: {} },
      }),
    change: (row, fields) => put({ ...row, changedAt: now, body: { ...row.body, ...fields } }),
    put,
    afterwards: (one) => {
      later.push(one);
    },
    remove: (row) => put({ ...row, changedAt: now, removedAt: now }),
    log: ({ id, employeeId, workstationId, branchId, doing, changes, readBy = null }) =>
      put({
        ...{ table: 'changeSet', id, branchId: readBy, subjectId: changes[0].subjectId, revision: 0 },
        ...{ changedAt: now, removedAt: null, marks: {} },
        body: {
          ...{ at: now, employeeId, branchId, workstationId, doing, undoes: null },
          changes: JSON.stringify(changes),
        },
      }),
  });
  if (written.size === 0) return result;
  for (const row of written.values()) mustBeWhole(row);
  let { revision } = chain;
  for (const row of written.values()) row.revision = ++revision;
  await writeRows(trx, chainId, written.values(), null);
  await projectRows(trx, chainId, [...written.values()], parts);
  for (const one of later) await one(revision);
  await trx.updateTable('chain').set({ revision }).where('id', '=', chainId).execute();
  await dialect.announce(trx, chainId, revision, branchesOf([...written.values(), ...left]));
  return result;
}

/** Counters are sent rows as they lie here; one that no counter can keep would be asked for without end. @throws Error */
function mustBeWhole({ table, body }: Held): void {
  if (!Object.hasOwn(synced, table)) return;
  const checked = bodySchema(table as TableName).safeParse(body);
  // Which field, and never what it says.
  if (!checked.success) throw new Error(`a row of ${table} cannot be kept: ${checked.error.issues[0]?.path.join('.')}`);
}
