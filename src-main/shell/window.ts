// The one window: sandboxed, remembered in size and place, reloaded when its renderer dies.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserWindow, screen } from 'electron';
import type { Logger } from 'pino';
import { ORIGIN } from './pages.ts';

type Place = { x?: number; y?: number; width: number; height: number; maximized: boolean };

export function openWindow(options: { preload: string; stateDirectory: string; log: Logger }): BrowserWindow {
  const stateFile = join(options.stateDirectory, 'window.json');
  const place = readPlace(stateFile);
  const window = new BrowserWindow({
    ...place,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Tresen',
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (place.maximized) window.maximize();
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => keepPlace(window, stateFile));
  window.webContents.on('render-process-gone', (_event, details) => {
    options.log.error({ reason: details.reason }, 'the renderer is gone');
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  void window.loadURL(`${ORIGIN}/`);
  return window;
}

function readPlace(file: string): Place {
  try {
    const place = JSON.parse(readFileSync(file, 'utf8')) as Place;
    const visible = screen.getAllDisplays().some(({ bounds }) => {
      const { x = bounds.x, y = bounds.y } = place;
      return x >= bounds.x - 50 && y >= bounds.y - 50 && x < bounds.x + bounds.width && y < bounds.y + bounds.height;
    });
    if (visible && place.width > 0 && place.height > 0) return place;
  } catch {
    // No state yet, or an unreadable one: the default is as good.
  }
  return { width: 1366, height: 768, maximized: false };
}

function keepPlace(window: BrowserWindow, file: string): void {
  try {
    writeFileSync(file, JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  } catch {
    // A full disk must not keep the window from closing.
  }
}
