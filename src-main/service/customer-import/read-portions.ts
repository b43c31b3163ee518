// The reading thread of an import: keeps a few portions ahead of the writer, moves the write-ahead log into the database, so
// that neither the writer nor a save has to, and at the end feeds its half of the search index.
import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { Sqlite } from '../database/connection.ts';
import { feed } from './index-imported.ts';
import type { FromReader, RunOrder, ToReader } from './jobs.ts';
import type { ListToRead } from './judge-lines.ts';
import { knownPeople } from './known-people.ts';
import { NotImportable } from './not-importable.ts';
import { portions } from './portions.ts';
import { whatFailed } from './what-failed.ts';
import { type GatePass, Stopped } from './write-gate.ts';

/** Two long transactions of the writer: he is not to wait while this thread moves the log. */
export const PORTIONS_AHEAD = 64;

/** Ends when the writer closes the port. */
export async function sendPortions(
  sqlite: Sqlite,
  list: ListToRead,
  run: RunOrder,
  port: MessagePort,
  gate: GatePass,
): Promise<void> {
  const send = (what: FromReader) => port.postMessage(what);
  const heard = new EventTarget();
  let wanted = PORTIONS_AHEAD;
  let open = true;
  let feeding = false;
  port.on('message', (what: ToReader) => {
    if (what === 'more') wanted++;
    else if (what === 'feed') feeding = true;
    else {
      sqlite.pragma('wal_checkpoint(PASSIVE)');
      send({ kind: 'checkpointed' });
    }
    heard.dispatchEvent(new Event('heard'));
  });
  port.on('close', () => {
    open = false;
    heard.dispatchEvent(new Event('heard'));
  });
  try {
    const known = knownPeople(sqlite, run.linesTotal - run.linesDone, gate);
    for await (const portion of portions(list, known, run.linesDone)) {
      // Orders come in between: making a portion takes no pause by itself.
      await new Promise(setImmediate);
      while (wanted === 0 && open && !feeding) await once(heard, 'heard');
      if (!open || feeding) break;
      wanted--;
      send({ kind: 'portion', portion });
    }
    send({ kind: 'end' });
    while (open && !feeding) await once(heard, 'heard');
    if (feeding) {
      await feed(sqlite, 'facts', gate, () => undefined);
      send({ kind: 'fed' });
    }
    // The log is this thread's business until the writer has enough.
    while (open) await once(heard, 'heard');
  } catch (error) {
    if (error instanceof NotImportable) send({ kind: 'trouble', trouble: error.trouble });
    else if (!(error instanceof Stopped)) send({ kind: 'failed', ...whatFailed(error) });
  } finally {
    port.close();
  }
}
