// The simulation watches itself: a storm is the same for the same seed, a broken book is noticed, and on PostgreSQL the
// outcome is no other than on SQLite. The long run is `npm run simulate` (a step of `npm test`).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { noPostgres, startPostgres } from '../support/postgres.ts';
import { compareBooks } from './books.ts';
import { Network } from './network.ts';
import { copyToPostgres } from './on-postgres.ts';
import { dropTemplate, makeTemplate, openShop, type Template } from './shop.ts';
import { storm } from './storm.ts';

const POSTGRES_SEEDS = 12;

let template: Template;

beforeAll(async () => {
  template = await makeTemplate();
});

afterAll(() => dropTemplate(template));

test('a seed that is replayed makes the same storm', async () => {
  const [first, again] = [await storm(template, 4711), await storm(template, 4711)];
  expect(first.problems).toEqual([]);
  expect([again.sets, again.conflicts, again.refused]).toEqual([first.sets, first.conflicts, first.refused]);
  expect([...again.met].sort()).toEqual([...first.met].sort());
});

test('the books show a row that is wrong, one that is missing, one too many, and a set that was lost', async () => {
  const network = new Network(
    () => 0,
    () => undefined,
  );
  network.calm = true;
  const shop = await openShop(template, (_, running) => network.roadTo(running));
  try {
    const [till] = shop.tills;
    if (!till) throw new Error('no counter');
    const one = till.house.db.sqlite;
    const made = new Map<string, string>();
    const problems = async () =>
      (await compareBooks(shop, made)).problems.map((text) => text.replace(/[0-9a-f-]{36}/g, 'id'));
    expect(await problems()).toEqual([]);
    const { id } = one.prepare('SELECT id FROM customer LIMIT 1').get() as { id: string };
    one.prepare("UPDATE customer SET lastName = 'falsch' WHERE id = ?").run(id);
    expect(await problems()).toEqual(['one: customer.lastName of id is falsch, on the server Anfang']);
    one.prepare('DELETE FROM customer WHERE id = ?').run(id);
    const without = await problems();
    expect(without).toContain('one: lacks customer id');
    expect(without.filter((text) => text.startsWith('one: finds'))).toHaveLength(1);
    one.prepare('UPDATE customer SET id = ? WHERE id <> ?').run('unknown', id);
    expect((await problems()).join('\n')).toContain('customer unknown is not on the server');
    made.set('01a20000-0000-7000-8000-000000000000', 'create');
    expect((await problems()).join('\n')).toContain('set id is gone');
  } finally {
    await shop.close();
  }
});

test.skipIf(noPostgres !== null)(`${POSTGRES_SEEDS} storms on PostgreSQL`, { timeout: 240_000 }, async () => {
  const postgres = await startPostgres();
  try {
    for (let seed = 1; seed <= POSTGRES_SEEDS; seed++) {
      const url = await postgres.database();
      await copyToPostgres(template, url);
      const outcome = await storm(template, seed, () => postgresDialect(url, () => undefined));
      expect({ seed, problems: outcome.problems }).toEqual({ seed, problems: [] });
      expect(outcome.sets).toBeGreaterThan(0);
    }
  } finally {
    await postgres.close();
  }
});
