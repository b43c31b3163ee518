// The one window: sandboxed, where and as large as it was left.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, type Rectangle, screen } from 'electron';
import { SCREEN } from './pages.ts';
import { listenForZoom } from './zoom.ts';

type Place = { bounds: Rectangle | null; maximized: boolean };

/** A counter PC's usual screen, whole. */
const DEFAULT_SIZE = { width: 1366, height: 768 };
/** So much of the window's upper edge must lie on a screen, or nobody could take hold of it. */
const GRIP = { width: 120, height: 24 };
const KEPT_AFTER_MS = 500;

/** @param options.stateDirectory where size and place are kept */
export function openWindow(options: { preload: string; stateDirectory: string }): BrowserWindow {
  const stateFile = join(options.stateDirectory, 'window.json');
  const place = readPlace(stateFile);
  const window = new BrowserWindow({
    ...(place.bounds ?? DEFAULT_SIZE),
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Tresen',
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  if (place.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  keepPlace(window, stateFile);
  listenForZoom(window.webContents);
  void window.loadURL(SCREEN.url);
  return window;
}

/** So long nobody waits for a page that cannot be drawn: what the matter is, the service may say. */
const SEEN_WITHIN_MS = 1000;

/** Resolves when there is something to see in it. */
export function seen(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    window.once('ready-to-show', () => resolve());
    setTimeout(resolve, SEEN_WITHIN_MS).unref();
  });
}

function readPlace(file: string): Place {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Place>;
    return { bounds: bounds && isReachable(bounds) ? bounds : null, maximized: maximized === true };
  } catch {
    return { bounds: null, maximized: false }; // none yet, or an unreadable one: the default is as good
  }
}

/** The screen it was on may be gone, or smaller now. */
function isReachable({ x, y, width, height }: Rectangle): boolean {
  if (![x, y, width, height].every(Number.isInteger) || width < GRIP.width || height < GRIP.height) return false;
  return screen.getAllDisplays().some(({ workArea }) => {
    const shownWidth = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return shownWidth >= GRIP.width && y >= workArea.y - GRIP.height && y <= workArea.y + workArea.height - GRIP.height;
  });
}

/** Soon after every change, not only at the end: a power cut asks nobody. */
function keepPlace(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const keep = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    const place: Place = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      writeFileSync(`${file}.new`, JSON.stringify(place));
      renameSync(`${file}.new`, file);
    } catch {
      // A full disk must not keep the window from moving.
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, KEPT_AFTER_MS);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('close', keep);
}
