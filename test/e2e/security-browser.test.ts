// The browser host in a real browser, with a page of somebody else open beside it: what that page can do to the counter,
// and what a page of the counter can do to the world.
import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../support/browser-host.ts';
import { openChromium } from '../support/chromium.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { openTrap, type Trap } from '../support/trap.ts';
import { setUpBranch } from '../support/walk.ts';
import { tryToReach } from '../support/ways-out.ts';

let folder = '';
let host: BrowserHost;
let browser: Browser;
let person: BrowserContext;
let page: Page;
let trap: Trap;
let foreign: Server;
let foreignUrl = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-attack-'));
  trap = await openTrap();
  foreign = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>somebody else</title><body></body>');
  });
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  foreignUrl = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`;
  host = await startBrowserHost({ dataDirectory: join(folder, 'data') });
  ({ browser } = await openChromium());
  person = await browser.newContext({ locale: 'de-DE' });
  page = await person.newPage();
  await page.goto(host.url);
  await setUpBranch(page);
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  await trap?.close();
  foreign?.close();
  await removeFolder(folder);
});

const address = () => new URL(host.url).origin;

describe('the counter in the browser', () => {
  test('shows neither ticket nor pass in its address, its storage or to its scripts', async () => {
    const ticket = new URL(host.url).hash.slice(1);
    const [cookie] = await person.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    const seen = await page.evaluate(() =>
      JSON.stringify([location.href, document.cookie, { ...localStorage }, { ...sessionStorage }, document.title]),
    );
    expect(seen).not.toContain(ticket);
    expect(seen).not.toContain(cookie?.value ?? '-');
  });

  test('reaches nothing outside and runs no code but its own', async () => {
    const { reached, refused } = await tryToReach(page, trap.url);
    expect(reached).toEqual([]);
    expect(refused).toBeGreaterThan(10);
    await fetch(`${trap.url}/control`);
    expect(trap.seen()).toEqual(['/control']);
  });

  test('lets nobody in who has only its address: the ticket was good once', async () => {
    const stranger = await browser.newContext();
    const tab = await stranger.newPage();
    const entered = tab.waitForResponse((answer) => answer.url().endsWith('/enter'));
    await tab.goto(host.url);
    expect((await entered).status()).toBe(403);
    expect(await tab.getByRole('toolbar', { name: 'Funktionstasten' }).count()).toBe(0);
    expect(await stranger.cookies()).toEqual([]);
    await stranger.close();
  });
});

describe('a page of somebody else in the same browser', () => {
  // Another port of the same machine is another origin, yet the same site: the browser sends the cookie along.
  let tab: Page;
  beforeAll(async () => {
    tab = await person.newPage();
    await tab.goto(foreignUrl);
  });

  test('cannot read a page, a file, or enter', async () => {
    const answers = await tab.evaluate(
      async ({ base, ticket }) => {
        const tried = (asked: Promise<Response>) =>
          asked.then(
            async (answer) => `${answer.type} ${answer.status} ${await answer.text()}`,
            () => 'refused',
          );
        return Promise.all([
          tried(fetch(`${base}/`, { credentials: 'include' })),
          tried(fetch(`${base}/`, { mode: 'no-cors', credentials: 'include' })),
          tried(fetch(`${base}/enter`, { method: 'POST', body: ticket, credentials: 'include' })),
          tried(fetch(`${base}/enter`, { method: 'POST', body: '', credentials: 'include' })),
        ]);
      },
      { base: address(), ticket: new URL(host.url).hash.slice(1) },
    );
    expect(answers).toEqual(['refused', 'refused', 'refused', 'refused']);
  });

  test('cannot load a script or a picture of ours', async () => {
    const loaded = await tab.evaluate(
      (base) =>
        new Promise((resolve) => {
          const script = Object.assign(document.createElement('script'), { src: `${base}/index.html` });
          script.onload = () => resolve('loaded');
          script.onerror = () => resolve('refused');
          document.body.append(script);
        }),
      address(),
    );
    expect(loaded).toBe('refused');
  });

  test('cannot open the wire, though its browser has the cookie', async () => {
    const refused = tab.evaluate(
      (base) =>
        new Promise((resolve) => {
          const wire = new WebSocket(`${base.replace('http', 'ws')}/wire`);
          wire.onopen = () => resolve('open');
          wire.onerror = () => resolve('refused');
        }),
      address(),
    );
    expect(await refused).toBe('refused');
    // Our own page opens one from the same browser.
    const own = page.evaluate(
      () =>
        new Promise((resolve) => {
          const wire = new WebSocket(`ws://${location.host}/wire`);
          wire.onopen = () => resolve('open');
          wire.onerror = () => resolve('refused');
        }),
    );
    expect(await own).toBe('open');
  });

  test('cannot show the counter inside itself, nor hold on to its window', async () => {
    const framed = await tab.evaluate(
      (base) =>
        new Promise<number>((resolve) => {
          const frame = Object.assign(document.createElement('iframe'), { src: `${base}/` });
          frame.onload = () => resolve(frame.contentWindow?.length ?? 0);
          document.body.append(frame);
        }),
      address(),
    );
    expect(framed).toBe(0);
    const shown = tab.frames().map((frame) => frame.url());
    expect(shown.filter((url) => url.startsWith(address()))).toEqual([]);

    const opened = person.waitForEvent('page');
    await tab.evaluate((base) => {
      (window as unknown as { held: unknown }).held = window.open(`${base}/`);
    }, address());
    const window_ = await opened;
    await window_.getByRole('toolbar', { name: 'Funktionstasten' }).waitFor();
    const held = await tab.evaluate(() => (window as unknown as { held: Window | null }).held?.closed ?? true);
    expect(held).toBe(true); // the browser has cut the tie
    await window_.close();
  });
});
