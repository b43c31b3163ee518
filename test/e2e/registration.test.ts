// Registering from home: in a real Chromium at phone size, with a real mail server, and what staff see and decide on the real
// screen of the counter. The one who is not known is connected at once; the one who may be known waits and is assigned.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Loopback, serveLoopback } from '../../src-main/loopback.ts';
import { flatTextOf, requirePoppler } from '../print/read-back.ts';
import { type AppShop, openAppShop } from '../support/app-shop.ts';
import { type OpenChromium, openChromium } from '../support/chromium.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';
import { linksIn, type MailServer, startMailServer } from '../support/mail-server.ts';
import { axeFaults } from '../support/perception.ts';
import { setUpMail } from '../support/registering.ts';
import { searchBox } from '../support/search-box.ts';
import { round } from '../support/sync.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PHONE = { width: 390, height: 844 };
const PICTURES = process.env.TRESEN_PICTURES;

let shop: AppShop;
let mails: MailServer;
let screen: Loopback;
let origin = '';
let chromium: OpenChromium;
let counter: Page;
const open: BrowserContext[] = [];

beforeAll(async () => {
  requirePoppler();
  shop = await openAppShop();
  mails = await startMailServer();
  await setUpMail(shop, mails);
  origin = `http://127.0.0.1:${await shop.server.running.listen('127.0.0.1', 0)}`;
  const { service } = shop.counter;
  const handler = new RPCHandler(service.router);
  screen = await serveLoopback({
    ...{ pages: join(ROOT, 'build', 'renderer'), port: 0 },
    wired: (wire) => void handler.upgrade(wire, { context: { counter: service.counter } }),
  });
  chromium = await openChromium();
  counter = await chromium.browser.newPage({
    ...{ viewport: { width: 1366, height: 768 }, locale: 'de-DE', reducedMotion: 'reduce' },
  });
  await counter.goto(screen.url);
  await searchBox(counter).waitFor();
});
afterAll(async () => {
  await chromium?.close();
  screen?.stop();
  await shop?.close();
  await mails?.close();
});
afterEach(async () => {
  for (const context of open.splice(0)) await context.close();
});

async function phone(locale = 'de-DE'): Promise<Page> {
  const context = await chromium.browser.newContext({
    ...{ viewport: PHONE, locale, reducedMotion: 'reduce', hasTouch: true, isMobile: true },
  });
  open.push(context);
  return context.newPage();
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const picture = async (page: Page, name: string) => {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
};

/** What is wrong with a screen of the app, at its size and with letters twice as large. */
async function faults(page: Page): Promise<string[]> {
  const found = await axeFaults(page);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (await wide()) found.push('too wide');
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  if (await wide()) found.push('too wide at 200 %');
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  return found;
}

async function askForLink(page: Page, email: string): Promise<string> {
  await page.goto(`${origin}/app/`);
  const [door, skip] = ['Noch kein Zugang? Registrieren', 'Ohne Installation weiter'].map((name) =>
    page.getByRole('button', { name, exact: true }),
  );
  if (!door || !skip) throw new Error('no buttons');
  await door.or(skip).first().waitFor();
  if (await skip.isVisible()) await skip.click();
  await door.click();
  await heading(page, 'Wie lautet Ihre E-Mail-Adresse?').waitFor();
  await page.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill(email);
  await press(page, 'Link schicken');
  await heading(page, 'Bitte sehen Sie in Ihre E-Mails').waitFor();
  const mail = mails.mails.findLast(({ envelope }) => envelope.to.includes(email));
  return (linksIn(mail ?? { text: '' })[0] ?? '').replace('https://app.example.com', origin);
}

async function fillIn(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) await page.getByRole('textbox', { name, exact: true }).fill(text);
  await press(page, 'Weiter');
}

const ADDRESS = { Straße: 'Sonnenstr.', Hausnummer: '4', Postleitzahl: '80331', Ort: 'München' };

// A-55, B-12, B-15, B-16, B-17, B-46
test('registers from the mail, is a customer at once, and the counter has sheet and consents', async () => {
  const page = await phone();
  const link = await askForLink(page, 'anna@example.com');
  await page.goto(link);
  await heading(page, 'Wie heißen Sie?').waitFor();
  expect(new URL(page.url()).hash).toBe('');
  expect(await faults(page)).toEqual([]);
  await press(page, 'Weiter');
  await page.getByText('Bitte geben Sie Ihren Vornamen ein.').waitFor();
  await focusComesTo(page.getByRole('textbox', { name: 'Vorname' }));
  expect(await faults(page)).toEqual([]);
  await picture(page, 'app-register-person');
  await fillIn(page, { Vorname: 'Anna', Nachname: '<img src=x onerror=alert(1)>', Geburtsdatum: '31.2.1961' });

  // A reload loses nothing.
  await heading(page, 'Wo wohnen Sie?').waitFor();
  await page.reload();
  await heading(page, 'Wie heißen Sie?').waitFor();
  expect(await page.getByRole('textbox', { name: 'Vorname' }).inputValue()).toBe('Anna');
  await fillIn(page, { Nachname: 'Müller' });
  expect(await faults(page)).toEqual([]);
  await picture(page, 'app-register-address');
  await fillIn(page, ADDRESS);
  await fillIn(page, { Telefon: '030 23125 107' });
  // What the server does not take leads back to where it is mended.
  await page.getByText('Dieses Datum gibt es nicht. Bitte geben Sie Tag, Monat und Jahr ein.').waitFor();
  await focusComesTo(page.getByRole('textbox', { name: 'Geburtsdatum' }));
  await fillIn(page, { Geburtsdatum: '3.4.1961' });
  await press(page, 'Weiter');
  await press(page, 'Weiter');

  await heading(page, 'Was mit Ihren Daten geschieht').waitFor();
  await page.getByText(/Ich willige ein, dass Sonnen-Apotheke meine Angaben in der Kundendatei speichert/).waitFor();
  expect(
    await page.getByRole('checkbox').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).checked)),
  ).toEqual([false]);
  await press(page, 'Weiter');
  await page.getByText('Bitte bestätigen Sie, dass Sie die Erklärung zur Kenntnis genommen haben.').waitFor();
  await page.getByRole('checkbox', { name: 'Zur Kenntnis genommen' }).check();
  expect(await faults(page)).toEqual([]);
  await picture(page, 'app-register-privacy');
  await press(page, 'Weiter');

  await heading(page, 'Worin willigen Sie ein?').waitFor();
  const ticks = () =>
    page.getByRole('checkbox').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).checked));
  expect(await ticks()).toEqual([false, false, false, false, false, false]);
  await press(page, 'Registrieren');
  await page.getByText('Ohne die Einwilligung für die App können wir keinen Zugang einrichten.').waitFor();
  await page.getByRole('checkbox', { name: 'Ich möchte den Zugang zur App.' }).check();
  await page.getByRole('checkbox', { name: 'Werbung per E-Mail' }).check();
  await page.getByText('Erklärung „Werbung“ lesen').click();
  expect(await faults(page)).toEqual([]);
  await picture(page, 'app-register-consents');
  await press(page, 'Registrieren');
  await heading(page, 'Verbunden mit Sonnen-Apotheke').waitFor();
  await page.getByText('Angemeldet für Anna Müller').waitFor();
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  expect(kept).not.toContain('Müller');

  await round(shop.counter);
  await counter.keyboard.press('F3');
  await searchBox(counter).fill('müller anna');
  await counter.getByRole('button', { name: 'Müller, Anna' }).first().waitFor();
  await counter.keyboard.press('Enter');
  await heading(counter, /^Müller, Anna/).waitFor();
  await counter.getByRole('tab', { name: 'Dokumente' }).click();
  await counter.getByText(/^registrierung-\d+\.pdf$/).waitFor();
  await counter.getByRole('tab', { name: 'Historie' }).click();
  await counter.getByText('In der App registriert').first().waitFor();
  expect(await axeFaults(counter)).toEqual([]);
  await picture(counter, 'counter-registered-history');
  await counter.getByRole('tab', { name: 'Datenschutz' }).click();
  await counter.getByRole('tab', { name: 'Datenschutz', selected: true }).waitFor();
  await picture(counter, 'counter-registered-privacy');
  const found = await shop.counter.client.search.find({ text: 'müller anna', limit: 5, offset: 0 });
  const [sheet] = await shop.counter.client.documents.byCustomer({ customerId: found.rows[0]?.id ?? '' });
  const { base64 } = await shop.counter.client.documents.content({ id: sheet?.id ?? '' });
  expect(await flatTextOf(Buffer.from(base64, 'base64'))).toContain('Angekreuzt: Werbung per E-Mail');

  // The link is used up.
  const again = await phone();
  await again.goto(link);
  await heading(again, 'Dieser Link gilt nicht mehr').waitFor();
  expect(await faults(again)).toEqual([]);
});

test('who may be known waits, is assigned at the counter by keyboard, and is connected by itself', async () => {
  await shop.newCustomer({
    ...{ firstName: 'Paul', lastName: 'Weiß', birthDate: '1990-02-01', email: 'paul@example.com' },
  });
  await round(shop.counter);
  const page = await phone();
  await page.goto(await askForLink(page, 'weiss@example.com'));
  await heading(page, 'Wie heißen Sie?').waitFor();
  await fillIn(page, { Vorname: 'Paul', Nachname: 'Weiss', Geburtsdatum: '1.2.90' });
  await fillIn(page, ADDRESS);
  await fillIn(page, { Telefon: '030 23125 108' });
  await page.getByRole('checkbox', { name: 'Zur Kenntnis genommen' }).check();
  await press(page, 'Weiter');
  await page.getByRole('checkbox', { name: 'Ich möchte den Zugang zur App.' }).check();
  await press(page, 'Registrieren');
  await heading(page, 'Ihre Angaben sind angekommen').waitFor();
  await page.getByText('Sonnen-Apotheke ordnet sie Ihnen zu.').waitFor();
  expect(await faults(page)).toEqual([]);
  await picture(page, 'app-waiting');

  await round(shop.counter);
  await counter.keyboard.press('F3');
  await counter.getByRole('tab', { name: 'Aufgaben (1)' }).waitFor();
  await counter.keyboard.press('Alt+a');
  const task = counter.getByRole('article', { name: 'Weiss, Paul: Neue Verbindung zuordnen' });
  await focusComesTo(task);
  await tabTo(counter, task.getByRole('button', { name: 'Ansehen' }));
  await counter.keyboard.press('Enter');
  const candidate = task.getByRole('button', { name: 'Diesem Kunden zuordnen: Weiß, Paul' });
  await candidate.waitFor();
  await task.getByText('030 23125108').waitFor();
  const boxes = await task.getByRole('checkbox').all();
  expect(boxes).toHaveLength(3);
  for (const box of boxes) expect(await box.isChecked()).toBe(false);
  expect(await axeFaults(counter)).toEqual([]);
  await picture(counter, 'counter-task');
  await tabTo(counter, task.getByRole('checkbox', { name: 'Telefonnummer' }));
  await counter.keyboard.press('Space');
  await tabTo(counter, candidate);
  await counter.keyboard.press('Enter');
  await counter.getByText('Weiß, Paul ist zugeordnet und verbunden.').waitFor();
  await counter.getByText('Keine Aufgaben.').waitFor();

  await heading(page, 'Verbunden mit Sonnen-Apotheke').waitFor();
  await page.getByText('Angemeldet für Paul Weiß').waitFor();
  await counter.getByRole('button', { name: 'Kunden öffnen' }).click();
  await heading(counter, /^Weiß, Paul/).waitFor();
  expect(await counter.getByRole('textbox', { name: 'E-Mail' }).inputValue()).toBe('paul@example.com');
  await picture(counter, 'counter-assigned');
  const { rows } = await shop.counter.client.search.find({ text: 'weiß paul', limit: 5, offset: 0 });
  const { form } = await shop.counter.client.customers.byId({ id: rows[0]?.id ?? '' });
  expect(form.phones.map(({ number }) => number)).toEqual(['+493023125108']);
  expect(form.addresses.map(({ street }) => street)).toEqual(['Talstr.']);
});

test('in English, and what was declined is told to the telephone', async () => {
  await shop.counter.client.settings.save({ changes: { createCustomersFromApp: false } });
  await round(shop.counter);
  const page = await phone('en-GB');
  const german = await phone();
  await page.goto(await askForLink(german, 'john@example.com'));
  await heading(page, 'What is your name?').waitFor();
  for (const fields of [
    { 'First name': 'John', 'Last name': 'Smith', 'Date of birth': '2.3.1970' },
    { Street: 'Talstr.', 'House number': '9', Postcode: '80331', Town: 'München' },
    { Telephone: '030 23125 109' },
  ]) {
    for (const [name, text] of Object.entries(fields))
      await page.getByRole('textbox', { name, exact: true }).fill(text);
    await press(page, 'Next');
  }
  await page.getByRole('checkbox', { name: 'Taken note of' }).check();
  expect(await faults(page)).toEqual([]);
  await press(page, 'Next');
  await page.getByRole('checkbox', { name: 'I would like the access to the app.' }).check();
  await press(page, 'Register');
  await heading(page, 'Your data have arrived').waitFor();
  await round(shop.counter);
  await counter.keyboard.press('F3');
  await counter.getByRole('tab', { name: 'Aufgaben (1)' }).click();
  await press(counter, 'Ansehen');
  await counter.getByText('Kein Kunde mit ähnlichen Angaben.').waitFor();
  await press(counter, 'Ablehnen');
  const question = counter.getByRole('alertdialog', { name: 'Registrierung ablehnen?' });
  await question.waitFor();
  await counter.keyboard.press('Enter');
  await counter.getByText('Die Registrierung von Smith, John ist abgelehnt.').waitFor();
  await page.getByText('Your registration could not be accepted. Please ask in the pharmacy.').waitFor();
});
