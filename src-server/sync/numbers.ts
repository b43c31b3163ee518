// Customer numbers: unique in the chain. Workstations lease blocks ahead of need; a doubled number is replaced by a free one.
import type { WireSet } from '../../src-shared/sync/protocol.ts';
import type { Dialect, Trx } from '../storage/storage.ts';
import type { ServerTables } from '../storage/tables.ts';
import { chunks } from './rows.ts';

/** Numbers looked at together while free ones are sought. */
const WINDOW = 1000;

/** Which of the numbers that the sets give are borne already: number → customer. */
export async function takenNumbers(
  trx: Trx,
  chainId: string,
  sets: readonly WireSet[],
): Promise<ReadonlyMap<string, string>> {
  return bearers(trx, chainId, new Set(numbersIn(sets).map(([number]) => number)));
}

/** Free numbers for those that would be given twice. `next` never gives one that a set of this batch wants itself. */
export async function freeNumbers(
  trx: Trx,
  chain: Pick<ServerTables['chain'], 'id' | 'nextCustomerNumber'>,
  sets: readonly WireSet[],
  taken: ReadonlyMap<string, string>,
): Promise<{ next: () => string; after: () => number }> {
  const wanted = numbersIn(sets);
  const first = new Map<string, string>(taken);
  let doubled = 0;
  for (const [number, customerId] of wanted) {
    const bearer = first.get(number);
    if (bearer === undefined) first.set(number, customerId);
    else if (bearer !== customerId) doubled += 1;
  }
  const found = await freeFrom(trx, chain.id, chain.nextCustomerNumber, doubled, new Set(first.keys()));
  let given = 0;
  return {
    next: () => {
      const number = found.numbers[given++];
      if (number === undefined) throw new Error('more numbers were doubled than the batch has');
      return String(number);
    },
    after: () => (given === 0 ? chain.nextCustomerNumber : found.after),
  };
}

/**
 * A block that nobody else is given; where numbers in it are borne already it begins behind them.
 * @param atLeast lower numbers are of no use to who asks: a list that is being imported brings them
 */
export async function leaseBlock(
  trx: Trx,
  dialect: Dialect,
  chainId: string,
  count: number,
  atLeast = 0,
): Promise<{ from: number; to: number } | null> {
  const chain = await dialect.lockChain(trx, chainId);
  if (!chain) return null;
  let from = Math.max(chain.nextCustomerNumber, atLeast);
  for (let to = from; to < from + count; ) {
    const end = Math.min(from + count, to + WINDOW);
    const borne = await bearers(trx, chainId, new Set(range(to, end)));
    const last = [...borne.keys()].reduce((highest, number) => Math.max(highest, Number(number)), 0);
    if (last > 0) from = last + 1;
    to = last > 0 ? from : end;
  }
  await trx
    .updateTable('chain')
    .set({ nextCustomerNumber: from + count })
    .where('id', '=', chainId)
    .execute();
  return { from, to: from + count - 1 };
}

// --- details

async function freeFrom(
  trx: Trx,
  chainId: string,
  start: number,
  count: number,
  besides: ReadonlySet<string>,
): Promise<{ numbers: number[]; after: number }> {
  const numbers: number[] = [];
  let next = start;
  while (numbers.length < count) {
    const window = range(next, next + WINDOW);
    const borne = await bearers(trx, chainId, new Set(window));
    for (const number of window) {
      if (numbers.length === count) break;
      next += 1;
      if (!borne.has(number) && !besides.has(number)) numbers.push(Number(number));
    }
  }
  return { numbers, after: next };
}

function range(from: number, end: number): string[] {
  return Array.from({ length: end - from }, (_, at) => String(from + at));
}

function numbersIn(sets: readonly WireSet[]): [number: string, customerId: string][] {
  return sets.flatMap(({ changes }) =>
    changes.flatMap((change): [string, string][] => {
      const number = change.table === 'customer' ? numberIn(change) : null;
      return number === null ? [] : [[number, change.rowId]];
    }),
  );
}

function numberIn(change: WireSet['changes'][number]): string | null {
  if (change.to === null) return null;
  try {
    const to = JSON.parse(change.to) as { number?: unknown } | string | null;
    if (change.kind === 'create')
      return to && typeof to === 'object' && typeof to.number === 'string' ? to.number : null;
    return change.field === 'number' && typeof to === 'string' ? to : null;
  } catch {
    return null;
  }
}

async function bearers(trx: Trx, chainId: string, numbers: ReadonlySet<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const some of chunks([...numbers], 1000)) {
    const rows = await trx
      .selectFrom('customerNumber')
      .select(['number', 'customerId'])
      .where('chainId', '=', chainId)
      .where('number', 'in', some)
      .execute();
    for (const { number, customerId } of rows) found.set(number, customerId);
  }
  return found;
}
