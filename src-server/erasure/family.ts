// Everything the server holds about a customer as rows: his own, those of records that were merged into his, tasks and
// conflicts about them. It judges nothing.
import type { Trx } from '../storage/storage.ts';
import { heldOf, rowsById } from '../sync/rows.ts';
import type { Held } from '../sync/world.ts';

export type Family = {
  readonly customerId: string;
  /** His id first, then those of records that lead to his. */
  readonly ids: readonly string[];
  /** His row first; no change sets. */
  readonly rows: readonly Held[];
  /** Change sets that say something about one of them. */
  readonly sets: readonly Held[];
};

/** undefined = no such customer. */
export async function familyOf(trx: Trx, chainId: string, customerId: string): Promise<Family | undefined> {
  const [customer] = await rowsById(trx, chainId, new Map([['customer', new Set([customerId])]]));
  if (!customer) return undefined;
  const ids = [customerId];
  const rows: Held[] = [];
  const sets = new Map<string, Held>();
  for (const id of ids) {
    for (const held of await rowsAbout(trx, chainId, id)) {
      if (held.table === 'changeSet') sets.set(held.id, held);
      else rows.push(held);
      const other = held.table === 'customerMerge' ? String(held.body.otherId) : null;
      if (other !== null && !ids.includes(other) && (await leadsTo(trx, chainId, other, id))) ids.push(other);
    }
    for (const held of await setsAlsoAbout(trx, chainId, id)) sets.set(held.id, held);
  }
  rows.push(...(await tasksAbout(trx, chainId, customer.branchId, ids)));
  const first = rows.filter(({ table, id }) => table === 'customer' && id === customerId);
  return { customerId, ids, rows: [...first, ...rows.filter((row) => !first.includes(row))], sets: [...sets.values()] };
}

/** What the change log still says about them: entries with a value. */
export function valuesIn(set: Held, ids: readonly string[]): number {
  return changesOf(set).filter((change) => ids.includes(change.subjectId) && holdsValue(change)).length;
}

/** Who, when and which field stay; what it was does not. */
export function withoutValues(set: Held, ids: readonly string[]): Held['body'] {
  const changes = changesOf(set).map((change) =>
    ids.includes(change.subjectId) ? { ...change, from: null, to: null, groupFrom: null } : change,
  );
  return { ...set.body, changes: JSON.stringify(changes) };
}

// --- details

type Logged = { subjectId: string; from: string | null; to: string | null; groupFrom: string | null };

function changesOf({ body }: Held): Logged[] {
  return JSON.parse(String(body.changes)) as Logged[];
}

function holdsValue({ from, to, groupFrom }: Logged): boolean {
  return (from ?? to ?? groupFrom ?? null) !== null;
}

async function rowsAbout(trx: Trx, chainId: string, subjectId: string): Promise<Held[]> {
  const rows = await trx
    .selectFrom('syncedRow')
    .selectAll()
    .where('chainId', '=', chainId)
    .where('subjectId', '=', subjectId)
    .execute();
  return rows.map(heldOf);
}

async function leadsTo(trx: Trx, chainId: string, id: string, survivorId: string): Promise<boolean> {
  const [row] = await rowsById(trx, chainId, new Map([['customer', new Set([id])]]));
  return row?.body.mergedIntoId === survivorId;
}

async function setsAlsoAbout(trx: Trx, chainId: string, subjectId: string): Promise<Held[]> {
  const found = await trx
    .selectFrom('alsoAbout')
    .select('changeSetId')
    .where('chainId', '=', chainId)
    .where('subjectId', '=', subjectId)
    .execute();
  const ids = new Set(found.map(({ changeSetId }) => changeSetId));
  return ids.size === 0 ? [] : rowsById(trx, chainId, new Map([['changeSet', ids]]));
}

/** A branch has few of them. */
async function tasksAbout(trx: Trx, chainId: string, branchId: string | null, ids: readonly string[]): Promise<Held[]> {
  const found = await trx
    .selectFrom('syncedRow')
    .selectAll()
    .where('chainId', '=', chainId)
    .where('branchId', branchId === null ? 'is' : '=', branchId)
    .where('tableName', '=', 'task')
    .execute();
  return found.map(heldOf).filter(({ body }) => ids.includes(String(body.customerId)));
}
