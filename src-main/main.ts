// The counter in Electron: composition only. What a window may do stands in shell/, what the program does in service/.
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, shell } from 'electron';
import type { Logger } from 'pino';
import { checkDemoFolder } from './demo-start.ts';
import { checkPrintFolder, ensureDataFolder } from './folders.ts';
import { checkImportFile } from './offered-list.ts';
import { type Options, readOptions } from './options.ts';
import { hasSpooler, spoolerSocket } from './printers.ts';
import { logFolder, openLog, productVersion, projectRoot } from './program.ts';
import { rawPrinting } from './raw-printing.ts';
import { Refusal } from './refusal.ts';
import type { Service } from './service/service.ts';
import { startUtility } from './shell/helper-process.ts';
import { setMenu } from './shell/menu.ts';
import { standByProgram, standByWindow } from './shell/mishaps.ts';
import { ownArguments } from './shell/own-arguments.ts';
import { declareScheme, refuseTheRest, servePages } from './shell/pages.ts';
import { createWindowPrinter } from './shell/printing.ts';
import { quitAfter } from './shell/quitting.ts';
import { fileSaver } from './shell/save-file.ts';
import { stayWhenClosed } from './shell/staying.ts';
import { systemKeyStore } from './shell/system-key-store.ts';
import { type ShellLanguage, type ShellTexts, shellTexts } from './shell/texts.ts';
import { openWindow, seen } from './shell/window.ts';
import { windowFolder } from './shell/window-folder.ts';
import type { WindowService } from './shell/window-service.ts';
import { windowsPrinters } from './shell/windows-printers.ts';
import { connectPages } from './shell/wire.ts';
import { warmUpSoon } from './warm-up.ts';

const PRELOAD = join(projectRoot, 'build', 'main', 'preload.cjs');

try {
  begin(readOptions(ownArguments(process.argv, app.isPackaged)));
} catch (error) {
  void refuse(error);
}

function begin(options: Options): void {
  const dataDirectory = options.dataDirectory ?? defaultDataFolder();
  ensureDataFolder(dataDirectory);
  if (options.printDirectory !== null) checkPrintFolder(options.printDirectory);
  if (options.demo) checkDemoFolder(dataDirectory);
  if (options.importFile !== null) checkImportFile(options.importFile);
  app.setPath('userData', windowFolder(dataDirectory));
  declareScheme();
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write('Tresen läuft schon auf diesem Datenordner; sein Fenster ist jetzt vorn.\n');
    app.exit(0);
    return;
  }
  void app.whenReady().then(() => start(dataDirectory, options).catch(refuse));
}

async function start(dataDirectory: string, options: Options): Promise<void> {
  const log = openLog(dataDirectory);
  standByProgram(log, () => shellTexts[systemLanguage()]);
  refuseTheRest();
  servePages(join(projectRoot, 'build', 'renderer'));
  // The window first: whatever its page asks for is served by this process, which would be busy with the service otherwise.
  const window = openWindow({ preload: PRELOAD, stateDirectory: dataDirectory });
  let opened: WindowService | null = null;
  const language = () => opened?.service.counter.session.seat?.language ?? systemLanguage();
  const showMenu = attend(window, language, log, dataDirectory);
  const system = createWindowPrinter({
    preload: PRELOAD,
    spooler: hasSpooler ? spoolerSocket() : null,
    list: windowsPrinters(),
    printBytes: rawPrinting({ start: startUtility }),
  });
  quitAfter(system);
  const keyStore = systemKeyStore(dataDirectory);
  const saveFile = fileSaver(window);
  const parts = { dataDirectory, options, system, keyStore, saveFile, startHelper: startUtility, log };
  const opening = seen(window)
    .then(() => import('./shell/window-service.ts'))
    .then(({ openWindowService }) => (window.isDestroyed() ? nothingMore() : openWindowService(parts, stopAtTheEnd)))
    // A database that is closed while the sample shop is still being filled.
    .catch((error: unknown) => (window.isDestroyed() ? nothingMore() : Promise.reject(error)));
  connectPages(opening, (pageId) => !window.isDestroyed() && window.webContents.id === pageId);
  opened = await opening;
  if (!window.isDestroyed()) serve(window, opened, showMenu, () => shellTexts[language()]);
}

/** The program is ending: no database is opened any more, and what waits for one waits in vain. */
function nothingMore(): Promise<never> {
  return new Promise(() => undefined);
}

function stopAtTheEnd(service: Service): void {
  app.on('will-quit', () => service.stop());
}

/**
 * What a window needs from its first moment: it can be closed, crash or be asked for while the service is still being loaded.
 * @returns shows the menu anew, in the language of now
 */
function attend(window: BrowserWindow, language: () => ShellLanguage, log: Logger, dataDirectory: string): () => void {
  const texts = () => shellTexts[language()];
  const showMenu = () =>
    setMenu(window, language(), {
      openLogFolder: () => void shell.openPath(logFolder(dataDirectory)),
      showAbout: () =>
        void dialog.showMessageBox(window, {
          message: 'Tresen',
          detail: texts().aboutText(productVersion, process.versions.electron ?? '', dataDirectory),
        }),
    });
  showMenu();
  standByWindow(window, log, texts);
  window.on('closed', () => app.quit());
  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  return showMenu;
}

function serve(window: BrowserWindow, opened: WindowService, showMenu: () => void, texts: () => ShellTexts): void {
  const { service } = opened;
  showMenu();
  void (async () => {
    for await (const news of service.counter.news.subscribe('news')) if (news.kind === 'seat') showMenu();
  })();
  stayWhenClosed(window, {
    texts,
    icon: join(projectRoot, 'resources', 'tray', 'tray.png'),
    serves: opened.serves,
    left: opened.leave,
  });
  whenLoaded(window, () => {
    process.stdout.write('Tresen bereit: Fenster\n');
    warmUpSoon(service);
  });
}

/** The page may have been quicker than the database. */
function whenLoaded(window: BrowserWindow, work: () => void): void {
  if (window.webContents.isLoading()) window.webContents.once('did-finish-load', work);
  else work();
}

/** Before a workstation says which it wants. */
function systemLanguage(): ShellLanguage {
  return app.getLocale().startsWith('en') ? 'en' : 'de';
}

/** On Windows not the roaming folder: a database does not travel from PC to PC at every sign-in. */
function defaultDataFolder(): string {
  const local = process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined;
  return join(local ?? app.getPath('appData'), 'Tresen');
}

/** A terminal shows the sentence; a program started by a double click has none. What nobody foresaw is no refusal. */
async function refuse(refusal: unknown): Promise<void> {
  if (!(refusal instanceof Refusal)) {
    setImmediate(() => {
      throw refusal;
    });
    return;
  }
  process.stderr.write(`${refusal.message}\n`);
  if (app.isPackaged) {
    await app.whenReady();
    dialog.showErrorBox('Tresen', refusal.message);
  }
  app.exit(refusal.exitCode);
}
