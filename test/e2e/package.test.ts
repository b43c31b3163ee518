// The packaged program: what a shop gets is packed twice, as a release and as a test build, and both are started. It
// reads the release's fuses back from its binary and tries the doors that they close.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { electronHere, openCounterWindow } from '../support/electron.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { signIn } from '../support/walk.ts';

const root = join(import.meta.dirname, '..', '..');
const here = await electronHere();
const args = here.missing === null ? here.args : [];
/** Switched off in a release; each stands for a way to make the program run somebody else's code or read its memory. */
const CLOSED = [
  FuseV1Options.RunAsNode,
  FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  FuseV1Options.EnableNodeCliInspectArguments,
  FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  FuseV1Options.GrantFileProtocolExtraPrivileges,
];
const OPEN = [
  FuseV1Options.EnableCookieEncryption,
  FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  FuseV1Options.OnlyLoadAppFromAsar,
];

describe.skipIf(here.missing !== null)('the packaged program', () => {
  let folder = '';
  let release = '';
  let testBuild = '';
  let data = 0;
  const freshData = (): string => join(folder, `data-${++data}`);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tresen-package-'));
    release = await packed(join(folder, 'release'), []);
    testBuild = await packed(join(folder, 'test'), ['--test']);
  });
  afterAll(() => removeFolder(folder));

  test('a release has its fuses blown', async () => {
    const wire = await fusesOf(release);
    for (const fuse of CLOSED) expect([FuseV1Options[fuse], wire[fuse]]).toEqual([FuseV1Options[fuse], 'off']);
    for (const fuse of OPEN) expect([FuseV1Options[fuse], wire[fuse]]).toEqual([FuseV1Options[fuse], 'on']);
  });

  test('a test build differs from a release in the inspect fuse alone', async () => {
    const inspect = FuseV1Options.EnableNodeCliInspectArguments;
    expect(await fusesOf(testBuild)).toEqual({ ...(await fusesOf(release)), [inspect]: 'on' });
    const asarOf = (binary: string): Buffer => readFileSync(join(resourcesOf(binary), 'app.asar'));
    expect(asarOf(testBuild).equals(asarOf(release))).toBe(true);
  });

  test('only what the counter needs is inside, and native addons lie beside the archive', () => {
    const inside = listPackage(join(resourcesOf(release), 'app.asar'), { isPack: false }).map(withSlashes);
    expect(inside).toContain('/build/main/main.js');
    expect(inside).toContain('/build/main/preload.cjs');
    expect(inside).toContain('/build/renderer/index.html');
    expect(inside).not.toContain('/build/main/browser-host.js');
    expect(inside.filter((path) => /^\/(src-|test|docs|\.)|\.(map|tsx?)$/.test(path))).toEqual([]);
    const packages = inside.map((path) => /^\/node_modules\/((?:@[^/]+\/)?[^/@]+)$/.exec(path)?.[1] ?? '');
    expect(
      packages.filter((name) => !/^($|better-sqlite3$|koffi$|@node-rs\/argon2|@koromix\/koffi-)/.test(name)),
    ).toEqual([]);
    const addons = inside.filter((path) => path.endsWith('.node'));
    expect(addons.length).toBeGreaterThanOrEqual(3);
    for (const addon of addons)
      expect(statSync(join(resourcesOf(release), 'app.asar.unpacked', addon)).isFile()).toBe(true);
  });

  test('a release starts and opens its window', async () => {
    const started = await start(release, ['--data-dir', freshData()]);
    expect(started.ready).toBe('Tresen bereit: Fenster');
    expect(
      started
        .output()
        .split('\n')
        .filter((line) => line.startsWith('Tresen bereit: ')),
    ).toHaveLength(1);
    await started.stop();
  });

  test('a release cannot be turned into a Node.js, fed code through the environment, or inspected', async () => {
    const intruder = join(folder, 'intruder.cjs');
    const trace = join(folder, 'intruder-was-here');
    const intruded = (): boolean => statSync(trace, { throwIfNoEntry: false }) !== undefined;
    writeFileSync(intruder, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')`);
    const open = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${JSON.stringify(intruder)}` };

    const started = await start(release, ['--inspect=0', '--data-dir', freshData()], open);
    expect(started.ready).toBe('Tresen bereit: Fenster');
    await started.stop();
    expect(started.output()).not.toContain('Debugger listening');
    expect(intruded()).toBe(false);

    // The same attempts succeed where the fuses stand open, so their failure above means something.
    const inspected = await start(testBuild, ['--inspect=0', '--data-dir', freshData()]);
    await inspected.stop();
    expect(inspected.output()).toContain('Debugger listening');
    if (here.missing === null) spawnSync(here.binary, ['-e', ''], { env: { ...process.env, ...open } });
    expect(intruded()).toBe(true);
  });

  test('a test build is driven through the first start to an encrypted database', async () => {
    const dataDirectory = freshData();
    const counter = await openCounterWindow({ dataDirectory, packaged: testBuild, env: { TRESEN_SQLITE_BINDING: '' } });
    const { page } = counter;
    try {
      await page.getByRole('heading', { name: 'Tresen einrichten' }).waitFor();
      await page.getByLabel('Name der Filiale').fill('Sonnen-Apotheke');
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Anna Amsel');
      await page.getByLabel('PIN (mindestens 4 Ziffern)').fill('1234');
      await page.getByLabel('PIN wiederholen').fill('1234');
      await page.getByRole('button', { name: 'Einrichten' }).press('Enter');
      await page.getByRole('heading', { name: 'Wiederherstellungsschlüssel' }).waitFor();
    } finally {
      await counter.close();
    }
    const database = readFileSync(join(dataDirectory, 'tresen.db'));
    expect(database.length).toBeGreaterThan(4096);
    expect(database.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    expect(database.includes('Sonnen-Apotheke')).toBe(false);
  });

  test('a test build runs the branch server of a shop with one PC, the customers’ app with it', async () => {
    const counter = await openCounterWindow({
      dataDirectory: freshData(),
      packaged: testBuild,
      options: ['--demo'],
      env: { TRESEN_SQLITE_BINDING: '' },
    });
    const { page } = counter;
    try {
      await signIn(page);
      await page.getByRole('button', { name: 'Verbunden', exact: true }).waitFor();
      await page.getByRole('banner').getByRole('tab', { name: 'Filialverwaltung' }).press('Enter');
      await page.getByRole('navigation').getByRole('button', { name: 'Filialserver', exact: true }).press('Enter');
      const address = await page.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).textContent();
      const app = await fetch(`${address}/app/`);
      expect([app.status, app.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      const script = /src="([^"]+\.js)"/.exec(await app.text())?.[1] ?? '';
      expect((await fetch(new URL(script, `${address}/app/`))).status).toBe(200);
    } finally {
      await counter.close();
    }
  });
});

/** Packs into `output` and gives the path of the program's executable. */
async function packed(output: string, more: string[]): Promise<string> {
  const script = join(root, 'src-main', 'start', 'package.ts');
  const child = spawn(process.execPath, [script, '--dir', '--output', output, ...more], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`packing ended with ${code}:\n${log}`);
  switch (process.platform) {
    case 'win32':
      return join(output, 'win-unpacked', 'Tresen.exe');
    case 'darwin':
      return join(output, process.arch === 'arm64' ? 'mac-arm64' : 'mac', 'Tresen.app', 'Contents', 'MacOS', 'Tresen');
    default:
      return join(output, 'linux-unpacked', 'tresen');
  }
}

function resourcesOf(binary: string): string {
  return process.platform === 'darwin' ? join(binary, '..', '..', 'Resources') : join(binary, '..', 'resources');
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Every fuse of the binary as 'on', 'off' or 'removed'. */
async function fusesOf(binary: string): Promise<Record<string, string>> {
  const { version: _, ...wire } = await getCurrentFuseWire(binary);
  const words = { [FuseState.ENABLE]: 'on', [FuseState.DISABLE]: 'off', [FuseState.REMOVED]: 'removed' };
  return Object.fromEntries(
    Object.entries(wire).flatMap(([fuse, state]) =>
      typeof state === 'number' ? [[fuse, words[state as FuseState.ENABLE] ?? String(state)]] : [],
    ),
  );
}

type Started = { ready: string; output: () => string; stop: () => Promise<void> };

/** Starts the program as a shop would and waits for its ready line. */
async function start(binary: string, options: string[], env: Record<string, string> = {}): Promise<Started> {
  const { TRESEN_SQLITE_BINDING: _, ...clean } = process.env;
  const child = spawn(binary, [...args, ...options], {
    env: { ...clean, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = await new Promise<string>((resolve, reject) => {
    // A program that cannot even load its parts shows a box and waits for somebody to read it.
    const tooLong = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The program was not ready after a minute:\n${output}`));
    }, 60_000);
    child.once('close', () => clearTimeout(tooLong));
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const line = /^Tresen bereit: .*$/m.exec(output)?.[0];
        if (line === undefined) return;
        clearTimeout(tooLong);
        resolve(line);
      });
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`The program ended with ${code}:\n${output}`)));
  });
  return { ready, output: () => output, stop: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await closed;
}
