// Which card bears which number, chain-wide: kept with the rows, so that a number that is in use somewhere is seen by whoever
// judges a push, and a customer of another branch is found by his card. What 'in use' means stands in cards/in-use.ts.
import { cardKey, cardState } from '../src-shared/cards/in-use.ts';
import { foldCode } from '../src-shared/search/query.ts';
import type { WireSet } from '../src-shared/sync/protocol.ts';
import type { Db, Trx } from './storage/storage.ts';
import type { Projection } from './sync/projections.ts';
import { chunks, rowsById } from './sync/rows.ts';
import { cardOf } from './sync/unique.ts';

export const projectCards: Projection = async (trx, chainId, rows) => {
  const cards = rows.filter(({ table }) => table === 'customerCard');
  for (const some of chunks(cards, 1000)) {
    await trx
      .deleteFrom('cardNumber')
      .where('chainId', '=', chainId)
      .where(
        'cardId',
        'in',
        some.map(({ id }) => id),
      )
      .execute();
    const borne = some.flatMap(({ id, body, removedAt }) =>
      removedAt === null ? [{ chainId, cardId: id, key: cardKey(String(body.number)) }] : [],
    );
    if (borne.length > 0) await trx.insertInto('cardNumber').values(borne).execute();
  }
};

/** Cards of the chain that bear one of the numbers, in use or not. */
export async function cardsWithKeys(db: Db | Trx, chainId: string, keys: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = [];
  for (const some of chunks([...keys], 1000)) {
    const rows = await db
      .selectFrom('cardNumber')
      .select('cardId')
      .where('chainId', '=', chainId)
      .where('key', 'in', some)
      .execute();
    for (const { cardId } of rows) found.push(cardId);
  }
  return found;
}

/**
 * Whose insurance card it is: customers with such a card that counts today, else those with that insured number. The search
 * keys must be up to date.
 */
export async function bearersOf(db: Db, chainId: string, number: string, today: string): Promise<string[]> {
  const key = cardKey(number);
  const cards = await rowsById(
    db,
    chainId,
    new Map([['customerCard', new Set(await cardsWithKeys(db, chainId, new Set([key])))]]),
  );
  const bearers = cards.filter(
    (card) => card.body.kind === 'insurance' && card.removedAt === null && cardState(cardOf(card), today) === 'valid',
  );
  if (bearers.length > 0) return [...new Set(bearers.map(({ subjectId }) => subjectId))];
  const coded = await db
    .selectFrom('branchSearchKey')
    .select('customerId')
    .distinct()
    .where('chainId', '=', chainId)
    .where('kind', '=', 'code')
    .where('key', '=', foldCode(number))
    .execute();
  const ids = new Set(coded.map(({ customerId }) => customerId));
  const customers = await rowsById(db, chainId, new Map([['customer', ids]]));
  return customers
    .filter(({ body, removedAt }) => removedAt === null && body.kvnr && cardKey(String(body.kvnr)) === key)
    .map(({ id }) => id);
}

/** The numbers of cards that the sets give or bring back. */
export function cardKeysIn(sets: readonly WireSet[]): Set<string> {
  const keys = new Set<string>();
  for (const { changes } of sets)
    for (const { table, kind, field, to } of changes) {
      if (table !== 'customerCard' || to === null) continue;
      const number = numberIn(kind, field, to);
      if (number !== null) keys.add(cardKey(number));
    }
  return keys;
}

function numberIn(kind: string, field: string | null, json: string): string | null {
  try {
    const to: unknown = JSON.parse(json);
    if (kind !== 'create') return field === 'number' && typeof to === 'string' ? to : null;
    const { number } = (to ?? {}) as { number?: unknown };
    return typeof number === 'string' ? number : null;
  } catch {
    return null;
  }
}
