// Clearing the change log by no clock that is wrong (E-79, E-80): the server's, a counter's, and bounds that no server can mean. On the
// real service and server, with SQLite and with PostgreSQL.
import { describe, expect, test } from 'vitest';
import { LogClearing } from '../../src-main/service/log-clearing.ts';
import { logBounds, SURE_DAYS } from '../../src-shared/change-log/log-bounds.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { houseOf } from '../support/hard-cases.ts';
import { logClearingDesk, YEAR } from '../support/log-clearing.ts';
import { noPostgres } from '../support/postgres.ts';
import { HELLO } from '../support/pushing.ts';
import { joinedCounter, round } from '../support/sync.ts';
import { DAY, now } from '../support/upkeep-desk.ts';

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('the change log', () => {
    const { chain, db, upkeep, worked, entries, onServer, onCounter, firstDayKept, compare } = logClearingDesk(kind);

    test('loses nothing young when the server’s clock jumps ten years ahead, however much is saved meanwhile [E-79 E-80]', async () => {
      await worked(SURE_DAYS);
      const young = [...(await entries('customer', now - YEAR)), ...(await entries('branch', now - 2 * YEAR, 2))];
      chain.server.clock.now += 10 * YEAR;
      await upkeep();
      expect(await onServer(young)).toEqual(young);
      // The shop's own server runs on the PC whose clock jumped: what is saved there bears the wrong year as well.
      await worked(SURE_DAYS - 1, chain.server.clock.now);
      chain.server.clock.now += DAY;
      await upkeep();
      expect(await onServer(young)).toEqual(young);
      await compare();
      expect(onCounter(young)).toEqual(young);
    });

    test('gives the server’s own entries and a joining workstation’s ids that only grow, although their clocks are years behind [E-79 E-80]', async () => {
      const ids = () => chain.server.running.server.newId();
      const [heard = ''] = await entries('branch', now + 10 * YEAR);
      expect([heard, ids()].sort()[0]).toBe(heard);
      // Kept with the verdicts alone: the entry itself has run out.
      await worked(1, now + 11 * YEAR);
      const judged = await db().selectFrom('judgedSet').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
      await chain.server.restart();
      expect([judged.id, ids()].sort()[0]).toBe(judged.id);
      const joined = await joinedCounter(chain.server, chain.counter);
      await saveCustomer(joined.client, 'Neu');
      const own = houseOf(joined).db.sqlite.prepare('SELECT max(id) FROM changeSet WHERE answeredAt IS NULL').pluck();
      expect([heard, own.get()].sort()[0]).toBe(heard);
      joined.close();
    });

    test('loses what has run out once the new year is sure: not on its first day [E-79 E-80]', async () => {
      const [old = ''] = await entries('branch', firstDayKept('changeLog') - 3 * DAY);
      await worked(SURE_DAYS - 1);
      await upkeep();
      expect(await onServer([old])).toEqual([old]);
      await worked(1, now - 40 * DAY);
      chain.server.clock.now += DAY;
      await upkeep();
      expect(await onServer([old])).toEqual([]);
    });

    test('is not deleted at a counter by bounds that no server can mean [E-79 E-80]', async () => {
      const young = [...(await entries('customer', now - 4 * YEAR)), ...(await entries('branch', now - 2 * YEAR))];
      const [old = ''] = await entries('branch', firstDayKept('changeLog') - 3 * DAY);
      await worked(SURE_DAYS);
      await round(chain.counter);
      await upkeep();
      const { log: right } = await houseOf(chain.counter).sync.ask((line) => line.sync.tallies({ ...HELLO }));
      const clearing = new LogClearing(houseOf(chain.counter).db.sqlite);
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
      await upkeep();
      const fast = await joinedCounter(chain.server, chain.counter, {
        ports: { now: () => chain.server.clock.now + 20 * YEAR },
      });
      await compare(fast);
      expect(onCounter(young, fast)).toEqual(young);
      fast.close();
    });
  });
});
