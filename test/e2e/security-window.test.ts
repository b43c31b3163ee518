// The window under attack from inside: a page that somebody got to run code in tries to get out, to get at the system, and
// to get at the service; and pages that are not ours try to pass as ours.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CounterWindow, electronHere, openCounterWindow } from '../support/electron.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { openTrap, type Trap } from '../support/trap.ts';
import { setUpBranch } from '../support/walk.ts';
import { tryToReach } from '../support/ways-out.ts';

const here = await electronHere();

describe.skipIf(here.missing !== null)('the window', () => {
  let folder = '';
  let counter: CounterWindow;
  let app: ElectronApplication;
  let page: Page;
  let trap: Trap;
  let log = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tresen-attack-'));
    trap = await openTrap();
    counter = await openCounterWindow({ dataDirectory: join(folder, 'data') });
    ({ app, page } = counter);
    app.process().stderr?.on('data', (text: Buffer) => {
      log += text;
    });
    await setUpBranch(page);
  });
  afterAll(async () => {
    await counter?.close();
    await trap?.close();
    await removeFolder(folder);
  });

  test('gives its page nothing of Node, of Electron, or of the preload', async () => {
    const names = [
      'require',
      'process',
      'module',
      'exports',
      'global',
      'Buffer',
      '__dirname',
      'electron',
      'ipcRenderer',
    ];
    const found = await page.evaluate((all) => all.filter((name) => name in window), names);
    expect(found).toEqual([]);
  });

  test('runs sandboxed, isolated and without Node, the hidden page as well', async () => {
    const settings = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((one) => {
        // Not in the types, yet what Electron really applied.
        const { getLastWebPreferences } = one as unknown as { getLastWebPreferences: () => Record<string, unknown> };
        return getLastWebPreferences.call(one);
      }),
    );
    expect(settings.length).toBeGreaterThan(0);
    for (const one of settings)
      expect(one).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
      });
    for (const one of settings) expect(one.webSecurity).not.toBe(false);
  });

  test('reaches nothing outside and runs no code but its own', async () => {
    const { reached, refused } = await tryToReach(page, trap.url);
    expect(reached).toEqual([]);
    expect(refused).toBeGreaterThan(10);
    // The trap does catch what comes: the attempts above failed for a reason.
    await fetch(`${trap.url}/control`);
    expect(trap.seen()).toEqual(['/control']);
  });

  test('does not go elsewhere, and opens nothing', async () => {
    const address = page.url();
    const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    const attempts = await page.evaluate((outside) => {
      const click = (set: Partial<HTMLAnchorElement>) => {
        const link = Object.assign(document.createElement('a'), set);
        document.body.append(link);
        link.click();
      };
      const opened = [window.open(outside), window.open('about:blank'), window.open('app://tresen/')];
      click({ href: outside });
      click({ href: outside, target: '_blank' });
      click({ href: outside, download: 'x' });
      click({ href: 'javascript:document.title="caught"' });
      click({ href: 'file:///etc/passwd' });
      const form = Object.assign(document.createElement('form'), { action: outside, method: 'post' });
      document.body.append(form);
      form.submit();
      window.location.href = outside;
      window.location.assign('data:text/html,caught');
      window.location.replace('file:///etc/passwd');
      return { opened: opened.map(String), title: document.title };
    }, `${trap.url}/away`);
    expect(attempts.opened).toEqual(['null', 'null', 'null']);
    // A page that had been left would not answer from here any more.
    await expect.poll(() => page.evaluate(() => document.readyState)).toBe('complete');
    expect(page.url()).toBe(address);
    expect(await page.title()).not.toBe('caught');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(windows);
    expect(trap.seen()).not.toContain('/away');
  });

  test('keeps no file by itself: every way of downloading is refused', async () => {
    await app.evaluate(({ session }) => {
      const ended: string[] = [];
      Object.assign(globalThis, { ended });
      session.defaultSession.on('will-download', (_event, item) =>
        item.once('done', (_done, state) => ended.push(state)),
      );
    });
    await page.evaluate(() => {
      const urls = [
        URL.createObjectURL(new Blob(['MZ'], { type: 'application/octet-stream' })),
        'data:application/pdf;base64,JVBERi0xLjQK',
        'data:text/plain,caught',
      ];
      for (const href of urls) Object.assign(document.createElement('a'), { href, download: 'caught.exe' }).click();
    });
    await expect
      .poll(() => app.evaluate(() => (globalThis as unknown as { ended: string[] }).ended))
      .toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  test('hands the address of a letter to the mail program of this PC, and no other link to anybody [E-70]', async () => {
    await app.evaluate(({ shell, webContents }) => {
      const [handed, asked] = [[] as string[], [] as string[]];
      Object.assign(globalThis, { handed, asked });
      for (const one of webContents.getAllWebContents()) one.on('will-frame-navigate', ({ url }) => asked.push(url));
      shell.openExternal = async (url) => void handed.push(url);
    });
    const links = [
      ...['mailto:anna@example.com?bcc=eva@example.com', 'mailto:anna@example.com,eva@example.com', 'tel:+493023125'],
      ...['ms-settings:network', 'https://example.com/', 'mailto:anna@example.com'],
    ];
    // One after the other: a link that is followed takes the place of one before it.
    for (const href of links) {
      await page.evaluate((to) => Object.assign(document.createElement('a'), { href: to }).click(), href);
      await expect.poll(() => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)).toContain(href);
    }
    await expect
      .poll(() => app.evaluate(() => (globalThis as unknown as { handed: string[] }).handed))
      .toEqual(['mailto:anna@example.com']);
  });

  test('has no web view', async () => {
    const shown = await page.evaluate((outside) => {
      const view = Object.assign(document.createElement('webview'), { src: outside });
      document.body.append(view);
      return Object.getPrototypeOf(view) === HTMLElement.prototype || view instanceof HTMLUnknownElement;
    }, trap.url);
    expect(shown).toBe(true);
    expect(
      await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((one) => one.getType())),
    ).toEqual(['window']);
  });

  test('is allowed no device, no place, no notice, no clipboard of others', async () => {
    const answers = await page.evaluate(async () => {
      const refused = (asked: Promise<unknown>) => asked.then(String, () => 'refused');
      return Promise.all([
        refused(navigator.mediaDevices.getUserMedia({ audio: true })),
        refused(navigator.mediaDevices.getDisplayMedia()),
        refused(new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
        Notification.requestPermission().then((answer) => (answer === 'granted' ? answer : 'refused')),
        refused(navigator.clipboard.readText()),
      ]);
    });
    expect(answers).toEqual(Array(5).fill('refused'));
  });

  test('serves its own folder and nothing beside it', async () => {
    const asked = [
      'app://tresen/../main/main.js',
      'app://tresen/%2e%2e/main/main.js',
      'app://tresen/..%2fmain%2fmain.js',
      'app://tresen/%2e%2e%2f%2e%2e%2fpackage.json',
      'app://tresen/..%5c..%5cpackage.json',
      'app://tresen/%',
      'app://tresen/assets',
      'app://tresen//etc/passwd',
      'app://elsewhere/index.html',
      'app://tresen.evil/index.html',
    ];
    const answers = await page.evaluate(
      (all) =>
        Promise.all(
          all.map((address) =>
            fetch(address).then(
              ({ status }) => status,
              () => 'refused',
            ),
          ),
        ),
      asked,
    );
    for (const [index, answer] of answers.entries()) expect([asked[index], answer]).not.toEqual([asked[index], 200]);
    expect(await page.evaluate(() => fetch('app://tresen/index.html').then(({ status }) => status))).toBe(200);
    // Another host of the same scheme is another origin.
    expect(await page.evaluate(() => fetch('app://print/index.html').then(String, () => 'refused'))).toBe('refused');
    expect(await page.evaluate(() => fetch('file:///etc/passwd').then(String, () => 'refused'))).toBe('refused');
  });

  test('its policy is the strict one', async () => {
    const policy = await page.evaluate(async () => {
      const { headers } = await fetch('app://tresen/index.html');
      return headers.get('content-security-policy');
    });
    expect(policy).toContain(`default-src 'none'`);
    expect(/script-src ([^;]*)/.exec(policy ?? '')?.[1]).toBe(`'self'`);
    expect(/connect-src ([^;]*)/.exec(policy ?? '')?.[1]).toBe(`'self'`);
  });

  describe('a port to the service', () => {
    const CONNECT = `new Promise((resolve) => {
      const closed = () => resolve('closed');
      addEventListener('message', ({ data, ports: [port] }) => {
        if (data !== 'tresen:port' || !port) return;
        port.addEventListener('close', closed);
        port.addEventListener('message', () => resolve('answered'));
        port.start();
        port.postMessage(JSON.stringify({ id: 1 }));
      });
      postMessage('tresen:connect', '*');
      setTimeout(() => resolve('silence'), 3000);
    })`;

    test.each([
      ['a second window on our own page', 'app://tresen/index.html', 'app://tresen'],
      ['the print page when nothing is printed', 'app://print/print-page/print.html', 'app://print'],
      ['a page in an address', 'data:text/html,caught', 'null'],
      ['a file', 'FILE', 'file://'],
      ['nothing at all', 'about:blank', 'null'],
    ])('is refused to %s, though it has our preload', async (_what, address, origin) => {
      const before = log.length;
      const file = join(folder, 'page.html');
      writeFileSync(file, '<title>caught</title>');
      const answer = await app.evaluate(
        async ({ app: program, BrowserWindow }, { url, code, preload }) => {
          const window = new BrowserWindow({
            show: false,
            webPreferences: { preload: `${program.getAppPath()}/${preload}`, sandbox: true, contextIsolation: true },
          });
          try {
            await window.loadURL(url);
            return await window.webContents.executeJavaScript(code);
          } finally {
            window.destroy();
          }
        },
        { url: address === 'FILE' ? `file://${file}` : address, code: CONNECT, preload: 'build/main/preload.cjs' },
      );
      expect(['closed', 'silence']).toContain(answer);
      await expect.poll(() => log.slice(before)).toMatch(new RegExp(`"origin":"${origin}".*a port was refused`));
    });

    test('is refused to a frame inside our own page', async () => {
      const before = log;
      await page.evaluate(() => {
        const frame = Object.assign(document.createElement('iframe'), { srcdoc: '<title>frame</title>' });
        document.body.append(frame);
        frame.contentWindow?.postMessage('tresen:connect', '*');
      });
      const inside = page.frames().find((one) => one !== page.mainFrame());
      const answer = await inside?.evaluate(CONNECT).catch(() => 'no frame');
      expect(['silence', 'closed', 'no frame', undefined]).toContain(answer);
      expect(log).toBe(before); // the preload does not even run there
    });
  });
});
