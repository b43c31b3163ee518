// Deletes what has run out of the change log (E-79, E-80), once a day and a piece at a time. The day goes by this server's clock,
// and no further than the counters' own entries reach: a clock that jumps ahead deletes nothing young. Counters delete by the
// bounds that are said with the counts, never by a clock of their own. The bounds lie in the database: what was deleted stays
// deleted, whichever process did it and however it ended.
import { hasRunOut, type LogBounds, logBounds, NOTHING_RUN_OUT } from '../src-shared/change-log/log-bounds.ts';
import { isAboutCustomers } from '../src-shared/change-log/rules.ts';
import type { ClearedLog } from '../src-shared/sync/protocol.ts';
import { synced } from '../src-shared/tables.ts';
import type { Db, Trx } from './storage/storage.ts';
import { type ChainTask, LOOKED_EVERY_MS, letOthersFirst } from './upkeep/chain-upkeep.ts';
import { livingPieces } from './upkeep/living-pieces.ts';
import { sureDay } from './upkeep/sure-day.ts';

/** No process is at it for so long: one that died goes on at the next look, and two never delete at once. */
const AT_IT_MS = LOOKED_EVERY_MS / 2;
const SETS_AT_ONCE = 200;
const CONFLICTS_AT_ONCE = 200;

export class LogClearing implements ChainTask {
  readonly trouble = 'the change log could not be cleared';
  readonly #parts: { db: Db; now: () => number };

  constructor(parts: { db: Db; now: () => number }) {
    this.#parts = parts;
  }

  /** What was deleted last; undefined = never anything, null = part of something, and counts of entries mean nothing. */
  async of(chainId: string): Promise<ClearedLog | null | undefined> {
    return (await standing(this.#parts.db, chainId))?.cleared;
  }

  /** Once a day of this server's clock. */
  async forChain(chainId: string, stopped: () => boolean): Promise<void> {
    const { db, now } = this.#parts;
    const at = now();
    const today = new Date(at).toISOString().slice(0, 10);
    if (!(await begin(db, chainId, at, today))) return;
    const day = await sureDay(db, chainId, today);
    const bounds = day === null ? NOTHING_RUN_OUT : logBounds(day);
    const kept = await this.#inOpenConflicts(chainId, bounds, stopped);
    if (!(await this.#delete(chainId, bounds, new Set(kept), stopped))) return;
    const cleared: ClearedLog = { on: today, ...bounds, kept };
    await db
      .updateTable('logClearing')
      .set({ body: JSON.stringify(cleared) })
      .where('chainId', '=', chainId)
      .where('begunAt', '=', at)
      .execute();
  }

  /** A chain has as many as it has ever had: the open ones alone are remembered. */
  async #inOpenConflicts(chainId: string, { others }: LogBounds, stopped: () => boolean): Promise<string[]> {
    const kept: string[] = [];
    const done = () => others === '' || stopped();
    for await (const some of livingPieces(this.#parts.db, chainId, 'conflict', { atOnce: CONFLICTS_AT_ONCE }, done)) {
      for (const { body } of some) kept.push(...entriesOf(body).filter((id) => id < others));
    }
    return kept;
  }

  /** @returns false where the server stops before all is looked at */
  async #delete(
    chainId: string,
    bounds: LogBounds,
    kept: ReadonlySet<string>,
    stopped: () => boolean,
  ): Promise<boolean> {
    const { db } = this.#parts;
    for (let after = ''; ; ) {
      if (stopped()) return false;
      const some = await db
        .selectFrom('syncedRow')
        .select(['id', 'branchId'])
        .where('chainId', '=', chainId)
        .where('tableName', '=', 'changeSet')
        .where('id', '>', after)
        .where('id', '<', bounds.others)
        .orderBy('id')
        .limit(SETS_AT_ONCE)
        .execute();
      const last = some.at(-1);
      if (!last) return true;
      after = last.id;
      const gone = (await runOut(db, chainId, some, bounds)).filter((id) => !kept.has(id));
      if (gone.length > 0) await db.transaction().execute((trx) => deleteSets(trx, chainId, gone));
      await letOthersFirst();
    }
  }
}

// --- details

async function standing(db: Db, chainId: string): Promise<{ begunAt: number; cleared: ClearedLog | null } | undefined> {
  const found = await db
    .selectFrom('logClearing')
    .select(['begunAt', 'body'])
    .where('chainId', '=', chainId)
    .executeTakeFirst();
  return found && { begunAt: found.begunAt, cleared: found.body === null ? null : JSON.parse(found.body) };
}

/** From here on nobody can say what is deleted. @returns false where it was done today, or another process is at it */
async function begin(db: Db, chainId: string, at: number, today: string): Promise<boolean> {
  const before = await standing(db, chainId);
  if (!before) {
    const made = await db
      .insertInto('logClearing')
      .values({ chainId, begunAt: at, body: null })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return made.numInsertedOrUpdatedRows === 1n;
  }
  const { begunAt, cleared } = before;
  if (cleared === null ? Math.abs(at - begunAt) < AT_IT_MS : cleared.on === today) return false;
  const taken = await db
    .updateTable('logClearing')
    .set({ begunAt: at, body: null })
    .where('chainId', '=', chainId)
    .where('begunAt', '=', begunAt)
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

/** The entries from which is told what two have said differently, where nobody has decided it yet. */
function entriesOf(body: string): string[] {
  const { decidedAt, claims } = JSON.parse(body) as { decidedAt?: number | null; claims: string };
  if ((decidedAt ?? null) !== null) return [];
  return (JSON.parse(claims) as { changeSetId?: string }[]).flatMap(({ changeSetId }) => changeSetId ?? []);
}

/** A branch's entry is always about a customer (push.ts); of the chain's the tables say it. */
async function runOut(
  db: Db,
  chainId: string,
  some: readonly { id: string; branchId: string | null }[],
  bounds: LogBounds,
): Promise<string[]> {
  const open = some.filter(({ id, branchId }) => branchId === null && !hasRunOut(id, true, bounds)).map(({ id }) => id);
  const others = new Set<string>();
  if (open.length > 0) {
    const rows = await db
      .selectFrom('syncedRow')
      .select(['id', 'body'])
      .where('chainId', '=', chainId)
      .where('tableName', '=', 'changeSet')
      .where('id', 'in', open)
      .execute();
    for (const { id, body } of rows) if (!saysOfCustomers(body)) others.add(id);
  }
  return some.filter(({ id }) => hasRunOut(id, !others.has(id), bounds)).map(({ id }) => id);
}

function saysOfCustomers(body: string): boolean {
  const { changes } = JSON.parse(body) as { changes: string };
  return (JSON.parse(changes) as { table: string }[]).some(({ table }) => isAboutCustomers(table, synced));
}

async function deleteSets(trx: Trx, chainId: string, ids: readonly string[]): Promise<void> {
  await trx.deleteFrom('alsoAbout').where('chainId', '=', chainId).where('changeSetId', 'in', ids).execute();
  for (const table of ['syncedRow', 'movedAway'] as const)
    await trx
      .deleteFrom(table)
      .where('chainId', '=', chainId)
      .where('tableName', '=', 'changeSet')
      .where('id', 'in', ids)
      .execute();
}
