// Whether a window can be opened here, and with which Electron: finds the binary or fetches it, looks for a screen and
// says which arguments this machine needs. It refuses to know what is shown in the window.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';

/** A window can be opened with `binary` and `args`, or not, and then `reason` is half a German sentence. */
export type WindowChance = { possible: true; binary: string; args: string[] } | { possible: false; reason: string };

/** A download that brings nothing for this long is given up, and any download after the second time. Milliseconds. */
const STALLED_AFTER = 20_000;
const TOO_LONG_AFTER = 10 * 60_000;

/** Looks for a screen first, since without one there is no use in fetching 100 MB. `say` is told when it takes longer. */
export async function findWindow(say: (sentence: string) => void): Promise<WindowChance> {
  const screen = await screenMissing();
  if (screen !== null) return { possible: false, reason: screen };
  const found = await obtainElectron(say);
  if ('reason' in found) return { possible: false, reason: found.reason };
  return { possible: true, binary: found.binary, args: machineArguments(found.binary, say) };
}

/**
 * The Electron that lies here already, without fetching one: the folder in ELECTRON_OVERRIDE_DIST_PATH (the variable of
 * the package `electron`), or what that package has fetched before. Null when there is none.
 */
export function installedElectron(): { binary: string } | { reason: string } | null {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override !== undefined && override !== '') {
    const binary = join(override, executable());
    if (existsSync(binary)) return { binary };
    return { reason: `unter ELECTRON_OVERRIDE_DIST_PATH liegt kein ${executable()}` };
  }
  const home = packageFolder();
  if (home === null) return { reason: 'das Paket »electron« ist nicht installiert' };
  const dist = join(home, 'dist');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const binary = join(dist, executable());
  const unpacked = existsSync(join(dist, 'version')) ? readFileSync(join(dist, 'version'), 'utf8') : '';
  return existsSync(binary) && unpacked.trim().replace(/^v/, '') === version ? { binary } : null;
}

/** The Electron that lies here already, or else one that is fetched now, within bounds of time. */
export async function obtainElectron(
  say: (sentence: string) => void,
): Promise<{ binary: string } | { reason: string }> {
  return installedElectron() ?? (await fetchElectron(say));
}

/** What the screen lacks, as half a German sentence, or null when there is one. Only Linux can lack it. */
export async function screenMissing(): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  if (set('WAYLAND_DISPLAY')) return null;
  const display = process.env.DISPLAY;
  if (!set('DISPLAY') || display === undefined) return 'es ist kein Bildschirm da (DISPLAY ist leer)';
  return (await xServerAnswers(display)) ? null : `der Bildschirm ${display} antwortet nicht`;
}

/**
 * The arguments that Electron needs on this machine: none but on Linux, where Chromium's sandbox does not run as root or
 * without user namespaces, and where a Wayland session without X has to be named.
 */
export function machineArguments(binary: string, say: (sentence: string) => void): string[] {
  if (process.platform !== 'linux') return [];
  const args = set('DISPLAY') ? [] : ['--ozone-platform-hint=auto'];
  if (process.getuid?.() === 0) return [...args, '--no-sandbox'];
  if (sandboxAllowed(binary)) return args;
  say('Dieses Linux erlaubt Electron keine Sandbox (Benutzer-Namensräume sind gesperrt); das Fenster läuft ohne sie.');
  return [...args, '--no-sandbox'];
}

function set(variable: string): boolean {
  const value = process.env[variable];
  return value !== undefined && value !== '';
}

function executable(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function packageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** Lets the package `electron` fetch its binary. Its temporary folder is ours, so its growth shows that it goes on. */
async function fetchElectron(say: (sentence: string) => void): Promise<{ binary: string } | { reason: string }> {
  const home = packageFolder();
  if (home === null) return { reason: 'das Paket »electron« ist nicht installiert' };
  const scratch = mkdtempSync(join(tmpdir(), 'tresen-electron-'));
  try {
    const stopped = await runInstaller(join(home, 'install.js'), [scratch, join(home, 'dist')], say);
    const found = installedElectron();
    if (found !== null) return found;
    return { reason: stopped ?? 'Electron ließ sich nicht laden' };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Runs `script` for as long as one of `folders` grows; the first one is its temporary folder. Its output is dropped: a
 * failure is a sentence of ours. A machine that reaches nothing hears about the download only if that takes a while.
 */
function runInstaller(script: string, folders: string[], say: (sentence: string) => void): Promise<string | null> {
  return new Promise((resolve) => {
    const [scratch] = folders;
    const env = { ...process.env, TMPDIR: scratch, TMP: scratch, TEMP: scratch };
    const child = spawn(process.execPath, [script], { env, stdio: 'ignore', windowsHide: true });
    const started = Date.now();
    let size = -1;
    let grewAt = started;
    let stopped: string | null = null;
    const notice = setTimeout(say, 3000, 'Electron wird einmalig geladen (etwa 100 MB) …');
    const watch = setInterval(() => {
      const now = Date.now();
      const sizeNow = folders.reduce((sum, folder) => sum + bytesIn(folder), 0);
      if (sizeNow !== size) grewAt = now;
      size = sizeNow;
      if (now - grewAt < STALLED_AFTER && now - started < TOO_LONG_AFTER) return;
      stopped = 'Electron ließ sich nicht in vertretbarer Zeit laden';
      child.kill('SIGKILL');
    }, 1000);
    const done = (): void => {
      clearTimeout(notice);
      clearInterval(watch);
      resolve(stopped);
    };
    child.once('error', done);
    child.once('close', done);
  });
}

/** Bytes of the files below `folder`; what vanishes meanwhile counts nothing. */
function bytesIn(folder: string): number {
  try {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return files.reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);
  } catch {
    return 0;
  }
}

/** Whether something takes connections where `display` points: '[host]:number[.screen]'. */
async function xServerAnswers(display: string): Promise<boolean> {
  const parts = /^(?:unix\/?|unix)?([^:]*):(\d+)(?:\.\d+)?$/.exec(display);
  if (parts === null) return true; // a form we do not know (macOS launchd sockets, say): Electron will tell
  const [, host = '', number = '0'] = parts;
  if (host !== '') return accepts({ host, port: 6000 + Number(number) });
  const path = `/tmp/.X11-unix/X${number}`;
  return (await accepts({ path })) || (await accepts({ path: `\0${path}` }));
}

function accepts(where: { path: string } | { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(where);
    const answer = (is: boolean) => (): void => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(3000, answer(false));
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
  });
}

/** Chromium's sandbox needs its helper to belong to root with the setuid bit, or unprivileged user namespaces. */
function sandboxAllowed(binary: string): boolean {
  const helper = statSync(join(dirname(binary), 'chrome-sandbox'), { throwIfNoEntry: false });
  if (helper !== undefined && helper.uid === 0 && (helper.mode & 0o4000) !== 0) return true;
  return kernelSays('unprivileged_userns_clone') !== '0' && kernelSays('apparmor_restrict_unprivileged_userns') !== '1';
}

function kernelSays(setting: string): string | null {
  try {
    return readFileSync(`/proc/sys/kernel/${setting}`, 'utf8').trim();
  } catch {
    return null;
  }
}
