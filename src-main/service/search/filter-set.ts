// Who fits a filter, as a set of bits in memory: made once when a filter is set, in slices between other work, from the ordered
// tables alone. A keystroke then asks the set of each id that its walk gives, and reads no row of those who do not fit. What is
// written here meanwhile is judged by its row; after a write by another connection the set is made anew.
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { fitting, type Narrowing } from './narrowing.ts';

export type FilterSet = {
  /** So many are in it; whoever was written since is judged besides. */
  readonly count: number;
  /** Of all customers, 0 to 1. */
  readonly share: number;
  /** Those of the ids that fit, in their order. */
  fitting(ids: readonly number[]): number[];
};

/** Both while somebody waits for an answer and between two pieces of other work. */
const SLICE_MS = 4;
/** What more than so many share is met so often that a set of it saves nothing. */
const MOST_SHARE = 0.5;
/** So few customers are judged as quickly by their rows. */
const FEWEST = 5_000;

/** The set of this filter; null while it is being made, and where it would not help. Goes on making it by itself. */
export function filterSet(sqlite: Sqlite, narrowed: Narrowing): FilterSet | null {
  const making = current(sqlite, narrowed);
  if (!making) return null;
  if (!making.finished) {
    making.work(performance.now() + SLICE_MS);
    if (!making.finished) making.goOn();
  }
  return making.set;
}

/** For what writes into the index through this connection: the row is judged anew. */
export function noteWritten(sqlite: Sqlite, id: number): void {
  makings.get(sqlite)?.written.add(id);
}

// --- details

/** A person sets one filter at a time. */
const makings = new WeakMap<Sqlite, Making>();

function current(sqlite: Sqlite, narrowed: Narrowing): Making | null {
  const key = JSON.stringify(narrowed.asked);
  const version = sqlite.pragma('data_version', { simple: true });
  const known = makings.get(sqlite);
  if (known?.key === key && known.version === version && known.written.size < FEWEST) return known;
  const { total } = statement(sqlite, 'SELECT ifnull(max(id), 0) AS total FROM searchRow').get() as { total: number };
  if (total < FEWEST || narrowed.lists.length === 0) return null;
  const making = new Making(sqlite, narrowed, { key, version, total });
  makings.set(sqlite, making);
  return making;
}

class Making {
  readonly key: string;
  readonly version: unknown;
  readonly written = new Set<number>();
  readonly #sqlite: Sqlite;
  readonly #narrowed: Narrowing;
  readonly #total: number;
  readonly #lists: Iterator<readonly number[]>[];
  #exact: boolean;
  #bits: Bits | null = null;
  #next: Bits;
  #scheduled = false;
  finished = false;
  set: FilterSet | null = null;

  constructor(sqlite: Sqlite, narrowed: Narrowing, made: { key: string; version: unknown; total: number }) {
    this.#sqlite = sqlite;
    this.#narrowed = narrowed;
    [this.key, this.version, this.#total] = [made.key, made.version, made.total];
    this.#lists = narrowed.lists.map((list) => list());
    this.#exact = narrowed.listsSayAll;
    this.#next = new Bits(this.#total);
  }

  /** At most until then, as far as one portion of a list allows. */
  work(until: number): void {
    while (!this.finished && performance.now() < until) {
      const [list] = this.#lists;
      if (!list) {
        this.#finish();
        return;
      }
      const portion = list.next();
      if (!portion.done) {
        this.#next.add(portion.value);
        if (this.#next.count <= this.#total * MOST_SHARE) continue;
        this.#exact = false;
      } else this.#bits = this.#bits ? this.#bits.and(this.#next) : this.#next;
      this.#lists.shift();
      this.#next = new Bits(this.#total);
    }
  }

  goOn(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      // Closed, or another filter meanwhile.
      if (!this.#sqlite.open || makings.get(this.#sqlite) !== this) return;
      this.work(performance.now() + SLICE_MS);
      if (!this.finished) this.goOn();
    });
  }

  #finish(): void {
    this.finished = true;
    const bits = this.#bits;
    if (!bits) return;
    const [total, exact] = [this.#total, this.#exact];
    const isNew = (id: number) => id > total || this.written.has(id);
    this.set = {
      count: bits.count,
      share: Math.max(bits.count, 1) / total,
      fitting: (ids) => {
        const candidates = ids.filter((id) => isNew(id) || bits.has(id));
        const doubtful = exact ? candidates.filter(isNew) : candidates;
        if (doubtful.length === 0) return candidates;
        const fit = new Set(fitting(this.#sqlite, this.#narrowed, doubtful));
        return candidates.filter((id) => fit.has(id) || (exact && !isNew(id)));
      },
    };
  }
}

class Bits {
  readonly #bytes: Uint8Array;
  count = 0;

  constructor(total: number) {
    this.#bytes = new Uint8Array((total >> 3) + 1);
  }

  has(id: number): boolean {
    return ((this.#bytes[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }

  add(ids: readonly number[]): void {
    const bytes = this.#bytes;
    for (const id of ids) {
      const [at, bit] = [id >> 3, 1 << (id & 7)];
      const byte = bytes[at];
      if (byte === undefined || (byte & bit) !== 0) continue;
      bytes[at] = byte | bit;
      this.count += 1;
    }
  }

  and(other: Bits): Bits {
    const both = new Bits(this.#bytes.length * 8 - 1);
    for (let at = 0; at < this.#bytes.length; at += 1) {
      const byte = (this.#bytes[at] ?? 0) & (other.#bytes[at] ?? 0);
      both.#bytes[at] = byte;
      for (let rest = byte; rest !== 0; rest &= rest - 1) both.count += 1;
    }
    return both;
  }
}
