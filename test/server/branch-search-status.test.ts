// What a search of other branches says of a customer whose status is one of the chain's own (E-11): it counts as what it means,
// and goes on doing so when the list says something else afterwards. On the real service and server, on both databases.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import type { CustomerStatus } from '../../src-shared/customers/rules.ts';
import type { TestCounter } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { houseOf } from '../support/hard-cases.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('a customer of another branch', () => {
    let postgres: TestPostgres | null = null;
    let server: TestServer;
    let sun: TestCounter;
    let moon: TestCounter;

    beforeAll(async () => {
      if (kind === 'PostgreSQL') postgres = await startPostgres();
    });
    afterAll(() => postgres?.close());
    beforeEach(async () => {
      const url = await postgres?.database();
      server = await openServer(url === undefined ? {} : { dialect: () => postgresDialect(url, () => undefined) });
      sun = await foundingCounter(server);
      const house = houseOf(sun);
      const branchId = house.newId();
      const employeeId = sun.service.counter.session.person?.id ?? '';
      house.save('branch.save', (unit) => {
        unit.create('branch', { id: branchId, name: 'Mond-Apotheke' });
        unit.create('employeeRole', { id: house.newId(), employeeId, branchId, role: 'administrator' });
      });
      await sun.client.settings.save({ changes: { changeBranchInSearch: 'yes' } });
      moon = await joinedCounter(server, sun, { branchId });
    });
    afterEach(async () => {
      sun.close();
      moon.close();
      await server.close();
    });

    const list = async (name: string, meaning: CustomerStatus, id: string | null = null, ended = false) => {
      server.clock.now += 1000;
      const form = { name, meaning };
      const saved = await sun.client.lists.save({ list: 'customerStatus', form, id, ended });
      await round(sun);
      return saved.id;
    };
    const shared = async (status: string) => {
      const customerId = await saveCustomer(sun.client, 'Müller', { status });
      const house = houseOf(sun);
      house.save('consent.sign', (unit) =>
        unit.create('consentEntry', {
          ...{ id: house.newId(), customerId, purpose: 'branchSharing', kind: 'granted', capturedHow: 'paper' },
          ...{ capturedAt: house.now(), capturedBy: sun.service.counter.session.person?.id ?? '' },
        }),
      );
      await round(sun);
    };
    const found = async () => {
      const { rows } = await moon.client.branchSearch.find({ text: 'müller', limit: 20, statuses: [] });
      return rows.map(({ status, locked }) => ({ status, locked }));
    };

    test('is blocked by a status of the chain that means blocked, as by the built-in one [A-36 E-11]', async () => {
      const [hidden, regular] = [await list('Ruht', 'blocked'), await list('Stammkunde', 'active')];
      for (const status of ['blocked', 'active', hidden, regular]) await shared(status);
      const expected = { blocked: true, active: false, [hidden]: true, [regular]: false };
      expect(Object.fromEntries((await found()).map(({ status, locked }) => [status, locked]))).toEqual(expected);
    });

    test('follows the list when a status is given another meaning, or ends [A-36 E-11]', async () => {
      const status = await list('Ruht', 'inactive');
      await shared(status);
      expect(await found()).toEqual([{ status, locked: false }]);
      await list('Ruht', 'blocked', status);
      expect(await found()).toEqual([{ status, locked: true }]);
      await list('Ruht', 'blocked', status, true);
      expect(await found()).toEqual([{ status, locked: true }]);
      await list('Ruht', 'deceased', status);
      expect(await found()).toEqual([{ status, locked: false }]);
    });
  });
});
