// Who was erased, for ever, by id alone. What a workstation still says about them is not taken, and nothing of it is kept: the
// rest of a set that is about others too goes its way.
import type { WireSet } from '../../src-shared/sync/protocol.ts';
import type { Db, Trx } from '../storage/storage.ts';
import type { Projection } from '../sync/projections.ts';
import { chunks } from '../sync/rows.ts';

/** In the transaction that writes the rows: whoever is erased stays so, also on a server that a shop has moved to. */
export const projectTombstones: Projection = (trx, chainId, rows) =>
  bury(
    trx,
    chainId,
    rows.flatMap(({ table, id, body }) =>
      table === 'customer' && (body.erasedAt ?? null) !== null
        ? [{ customerId: id, erasedAt: Number(body.erasedAt) }]
        : [],
    ),
  );

export async function bury(
  trx: Trx,
  chainId: string,
  graves: readonly { customerId: string; erasedAt: number }[],
): Promise<void> {
  for (const some of chunks(graves, 1000))
    await trx
      .insertInto('erasedCustomer')
      .values(some.map((grave) => ({ chainId, ...grave })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** Those of the ids. */
export async function erasedAmong(db: Db | Trx, chainId: string, ids: Iterable<string>): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const some of chunks([...new Set(ids)], 1000)) {
    const rows = await db
      .selectFrom('erasedCustomer')
      .select('customerId')
      .where('chainId', '=', chainId)
      .where('customerId', 'in', some)
      .execute();
    for (const { customerId } of rows) found.add(customerId);
  }
  return found;
}

export function subjectsOf(sets: readonly WireSet[]): Set<string> {
  return new Set(sets.flatMap(({ changes }) => changes.flatMap(({ subjectId, rowId }) => [subjectId, rowId])));
}

/** The set without what is about the erased; its secrets keep their places. @returns null where nothing else is in it */
export function withoutErased(set: WireSet, erased: ReadonlySet<string>): WireSet | null {
  if (erased.size === 0) return set;
  const kept = set.changes.flatMap((change, position) =>
    erased.has(change.subjectId) || erased.has(change.rowId) ? [] : [{ change, position }],
  );
  if (kept.length === set.changes.length) return set;
  if (kept.length === 0) return null;
  const secrets: WireSet['secrets'] = {};
  for (const [at, { position }] of kept.entries())
    for (const [place, value] of Object.entries(set.secrets))
      if (place.startsWith(`${position}/`)) secrets[`${at}/${place.slice(place.indexOf('/') + 1)}`] = value;
  return { ...set, changes: kept.map(({ change }) => change), secrets };
}
