// A screen to open windows on. Where Linux has none, a virtual one (Xvfb) is started for as long as this process runs.
// It refuses to know what is shown there.
import { spawn, spawnSync } from 'node:child_process';
import type { Socket } from 'node:net';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { screenMissing } from '../../src-main/start/electron-runtime.ts';

const SIZE = '1920x1080x24';

let pending: Promise<string | null> | null = null;

/** Sees to it that DISPLAY names a screen. @returns null, or why there is none */
export function ensureDisplay(): Promise<string | null> {
  pending ??= startIfNeeded();
  return pending;
}

async function startIfNeeded(): Promise<string | null> {
  const missing = await screenMissing();
  if (missing === null) return null;
  if (spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error)
    return 'there is no screen, and no Xvfb to stand in for one';
  // Xvfb picks a free number itself and writes it to the third stream once it takes connections. The shell around it
  // reads our end of a pipe, which closes however this process ends, also by a kill: then Xvfb goes, too.
  const bound = `Xvfb -displayfd 3 -screen 0 ${SIZE} -nolisten tcp & server=$!; cat >/dev/null; kill "$server"`;
  const server = spawn('sh', ['-c', bound], { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] });
  server.unref();
  (server.stdin as Socket).unref();
  const announced = server.stdio[3] as Readable;
  return new Promise((resolve) => {
    let number = '';
    announced.setEncoding('utf8').on('data', (text: string) => {
      number += text;
      if (!number.endsWith('\n')) return;
      process.env.DISPLAY = `:${number.trim()}`;
      announced.destroy();
      resolve(null);
    });
    server.once('exit', (code) => resolve(`Xvfb ended with ${code}`));
  });
}
