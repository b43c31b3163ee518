// The data folder of a chain of a hundred branches, ready for the server program: workstations that may speak, one employee a
// branch, some customers. Made through the server's own storage and writing; the tokens are those of nobody.
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { tokenHash } from '../../src-server/joining.ts';
import { createServer } from '../../src-server/server.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { sqliteDialect } from '../../src-server/storage/sqlite.ts';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import { bodySchema } from '../../src-shared/row-schemas.ts';
import type { TableName } from '../../src-shared/tables.ts';
import type { Station } from './load-process.ts';

/** What is long past, so that nobody is told that a clock is wrong. */
const BEFORE = Date.UTC(2026, 0, 5);
const CUSTOMERS_A_BRANCH = 50;

export type LoadShop = { folder: string; settings: Record<string, string>; stations: Station[] };

/** @param databaseUrl null = SQLite in the folder */
export async function loadShop(branches: number, stationsEach: number, databaseUrl: string | null): Promise<LoadShop> {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-bench-load-'));
  const [data, keyFile, key] = [join(folder, 'data'), join(folder, 'server.key'), randomBytes(32)];
  mkdirSync(data);
  writeFileSync(keyFile, `${key.toString('hex')}\n`, { mode: 0o600 });
  const running = await createServer({
    dialect: databaseUrl ? postgresDialect(databaseUrl, () => undefined) : sqliteDialect(join(data, 'server.db'), key),
    ...{ key, now: Date.now, log: pino({ level: 'silent' }), version: 'bench', tls: null, trustedProxies: [] },
  });
  const { server } = running;
  const [chainId, stations] = [uuidv7(), [] as Station[]];
  const chain = { id: chainId, epoch: uuidv7(), epochFrom: 0, epochBefore: null, revision: 0, createdAt: BEFORE };
  await server.storage.db
    .insertInto('chain')
    .values({ ...chain, nextCustomerNumber: 1_000_000, nextWorkstation: branches * stationsEach + 1 })
    .execute();
  await writeAsServer(server, chainId, async (writing) => {
    const make = (table: TableName, id: string, branchId: string | null, body: Record<string, string | number>) =>
      writing.make(table, id, branchId, bodySchema(table).parse(body));
    for (let at = 0; at < branches; at += 1) {
      const [branchId, employeeId] = [uuidv7(), uuidv7()];
      make('branch', branchId, null, { name: `Apotheke ${at + 1}`, headquarters: at === 0 ? 1 : 0 });
      make('employee', employeeId, null, { name: `Person ${at + 1}`, technical: 0 });
      make('employeeRole', uuidv7(), null, { employeeId, branchId, role: 'employee' });
      const customers = Array.from({ length: CUSTOMERS_A_BRANCH }, (_, count) => {
        const id = uuidv7();
        const number = String(at * CUSTOMERS_A_BRANCH + count + 1);
        const names = { lastName: `Nachname ${count}`, firstName: `Vorname ${at}`, kind: 'natural', status: 'active' };
        make('customer', id, branchId, { ...names, number, branchId });
        return id;
      });
      for (let seat = 0; seat < stationsEach; seat += 1) {
        const [workstationId, token] = [uuidv7(), randomBytes(32).toString('base64url')];
        const name = { branchId, code: `W${stations.length + 1}`, name: `Tresen ${seat + 1}`, lockMinutes: 10 };
        make('workstation', workstationId, null, name);
        stations.push({ token, workstationId, branchId, employeeId, customerId: customers[seat] ?? '' });
      }
    }
  });
  for (const { token, workstationId, branchId } of stations)
    await server.storage.db
      .insertInto('workstationKey')
      .values({
        ...{ workstationId, chainId, branchId, tokenHash: tokenHash(token), createdAt: BEFORE, foundedAt: null },
        ...{ revokedAt: null, lastSeenAt: BEFORE, version: 'bench' },
      })
      .execute();
  await running.stop();
  const settings = {
    ...{ TRESEN_DATA: data, TRESEN_KEY_FILE: keyFile, TRESEN_HOST: '127.0.0.1', TRESEN_LOG: 'warn' },
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
  return { folder, settings, stations };
}
