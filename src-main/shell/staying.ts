// What closing the window means while the program serves others as their branch server: it stays in the notification area
// ('tray'); where the system has none, it asks. It refuses to know who is served.
import { execFile } from 'node:child_process';
import { app, type BrowserWindow, dialog, Menu, Tray } from 'electron';
import type { ShellTexts } from './texts.ts';

export type Staying = {
  /** Asked at each closing. */
  serves: () => boolean;
  texts: () => ShellTexts;
  /** A picture of 16 pixels, with one of 32 beside it. */
  icon: string;
  /** Nobody sits here any more. */
  left: () => void;
};

export function stayWhenClosed(window: BrowserWindow, staying: Staying): void {
  let quitting = false;
  let tray: Tray | null = null;
  app.on('before-quit', () => {
    quitting = true;
  });
  // The system ends: nothing is asked then.
  window.on('session-end', () => {
    quitting = true;
  });
  window.on('show', () => {
    quitting = false;
    tray?.destroy();
    tray = null;
  });
  window.on('close', (event) => {
    if (quitting || !staying.serves()) return;
    event.preventDefault();
    void hasTray().then((there) => {
      if (window.isDestroyed()) return;
      if (!there) return askAtClosing(window, staying.texts());
      staying.left();
      tray ??= trayFor(window, staying);
      window.hide();
    });
  });
}

/** A program that vanished without a trace could not be brought back. */
async function hasTray(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const question = 'org.freedesktop.DBus.NameHasOwner';
  const bus = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  return new Promise((resolve) => {
    execFile(
      'dbus-send',
      [...bus, question, 'string:org.kde.StatusNotifierWatcher'],
      { timeout: 1000 },
      (error, answer) => resolve(!error && /boolean true/.test(answer)),
    );
  });
}

function trayFor(window: BrowserWindow, { texts, icon }: Staying): Tray {
  const tray = new Tray(icon);
  const t = texts().tray;
  const open = () => {
    window.show();
    window.focus();
  };
  tray.setToolTip(t.tip);
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: t.open, click: open },
      { label: t.quit, click: () => app.quit() },
    ]),
  );
  tray.on('click', open);
  return tray;
}

async function askAtClosing(window: BrowserWindow, { closing: t }: ShellTexts): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: t.message,
    detail: t.detail,
    buttons: [t.minimize, t.quit, t.cancel],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 0) window.minimize();
  if (response === 1) app.quit();
}
