// What the open counter does by itself beside its work: idle work after saves, the daily backup, the check of the whole file,
// and what falls due once a day.
// It decides when; nothing of it ever makes a save wait.
import { Backups } from './backups.ts';
import { Health } from './database/health.ts';
import { checkpoint, type IdleTask, IdleWork, keepLogShort } from './database/idle-work.ts';
import { readLocal } from './database/local.ts';
import type { Db } from './database/open.ts';
import type { HouseParts } from './house.ts';

// The start belongs to the one who waits for the search box.
const FIRST_LOOK_MS = 15_000;
const EVERY_MS = 60_000;

export class Upkeep {
  readonly idle: IdleWork;
  readonly backups: Backups;
  readonly health: Health;
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(
    parts: Omit<HouseParts, 'idleTasks'> & {
      db: Db;
      key: Buffer;
      idleTasks: readonly IdleTask[];
      /** What is due once a day, and knows by itself whether it is. */
      daily: () => void;
    },
  ) {
    const { ports, db, key, background } = parts;
    const { sqlite, file } = db;
    const log = ports.log;
    const changed = () => parts.announce({ kind: 'changed', tables: ['backup'], ids: [] });
    this.idle = new IdleWork([keepLogShort(sqlite), ...parts.idleTasks, checkpoint(sqlite)], (task, error) =>
      log.error({ task, code: (error as { code?: string }).code }, 'idle work failed'),
    );
    this.backups = new Backups({
      ...{ sqlite, file, key, background, changed },
      now: ports.now,
      workstation: () => (readLocal(sqlite, 'workstationId') === null ? null : workstationCode(db)),
      failed: (problem, error) =>
        log.error({ problem, code: (error as { code?: string }).code }, 'the backup could not be made'),
    });
    this.health = new Health({ background, file, key, now: ports.now }, (problems) => {
      if (problems.length > 0) log.error({ problems }, 'the database is damaged');
      changed();
    });
    if (ports.upkeep !== 'byHand') this.#begin(log, parts.daily);
  }

  /** Ends what it does by itself; the caller closes the database. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.idle.stop();
  }

  #begin(log: HouseParts['ports']['log'], daily: () => void): void {
    const look = () => {
      void this.backups.makeWhenDue();
      try {
        daily();
      } catch (error) {
        log.error({ code: (error as { code?: string }).code }, 'the daily work failed');
      }
    };
    const first = setTimeout(() => {
      look();
      this.health
        .check()
        .catch((error: { code?: string }) => log.error({ code: error.code }, 'the check could not be made'));
    }, FIRST_LOOK_MS);
    this.#timers.push(first.unref(), setInterval(look, EVERY_MS).unref());
    // What a run before this one owed, or a database that came as a whole.
    this.idle.saved();
  }
}

function workstationCode(db: Db): string {
  const code = db.sqlite
    .prepare(`SELECT code FROM workstation WHERE id = (SELECT value FROM local WHERE key = 'workstationId')`)
    .pluck()
    .get() as string | undefined;
  return code ?? 'T';
}
