// Moves everything this counter holds to another, empty server while work goes on: rows and history in portions, what was
// saved meanwhile once more, and only when the server has counted the same does the counter belong there. It can be killed
// at any moment and goes on where it was.
import {
  BROUGHT_ROWS,
  BROUGHT_SETS,
  type BroughtRow,
  type BroughtSet,
} from '../../../src-shared/founding/server-contract.ts';
import { PROTOCOL_VERSION } from '../../../src-shared/sync/protocol.ts';
import { nextPause } from '../../../src-shared/sync/rules.ts';
import { statement } from '../database/save.ts';
import type { House } from '../house.ts';
import type { Ports } from '../ports.ts';
import { rememberMembership } from '../sync/membership.ts';
import { networkRoad } from '../sync/network-road.ts';
import { lineTrouble, type ServerLine, serverLine } from '../sync/server-line.ts';
import {
  BROUGHT_TABLES,
  heldHere,
  highestRevision,
  inOrder,
  rowsAbove,
  rowsAfter,
  rowsTouchedBy,
  setsAfter,
} from './brought-rows.ts';
import { foundChainAt } from './founding.ts';
import { forgetOwnPlace, rememberOwnPlace } from './own-place.ts';
import { forgetRelocation, type RelocationPlace, relocationPlace, rememberRelocation } from './relocation-place.ts';

export type RelocationTrouble = 'offline' | 'serverTrouble' | 'refused' | null;

export type RelocationParts = {
  ports: Ports;
  house: () => House | null;
  /** The database is closed and opened again: everything then speaks to the other server. */
  reopen: () => Promise<void>;
  /** Where the own server listens now. */
  ownAddress: () => { address: string; port: number } | null;
  changed: () => void;
};

/** So often the screen is told how far it is. */
const TOLD_EVERY_MS = 300;

export class Relocation {
  readonly #parts: RelocationParts;
  #trouble: RelocationTrouble = null;
  #running = false;
  #stopped = false;
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;
  #toldAt = 0;

  constructor(parts: RelocationParts) {
    this.#parts = parts;
  }

  get state(): { place: RelocationPlace; trouble: RelocationTrouble } | null {
    const house = this.#parts.house();
    const place = house ? relocationPlace(house.db.sqlite) : null;
    return place && { place, trouble: this.#trouble };
  }

  /** @throws the typed failures of `join`, or the network's; nothing has begun then */
  async start(house: House, to: RelocationPlace['to'], address: string, code: string): Promise<void> {
    const { sqlite } = house.db;
    const under = relocationPlace(sqlite);
    // A second time to the own one: what took the first one's place is lost too.
    if (under && !(under.to === 'own' && to === 'own')) return;
    const { chainId, token } = await foundChainAt(house, address, code);
    this.#parts.ports.keyStore.writeToken(token, 'next');
    const total = Object.values(heldHere(sqlite)).reduce((sum, count) => sum + count, 0);
    const beginning = { table: BROUGHT_TABLES[0] ?? ('customer' as const), after: '' };
    rememberRelocation(sqlite, {
      ...{ to, address, chainId, next: beginning, setsDone: 0, revisionSeen: highestRevision(sqlite) },
      ...{ done: 0, total, paused: false },
    });
    this.goOn();
  }

  /** At each opening, and when somebody says so. */
  goOn(): void {
    const house = this.#parts.house();
    if (!house || !relocationPlace(house.db.sqlite) || this.#stopped) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(house), 0);
  }

  pause(paused: boolean): void {
    const house = this.#parts.house();
    const place = house && relocationPlace(house.db.sqlite);
    if (!house || !place) return;
    rememberRelocation(house.db.sqlite, { ...place, paused });
    this.#trouble = null;
    this.#parts.changed();
    this.goOn();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #run(house: House): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      await this.#work(house);
      this.#trouble = null;
      this.#failures = 0;
    } catch (error) {
      if (this.#isOver(house)) return;
      const { code, name } = error as { code?: string; name?: string };
      this.#trouble = code === 'BAD_ROW' || code === 'NOT_FOUNDING' ? 'refused' : troubleOf(error);
      this.#parts.ports.log.warn({ trouble: this.#trouble, code: code ?? name }, 'the move to the other server waits');
      if (this.#trouble !== 'refused') this.#later();
    } finally {
      this.#running = false;
      if (!this.#stopped) this.#parts.changed();
    }
  }

  #later(): void {
    this.#failures += 1;
    this.#timer = setTimeout(() => this.goOn(), nextPause(this.#failures, Math.random()));
    this.#timer.unref();
  }

  #isOver(house: House): boolean {
    return this.#stopped || this.#parts.house() !== house;
  }

  async #work(house: House): Promise<void> {
    const line = this.#line(house);
    for (let place = this.#place(house); place; place = this.#place(house)) {
      if (this.#isOver(house) || place.paused) return;
      if (place.next) await this.#bringRows(house, line, place, place.next);
      else if (!(await this.#bringNews(house, line, place))) {
        if (await this.#finish(house, line)) return;
      }
      this.#failures = 0;
      this.#trouble = null;
      if (Date.now() - this.#toldAt > TOLD_EVERY_MS) {
        this.#toldAt = Date.now();
        this.#parts.changed();
      }
    }
  }

  #place(house: House): RelocationPlace | null {
    return this.#isOver(house) ? null : relocationPlace(house.db.sqlite);
  }

  async #bringRows(
    house: House,
    line: ServerLine,
    place: RelocationPlace,
    { table, after }: NonNullable<RelocationPlace['next']>,
  ): Promise<void> {
    const { sqlite } = house.db;
    const rows = rowsAfter(sqlite, table, after, BROUGHT_ROWS);
    await this.#bring(house, line, rows, []);
    const last = rows.at(-1);
    const following = BROUGHT_TABLES[BROUGHT_TABLES.indexOf(table) + 1];
    const next =
      last && rows.length === BROUGHT_ROWS ? { table, after: last.id } : following && { table: following, after: '' };
    this.#remember(house, { next: next ?? null, done: place.done + rows.length });
  }

  /**
   * History, what was saved since, and what the former server wrote since. A set's rows go along as they are now.
   * @returns false = there is nothing
   */
  async #bringNews(house: House, line: ServerLine, place: RelocationPlace): Promise<boolean> {
    const { sqlite } = house.db;
    const revision = highestRevision(sqlite);
    const { sets, last } = setsAfter(sqlite, place.setsDone, BROUGHT_SETS);
    const given =
      revision > place.revisionSeen
        ? BROUGHT_TABLES.flatMap((table) => rowsAbove(sqlite, table, place.revisionSeen))
        : [];
    if (sets.length === 0 && given.length === 0) {
      if (revision > place.revisionSeen) this.#remember(house, { revisionSeen: revision });
      return false;
    }
    for (let from = 0; from < given.length; from += BROUGHT_ROWS)
      await this.#bring(house, line, inOrder(given).slice(from, from + BROUGHT_ROWS), []);
    const touched = rowsTouchedBy(sqlite, sets);
    for (let from = 0; from < touched.length; from += BROUGHT_ROWS)
      await this.#bring(house, line, touched.slice(from, from + BROUGHT_ROWS), []);
    await this.#bring(house, line, [], sets);
    this.#remember(house, { setsDone: last, revisionSeen: revision, done: place.done + sets.length });
    return true;
  }

  async #bring(house: House, line: ServerLine, rows: BroughtRow[], sets: BroughtSet[]): Promise<void> {
    if (rows.length === 0 && sets.length === 0) return;
    const above = highestRevision(house.db.sqlite);
    await line.founding.bring({ protocol: PROTOCOL_VERSION, version: house.ports.version, above, rows, sets });
  }

  #remember(house: House, change: Partial<RelocationPlace>): void {
    const place = this.#place(house);
    if (place) rememberRelocation(house.db.sqlite, { ...place, ...change });
  }

  /** @returns true = this counter belongs to the other server now */
  async #finish(house: House, line: ServerLine): Promise<boolean> {
    const { sqlite } = house.db;
    // What the former server still has to say, and every content of a document, while it is there.
    await house.sync.round().catch(() => undefined);
    for (const sha256 of missingContents(house)) await house.sync.fetchBlob(sha256);
    const { counts } = await line.founding.arrived({ protocol: PROTOCOL_VERSION, version: house.ports.version });
    const place = this.#place(house);
    if (!place) return false;
    const here = heldHere(sqlite);
    const isNews = setsAfter(sqlite, place.setsDone, 1).sets.length > 0 || highestRevision(sqlite) > place.revisionSeen;
    if (isNews) return false;
    const lacking = Object.keys(here).filter((table) => (counts[table] ?? 0) < (here[table] ?? 0));
    if (lacking.length > 0) {
      this.#parts.ports.log.warn({ lacking }, 'the other server has not everything; all is brought again');
      const first = { table: BROUGHT_TABLES[0] ?? ('customer' as const), after: '' };
      this.#remember(house, { next: first, setsDone: 0, done: 0 });
      return false;
    }
    this.#switch(house, place);
    await this.#parts.reopen();
    return true;
  }

  /** In one go, so that nothing is saved in between. */
  #switch(house: House, { to, address, chainId }: RelocationPlace): void {
    const { sqlite } = house.db;
    const { keyStore } = this.#parts.ports;
    const token = keyStore.readToken('next');
    house.sync.stop();
    // First: a kill in between leaves the move unfinished, and it is finished at the next start.
    keyStore.writeToken(token);
    const own = to === 'own' ? this.#parts.ownAddress() : null;
    sqlite
      .transaction(() => {
        statement(sqlite, 'UPDATE changeSet SET answeredAt = ? WHERE answeredAt IS NULL').run(house.now());
        statement(sqlite, 'UPDATE blob SET uploadedAt = NULL').run();
        const fresh = { epoch: null, cursor: 0, filled: false };
        rememberMembership(sqlite, { chainId, address: own?.address ?? address, ...fresh });
        if (own) rememberOwnPlace(sqlite, { chainId, port: own.port });
        else forgetOwnPlace(sqlite);
        forgetRelocation(sqlite);
      })
      .immediate();
    keyStore.writeToken(null, 'next');
  }

  #line({ ports }: House): ServerLine {
    const address = () => {
      const place = this.state?.place;
      return (place?.to === 'own' ? this.#parts.ownAddress()?.address : place?.address) ?? '';
    };
    return serverLine((ports.road ?? networkRoad).fetch, address(), () => ports.keyStore.readToken('next'));
  }
}

function troubleOf(error: unknown): 'offline' | 'serverTrouble' {
  return lineTrouble(error) === 'offline' ? 'offline' : 'serverTrouble';
}

/** Contents that lie on the former server alone. */
function missingContents({ db: { sqlite } }: House): string[] {
  const found = statement(
    sqlite,
    `SELECT DISTINCT sha256 FROM document
     WHERE removedAt IS NULL AND NOT EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = document.sha256)`,
  ).all() as { sha256: string }[];
  return found.map(({ sha256 }) => sha256);
}
