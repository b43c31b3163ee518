// The branch server as a process of its own: reads its settings, opens its storage, listens, ends cleanly. Composition only.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { BadKeyFile, readOrMakeKey } from './key-file.ts';
import { BadOptions, helpText, readServerOptions, type ServerOptions } from './options.ts';
import { createServer } from './server.ts';
import { sqliteDialect } from './storage/sqlite.ts';
import type { Dialect } from './storage/storage.ts';
import { serverVersion } from './version.ts';

try {
  const { values } = parseArgs({
    options: { help: { type: 'boolean', default: false }, config: { type: 'string' } },
  });
  if (values.help) process.stdout.write(helpText());
  else await run(readServerOptions(process.env, values.config ?? null));
} catch (error) {
  const foreseen = error instanceof BadOptions || error instanceof BadKeyFile;
  const usage = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ?? false;
  if (!foreseen && !usage) throw error;
  process.stderr.write(`${(error as Error).message}\n${usage ? helpText() : ''}`);
  process.exit(2);
}

async function run(options: ServerOptions): Promise<void> {
  const log = pino({ level: options.logLevel, base: null }, pino.destination({ fd: 2, sync: true }));
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const file = join(options.dataDirectory, 'server.db');
  const key = readOrMakeKey(options.keyFile, options.databaseUrl === null && existsSync(file));
  const running = await createServer({
    dialect: await dialectFor(options, file, key, log),
    key,
    now: Date.now,
    log,
    version: serverVersion,
    trustedProxies: options.trustedProxies,
    tls: options.tls && {
      certificate: readFileSync(options.tls.certificateFile),
      key: readFileSync(options.tls.keyFile),
    },
  });
  const port = await running.listen(options.host, options.port);
  const stop = () => void running.stop().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  const scheme = options.tls ? 'https' : 'http';
  process.stdout.write(`Tresen-Filialserver bereit: ${scheme}://${options.host}:${port}\n`);
  if (running.foundingCode) process.stdout.write(`Einrichtungscode: ${running.foundingCode}\n`);
}

async function dialectFor(
  { databaseUrl }: ServerOptions,
  file: string,
  key: Buffer,
  log: pino.Logger,
): Promise<Dialect> {
  if (databaseUrl !== null) {
    const { postgresDialect } = await import('./storage/postgres.ts');
    return postgresDialect(databaseUrl, (error) =>
      log.warn({ code: (error as { code?: string }).code }, 'the connection to the database broke'),
    );
  }
  return sqliteDialect(file, key);
}
