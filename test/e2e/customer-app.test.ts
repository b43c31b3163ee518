// The customers' app in a real Chromium at phone size, on a real server with a real counter: from the printed form and the
// printed letter to a connected phone, out within the minute when the access is switched off, and in again with new papers.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { branch } from '../../src-shared/tables.ts';
import { requirePoppler } from '../print/read-back.ts';
import { type AppShop, openAppShop, type Papers } from '../support/app-shop.ts';
import { cameraFlags, filmOfCode } from '../support/camera.ts';
import { type OpenChromium, openChromium } from '../support/chromium.ts';
import { PIN } from '../support/counter.ts';
import { axeFaults } from '../support/perception.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { round } from '../support/sync.ts';

const PHONE = { width: 390, height: 844 };
const SMALL = { width: 320, height: 640 };
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

let folder = '';
let shop: AppShop;
let origin = '';
let chromium: OpenChromium;
/** Of the customer whose form the camera sees. */
let filmed: { id: string; papers: Papers };
const open: BrowserContext[] = [];

beforeAll(async () => {
  requirePoppler();
  folder = mkdtempSync(join(tmpdir(), 'tresen-app-'));
  shop = await openAppShop({ withPaper: true });
  origin = `http://127.0.0.1:${await shop.server.running.listen('127.0.0.1', 0)}`;
  const id = await shop.newCustomer();
  filmed = { id, papers: await shop.giveAccess(id) };
  await filmOfCode(shop.printed.at(-1)?.pdf ?? new Uint8Array(), join(folder, 'form.y4m'));
  chromium = await openChromium(cameraFlags(join(folder, 'form.y4m')));
});
afterAll(async () => {
  await chromium?.close();
  await shop?.close();
  await removeFolder(folder);
});
afterEach(async () => {
  for (const context of open.splice(0)) await context.close();
});

async function phone(more: { viewport?: typeof PHONE; locale?: string; userAgent?: string } = {}): Promise<Page> {
  const context = await chromium.browser.newContext({
    ...{ viewport: PHONE, locale: 'de-DE', reducedMotion: 'reduce', hasTouch: true, isMobile: true, ...more },
  });
  open.push(context);
  return context.newPage();
}

/** What is behind the printed QR code, at the address where the test's server listens. */
const linkOf = (code: string) => code.replace('https://app.example.com', origin);
const plainOf = (code: string) => code.replace(/^.*#/, '');
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function typePassword(page: Page, password: string): Promise<void> {
  await heading(page, 'Wie lautet Ihr Passwort?').waitFor();
  await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(password);
  await press(page, 'Verbinden');
}

async function connected(page: Page, papers: Papers): Promise<void> {
  await page.goto(linkOf(papers.code));
  await typePassword(page, papers.password);
  await heading(page, 'Verbunden mit Sonnen-Apotheke').waitFor();
}

/** What is wrong with the screen for fingers, small phones and readers of large letters. */
async function faults(page: Page): Promise<string[]> {
  const found = await axeFaults(page);
  const measured = () =>
    page.evaluate(() => {
      const wrong: string[] = [];
      if (document.documentElement.scrollWidth > innerWidth)
        wrong.push(`${document.documentElement.scrollWidth} px wide`);
      for (const one of document.querySelectorAll<HTMLElement>('button, a, input:not([type=checkbox]), label.tick')) {
        const { width, height } = one.getBoundingClientRect();
        if (width < 48 || height < 48) wrong.push(`${one.textContent} is ${width} × ${height}`);
      }
      return wrong;
    });
  found.push(...(await measured()));
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  found.push(...(await measured()).map((fault) => `200 %: ${fault}`));
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  return found;
}

//
test('opens by the printed form, connects with the printed password, and is out within the minute; new papers let in again', async () => {
  const id = await shop.newCustomer({ firstName: 'Anna', lastName: 'Müller' });
  const papers = await shop.giveAccess(id);
  const page = await phone({ userAgent: ANDROID });
  await page.clock.install();
  await page.goto(linkOf(papers.code));
  // Installing is offered before connecting.
  await heading(page, 'App auf dieses Telefon holen?').waitFor();
  expect(new URL(page.url()).hash).toBe('');
  await press(page, 'Ohne Installation weiter');
  await typePassword(
    page,
    papers.password.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase()),
  );
  await heading(page, 'Verbunden mit Sonnen-Apotheke').waitFor();
  await page.getByText('Angemeldet für Anna Müller').waitFor();
  expect(await page.getByRole('link', { name: '+49 30 23125 100 anrufen' }).getAttribute('href')).toBe(
    'tel:+493023125100',
  );
  await page.getByText('Mo–Fr 8–18 Uhr').waitFor();
  await round(shop.counter);
  const { state, devices } = await shop.state(id);
  expect([state, devices.map(({ name }) => name)]).toEqual([{ state: 'connected', devices: 1 }, ['Android-Telefon']]);

  // Nothing that would let anybody in again lies in the page, and no cookie.
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  for (const secret of [plainOf(papers.code), papers.password, papers.password.replaceAll('-', ' ')])
    expect(kept).not.toContain(secret);
  expect(await page.context().cookies()).toEqual([]);

  await shop.save(id, false);
  await round(shop.counter);
  // A minute of the phone's own clock, and not a moment more.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 30_000);
  await page.clock.fastForward(30_000);
  await heading(page, 'Dieses Gerät ist nicht mehr verbunden').waitFor();
  await page.clock.resume();
  await page.getByText('Ihr Zugang wurde beendet.').waitFor();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('Müller');

  const newer = await shop.giveAccess(id);
  await page.setViewportSize(SMALL);
  await press(page, 'Neu verbinden');
  await press(page, 'Ohne Installation weiter');
  await press(page, 'Code eintippen');
  const code = plainOf(newer.code).toLowerCase().replace(/.{4}/g, '$& ');
  await page.getByRole('textbox', { name: 'Anmeldecode' }).fill(code);
  await press(page, 'Weiter');
  await typePassword(page, papers.password);
  // This phone was connected once: it is told what is wrong.
  await page.getByRole('alert').getByText('Das Passwort stimmt nicht.').waitFor();
  await typePassword(page, newer.password);
  await heading(page, 'Verbunden mit Sonnen-Apotheke').waitFor();
});

test('reads the form’s code through the camera', async () => {
  const page = await phone();
  await page.goto(`${origin}/app`);
  await heading(page, 'Haben Sie das Formular mit dem Anmeldecode?').waitFor();
  await press(page, 'QR-Code scannen');
  await typePassword(page, filmed.papers.password);
  await heading(page, 'Verbunden mit Sonnen-Apotheke').waitFor();
});

test('says one thing to strangers, whatever is wrong', async () => {
  const id = await shop.newCustomer();
  const stale = await shop.giveAccess(id);
  await shop.save(id, false);
  await shop.save(id, true);
  await round(shop.counter);
  const said = [];
  for (const [code, password] of [
    [filmed.papers.code, 'falsch falsch falsch 11'],
    [stale.code, stale.password],
    [`${origin}/app/connect#${'0'.repeat(28)}`, filmed.papers.password],
  ] as const) {
    const page = await phone();
    await page.goto(linkOf(code));
    await typePassword(page, password);
    const problem = page.getByRole('alert').filter({ hasText: /./ });
    await problem.waitFor();
    said.push(await problem.textContent());
  }
  expect(new Set(said)).toEqual(
    new Set(['Code oder Passwort stimmt nicht oder ist gesperrt – bitte in der Apotheke melden.']),
  );
});

test.each([PHONE, SMALL])('is usable on every screen at $width × $height, and axe finds nothing', async (viewport) => {
  const page = await phone({ viewport, userAgent: ANDROID });
  const seen: [string, string[]][] = [];
  const look = async (name: string) => {
    await heading(page, /./).waitFor();
    seen.push([name, await faults(page)]);
  };
  await page.goto(`${origin}/app/`);
  await page.getByText('Sonnen-Apotheke').waitFor();
  await look('install');
  await press(page, 'Ohne Installation weiter');
  await look('code');
  await press(page, 'Code eintippen');
  await page.getByRole('textbox', { name: 'Anmeldecode' }).fill('ABC');
  await press(page, 'Weiter');
  await page.getByRole('alert').getByText('Das sind 3 von 28 Zeichen.').waitFor();
  await look('type');
  // The phone's own way back is the page's.
  await page.goBack();
  await heading(page, 'Haben Sie das Formular mit dem Anmeldecode?').waitFor();
  await press(page, 'Code eintippen');
  await page.getByRole('textbox', { name: 'Anmeldecode' }).fill(plainOf(filmed.papers.code));
  await press(page, 'Weiter');
  await typePassword(page, 'falsch');
  await page.getByRole('alert').filter({ hasText: /./ }).waitFor();
  await look('password');
  await typePassword(page, filmed.papers.password);
  await heading(page, 'Verbunden mit Sonnen-Apotheke').waitFor();
  await look('connected');
  await press(page, 'English');
  await heading(page, 'Connected with Sonnen-Apotheke').waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await press(page, 'Deutsch');
  await press(page, 'Verbindung trennen');
  await look('leave');
  await press(page, 'Trennen');
  await page.getByText('Sie haben die Verbindung getrennt.').waitFor();
  await look('ended');
  expect(seen).toEqual(seen.map(([name]) => [name, []]));
  expect(seen).toHaveLength(7);
});

test('runs nothing that stands in a text: not in names, hours, telephone, colours', async () => {
  const evil = (where: string) => `"><img src=x onerror="window.ran='${where}'"><script>window.ran='${where}'</script>`;
  const house = shop.counter.service.counter.house;
  const before = house?.db.orm.select().from(branch).get();
  if (!house || !before) throw new Error('not open');
  const { name, street, town, openingHours, phone: number, accent } = before;
  const change = (fields: Partial<typeof before>) =>
    house.save('branch.save', (unit) => unit.update('branch', before.id, fields));
  await shop.counter.client.employees.prove({ pin: PIN });
  const id = await shop.newCustomer({ firstName: evil('first'), lastName: evil('last') });
  const papers = await shop.giveAccess(id);
  change({
    ...{ name: evil('name'), street: evil('street'), town: evil('town'), openingHours: evil('hours') },
    ...{ phone: `javascript:window.ran='phone'//${evil('phone')}`, accent: 'red;}*{background:url(//evil)}' },
  });
  await round(shop.counter);
  try {
    const page = await phone({ userAgent: `${ANDROID} ${evil('agent')}` });
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', () => Object.assign(window, { ran: 'policy' }));
    });
    await page.goto(linkOf(papers.code));
    await press(page, 'Ohne Installation weiter');
    await typePassword(page, papers.password);
    await heading(page, /^Verbunden mit/).waitFor();
    for (const where of ['first', 'last', 'name', 'street', 'town', 'hours', 'phone'])
      expect(await page.locator('body').innerText()).toContain(evil(where));
    expect(await page.getByRole('link').getAttribute('href')).toMatch(/^tel:[\d+]*$/);
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
    expect(await page.evaluate(() => (window as { ran?: string }).ran)).toBeUndefined();
    expect(await page.evaluate(() => document.documentElement.style.getPropertyValue('--accent'))).toBe('#1f5f8b');
  } finally {
    change({ name, street, town, openingHours, phone: number, accent });
    await round(shop.counter);
  }
});

test('opens without a network, says so, and keeps no answer of the server but the last', async () => {
  const page = await phone();
  await connected(page, filmed.papers);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await heading(page, 'Verbunden mit Sonnen-Apotheke').waitFor();
  await page.context().setOffline(true);
  await page.getByText(/^Keine Verbindung\. Stand von /).waitFor();
  await page.reload();
  await heading(page, 'Verbunden mit Sonnen-Apotheke').waitFor();
  await page.getByText(/^Keine Verbindung\. Stand von /).waitFor();
  const cached = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(cached.length).toBeGreaterThan(4);
  expect(cached.filter((path) => !path.startsWith('/app/'))).toEqual([]);
  await press(page, 'Verbindung trennen');
  await press(page, 'Trennen');
  await page.getByText('Das Trennen hat nicht geklappt: keine Verbindung.').waitFor();
  await page.context().setOffline(false);
  await press(page, 'Trennen');
  await heading(page, 'Dieses Gerät ist nicht mehr verbunden').waitFor();
});

test('replaces its key after a day by itself, in two open tabs as well', async () => {
  const page = await phone();
  await connected(page, filmed.papers);
  const other = await page.context().newPage();
  await other.goto(`${origin}/app/`);
  await heading(other, 'Verbunden mit Sonnen-Apotheke').waitFor();
  const key = () => page.evaluate(() => JSON.parse(localStorage.getItem('tresen.device') ?? '').key as string);
  const first = await key();
  shop.server.clock.now += 25 * 3600_000;
  for (const tab of [page, other, page, other])
    await tab.evaluate(() => {
      dispatchEvent(new Event('focus'));
    });
  await expect.poll(key).not.toBe(first);
  shop.server.clock.now += 60_000;
  for (const tab of [page, other]) {
    await tab.reload();
    await heading(tab, 'Verbunden mit Sonnen-Apotheke').waitFor();
  }
});

test('is an app that can be put on the home screen, in the shop’s name and colour', async () => {
  const page = await phone();
  await page.goto(`${origin}/app/connect`);
  const manifest = (await (await page.request.get(`${origin}/app/manifest.webmanifest`)).json()) as {
    name: string;
    theme_color: string;
    start_url: string;
    icons: { src: string; sizes: string; purpose: string }[];
  };
  expect(manifest).toMatchObject({
    ...{ name: 'Meine Apotheke – Sonnen-Apotheke', theme_color: '#0e700e', start_url: './', display: 'standalone' },
  });
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (path) => {
      const picture = new Image();
      picture.src = path;
      await picture.decode();
      return `${picture.naturalWidth}x${picture.naturalHeight}`;
    }, `./${src}`);
    expect([src, size]).toEqual([src, sizes]);
  }
});

test('gives out its own files and no others', async () => {
  const { http } = shop.server.running;
  expect((await http.inject({ url: '/app/index.html' })).statusCode).toBe(200);
  const plain = await http.inject({ url: '/app/index.html' });
  const small = await http.inject({ url: '/app/index.html', headers: { 'accept-encoding': 'br, gzip' } });
  expect(small.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(small.rawPayload)).toEqual(plain.rawPayload);
  const outside = ['..%2f..%2f..%2fpackage.json', '%2e%2e/%2e%2e/%2e%2e/package.json', '../../../package.json'];
  for (const path of [...outside, 'assets/', 'assets', 'toString'])
    expect([path, (await http.inject({ url: `/app/${path}` })).statusCode]).toEqual([path, 404]);
});

// Last: the chain keeps its second branch.
test('wears the colour of its own branch where a chain has several', async () => {
  const house = shop.counter.service.counter.house;
  if (!house) throw new Error('not open');
  const moon = house.newId();
  await shop.counter.client.employees.prove({ pin: PIN });
  house.save('branch.save', (unit) => unit.create('branch', { id: moon, name: 'Mond-Apotheke', accent: '#5c2e91' }));
  await round(shop.counter);
  const colour = (page: Page) =>
    page.evaluate(() => document.documentElement.style.getPropertyValue('--accent').trim());
  const page = await phone();
  await page.goto(`${origin}/app/`);
  // Before a code is known, it is nobody's.
  await expect.poll(() => colour(page)).toBe('#1f5f8b');
  await connected(await phone(), filmed.papers);
  const own = open.at(-1)?.pages()[0];
  if (!own) throw new Error('no page');
  expect(await colour(own)).toBe('#0e700e');
  await own.reload();
  await heading(own, 'Verbunden mit Sonnen-Apotheke').waitFor();
  expect(await colour(own)).toBe('#0e700e');
});
