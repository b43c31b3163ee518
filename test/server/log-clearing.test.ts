// What has run out of the change log is deleted for good (E-79, E-80): on the server, then on each counter, by the server's word
// alone; and by no clock that is wrong. On the real service and server, with SQLite and with PostgreSQL.
import pino from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LogClearing } from '../../src-main/service/log-clearing.ts';
import { fetchAgain } from '../../src-main/service/sync/fetch-again.ts';
import { LogClearing as ServerLogClearing } from '../../src-server/log-clearing.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import { ChainUpkeep } from '../../src-server/upkeep/chain-upkeep.ts';
import { logBounds, SURE_DAYS } from '../../src-shared/change-log/log-bounds.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { keptFrom } from '../../src-shared/erasure/retention.ts';
import type { TableName } from '../../src-shared/tables.ts';
import type { TestCounter } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { houseOf } from '../support/hard-cases.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { HELLO } from '../support/pushing.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

const DAY = 86_400_000;
const YEAR = 366 * DAY;

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('the change log', () => {
    let postgres: TestPostgres | null = null;
    let server: TestServer;
    let counter: TestCounter;
    let customerId: string;
    let chainId: string;
    /** Errors that a counter logs: that its counts differ from the server's, above all. */
    let logged: string[];
    const log = pino({ level: 'error' }, { write: (line) => logged.push(line) });
    /** Ids of change sets are made by the computer's own clock. */
    const now = Date.now();

    beforeAll(async () => {
      if (kind === 'PostgreSQL') postgres = await startPostgres();
    });
    afterAll(() => postgres?.close());
    beforeEach(async () => {
      const url = await postgres?.database();
      const dialect = url === undefined ? {} : { dialect: () => postgresDialect(url, () => undefined) };
      server = await openServer({ ...dialect, clock: { now } });
      logged = [];
      counter = await foundingCounter(server, { log });
      customerId = await saveCustomer(counter.client, 'Müller');
      await round(counter);
      chainId = (await db().selectFrom('chain').select('id').executeTakeFirstOrThrow()).id;
    });
    afterEach(async () => {
      counter.close();
      await server.close();
    });

    const db = () => server.running.server.storage.db;
    const clear = () => server.running.server.upkeep.run();
    const branchId = () => houseOf(counter).session.seat?.branch.id ?? '';

    /** Somebody wrote something on each of so many days before, and the server has judged it. */
    const worked = async (days: number, until = now) => {
      await db()
        .insertInto('judgedSet')
        .values(
          Array.from({ length: days }, (_, at) => ({
            ...{ chainId, id: uuidv7({ msecs: until - at * DAY }), workstationId: 'w', revision: 1 },
            ...{ receivedAt: now, verdict: '{}' },
          })),
        )
        .execute();
    };
    /** Entries as other counters have pushed them so long ago. @returns their ids */
    const entries = async (about: 'customer' | 'branch', at: number, count = 1): Promise<string[]> => {
      const table: TableName = about;
      const subjectId = about === 'customer' ? customerId : branchId();
      const ids = Array.from({ length: count }, (_, one) => uuidv7({ msecs: at + one }));
      await writeAsServer(server.running.server, chainId, async (writing) => {
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
    const onCounter = (ids: readonly string[], at = counter) => {
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
    const compare = async (at = counter) => {
      server.clock.now += 2 * 3_600_000;
      await round(at);
      houseOf(at).upkeep.idle.runNow();
    };

    test('loses customers’ entries after ten years and all others after three, on the server and at each counter, for good [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const [tenYears, threeYears] = [firstDayKept('customerHistory'), firstDayKept('changeLog')];
      const gone = [
        ...(await entries('customer', tenYears - 3 * DAY, 450)),
        ...(await entries('branch', tenYears - 3 * DAY)),
        ...(await entries('branch', threeYears - 3 * DAY, 3)),
      ];
      const stay = [
        ...(await entries('customer', tenYears + DAY)),
        ...(await entries('customer', threeYears - 3 * DAY)),
        ...(await entries('branch', threeYears + DAY)),
      ];
      const two = await joinedCounter(server, counter, { ports: { log } });
      await round(counter);
      expect(onCounter([...gone, ...stay])).toHaveLength(gone.length + stay.length);
      await clear();
      expect(await onServer(gone)).toEqual([]);
      expect(await onServer(stay)).toEqual(stay);
      const left = await db().selectFrom('alsoAbout').select('changeSetId').where('subjectId', '=', 'x').execute();
      expect(left.map(({ changeSetId }) => changeSetId).sort()).toEqual([...stay].sort());
      for (const one of [counter, two]) {
        // Nobody has said so here yet.
        houseOf(one).upkeep.idle.runNow();
        expect(onCounter(gone, one)).toHaveLength(gone.length);
        await compare(one);
        expect(onCounter(gone, one)).toEqual([]);
        expect(onCounter(stay, one)).toEqual(stay);
        // Level again: the next count finds no difference, and nothing is fetched anew.
        await compare(one);
        expect(logged).toEqual([]);
        expect(await one.client.sync.state()).toMatchObject({ kind: 'connected' });
      }
      two.close();
    });

    test('counts as deleted for a server that was started anew since, and nothing is fetched anew for it [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const gone = await entries('branch', firstDayKept('changeLog') - 3 * DAY, 3);
      await round(counter);
      await clear();
      await server.restart();
      // It was done today.
      const [late = ''] = await entries('branch', firstDayKept('changeLog') - 2 * DAY);
      await clear();
      expect(await onServer([...gone, late])).toEqual([late]);
      await db().deleteFrom('syncedRow').where('id', '=', late).execute();
      await compare();
      expect(onCounter(gone)).toEqual([]);
      await compare();
      expect(logged).toEqual([]);
    });

    test('is not counted while it is deleted in part, whatever cut that short; an hour later it goes on [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const before = firstDayKept('changeLog') - 3 * DAY;
      const gone = await entries('branch', before, 250);
      await round(counter);
      // An entry that nobody can read, after a piece that can be deleted.
      const broken = uuidv7({ msecs: before + 220 });
      const head = { chainId, tableName: 'changeSet', id: broken, branchId: null, subjectId: 'x', revision: 1 };
      await db()
        .insertInto('syncedRow')
        .values({ ...head, changedAt: 0, removedAt: null, body: '{}', marks: '{}', writtenBy: null })
        .execute();
      await clear();
      expect(await onServer(gone)).toHaveLength(50);
      for (const started of [false, true]) {
        if (started) await server.restart();
        await compare();
        expect(logged).toEqual([]);
        expect(onCounter(gone)).toHaveLength(250);
      }
      await db().deleteFrom('syncedRow').where('id', '=', broken).execute();
      await clear();
      expect(await onServer(gone)).toEqual([]);
      await compare();
      expect(onCounter(gone)).toEqual([]);
      await compare();
      expect(logged).toEqual([]);
    });

    test('keeps what is not sent yet, and what somebody has to decide [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const old = firstDayKept('customerHistory') - 3 * DAY;
      const [disputed = '', other = ''] = await entries('customer', old, 2);
      await writeAsServer(server.running.server, chainId, async (writing) => {
        writing.make('conflict', houseOf(counter).newId(), branchId(), {
          ...{ branchId: branchId(), reason: 'bothChanged', refusal: null, table: 'customer', rowId: customerId },
          ...{ subjectId: customerId, field: 'note', theirs: '{}', theirsBy: null, theirsAt: null },
          claims: JSON.stringify([
            { value: { note: 'x' }, employeeId: null, workstationId: 'w', at: old, changeSetId: disputed },
          ]),
          ...{ decidedAt: null, decidedBy: null, decision: null },
        });
      });
      await round(counter);
      // Saved here long ago and never answered; saved here, refused, and decided by nobody; refused and decided.
      const { sqlite } = houseOf(counter).db;
      const [waiting = '', refused = '', decided = ''] = [1, 2, 3].map((at) => uuidv7({ msecs: old - at }));
      for (const [id, answeredAt] of [
        [waiting, null],
        [refused, 1],
        [decided, 1],
      ] as const) {
        sqlite
          .prepare("INSERT INTO changeSet (id, at, doing, answeredAt, revision) VALUES (?, ?, 'customer.save', ?, 0)")
          .run(id, old, answeredAt);
        sqlite
          .prepare(
            `INSERT INTO change (changeSetId, position, "table", rowId, subjectId, kind) VALUES (?, 0, 'customer', ?, ?, 'update')`,
          )
          .run(id, customerId, customerId);
      }
      sqlite
        .prepare(
          `INSERT INTO conflict (id, revision, changedAt, branchId, reason, "table", rowId, subjectId, claims)
           VALUES ('k', 9, 0, ?, 'refused', 'customer', ?, ?, ?)`,
        )
        .run(branchId(), customerId, customerId, JSON.stringify([{ changeSetId: refused }]));
      await clear();
      const { log } = await houseOf(counter).sync.ask((line) => line.sync.tallies({ ...HELLO }));
      expect(log).toMatchObject({ kept: [disputed] });
      if (!log) throw new Error('nothing was cleared');
      const clearing = new LogClearing(sqlite);
      clearing.heard(log);
      while (clearing.step());
      expect(onCounter([disputed, other, waiting, refused, decided])).toEqual([disputed, waiting, refused]);
      expect(await onServer([disputed, other])).toEqual([disputed]);
    });

    test('keeps what is undecided however many conflicts there ever were, and reads them in pieces [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const [disputed = '', other = ''] = await entries('customer', firstDayKept('customerHistory') - 3 * DAY, 2);
      await writeAsServer(server.running.server, chainId, async (writing) => {
        for (let at = 0; at < 700; at += 1) {
          const isOpen = at === 699;
          writing.make('conflict', server.running.server.newId(), branchId(), {
            ...{
              branchId: branchId(),
              reason: 'bothChanged',
              table: 'customer',
              rowId: 'k',
              subjectId: 'k',
              field: 'note',
            },
            claims: JSON.stringify([{ changeSetId: isOpen ? disputed : other }]),
            decidedAt: isOpen ? null : now,
          });
        }
      });
      let most = 0;
      const watched = db().withPlugin({
        transformQuery: ({ node }) => node,
        transformResult: async ({ result }) => {
          most = Math.max(most, result.rows.length);
          return result;
        },
      });
      const clearing = new ServerLogClearing({ db: watched, now: () => server.clock.now });
      await new ChainUpkeep({ db: watched, log }, [clearing]).run();
      expect(await onServer([disputed, other])).toEqual([disputed]);
      expect(most).toBeLessThanOrEqual(200);
    });

    test('goes in steps of a bounded size at a counter, and not while all is fetched again [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const [long = ''] = await entries('branch', firstDayKept('changeLog') - 3 * DAY);
      await round(counter);
      const { sqlite } = houseOf(counter).db;
      const more = sqlite.prepare(
        `INSERT INTO change (changeSetId, position, "table", rowId, subjectId, kind) VALUES (?, ?, 'branch', 'b', 'b', 'update')`,
      );
      for (let position = 2; position < 1000; position += 1) more.run(long, position);
      await clear();
      const { log } = await houseOf(counter).sync.ask((line) => line.sync.tallies({ ...HELLO }));
      if (!log) throw new Error('nothing was cleared');
      const clearing = new LogClearing(sqlite);
      clearing.heard(log);
      const written = () => (sqlite.prepare('SELECT total_changes() AS n').get() as { n: number }).n;
      fetchAgain(sqlite);
      expect(clearing.step()).toBe(false);
      expect(onCounter([long])).toEqual([long]);
      await round(counter);
      for (let before = written(); clearing.step(); before = written())
        expect(written() - before).toBeLessThanOrEqual(101);
      expect(onCounter([long])).toEqual([]);
      expect(clearing.isLevel(log)).toBe(true);
    });

    test('loses nothing young when the server’s clock jumps ten years ahead, however much is saved meanwhile [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const young = [...(await entries('customer', now - YEAR)), ...(await entries('branch', now - 2 * YEAR, 2))];
      server.clock.now += 10 * YEAR;
      await clear();
      expect(await onServer(young)).toEqual(young);
      // The shop's own server runs on the PC whose clock jumped: what is saved there bears the wrong year as well.
      await worked(SURE_DAYS - 1, server.clock.now);
      server.clock.now += DAY;
      await clear();
      expect(await onServer(young)).toEqual(young);
      await compare();
      expect(onCounter(young)).toEqual(young);
    });

    test('gives the server’s own entries and a joining workstation’s ids that only grow, although their clocks are years behind [E-79 E-80]', async () => {
      const ids = () => server.running.server.newId();
      const [heard = ''] = await entries('branch', now + 10 * YEAR);
      expect([heard, ids()].sort()[0]).toBe(heard);
      // Kept with the verdicts alone: the entry itself has run out.
      await worked(1, now + 11 * YEAR);
      const judged = await db().selectFrom('judgedSet').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
      await server.restart();
      expect([judged.id, ids()].sort()[0]).toBe(judged.id);
      const joined = await joinedCounter(server, counter);
      await saveCustomer(joined.client, 'Neu');
      const own = houseOf(joined).db.sqlite.prepare('SELECT max(id) FROM changeSet WHERE answeredAt IS NULL').pluck();
      expect([heard, own.get()].sort()[0]).toBe(heard);
      joined.close();
    });

    test('loses what has run out once the new year is sure: not on its first day [E-79 E-80]', async () => {
      const [old = ''] = await entries('branch', firstDayKept('changeLog') - 3 * DAY);
      await worked(SURE_DAYS - 1);
      await clear();
      expect(await onServer([old])).toEqual([old]);
      await worked(1, now - 40 * DAY);
      server.clock.now += DAY;
      await clear();
      expect(await onServer([old])).toEqual([]);
    });

    test('is whole while a shop brings it along from another server, and what it brings again is not there twice [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const foundedAt = (at: number | null) => db().updateTable('workstationKey').set({ foundedAt: at }).execute();
      const at = firstDayKept('changeLog') - 3 * DAY;
      const set = { id: uuidv7({ msecs: at }), at, employeeId: null, workstationId: null, undoes: null };
      const change = {
        table: 'branch',
        rowId: branchId(),
        subjectId: branchId(),
        kind: 'update',
        field: 'note',
      } as const;
      const changes = [{ ...change, from: null, to: '"alt"', groupFrom: null }];
      const sets = [{ ...set, branchId: branchId(), doing: 'branch.save', changes }];
      const bring = () =>
        houseOf(counter).sync.ask((line) => line.founding.bring({ ...HELLO, above: 0, rows: [], sets }));
      await foundedAt(now);
      await bring();
      await clear();
      expect(await onServer([set.id])).toEqual([set.id]);
      await bring();
      await foundedAt(null);
      await clear();
      expect(await onServer([set.id])).toEqual([]);
      // A move that another server process had cleared in the middle.
      await foundedAt(now);
      await bring();
      expect(await onServer([set.id])).toEqual([]);
    });

    test('is not deleted at a counter by bounds that no server can mean [E-79 E-80]', async () => {
      const young = [...(await entries('customer', now - 4 * YEAR)), ...(await entries('branch', now - 2 * YEAR))];
      const [old = ''] = await entries('branch', firstDayKept('changeLog') - 3 * DAY);
      await worked(SURE_DAYS);
      await round(counter);
      await clear();
      const { log: right } = await houseOf(counter).sync.ask((line) => line.sync.tallies({ ...HELLO }));
      const clearing = new LogClearing(houseOf(counter).db.sqlite);
      const nextYear = logBounds(localDay(now + YEAR));
      for (const wrong of [
        { ...right, others: 'z' },
        { ...right, customers: 'z' },
        { ...right, ...nextYear },
        { ...right, others: '', customers: nextYear.customers },
        { ...right, kept: undefined },
        { ...right, kept: [7] },
        'everything',
      ]) {
        expect(clearing.heard(wrong)).toBe('doubted');
        expect(clearing.isLevel(wrong)).toBe(false);
        expect(clearing.step()).toBe(false);
      }
      expect(onCounter([...young, old])).toEqual([...young, old]);
      // The right ones are heard afterwards, with whatever a newer server says besides.
      const said = { ...right, besides: 1 };
      expect(clearing.heard(said)).toBe(true);
      while (clearing.step());
      expect(clearing.isLevel(said)).toBe(true);
      expect(onCounter([...young, old])).toEqual(young);
    });

    test('is not touched by a counter’s own clock, whatever it says [E-79 E-80]', async () => {
      const young = await entries('branch', now - 2 * YEAR, 2);
      await worked(SURE_DAYS);
      await clear();
      const fast = await joinedCounter(server, counter, { ports: { now: () => server.clock.now + 20 * YEAR } });
      await compare(fast);
      expect(onCounter(young, fast)).toEqual(young);
      fast.close();
    });
  });
});
