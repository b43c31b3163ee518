// The built counter started in Electron as somebody at a terminal starts it, with nothing attached: what it prints and how
// it ends. It refuses to look into the window.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { electronHere } from './electron.ts';

const root = join(import.meta.dirname, '..', '..');
const here = await electronHere();

export type Ended = { code: number | null; signal: string | null; stdout: string; stderr: string };
export type Started = { child: ChildProcess; ready: Promise<string>; end: Promise<Ended> };

/** `ready` is its ready line, and fails with all it printed if it ends without one. */
export function startElectron(options: string[], env: Record<string, string> = {}): Started {
  if (here.missing !== null) throw new Error(here.missing);
  const child = spawn(here.binary, [...here.args, root, ...options], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const end = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const line = /^Tresen bereit: .*$/m.exec(stdout)?.[0];
      if (line !== undefined) resolve(line);
    });
    end.then((how) => reject(new Error(`ended without being ready: ${JSON.stringify(how)}`)), reject);
  });
  ready.catch(() => undefined); // whoever waits for the end alone does not care
  return { child, ready, end };
}
