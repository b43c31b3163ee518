// The data folder for as long as this program runs: held against a second program, its house open, in trouble, or closed
// for a moment while its files are exchanged. It decides nothing about what is in them.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenTrouble } from '../../src-shared/database/contract.ts';
import { holdFolder } from './database/folder-lock.ts';
import { DATABASE_FILE } from './database/open.ts';
import { finishRestore } from './database/restore.ts';
import { CannotOpen, troubleOf } from './database/trouble.ts';
import { type House, type HouseParts, openHouse } from './house.ts';
import { fetchAgain } from './sync/fetch-again.ts';
import { waitingSets } from './sync/outbox.ts';
import { forgetRevocation, keepNothing, type Revocation, revocationOf } from './sync/revocation.ts';
import { cameFromSnapshot } from './sync/snapshot-fill.ts';

export class DataFolder {
  readonly file: string;
  readonly #parts: Omit<HouseParts, 'revoked' | 'exchanged'>;
  readonly #opened: (house: House | null) => void;
  #release: (() => void) | null = null;
  #house: House | null = null;
  #trouble: OpenTrouble | null = null;
  #revocation: Revocation | null = null;

  /** @param opened told of every opening, with null when there is trouble */
  constructor(parts: Omit<HouseParts, 'revoked' | 'exchanged'>, opened: (house: House | null) => void) {
    this.#parts = parts;
    this.#opened = opened;
    this.file = join(parts.ports.dataDirectory, DATABASE_FILE);
  }

  get house(): House | null {
    return this.#house;
  }

  /** Why it is not open; null while it is, and while it is closed for a moment. */
  get trouble(): OpenTrouble | null {
    return this.#trouble;
  }

  /** The branch server has ended this workstation; null = it has not. The folder is then empty and stays closed. */
  get revocation(): Revocation | null {
    return this.#revocation;
  }

  /** After it: the folder is a new one's. */
  startOver(): void {
    if (!this.#revocation) return;
    keepNothing(this.#parts.ports, this.#revocation);
    forgetRevocation(this.#parts.ports.dataDirectory);
    this.#revocation = null;
    this.open();
  }

  /** Opens it, making it when it is new; tries again when there was trouble. Trouble is a state, never an exception. */
  open(): void {
    if (this.#house) return;
    try {
      this.#hold();
      this.#revocation = revocationOf(this.#parts.ports.dataDirectory);
      if (this.#revocation) {
        // Cut on the way, or a file was held open then.
        keepNothing(this.#parts.ports, this.#revocation);
        this.#trouble = null;
        this.#opened(null);
        return;
      }
      const aside = finishRestore(this.#parts.ports.dataDirectory, this.#parts.ports.now());
      this.#house = openHouse({
        ...this.#parts,
        revoked: () => this.#revoked(),
        exchanged: () => void this.closedFor(() => undefined),
      });
      if (aside) this.#exchanged(this.#house, aside);
      this.#trouble = null;
      this.#opened(this.#house);
    } catch (error) {
      this.#closeHouse();
      this.#trouble = troubleOf(error, this.file, () => true);
      const cause = (error as { cause?: unknown }).cause ?? error;
      this.#parts.ports.log.error(
        { trouble: this.#trouble.kind, code: (cause as { code?: string }).code, cause: (cause as Error).message },
        'the data folder cannot be opened',
      );
      this.#opened(null);
    }
  }

  /** Closes the house, does `work` on its files while nobody else can, and opens it again, however `work` ends. */
  async closedFor<R>(work: () => Promise<R> | R): Promise<R> {
    // A backup under way holds the file open, which Windows would not let be exchanged.
    await this.#parts.background.settled();
    this.#closeHouse();
    try {
      this.#hold();
      return await work();
    } finally {
      this.open();
    }
  }

  /** For good. */
  close(): void {
    this.#closeHouse();
    this.#release?.();
    this.#release = null;
  }

  #exchanged({ db: { sqlite } }: House, aside: readonly string[]): void {
    // The first fill: what was set aside is a database in which nobody had written anything.
    if (cameFromSnapshot(sqlite)) for (const file of aside) rmSync(file, { force: true });
    // An earlier state: what this workstation itself has sent since then is on the server alone.
    else fetchAgain(sqlite);
  }

  #revoked(): void {
    const { ports } = this.#parts;
    if (!this.#house) return;
    this.#revocation = { at: ports.now(), unsent: waitingSets(this.#house.db.sqlite) };
    this.#closeHouse();
    const allGone = keepNothing(ports, this.#revocation);
    ports.log.warn({ unsent: this.#revocation.unsent, allGone }, 'this workstation was revoked');
    this.#opened(null);
  }

  #closeHouse(): void {
    this.#house?.close();
    this.#house = null;
  }

  #hold(): void {
    if (this.#release) return;
    mkdirSync(this.#parts.ports.dataDirectory, { recursive: true, mode: 0o700 });
    this.#release = holdFolder(this.#parts.ports.dataDirectory);
    if (!this.#release) throw new CannotOpen({ kind: 'inUse', file: this.file });
  }
}
