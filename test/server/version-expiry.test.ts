// Replaced versions of a text block that nobody has signed are deleted by the branch server after their period (E-81); counters offer
// them no more. On the real service and server, with SQLite and with PostgreSQL.
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import type { Trx } from '../../src-server/storage/storage.ts';
import { type Writing, writeAsServer, writeWithin } from '../../src-server/sync/server-write.ts';
import { Expiry } from '../../src-server/upkeep/expiry.ts';
import { SURE_DAYS } from '../../src-shared/change-log/log-bounds.ts';
import { expiryDesk, LOG, noonOf, sureYear, told } from '../support/expiry-desk.ts';
import { noPostgres } from '../support/postgres.ts';
import { round } from '../support/sync.ts';
import { now } from '../support/upkeep-desk.ts';

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('what has run out', () => {
    const { chain, own, upkeep, nextDay, branchId, worked, held, living, compare } = expiryDesk(kind);

    /** Versions 2 … of the declaration for the app, in force from these days. @returns the text block, and ids from version 1 on */
    const versions = async (...days: number[]): Promise<{ block: string; ids: string[] }> => {
      const block = (await held('textBlock')).find(({ body }) => body.purpose === 'app')?.id ?? '';
      const first = (await held('textBlockVersion')).find(({ body }) => body.textBlockId === block)?.id ?? '';
      const ids = days.map((msecs) => uuidv7({ msecs }));
      await writeAsServer(own(), chain.chainId, async (writing) => {
        days.forEach((validFrom, place) => {
          const body = { textBlockId: block, number: place + 2, body: `Text ${place + 2}`, sha256: 's', validFrom };
          writing.make('textBlockVersion', ids[place] ?? '', null, { ...body, createdBy: null });
        });
      });
      return { block, ids: [first, ...ids] };
    };
    const consent = (writing: Writing, textBlockVersionId: string) =>
      writing.make('consentEntry', own().newId(), branchId(), {
        ...{
          customerId: chain.customerId,
          purpose: 'app',
          kind: 'granted',
          capturedHow: 'paper',
          capturedAt: now,
          capturedBy: 'x',
        },
        textBlockVersionId,
      });
    const consented = (versionId: string) =>
      writeAsServer(own(), chain.chainId, async (writing) => consent(writing, versionId));

    test('replaced versions go after a year, but those that a consent names, and the newest; counters offer them no more [E-81]', async () => {
      await worked(SURE_DAYS);
      const { block, ids } = await versions(
        ...[noonOf(sureYear - 4, '02-28'), noonOf(sureYear - 3, '05-01')],
        ...[noonOf(sureYear - 2, '12-31'), noonOf(sureYear - 1, '01-01')],
      );
      const [, second = '', third = '', fourth = '', fifth = ''] = ids;
      await consented(second);
      await round(chain.counter);
      await upkeep();
      // 1 was replaced four years ago, 3 two years ago; 4 last year only.
      expect(await living('textBlockVersion', ids)).toEqual([second, fourth, fifth]);
      await round(chain.counter);
      const shown = async () =>
        (await chain.counter.client.textBlocks.all())
          .find(({ id }) => id === block)
          ?.versions.map(({ number }) => number);
      expect(await shown()).toEqual([5, 4, 2]);
      const { declarations, lines } = await chain.counter.client.consent.byCustomer({ customerId: chain.customerId });
      const offered = declarations.find(({ key }) => key === 'app')?.signable.map(({ versionId }) => versionId);
      expect(offered?.toSorted()).toEqual([second, fourth, fifth].toSorted());
      expect(lines.map(({ version }) => version)).toEqual([2]);
      const { sets } = await chain.counter.client.changeLog.bySubject({ subjectIds: [block], words: [], ...LOG });
      expect(sets[0]).toMatchObject({ doing: 'textBlock.expire', employee: null });
      expect(told(sets[0])).toEqual(['remove 1', 'remove 3']);
      expect(JSON.stringify(sets[0])).not.toContain('Text 3');
      await compare(chain.counter);
      // What came from a workstation that was away names a version that is gone: it is still told which.
      await consented(third);
      await round(chain.counter);
      const later = await chain.counter.client.consent.byCustomer({ customerId: chain.customerId });
      expect(later.lines.map(({ version }) => version).sort()).toEqual([2, 3]);
      expect(await chain.counter.client.textBlocks.save({ ...NEXT, textBlockId: block, after: 5 })).toEqual({
        number: 6,
      });
      nextDay();
      await upkeep();
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
      await new Expiry({ ...own(), storage }).forChain(chain.chainId, () => false);
      expect(come).toBe(true);
      expect(await living('textBlockVersion', ids)).toEqual([ids[0], ids[2]]);
    });
  });
});

// --- details

const NEXT = { body: '# Neue Fassung', validFrom: '2099-01-01' };
