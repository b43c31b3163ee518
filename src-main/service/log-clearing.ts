// Deletes what has run out of the change log from this workstation (E-79, E-80), in idle time and in steps of a few milliseconds.
// It goes by the bounds that the branch server has said and by no clock: what the server has deleted, and nothing else. Bounds that
// cannot be right are not heard. Whatever still waits to be sent, or to be decided, stays.
import { logBounds, madeAt } from '../../src-shared/change-log/log-bounds.ts';
import { isAboutCustomers } from '../../src-shared/change-log/rules.ts';
import { type ClearedLog, clearedLog } from '../../src-shared/sync/protocol.ts';
import { synced } from '../../src-shared/tables.ts';
import type { Sqlite } from './database/connection.ts';
import { NEWEST_SET } from './database/growing-ids.ts';
import type { IdleTask } from './database/idle-work.ts';
import { statement } from './database/save.ts';
import { membership } from './sync/membership.ts';

const SETS_A_STEP = 50;
/** An import's entry has thousands: it goes in as many steps as it takes. */
const CHANGES_A_STEP = 100;

export class LogClearing implements IdleTask {
  readonly name = 'logClearing';
  readonly #sqlite: Sqlite;
  #cleared: ClearedLog | null = null;
  #after = '';
  #finished = false;

  constructor(sqlite: Sqlite) {
    this.#sqlite = sqlite;
  }

  /**
   * @param said as it came, unparsed
   * @returns whether there is something new to look at; 'doubted' where it cannot be right
   */
  heard(said: unknown): boolean | 'doubted' {
    const cleared = parsed(said);
    if (cleared === 'unreadable') return 'doubted';
    if (!cleared || this.#isKnown(cleared)) return false;
    if (!this.#canBe(cleared)) return 'doubted';
    this.#cleared = cleared;
    this.#after = '';
    this.#finished = cleared.others === '';
    return !this.#finished;
  }

  /** Whether the entries here can be counted against the server's. @param said as it came with its counts */
  isLevel(said: unknown): boolean {
    const cleared = parsed(said);
    if (cleared === undefined) return true;
    return cleared !== null && cleared !== 'unreadable' && this.#isKnown(cleared) && this.#finished;
  }

  step(): boolean {
    const cleared = this.#cleared;
    // While all is fetched again no entry has its number.
    if (!cleared || this.#finished || membership(this.#sqlite)?.sweep !== null) return false;
    const step = this.#sqlite.transaction(() => this.#clearSome(cleared));
    this.#finished = !step.immediate();
    return !this.#finished;
  }

  #isKnown(cleared: ClearedLog): boolean {
    return JSON.stringify(cleared) === JSON.stringify(this.#cleared);
  }

  /** Nothing runs out before the day of the newest entry here: a server that says so is broken, or means harm. */
  #canBe({ customers, others }: ClearedLog): boolean {
    if (customers === '' && others === '') return true;
    const newest = statement(this.#sqlite, NEWEST_SET).get() as { id: string } | undefined;
    const at = newest ? madeAt(newest.id) : null;
    if (at === null) return false;
    const most = logBounds(new Date(at).toISOString().slice(0, 10));
    return customers <= most.customers && others <= most.others;
  }

  #clearSome({ customers, others, kept }: ClearedLog): boolean {
    const asked = { customers, others, after: this.#after, administration: ADMINISTRATION };
    const sets = statement(this.#sqlite, NEXT).all(asked) as Looked[];
    let left = CHANGES_A_STEP;
    for (const { id, goes } of sets) {
      if (goes === 1 && !kept.includes(id)) {
        const { changes } = statement(this.#sqlite, DELETE_CHANGES).run({ id, most: left });
        left -= changes;
        if (left <= 0) return true;
        statement(this.#sqlite, 'DELETE FROM changeSet WHERE id = ?').run(id);
      }
      this.#after = id;
    }
    return sets.length === SETS_A_STEP;
  }
}

// --- details

function parsed(said: unknown): ClearedLog | null | undefined | 'unreadable' {
  const { success, data } = clearedLog.nullish().safeParse(said);
  return success ? data : 'unreadable';
}

type Looked = { id: string; goes: 0 | 1 };

const ADMINISTRATION = JSON.stringify(Object.keys(synced).filter((table) => !isAboutCustomers(table, synced)));

/** Waiting: not answered; or refused, and nobody has decided what becomes of it. */
const NEXT = `SELECT s.id, s.answeredAt IS NOT NULL
    AND (s.id < @customers OR NOT EXISTS (SELECT 1 FROM change c WHERE c.changeSetId = s.id
      AND c."table" NOT IN (SELECT value FROM json_each(@administration))))
    AND (s.revision > 0 OR NOT EXISTS (SELECT 1 FROM conflict k
      WHERE k.removedAt IS NULL AND k.decidedAt IS NULL AND instr(k.claims, s.id))) AS goes
  FROM changeSet s WHERE s.id > @after AND s.id < @others ORDER BY s.id LIMIT ${SETS_A_STEP}`;
const DELETE_CHANGES = `DELETE FROM change WHERE changeSetId = @id
  AND position IN (SELECT position FROM change WHERE changeSetId = @id ORDER BY position LIMIT @most)`;
