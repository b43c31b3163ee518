// 0001_sync: what a branch server needs. Rows that were there stay, nothing counts as answered, and the new tables are empty.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src-main/service/database/connection.ts';
import { migrate } from '../../src-main/service/database/migrate.ts';
import { upTo } from '../support/migrations.ts';

test('a filled database of the first schema keeps its rows and its change log waits for the server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-migration-'));
  const sqlite = connect(join(folder, 'tresen.db'), randomBytes(32));
  try {
    const before = upTo('0000_first', folder);
    migrate(sqlite, before);
    sqlite.exec(`
      INSERT INTO workstation (id, changedAt, branchId, code, name) VALUES ('w', 1, 'b', 'T1', 'Tresen 1');
      INSERT INTO customer (id, changedAt, number, branchId, lastName) VALUES ('c', 1, '10001', 'b', 'Müller');
      INSERT INTO customerAddress (id, changedAt, customerId, rank, town) VALUES ('a', 1, 'c', 0, 'München');
      INSERT INTO customerPhone (id, changedAt, customerId, rank, e164) VALUES ('p', 1, 'c', 0, '+493023125001');
      INSERT INTO changeSet (id, at, doing) VALUES ('s', 1, 'customer.create');
      INSERT INTO change (changeSetId, position, "table", rowId, subjectId, kind, "to") VALUES ('s', 0, 'customer', 'c', 'c', 'create', '{}');
    `);
    migrate(sqlite, upTo('0001_sync', folder));
    const all = (sql: string) => sqlite.prepare(sql).all();
    expect(all('SELECT id, code, lockMinutes, revokedAt, lastSeenAt FROM workstation')).toEqual([
      { id: 'w', code: 'T1', lockMinutes: 5, revokedAt: null, lastSeenAt: null },
    ]);
    expect(all('SELECT id, number, lastName FROM customer')).toEqual([
      { id: 'c', number: '10001', lastName: 'Müller' },
    ]);
    expect(all('SELECT town FROM customerAddress')).toEqual([{ town: 'München' }]);
    expect(all('SELECT e164 FROM customerPhone')).toEqual([{ e164: '+493023125001' }]);
    expect(all('SELECT id, answeredAt, revision FROM changeSet')).toEqual([{ id: 's', answeredAt: null, revision: 0 }]);
    expect(all('SELECT rowId, groupFrom FROM change')).toEqual([{ rowId: 'c', groupFrom: null }]);
    for (const table of ['appDevice', 'conflict', 'task']) expect(all(`SELECT * FROM ${table}`)).toEqual([]);
  } finally {
    sqlite.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
