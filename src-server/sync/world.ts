// What a push is judged against: the rows it names as the server holds them, kept in memory for one batch. It reads no
// database; whoever makes it has fetched beforehand what the sets name.
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import type { TableName } from '../../src-shared/tables.ts';

/** Who wrote a field last, and when by the server's clock. */
export type Mark = { by: string | null; at: number };

export type Held = {
  readonly table: TableName | 'changeSet';
  readonly id: string;
  /** Whose workstations hold it; null = the whole chain's. */
  branchId: string | null;
  subjectId: string;
  revision: number;
  changedAt: number;
  removedAt: number | null;
  body: Record<string, JsonValue>;
  /** By field or group; 'row' = who made it. */
  marks: Record<string, Mark>;
};

export type Person = { readonly role: 'employee' | 'accounting' | 'administrator'; readonly blocked: boolean };

/** The rows of a batch. Changes stay in an overlay until the set that makes them is taken. */
export class World {
  /** By table: a batch names thousands of rows, and each set looks for a few of one table among them. */
  readonly #held = new Map<Held['table'], Map<string, Held>>();
  readonly #numbers = new Map<string, string>();
  readonly #dirty = new Map<string, Held>();
  #overlay = new Map<string, Held>();
  #revision: number;

  constructor(
    revision: number,
    held: Iterable<Held>,
    /** Customer numbers that somebody bears: number → customer. */
    numbers: Iterable<readonly [string, string]>,
  ) {
    this.#revision = revision;
    for (const one of held) this.#hold(one);
    for (const [number, customerId] of numbers) this.#numbers.set(number, customerId);
  }

  get revision(): number {
    return this.#revision;
  }

  row(table: Held['table'], id: string): Held | undefined {
    return this.#overlay.get(keyOf(table, id)) ?? this.#held.get(table)?.get(id);
  }

  /** All rows of a table that were fetched or made. */
  *rowsOf(table: Held['table']): Generator<Held> {
    const made = new Map<string, Held>();
    for (const one of this.#overlay.values()) if (one.table === table) made.set(one.id, one);
    for (const one of this.#held.get(table)?.values() ?? []) if (!made.has(one.id)) yield one;
    yield* made.values();
  }

  bearerOf(number: string): string | undefined {
    for (const one of this.#overlay.values())
      if (one.table === 'customer' && one.removedAt === null && one.body.number === number) return one.id;
    return this.#numbers.get(number);
  }

  /** Whether the set that is being judged has put this row. */
  isChanged(table: Held['table'], id: string): boolean {
    return this.#overlay.has(keyOf(table, id));
  }

  /** `next` must be a new object: what was read stays as it is until the set is taken. */
  put(next: Held): void {
    this.#overlay.set(keyOf(next.table, next.id), next);
  }

  /** Keeps what was put, each row with a revision of its own. @returns the rows */
  accept(): Held[] {
    const rows = [...this.#overlay.values()];
    for (const one of rows) {
      one.revision = ++this.#revision;
      if (one.table === 'customer') {
        const before = this.#held.get(one.table)?.get(one.id);
        if (before && before.body.number !== one.body.number) this.#numbers.delete(String(before.body.number));
        if (typeof one.body.number === 'string') this.#numbers.set(one.body.number, one.id);
      }
      this.#hold(one);
      this.#dirty.set(keyOf(one.table, one.id), one);
    }
    this.#overlay = new Map();
    return rows;
  }

  refuse(): void {
    this.#overlay = new Map();
  }

  /** What the batch has changed, to be written. */
  get dirty(): IterableIterator<Held> {
    return this.#dirty.values();
  }

  #hold(one: Held): void {
    const rows = this.#held.get(one.table) ?? new Map<string, Held>();
    this.#held.set(one.table, rows.set(one.id, one));
  }
}

function keyOf(table: string, id: string): string {
  return `${table}\n${id}`;
}
