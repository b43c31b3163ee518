// What this workstation remembers of the chain it belongs to: address, place in the feed, the server's epoch. Its token lies
// in the key store, beside the database's key.
import type { Sqlite } from '../database/connection.ts';
import { forgetLocal, readLocal, writeLocal } from '../database/local.ts';

export type Membership = {
  readonly address: string;
  readonly chainId: string;
  readonly epoch: string | null;
  readonly cursor: number;
  /** The first fill is complete. */
  readonly filled: boolean;
  /** How far the fill has come, in rows; null = not begun. */
  readonly filling: { readonly done: number; readonly total: number } | null;
  /** The tables and columns that rows were taken with (fetch-again.ts); null = before the first ones. */
  readonly shape: string | null;
  /** Rows lose their numbers before they are fetched again; rows without one go afterwards. */
  readonly sweep: 'renumber' | 'drop' | null;
  /** When all was fetched again because the counts differed, by this clock. */
  readonly repairedAt: number;
};

const KEY = 'sync';
const NEW: Membership = {
  ...{ address: '', chainId: '', epoch: null, cursor: 0, filled: false, shape: null, sweep: null, repairedAt: 0 },
  filling: null,
};

export function membership(sqlite: Sqlite): Membership | null {
  const kept = readLocal(sqlite, KEY);
  return kept === null ? null : { ...NEW, ...(JSON.parse(kept) as Membership) };
}

export function rememberMembership(sqlite: Sqlite, change: Partial<Membership> & Pick<Membership, 'chainId'>): void {
  const before = membership(sqlite) ?? NEW;
  writeLocal(sqlite, KEY, JSON.stringify({ ...before, ...change }));
}

export function forgetMembership(sqlite: Sqlite): void {
  forgetLocal(sqlite, KEY);
}
