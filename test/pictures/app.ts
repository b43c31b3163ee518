// The customers' app at the size of a phone, and how the counter shows a connected phone.
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import type { Browser, Page } from 'playwright-core';
import { serveLoopback } from '../../src-main/loopback.ts';
import { type AppShop, openAppShop, type Papers } from '../support/app-shop.ts';
import { openChromium } from '../support/chromium.ts';
import { round } from '../support/sync.ts';
import { openTab, searchFor } from '../support/tour.ts';
import { PHONE_SIZES, takingOn } from './taking.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

export async function appPictures(): Promise<void> {
  const shop = await openAppShop();
  const { browser, close } = await openChromium();
  try {
    const origin = `http://127.0.0.1:${await shop.server.running.listen('127.0.0.1', 0)}`;
    const id = await shop.newCustomer({ title: '', firstName: 'Anna', lastName: 'Müller' });
    const papers = await shop.giveAccess(id);
    const phone = await phonePictures(browser, shop, origin, papers);
    await counterPicture(browser, shop);
    await shop.save(id, false);
    await round(shop.counter);
    await phone.reload();
    await heading(phone, 'Dieses Gerät ist nicht mehr verbunden').waitFor();
    await takingOn(phone, PHONE_SIZES)('app-ended');
  } finally {
    await close();
    await shop.close();
  }
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** @returns the connected phone */
async function phonePictures(browser: Browser, shop: AppShop, origin: string, papers: Papers): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: PHONE_SIZES[0] ?? null, locale: 'de-DE', reducedMotion: 'reduce', hasTouch: true, isMobile: true },
    userAgent: ANDROID,
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(shop.server.clock.now);
  const take = takingOn(page, PHONE_SIZES);
  await page.goto(`${origin}/app/`);
  await heading(page, 'App auf dieses Telefon holen?').waitFor();
  await take('app-install');
  await press(page, 'Ohne Installation weiter');
  await heading(page, 'Haben Sie das Formular mit dem Anmeldecode?').waitFor();
  await take('app-code');
  await press(page, 'Code eintippen');
  const code = papers.code.replace(/^.*#/, '').replace(/.{4}(?=.)/g, '$&-');
  await page.getByRole('textbox', { name: 'Anmeldecode' }).fill(code);
  await take('app-type-code');
  await press(page, 'Weiter');
  await heading(page, 'Wie lautet Ihr Passwort?').waitFor();
  await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill('falsch');
  await press(page, 'Verbinden');
  await page.getByRole('alert').filter({ hasText: /./ }).waitFor();
  await take('app-password');
  await page.getByRole('textbox', { name: 'Passwort', exact: true }).fill(papers.password);
  await press(page, 'Verbinden');
  await heading(page, 'Verbunden mit Sonnen-Apotheke').waitFor();
  await take('app-connected');
  return page;
}

async function counterPicture(browser: Browser, shop: AppShop): Promise<void> {
  await round(shop.counter);
  const { service } = shop.counter;
  const handler = new RPCHandler(service.router);
  const screen = await serveLoopback({
    ...{ pages: join(ROOT, 'build', 'renderer'), port: 0 },
    wired: (wire) => void handler.upgrade(wire, { context: { counter: service.counter } }),
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'de-DE' });
    await page.clock.setFixedTime(shop.server.clock.now);
    await page.goto(screen.url);
    await searchFor(page, 'Müller');
    await page.getByRole('row').filter({ hasText: 'Müller, Anna' }).waitFor();
    await page.keyboard.press('Enter');
    await openTab(page, 2);
    await page.getByText('verbunden mit einem Gerät').waitFor();
    await takingOn(page)('access-connected');
  } finally {
    screen.stop();
  }
}
