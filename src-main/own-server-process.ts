// The branch server of a shop with one PC, in a process of its own: the very server that `npm run server` starts, told by
// messages instead of an environment. It ends with the program that started it, whatever became of that.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import pino from 'pino';
import { createServer, type RunningServer } from '../src-server/server.ts';
import { snapshotsIn } from '../src-server/snapshot/place.ts';
import { sqliteDialect } from '../src-server/storage/sqlite.ts';
import type { OwnServerNews, OwnServerOrder, StartOrder } from './own-server.ts';
import { parentWire } from './service/parent-wire.ts';

/** Customers' phones come through a reverse proxy on this PC; nobody else can reach a loopback port. */
const HOST = '127.0.0.1';

const tell = parentWire<OwnServerOrder, OwnServerNews>(take, () => void end());
let running: RunningServer | null = null;
let ending = false;

// A terminal sends its Ctrl+C to both; the counter says when it is over.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void end());
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => fail(error));

function take(order: OwnServerOrder): void {
  if (order.kind === 'stop') void end();
  else start(order).catch(fail);
}

async function start(order: StartOrder): Promise<void> {
  mkdirSync(order.directory, { recursive: true, mode: 0o700 });
  const log = pino(
    { level: 'info', base: null },
    { write: (line: string) => tell({ kind: 'log', line: line.trimEnd() }) },
  );
  const key = Buffer.from(order.key);
  running = await createServer({
    dialect: sqliteDialect(join(order.directory, 'server.db'), key),
    key,
    ...{ now: Date.now, log, version: order.version, trustedProxies: [HOST], tls: null },
    snapshots: snapshotsIn(order.directory),
  });
  const { server, foundingCode } = running;
  const port = await listen(running, order.port);
  if (ending) return;
  const chain = await server.storage.db.selectFrom('chain').select('id').executeTakeFirst();
  tell({ kind: 'listening', port, foundingCode, chainId: chain?.id ?? null });
}

/** Where it was before, so that a reverse proxy finds it again; somewhere else when that place is taken. */
async function listen(server: RunningServer, remembered: number): Promise<number> {
  try {
    return await server.listen(HOST, remembered);
  } catch (error) {
    const { code } = error as { code?: string };
    if (remembered === 0 || (code !== 'EADDRINUSE' && code !== 'EACCES')) throw error;
    return server.listen(HOST, 0);
  }
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await running?.stop().catch(() => undefined);
  process.exit(0);
}

/** Whatever it is: the counter starts another process, later and later. */
function fail(error: unknown): void {
  const { code, name } = (error ?? {}) as { code?: string; name?: string };
  tell({ kind: 'failed', code: code ?? name ?? 'unknown' });
  setTimeout(() => process.exit(1), 100);
}
