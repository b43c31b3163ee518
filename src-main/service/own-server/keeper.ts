// When this counter runs its own branch server, and that it belongs to it: after the set-up without a question, at the next
// start of a folder that has none yet, never beside a central server. What goes wrong is no obstacle to working: it is
// logged, told and tried again.
import { existsSync, renameSync } from 'node:fs';
import type { House } from '../house.ts';
import type { OwnServerPort, OwnServerRun, Ports, ServerRoad } from '../ports.ts';
import { membership, rememberMembership } from '../sync/membership.ts';
import { foundChainAt } from './founding.ts';
import { ownMembership, ownPlace, ownServerFolder, ownServerKey, rememberOwnPlace } from './own-place.ts';

/** The driver's words for a file that is encrypted with another key, or broken. */
const UNREADABLE = new Set(['SQLITE_NOTADB', 'SQLITE_CORRUPT']);

/** The window is usable by then. */
const AFTER_OPENING_MS = 2_500;

export type KeeperParts = {
  ports: Ports;
  port: OwnServerPort;
  house: () => House | null;
  /** The state is another one. */
  changed: () => void;
  /** Its database is lost: brings all this counter holds to the empty one that took its place. */
  refill: (house: House, run: Running, code: string) => Promise<void>;
};

export type Running = OwnServerRun & { kind: 'running' };

export class OwnServerKeeper {
  readonly #parts: KeeperParts;
  readonly #endWatch: () => void;
  #settling: Promise<void> = Promise.resolve();
  #soon: NodeJS.Timeout | undefined;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#endWatch = parts.port.watch(() => this.#heard());
  }

  get run(): OwnServerRun {
    return this.#parts.port.state;
  }

  /** Whether this counter is the kind that runs its own. */
  get wanted(): boolean {
    const house = this.#parts.house();
    if (!house?.session.seat) return false;
    return membership(house.db.sqlite) === null || ownMembership(house.db.sqlite) !== null;
  }

  /** After an opening: the first moments belong to the one who waits for the search box. */
  lookSoon(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => this.look(), AFTER_OPENING_MS);
  }

  /** After the set-up, a joining: whatever decides whether it is needed. */
  look(): void {
    clearTimeout(this.#soon);
    const { port, ports } = this.#parts;
    const house = this.#parts.house();
    if (!house?.session.seat) return;
    if (!this.wanted) {
      // Everything has moved to a central server: what was here is kept, out of the way.
      void port.stop().then(() => this.#setAside());
      return;
    }
    const databaseKey = ports.keyStore.read();
    if (!databaseKey) return;
    port.start({
      directory: ownServerFolder(ports.dataDirectory),
      key: ownServerKey(databaseKey),
      port: ownPlace(house.db.sqlite)?.port ?? 0,
    });
    this.#heard();
  }

  stop(): void {
    clearTimeout(this.#soon);
    this.#endWatch();
    this.#parts.port.abandon();
  }

  /** Speaks to the own server only while it is the one that listens there: a port that is free belongs to anybody. */
  guard(road: ServerRoad): ServerRoad {
    const reachable = (address: string) => {
      const house = this.#parts.house();
      const own = house ? ownMembership(house.db.sqlite) : null;
      const { run } = this;
      const here = run.kind === 'running' ? run.address : null;
      return (
        own === null || !(address === own.address || address.startsWith(`${own.address}/`)) || here === own.address
      );
    };
    return {
      fetch: async (request) => {
        if (!reachable(request.url)) throw new TypeError('the own server is not running');
        return road.fetch(request);
      },
      listen: (address, token, on) => {
        if (reachable(address)) return road.listen(address, token, on);
        const soon = setTimeout(on.closed, 0);
        return () => clearTimeout(soon);
      },
    };
  }

  #heard(): void {
    this.#parts.changed();
    this.#settling = this.#settling
      .then(() => this.#settle())
      .catch((error: unknown) => {
        const { code, name } = error as { code?: string; name?: string };
        this.#parts.ports.log.warn({ code: code ?? name }, 'the own branch server could not be taken into use');
      });
  }

  async #settle(): Promise<void> {
    const house = this.#parts.house();
    const { run } = this;
    if (!house || !this.wanted) return;
    if (run.kind === 'failed' && UNREADABLE.has(run.code)) return this.#beginAnew(run.code);
    if (run.kind !== 'running') return;
    const member = membership(house.db.sqlite);
    if (member && member.chainId === run.chainId) {
      // Restored from a backup to another key store: the server would know this counter by its token alone.
      if (this.#parts.ports.keyStore.readToken() === null) return this.#beginAnew('noToken');
      return this.#meet(house, run);
    }
    // Half founded at a kill, or of a folder that was restored: what is on it is not this counter's.
    if (run.foundingCode === null && run.chainId !== null) {
      if (ownPlace(house.db.sqlite)?.chainId !== run.chainId || !member) return this.#beginAnew('foreignChain');
      return this.#meet(house, run);
    }
    if (run.foundingCode === null) return;
    if (member) await this.#parts.refill(house, run, run.foundingCode);
    else await this.#found(house, run, run.foundingCode);
  }

  async #found(house: House, run: Running, code: string): Promise<void> {
    const { chainId, token } = await foundChainAt(house, run.address, code);
    // Closed meanwhile: the chain is empty and begun anew at the next start.
    if (this.#parts.house() !== house) return;
    this.#parts.ports.keyStore.writeToken(token);
    house.db.sqlite
      .transaction(() => {
        rememberMembership(house.db.sqlite, { chainId, address: run.address, epoch: null, cursor: 0, filled: true });
        rememberOwnPlace(house.db.sqlite, { chainId, port: run.port });
      })
      .immediate();
    house.sync.start();
    this.#parts.changed();
  }

  /** It runs: where it listens now is remembered, and what waits goes there at once. */
  #meet(house: House, run: Running): void {
    const { sqlite } = house.db;
    const member = membership(sqlite);
    if (member && member.address !== run.address)
      sqlite
        .transaction(() => {
          rememberMembership(sqlite, { chainId: member.chainId, address: run.address });
          rememberOwnPlace(sqlite, { chainId: member.chainId, port: run.port });
        })
        .immediate();
    house.sync.start();
  }

  async #beginAnew(why: string): Promise<void> {
    this.#parts.ports.log.warn({ why }, 'the own branch server begins anew; its old folder is kept');
    await this.#parts.port.stop();
    this.#setAside();
    this.look();
  }

  #setAside(): void {
    const folder = ownServerFolder(this.#parts.ports.dataDirectory);
    if (!existsSync(folder)) return;
    const day = new Date(this.#parts.ports.now()).toISOString().slice(0, 10);
    let name = `${folder}.${day}`;
    for (let count = 2; existsSync(name); count++) name = `${folder}.${day}-${count}`;
    renameSync(folder, name);
  }
}
