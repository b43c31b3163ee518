// What keeps the counter from starting at all is one sentence and an exit code, in the window and in the browser host alike;
// what is wrong inside a data folder is told in the window. And what a start leaves behind in the folder.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startBrowserHost } from '../support/browser-host.ts';
import { openChromium } from '../support/chromium.ts';
import { electronHere, openCounterWindow } from '../support/electron.ts';
import { type Ended, startElectron } from '../support/electron-start.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { noSmallDisk, readOnlyView, smallDisk } from '../support/small-disk.ts';

const root = join(import.meta.dirname, '..', '..');
const here = await electronHere();

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-begin-'));
  writeFileSync(join(folder, 'file'), 'no folder');
});
afterEach(() => removeFolder(folder));

type Refused = [what: string, options: () => string[], sentence: () => string, code: number];
const REFUSED: Refused[] = [
  ['an unknown option', () => ['--quatsch'], () => 'Die Option --quatsch gibt es nicht.', 2],
  ['an option without its value', () => ['--data-dir'], () => 'Zu --data-dir fehlt der Wert.', 2],
  ['another option in the place of a value', () => ['--data-dir', '--demo'], () => 'Zu --data-dir fehlt der Wert.', 2],
  ['a value nobody asked for', () => ['--demo=ja'], () => '--demo steht ohne Wert.', 2],
  [
    'a port that is none',
    () => ['--port', '70000'],
    () => '--port verlangt eine Zahl von 0 bis 65535, nicht »70000«.',
    2,
  ],
  [
    'a print folder that is not there',
    () => ['--data-dir', data(), '--print-dir', join(folder, 'nowhere')],
    () => `Der Ordner ${join(folder, 'nowhere')} (--print-dir) lässt sich nicht benutzen: es gibt ihn nicht.`,
    1,
  ],
  [
    'a print folder that is a file',
    () => ['--data-dir', data(), '--print-dir', join(folder, 'file')],
    () =>
      `Der Ordner ${join(folder, 'file')} (--print-dir) lässt sich nicht benutzen: an dieser Stelle liegt eine Datei.`,
    1,
  ],
  [
    'a data folder that is a file',
    () => ['--data-dir', join(folder, 'file')],
    () => `Der Datenordner ${join(folder, 'file')} lässt sich nicht benutzen: an dieser Stelle liegt eine Datei.`,
    1,
  ],
  [
    'a data folder below a file',
    () => ['--data-dir', join(folder, 'file', 'data')],
    () =>
      `Der Datenordner ${join(folder, 'file', 'data')} lässt sich nicht benutzen: an dieser Stelle liegt eine Datei.`,
    1,
  ],
];

describe('the browser host', () => {
  test.each(REFUSED)('%s: one sentence', async (_what, options, sentence, code) => {
    expect(await browserHostEnds(options())).toEqual({ code, stdout: '', stderr: `${sentence()}\n` });
  });

  test('a port that is taken: one sentence, and the folder is free again', async () => {
    const first = await startBrowserHost({ dataDirectory: data() });
    const port = new URL(first.url).port;
    const other = join(folder, 'other');
    const ended = await browserHostEnds(['--data-dir', other, '--port', port]);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toBe(`Port ${port} ist schon vergeben; --port 0 nimmt einen freien.\n`);
    await first.stop();
    await (await startBrowserHost({ dataDirectory: other })).stop();
  });

  test('two hosts side by side, open in one browser, both survive a reload', async () => {
    const hosts = await Promise.all(
      [data(), join(folder, 'other')].map((dataDirectory) => startBrowserHost({ dataDirectory })),
    );
    const { browser } = await openChromium();
    try {
      const person = await browser.newContext();
      const pages = await Promise.all(hosts.map(() => person.newPage()));
      const shown = (page: Page) => page.getByRole('heading', { name: 'Tresen einrichten' }).waitFor();
      for (const [index, page] of pages.entries()) await page.goto(hosts[index]?.url ?? '').then(() => shown(page));
      for (const page of pages) await page.reload().then(() => shown(page));
    } finally {
      await browser.close();
      for (const host of hosts) await host.stop();
    }
  });
});

describe.skipIf(here.missing !== null)('the window', () => {
  test.each(REFUSED)('%s: one sentence', async (_what, options, sentence, code) => {
    const ended = await startElectron(options()).end;
    expect(ended).toMatchObject({ code, signal: null, stdout: '' });
    expect(ownLines(ended)).toEqual([sentence()]);
  });

  test.skipIf(noSmallDisk !== null)('a data folder that cannot be written is told in the window', async () => {
    mkdirSync(data());
    const view = readOnlyView(data());
    const scratch = join(folder, 'scratch');
    const forgotten = join(scratch, 'tresen-window-forgotten');
    mkdirSync(forgotten, { recursive: true });
    utimesSync(forgotten, 0, 0);
    try {
      const { page, close } = await openCounterWindow({ dataDirectory: view.directory, env: { TMPDIR: scratch } });
      await page.getByRole('heading', { name: 'Der Datenordner ist schreibgeschützt' }).waitFor();
      await close();
    } finally {
      view.close();
    }
    expect(readdirSync(data())).toEqual([]);
    expect(existsSync(forgotten)).toBe(false);
  });

  test.skipIf(noSmallDisk !== null)('a full disk is told in the window', async () => {
    const disk = smallDisk(4 * 1024 * 1024);
    try {
      disk.fill();
      const { page, close } = await openCounterWindow({ dataDirectory: disk.directory });
      await page.getByRole('heading', { name: 'Die Festplatte ist voll' }).waitFor();
      await close();
    } finally {
      disk.close();
    }
  });

  test('leaves a log that its owner alone can read, without names', async () => {
    const counter = startElectron(['--data-dir', data()], { TRESEN_LOG: 'trace' });
    await counter.ready;
    counter.child.kill('SIGTERM');
    await counter.end;
    const logs = join(data(), 'logs');
    for (const name of readdirSync(logs)) {
      expect(name).toMatch(/^tresen-\d{4}-\d\d-\d\d\.log$/);
      if (process.platform !== 'win32') expect(statSync(join(logs, name)).mode & 0o077).toBe(0);
      for (const line of readFileSync(join(logs, name), 'utf8').trim().split('\n')) JSON.parse(line);
    }
  });
});

const data = () => join(folder, 'data');

/** What Tresen itself printed: Chromium complains on standard error about buses and graphics cards that are not there. */
function ownLines({ stderr }: Ended): string[] {
  return stderr.split('\n').filter((line) => line !== '' && !/^\[\d+:\d+\/|^\(electron|WARNING \*\*|^$/.test(line));
}

async function browserHostEnds(options: string[]): Promise<Pick<Ended, 'code' | 'stdout' | 'stderr'>> {
  const script = join(root, 'build', 'main', 'browser-host.js');
  const { TRESEN_SQLITE_BINDING: _, ...env } = process.env;
  const child = spawn(process.execPath, [script, ...options], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...texts };
}
