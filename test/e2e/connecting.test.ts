// A customer really gets in, seen from all sides: the main job in the Electron window that runs its own branch server, a second
// counter in a window and a folder of its own, and the customer's phone, which comes by the printed address through the shop's
// reverse proxy. What passes between them is on paper alone. Each step begins where the one before ended.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requirePoppler } from '../print/read-back.ts';
import { type OpenChromium, openChromium } from '../support/chromium.ts';
import { type CounterWindow, electronHere, openCounterWindow } from '../support/electron.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';
import {
  consentToApp,
  givePassword,
  leaveStorageForLater,
  newCustomer,
  PERSON,
  saveAndPrintCode,
} from '../support/main-job.ts';
import { codeOn, passwordOn } from '../support/read-prints.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ReverseProxy, reverseProxy } from '../support/reverse-proxy.ts';
import { openTab, searchFor } from '../support/tour.ts';
import { ADMINISTRATOR, BRANCH, signIn } from '../support/walk.ts';

const here = await electronHere();
/** As the sample shop has it; the phone finds it where the test's proxy listens. */
const APP_HOST = 'app.example.com';
const PHONE = { width: 390, height: 844 };

describe.skipIf(here.missing !== null)('two counters and a phone', () => {
  let folder = '';
  let first: CounterWindow;
  let second: CounterWindow;
  let proxy: ReverseProxy;
  let chromium: OpenChromium;
  let phone: Page;
  let number = '';
  let serverAddress = '';
  let earlier = { link: '', password: '' };
  const ends: (() => unknown)[] = [];

  beforeAll(async () => {
    requirePoppler();
    folder = mkdtempSync(join(tmpdir(), 'tresen-connecting-'));
    ends.push(() => removeFolder(folder));
    first = await openWindow('first', '--demo');
    await signIn(first.page);
  });
  afterAll(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function openWindow(name: string, ...options: string[]): Promise<CounterWindow> {
    mkdirSync(join(folder, name));
    const window = await openCounterWindow({
      dataDirectory: join(folder, name, 'data'),
      options: ['--print-dir', printsOf(name), ...options],
    });
    const program = window.app.process();
    ends.push(() => program.kill('SIGKILL'));
    return window;
  }

  function printsOf(name: string): string {
    const prints = join(folder, name, 'prints');
    mkdirSync(prints, { recursive: true });
    return prints;
  }

  /** The only print of a kind that a counter has made. */
  function print(name: string, kind: string): Buffer {
    const found = readdirSync(printsOf(name)).filter((file) => file.includes(`-${kind}-`));
    expect(found).toHaveLength(1);
    return readFileSync(join(printsOf(name), found[0] ?? ''));
  }

  /** What the customer was given: the link behind the form's QR code, the password on the letter. */
  async function papersOf(name: string) {
    return {
      link: await codeOn(print(name, 'anmeldecode')),
      password: await passwordOn(print(name, 'passwortschreiben')),
    };
  }

  const state = (page: Page) => page.getByRole('status', { name: 'Zustand' });
  const devices = (page: Page) => page.getByRole('list', { name: 'Verbundene Geräte' }).getByRole('listitem');
  const heading = (name: string) => phone.getByRole('heading', { level: 1, name });
  const press = (name: string) => phone.getByRole('button', { name, exact: true }).click();

  async function openAccess(page: Page): Promise<void> {
    await searchFor(page, number); // the sample shop has a customer of the same name
    await page.getByRole('row').filter({ hasText: number }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `${PERSON.lastName}, ${PERSON.firstName}` }).waitFor();
    await openTab(page, 2);
  }

  async function openAdministration(page: Page, name: string): Promise<void> {
    await page.keyboard.press('Alt+f');
    await page
      .getByRole('navigation', { name: 'Seiten der Filialverwaltung' })
      .getByRole('button', { name, exact: true })
      .press('Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  }

  async function enterPassword(password: string): Promise<void> {
    await heading('Wie lautet Ihr Passwort?').waitFor();
    await phone.getByRole('textbox', { name: 'Passwort', exact: true }).fill(password);
    await press('Verbinden');
  }

  test('steps 1 to 7: the customer has consented and goes home with form and letter, usable at once', async () => {
    const { page } = first;
    number = await newCustomer(page, PERSON);
    await leaveStorageForLater(page);
    await consentToApp(page, async () => print('first', 'einwilligung'));
    await givePassword(page);
    await saveAndPrintCode(page);
    await state(page)
      .getByText(/^nutzbar seit \d\d:\d\d/)
      .waitFor();
    await page.getByText('Noch kein Gerät verbunden.').waitFor();
  });

  test('a second counter joins the own server by the address and the code on the screen', async () => {
    const { page } = first;
    await openAdministration(page, 'Filialserver');
    const address = page.getByRole('main').getByText(/^http:\/\/127\.0\.0\.1:\d+$/);
    serverAddress = (await address.textContent()) ?? '';
    await openAdministration(page, 'Arbeitsplätze');
    await page.getByRole('row', { name: /T1 Tresen 1.*dieser Arbeitsplatz/ }).waitFor();
    await page.keyboard.press('F2');
    const made = page.getByRole('dialog', { name: 'Neuer Arbeitsplatz' });
    await made.waitFor();
    await made.getByRole('textbox', { name: 'Name', exact: true }).fill('Tresen 2');
    await made.getByLabel('Ihre PIN').fill(ADMINISTRATOR.pin);
    await page.keyboard.press('Enter');
    const shown = page.getByRole('dialog', { name: 'Aktivierungscode für Tresen 2 (T2)' });
    const code = (await shown.getByLabel('Aktivierungscode').textContent()) ?? '';
    await shown.getByRole('button', { name: 'Schließen' }).press('Enter');
    await shown.waitFor({ state: 'detached' });

    second = await openWindow('second');
    const other = second.page;
    await other.getByRole('button', { name: 'Mit Filialserver verbinden …' }).press('Enter');
    await other.getByRole('textbox', { name: 'Adresse des Filialservers' }).fill(serverAddress);
    await other.getByRole('textbox', { name: 'Aktivierungscode' }).fill(code);
    await other.keyboard.press('Enter');
    await other.getByText(`${BRANCH} · Tresen 2`).waitFor();
    await signIn(other, { name: 'Bernd Bussard', pin: '2345' });
    await other.getByRole('contentinfo').getByRole('button', { name: 'Verbunden', exact: true }).waitFor();
    await openAccess(other);
    await state(other)
      .getByText(/^nutzbar seit \d\d:\d\d/)
      .waitFor();
  });

  //
  test('step 8: the phone opens the printed code, takes the printed password, and both counters see it', async () => {
    earlier = await papersOf('first');
    expect(earlier.link).toMatch(new RegExp(`^https://${APP_HOST}/app/connect#`));
    proxy = await reverseProxy(APP_HOST, serverAddress);
    ends.push(() => proxy.close());
    chromium = await openChromium([`--host-resolver-rules=MAP ${APP_HOST}:443 127.0.0.1:${proxy.port}`]);
    ends.push(() => chromium.close());
    const context = await chromium.browser.newContext({
      ...{ viewport: PHONE, locale: 'de-DE', reducedMotion: 'reduce', hasTouch: true, isMobile: true },
      ignoreHTTPSErrors: true,
    });
    phone = await context.newPage();
    await phone.goto(earlier.link);
    await enterPassword(earlier.password);
    await heading(`Verbunden mit ${BRANCH}`).waitFor();
    await phone.getByText(`Angemeldet für ${PERSON.firstName} ${PERSON.lastName}`).waitFor();

    await openAccess(first.page);
    for (const { page } of [first, second]) {
      await state(page).getByText('verbunden mit einem Gerät').waitFor();
      await devices(page)
        .getByText(/^verbunden heute \d\d:\d\d/)
        .waitFor();
    }
  });

  test('the second counter ends the access: the phone is out, and the first counter knows', async () => {
    const { page } = second;
    const active = page.getByRole('checkbox', { name: 'Aktiv' });
    await tabTo(page, active);
    await page.keyboard.press('Space');
    await page.getByText(/^Mit „Speichern - F1“ endet der Zugang/).waitFor();
    await page.keyboard.press('F1');
    await page.getByText('Gespeichert.', { exact: true }).waitFor();
    // The page asks every half minute by itself; the limit leaves a busy machine its time.
    await heading('Dieses Gerät ist nicht mehr verbunden').waitFor({ timeout: 120_000 });
    await phone.getByText('Ihr Zugang wurde beendet.').waitFor();
    for (const { page: counter } of [first, second]) await state(counter).getByText('nicht aktiv').waitFor();
    expect(await phone.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(PERSON.lastName);
  });

  test('new papers from the second counter let the phone in again, and the old ones nobody', async () => {
    const { page } = second;
    await givePassword(page);
    await saveAndPrintCode(page);
    await state(page)
      .getByText(/^nutzbar seit \d\d:\d\d/)
      .waitFor();
    const newer = await papersOf('second');
    expect(newer.link).not.toBe(earlier.link);
    expect(newer.password).not.toBe(earlier.password);

    // In the tab that is open, as some readers of codes do it.
    await phone.goto(earlier.link);
    await enterPassword(earlier.password);
    // This phone was connected once: it is told which.
    await phone.getByRole('alert').getByText('Dieser Anmeldecode gilt nicht mehr.').waitFor();
    await phone.goto(newer.link);
    await enterPassword(newer.password);
    await heading(`Verbunden mit ${BRANCH}`).waitFor();
    for (const { page: counter } of [first, second])
      await state(counter).getByText('verbunden mit einem Gerät').waitFor();
  });

  test('the first counter ends the second: it says so at once, keeps nothing, and cannot be used', async () => {
    const { page } = first;
    await openAdministration(page, 'Arbeitsplätze');
    await page.getByRole('row', { name: /T2 Tresen 2.*angemeldet/ }).waitFor();
    const end = page.getByRole('button', { name: 'Tresen 2: Abmelden …' });
    await page.getByRole('button', { name: 'Tresen 2', exact: true }).focus();
    await end.press('Enter');
    const question = page.getByRole('dialog', { name: 'Tresen 2 abmelden?' });
    await focusComesTo(question.getByLabel('Ihre PIN'));
    await page.keyboard.type(ADMINISTRATOR.pin);
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /T2 Tresen 2.*abgemeldet am/ }).waitFor();
    await second.page.getByRole('heading', { name: 'Dieser Arbeitsplatz wurde abgemeldet' }).waitFor();
    await expect.poll(() => databasesIn(join(folder, 'second', 'data'))).toEqual([]);
    // The customer has nothing to do with it.
    await phone.reload();
    await heading(`Verbunden mit ${BRANCH}`).waitFor();
  });
});

function databasesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => /\.db(-wal|-shm)?$/.test(name));
}
