// What its period no longer keeps is deleted by the branch server (E-81): documents of customers, by no clock that is wrong; counters
// hear of it and keep no content. On the real service and server, with SQLite and with PostgreSQL.
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import { Expiry } from '../../src-server/upkeep/expiry.ts';
import { germanDay } from '../../src-shared/calendar/day.ts';
import { SURE_DAYS } from '../../src-shared/change-log/log-bounds.ts';
import { bodySchema } from '../../src-shared/row-schemas.ts';
import { expiryDesk, LOG, noonOf, old, sureYear, told, young } from '../support/expiry-desk.ts';
import { noPostgres } from '../support/postgres.ts';
import { joinedCounter, round } from '../support/sync.ts';
import { DAY, now } from '../support/upkeep-desk.ts';

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('what has run out', () => {
    const {
      chain,
      log,
      db,
      own,
      upkeep,
      nextDay,
      branchId,
      worked,
      document,
      filed,
      held,
      living,
      contentsOnServer,
      at,
      contentsAt,
      compare,
    } = expiryDesk(kind);

    test('documents go after twelve years with their content, on the server and at each counter, and the history says so [E-81]', async () => {
      await worked(SURE_DAYS);
      const gone = [await filed(old), await filed(noonOf(sureYear - 20, '02-28'))];
      const stay = [
        await filed(young),
        await filed(old, { kind: 'consentScan' }),
        await filed(old, { keptOnPurpose: 1 }),
        await filed(old, { customerId: null, kind: 'logo' }),
        await filed(old, { customerId: null }),
      ];
      const two = await joinedCounter(chain.server, chain.counter, { ports: { log } });
      await round(chain.counter);
      for (const one of [chain.counter, two]) {
        for (const id of [...gone, ...stay.slice(0, 3)]) await one.client.documents.content({ id });
        expect(contentsAt(one)).toHaveLength(5);
      }
      await upkeep();
      expect(await living('document', [...gone, ...stay])).toEqual(stay);
      const kept = (await held('document'))
        .filter(({ id }) => stay.includes(id))
        .map(({ body }) => String(body.sha256));
      expect(await contentsOnServer()).toEqual([...kept].sort());
      for (const one of [chain.counter, two]) {
        await round(one);
        expect(at(one, 'SELECT id FROM document WHERE removedAt IS NULL ORDER BY id')).toEqual([...stay].sort());
        expect(contentsAt(one)).toEqual(contentsAt(one).filter((sha256) => kept.includes(sha256)));
        expect(contentsAt(one)).toHaveLength(3);
        await expect(one.client.documents.content({ id: gone[0] ?? '' })).rejects.toMatchObject({ code: 'GONE' });
        const { sets } = await one.client.changeLog.bySubject({ subjectIds: [chain.customerId], words: [], ...LOG });
        expect(sets[0]).toMatchObject({ doing: 'document.expire', employee: null });
        expect(told(sets[0])).toEqual(gone.map((id) => `remove ${id}.pdf`).sort());
        await compare(one);
      }
      // One entry, for those who hold the customer; and the next day there is nothing more to do.
      const entries = (await held('changeSet')).filter(({ body }) => body.doing === 'document.expire');
      expect(entries.map((entry) => entry.branchId)).toEqual([branchId()]);
      const { revision } = await db().selectFrom('chain').select('revision').executeTakeFirstOrThrow();
      nextDay();
      await upkeep();
      expect(await db().selectFrom('chain').select('revision').executeTakeFirstOrThrow()).toEqual({ revision });
      two.close();
    });

    test('a document that an older program has taken in goes as well [E-81]', async () => {
      await worked(SURE_DAYS);
      const id = uuidv7({ msecs: old });
      await writeAsServer(own(), chain.chainId, async (writing) => {
        writing.make('document', id, branchId(), { ...document(id, { createdAt: old }), locked: 1 });
      });
      await upkeep();
      expect(await living('document', [id])).toEqual([]);
    });

    test('a document is exempted at a counter and outlives its period, and goes when that counts again [E-81]', async () => {
      await worked(SURE_DAYS);
      const id = await filed(old);
      await round(chain.counter);
      const lastDay = `${sureYear - 1}-12-31`;
      const listed = async () => (await chain.counter.client.documents.byCustomer({ customerId: chain.customerId }))[0];
      expect(await listed()).toMatchObject({ keeping: { kind: 'until', day: lastDay } });
      await chain.counter.client.documents.exempt({ id, exempt: true });
      await round(chain.counter);
      await upkeep();
      await round(chain.counter);
      expect(await listed()).toMatchObject({ id, keeping: { kind: 'onPurpose' } });
      expect(await chain.counter.client.documents.exempt({ id, exempt: false })).toMatchObject({
        keeping: { day: lastDay },
      });
      await round(chain.counter);
      // It was looked at today.
      await upkeep();
      expect(await living('document', [id])).toEqual([id]);
      nextDay();
      await upkeep();
      expect(await living('document', [id])).toEqual([]);
    });

    test('what an erasure has left of a customer stays as it was left [E-81]', async () => {
      await worked(SURE_DAYS);
      const id = await filed(old);
      await db()
        .insertInto('erasedCustomer')
        .values({ chainId: chain.chainId, customerId: chain.customerId, erasedAt: now })
        .execute();
      await upkeep();
      expect(await living('document', [id])).toEqual([id]);
    });

    test('nothing young goes when the server’s clock jumps ahead, or a counter’s had been set back [E-81]', async () => {
      await worked(SURE_DAYS);
      const ids = [await filed(now), await filed(now, { createdAt: 0 }), await filed(young)];
      chain.server.clock.now += 13 * 366 * DAY;
      await upkeep();
      expect(await living('document', ids)).toEqual(ids);
      // The shop's own server runs on the PC whose clock jumped: what is saved there bears the wrong year as well.
      await worked(SURE_DAYS - 1, chain.server.clock.now);
      nextDay();
      await upkeep();
      expect(await living('document', ids)).toEqual(ids);
    });

    test('nothing goes before the new year is sure [E-81]', async () => {
      const id = await filed(old);
      await worked(SURE_DAYS - 1);
      await upkeep();
      expect(await living('document', [id])).toEqual([id]);
      await worked(1, now - 40 * DAY);
      nextDay();
      await upkeep();
      // Fourteen days of work, of which the first lies forty days back: its year is the one that counts.
      const isSure = germanDay(now - 40 * DAY).slice(0, 4) === String(sureYear);
      expect(await living('document', [id])).toEqual(isSure ? [] : [id]);
    });

    test('nothing goes while a shop brings itself along from another server [E-81]', async () => {
      await worked(SURE_DAYS);
      const id = await filed(old);
      const founding = (foundedAt: number | null) => db().updateTable('workstationKey').set({ foundedAt }).execute();
      await founding(now);
      await upkeep();
      expect(await living('document', [id])).toEqual([id]);
      await founding(null);
      await upkeep();
      expect(await living('document', [id])).toEqual([]);
    });

    test('what cannot be cleared of the log keeps no document from going [E-81]', async () => {
      await worked(SURE_DAYS);
      const id = await filed(old);
      // Old enough to be looked into, and nobody can read it.
      const broken = uuidv7({ msecs: noonOf(sureYear - 6, '06-01') });
      const head = { chainId: chain.chainId, tableName: 'changeSet', id: broken, branchId: null, subjectId: 'x' };
      await db()
        .insertInto('syncedRow')
        .values({ ...head, revision: 1, changedAt: 0, removedAt: null, body: '{}', marks: '{}', writtenBy: null })
        .execute();
      await upkeep();
      expect(await living('document', [id])).toEqual([]);
      expect(await own().logClearing.of(chain.chainId)).toBeNull();
    });

    test('many go in small pieces, once, although two processes are at it; and none after the server was told to stop [E-81]', async () => {
      await worked(SURE_DAYS);
      const ids = Array.from({ length: 450 }, (_, one) => uuidv7({ msecs: old + one }));
      await writeAsServer(own(), chain.chainId, async (writing) => {
        for (const id of ids)
          writing.make('document', id, branchId(), bodySchema('document').parse(document(id, { createdAt: old })));
      });
      let pieces = 0;
      await new Expiry(own()).forChain(chain.chainId, () => pieces++ > 0);
      expect((await living('document', ids)).length).toBe(350);
      const twice = [new Expiry(own()), new Expiry(own())].map((one) => one.forChain(chain.chainId, () => false));
      await Promise.all(twice);
      expect(await living('document', ids)).toEqual([]);
      const entries = (await held('changeSet')).filter(({ body }) => body.doing === 'document.expire');
      const removed = entries.flatMap(({ body }) =>
        (JSON.parse(String(body.changes)) as { rowId: string }[]).map(({ rowId }) => rowId),
      );
      expect(removed.sort()).toEqual([...ids].sort());
    });
  });
});
