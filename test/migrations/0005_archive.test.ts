// 0005_archive: what a template says of its prints. Templates that were there file what they filed, and documents that were there
// stay everybody's to take away.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src-main/service/database/connection.ts';
import { migrate } from '../../src-main/service/database/migrate.ts';
import { upTo } from '../support/migrations.ts';

test('templates and documents keep what they are, and none is locked [E-78]', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-migration-'));
  const sqlite = connect(join(folder, 'tresen.db'), randomBytes(32));
  try {
    migrate(sqlite, upTo('0004_mask', folder));
    sqlite.exec(`
      INSERT INTO textBlock (id, changedAt, purpose, title) VALUES ('t', 1, 'app', 'App');
      INSERT INTO document (id, changedAt, customerId, kind, name, mediaType, size, sha256, createdAt)
        VALUES ('d', 1, 'c', 'other', 'Befund.pdf', 'application/pdf', 7, 'x', 1);
    `);
    migrate(sqlite, upTo('0005_archive', folder));
    expect(sqlite.prepare('SELECT * FROM textBlock').all()).toMatchObject([
      { id: 't', purpose: 'app', title: 'App', archive: 0, changeable: 1 },
    ]);
    expect(sqlite.prepare('SELECT * FROM document').all()).toMatchObject([
      { id: 'd', customerId: 'c', kind: 'other', name: 'Befund.pdf', size: 7, locked: 0 },
    ]);
  } finally {
    sqlite.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
