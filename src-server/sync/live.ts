// Tells connected counters that there is something new for them. It carries no rows: whoever hears it pulls. With hundreds of
// counters nearly every change is none of most branches' business, and they are left in peace.
import type { LiveNews } from '../../src-shared/sync/protocol.ts';
import type { Branches, Dialect } from '../storage/storage.ts';

export type Listener = {
  readonly chainId: string;
  readonly workstationId: string;
  readonly branchId: string;
  readonly tokenHash: string;
  tell(news: LiveNews): void;
  end(): void;
};

export type ValidTokens = (chainId: string, tokenHashes: readonly string[]) => Promise<ReadonlySet<string>>;

/** News within this time are told as one. */
const GATHERED_MS = 15;

export class Live {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #waiting = new Map<string, { revision: number; branches: Branches; timer: NodeJS.Timeout }>();
  readonly #valid: ValidTokens;
  #end: () => Promise<void> = async () => undefined;

  private constructor(valid: ValidTokens) {
    this.#valid = valid;
  }

  /** @param valid which of these tokens still count */
  static async open(dialect: Dialect, valid: ValidTokens): Promise<Live> {
    const live = new Live(valid);
    live.#end = await dialect.listen((chainId, revision, branches) => live.#heard(chainId, revision, branches));
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

  async close(): Promise<void> {
    await this.#end();
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    for (const some of this.#listeners.values()) for (const one of some) one.end();
    this.#listeners.clear();
  }

  #heard(chainId: string, revision: number, branches: Branches): void {
    const waiting = this.#waiting.get(chainId);
    if (waiting) {
      waiting.revision = Math.max(waiting.revision, revision);
      waiting.branches = branches && waiting.branches && new Set([...waiting.branches, ...branches]);
      return;
    }
    const timer = setTimeout(() => {
      const told = this.#waiting.get(chainId) ?? { revision, branches };
      this.#waiting.delete(chainId);
      for (const one of this.#listeners.get(chainId) ?? [])
        if (told.branches?.has(one.branchId) ?? true) one.tell({ kind: 'revision', revision: told.revision });
      // The end of a workstation is the whole chain's news, wherever it was decided.
      if (told.branches === null) void this.#endInvalid(chainId);
    }, GATHERED_MS);
    this.#waiting.set(chainId, { revision, branches, timer });
  }

  /** A database that is away for a moment: the token is refused at the next call anyway. */
  async #endInvalid(chainId: string): Promise<void> {
    const some = [...(this.#listeners.get(chainId) ?? [])];
    const valid = await this.#valid(
      chainId,
      some.map(({ tokenHash }) => tokenHash),
    ).catch(() => null);
    if (valid === null) return;
    for (const one of some) {
      if (valid.has(one.tokenHash)) continue;
      one.tell({ kind: 'revoked' });
      one.end();
    }
  }
}
