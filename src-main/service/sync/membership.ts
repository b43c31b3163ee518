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
};

const KEY = 'sync';

export function membership(sqlite: Sqlite): Membership | null {
  const kept = readLocal(sqlite, KEY);
  return kept === null ? null : (JSON.parse(kept) as Membership);
}

export function rememberMembership(sqlite: Sqlite, change: Partial<Membership> & Pick<Membership, 'chainId'>): void {
  const before = membership(sqlite) ?? { address: '', epoch: null, cursor: 0, filled: false };
  writeLocal(sqlite, KEY, JSON.stringify({ ...before, ...change }));
}

export function forgetMembership(sqlite: Sqlite): void {
  forgetLocal(sqlite, KEY);
}
