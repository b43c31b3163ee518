// 0006_health_card: what a card said otherwise. Customers that were there keep everything, and of none a card says anything yet.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src-main/service/database/connection.ts';
import { migrate } from '../../src-main/service/database/migrate.ts';
import { upTo } from '../support/migrations.ts';

test('customers and their lines keep what they are, and no card differs [A-50]', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-migration-'));
  const sqlite = connect(join(folder, 'tresen.db'), randomBytes(32));
  try {
    migrate(sqlite, upTo('0005_archive', folder));
    sqlite.exec(`
      INSERT INTO customer (id, changedAt, number, branchId, lastName, kvnr, contactRoles)
        VALUES ('c', 1, '10001', 'b', 'Müller', 'A123456780', 'doctor');
      INSERT INTO customerAddress (id, changedAt, customerId, rank, town) VALUES ('a', 1, 'c', 0, 'München');
      INSERT INTO customerPayer (id, changedAt, customerId, rank, payerId) VALUES ('p', 1, 'c', 0, 'aok');
    `);
    migrate(sqlite, upTo('0006_health_card', folder));
    expect(sqlite.prepare('SELECT * FROM customer').all()).toMatchObject([
      { id: 'c', number: '10001', lastName: 'Müller', kvnr: 'A123456780', contactRoles: 'doctor', cardDiffers: null },
    ]);
    expect(sqlite.prepare('SELECT id, town FROM customerAddress').all()).toEqual([{ id: 'a', town: 'München' }]);
    expect(sqlite.prepare('SELECT id, payerId FROM customerPayer').all()).toEqual([{ id: 'p', payerId: 'aok' }]);
  } finally {
    sqlite.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
