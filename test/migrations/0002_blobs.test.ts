// 0002_blobs: contents learn whether the branch server has them; those that were there wait to be sent.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../src-main/service/database/connection.ts';
import { migrate } from '../../src-main/service/database/migrate.ts';
import { upTo } from '../support/migrations.ts';

test('contents stay and wait for the server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-migration-'));
  const sqlite = connect(join(folder, 'tresen.db'), randomBytes(32));
  try {
    migrate(sqlite, upTo('0001_sync', folder));
    sqlite.prepare("INSERT INTO blob (sha256, bytes) VALUES ('a', ?)").run(Buffer.from('scan'));
    migrate(sqlite, upTo('0002_blobs', folder));
    expect(sqlite.prepare('SELECT * FROM blob').all()).toEqual([
      { sha256: 'a', bytes: Buffer.from('scan'), uploadedAt: null },
    ]);
  } finally {
    sqlite.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
