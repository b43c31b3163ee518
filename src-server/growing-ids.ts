// Ids that only grow in this process, whatever the server's clock does: how old an entry of the change log is, its id says
// (log-bounds.ts), and the server makes entries of its own.
import { v7 as uuidv7 } from 'uuid';
import { madeAt, NO_ID_FROM } from '../src-shared/change-log/log-bounds.ts';
import type { Db } from './storage/storage.ts';
import type { Projection } from './sync/projections.ts';

export type GrowingIds = {
  /** UUIDv7, greater than every id given before and every entry that is known. */
  readonly newId: () => string;
  /** Hears of the entries that come. */
  readonly outgrow: Projection;
};

export async function growingIds(db: Db): Promise<GrowingIds> {
  let last = '';
  const known = (id: string | undefined) => {
    if (id !== undefined && id > last && id < NO_ID_FROM && madeAt(id) !== null) last = id;
  };
  for (const { id } of await db.selectFrom('chain').select('id').execute()) {
    known(await newestJudged(db, id));
    known(await newestEntry(db, id));
  }
  return {
    newId: () => {
      const id = uuidv7();
      // The clock was set back: go on a millisecond behind the last one.
      last = id > last ? id : uuidv7({ msecs: (madeAt(last) ?? 0) + 1 });
      return last;
    },
    outgrow: async (_trx, _chainId, rows) => {
      for (const { table, id } of rows) if (table === 'changeSet') known(id);
    },
  };
}

// --- details

/** What was judged stays known when it has run out of the log. */
async function newestJudged(db: Db, chainId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('judgedSet')
    .select('id')
    .where('chainId', '=', chainId)
    .where('id', '<', NO_ID_FROM)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.id;
}

async function newestEntry(db: Db, chainId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('syncedRow')
    .select('id')
    .where('chainId', '=', chainId)
    .where('tableName', '=', 'changeSet')
    .where('id', '<', NO_ID_FROM)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.id;
}
