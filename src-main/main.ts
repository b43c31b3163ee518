// The counter in Electron: composition only. What a window may do stands in shell/, what the program does in service/.
import { join } from 'node:path';
import { app } from 'electron';
import { fileKeyStore } from './file-key-store.ts';
import { readOptions } from './options.ts';
import { launchLog, productVersion, projectRoot } from './program.ts';
import { noPrinters } from './service/printing/no-printers.ts';
import { createService } from './service/service.ts';
import { declareScheme, refuseTheRest, servePages } from './shell/pages.ts';
import { systemKeyStore } from './shell/system-key-store.ts';
import { openWindow } from './shell/window.ts';
import { connectPages } from './shell/wire.ts';

const log = launchLog();
const options = readOptions(ownArguments(process.argv));
const dataDirectory = options.dataDirectory ?? join(app.getPath('appData'), 'Tresen');
app.setPath('userData', join(dataDirectory, 'window'));
declareScheme();

if (!app.requestSingleInstanceLock()) {
  process.stderr.write('Tresen läuft schon auf diesem Datenordner.\n');
  app.exit(0);
} else {
  void app.whenReady().then(start);
}

function start(): void {
  const service = createService({
    dataDirectory,
    resourcesDirectory: join(projectRoot, 'resources'),
    keyStore: systemKeyStore(dataDirectory) ?? fileKeyStore(dataDirectory),
    host: 'electron',
    version: productVersion,
    now: Date.now,
    log,
    printers: noPrinters,
  });
  refuseTheRest();
  servePages(join(projectRoot, 'build', 'renderer'));
  connectPages(service);
  const window = openWindow({
    preload: join(projectRoot, 'build', 'main', 'preload.cjs'),
    stateDirectory: dataDirectory,
    log,
  });
  window.webContents.once('did-finish-load', () => process.stdout.write('Tresen bereit: Fenster\n'));
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => service.stop());
}

// Electron's own switches and the application folder stand among the arguments.
function ownArguments(argv: readonly string[]): string[] {
  const rest = argv
    .slice(1)
    .filter(
      (argument) => !/^--(no-sandbox|disable-|enable-|remote-|inspect|user-data-dir|headless|ozone)/.test(argument),
    );
  return rest[0] && !rest[0].startsWith('--') ? rest.slice(1) : rest;
}
