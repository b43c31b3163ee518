// A chain for the tests of the server's daily upkeep, on SQLite or on PostgreSQL: days on which people worked, and the upkeep itself.
import pino from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import type { TestCounter } from './counter.ts';
import { saveCustomer } from './data-folder.ts';
import { houseOf } from './hard-cases.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { foundingCounter, openServer, round, type TestServer } from './sync.ts';

export const DAY = 86_400_000;
/** Ids of change sets are made by the computer's own clock. */
export const now = Date.now();

/** A fresh server and counter before each test, with one customer. */
export function upkeepDesk(kind: 'SQLite' | 'PostgreSQL') {
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
  const upkeep = () => chain.server.running.server.upkeep.run();
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
  return { chain, log, db, upkeep, branchId, worked };
}
