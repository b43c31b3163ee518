// What this counter remembers of the branch server it runs itself: which chain lies on it, where it listens, and the key of
// its database. The key is derived from the counter's own, which lies in the key store: nothing of it stands in a file.
import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import type { Sqlite } from '../database/connection.ts';
import { forgetLocal, readLocal, writeLocal } from '../database/local.ts';
import { type Membership, membership } from '../sync/membership.ts';

export type OwnPlace = { readonly chainId: string; readonly port: number };

const KEY = 'ownServer';

export function ownPlace(sqlite: Sqlite): OwnPlace | null {
  const kept = readLocal(sqlite, KEY);
  return kept === null ? null : (JSON.parse(kept) as OwnPlace);
}

export function rememberOwnPlace(sqlite: Sqlite, place: OwnPlace): void {
  writeLocal(sqlite, KEY, JSON.stringify(place));
}

export function forgetOwnPlace(sqlite: Sqlite): void {
  forgetLocal(sqlite, KEY);
}

/** The membership, when it is one of the own server. */
export function ownMembership(sqlite: Sqlite): Membership | null {
  const member = membership(sqlite);
  return member !== null && member.chainId === ownPlace(sqlite)?.chainId ? member : null;
}

export function ownServerFolder(dataDirectory: string): string {
  return join(dataDirectory, 'server');
}

/** RFC 5869. @param databaseKey the counter's, 32 bytes */
export function ownServerKey(databaseKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', databaseKey, Buffer.alloc(0), 'Tresen, own branch server', 32));
}
