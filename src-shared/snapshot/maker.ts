// What the branch server and the thread that makes a file for first fills say to each other.
import type { WireRow } from '../sync/protocol.ts';

/** What the thread is begun with. */
export type MakerStart = {
  /** Its own, empty. */
  directory: string;
  /** 32 bytes. */
  key: Uint8Array;
  /** The counter's. */
  migrations: string;
};

export type ToMaker = { kind: 'rows'; rows: readonly WireRow[] } | { kind: 'finish' };

export type FromMaker =
  | { kind: 'took' }
  | { kind: 'finished'; file: string; size: number; sha256: string; shape: string; customers: number };
