// Builds the counter when its sources are not the ones it was last built from. It decides only that; what a build is
// stands in the two Vite configurations. Run by itself (`npm run build`) it builds in any case.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stamp = join(root, 'build', 'built-from');
const sources = [
  'src-shared',
  'src-main',
  'src-renderer',
  'src-server',
  'src-web',
  'resources',
  'package.json',
  'package-lock.json',
];
/** Vite's runs: those of one row one after the other (the second adds to the first one's folder), the rows side by side. */
const runs = [
  [['--config', 'src-renderer/vite.config.ts']],
  [['--config', 'src-web/app/vite.config.ts']],
  [['--config', 'src-server/vite.config.ts']],
  [
    ['--config', 'src-main/vite.config.ts'],
    ['--config', 'src-main/vite.config.ts', '--mode', 'preload'],
  ],
];
const products = [
  'build/main/main.js',
  'build/main/preload.cjs',
  'build/main/browser-host.js',
  'build/main/own-server.js',
  'build/server/main.js',
  'build/renderer/index.html',
  'build/web/app/index.html',
];

/** Says a build could not be made; its message is what Vite printed. */
export class BuildFailed extends Error {}

/** Builds if something changed since the last build. @throws {BuildFailed} */
export async function ensureBuilt(say: (sentence: string) => void): Promise<void> {
  const state = fingerprint();
  const builtFrom = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (builtFrom === state && products.every((product) => existsSync(join(root, product)))) return;
  say('Tresen wird gebaut …');
  await build();
}

/** Builds the screen and the processes. @throws {BuildFailed} */
export async function build(): Promise<void> {
  rmSync(stamp, { force: true });
  const state = fingerprint(); // before the build: what changes meanwhile is built the next time
  await Promise.all(
    runs.map(async (row) => {
      for (const args of row) await runVite(args);
    }),
  );
  const missing = products.filter((product) => !existsSync(join(root, product)));
  if (missing.length > 0) throw new BuildFailed(`Der Bau hat ${missing.join(', ')} nicht hervorgebracht.`);
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(stamp, state);
}

/** Name, size and time of every source file, as one hash: also a deleted or an older file makes a difference. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const entry = statSync(join(root, path), { throwIfNoEntry: false });
    if (entry === undefined) return;
    if (entry.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
    else hash.update(`${path} ${entry.size} ${entry.mtimeMs}\n`);
  };
  for (const path of sources) add(path);
  return hash.digest('hex');
}

function runVite(args: string[]): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', ...args, '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(new BuildFailed(process.stderr.isTTY ? output : stripVTControlCharacters(output))),
    );
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (process.argv.includes('--if-needed')) await ensureBuilt((sentence) => process.stderr.write(`${sentence}\n`));
    else await build();
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
