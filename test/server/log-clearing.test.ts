// What has run out of the change log is deleted for good (E-79, E-80): on the server, then on each counter, by the server's word
// alone. On the real service and server, with SQLite and with PostgreSQL.
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { LogClearing } from '../../src-main/service/log-clearing.ts';
import { fetchAgain } from '../../src-main/service/sync/fetch-again.ts';
import { SURE_DAYS } from '../../src-shared/change-log/log-bounds.ts';
import { houseOf } from '../support/hard-cases.ts';
import { logClearingDesk } from '../support/log-clearing.ts';
import { noPostgres } from '../support/postgres.ts';
import { HELLO } from '../support/pushing.ts';
import { joinedCounter, round } from '../support/sync.ts';
import { DAY } from '../support/upkeep-desk.ts';

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('the change log', () => {
    const { chain, log, db, upkeep, worked, entries, onServer, onCounter, firstDayKept, compare } =
      logClearingDesk(kind);

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
      const two = await joinedCounter(chain.server, chain.counter, { ports: { log } });
      await round(chain.counter);
      expect(onCounter([...gone, ...stay])).toHaveLength(gone.length + stay.length);
      await upkeep();
      expect(await onServer(gone)).toEqual([]);
      expect(await onServer(stay)).toEqual(stay);
      const left = await db().selectFrom('alsoAbout').select('changeSetId').where('subjectId', '=', 'x').execute();
      expect(left.map(({ changeSetId }) => changeSetId).sort()).toEqual([...stay].sort());
      for (const one of [chain.counter, two]) {
        // Nobody has said so here yet.
        houseOf(one).upkeep.idle.runNow();
        expect(onCounter(gone, one)).toHaveLength(gone.length);
        await compare(one);
        expect(onCounter(gone, one)).toEqual([]);
        expect(onCounter(stay, one)).toEqual(stay);
        // Level again: the next count finds no difference, and nothing is fetched anew.
        await compare(one);
        expect(chain.logged).toEqual([]);
        expect(await one.client.sync.state()).toMatchObject({ kind: 'connected' });
      }
      two.close();
    });

    test('counts as deleted for a server that was started anew since, and nothing is fetched anew for it [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const gone = await entries('branch', firstDayKept('changeLog') - 3 * DAY, 3);
      await round(chain.counter);
      await upkeep();
      await chain.server.restart();
      // It was done today.
      const [late = ''] = await entries('branch', firstDayKept('changeLog') - 2 * DAY);
      await upkeep();
      expect(await onServer([...gone, late])).toEqual([late]);
      await db().deleteFrom('syncedRow').where('id', '=', late).execute();
      await compare();
      expect(onCounter(gone)).toEqual([]);
      await compare();
      expect(chain.logged).toEqual([]);
    });

    test('is not counted while it is deleted in part, whatever cut that short; an hour later it goes on [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const before = firstDayKept('changeLog') - 3 * DAY;
      const gone = await entries('branch', before, 250);
      await round(chain.counter);
      // An entry that nobody can read, after a piece that can be deleted.
      const broken = uuidv7({ msecs: before + 220 });
      const head = {
        chainId: chain.chainId,
        tableName: 'changeSet',
        id: broken,
        branchId: null,
        subjectId: 'x',
        revision: 1,
      };
      await db()
        .insertInto('syncedRow')
        .values({ ...head, changedAt: 0, removedAt: null, body: '{}', marks: '{}', writtenBy: null })
        .execute();
      await upkeep();
      expect(await onServer(gone)).toHaveLength(50);
      for (const started of [false, true]) {
        if (started) await chain.server.restart();
        await compare();
        expect(chain.logged).toEqual([]);
        expect(onCounter(gone)).toHaveLength(250);
      }
      await db().deleteFrom('syncedRow').where('id', '=', broken).execute();
      await upkeep();
      expect(await onServer(gone)).toEqual([]);
      await compare();
      expect(onCounter(gone)).toEqual([]);
      await compare();
      expect(chain.logged).toEqual([]);
    });

    test('goes in steps of a bounded size at a counter, and not while all is fetched again [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const [long = ''] = await entries('branch', firstDayKept('changeLog') - 3 * DAY);
      await round(chain.counter);
      const { sqlite } = houseOf(chain.counter).db;
      const more = sqlite.prepare(
        `INSERT INTO change (changeSetId, position, "table", rowId, subjectId, kind) VALUES (?, ?, 'branch', 'b', 'b', 'update')`,
      );
      for (let position = 2; position < 1000; position += 1) more.run(long, position);
      await upkeep();
      const { log } = await houseOf(chain.counter).sync.ask((line) => line.sync.tallies({ ...HELLO }));
      if (!log) throw new Error('nothing was cleared');
      const clearing = new LogClearing(sqlite);
      clearing.heard(log);
      const written = () => (sqlite.prepare('SELECT total_changes() AS n').get() as { n: number }).n;
      fetchAgain(sqlite);
      expect(clearing.step()).toBe(false);
      expect(onCounter([long])).toEqual([long]);
      await round(chain.counter);
      for (let before = written(); clearing.step(); before = written())
        expect(written() - before).toBeLessThanOrEqual(101);
      expect(onCounter([long])).toEqual([]);
      expect(clearing.isLevel(log)).toBe(true);
    });
  });
});
