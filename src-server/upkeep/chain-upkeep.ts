// What the server does for its chains by itself: it looks at them every hour, one after the other, and leaves alone one that is
// being founded. What there is to do, and whether it was done today, its tasks know. What goes wrong is logged and tried again at
// the next look, and keeps no other task and no other chain waiting.
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Db } from '../storage/storage.ts';

export type ChainTask = {
  /** What is logged where it fails. */
  readonly trouble: string;
  /** In small pieces, with `letOthersFirst` between them. @param stopped the server is stopping: no further piece is begun */
  forChain(chainId: string, stopped: () => boolean): Promise<void>;
};

/** The start belongs to those who wait for the server. */
const FIRST_LOOK_MS = 5 * 60_000;
export const LOOKED_EVERY_MS = 3_600_000;
const PAUSE_MS = 20;

/** Between two pieces: whoever asks the server meanwhile goes first. */
export async function letOthersFirst(): Promise<void> {
  await pause(PAUSE_MS);
}

export class ChainUpkeep {
  readonly #parts: { db: Db; log: Logger };
  readonly #tasks: readonly ChainTask[];
  readonly #timers: NodeJS.Timeout[] = [];
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(parts: { db: Db; log: Logger }, tasks: readonly ChainTask[]) {
    this.#parts = parts;
    this.#tasks = tasks;
  }

  /** From now on by itself. */
  begin(): void {
    const look = () => void this.run();
    this.#timers.push(setTimeout(look, FIRST_LOOK_MS).unref(), setInterval(look, LOOKED_EVERY_MS).unref());
  }

  /** Looks once; while it looks already, that is the look. */
  async run(): Promise<void> {
    this.#running ??= this.#all().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  /** Resolves when nothing is being done any more. */
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
      for (const { id } of chains) if (!founding.has(id)) await this.#each(id);
    } catch (error) {
      log.error(inShort(error), 'the chains could not be looked at');
    }
  }

  async #each(chainId: string): Promise<void> {
    for (const task of this.#tasks) {
      if (this.#stopped) return;
      try {
        await task.forChain(chainId, () => this.#stopped);
      } catch (error) {
        this.#parts.log.error(inShort(error), task.trouble);
      }
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

function inShort(error: unknown): { name: string | undefined; code: string | undefined } {
  const { name, code } = error as { name?: string; code?: string };
  return { name, code };
}
