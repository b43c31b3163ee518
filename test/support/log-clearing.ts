// A chain for the tests of clearing the change log, on SQLite or on PostgreSQL: entries as old as wanted, days on which people worked,
// and what is left of them on the server and at a counter.
import pino from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { keptFrom } from '../../src-shared/erasure/retention.ts';
import type { TableName } from '../../src-shared/tables.ts';
import type { TestCounter } from './counter.ts';
import { saveCustomer } from './data-folder.ts';
import { houseOf } from './hard-cases.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { foundingCounter, openServer, round, type TestServer } from './sync.ts';

export const DAY = 86_400_000;
export const YEAR = 366 * DAY;
/** Ids of change sets are made by the computer's own clock. */
export const now = Date.now();

/** A fresh server and counter before each test, with one customer. */
export function logClearingDesk(kind: 'SQLite' | 'PostgreSQL') {
  const chain = {} as {
    server: TestServer;
    counter: TestCounter;
    customerId: string;
    chainId: string;
    /** Errors that a counter logs: that its counts differ from the server's, above all. */
    logged: string[];
  };
  let postgres: TestPostgres | null = null;
  const log = pino({ level: 'error' }, { write: (line) => chain.logged.push(line) });
  beforeAll(async () => {
    if (kind === 'PostgreSQL') postgres = await startPostgres();
  });
  afterAll(() => postgres?.close());
  beforeEach(async () => {
    const url = await postgres?.database();
    const dialect = url === undefined ? {} : { dialect: () => postgresDialect(url, () => undefined) };
    chain.server = await openServer({ ...dialect, clock: { now } });
    chain.logged = [];
    chain.counter = await foundingCounter(chain.server, { log });
    chain.customerId = await saveCustomer(chain.counter.client, 'Müller');
    await round(chain.counter);
    chain.chainId = (await db().selectFrom('chain').select('id').executeTakeFirstOrThrow()).id;
  });
  afterEach(async () => {
    chain.counter.close();
    await chain.server.close();
  });

  const db = () => chain.server.running.server.storage.db;
  const clear = () => chain.server.running.server.upkeep.run();
  const branchId = () => houseOf(chain.counter).session.seat?.branch.id ?? '';

  /** Somebody wrote something on each of so many days before, and the server has judged it. */
  const worked = async (days: number, until = now) => {
    await db()
      .insertInto('judgedSet')
      .values(
        Array.from({ length: days }, (_, at) => ({
          ...{ chainId: chain.chainId, id: uuidv7({ msecs: until - at * DAY }), workstationId: 'w', revision: 1 },
          ...{ receivedAt: now, verdict: '{}' },
        })),
      )
      .execute();
  };
  /** Entries as other counters have pushed them so long ago. @returns their ids */
  const entries = async (about: 'customer' | 'branch', at: number, count = 1): Promise<string[]> => {
    const table: TableName = about;
    const subjectId = about === 'customer' ? chain.customerId : branchId();
    const ids = Array.from({ length: count }, (_, one) => uuidv7({ msecs: at + one }));
    await writeAsServer(chain.server.running.server, chain.chainId, async (writing) => {
      for (const id of ids)
        writing.put({
          ...{ table: 'changeSet', id, branchId: about === 'customer' ? branchId() : null, subjectId, revision: 0 },
          ...{ changedAt: at, removedAt: null, marks: {} },
          body: {
            ...{
              at,
              employeeId: null,
              branchId: branchId(),
              workstationId: 'w',
              doing: 'customer.save',
              undoes: null,
            },
            changes: JSON.stringify([
              {
                table,
                rowId: subjectId,
                subjectId,
                kind: 'update',
                field: 'note',
                from: null,
                to: '"alt"',
                groupFrom: null,
              },
              // A list that was saved in one step: somebody else, too, is in the server's register of such entries.
              {
                table,
                rowId: 'x',
                subjectId: 'x',
                kind: 'update',
                field: 'note',
                from: null,
                to: '"alt"',
                groupFrom: null,
              },
            ]),
          },
        });
    });
    return ids;
  };
  const onServer = async (ids: readonly string[]) => {
    const rows = await db().selectFrom('syncedRow').select('id').where('id', 'in', ids).execute();
    return ids.filter((id) => rows.some((row) => row.id === id));
  };
  const onCounter = (ids: readonly string[], at = chain.counter) => {
    const { sqlite } = houseOf(at).db;
    const there = (table: string, column: string, id: string) =>
      sqlite.prepare(`SELECT 1 FROM "${table}" WHERE "${column}" = ?`).get(id) !== undefined;
    return ids.filter((id) => {
      const [set, changes] = [there('changeSet', 'id', id), there('change', 'changeSetId', id)];
      expect([id, changes]).toEqual([id, set]);
      return set;
    });
  };
  const firstDayKept = (kindOf: 'customerHistory' | 'changeLog', at = now) =>
    Date.parse(keptFrom(kindOf, localDay(at)));
  /** An hour later they count again. */
  const compare = async (at = chain.counter) => {
    chain.server.clock.now += 2 * 3_600_000;
    await round(at);
    houseOf(at).upkeep.idle.runNow();
  };

  return { chain, log, db, clear, branchId, worked, entries, onServer, onCounter, firstDayKept, compare };
}
