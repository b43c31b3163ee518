// A real Chromium for the page tests: the one that the package @sparticuz/chromium carries (Linux x64), or else one that
// is installed (Playwright's own, Chrome, Edge). It says why when there is none, and refuses to know any page.
import { spawnSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { PATIENCE_MS } from './patience.ts';

/** No requests of the browser's own on a closed network, no graphics card, and no sandbox where Chromium refuses one. */
const FLAGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--font-render-hinting=none'];

export type OpenChromium = { browser: Browser; version: string; close: () => Promise<void> };

/** Starts a headless Chromium. @param flags further ones. @throws Error that names what was looked for, when there is none */
export async function openChromium(flags: readonly string[] = []): Promise<OpenChromium> {
  const failures: string[] = [];
  for (const candidate of await candidates()) {
    try {
      const browser = await chromium.launch({
        ...candidate.options,
        headless: true,
        args: [...FLAGS, ...flags],
        chromiumSandbox: !needsNoSandbox(),
      });
      browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MS));
      return { browser, version: browser.version(), close: () => browser.close() };
    } catch (error) {
      failures.push(`${candidate.name}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  throw new Error(`No Chromium for the page tests. ${failures.join('; ')}`);
}

async function candidates(): Promise<{ name: string; options: LaunchOptions }[]> {
  const carried = await carriedChromium();
  return [
    ...(carried === null ? [] : [{ name: '@sparticuz/chromium', options: carried }]),
    ...['/usr/bin/chromium', '/usr/bin/chromium-browser'].filter(existsSync).map((path) => ({
      name: path,
      options: { executablePath: path },
    })),
    { name: "Playwright's own", options: {} },
    { name: 'Chrome', options: { channel: 'chrome' } },
    { name: 'Edge', options: { channel: 'msedge' } },
  ];
}

/** Linux has no sandbox for root, and newer ones none without a profile for the very program. */
function needsNoSandbox(): boolean {
  return process.platform === 'linux';
}

/**
 * Unpacks the browser of the package once per version. The folder gets its name only when it is complete, so that tests
 * running side by side or a kill in between never meet half a browser.
 */
async function carriedChromium(): Promise<LaunchOptions | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const home = packageFolder();
  if (home === null) return null;
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = join(home, '..', '..', '.cache', `chromium-${version}`); // node_modules/.cache: gone with npm ci
  if (!existsSync(folder)) await unpack(join(home, 'bin'), folder);
  const executablePath = join(folder, 'chromium');
  if (starts(executablePath)) return { executablePath };
  // A machine without libnss3: the package carries that, too.
  return { executablePath, env: { ...process.env, LD_LIBRARY_PATH: join(folder, 'lib') } };
}

function packageFolder(): string | null {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  } catch {
    return null;
  }
}

async function unpack(from: string, folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const stage = mkdtempSync(`${folder}-`);
  const brotli = (name: string, to: string, mode = 0o644): Promise<void> =>
    pipeline(createReadStream(join(from, name)), createBrotliDecompress(), createWriteStream(to, { mode }));
  await Promise.all([
    brotli('chromium.br', join(stage, 'chromium'), 0o755),
    ...['swiftshader.tar', 'al2023.tar', 'fonts.tar'].map(async (name) => {
      const archive = join(stage, name);
      await brotli(`${name}.br`, archive);
      const ended = spawnSync('tar', ['xf', archive, '-C', stage], { encoding: 'utf8' });
      if (ended.status !== 0) throw new Error(`tar could not unpack ${name}: ${ended.stderr}`);
      rmSync(archive);
    }),
  ]);
  try {
    renameSync(stage, folder);
  } catch (error) {
    rmSync(stage, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // another run was quicker
  }
}

function starts(executable: string): boolean {
  return spawnSync(executable, ['--version'], { stdio: 'ignore' }).status === 0;
}
