// Makes and keeps a branch's rows as a file that a new workstation can take as its database: one at a time, in a thread of its
// own, by the counter's own code. The key of each lies in memory alone and every file is gone with the process. It refuses to
// know what is in the rows.
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { FromMaker, MakerStart, ToMaker } from '../../src-shared/snapshot/maker.ts';
import { WORTH_A_SNAPSHOT } from '../../src-shared/snapshot/server-contract.ts';
import type { Db } from '../storage/storage.ts';
import { pull } from '../sync/pull.ts';

export type SnapshotsPorts = {
  /** Whose content is the server's to remove. */
  directory: string;
  /** The counter's migrations. */
  migrations: string;
  /** The thread's script. */
  maker: URL;
  /** From how many customers on. */
  worth?: number;
};

type Branch = { readonly chainId: string; readonly branchId: string };

export type ReadySnapshot = {
  readonly kind: 'ready';
  readonly id: string;
  readonly file: string;
  readonly size: number;
  readonly sha256: string;
  readonly key: Buffer;
  readonly shape: string;
  readonly cursor: number;
  readonly epoch: string;
  readonly customers: number;
  readonly madeAt: number;
};

type Kept =
  | ReadySnapshot
  | { kind: 'making'; done: number; total: number }
  /** Too few customers, or it went wrong: not tried again before `until`. */
  | { kind: 'none'; until: number };

/** Older ones are made anew: what has come since would come as rows, and a copy of the shop need not lie about for long. */
const GOOD_FOR_MS = 24 * 60 * 60_000;
const TRIED_AGAIN_AFTER_MS = 60_000;
const ROWS_AT_ONCE = 2000;

export class Snapshots {
  readonly #ports: SnapshotsPorts | null;
  readonly #db: Db;
  readonly #now: () => number;
  readonly #log: Logger;
  readonly #kept = new Map<string, Kept>();
  #queue: Promise<void> = Promise.resolve();
  #thread: Worker | null = null;
  #stopped = false;

  /** @param ports null = this server makes none */
  constructor(ports: SnapshotsPorts | null, parts: { db: Db; now: () => number; log: Logger }) {
    this.#ports = ports;
    this.#db = parts.db;
    this.#now = parts.now;
    this.#log = parts.log;
    // Of the process before, whose keys are gone.
    if (ports) rmSync(ports.directory, { recursive: true, force: true });
  }

  /** How it stands with the branch's file; begins to make one where there is none that is new enough. */
  want(branch: Branch): Kept {
    const kept = this.#current(branch);
    if (kept) return kept;
    if (!this.#ports || this.#stopped) return { kind: 'none', until: Number.POSITIVE_INFINITY };
    const making: Kept = { kind: 'making', done: 0, total: 0 };
    this.#kept.set(nameOf(branch), making);
    const ports = this.#ports;
    this.#queue = this.#queue.then(() => this.#make(ports, branch, making));
    return making;
  }

  /** The file by its id, for workstations of its branch. */
  byId(branch: Branch, id: string): ReadySnapshot | null {
    const kept = this.#kept.get(nameOf(branch));
    return kept?.kind === 'ready' && kept.id === id ? kept : null;
  }

  /** Somebody of the chain was erased: nothing that holds him stays. */
  forget(chainId: string): void {
    for (const [name, kept] of this.#kept) {
      if (!name.startsWith(`${chainId} `) || kept.kind === 'making') continue;
      this.#drop(name, kept);
    }
  }

  /** Resolves when nothing is being made. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#thread?.terminate();
    await this.#queue;
    if (this.#ports) rmSync(this.#ports.directory, { recursive: true, force: true });
  }

  #current(branch: Branch): Kept | null {
    const name = nameOf(branch);
    const kept = this.#kept.get(name);
    if (!kept || kept.kind === 'making') return kept ?? null;
    const good = kept.kind === 'ready' ? this.#now() - kept.madeAt < GOOD_FOR_MS : this.#now() < kept.until;
    if (good) return kept;
    this.#drop(name, kept);
    return null;
  }

  #drop(name: string, kept: Kept): void {
    this.#kept.delete(name);
    if (kept.kind === 'ready') rmSync(dirname(kept.file), { recursive: true, force: true });
  }

  async #make(ports: SnapshotsPorts, branch: Branch, making: Kept & { kind: 'making' }): Promise<void> {
    const name = nameOf(branch);
    const id = randomBytes(16).toString('hex');
    const directory = join(ports.directory, id);
    try {
      const made = this.#stopped ? null : await this.#fill(ports, branch, making, id, directory);
      this.#kept.set(name, made ?? { kind: 'none', until: this.#now() + TRIED_AGAIN_AFTER_MS });
      if (!made) rmSync(directory, { recursive: true, force: true });
    } catch (error) {
      rmSync(directory, { recursive: true, force: true });
      this.#kept.set(name, { kind: 'none', until: this.#now() + TRIED_AGAIN_AFTER_MS });
      const { name: kind, code } = error as { name?: string; code?: string };
      if (!this.#stopped) this.#log.warn({ name: kind, code }, 'no file for the first fill could be made');
    } finally {
      await this.#thread?.terminate();
      this.#thread = null;
    }
  }

  /** @returns null where it is not worth it, or the server stops */
  async #fill(
    ports: SnapshotsPorts,
    branch: Branch,
    making: Kept & { kind: 'making' },
    id: string,
    directory: string,
  ): Promise<ReadySnapshot | null> {
    const source = { db: this.#db, now: this.#now };
    const puller = { ...branch, workstationId: '' };
    const first = await pull(source, puller, { cursor: 0, rows: 1, skipOwn: false });
    if (!first || first.total < (ports.worth ?? WORTH_A_SNAPSHOT)) return null;
    making.total = first.total;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const key = randomBytes(32);
    const thread = this.#begin(ports, { directory, key, migrations: ports.migrations });
    for (let cursor = 0; ; ) {
      const page = await pull(source, puller, { cursor, rows: ROWS_AT_ONCE, skipOwn: false });
      // Another epoch began: the pages do not belong together.
      if (!page || page.head.epoch !== first.head.epoch || this.#stopped) return null;
      // What left the branch since the first page is in no page; its rows came in an earlier one.
      if (page.gone.length > 0) return null;
      await thread.ask({ kind: 'rows', rows: page.rows });
      making.done += page.rows.filter(({ table, removedAt }) => table === 'customer' && removedAt === null).length;
      cursor = page.cursor;
      if (page.more) continue;
      const made = await thread.ask({ kind: 'finish' });
      if (made.kind !== 'finished') return null;
      const { file, size, sha256, shape, customers } = made;
      const { epoch } = first.head;
      return {
        ...{ kind: 'ready', id, file, size, sha256, key, shape, cursor, epoch, customers },
        madeAt: this.#now(),
      };
    }
  }

  #begin(ports: SnapshotsPorts, start: MakerStart): { ask(message: ToMaker): Promise<FromMaker> } {
    const thread = new Worker(ports.maker, { workerData: start, name: 'snapshot' });
    this.#thread = thread;
    return {
      ask: (message) =>
        new Promise((resolve, reject) => {
          const end = (error: Error) => reject(error);
          const ended = () => reject(new Error('the thread ended'));
          thread.once('error', end);
          thread.once('exit', ended);
          thread.once('message', (answer: FromMaker) => {
            thread.off('error', end);
            thread.off('exit', ended);
            resolve(answer);
          });
          thread.postMessage(message);
        }),
    };
  }
}

function nameOf({ chainId, branchId }: Branch): string {
  return `${chainId} ${branchId}`;
}
