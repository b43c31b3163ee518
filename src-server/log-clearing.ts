// Deletes what has run out of the change log (E-79, E-80), once a day and a piece at a time. The day goes by this server's clock,
// and no further than the counters' own entries reach: a clock that jumps ahead deletes nothing young. Counters delete by the
// bounds that are said with the counts, never by a clock of their own. The bounds lie in the database: what was deleted stays
// deleted, whichever process did it and however it ended.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import {
  hasRunOut,
  idFrom,
  type LogBounds,
  logBounds,
  madeAt,
  NOTHING_RUN_OUT,
  SURE_DAYS,
} from '../src-shared/change-log/log-bounds.ts';
import { isAboutCustomers } from '../src-shared/change-log/rules.ts';
import type { ClearedLog } from '../src-shared/sync/protocol.ts';
import { synced } from '../src-shared/tables.ts';
import type { Db, Trx } from './storage/storage.ts';

/** The start belongs to those who wait for the server. */
const FIRST_RUN_MS = 5 * 60_000;
const LOOKED_EVERY_MS = 3_600_000;
/** No process is at it for so long: one that died goes on at the next look, and two never delete at once. */
const AT_IT_MS = LOOKED_EVERY_MS / 2;
const SETS_AT_ONCE = 200;
const CONFLICTS_AT_ONCE = 200;
/** Between two pieces: whoever asks the server meanwhile goes first. */
const PAUSE_MS = 20;
const DAY_MS = 86_400_000;

export class LogClearing {
  readonly #parts: { db: Db; now: () => number; log: Logger };
  readonly #timers: NodeJS.Timeout[] = [];
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(parts: { db: Db; now: () => number; log: Logger }) {
    this.#parts = parts;
  }

  /** From now on by itself. */
  begin(): void {
    const look = () => void this.run();
    this.#timers.push(setTimeout(look, FIRST_RUN_MS).unref(), setInterval(look, LOOKED_EVERY_MS).unref());
  }

  /** What was deleted last; undefined = never anything, null = part of something, and counts of entries mean nothing. */
  async of(chainId: string): Promise<ClearedLog | null | undefined> {
    return (await standing(this.#parts.db, chainId))?.cleared;
  }

  /** Each chain once a day of this server's clock. What goes wrong is logged, and tried again an hour later. */
  async run(): Promise<void> {
    this.#running ??= this.#all().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  /** Resolves when nothing is being deleted any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#running;
  }

  async #all(): Promise<void> {
    const { db, log } = this.#parts;
    try {
      const chains = await db.selectFrom('chain').select('id').execute();
      const founding = await chainsBeingFounded(db);
      for (const { id } of chains) {
        if (this.#stopped) return;
        if (!founding.has(id)) await this.#clear(id);
      }
    } catch (error) {
      const { name, code } = error as { name?: string; code?: string };
      log.error({ name, code }, 'the change log could not be cleared');
    }
  }

  async #clear(chainId: string): Promise<void> {
    const { db, now } = this.#parts;
    const at = now();
    const today = new Date(at).toISOString().slice(0, 10);
    if (!(await begin(db, chainId, at, today))) return;
    const day = await sureDay(db, chainId, today);
    const bounds = day === null ? NOTHING_RUN_OUT : logBounds(day);
    const kept = await this.#inOpenConflicts(chainId, bounds);
    if (!(await this.#delete(chainId, bounds, new Set(kept)))) return;
    const cleared: ClearedLog = { on: today, ...bounds, kept };
    await db
      .updateTable('logClearing')
      .set({ body: JSON.stringify(cleared) })
      .where('chainId', '=', chainId)
      .where('begunAt', '=', at)
      .execute();
  }

  /** A chain has as many as it has ever had: they are looked at a piece at a time, and the open ones alone are remembered. */
  async #inOpenConflicts(chainId: string, { others }: LogBounds): Promise<string[]> {
    const kept: string[] = [];
    for (let after = ''; others !== '' && !this.#stopped; ) {
      const some = await this.#parts.db
        .selectFrom('syncedRow')
        .select(['id', 'body'])
        .where('chainId', '=', chainId)
        .where('tableName', '=', 'conflict')
        .where('id', '>', after)
        .where('removedAt', 'is', null)
        .orderBy('id')
        .limit(CONFLICTS_AT_ONCE)
        .execute();
      for (const { body } of some) kept.push(...entriesOf(body).filter((id) => id < others));
      const last = some.at(-1);
      if (!last) break;
      after = last.id;
      await pause(PAUSE_MS);
    }
    return kept;
  }

  /** @returns false where the server stops before all is looked at */
  async #delete(chainId: string, bounds: LogBounds, kept: ReadonlySet<string>): Promise<boolean> {
    const { db } = this.#parts;
    for (let after = ''; ; ) {
      if (this.#stopped) return false;
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
      await pause(PAUSE_MS);
    }
  }
}

// --- details

/** What a shop brings along is counted until all of it has arrived. */
async function chainsBeingFounded(db: Db): Promise<ReadonlySet<string>> {
  const found = await db
    .selectFrom('workstationKey')
    .select('chainId')
    .where('foundedAt', 'is not', null)
    .where('revokedAt', 'is', null)
    .execute();
  return new Set(found.map(({ chainId }) => chainId));
}

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

/**
 * The last day that is sure: up to this server's today, the one with which the counters' entries make so many different days.
 * One look by the primary key for each. null = there are not so many yet.
 */
async function sureDay(db: Db, chainId: string, today: string): Promise<string | null> {
  let before = Date.parse(today) + DAY_MS;
  for (let days = 1; ; days += 1) {
    const newest = await db
      .selectFrom('judgedSet')
      .select('id')
      .where('chainId', '=', chainId)
      .where('id', '<', idFrom(before))
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    const at = newest ? madeAt(newest.id) : null;
    if (at === null) return null;
    if (days === SURE_DAYS) return new Date(at).toISOString().slice(0, 10);
    before = at - (at % DAY_MS);
  }
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
