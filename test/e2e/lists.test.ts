// The lists under 'Stammdaten' as an administrator keeps them, by keyboard alone, and a state of the chain's own in use.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems, openShop, type Shop, withoutReminder } from '../support/shop.ts';

let shop: Shop;
let page: Page;
beforeAll(async () => {
  shop = await openShop(withoutReminder);
  page = shop.page;
  await page.keyboard.press('Alt+f');
  await page.getByRole('heading', { name: 'Filiale', level: 1 }).waitFor();
});
afterAll(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

async function openList(name: string) {
  const pages = page.getByRole('navigation', { name: 'Seiten der Filialverwaltung' });
  await pages.getByRole('button', { name, exact: true }).press('Enter');
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** What is typed goes from field to field with Tab; F1 saves. */
async function add(dialog: string, ...typed: string[]) {
  await page.keyboard.press('F2');
  await page.getByRole('dialog', { name: dialog }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('name');
  for (const [at, text] of typed.entries()) {
    if (at > 0) await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  }
  await page.keyboard.press('F1');
}

const row = (name: RegExp) => page.getByRole('row', { name });

test('each list takes an entry by keyboard and passes axe; what is wrong is said at its field [E-11 E-76 E-86]', async () => {
  await openList('Kunden-Status');
  await add('Neuer Kunden-Status', 'Stammkunde');
  await row(/^Stammkunde aktiv – Nichts ist eingeschränkt/).waitFor();
  await row(/^gesperrt Gesperrt: nur zum Lesen.* vorgegeben/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await openList('Eigenschaften');
  await add('Neue Eigenschaft', 'Diabetes', 'DIA', 'Rot');
  await row(/^Diabetes DIA Rot aktiv/).waitFor();

  await openList('Kostenträger');
  await add('Neuer Kostenträger', 'Muster-Kasse', '104178398');
  const dialog = page.getByRole('dialog', { name: 'Neuer Kostenträger' });
  await dialog.getByText('Die Prüfziffer stimmt nicht.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByLabel('IK').fill('104178397');
  await page.keyboard.press('Enter');
  await row(/^Muster-Kasse 104178397 gesetzlich aktiv/).waitFor();

  await openList('Kundenprogramme');
  await add('Neues Kundenprogramm', 'Treue', 'Rabatt', '3,5');
  await row(/^Treue Rabatt 3,5 % aktiv/).waitFor();
  // One letter chooses: the rest of the word has one that this keyboard can only paste.
  await add('Neues Kundenprogramm', 'Batterien', 'Z', '10');
  await row(/^Batterien Zähler jedes 10\. aktiv/).waitFor();

  await openList('Vorgangsarten');
  await page.getByText('Noch nichts eingetragen.').waitFor();
  await add('Neue Vorgangsart', 'Brille', 'Anpassen\nProbe tragen');
  await row(/^Brille Anpassen, Probe tragen aktiv/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('an entry is ended with Enter and F1, the log follows the chosen line, and the list says since when', async () => {
  await openList('Kundenprogramme');
  await page.getByRole('button', { name: 'Batterien' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Kundenprogramm Batterien' });
  await dialog.getByRole('checkbox', { name: /^Beendet/ }).press(' ');
  await page.keyboard.press('F1');
  await row(/^Batterien Zähler jedes 10\. beendet \d\d\.\d\d\.\d{4}, \d\d:\d\d/).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Batterien');
  await page.keyboard.press('F11');
  await page.keyboard.press('Enter');
  const log = page.getByRole('dialog', { name: 'Änderungsprotokoll – Batterien' });
  await log.getByRole('row', { name: /^Beendet am – / }).waitFor();
  await page.keyboard.press('Escape');
  await log.waitFor({ state: 'detached' });
});

test('a state of the chain’s own can be given to a customer, and is the preset of new ones [E-11 E-12]', async () => {
  await openList('Kunde');
  await page.getByLabel('Standard-Status für Neukunden').selectOption({ label: 'Stammkunde' });
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  await page.keyboard.press('F11');
  await page.keyboard.press('Enter');
  const log = page.getByRole('dialog', { name: 'Änderungsprotokoll – Kunde' });
  await log.getByRole('row', { name: 'Standard-Status für Neukunden aktiv Stammkunde' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('F3');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Nachname' }).fill('Kranich');
  await page.getByLabel('Status', { exact: true }).selectOption({ label: 'Stammkunde' });
  await page.keyboard.press('F1');
  await page.getByText(/^Gespeichert\. Kundennummer/).waitFor();
  await page.getByText('Stammkunde', { exact: true }).first().waitFor();
});
