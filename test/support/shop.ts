// A shop that has just been set up, as its staff see it in a browser: the built counter, one Chromium page, signed in. The
// data can be prepared through the real service before the window opens. It finds everything by role and name.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { createService } from '../../src-main/service/service.ts';
import { type BrowserHost, startBrowserHost } from './browser-host.ts';
import { openChromium } from './chromium.ts';
import { portsFor } from './counter.ts';
import { removeFolder } from './remove-folder.ts';

export const PIN = '1234';

type Client = ReturnType<typeof clientOf>;
/** `clock.now` (epoch milliseconds) may be moved: what happened in other years is written as it was then. */
type Prepare = (client: Client, clock: { now: number }) => Promise<void>;

export type Shop = {
  readonly page: Page;
  readonly host: BrowserHost;
  readonly directory: string;
  /** Errors the page has thrown so far; none is right. */
  readonly errors: string[];
  /** Ends the program as a power cut does; the page stays. */
  kill(): Promise<void>;
  /** Starts the program again on the same data and opens the page anew. */
  restart(): Promise<void>;
  /** Both. */
  crash(): Promise<void>;
  close(): Promise<void>;
};

/** Opens a shop with 'Anna Amsel' (Administrator, PIN 1234) signed in; `prepare` fills it before. */
export async function openShop(prepare: Prepare = async () => {}): Promise<Shop> {
  const directory = mkdtempSync(join(tmpdir(), 'tresen-shop-'));
  await setUp(directory, prepare);
  const { browser } = await openChromium();
  const errors: string[] = [];
  const start = async () => {
    const host = await startBrowserHost({ dataDirectory: directory });
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'de-DE',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(host.url);
    return { host, page };
  };
  let open = await start();
  await signIn(open.page);
  const kill = async () => {
    const ended = new Promise((resolve) => open.host.process.once('exit', resolve));
    open.host.process.kill('SIGKILL');
    await ended;
  };
  const restart = async () => {
    await open.host.stop();
    await open.page.context().close();
    open = await start();
  };
  return {
    directory,
    errors,
    kill,
    restart,
    get page() {
      return open.page;
    },
    get host() {
      return open.host;
    },
    async crash() {
      await kill();
      await restart();
    },
    async close() {
      await browser.close();
      await open.host.stop();
      await removeFolder(directory);
    },
  };
}

/** For tests of other things: no dialog asks for consent by itself. */
export async function withoutReminder(client: Client): Promise<void> {
  await client.settings.save({ changes: { missingConsentHint: false } });
}

/** On the screen of the sign-in. */
export async function signIn(page: Page, name = 'Anna Amsel', pin = PIN): Promise<void> {
  await page.getByLabel('Mitarbeiter').selectOption({ label: name });
  await page.getByLabel('PIN').fill(pin);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.getByRole('toolbar', { name: 'Funktionstasten' }).waitFor();
}

/** What axe-core finds wrong with the page as it is now: one line each. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: typeof axe };
    const { violations } = await run.run(document, { resultTypes: ['violations'] });
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
}

async function setUp(directory: string, prepare: Prepare): Promise<void> {
  const clock = { now: Date.now() };
  const service = createService(portsFor(directory, clock));
  const client = clientOf(service);
  await client.signIn.setUp({
    ...{ branchName: 'Sonnen-Apotheke', street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' },
    ...{ phone: '+49 30 23125 100', administratorName: 'Anna Amsel', pin: PIN },
  });
  await client.employees.save({ id: null, name: 'Bernd Bussard', role: 'employee', blocked: false, pin: '2345' });
  await prepare(client, clock);
  service.stop();
}

function clientOf(service: ReturnType<typeof createService>) {
  return createRouterClient(service.router, { context: { counter: service.counter } });
}
