// Carries the server's part of a template into an empty PostgreSQL database, table by table, so that a storm begins there with
// the very same chain.
import { join } from 'node:path';
import { sql } from 'kysely';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { sqliteDialect } from '../../src-server/storage/sqlite.ts';
import { openStorage } from '../../src-server/storage/storage.ts';
import type { Template } from './shop.ts';

/** What a joined chain has; the others are empty in a template. */
const FILLED = ['chain', 'workstationKey', 'activationCode', 'syncedRow', 'customerNumber', 'judgedSet'] as const;

export async function copyToPostgres(template: Template, url: string): Promise<void> {
  const from = await openStorage(sqliteDialect(join(template.directory, 'server', 'server.db'), template.serverKey));
  const to = await openStorage(postgresDialect(url, () => undefined));
  try {
    for (const table of FILLED) {
      const rows = await from.db.selectFrom(table).selectAll().execute();
      for (const row of rows)
        await to.db
          .insertInto(table)
          .values(row as never)
          .execute();
    }
    await sql`ANALYZE`.execute(to.db);
  } finally {
    await from.close();
    await to.close();
  }
}
