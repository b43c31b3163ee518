// A server that holds a chain names another founder only when its operator asks for it, and for a day.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { join as joinChain } from '../../src-server/joining.ts';
import { createServer, type RunningServer } from '../../src-server/server.ts';
import { sqliteDialect } from '../../src-server/storage/sqlite.ts';

const KEY = Buffer.alloc(32, 7);
const DAY = 24 * 60 * 60_000;
let directory: string;
let now: number;
let running: RunningServer | null = null;
let births = 0;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tresen-chains-'));
  now = Date.UTC(2026, 10, 21, 9, 30);
});
afterEach(async () => {
  await running?.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function started(furtherChain: boolean): Promise<RunningServer> {
  await running?.stop();
  running = await createServer({
    ...{ dialect: sqliteDialect(join(directory, 'server.db'), KEY), key: KEY, now: () => now, furtherChain },
    ...{ log: pino({ level: 'silent' }), version: 'test', trustedProxies: [], tls: null },
  });
  return running;
}

function found({ server }: RunningServer, code: string) {
  const id = `w${++births}`;
  const parts = { now: now, newId: () => `c${++births}`, announce: async () => undefined };
  return joinChain(server.storage.db, parts, { code, version: 'test', workstation: { id, branchId: `b${births}` } });
}

test('the first chain is founded with the code of the console, whenever that is', async () => {
  const server = await started(false);
  now += 400 * DAY;
  expect(await found(server, server.foundingCode ?? '')).toMatchObject({ as: 'founder' });
  expect((await started(false)).foundingCode).toBe(null);
});

test('a further chain is founded only where the operator asks for a code, once, and within a day', async () => {
  const first = await started(false);
  await found(first, first.foundingCode ?? '');
  const second = await started(true);
  const code = second.foundingCode ?? '';
  now += DAY - 1;
  expect(await found(second, code)).toMatchObject({ as: 'founder' });
  expect(await found(second, code)).toBe('CODE');
  const chains = await second.server.storage.db.selectFrom('chain').select('id').execute();
  expect(chains).toHaveLength(2);
  const third = await started(true);
  now += DAY;
  expect(await found(third, third.foundingCode ?? '')).toBe('CODE');
});
