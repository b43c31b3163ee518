// A shop with the app and a real mail server, on SQLite or on PostgreSQL, for the tests of people who register themselves: one phone,
// and what the counter knows afterwards.
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { type AppShop, openAppShop, type Phone, phoneOf } from './app-shop.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { lineOf, personId, setUpMail } from './registering.ts';
import { round } from './sync.ts';

export type Row = Record<string, string | number | null>;

/** A fresh one before each test. */
export function registrationDesk(kind: 'SQLite' | 'PostgreSQL') {
  const at = {} as { shop: AppShop; mails: MailServer; phone: Phone };
  let postgres: TestPostgres | null = null;
  beforeAll(async () => {
    if (kind === 'PostgreSQL') postgres = await startPostgres();
  });
  afterAll(() => postgres?.close());
  beforeEach(async () => {
    const url = await postgres?.database();
    at.shop = await openAppShop(url === undefined ? {} : { dialect: () => postgresDialect(url, () => undefined) });
    at.mails = await startMailServer();
    await setUpMail(at.shop, at.mails);
    at.phone = phoneOf(at.shop);
  });
  afterEach(async () => {
    await at.shop.close();
    await at.mails.close();
  });

  /** Rows at the counter, once it has heard everything. */
  const all = async (sql: string, ...values: string[]): Promise<Row[]> => {
    await round(at.shop.counter);
    return at.shop.counter.service.counter.house?.db.sqlite.prepare(sql).all(...values) as Row[];
  };
  const customers = () => all('SELECT * FROM customer WHERE removedAt IS NULL ORDER BY id');
  const tasks = () => all('SELECT * FROM task WHERE doneAt IS NULL ORDER BY id');
  const decide = (taskId: string, decision: Parameters<ReturnType<typeof lineOf>['tasks']['decide']>[0]['decision']) =>
    lineOf(at.shop).tasks.decide({ taskId, employeeId: personId(at.shop.counter), decision });

  return { at, all, customers, tasks, decide };
}
