// Tab 'Zugangsdaten' once customers really connect: the honest state from F1 to the first phone, the list of phones, 'Trennen'
// by keyboard, a lock. The real screen on the real service in this process, which belongs to a real server.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Loopback, serveLoopback } from '../../src-main/loopback.ts';
import { requirePoppler } from '../print/read-back.ts';
import { type AppShop, connectPhone, openAppShop, type Papers, type Phone, phoneOf } from '../support/app-shop.ts';
import { type OpenChromium, openChromium } from '../support/chromium.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';
import { axeFaults } from '../support/perception.ts';
import { searchBox } from '../support/search-box.ts';
import { round } from '../support/sync.ts';

const ROOT = join(import.meta.dirname, '..', '..');
let shop: AppShop;
let screen: Loopback;
let chromium: OpenChromium;
let page: Page;
let id = '';
let papers: Papers;
let phone: Phone;

beforeAll(async () => {
  requirePoppler();
  shop = await openAppShop();
  const { service } = shop.counter;
  const handler = new RPCHandler(service.router);
  screen = await serveLoopback({
    ...{ pages: join(ROOT, 'build', 'renderer'), port: 0 },
    wired: (wire) => void handler.upgrade(wire, { context: { counter: service.counter } }),
  });
  id = await shop.newCustomer({ firstName: 'Anna', lastName: 'Müller' });
  papers = await shop.giveAccess(id);
  chromium = await openChromium();
  page = await chromium.browser.newPage({
    ...{ viewport: { width: 1366, height: 768 }, locale: 'de-DE', reducedMotion: 'reduce' },
  });
  // The counter's clock and the screen's are the same.
  await page.clock.setFixedTime(shop.server.clock.now);
  await page.goto(screen.url);
  await page.keyboard.press('F3');
  await focusComesTo(searchBox(page));
  await page.keyboard.insertText('Müller');
  await page.getByText('Müller').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Stammdaten', selected: true }).waitFor();
  await page.keyboard.press('Alt+2');
  await page.getByRole('tab', { name: 'Zugangsdaten', selected: true }).waitFor();
});
afterAll(async () => {
  await chromium?.close();
  screen?.stop();
  await shop?.close();
});

const state = () => page.getByRole('status', { name: 'Zustand' });
const list = () => page.getByRole('list', { name: 'Verbundene Geräte' });

// N-13
test('says since when it is usable, and then which phones are connected', async () => {
  const at = new Date(shop.server.clock.now).toLocaleTimeString('de', { hour: '2-digit', minute: '2-digit' });
  await state().getByText(`nutzbar seit ${at}`).waitFor();
  await page.getByText('Noch kein Gerät verbunden.').waitFor();
  phone = phoneOf(shop);
  await connectPhone(phone, papers, 'iPhone');
  await connectPhone(phoneOf(shop), papers, 'Android-Telefon');
  await round(shop.counter);
  await state().getByText('verbunden mit 2 Geräten').waitFor();
  const line = list().getByRole('listitem').filter({ hasText: 'iPhone' });
  await line.getByText(`verbunden heute ${at}`).waitFor();
  await line.getByText(`zuletzt gesehen heute ${at}`).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  mkdirSync(join(ROOT, 'build', 'looked-at'), { recursive: true });
  await page.screenshot({ path: join(ROOT, 'build', 'looked-at', 'app-devices.png') });
});

test('‘Trennen’ asks first, ends that phone, and says what still waits for the server', async () => {
  const button = page.getByRole('button', { name: 'Trennen: iPhone' });
  await tabTo(page, button);
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Gerät trennen' });
  await question.getByText('„iPhone“ trennen?').waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'hidden' });
  expect((await phone.session()).deviceName).toBe('iPhone');
  await focusComesTo(button);
  await page.keyboard.press('Enter');
  await question.getByRole('button', { name: 'Trennen' }).waitFor();
  await focusComesTo(question.getByRole('button', { name: 'Trennen' }));
  await page.keyboard.press('Enter');
  await list().getByText('wird getrennt – wartet auf den Filialserver').waitFor();
  await state().getByText('verbunden mit einem Gerät').waitFor();
  await round(shop.counter);
  await list().getByText('iPhone').waitFor({ state: 'hidden' });
  await expect(phone.session()).rejects.toMatchObject({ code: 'ENDED', data: { reason: 'removedByStaff' } });
});

test('shows until when too many wrong passwords lock it', async () => {
  for (let time = 0; time < 10; time++)
    await phoneOf(shop, `198.51.100.${time}`)
      .connect({ code: papers.code, password: 'falsch', deviceName: 'x' })
      .catch(() => undefined);
  await round(shop.counter);
  const until = new Date(shop.server.clock.now + 15 * 60_000);
  const at = until.toLocaleTimeString('de', { hour: '2-digit', minute: '2-digit' });
  await state().getByText(`gesperrt bis ${at}`).waitFor();
});
