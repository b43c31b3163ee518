// What clearing the change log keeps although it has run out (E-79, E-80): what is not sent yet, what somebody has to decide, and all
// of it while a shop moves. On the real service and server, with SQLite and with PostgreSQL.
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { LogClearing } from '../../src-main/service/log-clearing.ts';
import { LogClearing as ServerLogClearing } from '../../src-server/log-clearing.ts';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import { ChainUpkeep } from '../../src-server/upkeep/chain-upkeep.ts';
import { SURE_DAYS } from '../../src-shared/change-log/log-bounds.ts';
import { houseOf } from '../support/hard-cases.ts';
import { logClearingDesk } from '../support/log-clearing.ts';
import { noPostgres } from '../support/postgres.ts';
import { HELLO } from '../support/pushing.ts';
import { round } from '../support/sync.ts';
import { DAY, now } from '../support/upkeep-desk.ts';

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('the change log', () => {
    const { chain, log, db, upkeep, branchId, worked, entries, onServer, onCounter, firstDayKept } =
      logClearingDesk(kind);

    test('keeps what is not sent yet, and what somebody has to decide [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const old = firstDayKept('customerHistory') - 3 * DAY;
      const [disputed = '', other = ''] = await entries('customer', old, 2);
      await writeAsServer(chain.server.running.server, chain.chainId, async (writing) => {
        writing.make('conflict', houseOf(chain.counter).newId(), branchId(), {
          ...{ branchId: branchId(), reason: 'bothChanged', refusal: null, table: 'customer', rowId: chain.customerId },
          ...{ subjectId: chain.customerId, field: 'note', theirs: '{}', theirsBy: null, theirsAt: null },
          claims: JSON.stringify([
            { value: { note: 'x' }, employeeId: null, workstationId: 'w', at: old, changeSetId: disputed },
          ]),
          ...{ decidedAt: null, decidedBy: null, decision: null },
        });
      });
      await round(chain.counter);
      // Saved here long ago and never answered; saved here, refused, and decided by nobody; refused and decided.
      const { sqlite } = houseOf(chain.counter).db;
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
          .run(id, chain.customerId, chain.customerId);
      }
      sqlite
        .prepare(
          `INSERT INTO conflict (id, revision, changedAt, branchId, reason, "table", rowId, subjectId, claims)
           VALUES ('k', 9, 0, ?, 'refused', 'customer', ?, ?, ?)`,
        )
        .run(branchId(), chain.customerId, chain.customerId, JSON.stringify([{ changeSetId: refused }]));
      await upkeep();
      const { log } = await houseOf(chain.counter).sync.ask((line) => line.sync.tallies({ ...HELLO }));
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
      await writeAsServer(chain.server.running.server, chain.chainId, async (writing) => {
        for (let at = 0; at < 700; at += 1) {
          const isOpen = at === 699;
          writing.make('conflict', chain.server.running.server.newId(), branchId(), {
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
      const clearing = new ServerLogClearing({ db: watched, now: () => chain.server.clock.now });
      await new ChainUpkeep({ db: watched, log }, [clearing]).run();
      expect(await onServer([disputed, other])).toEqual([disputed]);
      expect(most).toBeLessThanOrEqual(200);
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
        houseOf(chain.counter).sync.ask((line) => line.founding.bring({ ...HELLO, above: 0, rows: [], sets }));
      await foundedAt(now);
      await bring();
      await upkeep();
      expect(await onServer([set.id])).toEqual([set.id]);
      await bring();
      await foundedAt(null);
      await upkeep();
      expect(await onServer([set.id])).toEqual([]);
      // A move that another server process had cleared in the middle.
      await foundedAt(now);
      await bring();
      expect(await onServer([set.id])).toEqual([]);
    });
  });
});
