// Writes changes to rows and remembers each of them: field by field what was and what is, for the change log and for the
// snapshot that a merge is taken back by. It knows nothing of merging.
import type { JsonValue, WireChange } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';
import { groupOf } from '../sync/as-seen.ts';
import type { Writing } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';

type Fields = Record<string, JsonValue>;

/** What became of one row. */
export type Step = {
  readonly table: TableName;
  readonly id: string;
  before: Fields;
  after: Fields;
  /** null = neither removed nor brought back. */
  removal: { before: number | null; after: number | null } | null;
};

/** What belongs to no record's history: it only points to one. */
const UNLOGGED = new Set<TableName>(['task', 'conflict']);

export class Steps {
  readonly #writing: Writing;
  readonly #by: string;
  readonly #steps = new Map<string, Step>();
  readonly #rows = new Map<string, Held>();

  constructor(writing: Writing, by: string) {
    this.#writing = writing;
    this.#by = by;
  }

  /** Only what differs. @param removedAt undefined = as it is */
  change(row: Held, fields: Fields, removedAt?: number | null): void {
    const table = row.table as TableName;
    const held = this.#rows.get(keyOf(table, row.id)) ?? row;
    const differs = Object.entries(fields).filter(([field, value]) => (held.body[field] ?? null) !== value);
    const removal = removedAt === undefined || removedAt === held.removedAt ? null : removedAt;
    const isRemoval = removedAt !== undefined && removedAt !== held.removedAt;
    if (differs.length === 0 && !isRemoval) return;
    const body = { ...held.body, ...Object.fromEntries(differs) };
    const mark = { by: this.#by, at: this.#writing.now };
    const marked = differs.map(([field]) => [groupOf(table, field) ?? field, mark] as const);
    const next: Held = {
      ...{ ...held, body, changedAt: this.#writing.now },
      subjectId: String(body[synced[table].subject] ?? held.id),
      removedAt: isRemoval ? removal : held.removedAt,
      marks: { ...held.marks, ...Object.fromEntries(marked), ...(isRemoval ? { row: mark } : {}) },
    };
    this.#remember(table, held, next, differs);
    this.#rows.set(keyOf(table, row.id), next);
    this.#writing.put(next);
  }

  /** A row as these steps have left it. */
  now(row: Held): Held {
    return this.#rows.get(keyOf(row.table, row.id)) ?? row;
  }

  get all(): Step[] {
    return [...this.#steps.values()];
  }

  /** For the change log; secrets leave no value in it. */
  logged(): WireChange[] {
    return this.all.filter(({ table }) => !UNLOGGED.has(table)).flatMap((step) => this.#changesOf(step));
  }

  #remember(table: TableName, held: Held, next: Held, differs: readonly [string, JsonValue][]): void {
    const key = keyOf(table, held.id);
    const step = this.#steps.get(key) ?? { table, id: held.id, before: {}, after: {}, removal: null };
    for (const [field, value] of differs) {
      if (!(field in step.before)) step.before[field] = held.body[field] ?? null;
      step.after[field] = value;
    }
    if (held.removedAt !== next.removedAt)
      step.removal = { before: step.removal ? step.removal.before : held.removedAt, after: next.removedAt };
    this.#steps.set(key, step);
  }

  #changesOf({ table, id, before, after, removal }: Step): WireChange[] {
    const row = this.#rows.get(keyOf(table, id));
    if (!row) return [];
    const one = { table, rowId: id, subjectId: row.subjectId, groupFrom: null };
    const open = (field: string) => synced[table].fields?.[field] !== 'secret';
    const changes: WireChange[] = Object.keys(after)
      .filter(open)
      .map((field) => ({ ...one, kind: 'update', field, from: json(before[field]), to: json(after[field]) }));
    if (removal === null) return changes;
    const whole = JSON.stringify(Object.fromEntries(Object.entries(row.body).filter(([field]) => open(field))));
    const isGone = removal.after !== null;
    return [
      ...changes,
      {
        ...one,
        kind: isGone ? 'remove' : 'create',
        field: null,
        from: isGone ? whole : null,
        to: isGone ? null : whole,
      },
    ];
  }
}

function keyOf(table: string, id: string): string {
  return `${table} ${id}`;
}

function json(value: JsonValue | undefined): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
