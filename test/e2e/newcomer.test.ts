// What somebody new at the counter does by accident: presses twice, locks in the middle, pastes what does not fit. And what
// the tab 'Zugangsdaten' tells him: what the customer needs, that a letter is not printed again, which address no window shows.
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PAGE, windowOnLetter } from '../../src-shared/printing/rules.ts';
import { type CounterPage, openCounterPage } from '../support/browser-host.ts';
import { focusComesTo } from '../support/keyboard.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { openTab, searchFor, standsStill } from '../support/tour.ts';
import { ADMINISTRATOR, frame, signIn } from '../support/walk.ts';

let folder = '';
let open: CounterPage;
let page: Page;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-newcomer-'));
  open = await openCounterPage({ dataDirectory: join(folder, 'data'), options: ['--demo', '--print-dir', folder] });
  page = open.page;
  await signIn(page);
});
afterEach(async () => {
  await open.close();
  await removeFolder(folder);
});

const preview = () => page.getByRole('dialog', { name: /^Druckvorschau/ });

async function openAnna(): Promise<void> {
  await searchFor(page, 'müller anna');
  await page.getByRole('row').filter({ hasText: 'Müller, Anna' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Müller, Anna' }).waitFor();
}

/** On the tab 'Zugangsdaten' of a customer who has signed for the app. */
async function pressIssueTwice(): Promise<void> {
  await openAnna();
  await openTab(page, 2);
  await page.getByRole('checkbox', { name: 'Aktiv' }).press('Space');
  await page.getByRole('button', { name: 'Kennwort vergeben' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await preview().locator('[data-drawn=true]').waitFor();
}

async function takeOver(person: { name: string; pin: string }): Promise<void> {
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Arbeitsplatz gesperrt' }).waitFor();
  expect(await preview().count()).toBe(0);
  await signIn(page, person);
  await frame(page);
  await standsStill(page);
}

test('pressed twice, one password is made; printed and closed with Enter, the focus is back at the button', async () => {
  await pressIssueTwice();
  await standsStill(page);
  await focusComesTo(preview().getByRole('button', { name: 'Drucken' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await preview().getByText('Gedruckt.').waitFor();
  await focusComesTo(preview().getByRole('button', { name: 'Schließen' }));
  await page.keyboard.press('Enter');
  await page.getByText('Passwortschreiben T1-0001 ist gedruckt und wird mit „Speichern - F1“ gültig.').waitFor();
  await focusComesTo(page.getByRole('button', { name: 'Kennwort vergeben' }));
  expect(readdirSync(folder).filter((name) => name.includes('passwortschreiben'))).toHaveLength(1);
});

test('a letter that was open at the lock is seen by nobody afterwards', async () => {
  await pressIssueTwice();
  await takeOver({ name: 'Bernd Bussard', pin: '2345' });
  expect(await preview().count()).toBe(0);
  await takeOver(ADMINISTRATOR);
  expect(await preview().count()).toBe(0);
});

test('a menu that was open at the lock is closed afterwards, and its keys work again', async () => {
  await openAnna();
  await page.keyboard.press('F9');
  await page.getByRole('menu').waitFor();
  await takeOver({ name: 'Bernd Bussard', pin: '2345' });
  expect(await page.getByRole('menu').count()).toBe(0);
  await page.keyboard.press('F9');
  await page.getByRole('menu').waitFor();
});

const printed = (kind: string) => readdirSync(folder).filter((name) => name.includes(`-${kind}-`));

async function saveAccess(): Promise<void> {
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
}

//
test('the customer needs the app; ‘Nein’ saves without a form; on again he has to connect anew', async () => {
  await openAnna();
  await openTab(page, 2);
  const active = page.getByRole('checkbox', { name: 'Aktiv' });
  await active.press('Space');
  await page.getByText(/fragen Sie, ob sie auf dem Telefon geöffnet oder installiert ist\.$/).waitFor();
  await page.keyboard.press('F1');
  const question = page.getByRole('alertdialog', { name: 'Anmeldecode drucken' });
  await question.getByRole('button', { name: 'Nein' }).press('Enter');
  await question.waitFor({ state: 'detached' });
  await page.getByText('aktiv, aber noch ohne Kennwort').waitFor();
  expect(await preview().count()).toBe(0);
  expect(printed('anmeldecode')).toEqual([]);

  await active.press('Space');
  await saveAccess();
  await page.getByRole('status', { name: 'Zustand' }).getByText('nicht aktiv').waitFor();
  await active.press('Space');
  await page.getByText(/^Der Kunde muss die App neu verbinden: mit neuem Registrierungsformular/).waitFor();
  expect(await page.getByText(/geöffnet oder installiert/).count()).toBe(0);
});

// T-10
test('F9 prints no password letter again: it asks, and the new one bears another number', async () => {
  await pressIssueTwice();
  await page.keyboard.press('Enter');
  await preview().getByText('Gedruckt.').waitFor();
  await page.keyboard.press('Escape');
  await preview().waitFor({ state: 'detached' });
  await page.keyboard.press('F9');
  const entries = page.getByRole('menu').getByRole('menuitem');
  const letter = entries.filter({ hasText: 'Passwortschreiben' });
  expect(await letter.allInnerTexts()).toEqual(['Neues Passwortschreiben']);
  await letter.press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Neues Passwortschreiben' });
  await question.getByText(/^Das neue Passwort ersetzt das bisherige \(T1-0001\)/).waitFor();
  await question.getByRole('button', { name: 'Erstellen' }).press('Enter');
  await focusComesTo(preview().getByRole('button', { name: 'Drucken' }));
  await page.keyboard.press('Enter');
  await preview().getByText('Gedruckt.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Passwortschreiben T1-0002 ist gedruckt und wird mit „Speichern - F1“ gültig.').waitFor();
  expect(printed('passwortschreiben')).toHaveLength(2);
});

// N-25
test('the preview draws the window where it is on the sheet, and warns of more lines than it shows', async () => {
  await openAnna();
  await page.getByRole('button', { name: 'Zusatz, Ortsteil, Land' }).first().press('Enter');
  const additions =
    'bei Familie Şahin-Größl im Gartenhaus, dritter Hof, Treppe links, viertes Obergeschoss, rechte Tür';
  await page.getByRole('textbox', { name: 'Zusatz', exact: true }).fill(additions);
  await page.getByRole('textbox', { name: 'Ortsteil', exact: true }).fill('Prenzlauer Berg');
  await page.getByRole('textbox', { name: 'Land', exact: true }).fill('Österreich');
  await page.getByRole('textbox', { name: 'PLZ', exact: true }).fill('1010');
  await saveAccess();
  await openTab(page, 2);
  await page.getByRole('checkbox', { name: 'Aktiv' }).press('Space');
  await page.getByRole('button', { name: 'Kennwort vergeben' }).press('Enter');
  const sheet = preview().locator('[data-drawn=true]').first();
  await sheet.waitFor();
  await preview()
    .getByText(/^Anschrift hat [78] Zeilen, das Fenster zeigt 6\.$/)
    .waitFor();
  const window = preview().getByTitle('Fenster des Umschlags', { exact: true });
  const [whole, drawn] = await Promise.all([sheet, window].map((one) => one.boundingBox()));
  if (!whole || !drawn) throw new Error('no window on the sheet');
  const { always } = windowOnLetter();
  const mm = PAGE.width / whole.width;
  const near = (measured: number, wanted: number) => expect(Math.abs(measured * mm - wanted)).toBeLessThan(1.5);
  near(drawn.x - whole.x, always.x);
  near(drawn.y - whole.y, always.y);
  near(drawn.width, always.width);
  near(drawn.height, always.height);
  await preview().getByRole('checkbox', { name: 'Fenster des Umschlags zeigen' }).press('Space');
  await window.waitFor({ state: 'detached' });
});

test('two declarations of the same moment are reprinted one at a time with F9', async () => {
  await openAnna();
  await page.keyboard.press('F9');
  await page.getByRole('menuitem', { name: 'Einwilligungserklärung' }).press('Enter');
  await preview().locator('[data-drawn=true]').first().waitFor();
});

test('far too much pasted into the search becomes a customer that can be saved, writing from right to left too', async () => {
  await searchFor(page, '');
  await page.keyboard.insertText(`${'x'.repeat(5000)}\n😀`);
  await page.keyboard.press('F2');
  const lastName = page.getByRole('textbox', { name: 'Nachname', exact: true });
  await lastName.waitFor();
  await page.keyboard.press('F1');
  await page.getByText(/^Gespeichert\. Kundennummer \d+\.$/).waitFor();
  const consent = page.getByRole('dialog', { name: 'Einwilligung verwalten' });
  await consent.waitFor();
  await page.keyboard.press('Escape');
  await consent.waitFor({ state: 'detached' });
  await lastName.fill('محمد الأحمد');
  await page.keyboard.press('F1');
  await page.getByRole('heading', { name: /محمد الأحمد/ }).waitFor();
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
});

test('what a dialog has hidden is shown again once it is gone, however late it was hidden', async () => {
  await openAnna();
  const hidden = () => page.evaluate(() => document.getElementById('root')?.getAttribute('aria-hidden'));
  await page.evaluate(() => document.getElementById('root')?.setAttribute('aria-hidden', 'true'));
  await expect.poll(hidden).toBe(null);
});
