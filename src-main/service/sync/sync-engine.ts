// Keeps the workstation and the branch server together: a round after each save and each piece of news, later and later while
// the server cannot be reached. What the status line says comes from here, and it is always true.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type ChainHead, PROTOCOL_VERSION } from '../../../src-shared/sync/protocol.ts';
import { clockIsWrong, nextPause } from '../../../src-shared/sync/rules.ts';
import type { SyncState } from '../../../src-shared/sync/state.ts';
import type { Touched } from '../database/save.ts';
import { confirmErasures } from '../erasure/confirm.ts';
import { ownMembership } from '../own-server/own-place.ts';
import { carryBlobs, fetchBlob } from './blobs.ts';
import { differingTables, isLevel, repair } from './fetch-again.ts';
import { membership } from './membership.ts';
import { waitingSets } from './outbox.ts';
import { Proofs } from './proofs.ts';
import { syncRound } from './round.ts';
import { type LineTrouble, lineTrouble, type ServerLine } from './server-line.ts';
import type { Taking } from './take-rows.ts';

export type EngineParts = Taking & {
  line: () => ServerLine;
  version: string;
  log: Logger;
  took: (touched: readonly Touched[]) => void;
  /** The state is another one. */
  changed: () => void;
  revoked: () => void;
  /** The first fill by a file, where one is to be had. @returns whether it waits to take the present database's place */
  fill: (watching: { filling: (done: number, total: number) => void; stopped: () => boolean }) => Promise<boolean>;
  exchanged: () => void;
  /** The live wire. @returns ends it */
  listen: (on: { news: () => void; closed: () => void }) => () => void;
  /** Sets in a push and rows in a page, at most. */
  atOnce: { readonly sets: number; readonly rows: number };
  /** 'byHand': nothing happens by itself (simulation, tests). */
  by: 'itself' | 'byHand';
  random: () => number;
};

/** Counting reads all rows; what goes wrong here goes wrong seldom. */
const COMPARED_EVERY_MS = 3_600_000;
/** So many times what it took is the least pause: a million customers are counted a few times a day. */
const COMPARED_SELDOM = 10_000;
/** What a repair does not cure, a second one will not either. */
const REPAIRED_EVERY_MS = 86_400_000;
/** How long a call waits for the server. */
const COMES_BACK_WITHIN_MS = 3000;
const OWN_STARTS_WITHIN_MS = 20_000;
const ASKED_AGAIN_MS = 200;

export class SyncEngine {
  readonly #parts: EngineParts;
  readonly proofs: Proofs;
  #trouble: LineTrouble | null = null;
  #filling: { done: number; total: number } | null = null;
  #clockOff = 0;
  #running: Promise<void> | null = null;
  #again = false;
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;
  #endWire: (() => void) | null = null;
  #stopped = false;
  #reached = false;
  #comparedAt = Number.NEGATIVE_INFINITY;
  #compareAfter = COMPARED_EVERY_MS;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.proofs = new Proofs(parts.now);
  }

  start(): void {
    if (this.#parts.by === 'byHand') return;
    this.#listen();
    this.soon();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#endWire?.();
    this.#endWire = null;
  }

  get state(): SyncState {
    if (!membership(this.#parts.db.sqlite)) return { kind: 'none' };
    const waiting = waitingSets(this.#parts.db.sqlite);
    if (this.#trouble === 'protocol') return { kind: 'updateNeeded', waiting };
    if (this.#trouble === 'revoked') return { kind: 'revoked' };
    if (this.#filling) return { kind: 'filling', ...this.#filling };
    if (this.#trouble || !this.#reached) return { kind: 'offline', waiting, why: this.#trouble ?? 'offline' };
    if (clockIsWrong(this.#clockOff)) return { kind: 'clockWrong', minutes: Math.round(this.#clockOff / 60_000) };
    return this.#running && waiting > 0 ? { kind: 'syncing', waiting } : { kind: 'connected' };
  }

  /** After a save, or when there is news. */
  soon(): void {
    if (this.#parts.by === 'byHand' || this.#stopped) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.round().catch(() => undefined), 0);
  }

  /** One round; a second caller waits for one that begins after he asked. @throws what went wrong */
  async round(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#work();
    try {
      await this.#running;
    } finally {
      this.#running = null;
      if (!this.#stopped) this.#parts.changed();
    }
  }

  async #work(): Promise<void> {
    do {
      this.#again = false;
      await this.#once();
    } while (this.#again && !this.#stopped);
  }

  async #once(): Promise<void> {
    const { db, log } = this.#parts;
    if (!membership(db.sqlite)) return;
    try {
      await this.proofs.open(this.#parts.line());
      const watching = {
        filling: (done: number, total: number) => {
          this.#filling = { done, total };
          this.#parts.changed();
        },
        stopped: () => this.#stopped,
      };
      if (await this.#parts.fill(watching)) return this.#parts.exchanged();
      await syncRound({
        ...this.#parts,
        ...watching,
        line: this.#parts.line(),
        proofs: () => this.proofs.shown(),
        heard: (head) => this.#heard(head),
      });
      // The server may have heard of its first people just now.
      await this.prove();
      await this.#compare();
      await confirmErasures(db.sqlite, this.#parts.line());
      await carryBlobs({ ...this.#blobs(), stopped: () => this.#stopped });
      [this.#trouble, this.#failures, this.#filling, this.#reached] = [null, 0, null, true];
    } catch (error) {
      if (this.#stopped) return;
      this.#trouble = lineTrouble(error);
      this.#failures += 1;
      const { name, code } = error as { name?: string; code?: string };
      log.warn({ trouble: this.#trouble, name, code }, 'no round with the branch server');
      if (this.#trouble === 'revoked') this.#parts.revoked();
      else this.#later();
      throw error;
    }
  }

  /** One question to the server besides the rounds. @throws what the line says, and where there is no server */
  async ask<R>(question: (line: ServerLine) => Promise<R>): Promise<R> {
    if (!membership(this.#parts.db.sqlite)) throw new Error('no branch server');
    return question(this.#parts.line());
  }

  /** Shows the server the PIN that was typed at sign-in, where that has not been done yet. */
  async prove(): Promise<void> {
    if (membership(this.#parts.db.sqlite)) await this.proofs.open(this.#parts.line());
  }

  /** Waits a moment for a server that was away, and longer for the one that this counter itself is starting. */
  async isBack(): Promise<void> {
    if (this.#parts.by === 'byHand') return;
    const own = ownMembership(this.#parts.db.sqlite) !== null;
    const until = performance.now() + (own ? OWN_STARTS_WITHIN_MS : COMES_BACK_WITHIN_MS);
    for (;;) {
      const left = until - performance.now();
      if (left <= 0 || this.#stopped) return;
      const failed = this.round().then(
        () => false,
        () => true,
      );
      if (!(await Promise.race([failed, pause(left, false, { ref: false })]))) return;
      await pause(Math.min(left, ASKED_AGAIN_MS), null);
    }
  }

  /** Whether the server counts the same rows; where not, all is fetched again with the next round. Now and then, after a pull. */
  async #compare(): Promise<void> {
    const { db, version, now, log } = this.#parts;
    const member = membership(db.sqlite);
    if (!member?.filled || Math.abs(now() - this.#comparedAt) < this.#compareAfter) return;
    const began = performance.now();
    const answer = await this.#parts.line().sync.tallies({ protocol: PROTOCOL_VERSION, version });
    const since = membership(db.sqlite);
    if (this.#stopped || !since || !isLevel(since, answer.head)) return;
    const tables = await differingTables(db.sqlite, answer, () => this.#stopped);
    this.#comparedAt = now();
    this.#compareAfter = Math.max(COMPARED_EVERY_MS, (performance.now() - began) * COMPARED_SELDOM);
    if (this.#stopped) return;
    if (tables.length === 0) return;
    log.error({ tables }, 'the counts of this workstation and the branch server differ');
    if (Math.abs(now() - since.repairedAt) < REPAIRED_EVERY_MS) return;
    repair(db.sqlite, now());
    this.#again = true;
  }

  /** A document's content, from the server. @returns false where it does not have it, or cannot be reached */
  async fetchBlob(sha256: string): Promise<boolean> {
    if (!membership(this.#parts.db.sqlite)) return false;
    return fetchBlob(this.#blobs(), sha256).catch(() => false);
  }

  #blobs() {
    return { sqlite: this.#parts.db.sqlite, line: this.#parts.line(), now: this.#parts.now };
  }

  #heard(head: ChainHead): void {
    this.#clockOff = this.#parts.now() - head.now;
  }

  #later(): void {
    if (this.#parts.by === 'byHand' || this.#stopped) return;
    if (this.#timer) clearTimeout(this.#timer);
    const pause = nextPause(this.#failures, this.#parts.random());
    this.#timer = setTimeout(() => {
      this.#listen();
      void this.round().catch(() => undefined);
    }, pause);
    this.#timer.unref?.();
  }

  #listen(): void {
    if (this.#endWire || this.#stopped || !membership(this.#parts.db.sqlite)) return;
    this.#endWire = this.#parts.listen({
      news: () => this.soon(),
      closed: () => {
        this.#endWire = null;
        if (this.#stopped) return;
        this.#failures += 1;
        this.#later();
      },
    });
  }
}
