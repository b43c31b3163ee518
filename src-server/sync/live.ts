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

type News = { revision: number; branches: Branches };

export type ValidTokens = (chainId: string, tokenHashes: readonly string[]) => Promise<ReadonlySet<string>>;

/** The first is told at once; what follows within this time is told as one. */
const GATHERED_MS = 15;

export class Live {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #waiting = new Map<string, { gathered: News | null; timer: NodeJS.Timeout }>();
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
    if (!waiting) {
      this.#rest(chainId);
      this.#tell(chainId, { revision, branches });
      return;
    }
    const { gathered } = waiting;
    waiting.gathered = {
      revision: Math.max(gathered?.revision ?? 0, revision),
      branches: gathered ? branches && gathered.branches && new Set([...gathered.branches, ...branches]) : branches,
    };
  }

  #rest(chainId: string): void {
    const timer = setTimeout(() => {
      const gathered = this.#waiting.get(chainId)?.gathered ?? null;
      this.#waiting.delete(chainId);
      if (gathered === null) return;
      this.#rest(chainId);
      this.#tell(chainId, gathered);
    }, GATHERED_MS);
    this.#waiting.set(chainId, { gathered: null, timer });
  }

  #tell(chainId: string, { revision, branches }: News): void {
    for (const one of this.#listeners.get(chainId) ?? [])
      if (branches?.has(one.branchId) ?? true) one.tell({ kind: 'revision', revision });
    // The end of a workstation is the whole chain's news, wherever it was decided.
    if (branches === null) void this.#endInvalid(chainId);
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
