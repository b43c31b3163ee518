// The open counter: database, seat and everything made with them, or the reason why it could not be opened. It opens and
// closes; it decides nothing about the features.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Doing } from '../../src-shared/change-log/rules.ts';
import type { OpenTrouble } from '../../src-shared/database/contract.ts';
import type { News } from '../../src-shared/shell/contract.ts';
import { holdFolder } from './database/folder-lock.ts';
import { CannotOpen, DATABASE_FILE, type Db, openDatabase } from './database/open.ts';
import { type Actor, type Projection, type Saved, save, type Touched, type UnitOfWork } from './database/save.ts';
import type { Ports } from './ports.ts';
import { createForms, type Forms } from './printing/forms.ts';
import { createPreviews, type Previews } from './printing/previews.ts';
import type { Session } from './session.ts';

export type House = {
  readonly ports: Ports;
  readonly db: Db;
  readonly session: Session;
  readonly forms: Forms;
  readonly previews: Previews;
  readonly now: () => number;
  readonly newId: () => string;
  /** The one write path, in the name of whoever is signed in. */
  save<R>(doing: Doing, work: (unit: UnitOfWork) => R, undoes?: string): Saved<R>;
  /** Tells the screens that rows were changed outside `save` (local tables). */
  announce(news: News): void;
};

export type Opening = { ok: true; house: House; close: () => void } | { ok: false; trouble: OpenTrouble };

export type OpeningParts = {
  ports: Ports;
  session: Session;
  projections: readonly Projection[];
  announce: (news: News) => void;
};

/** Opens the data folder, making it when it is new. Expected trouble is an answer, never an exception. */
export function openHouse({ ports, session, projections, announce }: OpeningParts): Opening {
  const file = join(ports.dataDirectory, DATABASE_FILE);
  let release: (() => void) | null = null;
  try {
    mkdirSync(ports.dataDirectory, { recursive: true, mode: 0o700 });
    release = holdFolder(ports.dataDirectory);
    if (!release) return { ok: false, trouble: { kind: 'inUse', file } };
    const key = keyFor(ports, file);
    if (!key) {
      release();
      return { ok: false, trouble: { kind: 'keyMissing', file } };
    }
    const db = openDatabase({
      dataDirectory: ports.dataDirectory,
      key,
      migrationsDirectory: join(ports.resourcesDirectory, 'migrations'),
    });
    const house = houseOf({ ports, session, projections, announce }, db);
    const letGo = release;
    return {
      ok: true,
      house,
      close: () => {
        db.sqlite.close();
        letGo();
      },
    };
  } catch (error) {
    release?.();
    const trouble = error instanceof CannotOpen ? error.trouble : folderTrouble(error, file);
    ports.log.error(
      { trouble: trouble.kind, cause: (error as { code?: string }).code },
      'the data folder cannot be opened',
    );
    return { ok: false, trouble };
  }
}

function houseOf({ ports, session, projections, announce }: OpeningParts, db: Db): House {
  const environment = {
    db,
    now: ports.now,
    newId: () => uuidv7(),
    projections,
    announce: (touched: readonly Touched[]) => announce(newsOf(touched)),
  };
  return {
    ports,
    db,
    session,
    forms: createForms({ fontsFolder: join(ports.resourcesDirectory, 'fonts') }),
    previews: createPreviews(environment.newId),
    now: ports.now,
    newId: environment.newId,
    save: (doing, work, undoes) => save(environment, actorOf(session), doing, work, undoes ?? null),
    announce,
  };
}

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

/** The key of an existing database, or a new one for a new folder; null when a database is there and its key is not. */
function keyFor(ports: Ports, file: string): Buffer | null {
  const kept = ports.keyStore.read();
  if (kept) return kept;
  if (existsSync(file)) return null;
  const made = randomBytes(32);
  ports.keyStore.write(made);
  return made;
}

function folderTrouble(error: unknown, file: string): OpenTrouble {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') return { kind: 'diskFull', file };
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'SQLITE_CANTOPEN'].includes(code) || code.startsWith('SQLITE_READONLY'))
    return { kind: 'readOnly', file };
  return { kind: 'unreadable', file };
}
