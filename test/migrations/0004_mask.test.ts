// 0004_mask: what a customer has line by line, and the columns of the whole mask. Customers that were there keep everything, with
// their lines, and nothing of the new is theirs: no block, no preset, nobody erased.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src-main/service/database/connection.ts';
import { migrate } from '../../src-main/service/database/migrate.ts';
import { upTo } from '../support/migrations.ts';

test('a customer keeps addresses, telephones and consents, and has nothing that nobody gave', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-migration-'));
  const sqlite = connect(join(folder, 'tresen.db'), randomBytes(32));
  try {
    migrate(sqlite, upTo('0003_invitation', folder));
    sqlite.exec(`
      INSERT INTO customer (id, changedAt, number, branchId, lastName, status, homeAddressId) VALUES ('c', 1, '10001', 'b', 'Müller', 'deceased', 'a');
      INSERT INTO customerAddress (id, changedAt, customerId, rank, town) VALUES ('a', 1, 'c', 0, 'Köln');
      INSERT INTO customerPhone (id, changedAt, customerId, rank, e164) VALUES ('p', 1, 'c', 0, '+493023125001');
      INSERT INTO consentEntry (id, changedAt, customerId, purpose, kind, capturedHow, capturedAt, capturedBy)
        VALUES ('e', 1, 'c', 'storage', 'granted', 'paper', 2, 'anna');
    `);
    migrate(sqlite, upTo('0004_mask', folder));
    const all = (sql: string) => sqlite.prepare(sql).all();
    expect(all('SELECT * FROM customer')).toMatchObject([
      {
        ...{ id: 'c', number: '10001', lastName: 'Müller', status: 'deceased', homeAddressId: 'a' },
        ...{ externalNumber: null, standardPayerId: null, standardBankAccountId: null, dunningBlock: 0 },
        ...{ reportNeutral: 0, advertisingPreset: null, mergedIntoId: null, erasedAt: null },
      },
    ]);
    expect(all('SELECT town FROM customerAddress')).toEqual([{ town: 'Köln' }]);
    expect(all('SELECT e164 FROM customerPhone')).toEqual([{ e164: '+493023125001' }]);
    expect(all('SELECT kind FROM consentEntry')).toEqual([{ kind: 'granted' }]);
    for (const table of ['customerPayer', 'bankAccount', 'customerCard', 'customerComment', 'serviceCase', 'erasure'])
      expect(all(`SELECT * FROM ${table}`)).toEqual([]);
  } finally {
    sqlite.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
