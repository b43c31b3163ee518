// The counter as a plain browser sees it: the built browser host in a process of its own, and a page of a real Chromium
// on it. The shape is that of electron.ts, so that one test can be run against both. It refuses to know any page.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { openChromium } from './chromium.ts';

const root = join(import.meta.dirname, '..', '..');
const READY = 'Tresen bereit: ';

export type BrowserHost = { url: string; process: ChildProcess; log: () => string; stop: () => Promise<void> };
export type CounterPage = { page: Page; host: BrowserHost; close: () => Promise<void> };

/** Starts build/main/browser-host.js and waits until it says where it is served. @throws Error with what it printed */
export async function startBrowserHost(from: {
  dataDirectory: string;
  options?: string[];
  env?: Record<string, string>;
}): Promise<BrowserHost> {
  const { TRESEN_SQLITE_BINDING: _, ...env } = process.env; // compiled for Electron; Node.js has its own
  const script = join(root, 'build', 'main', 'browser-host.js');
  const child = spawn(process.execPath, [script, '--data-dir', from.dataDirectory, ...(from.options ?? [])], {
    cwd: root,
    env: { ...env, ...from.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith(READY)) resolve(line.slice(READY.length));
    });
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`The browser host ended with ${code}: ${log}`)));
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { url, process: child, log: () => log, stop };
}

/** A page of a fresh Chromium on a fresh browser host. */
export async function openCounterPage(from: { dataDirectory: string; options?: string[] }): Promise<CounterPage> {
  const host = await startBrowserHost(from);
  try {
    const { browser } = await openChromium();
    // Without motion: a colour on its way to another is no contrast that anybody reads.
    const page = await browser.newPage({
      viewport: { width: 1366, height: 768 },
      locale: 'de-DE',
      reducedMotion: 'reduce',
    });
    await page.goto(host.url);
    const close = async (): Promise<void> => {
      await browser.close();
      await host.stop();
    };
    return { page, host, close };
  } catch (error) {
    await host.stop();
    throw error;
  }
}
