// What lies with the server alone of a merge: where late pushes land, and what it has changed, for as long as it can be taken
// back. It goes when it is too late for that, and with either person's erasure.
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import type { Db, Trx } from '../storage/storage.ts';
import type { Projection } from '../sync/projections.ts';
import { chunks } from '../sync/rows.ts';
import type { Step } from './steps.ts';

export type Snapshot = {
  readonly mergeId: string;
  readonly survivorId: string;
  readonly otherId: string;
  readonly mergedAt: number;
  readonly undoUntil: number;
  readonly body: {
    readonly steps: readonly Step[];
    /** The survivor's own lines of that moment: whatever is neither here nor in a step was born since. */
    readonly known: readonly string[];
    /** The login that went over to the survivor, by the hash of its code. */
    readonly movedLogin: string | null;
  };
};

export async function keepSnapshot(trx: Trx, chainId: string, now: number, snapshot: Snapshot): Promise<void> {
  const { survivorId, otherId, body, ...rest } = snapshot;
  await trx.deleteFrom('mergeSnapshot').where('chainId', '=', chainId).where('undoUntil', '<', now).execute();
  await trx
    .insertInto('mergeSnapshot')
    .values({ ...rest, chainId, survivorId, otherId, body: JSON.stringify(body) })
    .execute();
  await trx.insertInto('mergedRecord').values({ chainId, otherId, survivorId }).execute();
}

export async function snapshotOf(db: Db | Trx, chainId: string, mergeId: string): Promise<Snapshot | undefined> {
  const found = await db
    .selectFrom('mergeSnapshot')
    .selectAll()
    .where('chainId', '=', chainId)
    .where('mergeId', '=', mergeId)
    .executeTakeFirst();
  return found && { ...found, body: JSON.parse(found.body) as Snapshot['body'] };
}

/** Rows that later merges have brought to the same survivor: born for it, and no child of its own. */
export async function broughtSince(
  trx: Db | Trx,
  chainId: string,
  { survivorId, mergeId }: Snapshot,
): Promise<string[]> {
  const later = await trx
    .selectFrom('mergeSnapshot')
    .select('body')
    .where('chainId', '=', chainId)
    .where('survivorId', '=', survivorId)
    .where('mergeId', '>', mergeId)
    .execute();
  return later.flatMap(({ body }) => (JSON.parse(body) as Snapshot['body']).steps.map(({ id }) => id));
}

export async function dropSnapshot(trx: Trx, chainId: string, { mergeId, otherId }: Snapshot): Promise<void> {
  await trx.deleteFrom('mergeSnapshot').where('chainId', '=', chainId).where('mergeId', '=', mergeId).execute();
  await trx.deleteFrom('mergedRecord').where('chainId', '=', chainId).where('otherId', '=', otherId).execute();
}

/** Whom each of these records was merged into, however many steps away; those that were not are missing. */
export async function survivorsOf(
  trx: Trx,
  chainId: string,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let next = [...new Set(ids)];
  while (next.length > 0) {
    const edges: { otherId: string; survivorId: string }[] = [];
    for (const some of chunks(next, 1000))
      edges.push(
        ...(await trx
          .selectFrom('mergedRecord')
          .select(['otherId', 'survivorId'])
          .where('chainId', '=', chainId)
          .where('otherId', 'in', some)
          .execute()),
      );
    for (const { otherId, survivorId } of edges) {
      for (const [from, to] of found) if (to === otherId) found.set(from, survivorId);
      found.set(otherId, survivorId);
    }
    next = edges.map(({ survivorId }) => survivorId);
  }
  return found;
}

/** The stubs that lead to a record, however many steps away. */
export async function mergedInto(trx: Trx, chainId: string, survivorId: string): Promise<string[]> {
  const found: string[] = [];
  for (let next = [survivorId]; next.length > 0; ) {
    const edges = await trx
      .selectFrom('mergedRecord')
      .select('otherId')
      .where('chainId', '=', chainId)
      .where('survivorId', 'in', next)
      .execute();
    next = edges.map(({ otherId }) => otherId);
    found.push(...next);
  }
  return found;
}

/** Nothing of an erased person stays in a snapshot. */
export const forgetErased: Projection = async (trx, chainId, rows) => {
  for (const { table, id, body } of rows)
    if (table === 'customer' && ((body.erasedAt ?? null) as JsonValue) !== null)
      await trx
        .deleteFrom('mergeSnapshot')
        .where('chainId', '=', chainId)
        .where((eb) => eb.or([eb('survivorId', '=', id), eb('otherId', '=', id)]))
        .execute();
};
