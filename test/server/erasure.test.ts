// Erasing at the branch server, on both kinds of database: all or nothing, and nothing of what comes late.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { sqliteDialect } from '../../src-server/storage/sqlite.ts';
import { PIN } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { houseOf, rowsAt } from '../support/hard-cases.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { foundingCounter, joinedCounter, openServer, round } from '../support/sync.ts';

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
  test.skipIf(missing !== null)(
    missing === null
      ? 'rows, log and search keys lose what they said of him; a second process takes nothing late either [E-82]'
      : `skipped: ${missing}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tresen-erasure-'));
      const url = kind === 'PostgreSQL' ? await postgres?.database() : undefined;
      const open = () =>
        url === undefined ? sqliteDialect(join(folder, 'server.db'), KEY) : postgresDialect(url, () => undefined);
      const server = await openServer({ dialect: open });
      const counter = await foundingCounter(server);
      const other = await joinedCounter(server, counter);
      try {
        const id = await saveCustomer(counter.client, 'Quittenbaum', { note: 'mag keine Birnen' });
        await round(counter);
        await round(other);
        const { db } = server.running.server.storage;
        const [administrator] = await counter.client.erasure.administrators();
        const [customer] = rowsAt(counter, 'customer');
        const wrong = { employeeId: administrator?.id ?? '', pin: '9999' };
        const about = {
          ...{ customers: [{ customerId: id, documents: {} }], reason: 'requested' as const },
          confirmation: String(customer?.number),
        };
        await expect(counter.client.erasure.erase({ ...about, proof: wrong })).rejects.toMatchObject({
          code: 'WRONG_PIN',
        });
        server.clock.now += 3_600_000;
        await counter.client.erasure.erase({ ...about, proof: { ...wrong, pin: PIN } });
        const all = await db.selectFrom('syncedRow').select(['tableName', 'body']).execute();
        expect(all.filter(({ body }) => /Quittenbaum|Birnen/.test(body))).toEqual([]);
        for (const table of ['branchSearchLine', 'branchSearchKey'] as const)
          expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
        expect(await db.selectFrom('erasedCustomer').select('customerId').execute()).toEqual([{ customerId: id }]);
        // Saved where nobody has heard of it yet.
        houseOf(other).save('customer.save', (unit) => unit.update('customer', id, { note: 'mag doch Birnen' }));
        await server.restart();
        await round(other);
        const late = await server.running.server.storage.db.selectFrom('syncedRow').select('body').execute();
        expect(late.filter(({ body }) => /Birnen/.test(body))).toEqual([]);
        expect(rowsAt(other, 'customer')).toMatchObject([{ note: null }]);
        const said = houseOf(other).db.sqlite.prepare(`SELECT 1 FROM change WHERE "to" LIKE '%Birnen%'`);
        expect(said.all()).toEqual([]);
      } finally {
        counter.close();
        other.close();
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
