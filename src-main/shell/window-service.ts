// The service of the counter in Electron, and what its window asks of it. Loaded once the window is seen: nothing here is needed
// to show one, and loading it keeps this process from serving the window's page.
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain } from 'electron';
import type { Logger } from 'pino';
import { AFTER_THE_WINDOW_MS, CardReaders } from '../card-readers.ts';
import { fillForDemo } from '../demo-start.ts';
import { fileKeyStore } from '../file-key-store.ts';
import { offerImport } from '../offered-list.ts';
import type { Options } from '../options.ts';
import { OwnServer } from '../own-server.ts';
import { offeredPrinters } from '../printers.ts';
import { productVersion, projectRoot } from '../program.ts';
import { keepsRunning } from '../service/own-server/handlers.ts';
import type { FileSaver, KeyStore, StartHelper } from '../service/ports.ts';
import type { PrinterPort } from '../service/printing/printers.ts';
import { createService, type Service } from '../service/service.ts';
import { lock } from '../service/sign-in.ts';

export type WindowService = {
  readonly service: Service;
  /** Answers what the screen asks through this port. */
  readonly answer: (port: MessagePortMain) => void;
  /** Whether others use this program as their branch server. */
  readonly serves: () => boolean;
  /** Nobody sits at the window any more. */
  readonly leave: () => void;
};

type Parts = {
  readonly dataDirectory: string;
  readonly options: Options;
  readonly system: PrinterPort;
  /** null = the system keeps no secrets. */
  readonly keyStore: KeyStore | null;
  readonly saveFile: FileSaver;
  readonly startHelper: StartHelper;
  readonly log: Logger;
};

/** @param made told of the service before anything is waited for: from then on it must be stopped */
export async function openWindowService(parts: Parts, made: (service: Service) => void): Promise<WindowService> {
  const { dataDirectory, system, startHelper, saveFile, log } = parts;
  const { demo, importFile, printDirectory } = parts.options;
  const service = createService({
    dataDirectory,
    resourcesDirectory: join(projectRoot, 'resources'),
    keyStore: parts.keyStore ?? fileKeyStore(dataDirectory),
    host: 'electron',
    version: productVersion,
    now: Date.now,
    log,
    printers: offeredPrinters({ system, printDirectory, now: Date.now, log }),
    startHelper,
    saveFile,
    ownServer: new OwnServer({ start: startHelper, version: productVersion, log }),
    cardReaders: new CardReaders({ start: startHelper, log, afterMs: AFTER_THE_WINDOW_MS }),
  });
  made(service);
  if (demo) await fillForDemo(service);
  if (importFile !== null) offerImport(service, importFile);
  const { counter } = service;
  const handler = new RPCHandler(service.router);
  return {
    service,
    answer: (port) => void handler.upgrade(port, { context: { counter } }),
    serves: () => counter.house !== null && keepsRunning(counter.house),
    leave: () => lock(counter),
  };
}
