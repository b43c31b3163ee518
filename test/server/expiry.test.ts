// What its period no longer keeps is deleted by the branch server (E-81): documents of customers and versions of text blocks, by no
// clock that is wrong; counters hear of it and keep no content. On the real service and server, with SQLite and with PostgreSQL.
import pino from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keepBlob } from '../../src-server/blobs/keep.ts';
import type { Server } from '../../src-server/server.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import type { Trx } from '../../src-server/storage/storage.ts';
import { type Writing, writeAsServer, writeWithin } from '../../src-server/sync/server-write.ts';
import type { Held } from '../../src-server/sync/world.ts';
import { Expiry } from '../../src-server/upkeep/expiry.ts';
import { germanDay } from '../../src-shared/calendar/day.ts';
import type { LoggedSet, ShownValue } from '../../src-shared/change-log/contract.ts';
import { SURE_DAYS } from '../../src-shared/change-log/log-bounds.ts';
import { bodySchema } from '../../src-shared/row-schemas.ts';
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import type { TestCounter } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { samplePdf } from '../support/files.ts';
import { houseOf } from '../support/hard-cases.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

const DAY = 86_400_000;
const LOG = { filters: { field: null, employeeId: null, from: null, to: null, action: null }, cursor: null };

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('what has run out', () => {
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
    const sureYear = Number(germanDay(now - (SURE_DAYS - 1) * DAY).slice(0, 4));
    const noonOf = (year: number, day: string) => Date.parse(`${year}-${day}T12:00:00Z`);
    /** Run out with the last year, and kept for this one still. */
    const [old, young] = [noonOf(sureYear - 13, '12-31'), noonOf(sureYear - 12, '01-01')];

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

    const own = (): Server => server.running.server;
    const db = () => own().storage.db;
    const expire = () => own().upkeep.run();
    const branchId = () => houseOf(counter).session.seat?.branch.id ?? '';
    /** The next look is the next day's. */
    const nextDay = () => {
      server.clock.now += DAY;
    };

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
    const document = (id: string, more: Record<string, JsonValue>): Record<string, JsonValue> => ({
      ...{
        customerId,
        kind: 'other',
        name: `${id}.pdf`,
        mediaType: 'application/pdf',
        size: 9,
        sha256: 'e'.repeat(64),
      },
      ...{ createdBy: null, ...more },
    });
    /** A document with its content, as a counter has sent it so long ago. @returns its id */
    const filed = async (at: number, more: Record<string, JsonValue> = {}): Promise<string> => {
      const id = uuidv7({ msecs: at });
      const bytes = await samplePdf({ text: id });
      await writeAsServer(own(), chainId, async (writing) => {
        const sha256 = await keepBlob(writing.trx, own(), chainId, bytes);
        const said = document(id, { size: bytes.length, sha256, createdAt: at, ...more });
        writing.make('document', id, said.customerId === null ? null : branchId(), bodySchema('document').parse(said));
      });
      return id;
    };
    const held = async (table: Held['table']) => {
      const rows = await db()
        .selectFrom('syncedRow')
        .select(['id', 'body', 'branchId', 'removedAt'])
        .where('tableName', '=', table)
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as Record<string, JsonValue> }));
    };
    const living = async (table: Held['table'], ids: readonly string[]) => {
      const rows = (await held(table)).filter(({ removedAt }) => removedAt === null).map(({ id }) => id);
      return ids.filter((id) => rows.includes(id));
    };
    const contentsOnServer = async () => {
      const parts = await db().selectFrom('blobPart').select('sha256').distinct().execute();
      return parts.map(({ sha256 }) => sha256).sort();
    };
    const at = (one: TestCounter, sql: string) => houseOf(one).db.sqlite.prepare(sql).pluck().all() as string[];
    const contentsAt = (one: TestCounter) => at(one, 'SELECT sha256 FROM blob ORDER BY sha256');
    /** An hour later they count again. */
    const compare = async (one: TestCounter) => {
      server.clock.now += 2 * 3_600_000;
      await round(one);
      expect(logged).toEqual([]);
    };

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
      const two = await joinedCounter(server, counter, { ports: { log } });
      await round(counter);
      for (const one of [counter, two]) {
        for (const id of [...gone, ...stay.slice(0, 3)]) await one.client.documents.content({ id });
        expect(contentsAt(one)).toHaveLength(5);
      }
      await expire();
      expect(await living('document', [...gone, ...stay])).toEqual(stay);
      const kept = (await held('document'))
        .filter(({ id }) => stay.includes(id))
        .map(({ body }) => String(body.sha256));
      expect(await contentsOnServer()).toEqual([...kept].sort());
      for (const one of [counter, two]) {
        await round(one);
        expect(at(one, 'SELECT id FROM document WHERE removedAt IS NULL ORDER BY id')).toEqual([...stay].sort());
        expect(contentsAt(one)).toEqual(contentsAt(one).filter((sha256) => kept.includes(sha256)));
        expect(contentsAt(one)).toHaveLength(3);
        await expect(one.client.documents.content({ id: gone[0] ?? '' })).rejects.toMatchObject({ code: 'GONE' });
        const { sets } = await one.client.changeLog.bySubject({ subjectIds: [customerId], words: [], ...LOG });
        expect(sets[0]).toMatchObject({ doing: 'document.expire', employee: null });
        expect(told(sets[0])).toEqual(gone.map((id) => `remove ${id}.pdf`).sort());
        await compare(one);
      }
      // One entry, for those who hold the customer; and the next day there is nothing more to do.
      const entries = (await held('changeSet')).filter(({ body }) => body.doing === 'document.expire');
      expect(entries.map((entry) => entry.branchId)).toEqual([branchId()]);
      const { revision } = await db().selectFrom('chain').select('revision').executeTakeFirstOrThrow();
      nextDay();
      await expire();
      expect(await db().selectFrom('chain').select('revision').executeTakeFirstOrThrow()).toEqual({ revision });
      two.close();
    });

    test('a document that an older program has taken in goes as well [E-81]', async () => {
      await worked(SURE_DAYS);
      const id = uuidv7({ msecs: old });
      await writeAsServer(own(), chainId, async (writing) => {
        writing.make('document', id, branchId(), { ...document(id, { createdAt: old }), locked: 1 });
      });
      await expire();
      expect(await living('document', [id])).toEqual([]);
    });

    test('a document is exempted at a counter and outlives its period, and goes when that counts again [E-81]', async () => {
      await worked(SURE_DAYS);
      const id = await filed(old);
      await round(counter);
      const lastDay = `${sureYear - 1}-12-31`;
      const listed = async () => (await counter.client.documents.byCustomer({ customerId }))[0];
      expect(await listed()).toMatchObject({ keeping: { kind: 'until', day: lastDay } });
      await counter.client.documents.exempt({ id, exempt: true });
      await round(counter);
      await expire();
      await round(counter);
      expect(await listed()).toMatchObject({ id, keeping: { kind: 'onPurpose' } });
      expect(await counter.client.documents.exempt({ id, exempt: false })).toMatchObject({ keeping: { day: lastDay } });
      await round(counter);
      // It was looked at today.
      await expire();
      expect(await living('document', [id])).toEqual([id]);
      nextDay();
      await expire();
      expect(await living('document', [id])).toEqual([]);
    });

    test('what an erasure has left of a customer stays as it was left [E-81]', async () => {
      await worked(SURE_DAYS);
      const id = await filed(old);
      await db().insertInto('erasedCustomer').values({ chainId, customerId, erasedAt: now }).execute();
      await expire();
      expect(await living('document', [id])).toEqual([id]);
    });

    test('nothing young goes when the server’s clock jumps ahead, or a counter’s had been set back [E-81]', async () => {
      await worked(SURE_DAYS);
      const ids = [await filed(now), await filed(now, { createdAt: 0 }), await filed(young)];
      server.clock.now += 13 * 366 * DAY;
      await expire();
      expect(await living('document', ids)).toEqual(ids);
      // The shop's own server runs on the PC whose clock jumped: what is saved there bears the wrong year as well.
      await worked(SURE_DAYS - 1, server.clock.now);
      nextDay();
      await expire();
      expect(await living('document', ids)).toEqual(ids);
    });

    test('nothing goes before the new year is sure [E-81]', async () => {
      const id = await filed(old);
      await worked(SURE_DAYS - 1);
      await expire();
      expect(await living('document', [id])).toEqual([id]);
      await worked(1, now - 40 * DAY);
      nextDay();
      await expire();
      // Fourteen days of work, of which the first lies forty days back: its year is the one that counts.
      const isSure = germanDay(now - 40 * DAY).slice(0, 4) === String(sureYear);
      expect(await living('document', [id])).toEqual(isSure ? [] : [id]);
    });

    test('nothing goes while a shop brings itself along from another server [E-81]', async () => {
      await worked(SURE_DAYS);
      const id = await filed(old);
      const founding = (foundedAt: number | null) => db().updateTable('workstationKey').set({ foundedAt }).execute();
      await founding(now);
      await expire();
      expect(await living('document', [id])).toEqual([id]);
      await founding(null);
      await expire();
      expect(await living('document', [id])).toEqual([]);
    });

    test('what cannot be cleared of the log keeps no document from going [E-81]', async () => {
      await worked(SURE_DAYS);
      const id = await filed(old);
      // Old enough to be looked into, and nobody can read it.
      const broken = uuidv7({ msecs: noonOf(sureYear - 6, '06-01') });
      const head = { chainId, tableName: 'changeSet', id: broken, branchId: null, subjectId: 'x' };
      await db()
        .insertInto('syncedRow')
        .values({ ...head, revision: 1, changedAt: 0, removedAt: null, body: '{}', marks: '{}', writtenBy: null })
        .execute();
      await expire();
      expect(await living('document', [id])).toEqual([]);
      expect(await own().logClearing.of(chainId)).toBeNull();
    });

    test('many go in small pieces, once, although two processes are at it; and none after the server was told to stop [E-81]', async () => {
      await worked(SURE_DAYS);
      const ids = Array.from({ length: 450 }, (_, one) => uuidv7({ msecs: old + one }));
      await writeAsServer(own(), chainId, async (writing) => {
        for (const id of ids)
          writing.make('document', id, branchId(), bodySchema('document').parse(document(id, { createdAt: old })));
      });
      let pieces = 0;
      await new Expiry(own()).forChain(chainId, () => pieces++ > 0);
      expect((await living('document', ids)).length).toBe(350);
      const twice = [new Expiry(own()), new Expiry(own())].map((one) => one.forChain(chainId, () => false));
      await Promise.all(twice);
      expect(await living('document', ids)).toEqual([]);
      const entries = (await held('changeSet')).filter(({ body }) => body.doing === 'document.expire');
      const removed = entries.flatMap(({ body }) =>
        (JSON.parse(String(body.changes)) as { rowId: string }[]).map(({ rowId }) => rowId),
      );
      expect(removed.sort()).toEqual([...ids].sort());
    });

    /** Versions 2 … of the declaration for the app, in force from these days. @returns the text block, and ids from version 1 on */
    const versions = async (...days: number[]): Promise<{ block: string; ids: string[] }> => {
      const block = (await held('textBlock')).find(({ body }) => body.purpose === 'app')?.id ?? '';
      const first = (await held('textBlockVersion')).find(({ body }) => body.textBlockId === block)?.id ?? '';
      const ids = days.map((msecs) => uuidv7({ msecs }));
      await writeAsServer(own(), chainId, async (writing) => {
        days.forEach((validFrom, place) => {
          const body = { textBlockId: block, number: place + 2, body: `Text ${place + 2}`, sha256: 's', validFrom };
          writing.make('textBlockVersion', ids[place] ?? '', null, { ...body, createdBy: null });
        });
      });
      return { block, ids: [first, ...ids] };
    };
    const consent = (writing: Writing, textBlockVersionId: string) =>
      writing.make('consentEntry', own().newId(), branchId(), {
        ...{ customerId, purpose: 'app', kind: 'granted', capturedHow: 'paper', capturedAt: now, capturedBy: 'x' },
        textBlockVersionId,
      });
    const consented = (versionId: string) =>
      writeAsServer(own(), chainId, async (writing) => consent(writing, versionId));

    test('replaced versions go after a year, but those that a consent names, and the newest; counters offer them no more [E-81]', async () => {
      await worked(SURE_DAYS);
      const { block, ids } = await versions(
        ...[noonOf(sureYear - 4, '02-28'), noonOf(sureYear - 3, '05-01')],
        ...[noonOf(sureYear - 2, '12-31'), noonOf(sureYear - 1, '01-01')],
      );
      const [, second = '', third = '', fourth = '', fifth = ''] = ids;
      await consented(second);
      await round(counter);
      await expire();
      // 1 was replaced four years ago, 3 two years ago; 4 last year only.
      expect(await living('textBlockVersion', ids)).toEqual([second, fourth, fifth]);
      await round(counter);
      const shown = async () =>
        (await counter.client.textBlocks.all()).find(({ id }) => id === block)?.versions.map(({ number }) => number);
      expect(await shown()).toEqual([5, 4, 2]);
      const { declarations, lines } = await counter.client.consent.byCustomer({ customerId });
      const offered = declarations.find(({ key }) => key === 'app')?.signable.map(({ versionId }) => versionId);
      expect(offered?.toSorted()).toEqual([second, fourth, fifth].toSorted());
      expect(lines.map(({ version }) => version)).toEqual([2]);
      const { sets } = await counter.client.changeLog.bySubject({ subjectIds: [block], words: [], ...LOG });
      expect(sets[0]).toMatchObject({ doing: 'textBlock.expire', employee: null });
      expect(told(sets[0])).toEqual(['remove 1', 'remove 3']);
      expect(JSON.stringify(sets[0])).not.toContain('Text 3');
      await compare(counter);
      // What came from a workstation that was away names a version that is gone: it is still told which.
      await consented(third);
      await round(counter);
      const later = await counter.client.consent.byCustomer({ customerId });
      expect(later.lines.map(({ version }) => version).sort()).toEqual([2, 3]);
      expect(await counter.client.textBlocks.save({ ...NEXT, textBlockId: block, after: 5 })).toEqual({ number: 6 });
      nextDay();
      await expire();
      expect(await living('textBlockVersion', ids)).toEqual([second, fourth, fifth]);
    });

    test('a version stays that a consent names which comes while the ledger is looked through [E-81]', async () => {
      await worked(SURE_DAYS);
      const { ids } = await versions(noonOf(sureYear - 4, '02-28'), noonOf(sureYear - 3, '05-01'));
      await consented(ids[2] ?? '');
      let come = false;
      const { dialect } = own().storage;
      const storage = {
        ...own().storage,
        dialect: {
          ...dialect,
          lockChain: async (trx: Trx, id: string) => {
            come = true;
            await writeWithin(own(), dialect, trx, id, async (writing) => consent(writing, ids[0] ?? ''));
            return dialect.lockChain(trx, id);
          },
        },
      };
      await new Expiry({ ...own(), storage }).forChain(chainId, () => false);
      expect(come).toBe(true);
      expect(await living('textBlockVersion', ids)).toEqual([ids[0], ids[2]]);
    });
  });
});

// --- details

const NEXT = { body: '# Neue Fassung', validFrom: '2099-01-01' };

/** 'remove Befund.pdf', 'remove 3' … */
function told(set: LoggedSet | undefined): string[] {
  const name = (about: ShownValue | null) =>
    about?.kind === 'text' ? about.text : about?.kind === 'number' ? about.number : '';
  return (set?.changes ?? []).map(({ action, about }) => `${action} ${name(about)}`).sort();
}
