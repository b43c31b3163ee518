// A counter for the tests of imports, and what its database holds afterwards, asked directly. It refuses to expect anything.
import { afterEach, beforeEach } from 'vitest';
import type { Sqlite } from '../../src-main/service/database/connection.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openCounter, PIN, type TestCounter } from './counter.ts';

/** A fresh one before each test of the file. */
export function importingCounter() {
  const at = {} as { counter: TestCounter };
  beforeEach(async () => {
    at.counter = await openCounter({ ports: { upkeep: 'byHand' } });
  });
  afterEach(() => at.counter.close());

  function database(): Sqlite {
    const sqlite = at.counter.service.counter.house?.db.sqlite;
    if (!sqlite) throw new Error('not open');
    return sqlite;
  }

  function all<R>(sql: string, ...values: unknown[]): R[] {
    return database()
      .prepare<unknown[]>(sql)
      .all(...values) as R[];
  }

  const count = (table: string) => all<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`)[0]?.n ?? -1;

  async function customerNumbered(number: string) {
    const [row] = all<{ id: string }>('SELECT id FROM customer WHERE number = ?', number);
    if (!row) throw new Error(`no customer ${number}`);
    return at.counter.client.customers.byId({ id: row.id });
  }

  async function save(form: Partial<ReturnType<typeof emptyForm>>): Promise<{ id: string; number: string }> {
    return at.counter.client.customers.save({
      ...{ id: null, basedOn: null, appActive: null, draftId: null },
      form: { ...emptyForm('natural', 'active'), ...form },
    });
  }

  async function signInAgain(): Promise<void> {
    const state = await at.counter.client.signIn.state();
    if (state.phase !== 'signIn') throw new Error(state.phase);
    await at.counter.client.signIn.signIn({ employeeId: state.seat.employees[0]?.id ?? '', pin: PIN });
  }

  /** Right after the first transaction of an import: looked up in the file, because news of its progress come later. */
  async function inTheMiddle(): Promise<void> {
    while (count('customer') === 0) await new Promise(setImmediate);
  }

  return { at, database, all, count, customerNumbered, save, signInAgain, inTheMiddle };
}
