// The counter in a real Electron window, driven by Playwright. It finds the Electron that lies here (it fetches none),
// starts the built program or a packaged one, and says why when it cannot. It refuses to know any page.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright-core';
import { installedElectron, machineArguments } from '../../src-main/start/electron-runtime.ts';
import { ensureDisplay } from './display.ts';
import { PATIENCE_MS } from './patience.ts';

const root = join(import.meta.dirname, '..', '..');

export type ElectronHere =
  | { missing: null; binary: string; args: string[]; version: string; chromium: string; node: string }
  | { missing: string };

/** Which Electron can open a window here, or in half an English sentence why none can. */
export async function electronHere(): Promise<ElectronHere> {
  const screen = await ensureDisplay();
  if (screen !== null) return { missing: screen };
  const found = installedElectron();
  if (found === null) return { missing: 'the package electron has not fetched its binary' };
  if ('reason' in found) return { missing: found.reason };
  const versions = spawnSync(found.binary, ['-p', 'JSON.stringify(process.versions)'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  });
  if (versions.status !== 0) return { missing: `${found.binary} does not run: ${firstLine(versions.stderr)}` };
  const { electron: version, chrome, node } = JSON.parse(versions.stdout) as Record<string, string>;
  const args = machineArguments(found.binary, () => {});
  return {
    missing: null,
    binary: found.binary,
    args,
    version: version ?? '?',
    chromium: chrome ?? '?',
    node: node ?? '?',
  };
}

export type CounterWindow = { app: ElectronApplication; page: Page; close: () => Promise<void> };

export type Opening = {
  dataDirectory: string;
  /** Further options of the program, as on the command line. */
  options?: string[];
  env?: Record<string, string>;
  /** Executable of a packaged program, to be started instead of build/. */
  packaged?: string;
};

/** Starts the built counter (build/) in Electron and waits for nothing. */
export async function launchCounter(from: Opening): Promise<ElectronApplication> {
  const here = await electronHere();
  if (here.missing !== null) throw new Error(`No Electron window: ${here.missing}`);
  const program = from.packaged === undefined ? [root] : [];
  const app = await electron.launch({
    executablePath: from.packaged ?? here.binary,
    args: [...here.args, ...program, '--data-dir', from.dataDirectory, ...(from.options ?? [])],
    cwd: root,
    env: { ...definedOnly(process.env), ...from.env },
    chromiumSandbox: !here.args.includes('--no-sandbox'),
  });
  app.context().setDefaultTimeout(PATIENCE_MS);
  return persistent(app);
}

/** Opens the built counter in Electron and waits for its page. */
export async function openCounterWindow(from: Opening): Promise<CounterWindow> {
  const app = await launchCounter(from);
  try {
    const page = await app.firstWindow();
    await page.waitForLoadState('domcontentloaded');
    return { app, page, close: () => app.close() };
  } catch (error) {
    app.process().kill('SIGKILL'); // it may show a box that nobody reads
    throw error;
  }
}

/**
 * A question to the main process is answered through a promise that nothing there holds: a garbage collection at that moment
 * takes it away, and it is asked again. So a question must be one that can be asked twice.
 */
function persistent(app: ElectronApplication): ElectronApplication {
  type Ask = (...question: unknown[]) => Promise<unknown>;
  const again =
    (ask: Ask) =>
    async (...question: unknown[]) => {
      for (let turn = 1; ; turn++) {
        try {
          return await ask(...question);
        } catch (error) {
          if (turn === 5 || !/garbage collected/.test((error as Error).message)) throw error;
        }
      }
    };
  return Object.assign(app, {
    evaluate: again(app.evaluate.bind(app) as Ask),
    evaluateHandle: again(app.evaluateHandle.bind(app) as Ask),
  });
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function firstLine(text: string | null): string {
  return (text ?? '').trim().split('\n')[0] ?? '';
}
