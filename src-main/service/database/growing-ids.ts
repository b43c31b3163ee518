// Ids that only grow on this workstation, whatever its clock does: undoing, the outbox and the history go by them.
import { v7 as uuidv7 } from 'uuid';
import type { Sqlite } from './connection.ts';

/** UUIDv7, greater than every change set that is known here now and than every id given since. */
export function growingIds(sqlite: Sqlite): () => string {
  let last = (sqlite.prepare('SELECT max(id) AS id FROM changeSet').get() as { id: string | null }).id ?? '';
  return () => {
    const id = uuidv7();
    // The clock was set back: go on a millisecond behind the last one.
    last = id > last ? id : uuidv7({ msecs: millisecondsOf(last) + 1 });
    return last;
  };
}

function millisecondsOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
