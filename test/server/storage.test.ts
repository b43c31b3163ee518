// What the server promises about its database, on both kinds of it: the same tests, the same words.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { issueCode } from '../../src-server/joining.ts';
import { createServer, type RunningServer } from '../../src-server/server.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { StorageTaken, sqliteDialect } from '../../src-server/storage/sqlite.ts';
import type { Dialect } from '../../src-server/storage/storage.ts';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import { PUSH_SETS } from '../../src-shared/sync/protocol.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { customerIn, foundShop, HELLO, pullAll, rowsOf, type Shop } from '../support/pushing.ts';
import { openServer, SERVER_ADDRESS, type TestServer } from '../support/sync.ts';

if (noPostgres) console.warn(`PostgreSQL tests are skipped: ${noPostgres}`);

const KEY = Buffer.alloc(32, 7);
let postgres: TestPostgres | null = null;

beforeAll(async () => {
  if (noPostgres === null) postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.close();
});

const kinds = [
  { kind: 'SQLite', missing: null },
  { kind: 'PostgreSQL', missing: noPostgres },
] as const;

describe.each(kinds)('$kind', ({ kind, missing }) => {
  describe.skipIf(missing !== null)(missing === null ? 'keeps' : `skipped: ${missing}`, () => {
    let folder: string;
    let open: () => Dialect;
    let url: string | undefined;
    let server: TestServer;
    let shop: Shop;

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'tresen-storage-'));
      const at = kind === 'PostgreSQL' ? await postgres?.database() : undefined;
      url = at;
      open = () =>
        at === undefined ? sqliteDialect(join(folder, 'server.db'), KEY) : postgresDialect(at, () => undefined);
      server = await openServer({ dialect: open });
      const { road, running, clock } = server;
      shop = await foundShop(road, SERVER_ADDRESS, running.foundingCode ?? '', () => clock.now);
    });

    afterEach(async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const db = () => server.running.server.storage.db;
    const chain = () => db().selectFrom('chain').selectAll().executeTakeFirstOrThrow();
    const push = (sets: Parameters<ReturnType<Shop['line']>['sync']['push']>[0]['sets']) =>
      shop.line().sync.push({ ...HELLO, sets });

    test('a code joins one workstation, however many try it at once; then it is worth nothing', async () => {
      const { id: chainId } = await chain();
      const { code } = await issueCode(db(), server.clock.now, { chainId, workstationId: shop.workstationId });
      const tries = await Promise.allSettled(
        Array.from({ length: 6 }, () => shop.line().sync.join({ ...HELLO, code, workstation: null })),
      );
      const joined = tries.filter(({ status }) => status === 'fulfilled');
      const reasons = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
      expect([joined.length, ...reasons]).toEqual([1, 'CODE', 'CODE', 'CODE', 'CODE', 'CODE']);
      const late = await issueCode(db(), server.clock.now, { chainId, workstationId: shop.workstationId });
      server.clock.now += 16 * 60_000;
      await expect(shop.line().sync.join({ ...HELLO, code: late.code, workstation: null })).rejects.toMatchObject({
        code: 'CODE',
      });
    });

    test('what is pushed comes down whole and in order, in pages as small as one likes', async () => {
      const sets = Array.from({ length: 20 }, () => shop.newCustomer());
      const answer = await push(sets);
      expect(answer.answers.map(({ id, verdict }) => [id, verdict])).toEqual(
        sets.map(({ id }) => [id, { kind: 'taken', conflicts: 0 }]),
      );
      const small = await pullAll(shop.line(), 3);
      expect(small).toEqual(await pullAll(shop.line()));
      expect(
        rowsOf(small, 'customer')
          .map(({ id }) => id)
          .slice(-20),
      ).toEqual(sets.map(customerIn));
      const revisions = small.map(({ revision }) => revision);
      expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
      expect(revisions.at(-1)).toBe(answer.head.revision);
    });

    test('a set is judged once, whether its repeats come later, beside it or after a restart', async () => {
      const sets = [shop.newCustomer(), shop.newCustomer()];
      const beside = await Promise.all(Array.from({ length: 5 }, () => push(sets)));
      const { revision } = await chain();
      await server.restart();
      const later = await push(sets);
      for (const answer of [...beside, later]) {
        expect(answer.answers).toEqual(beside[0]?.answers);
        expect(answer.rows.map(({ id }) => id)).toEqual(expect.arrayContaining(sets.map(customerIn)));
      }
      expect((await chain()).revision).toBe(revision);
      const ids = rowsOf(await pullAll(shop.line()), 'customer').map(({ id }) => id);
      expect(ids.filter((id) => sets.map(customerIn).includes(id))).toHaveLength(2);
    });

    test('revisions come in the order of commits: who reads along while many write misses nothing', async () => {
      const writers = Array.from({ length: 6 }, () => Array.from({ length: 12 }, () => [shop.newCustomer()]));
      let writing = true;
      const seen: string[] = [];
      const reading = (async () => {
        const line = shop.line();
        for (let cursor = 0; ; ) {
          const last = !writing;
          const answer = await line.sync.pull({ ...HELLO, cursor, rows: 50, skipOwn: false });
          seen.push(...rowsOf(answer.rows, 'customer').map(({ id }) => id));
          ({ cursor } = answer);
          if (last && !answer.more) return;
        }
      })();
      await Promise.all(
        writers.map(async (batches) => {
          for (const sets of batches) await push(sets);
        }),
      );
      writing = false;
      await reading;
      const all = writers.flat(2).map(customerIn);
      expect(all.filter((id) => !seen.includes(id))).toEqual([]);
      expect(new Set(seen).size).toBe(seen.length);
    });

    test('numbers are leased once, however many ask at once', async () => {
      const blocks = await Promise.all(
        Array.from({ length: 30 }, (_, at) => shop.line().sync.leaseNumbers({ count: 1 + (at % 7) })),
      );
      const numbers = blocks.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at));
      expect(numbers).toHaveLength(blocks.reduce((sum, _, at) => sum + 1 + (at % 7), 0));
      expect(new Set(numbers).size).toBe(numbers.length);
      expect((await chain()).nextCustomerNumber).toBeGreaterThan(Math.max(...numbers));
    });

    test('one customer bears a number; who comes second at the same moment gets a free one, and staff are told', async () => {
      const rivals = Array.from({ length: 4 }, () => shop.newCustomer('777'));
      await Promise.all(rivals.map((set) => push([set])));
      const rows = await pullAll(shop.line());
      const mine = rowsOf(rows, 'customer').filter(({ id }) => rivals.map(customerIn).includes(id));
      const numbers = mine.map(({ body }) => body.number);
      expect(numbers.filter((number) => number === '777')).toHaveLength(1);
      expect(new Set(numbers).size).toBe(4);
      expect(rowsOf(rows, 'conflict').map(({ body }) => body.reason)).toEqual([
        ...['numberTaken', 'numberTaken', 'numberTaken'],
      ]);
      const kept = await db().selectFrom('customerNumber').select(['number', 'customerId']).execute();
      expect(kept.filter(({ customerId }) => mine.some(({ id }) => id === customerId))).toHaveLength(4);
    });

    test('news go to the branches that have something to fetch, the one that a row leaves too', async () => {
      const { server: parts } = server.running;
      const { id: chainId } = await chain();
      const heard: Record<string, number[]> = { here: [], there: [], beyond: [] };
      const ends = Object.entries({ here: shop.branchId, there: 'there and back', beyond: 'beyond' }).map(
        ([name, branchId]) =>
          parts.live.add({
            ...{ chainId, workstationId: name, branchId, tokenHash: '', end: () => undefined },
            tell: (news) => {
              if (news.kind === 'revision') heard[name]?.push(news.revision);
            },
          }),
      );
      const lastOf = (name: string) => heard[name]?.at(-1);
      const forAll = async (value: string) => {
        await writeAsServer(parts, chainId, async ({ make }) => make('chainSetting', 'appName', null, { value }));
        const { revision } = await chain();
        await expect.poll(() => Object.keys(heard).map(lastOf)).toEqual([revision, revision, revision]);
        return revision;
      };
      // What was still on its way to everybody has been told with this.
      await forAll('Erste');
      for (const some of Object.values(heard)) some.length = 0;
      const saved = shop.newCustomer();
      const first = (await push([saved])).head.revision;
      await expect.poll(() => lastOf('here')).toBe(first);
      await writeAsServer(parts, chainId, async ({ read, put }) => {
        const row = await read('customer', customerIn(saved));
        if (row) put({ ...row, branchId: 'there and back' });
      });
      const second = (await chain()).revision;
      await expect.poll(() => [lastOf('here'), lastOf('there')]).toEqual([second, second]);
      const third = await forAll('Zweite');
      expect(heard).toEqual({ here: [first, second, third], there: [second, third], beyond: [third] });
      for (const end of ends) end();
    });

    test('what is committed is announced, what is refused by the database is neither kept nor announced', async () => {
      const heard: number[] = [];
      const { live, storage } = server.running.server;
      const { id: chainId } = await chain();
      const end = live.add({
        ...{ chainId, workstationId: 'another', branchId: shop.branchId, tokenHash: '' },
        tell: (news) => {
          if (news.kind === 'revision') heard.push(news.revision);
        },
        end: () => undefined,
      });
      const answer = await push([shop.newCustomer()]);
      await expect.poll(() => heard.at(-1)).toBe(answer.head.revision);
      const before = await chain();
      await expect(
        db()
          .transaction()
          .execute(async (trx) => {
            await storage.dialect.lockChain(trx, chainId);
            await trx.updateTable('chain').set({ revision: 9_999_999 }).execute();
            await trx
              .insertInto('judgedSet')
              .values(await firstJudged(trx))
              .execute();
          }),
      ).rejects.toThrow();
      expect(await chain()).toEqual(before);
      const next = await push([shop.newCustomer()]);
      await expect.poll(() => heard.at(-1)).toBe(next.head.revision);
      expect(next.head.revision).toBeLessThan(9_999_999);
      end();
    });

    test('a full push of the largest size is one transaction and one answer', async () => {
      const sets = Array.from({ length: PUSH_SETS }, () => shop.newCustomer());
      const { answers } = await push(sets);
      expect(answers.filter(({ verdict }) => verdict.kind === 'taken')).toHaveLength(PUSH_SETS);
    });

    test('a step of the schema that fails leaves nothing of itself', async () => {
      await server.running.stop();
      const dialect = open();
      const other = new Kysely<Record<string, { id: string }>>({ dialect: dialect.kysely });
      const half = {
        '9999-half': {
          up: async (trx: Kysely<unknown>) => {
            await trx.schema.createTable('halfMade').addColumn('id', 'text').execute();
            throw new Error('killed here');
          },
        },
      };
      const tables = ['migrationOfTest', 'lockOfTest'] as const;
      const { error } = await new Migrator({
        ...{ db: other, provider: { getMigrations: async () => half } },
        ...{ migrationTableName: tables[0], migrationLockTableName: tables[1] },
      }).migrateToLatest();
      expect((error as Error).message).toBe('killed here');
      await expect(other.selectFrom('halfMade').select('id').execute()).rejects.toThrow(/halfMade/);
      await other.destroy();
      await dialect.close();
    });

    if (kind === 'PostgreSQL')
      test('while a chain is locked and many wait to write, whoever reads is answered', async () => {
        const other = new pg.Client({ connectionString: url });
        await other.connect();
        await other.query('BEGIN');
        await other.query('SELECT id FROM chain FOR UPDATE');
        const sets = Array.from({ length: 40 }, () => shop.newCustomer());
        const writing = Promise.all(sets.map((set) => push([set])));
        await expect
          .poll(async () => {
            // Within a transaction PostgreSQL shows what it showed first.
            await other.query('SELECT pg_stat_clear_snapshot()');
            const { rows } = await other.query(
              `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
            );
            return rows[0].n;
          })
          .toBeGreaterThanOrEqual(5);
        const began = Date.now();
        for (let turn = 0; turn < 5; turn++)
          await shop.line().sync.pull({ ...HELLO, cursor: 0, rows: 10, skipOwn: false });
        // A free connection is waited for at most ten seconds; none of these waited for one.
        expect(Date.now() - began).toBeLessThan(9000);
        await other.query('COMMIT');
        await other.end();
        expect((await writing).flatMap(({ answers }) => answers)).toHaveLength(40);
      });

    if (kind === 'PostgreSQL')
      test('several servers may be started on an empty database at the same moment', async () => {
        const empty = (await postgres?.database()) ?? '';
        const started = await Promise.all(
          Array.from({ length: 4 }, () => startOn(postgresDialect(empty, () => undefined))),
        );
        for (const { server: one } of started)
          expect(await one.storage.db.selectFrom('chain').select('id').execute()).toEqual([]);
        const codes = started.map(({ foundingCode }) => foundingCode ?? '');
        // Of the codes that they show, one founds the chain; the others are worth nothing afterwards.
        const founded: number[] = [];
        for (const code of codes) {
          const payload = { json: { ...HELLO, code, workstation: { id: `w ${code}`, branchId: 'b' } } };
          const answer = await started[0]?.http.inject({ method: 'POST', url: '/counter/sync/join', payload });
          if (answer?.statusCode === 200) founded.push(answer.statusCode);
        }
        expect(founded).toEqual([200]);
        await Promise.all(started.map((one) => one.stop()));
      });
    else
      test('one process has the file: a second one is told so, and gets it when the first has ended', async () => {
        expect(open).toThrow(StorageTaken);
        await server.running.stop();
        const again = await startOn(open());
        expect(await again.server.storage.db.selectFrom('chain').select('id').execute()).toHaveLength(1);
        await again.stop();
      });
  });
});

function startOn(dialect: Dialect): Promise<RunningServer> {
  return createServer({
    ...{ dialect, key: KEY, now: Date.now, log: pino({ level: 'silent' }), version: 'test' },
    ...{ trustedProxies: [], tls: null },
  });
}

async function firstJudged(trx: RunningServer['server']['storage']['db']) {
  return trx.selectFrom('judgedSet').selectAll().limit(1).executeTakeFirstOrThrow();
}
