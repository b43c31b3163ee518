// The window itself: one a data folder, where it was left, back after a crash with what was typed, function keys for the
// page alone, and an end that is clean. What the pages show is tested elsewhere.
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CounterWindow, electronHere, launchCounter, openCounterWindow } from '../support/electron.ts';
import { startElectron } from '../support/electron-start.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { setUpBranch } from '../support/walk.ts';

const here = await electronHere();

let folder = '';
const open: Pick<CounterWindow, 'app' | 'close'>[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-shell-'));
});
afterEach(async () => {
  for (const window of open.splice(0)) await window.close().catch(() => undefined);
  await removeFolder(folder);
});

describe.skipIf(here.missing !== null)('the window', () => {
  describe('one a data folder', () => {
    test('a second start on the same folder only brings the window forward', async () => {
      const { app } = await openWindow('one');
      await onWindow(app, (window) => window.hide());
      const second = await startElectron(['--data-dir', join(folder, 'one')]).end;
      expect(second).toMatchObject({ code: 0, stdout: '' });
      expect(second.stderr).toContain('Tresen läuft schon auf diesem Datenordner');
      await expect.poll(() => onWindow(app, (window) => window.isVisible())).toBe(true);
    });

    test('two folders run side by side', async () => {
      const [one, other] = [await openWindow('one'), await openWindow('other')];
      for (const { page } of [one, other]) await page.getByRole('heading', { name: 'Tresen einrichten' }).waitFor();
    });
  });

  describe('where it was left', () => {
    test('size and place come back', async () => {
      const first = await openWindow('one');
      const bounds = { x: 140, y: 90, width: 1000, height: 640 };
      await onWindow(first.app, (window, to) => window.setBounds(to), bounds);
      await close(first);
      const second = await openWindow('one');
      expect(await onWindow(second.app, (window) => window.getBounds())).toEqual(bounds);
    });

    test('a place on a screen that is gone is given up', async () => {
      await close(await openWindow('one'));
      const file = join(folder, 'one', 'window.json');
      expect(existsSync(file)).toBe(true);
      const gone = { x: 9000, y: 5000, width: 1000, height: 640 };
      writeFileSync(file, JSON.stringify({ bounds: gone, maximized: false }));
      const { app } = await openWindow('one');
      const bounds = await onWindow(app, (window) => window.getBounds());
      expect(bounds.x).toBeLessThan(1920);
      expect(bounds.y).toBeLessThan(1080);
      expect(bounds).toMatchObject({ width: 1366, height: 768 });
    });

    test('an unreadable state is no obstacle', async () => {
      await close(await openWindow('one'));
      writeFileSync(join(folder, 'one', 'window.json'), '{"bounds": {"x": "left"}, half');
      const { app } = await openWindow('one');
      expect(await onWindow(app, (window) => window.getBounds())).toMatchObject({ width: 1366, height: 768 });
    });
  });

  describe('when the page dies', () => {
    test('it is loaded anew when its own button asks for that, with the same place and through the same guard', async () => {
      const { app, page } = await openWindow('one');
      await setUpBranch(page);
      await page.keyboard.press('Alt+f');
      await page.getByRole('heading', { name: 'Filiale', level: 1 }).waitFor();
      await mark(app);
      await inPage(app, `window.dispatchEvent(new Event('tresen:gone'))`);
      await page.getByRole('button', { name: 'Neu laden' }).press('Enter', { noWaitAfter: true });
      await expect.poll(() => isMarked(app)).toBe(false);
      await page.getByRole('heading', { name: 'Filiale', level: 1 }).waitFor();
    });

    test('it comes back with what was half typed', async () => {
      const { app, page } = await openWindow('one');
      await setUpBranch(page);
      // The own server has been taken into use: from here on the draft alone is written.
      await page.getByText('Verbunden', { exact: true }).waitFor();
      await page.keyboard.press('F2');
      await page.getByRole('textbox', { name: 'Nachname' }).focus();
      const log = join(folder, 'one', 'tresen.db-wal');
      const before = statSync(log).mtimeMs;
      await page.keyboard.insertText('Halbgetippt');
      await expect.poll(() => statSync(log).mtimeMs, { message: 'the draft is kept' }).toBeGreaterThan(before);
      const boxes = () => inPage(app, `[...document.querySelectorAll('input')].map((box) => box.value)`);
      expect(await boxes()).toContain('Halbgetippt');

      await mark(app);
      await onWindow(app, (window) => window.webContents.forcefullyCrashRenderer());
      await expect.poll(() => isMarked(app)).toBe(false);
      await expect.poll(boxes).toContain('Halbgetippt');
    });

    test('dying again and again ends in a question, not in flicker', async () => {
      const { app } = await openWindow('one');
      await app.evaluate(({ dialog }) => {
        const asked = globalThis as { asked?: string[] };
        asked.asked = [];
        // The system's dialog cannot be driven; it is answered here, everything before and after it is real.
        dialog.showMessageBox = async (...input: unknown[]) => {
          asked.asked?.push((input.at(-1) as { message: string }).message);
          return { response: 0, checkboxChecked: false };
        };
      });
      const asked = () => app.evaluate(() => (globalThis as { asked?: string[] }).asked ?? []);
      for (let crash = 1; crash <= 3; crash++) {
        await mark(app);
        await onWindow(app, (window) => window.webContents.forcefullyCrashRenderer());
        await expect.poll(() => isMarked(app)).toBe(false);
        expect(await asked()).toHaveLength(crash < 3 ? 0 : 1);
      }
    });

    test('a page that hangs is reloaded when staff want that', async () => {
      const { app } = await openWindow('one');
      await app.evaluate(({ dialog }) => {
        dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
      });
      await mark(app);
      await onWindow(app, (window) => {
        void window.webContents.executeJavaScript('for (;;);').catch(() => undefined);
        // Playwright switches the browser's own watch off, so the test says what it would say of a page that hangs.
        window.webContents.emit('unresponsive');
      });
      await expect.poll(() => isMarked(app), { interval: 200 }).toBe(false);
    });
  });

  test('an error nobody foresaw is told, logged without its words, and ends the program', async () => {
    const { app } = await openWindow('one');
    const ended = new Promise<number | null>((resolve) => app.process().once('exit', resolve));
    await app.evaluate(({ dialog }) => {
      dialog.showMessageBoxSync = () => 1;
      setImmediate(() => {
        throw new TypeError('Frau Müller, geb. 03.04.1961');
      });
    });
    expect(await ended).toBe(1);
    const logs = join(folder, 'one', 'logs');
    const text = readdirSync(logs)
      .map((name) => readFileSync(join(logs, name), 'utf8'))
      .join('');
    expect(text).toMatch(/"kind":"TypeError".*"trace":\["at .*the program breaks down/);
    expect(text).not.toContain('Müller');
  });

  describe('keys', () => {
    test('every function key, Ctrl+L and Ctrl+Tab reach the page and do nothing else', async () => {
      const { app, page } = await openWindow('one');
      await page.getByRole('heading', { name: 'Tresen einrichten' }).waitFor();
      await mark(app);
      await inPage(app, `addEventListener('keydown', (event) => (window.seen ??= []).push(event.key), true)`);
      const keys = [...Array.from({ length: 12 }, (_, index) => `F${index + 1}`), 'Tab', 'L', 'R', 'W'];
      for (const keyCode of keys) {
        const modifiers = keyCode.startsWith('F') ? [] : ['control' as const];
        await onWindow(
          app,
          (window, event) => {
            window.webContents.sendInputEvent({ type: 'keyDown', ...event });
            window.webContents.sendInputEvent({ type: 'keyUp', ...event });
          },
          { keyCode, modifiers },
        );
      }
      const seen = async () => ((await inPage(app, 'window.seen ?? []')) as string[]).map((key) => key.toUpperCase());
      await expect.poll(seen).toEqual(keys.map((key) => key.toUpperCase()));
      expect(await isMarked(app)).toBe(true);
      expect(await onWindow(app, (window) => [window.isFullScreen(), window.webContents.isDevToolsOpened()])).toEqual([
        false,
        false,
      ]);
    });

    test('Ctrl with + and - enlarges up to twice the size, Ctrl+0 brings it back, and it is remembered', async () => {
      const first = await openWindow('one');
      const press = (app: ElectronApplication, keyCode: string) =>
        onWindow(
          app,
          (window, key) => window.webContents.sendInputEvent({ type: 'keyDown', keyCode: key, modifiers: ['control'] }),
          keyCode,
        );
      const factor = (app: ElectronApplication) =>
        onWindow(app, (window) => Math.round(window.webContents.getZoomFactor() * 100));
      for (let press_ = 0; press_ < 12; press_++) await press(first.app, '+');
      await expect.poll(() => factor(first.app)).toBe(200);
      await press(first.app, '-');
      await expect.poll(() => factor(first.app)).toBe(175);
      await close(first);
      const second = await openWindow('one');
      await expect.poll(() => factor(second.app)).toBe(175);
      await press(second.app, '0');
      await expect.poll(() => factor(second.app)).toBe(100);
    });
  });

  describe('the menu', () => {
    test('holds what staff need, in the language of the workstation, and takes no key from the page', async () => {
      const { app } = await openWindow('one');
      const menu = await app.evaluate(({ Menu }) =>
        (Menu.getApplicationMenu()?.items ?? []).map(({ label, submenu }) => ({
          label,
          entries: submenu?.items.filter(({ type }) => type !== 'separator').map((entry) => entry.label),
        })),
      );
      const german = menu.some(({ label }) => label === 'Bearbeiten');
      expect(menu.map(({ label }) => label)).toEqual(
        german ? ['Bearbeiten', 'Ansicht', 'Hilfe'] : ['Edit', 'View', 'Help'],
      );
      const taken = await app.evaluate(({ Menu }) =>
        (Menu.getApplicationMenu()?.items ?? [])
          .flatMap(({ submenu }) => submenu?.items ?? [])
          .filter((entry) => entry.accelerator && entry.registerAccelerator)
          .map((entry) => entry.accelerator),
      );
      expect(taken).toEqual(['CommandOrControl+Shift+I']); // of a program that is not packaged
      expect(await onWindow(app, (window) => window.isMenuBarVisible())).toBe(false);
    });

    test('is there with the window, before what is behind it', async () => {
      const app = await launchCounter({ dataDirectory: join(folder, 'one') });
      open.push({ app, close: () => app.close() });
      const labels = await app.evaluate(
        ({ app, BrowserWindow, Menu }) =>
          new Promise<string[]>((resolve) => {
            const read = () =>
              setImmediate(() => resolve((Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label)));
            if (BrowserWindow.getAllWindows().length > 0) read();
            else app.once('browser-window-created', read);
          }),
      );
      expect([
        ['Bearbeiten', 'Ansicht', 'Hilfe'],
        ['Edit', 'View', 'Help'],
      ]).toContainEqual(labels);
    });

    test('is German once a German branch is set up', async () => {
      const { app, page } = await openWindow('one');
      await setUpBranch(page);
      const labels = () =>
        app.evaluate(({ Menu }) =>
          (Menu.getApplicationMenu()?.items ?? []).map(({ label, submenu }) => [
            label,
            ...(submenu?.items ?? []).filter(({ type }) => type !== 'separator').map((entry) => entry.label),
          ]),
        );
      await expect.poll(labels).toEqual([
        ['Bearbeiten', 'Rückgängig', 'Wiederholen', 'Ausschneiden', 'Kopieren', 'Einfügen', 'Alles markieren'],
        ['Ansicht', 'Vergrößern', 'Verkleinern', 'Originalgröße', 'Vollbild', 'Entwicklerwerkzeuge'],
        ['Hilfe', 'Protokollordner öffnen', 'Über Tresen'],
      ]);
    });
  });

  describe('the end', () => {
    test('a signal closes the database and ends with 0', async () => {
      const counter = startElectron(['--data-dir', join(folder, 'one')]);
      expect(await counter.ready).toBe('Tresen bereit: Fenster');
      expect(existsSync(join(folder, 'one', 'tresen.db-wal'))).toBe(true);
      counter.child.kill('SIGTERM');
      expect(await counter.end).toMatchObject({ code: 0, signal: null, stdout: 'Tresen bereit: Fenster\n' });
      // SQLite removes its log when the last connection is closed properly.
      expect(existsSync(join(folder, 'one', 'tresen.db-wal'))).toBe(false);
    });

    test('closing the window does the same', async () => {
      const { app } = await openWindow('one');
      const ended = new Promise<number | null>((resolve) => app.process().once('exit', resolve));
      await onWindow(app, (window) => void setImmediate(() => window.close()));
      expect(await ended).toBe(0);
      expect(existsSync(join(folder, 'one', 'tresen.db-wal'))).toBe(false);
    });

    // The window is there before what is behind it.
    test.each([[[]], [['--demo']]])(
      'closed the moment it is there it does the same, with options %j',
      async (options) => {
        const app = await launchCounter({ dataDirectory: join(folder, 'one'), options });
        open.push({ app, close: () => app.close() });
        const ended = new Promise<number | null>((resolve) => app.process().once('exit', resolve));
        await app.evaluate(({ app, BrowserWindow }) => {
          // Electron's own ending may come later than the service is loaded: the program must not count on it.
          app.on('window-all-closed', () => undefined);
          const shut = (window: Electron.BrowserWindow) => setImmediate(() => window.close());
          const [window] = BrowserWindow.getAllWindows();
          if (window) shut(window);
          else app.once('browser-window-created', (_, made) => shut(made));
        });
        expect(await ended).toBe(0);
        expect(existsSync(join(folder, 'one', 'tresen.db-wal'))).toBe(false);
      },
    );
  });
});

/** Opens the counter on a folder of this test's own. */
async function openWindow(name: string, options: string[] = []): Promise<CounterWindow> {
  const window = await openCounterWindow({ dataDirectory: join(folder, name), options });
  open.push(window);
  return window;
}

async function close(window: CounterWindow): Promise<void> {
  open.splice(open.indexOf(window), 1);
  await window.close();
}

/** Runs in the main process, on the counter's window; works on when the page has died. */
async function onWindow<T, A = null>(
  app: ElectronApplication,
  work: (window: Electron.BrowserWindow, argument: A) => T,
  argument?: A,
): Promise<T> {
  const window = await app.evaluateHandle(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]);
  return (await window.evaluate(work as never, argument ?? null)) as T;
}

/** What an expression is in the page, asked through the main process: a test's own handle dies with the page. */
function inPage(app: ElectronApplication, expression: string): Promise<unknown> {
  return onWindow(app, (window, code) => window.webContents.executeJavaScript(code), `(() => ${expression})()`);
}

/** A mark that a reload loses. */
async function mark(app: ElectronApplication): Promise<void> {
  await inPage(app, 'void (window.marked = true)');
}

async function isMarked(app: ElectronApplication): Promise<boolean> {
  const found = await Promise.race([
    inPage(app, 'window.marked === true').catch(() => true),
    new Promise<boolean>((resolve) => setTimeout(resolve, 2000, true)),
  ]);
  return found === true;
}
