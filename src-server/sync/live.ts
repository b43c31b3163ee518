// Tells connected counters that there is something new. It carries no rows: whoever hears it pulls.
import type { LiveNews } from '../../src-shared/sync/protocol.ts';
import type { Dialect } from '../storage/storage.ts';

export type Listener = {
  readonly chainId: string;
  readonly workstationId: string;
  tell(news: LiveNews): void;
  end(): void;
};

/** News within this time are told as one. */
const GATHERED_MS = 15;

export class Live {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #waiting = new Map<string, { revision: number; timer: NodeJS.Timeout }>();
  #end: () => Promise<void> = async () => undefined;

  static async open(dialect: Dialect): Promise<Live> {
    const live = new Live();
    live.#end = await dialect.listen((chainId, revision) => live.#heard(chainId, revision));
    return live;
  }

  get connected(): number {
    let count = 0;
    for (const some of this.#listeners.values()) count += some.size;
    return count;
  }

  /** @returns ends it */
  add(listener: Listener): () => void {
    const some = this.#listeners.get(listener.chainId) ?? new Set();
    this.#listeners.set(listener.chainId, some.add(listener));
    return () => {
      some.delete(listener);
    };
  }

  /** Its token is worth nothing any more. */
  revoked(chainId: string, workstationId: string): void {
    for (const one of this.#listeners.get(chainId) ?? []) {
      if (one.workstationId !== workstationId) continue;
      one.tell({ kind: 'revoked' });
      one.end();
    }
  }

  async close(): Promise<void> {
    await this.#end();
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    for (const some of this.#listeners.values()) for (const one of some) one.end();
    this.#listeners.clear();
  }

  #heard(chainId: string, revision: number): void {
    const waiting = this.#waiting.get(chainId);
    if (waiting) {
      waiting.revision = Math.max(waiting.revision, revision);
      return;
    }
    const timer = setTimeout(() => {
      const newest = this.#waiting.get(chainId)?.revision ?? revision;
      this.#waiting.delete(chainId);
      for (const one of this.#listeners.get(chainId) ?? []) one.tell({ kind: 'revision', revision: newest });
    }, GATHERED_MS);
    this.#waiting.set(chainId, { revision, timer });
  }
}
