// `npm start` as somebody types it: what it says on standard output and standard error, when it refuses, when it turns
// to the browser, and that a signal ends all of it. The counter behind it is the built one; its pages are tested elsewhere.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureDisplay } from '../support/display.ts';
import { electronHere } from '../support/electron.ts';
import { removeFolder } from '../support/remove-folder.ts';

const root = join(import.meta.dirname, '..', '..');
const screen = await ensureDisplay();
const here = await electronHere();
/** A screen number that nobody serves. */
const NO_SCREEN = { DISPLAY: ':4711', WAYLAND_DISPLAY: '' };

let folder = '';
const running = new Set<ChildProcess>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-start-'));
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await removeFolder(folder);
});

describe('what cannot be', () => {
  test.each([
    [['--quatsch'], 'Die Option --quatsch gibt es nicht; --help zeigt alle.'],
    [['--toString'], 'Die Option --toString gibt es nicht; --help zeigt alle.'],
    [['-d', 'x'], 'Die Option -d gibt es nicht; --help zeigt alle.'],
    [['kunden.csv'], '»kunden.csv« ist keine Option; --help zeigt alle.'],
    [['--port', 'acht'], '--port verlangt eine Zahl von 0 bis 65535, nicht »acht«.'],
    [['--port=65536'], '--port verlangt eine Zahl von 0 bis 65535, nicht »65536«.'],
    [['--data-dir'], 'Zu --data-dir fehlt der Wert: --data-dir ORDNER.'],
    [['--data-dir', '--demo'], 'Zu --data-dir fehlt der Wert: --data-dir ORDNER.'],
    [['--demo=ja'], '--demo steht ohne Wert.'],
  ])('%j is refused in one sentence', async (options, sentence) => {
    const ended = await start(options).end;
    expect(ended).toEqual({ code: 2, signal: null, stdout: '', stderr: `${sentence}\n` });
  });

  test('--help lists every option and starts nothing', async () => {
    const { code, stdout, stderr } = await start(['--help']).end;
    expect([code, stdout]).toEqual([0, '']);
    for (const option of ['--data-dir', '--demo', '--browser', '--port', '--print-dir', '--import'])
      expect(stderr).toContain(option);
  });
});

describe('in the browser', () => {
  test('--browser prints one line, the address with its token, and a signal ends it', async () => {
    const counter = start(['--browser', '--data-dir', join(folder, 'data'), '--port', '0']);
    const line = await counter.ready;
    expect(line).toMatch(/^Tresen bereit: http:\/\/127\.0\.0\.1:\d+\/#.{20,}$/);
    const page = await fetch(line.slice('Tresen bereit: '.length));
    expect(page.status).toBe(200);
    counter.child.kill('SIGTERM');
    const ended = await counter.end;
    expect(ended.stdout).toBe(`${line}\n`);
    if (process.platform !== 'win32') expect(ended.code).toBe(0);
    await expect(fetch(line.slice('Tresen bereit: '.length))).rejects.toThrow();
  });

  test.skipIf(process.platform !== 'linux')(
    'a screen that does not answer: one sentence, then the browser',
    async () => {
      const counter = start(['--data-dir', join(folder, 'data')], NO_SCREEN);
      expect(await counter.ready).toMatch(/^Tresen bereit: http:/);
      counter.child.kill('SIGTERM');
      const { stderr } = await counter.end;
      expect(reasons(stderr)).toEqual([
        'Kein Fenster möglich, denn der Bildschirm :4711 antwortet nicht: Tresen läuft stattdessen im Browser.',
      ]);
    },
  );

  test.skipIf(screen !== null)('no Electron to be had: one sentence, then the browser', async () => {
    const counter = start(['--data-dir', join(folder, 'data')], { ELECTRON_OVERRIDE_DIST_PATH: folder });
    expect(await counter.ready).toMatch(/^Tresen bereit: http:/);
    counter.child.kill('SIGTERM');
    const { stderr } = await counter.end;
    expect(reasons(stderr)).toHaveLength(1);
    expect(reasons(stderr)[0]).toMatch(
      /^Kein Fenster möglich, denn unter ELECTRON_OVERRIDE_DIST_PATH liegt kein electron/,
    );
  });

  // Stand-ins for an Electron that this machine cannot run: the loader's own exit code, and a crash.
  test.skipIf(process.platform !== 'linux' || screen !== null).each([
    ['exit 127', 'Electron fehlen hier Systembibliotheken'],
    ['kill -SEGV $$', 'Electron brach mit SIGSEGV ab'],
  ])('an Electron that does not come up (%s): one sentence, then the browser', async (does, reason) => {
    writeFileSync(join(folder, 'electron'), `#!/bin/sh\n${does}\n`, { mode: 0o755 });
    const counter = start(['--data-dir', join(folder, 'data')], { ELECTRON_OVERRIDE_DIST_PATH: folder });
    expect(await counter.ready).toMatch(/^Tresen bereit: http:/);
    counter.child.kill('SIGTERM');
    const { stderr } = await counter.end;
    expect(reasons(stderr)).toEqual([`Kein Fenster möglich, denn ${reason}: Tresen läuft stattdessen im Browser.`]);
  });

  test.skipIf(process.platform === 'win32')('ending npm ends the counter behind it', async () => {
    const counter = start(['--browser', '--data-dir', join(folder, 'data')], {}, 'npm');
    const address = (await counter.ready).slice('Tresen bereit: '.length);
    counter.child.kill('SIGTERM');
    await counter.end;
    // npm is gone at once; what it leaves behind notices within a second and then lets go of the port.
    await expect
      .poll(() =>
        fetch(address).then(
          () => 'served',
          () => 'gone',
        ),
      )
      .toBe('gone');
  });
});

describe.skipIf(here.missing !== null)('in a window', () => {
  test('prints one line and ends with the window', async () => {
    const counter = start(['--data-dir', join(folder, 'data')]);
    expect(await counter.ready).toBe('Tresen bereit: Fenster');
    counter.child.kill('SIGTERM');
    const ended = await counter.end;
    expect(ended.stdout).toBe('Tresen bereit: Fenster\n');
    expect([ended.code, ended.signal]).toEqual([0, null]);
  });
});

type End = { code: number | null; signal: string | null; stdout: string; stderr: string };

/** Starts the counter; `ready` is its ready line, and fails with all it printed if it ends without one. */
function start(options: string[], env: Record<string, string> = {}, through: 'node' | 'npm' = 'node') {
  const command = { node: [process.execPath, 'src-main/start.mjs'], npm: ['npm', 'start', '--silent', '--'] }[through];
  const [program = '', ...args] = [...command, ...options];
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const end = new Promise<End>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, stdout, stderr });
    });
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const line = /^Tresen bereit: .*$/m.exec(stdout)?.[0];
      if (line !== undefined) resolve(line);
    });
    void end.then((how) => reject(new Error(`ended without being ready: ${JSON.stringify(how)}`)));
  });
  ready.catch(() => {}); // whoever waits for the end alone does not care
  return { child, ready, end };
}

/** The sentences on standard error that say why there is no window; a line of a stack trace counts as one too many. */
function reasons(stderr: string): string[] {
  return stderr.split('\n').filter((line) => /^Kein Fenster|^\s+at /.test(line));
}
