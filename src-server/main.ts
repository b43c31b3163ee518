// The branch server as a process of its own: reads its settings, opens its storage, listens, ends cleanly. Composition only.
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { readCertificate, renewCertificate } from './certificate.ts';
import { readOrMakeKey } from './key-file.ts';
import { helpText, readServerOptions, type ServerOptions } from './options.ts';
import { createServer } from './server.ts';
import { snapshotsIn } from './snapshot/place.ts';
import { startFailure } from './start-failures.ts';
import { sqliteDialect } from './storage/sqlite.ts';
import { BackupRefused, backUpSqlite } from './storage/sqlite-backup.ts';
import type { Dialect } from './storage/storage.ts';
import { serverVersion } from './version.ts';

try {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', default: false },
      config: { type: 'string' },
      backup: { type: 'string' },
      restored: { type: 'boolean', default: false },
      'new-chain': { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(helpText());
  else {
    const options = readServerOptions(process.env, values.config ?? null);
    if (values.backup === undefined)
      await run(options, { restored: values.restored, furtherChain: values['new-chain'] });
    else backUp(options, resolve(values.backup));
  }
} catch (error) {
  const failure = startFailure(error);
  if (failure === null) throw error;
  process.stderr.write(`${failure.sentence}\n${failure.help ? helpText() : ''}`);
  process.exit(failure.exitCode);
}

async function run(options: ServerOptions, asked: { restored: boolean; furtherChain: boolean }): Promise<void> {
  const lines = pino.destination({ fd: 2, sync: false });
  const log = pino({ level: options.logLevel, base: null }, lines);
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const file = databaseFile(options);
  const key = readOrMakeKey(options.keyFile, options.databaseUrl === null && existsSync(file));
  const { tls, trustedProxies, metricsFrom, mail } = options;
  const running = await createServer({
    dialect: await dialectFor(options, file, key, log),
    key,
    now: Date.now,
    log,
    version: serverVersion,
    ...{ trustedProxies, metricsFrom, mail, ...asked },
    snapshots: snapshotsIn(options.dataDirectory),
    tls: tls && readCertificate(tls),
  });
  const port = await running.listen(options.host, options.port);
  if (tls) renewCertificate(running.http.server, tls, log);
  const end = (code: number) => {
    lines.flushSync();
    process.exit(code);
  };
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (stopping) end(1);
      stopping = true;
      log.info({ signal }, 'stopping: running requests are finished');
      running.stop().then(
        () => end(0),
        () => end(1),
      );
    });
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      // The message may quote what was sent; the frames cannot.
      const { name, code, stack } = (error ?? {}) as { name?: string; code?: string; stack?: string };
      log.fatal({ name, code, frames: stack?.split('\n').filter((line) => line.startsWith('    at ')) }, event);
      end(1);
    });
  const scheme = tls ? 'https' : 'http';
  if (running.foundingCode) process.stdout.write(`Einrichtungscode: ${running.foundingCode}\n`);
  process.stdout.write(`Tresen-Filialserver bereit: ${scheme}://${options.host}:${port}\n`);
}

function backUp(options: ServerOptions, target: string): void {
  if (options.databaseUrl !== null)
    throw new BackupRefused('PostgreSQL sichert sich mit pg_dump; docs/server.md beschreibt es.');
  const file = databaseFile(options);
  if (!existsSync(file)) throw new BackupRefused(`Es gibt noch keine Datenbank unter ${file}.`);
  backUpSqlite(file, readOrMakeKey(options.keyFile, true), target);
  process.stdout.write(`Gesichert: ${target}\n`);
}

function databaseFile({ dataDirectory }: ServerOptions): string {
  return join(dataDirectory, 'server.db');
}

async function dialectFor(
  { databaseUrl }: ServerOptions,
  file: string,
  key: Buffer,
  log: pino.Logger,
): Promise<Dialect> {
  if (databaseUrl === null) return sqliteDialect(file, key);
  const { postgresDialect } = await import('./storage/postgres.ts');
  return postgresDialect(databaseUrl, (error) =>
    log.warn({ code: (error as { code?: string }).code }, 'the connection to the database broke'),
  );
}
