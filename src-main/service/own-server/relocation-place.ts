// How far the move to another server has come, as this workstation remembers it: a kill costs one message.
import type { TableName } from '../../../src-shared/tables.ts';
import type { Sqlite } from '../database/connection.ts';
import { forgetLocal, readLocal, writeLocal } from '../database/local.ts';

export type RelocationPlace = {
  /** 'own' = to this counter's own server, whose database was lost. */
  readonly to: 'central' | 'own';
  readonly address: string;
  readonly chainId: string;
  /** Rows are brought table by table in the order of their ids; null = all are there. */
  readonly next: { readonly table: TableName; readonly after: string } | null;
  /** Of the sets, in the order in which they came here: those up to it are there. */
  readonly setsDone: number;
  /** Rows that the former server has given a higher one since are brought once more. */
  readonly revisionSeen: number;
  readonly done: number;
  readonly total: number;
  readonly paused: boolean;
};

const KEY = 'relocation';

export function relocationPlace(sqlite: Sqlite): RelocationPlace | null {
  const kept = readLocal(sqlite, KEY);
  return kept === null ? null : (JSON.parse(kept) as RelocationPlace);
}

export function rememberRelocation(sqlite: Sqlite, place: RelocationPlace): void {
  writeLocal(sqlite, KEY, JSON.stringify(place));
}

export function forgetRelocation(sqlite: Sqlite): void {
  forgetLocal(sqlite, KEY);
}
