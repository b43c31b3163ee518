// Takes what a shop brings along from its former server: rows and history as they are, judged by nobody a second time. Open
// to the founder alone, until its first pull.
import type { BroughtRow, BroughtSet } from '../src-shared/founding/server-contract.ts';
import { bodySchema } from '../src-shared/row-schemas.ts';
import type { JsonValue } from '../src-shared/sync/protocol.ts';
import { synced, type TableName, tables } from '../src-shared/tables.ts';
import { admitted, type CounterContext, type calls, checkProtocol } from './http/calls.ts';
import type { KnownWorkstation } from './joining.ts';
import type { Server } from './server.ts';
import type { Trx } from './storage/storage.ts';
import { projectRows } from './sync/projections.ts';
import { chunks, rowsById, writeRows } from './sync/rows.ts';
import type { Held } from './sync/world.ts';

class BadRow extends Error {
  readonly about: { table: string; id: string };
  constructor(about: { table: string; id: string }) {
    super('a row that does not fit');
    this.about = about;
  }
}

export function foundingDoor(os: typeof calls.founding) {
  return {
    bring: os.bring.handler(async ({ context, input, errors }) => {
      checkProtocol(input);
      const founder = await founderOf(context);
      if (!founder) throw errors.NOT_FOUNDING();
      await bring(context.server, founder, input).catch((error: unknown) => {
        if (error instanceof BadRow) throw errors.BAD_ROW({ data: error.about });
        throw error;
      });
    }),

    arrived: os.arrived.handler(async ({ context, input, errors }) => {
      checkProtocol(input);
      const founder = await founderOf(context);
      if (!founder) throw errors.NOT_FOUNDING();
      const found = await context.server.storage.db
        .selectFrom('syncedRow')
        .select((eb) => ['tableName', eb.fn.countAll().as('count')])
        .where('chainId', '=', founder.chainId)
        .groupBy('tableName')
        .execute();
      return { counts: Object.fromEntries(found.map(({ tableName, count }) => [tableName, Number(count)])) };
    }),
  };
}

// --- details

async function founderOf(context: CounterContext): Promise<KnownWorkstation | null> {
  const workstation = await admitted(context);
  return workstation.foundedAt === null ? null : workstation;
}

type Brought = { above: number; rows: readonly BroughtRow[]; sets: readonly BroughtSet[] };

async function bring(server: Server, founder: KnownWorkstation, { above, rows, sets }: Brought): Promise<void> {
  const { db, dialect } = server.storage;
  const now = server.now();
  await db.transaction().execute(async (trx) => {
    const chain = await dialect.lockChain(trx, founder.chainId);
    if (!chain) throw new Error('no such chain');
    const held = await heldFrom(trx, chain.id, rows, now);
    const logged = await loggedFrom(trx, chain.id, founder, sets, now);
    const fresh = [...held, ...logged];
    let revision = Math.max(chain.revision, above);
    for (const row of fresh) row.revision = ++revision;
    await writeRows(trx, chain.id, fresh, null);
    await projectRows(trx, chain.id, fresh, server);
    for (const some of chunks(logged, 1000))
      await trx
        .insertInto('judgedSet')
        .values(
          some.map(({ id, revision: number }) => ({
            ...{ chainId: chain.id, id, workstationId: founder.workstationId, revision: number, receivedAt: now },
            verdict: JSON.stringify({ kind: 'taken', conflicts: 0 }),
          })),
        )
        .execute();
    await trx.updateTable('chain').set({ revision }).where('id', '=', chain.id).execute();
  });
}

async function heldFrom(trx: Trx, chainId: string, rows: readonly BroughtRow[], now: number): Promise<Held[]> {
  const branches = await branchesOfCustomers(trx, chainId, rows);
  return rows.map((row) => {
    if (!Object.hasOwn(tables, row.table)) throw new BadRow(row);
    const table = row.table as TableName;
    const checked = bodySchema(table).safeParse(row.body);
    if (!checked.success) throw new BadRow(row);
    const body = table === 'appDevice' ? endedDevice(checked.data, now) : checked.data;
    const { scope, subject } = synced[table];
    const branchId = scope === 'chain' ? null : branchOf(table, body, branches);
    return {
      ...{ table, id: row.id, branchId, subjectId: String(body[subject] ?? row.id), revision: 0 },
      ...{ changedAt: row.changedAt, removedAt: row.removedAt, body, marks: {} },
    };
  });
}

/** Its key stays with the former server: the phone connects anew, with the same form and password. */
function endedDevice(body: Record<string, JsonValue>, now: number): Record<string, JsonValue> {
  return { ...body, endedAt: body.endedAt ?? now };
}

function branchOf(
  table: TableName,
  body: Record<string, JsonValue>,
  branches: ReadonlyMap<string, string | null>,
): string | null {
  if ('branchId' in body) return typeof body.branchId === 'string' ? body.branchId : null;
  if (typeof body.customerId !== 'string') return null;
  const branchId = branches.get(body.customerId);
  if (branchId === undefined) throw new BadRow({ table, id: body.customerId });
  return branchId;
}

async function branchesOfCustomers(
  trx: Trx,
  chainId: string,
  rows: readonly BroughtRow[],
): Promise<ReadonlyMap<string, string | null>> {
  const wanted = new Set(rows.flatMap(({ body }) => (typeof body.customerId === 'string' ? [body.customerId] : [])));
  const found = new Map<string, string | null>();
  for (const { id, branchId } of await rowsById(trx, chainId, new Map([['customer', wanted]]))) found.set(id, branchId);
  for (const { table, id, body } of rows)
    if (table === 'customer') found.set(id, typeof body.branchId === 'string' ? body.branchId : null);
  return found;
}

/** As push.ts keeps a set; one that was there already is left out, though it may have run out of the log since. */
async function loggedFrom(
  trx: Trx,
  chainId: string,
  founder: KnownWorkstation,
  sets: readonly BroughtSet[],
  now: number,
): Promise<Held[]> {
  const there = new Set<string>();
  for (const some of chunks(sets, 1000)) {
    const ids = some.map(({ id }) => id);
    const known = trx.selectFrom('judgedSet').select('id').where('chainId', '=', chainId).where('id', 'in', ids);
    for (const { id } of await known.execute()) there.add(id);
  }
  return sets
    .filter(({ id }) => !there.has(id))
    .map(({ id, changes, ...head }) => {
      const ofBranch = changes.some(({ table }) => synced[table as TableName]?.scope === 'branch');
      return {
        ...{ table: 'changeSet' as const, id, branchId: ofBranch ? founder.branchId : null },
        ...{ subjectId: changes[0]?.subjectId ?? id, revision: 0, changedAt: now, removedAt: null, marks: {} },
        body: { ...head, changes: JSON.stringify(changes) },
      };
    });
}
