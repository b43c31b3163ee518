// The counter on a screen, in the Electron window or in a real browser: what a test that runs in both needs of either. It
// refuses to know any page.
import { mkdirSync } from 'node:fs';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { startBrowserHost } from './browser-host.ts';
import { openChromium } from './chromium.ts';
import { openCounterWindow } from './electron.ts';

export const HOSTS = ['Electron', 'Chromium'] as const;
export type HostName = (typeof HOSTS)[number];

export type OpenCounter = {
  readonly page: Page;
  /** All that the program has printed so far. */
  output(): string;
  /** Ends the program properly, so that everything it keeps is on the disk. */
  close(): Promise<void>;
};

/**
 * @param from.scratch becomes the temporary folder of everything that is started, the browser included
 * @param from.options further options of the program
 */
export async function openCounterOn(host: HostName, from: From & { scratch: string }): Promise<OpenCounter> {
  mkdirSync(from.scratch, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = from.scratch; // what is started inherits it, and so does the browser's profile
  try {
    return await (host === 'Electron' ? inElectron(from) : inChromium(from));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

type From = {
  dataDirectory: string;
  options: string[];
  env?: Record<string, string>;
  /** An error that the page has thrown. */
  pageError?: (error: Error) => void;
};

async function inElectron({ dataDirectory, options, env = {}, pageError }: From): Promise<OpenCounter> {
  const { app, page, close } = await openCounterWindow({ dataDirectory, options, env });
  if (pageError) page.on('pageerror', pageError);
  let printed = '';
  for (const stream of [app.process().stdout, app.process().stderr])
    stream?.on('data', (text: Buffer) => {
      printed += text;
    });
  return { page, output: () => printed, close };
}

async function inChromium({ dataDirectory, options, env = {}, pageError }: From): Promise<OpenCounter> {
  const host = await startBrowserHost({ dataDirectory, options, env });
  const { browser } = await openChromium();
  const page = await browser.newPage({
    viewport: { width: 1366, height: 768 },
    locale: 'de-DE',
    reducedMotion: 'reduce',
  });
  if (pageError) page.on('pageerror', pageError);
  await page.goto(host.url);
  return {
    page,
    output: () => host.log(),
    async close() {
      await browser.close();
      await host.stop();
    },
  };
}
