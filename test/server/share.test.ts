// A workstation reads and counts its own share of a chain, whatever the other branches have: shown by what SQLite says that it
// would read.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CompiledQuery, Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEncrypted, sqliteDialect } from '../../src-server/storage/sqlite.ts';
import { openStorage } from '../../src-server/storage/storage.ts';
import type { ServerTables } from '../../src-server/storage/tables.ts';
import { pull } from '../../src-server/sync/pull.ts';
import { tallies } from '../../src-server/sync/tallies.ts';

const KEY = Buffer.alloc(32, 7);
const BRANCHES = 20;
const CUSTOMERS_EACH = 30;

let folder: string;
let db: Kysely<ServerTables>;
let asked: CompiledQuery[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-share-'));
  const file = join(folder, 'server.db');
  await (await openStorage(sqliteDialect(file, KEY))).close();
  fill(file);
  asked = [];
  db = new Kysely({ dialect: sqliteDialect(file, KEY).kysely, log: ({ query }) => void asked.push(query) });
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const ME = { chainId: 'chain', workstationId: 'tresen-1', branchId: 'branch-3' };

describe('a share of a chain', () => {
  it.each([{ skipOwn: false }, { skipOwn: true }])('is pulled by its index alone, $skipOwn', async ({ skipOwn }) => {
    const answer = await pull({ db, now: () => 1 }, ME, { cursor: 0, rows: 500, skipOwn });
    expect(answer?.total).toBe(CUSTOMERS_EACH);
    // Every second one was written by this workstation itself.
    expect(answer?.rows).toHaveLength(skipOwn ? CUSTOMERS_EACH / 2 : CUSTOMERS_EACH);
    expect(answer?.rows.map(({ revision }) => revision)).toEqual(
      answer?.rows.map(({ revision }) => revision).toSorted((one, other) => one - other),
    );
    expectShareOnly();
  });

  it('is counted without a look at a row', async () => {
    const answer = await tallies(db, 1, ME, async () => undefined);
    const last = (CUSTOMERS_EACH - 1) * BRANCHES + 4;
    expect(answer?.tallies).toEqual([{ table: 'customer', rows: CUSTOMERS_EACH, revision: last }]);
    for (const plan of expectShareOnly()) expect(plan).toContain('COVERING');
  });
});

/** @returns how each question about synced rows is answered */
function expectShareOnly(): string[] {
  const file = join(folder, 'server.db');
  const sqlite = openEncrypted(file, KEY);
  try {
    const plans = asked
      .filter(({ sql }) => sql.includes('"syncedRow"'))
      .map(({ sql, parameters }) =>
        (sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[])
          .map(({ detail }) => detail)
          .join('; '),
      );
    expect(plans.length).toBeGreaterThan(1);
    for (const plan of plans) expect(plan).toContain('INDEX syncedRow_share (chainId=? AND branchId=?');
    return plans;
  } finally {
    sqlite.close();
  }
}

/** Branches take turns, so that a share lies scattered over all revisions. */
function fill(file: string): void {
  const sqlite = openEncrypted(file, KEY);
  const last = BRANCHES * CUSTOMERS_EACH;
  sqlite
    .prepare(
      `INSERT INTO chain (id, epoch, epochFrom, revision, nextCustomerNumber, nextWorkstation, createdAt)
       VALUES ('chain', 'epoch', 0, ?, 1, 1, 0)`,
    )
    .run(last);
  const row = sqlite.prepare(
    `INSERT INTO syncedRow (chainId, tableName, id, branchId, subjectId, revision, changedAt, removedAt, body, marks, writtenBy)
     VALUES ('chain', 'customer', ?, ?, ?, ?, 0, NULL, '{}', '{}', ?)`,
  );
  for (let revision = 1; revision <= last; revision++) {
    const [id, turn] = [`customer-${revision}`, Math.floor((revision - 1) / BRANCHES)];
    row.run(id, `branch-${(revision - 1) % BRANCHES}`, id, revision, turn % 2 === 0 ? ME.workstationId : 'tresen-2');
  }
  sqlite.close();
}
