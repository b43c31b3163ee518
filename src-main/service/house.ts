// The open counter: database, seat and everything made with them. It opens and closes; it decides nothing about the features.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Doing } from '../../src-shared/change-log/rules.ts';
import type { News } from '../../src-shared/shell/contract.ts';
import { backUpBeforeUpdate } from './backups.ts';
import { expireBankAccountsWhenDue } from './bank-account-expiry.ts';
import { ImportDesk } from './customer-import/import-desk.ts';
import type { Background } from './database/background.ts';
import type { Sqlite } from './database/connection.ts';
import { growingIds } from './database/growing-ids.ts';
import type { IdleTask } from './database/idle-work.ts';
import { DATABASE_FILE, type Db, openDatabase } from './database/open.ts';
import { type Actor, type Projection, type Saved, save, type Touched, type UnitOfWork } from './database/save.ts';
import { CannotOpen } from './database/trouble.ts';
import { documentGuard } from './documents/guard.ts';
import { DuplicateFinder } from './duplicates/finder.ts';
import { erasedGuard } from './erasure/guard.ts';
import { LogClearing } from './log-clearing.ts';
import type { Ports } from './ports.ts';
import { createForms, type Forms } from './printing/forms.ts';
import { createPreviews, type Previews } from './printing/previews.ts';
import { prepareSearch } from './search/prepare.ts';
import type { Session } from './session.ts';
import { renewSeat } from './sign-in.ts';
import { createSlipDesk, type SlipDesk } from './slips/desk.ts';
import { statusGuard } from './status-guard.ts';
import { engineFor } from './sync/engine-for.ts';
import { lending } from './sync/lend-ahead.ts';
import { proofGuard } from './sync/proof-guard.ts';
import type { SyncEngine } from './sync/sync-engine.ts';
import { Upkeep } from './upkeep.ts';

export type House = {
  readonly ports: Ports;
  readonly db: Db;
  readonly session: Session;
  readonly forms: Forms;
  readonly previews: Previews;
  readonly slips: SlipDesk;
  readonly now: () => number;
  readonly newId: () => string;
  /** The one write path, in the name of whoever is signed in. */
  save<R>(doing: Doing, work: (unit: UnitOfWork) => R, undoes?: string): Saved<R>;
  /** As `save`, for what the counter does without anybody asking. */
  saveByItself<R>(doing: Doing, work: (unit: UnitOfWork) => R): Saved<R>;
  /** Tells the screens that rows were changed outside `save` (local tables). */
  announce(news: News): void;
  readonly upkeep: Upkeep;
  readonly importing: ImportDesk;
  readonly duplicates: DuplicateFinder;
  readonly sync: SyncEngine;
  close(): void;
};

export type HouseParts = {
  ports: Ports;
  session: Session;
  projections: readonly Projection[];
  /** What the projections leave for idle time. */
  idleTasks: (sqlite: Sqlite) => readonly IdleTask[];
  announce: (news: News) => void;
  background: Background;
  /** The branch server has ended this workstation: the house is closed, and nothing in it stays. */
  revoked: () => void;
  /** Another database waits to take this one's place: the folder is to be closed and opened. */
  exchanged: () => void;
};

/** Opens the database of a folder that the caller holds, making it when it is new. @throws CannotOpen, file errors */
export function openHouse(parts: HouseParts): House {
  const { dataDirectory, resourcesDirectory, now } = parts.ports;
  const key = keyFor(parts.ports);
  const db = openDatabase({
    dataDirectory,
    key,
    migrationsDirectory: join(resourcesDirectory, 'migrations'),
    beforeMigration: (sqlite) => backUpBeforeUpdate(sqlite, { dataDirectory, key, now: now() }),
  });
  try {
    prepareSearch(db.sqlite);
    return houseOf(parts, db, key);
  } catch (error) {
    db.sqlite.close();
    throw error;
  }
}

function houseOf(parts: HouseParts, db: Db, key: Buffer): House {
  const { ports, session, projections, announce } = parts;
  const daily = () => void expireBankAccountsWhenDue(house);
  const logClearing = new LogClearing(db.sqlite);
  const idleTasks = [...parts.idleTasks(db.sqlite), logClearing];
  const upkeep = new Upkeep({ ...parts, db, key, idleTasks, daily });
  const environment = {
    db,
    now: ports.now,
    newId: growingIds(db.sqlite),
    projections,
    announce: (touched: readonly Touched[]) => announce(newsOf(touched)),
  };
  const lendNumbers = lending({ db, line: (ask) => sync.ask(ask), first: (write) => importing.gate.first(write) });
  const importing: ImportDesk = new ImportDesk({
    ...{ ...environment, key, idle: upkeep.idle, announce, log: ports.log },
    lending: () => lendNumbers,
  });
  const duplicates = new DuplicateFinder({
    ...{ sqlite: db.sqlite, database: { file: db.file, key }, gate: importing.gate, now: ports.now },
    changed: () => announce({ kind: 'changed', tables: ['duplicatePair'], ids: [] }),
    failed: (code) => ports.log.error({ code }, 'the search for duplicates failed'),
  });
  const sync = engineFor({
    ...{ ...environment, ports },
    changed: () => announce({ kind: 'changed', tables: ['sync'], ids: [] }),
    revoked: parts.revoked,
    exchanged: parts.exchanged,
    background: parts.background,
    logCleared: (cleared) => {
      const news = logClearing.heard(cleared);
      if (news === 'doubted') ports.log.warn('the branch server says things of its change log that cannot be');
      else if (news) upkeep.idle.saved();
      return logClearing.isLevel(cleared);
    },
    took: (touched) => {
      announce(newsOf(touched));
      // Somebody was blocked, a branch got another name: it counts here at once.
      if (touched.some(({ table }) => SEAT_TABLES.has(table))) renewSeat(house);
    },
  });
  const guard = proofGuard(
    () => sync,
    () => session.person?.id ?? null,
  );
  const byItself = { ...environment, projections: [...projections, guard, erasedGuard] };
  // What a customer's status or a document's template forbids, it forbids to people.
  const role = () => session.person?.role ?? null;
  const forPeople = [statusGuard(() => role() === 'administrator'), documentGuard(role)];
  const saving = { ...byItself, projections: [...byItself.projections, ...forPeople] };
  const written = <R>(write: () => Saved<R>): Saved<R> => {
    const saved = importing.gate.first(write);
    upkeep.idle.saved();
    if (saved.changeSetId !== null) sync.soon();
    return saved;
  };
  const house: House = {
    ports,
    db,
    session,
    forms: createForms({ fontsFolder: join(ports.resourcesDirectory, 'fonts') }),
    previews: createPreviews(environment.newId),
    slips: createSlipDesk(ports.printers),
    now: ports.now,
    newId: environment.newId,
    save: (doing, work, undoes) => written(() => save(saving, actorOf(session), doing, work, undoes ?? null)),
    saveByItself: (doing, work) =>
      written(() => save(byItself, { ...actorOf(session), employeeId: null }, doing, work)),
    announce,
    upkeep,
    importing,
    duplicates,
    sync,
    close: () => {
      sync.stop();
      house.slips.stop();
      duplicates.close();
      importing.close();
      upkeep.stop();
      db.sqlite.close();
    },
  };
  return house;
}

const SEAT_TABLES = new Set(['branch', 'workstation', 'employee', 'employeeRole']);

function newsOf(touched: readonly Touched[]): News {
  return {
    kind: 'changed',
    tables: [...new Set(touched.map((row) => row.table))],
    ids: [...new Set(touched.flatMap((row) => [row.id, row.subjectId]))].slice(0, 200),
  };
}

function actorOf(session: Session): Actor {
  return {
    employeeId: session.person?.id ?? null,
    branchId: session.seat?.branch.id ?? null,
    workstationId: session.seat?.workstation.id ?? null,
  };
}

/** The key of an existing database, or a new one for a new folder. @throws CannotOpen where a database waits for its key */
function keyFor(ports: Ports): Buffer {
  const file = join(ports.dataDirectory, DATABASE_FILE);
  let kept: Buffer | null = null;
  try {
    kept = ports.keyStore.read();
  } catch (error) {
    // Sealed by another user, a reset password, a broken file: the recovery key is the way out.
    ports.log.error({ code: (error as { code?: string }).code, store: ports.keyStore.kind }, 'the key cannot be read');
  }
  if (kept) return kept;
  if (existsSync(file)) throw new CannotOpen({ kind: 'keyMissing', file });
  const made = randomBytes(32);
  ports.keyStore.write(made);
  return made;
}
