// Where a customer list's bytes come from: a file on this PC, read in place, or the parts kept in the encrypted database.
// It can be read from the beginning as often as needed and never lies about unencrypted because of Tresen.
import { createReadStream } from 'node:fs';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';

/** Each call begins anew. Chunks of about a megabyte. */
export type Source = () => AsyncIterable<Buffer>;

const CHUNK_BYTES = 1 << 20;

/** @throws file errors while being read */
export function fileSource(path: string): Source {
  return () => createReadStream(path, { highWaterMark: CHUNK_BYTES });
}

export function keptSource(sqlite: Sqlite, fileId: string): Source {
  return async function* () {
    const part = statement(sqlite, 'SELECT bytes FROM importPart WHERE fileId = ? AND position = ?');
    for (let position = 0; ; position++) {
      const found = part.get(fileId, position) as { bytes: Buffer } | undefined;
      if (!found) return;
      yield found.bytes;
    }
  };
}
