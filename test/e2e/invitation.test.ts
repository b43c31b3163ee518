// 'E-Mail-Versand' and 'Einladung per E-Mail' as staff and customer see them: the mailbox is set up on the real screen, the mail
// goes to a real mail server, its link opens the app at phone size, and the address that is typed there connects.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Loopback, serveLoopback } from '../../src-main/loopback.ts';
import { type OpenChromium, openChromium } from '../support/chromium.ts';
import { PIN } from '../support/counter.ts';
import { type InvitingShop, openInvitingShop } from '../support/invitations.ts';
import { focusComesTo } from '../support/keyboard.ts';
import { linksIn } from '../support/mail-server.ts';
import { messages } from '../support/messages.ts';
import { axeFaults } from '../support/perception.ts';
import { searchBox } from '../support/search-box.ts';
import { round } from '../support/sync.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PHONE = { width: 390, height: 844 };
const ADDRESS = 'maria.mueller@example.com';

let inviting: InvitingShop;
let screen: Loopback;
let chromium: OpenChromium;
let page: Page;
let phone: Page;
let id = '';
let origin = '';

beforeAll(async () => {
  inviting = await openInvitingShop();
  const { shop } = inviting;
  origin = `http://127.0.0.1:${await shop.server.running.listen('127.0.0.1', 0)}`;
  const { service } = shop.counter;
  const handler = new RPCHandler(service.router);
  screen = await serveLoopback({
    ...{ pages: join(ROOT, 'build', 'renderer'), port: 0 },
    wired: (wire) => void handler.upgrade(wire, { context: { counter: service.counter } }),
  });
  id = await shop.newCustomer({ firstName: 'Maria', lastName: 'Müller', email: ADDRESS });
  await round(shop.counter);
  chromium = await openChromium();
  page = await chromium.browser.newPage({
    ...{ viewport: { width: 1366, height: 768 }, locale: 'de-DE', reducedMotion: 'reduce' },
  });
  await page.clock.setFixedTime(shop.server.clock.now);
  await page.goto(screen.url);
  const context = await chromium.browser.newContext({
    ...{ viewport: PHONE, locale: 'de-DE', reducedMotion: 'reduce', hasTouch: true, isMobile: true },
  });
  phone = await context.newPage();
});
afterAll(async () => {
  await chromium?.close();
  screen?.stop();
  await inviting?.close();
});

async function look(on: Page, name: string): Promise<void> {
  mkdirSync(join(ROOT, 'build', 'looked-at'), { recursive: true });
  await on.screenshot({ path: join(ROOT, 'build', 'looked-at', `${name}.png`) });
  expect(await axeFaults(on), name).toEqual([]);
}

async function mailPage(): Promise<void> {
  await page.keyboard.press('Alt+f');
  await page
    .getByRole('navigation', { name: 'Seiten der Filialverwaltung' })
    .getByRole('button', { name: 'E-Mail-Versand', exact: true })
    .click();
  await page.getByRole('heading', { name: 'E-Mail-Versand', level: 1 }).waitFor();
}

async function accessTab(): Promise<void> {
  await page.keyboard.press('F3');
  await focusComesTo(searchBox(page));
  await page.keyboard.insertText('Müller');
  await page.getByText('Müller').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Stammdaten', selected: true }).waitFor();
  await page.keyboard.press('Alt+2');
  await page.getByRole('tab', { name: 'Zugangsdaten', selected: true }).waitFor();
}

const dialog = (name: string) => page.getByRole('dialog', { name });
const state = () => page.getByRole('status', { name: 'Einladung' });
const invite = () => page.getByRole('button', { name: 'Einladung per E-Mail' });

async function prove(name: string, button: string): Promise<void> {
  await dialog(name).getByLabel('Ihre PIN').fill(PIN);
  await dialog(name).getByRole('button', { name: button }).click();
}

test('the button says what stands in the way, one thing after the other', async () => {
  await accessTab();
  await state().getByText('noch nicht eingeladen').waitFor();
  await page.getByText('Einladen geht, sobald „Aktiv“ angekreuzt und gespeichert ist.').waitFor();
  expect(await invite().getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('checkbox', { name: 'Aktiv' }).check();
  await page.keyboard.press('F1');
  await page.getByRole('alertdialog', { name: 'Anmeldecode drucken' }).getByRole('button', { name: 'Nein' }).click();
  await page.getByText('Wird noch zum Filialserver übertragen; danach geht das Einladen.').waitFor();
  await round(inviting.shop.counter);
  await page.getByText('Der E-Mail-Versand ist nicht eingerichtet.').waitFor();
  await look(page, 'invitation-no-mail');
});

test('an administrator sets the mailbox up with F1 and his PIN, and reads in words how it stands', async () => {
  await mailPage();
  await page.getByText('Noch nicht eingerichtet.').waitFor();
  await look(page, 'mail-none');
  await page.getByRole('textbox', { name: 'Server', exact: true }).fill('mail.example.com');
  await page.getByRole('combobox', { name: 'Verschlüsselung' }).selectOption('none');
  // The usual port goes along.
  expect(await page.getByRole('textbox', { name: 'Port' }).inputValue()).toBe('25');
  await page.getByRole('textbox', { name: 'Port' }).fill(String(inviting.mails.port));
  await page.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill('app@example.com');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Sonnen-Apotheke');
  await page.keyboard.press('F1');
  await prove('E-Mail-Versand speichern', 'Speichern');
  await page.getByText('Ohne Verschlüsselung nur an „localhost“.').waitFor();
  await page.getByRole('textbox', { name: 'Server', exact: true }).fill('127.0.0.1');
  await page.keyboard.press('F1');
  await prove('E-Mail-Versand speichern', 'Speichern');
  await page.getByText('Eingerichtet, aber noch nicht erprobt.').waitFor();

  inviting.mails.refuse.sender = '553 not yours';
  await page.getByRole('button', { name: 'Test-E-Mail senden' }).click();
  await look(page, 'mail-test');
  await dialog('Test-E-Mail senden').getByRole('textbox', { name: 'An' }).fill('chefin@example.com');
  await prove('Test-E-Mail senden', 'Senden');
  await dialog('Test-E-Mail senden').getByText('Der Postausgangsserver lehnt den Absender ab.').waitFor();
  inviting.mails.refuse.sender = null;
  await prove('Test-E-Mail senden', 'Senden');
  await messages(page).getByText('Test-E-Mail an chefin@example.com übergeben.').waitFor();
  await page.getByText(/^Funktioniert seit .*Zuletzt gesendet: /).waitFor();
  expect(inviting.mails.mails.map(({ envelope }) => envelope.to)).toEqual([['chefin@example.com']]);
  await look(page, 'mail-works');
});

// B-09, B-10, B-11
test('one press sends the mail; its link opens the app, and the address it went to connects the phone', async () => {
  await accessTab();
  await invite().click();
  await messages(page).getByText('Einladung an m…@example.com gesendet. Sie gilt 48 Stunden und einmal.').waitFor();
  await state()
    .getByText(/^Einladung gesendet am 21\.11\.2026, \d\d:\d\d an m…@example\.com, gültig bis 23\.11\.2026, \d\d:\d\d$/)
    .waitFor();
  await look(page, 'invitation-sent');

  const mail = inviting.mails.mails.at(-1);
  const [link = ''] = linksIn(mail ?? { text: '' });
  expect(mail?.envelope.to).toEqual([ADDRESS]);
  await phone.goto(link.replace('https://app.example.com', origin));
  await phone.getByRole('heading', { level: 1, name: 'An welche E-Mail-Adresse ging die Einladung?' }).waitFor();
  await phone.getByText('Sonnen-Apotheke').waitFor();
  // It stands in no history and in no screenshot of the address bar.
  expect(new URL(phone.url()).hash).toBe('');
  await look(phone, 'invited');
  const field = phone.getByRole('textbox', { name: 'E-Mail-Adresse' });
  const connect = phone.getByRole('button', { name: 'Verbinden' });
  await connect.click();
  await phone.getByRole('alert').getByText('Bitte geben Sie die E-Mail-Adresse vollständig ein').waitFor();
  await field.fill('maria@example.com');
  await connect.click();
  await phone.getByRole('alert').getByText('Die Einladung gilt nicht oder gehört zu einer anderen Adresse.').waitFor();
  await look(phone, 'invited-wrong');
  await field.fill(' Maria.Mueller@Example.com ');
  await connect.click();
  await phone.getByRole('heading', { level: 1, name: 'Verbunden mit Sonnen-Apotheke' }).waitFor();
  await phone.getByText('Angemeldet für Maria Müller').waitFor();
  await look(phone, 'invited-connected');
  const kept = await phone.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain(link.split('#')[1]);
  expect(kept.toLowerCase()).not.toContain('maria.mueller');

  await round(inviting.shop.counter);
  await state()
    .getByText(/^Einladung angenommen am 21\.11\.2026, /)
    .waitFor();
  await page.getByRole('status', { name: 'Zustand' }).getByText('verbunden mit einem Gerät').waitFor();
  await look(page, 'invitation-accepted');
});

test('the same link once more, and one that was replaced, say one thing', async () => {
  const first = linksIn(inviting.mails.mails.at(-1) ?? { text: '' })[0] ?? '';
  await invite().click();
  await state()
    .getByText(/^Einladung gesendet am/)
    .waitFor();
  const second = linksIn(inviting.mails.mails.at(-1) ?? { text: '' })[0] ?? '';
  await invite().click();
  // A living one dies with the next: staff are asked first.
  const question = page.getByRole('alertdialog', { name: 'Einladung erneut senden' });
  await question.getByText('Die Einladung an m…@example.com ist noch gültig.').waitFor();
  await question.getByRole('button', { name: 'Erneut senden' }).click();
  await expect.poll(() => inviting.mails.mails.length).toBe(4);
  expect(second).not.toBe(first);
  const said: (string | null)[] = [];
  for (const link of [first, second]) {
    const context = await chromium.browser.newContext({ viewport: PHONE, locale: 'de-DE', isMobile: true });
    const other = await context.newPage();
    await other.goto(link.replace('https://app.example.com', origin));
    await other.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill(ADDRESS);
    await other.getByRole('button', { name: 'Verbinden' }).click();
    const problem = other.getByRole('alert').filter({ hasText: /./ });
    await problem.waitFor();
    said.push(await problem.textContent());
    await context.close();
  }
  expect(new Set(said).size).toBe(1);
  expect((await inviting.shop.state(id)).devices).toHaveLength(1);
});
