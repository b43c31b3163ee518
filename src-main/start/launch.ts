// The second half of `npm start`, on the project's own Node.js: builds, decides between window and browser, and runs the
// counter as a child. It refuses to know what the options mean, and lets exactly one line through to standard output:
// the counter's 'Tresen bereit: …'.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { endAs, passedThrough, Refusal, root, say } from '../bootstrap.mjs';
import { BuildFailed, ensureBuilt } from './build.ts';
import { findWindow } from './electron-runtime.ts';

const READY = 'Tresen bereit: ';

const options = process.argv.slice(2).filter((argument) => argument !== '--browser');
await buildOrRefuse();
if (process.argv.includes('--browser')) await runInBrowser();
else await runInWindow();

async function buildOrRefuse(): Promise<void> {
  try {
    await ensureBuilt(say);
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    throw new Refusal(`${error.message}\nTresen ließ sich nicht bauen.`);
  }
}

async function runInWindow(): Promise<void> {
  const chance = await findWindow(say);
  if (!chance.possible) return insteadOfWindow(chance.reason);
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env; // set by editors; it would make Electron a plain Node.js
  const child = spawn(chance.binary, [...chance.args, root, ...options], {
    env,
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  const ready = onlyTheReadyLine(child);
  const { code, signal, asked } = await passedThrough(child);
  if (!ready.seen && !asked && (code === 127 || signal !== null)) {
    return insteadOfWindow(
      code === 127 ? 'Electron fehlen hier Systembibliotheken' : `Electron brach mit ${signal} ab`,
    );
  }
  endAs(code, signal);
}

function insteadOfWindow(reason: string): Promise<void> {
  say(`Kein Fenster möglich, denn ${reason}: Tresen läuft stattdessen im Browser.`);
  return runInBrowser();
}

async function runInBrowser(): Promise<void> {
  const { TRESEN_SQLITE_BINDING: _, ...env } = process.env; // meant for Electron's Node-API alone
  const host = join(root, 'build', 'main', 'browser-host.js');
  const child = spawn(process.execPath, [host, ...options], { env, stdio: ['inherit', 'pipe', 'inherit'] });
  onlyTheReadyLine(child);
  const { code, signal } = await passedThrough(child);
  endAs(code, signal);
}

/** Lets the first ready line through to standard output; whatever else the child prints there goes to standard error. */
function onlyTheReadyLine(child: ChildProcess): { seen: boolean } {
  const ready = { seen: false };
  if (child.stdout === null) return ready;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const first = !ready.seen && line.startsWith(READY);
    if (first) ready.seen = true;
    (first ? process.stdout : process.stderr).write(`${line}\n`);
  });
  return ready;
}
