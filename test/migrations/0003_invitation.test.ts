// 0003_invitation: what the server says of invitations, beside the access. Accesses that were there keep everything, with their
// devices, and nobody counts as invited.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src-main/service/database/connection.ts';
import { migrate } from '../../src-main/service/database/migrate.ts';
import { upTo } from '../support/migrations.ts';

test('an access keeps its credential and its devices, and nobody was invited', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-migration-'));
  const sqlite = connect(join(folder, 'tresen.db'), randomBytes(32));
  try {
    migrate(sqlite, upTo('0002_blobs', folder));
    sqlite.exec(`
      INSERT INTO customer (id, changedAt, number, branchId, lastName, email) VALUES ('c', 1, '10001', 'b', 'Müller', 'm@example.com');
      INSERT INTO appAccess (id, changedAt, customerId, active, passwordHash, letterNumber, loginCodeHash, confirmedAt)
        VALUES ('c', 1, 'c', 1, 'hash', 'T1-0001', 'code', 5);
      INSERT INTO appDevice (id, changedAt, customerId, accessId, name, connectedAt, lastSeenAt) VALUES ('d', 1, 'c', 'c', 'iPhone', 6, 7);
    `);
    migrate(sqlite, upTo('0003_invitation', folder));
    const all = (sql: string) => sqlite.prepare(sql).all();
    expect(all('SELECT * FROM appAccess')).toMatchObject([
      {
        ...{ id: 'c', active: 1, passwordHash: 'hash', letterNumber: 'T1-0001', loginCodeHash: 'code', confirmedAt: 5 },
        ...{ invitedAt: null, invitedTo: null, invitedUntil: null, invitationAcceptedAt: null },
        invitationEndedAt: null,
      },
    ]);
    expect(all('SELECT id, name, endedAt FROM appDevice')).toEqual([{ id: 'd', name: 'iPhone', endedAt: null }]);
    expect(all('SELECT lastName, email FROM customer')).toEqual([{ lastName: 'Müller', email: 'm@example.com' }]);
  } finally {
    sqlite.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
