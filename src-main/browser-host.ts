// The same service on loopback for a plain browser: development, tests, machines without Electron. Not part of the packaged
// program. Composition only: who is let in stands in loopback.ts, what the program does in service/.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import { AFTER_THE_WINDOW_MS, CardReaders } from './card-readers.ts';
import { checkDemoFolder, fillForDemo } from './demo-start.ts';
import { fileKeyStore } from './file-key-store.ts';
import { checkPrintFolder, ensureDataFolder } from './folders.ts';
import { type Loopback, serveLoopback } from './loopback.ts';
import { checkImportFile, offerImport } from './offered-list.ts';
import { type Options, readOptions } from './options.ts';
import { OwnServer } from './own-server.ts';
import { hasSpooler, offeredPrinters, spoolerSocket } from './printers.ts';
import { openLog, productVersion, projectRoot, traceOf } from './program.ts';
import { Refusal } from './refusal.ts';
import { startForked } from './service/database/forked-helper.ts';
import { createCupsPrinter } from './service/printing/cups-printer.ts';
import { createService } from './service/service.ts';
import { warmUpSoon } from './warm-up.ts';

try {
  await begin(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(error.exitCode);
}

async function begin(options: Options): Promise<void> {
  const dataDirectory = options.dataDirectory ?? join(homedir(), '.tresen');
  ensureDataFolder(dataDirectory);
  if (options.printDirectory !== null) checkPrintFolder(options.printDirectory);
  if (options.demo) checkDemoFolder(dataDirectory);
  if (options.importFile !== null) checkImportFile(options.importFile);
  const log = openLog(dataDirectory);
  process.on('uncaughtExceptionMonitor', (error) => log.fatal(traceOf(error), 'the program breaks down'));
  const service = createService({
    dataDirectory,
    resourcesDirectory: join(projectRoot, 'resources'),
    keyStore: fileKeyStore(dataDirectory),
    host: 'browser',
    version: productVersion,
    now: Date.now,
    log,
    ownServer: new OwnServer({ start: startForked, version: productVersion, log }),
    cardReaders: new CardReaders({ start: startForked, log, afterMs: AFTER_THE_WINDOW_MS }),
    printers: offeredPrinters({
      system: hasSpooler ? createCupsPrinter({ socketPath: spoolerSocket() }) : null,
      printDirectory: options.printDirectory,
      now: Date.now,
      log,
    }),
  });
  if (options.demo) await fillForDemo(service);
  if (options.importFile !== null) offerImport(service, options.importFile);
  const handler = new RPCHandler(service.router);
  const loopback = await serveLoopback({
    pages: join(projectRoot, 'build', 'renderer'),
    port: options.port,
    wired: (wire) => void handler.upgrade(wire, { context: { counter: service.counter } }),
  }).catch((error: unknown) => {
    service.stop();
    throw portRefusal(options.port, error);
  });
  stopOnSignals(() => stop(service, loopback));
  process.stdout.write(`Tresen bereit: ${loopback.url}\n`);
  process.stdout.write('Diese Adresse im Browser öffnen; Strg+C beendet Tresen.\n');
  warmUpSoon(service);
}

function stop(service: { stop(): void }, loopback: Loopback): void {
  loopback.stop();
  service.stop();
  process.exit(0);
}

function stopOnSignals(work: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, work);
}

function portRefusal(port: number, error: unknown): Refusal {
  const code = (error as { code?: string }).code;
  if (code === 'EADDRINUSE') return new Refusal(`Port ${port} ist schon vergeben; --port 0 nimmt einen freien.`);
  return new Refusal(`Tresen kann Port ${port} nicht öffnen (${code}).`);
}
