// The window itself: one a data folder, where it was left, back after a crash with what was typed, function keys for the
// page alone, and an end that is clean. What the pages show is tested elsewhere.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CounterWindow, electronHere, openCounterWindow } from '../support/electron.ts';
import { setUpBranch } from '../support/walk.ts';

const root = join(import.meta.dirname, '..', '..');
const here = await electronHere();

let folder = '';
const open: CounterWindow[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-shell-'));
});
afterEach(async () => {
  for (const window of open.splice(0)) await window.close().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe.skipIf(here.missing !== null)('the window', () => {
  describe('one a data folder', () => {
    test('a second start on the same folder only brings the window forward', async () => {
      const { app } = await openWindow('one');
      await onWindow(app, (window) => window.hide());
      const second = await start(['--data-dir', join(folder, 'one')]);
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

/** Runs in the main process, on the counter's window. */
async function onWindow<T, A = undefined>(
  app: ElectronApplication,
  work: (window: Electron.BrowserWindow, argument: A) => T,
  argument?: A,
): Promise<T> {
  const window = await app.browserWindow(await app.firstWindow());
  return window.evaluate(work as never, argument) as Promise<T>;
}

/** Starts the built program as somebody at a terminal does, and waits for its end. */
async function start(options: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  if (here.missing !== null) throw new Error(here.missing);
  const child = spawn(here.binary, [...here.args, root, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = ['', ''].map((_, index) => {
    const stream = index === 0 ? child.stdout : child.stderr;
    const texts: string[] = [];
    stream.setEncoding('utf8').on('data', (text: string) => texts.push(text));
    return texts;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout?.join('') ?? '', stderr: stderr?.join('') ?? '' };
}
