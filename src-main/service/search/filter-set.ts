// Who fits a filter, as a set of bits in memory: made once when a filter is set, in slices between other work, from the ordered
// tables alone. A keystroke then asks the set of each id that its walk gives, and reads no row of those who do not fit. Where they
// are so few that a walk would meet hardly anybody of them, they themselves are kept, with what a text is compared with. What is
// written here meanwhile is judged by its row; after a write by another connection the set is made anew.
import { soundCode } from '../../../src-shared/search/sound.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { fitting, fittingPeople, type Narrowing } from './narrowing.ts';
import { inOrderOfNames, type Person } from './people.ts';

export type FilterSet = {
  /** So many are in it; whoever was written since is judged besides. */
  readonly count: number;
  /** Of all customers, 0 to 1. */
  readonly share: number;
  /** Those of the ids that fit, in their order. */
  fitting(ids: readonly number[]): number[];
  /** All who fit, in the order of names; null where they are too many, and until they are read. */
  people(): readonly Person[] | null;
};

/** Both while somebody waits for an answer and between two pieces of other work. */
const SLICE_MS = 4;
/** So few customers are judged as quickly by their rows. */
const FEWEST = 5_000;
/**
 * To fill a page of twenty a walk meets 20 / share people, and each costs about four times what it costs to compare one who is
 * kept: up to this many it is quicker to compare all of them.
 */
const mostKept = (total: number) => Math.sqrt(80 * total);
/** Rows read in one go: about two milliseconds. */
const PORTION = 250;

/**
 * The set of this filter; null while it is being made, and where it would not help. Goes on making it by itself.
 * @param now all of it at once: a tenth of a second, for whoever would have to judge more rows than that takes
 */
export function filterSet(sqlite: Sqlite, narrowed: Narrowing, { now = false } = {}): FilterSet | null {
  const making = current(sqlite, narrowed);
  if (!making) return null;
  while (now && !making.set) making.work(performance.now() + SLICE_MS);
  if (!making.finished) {
    making.work(performance.now() + SLICE_MS);
    if (!making.finished) making.goOn();
  }
  return making.set;
}

/** For what writes into the index through this connection: the row is judged anew. */
export function noteWritten(sqlite: Sqlite, id: number): void {
  const making = makings.get(sqlite);
  making?.written.add(id);
  making?.unread.add(id);
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
  /** The same, until they are read into `#people`. */
  readonly unread = new Set<number>();
  readonly #sqlite: Sqlite;
  readonly #narrowed: Narrowing;
  readonly #total: number;
  readonly #lists: { apart: boolean; portions: Iterator<readonly number[]> }[];
  readonly #bits: Bits;
  #next: Bits;
  /** Of those in the set, if they are few: who is read, and whose row is still to be read. */
  #people: Person[] = [];
  #waiting: number[] = [];
  #scheduled = false;
  finished = false;
  set: FilterSet | null = null;

  constructor(sqlite: Sqlite, narrowed: Narrowing, made: { key: string; version: unknown; total: number }) {
    this.#sqlite = sqlite;
    this.#narrowed = narrowed;
    [this.key, this.version, this.#total] = [made.key, made.version, made.total];
    this.#lists = narrowed.lists.map(({ apart, portions }) => ({ apart, portions: portions() }));
    this.#bits = new Bits(this.#total).filled();
    this.#next = new Bits(this.#total);
  }

  /** At most until then, as far as one portion of a list allows. */
  work(until: number): void {
    while (!this.finished && performance.now() < until) {
      const [list] = this.#lists;
      if (list) this.#read(list);
      else if (!this.set) this.#makeSet();
      else this.#readPeople();
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

  #read({ apart, portions }: { apart: boolean; portions: Iterator<readonly number[]> }): void {
    const portion = portions.next();
    if (!portion.done) {
      this.#next.add(portion.value);
      return;
    }
    this.#bits.keep(this.#next, apart);
    this.#lists.shift();
    this.#next = new Bits(this.#total);
  }

  #makeSet(): void {
    const [bits, total, exact] = [this.#bits, this.#total, this.#narrowed.listsSayAll];
    const count = bits.count();
    const few = count <= mostKept(total);
    const isNew = (id: number) => id > total || this.written.has(id);
    this.set = {
      count,
      share: Math.max(count, 1) / total,
      fitting: (ids) => {
        const candidates = ids.filter((id) => isNew(id) || bits.has(id));
        const doubtful = exact ? candidates.filter(isNew) : candidates;
        if (doubtful.length === 0) return candidates;
        const fit = new Set(fitting(this.#sqlite, this.#narrowed, doubtful));
        return candidates.filter((id) => fit.has(id) || (exact && !isNew(id)));
      },
      people: () => (few && this.finished ? this.#peopleNow() : null),
    };
    if (few) this.#waiting = [...bits.ids()];
    this.finished = !few;
  }

  #readPeople(): void {
    this.#people.push(...this.#personsOf(this.#waiting.splice(0, PORTION)));
    if (this.#waiting.length > 0) return;
    this.#people = inOrderOfNames(this.#people);
    this.finished = true;
  }

  /** Whoever was written since is read again. */
  #peopleNow(): readonly Person[] {
    if (this.unread.size === 0) return this.#people;
    const others = this.#people.filter(({ id }) => !this.unread.has(id));
    const people = inOrderOfNames([...others, ...this.#personsOf([...this.unread])]);
    // What is being written may yet be taken back.
    if (this.#sqlite.inTransaction) return people;
    this.unread.clear();
    this.#people = people;
    return people;
  }

  #personsOf(ids: readonly number[]): Person[] {
    const people = fittingPeople(this.#sqlite, this.#narrowed, ids);
    return people.map((one) => ({ ...one, sounds: { last: soundCode(one.last), first: soundCode(one.first) } }));
  }
}

class Bits {
  readonly #bytes: Uint8Array;

  constructor(total: number) {
    this.#bytes = new Uint8Array((total >> 3) + 1);
  }

  filled(): this {
    this.#bytes.fill(0xff);
    return this;
  }

  has(id: number): boolean {
    return ((this.#bytes[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }

  add(ids: readonly number[]): void {
    for (const id of ids) this.#bytes[id >> 3] = (this.#bytes[id >> 3] ?? 0) | (1 << (id & 7));
  }

  /** Those alone that the other one has, or with `apart` has not. */
  keep(other: Bits, apart: boolean): void {
    const flip = apart ? 0xff : 0;
    for (const [at, byte] of other.#bytes.entries()) this.#bytes[at] = (this.#bytes[at] ?? 0) & (byte ^ flip);
  }

  count(): number {
    let count = 0;
    for (const byte of this.#bytes) for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
    return count;
  }

  *ids(): Generator<number> {
    for (const [at, byte] of this.#bytes.entries())
      for (let bit = 0; byte >> bit !== 0; bit += 1) if ((byte >> bit) & 1) yield at * 8 + bit;
  }
}
