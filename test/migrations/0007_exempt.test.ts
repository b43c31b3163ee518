// 0007_exempt: a document may outlive its period. Documents that were there keep everything, and none is exempted.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src-main/service/database/connection.ts';
import { migrate } from '../../src-main/service/database/migrate.ts';
import { upTo } from '../support/migrations.ts';

test('documents keep what they are, and none is exempted [E-81]', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-migration-'));
  const sqlite = connect(join(folder, 'tresen.db'), randomBytes(32));
  try {
    migrate(sqlite, upTo('0006_health_card', folder));
    sqlite.exec(`
      INSERT INTO document (id, changedAt, customerId, kind, name, mediaType, size, sha256, createdAt, locked)
        VALUES ('d', 1, 'c', 'other', 'Befund.pdf', 'application/pdf', 7, 'x', 1, 1);
      INSERT INTO blob (sha256, bytes) VALUES ('x', x'25504446');
    `);
    migrate(sqlite, upTo('0007_exempt', folder));
    expect(sqlite.prepare('SELECT * FROM document').all()).toMatchObject([
      { id: 'd', customerId: 'c', kind: 'other', name: 'Befund.pdf', size: 7, locked: 1, keptOnPurpose: 0 },
    ]);
    expect(sqlite.prepare('SELECT sha256 FROM blob').all()).toEqual([{ sha256: 'x' }]);
  } finally {
    sqlite.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
