// The counter of one shop: every page, tab and preview of the sample shop, and sign-in.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openCounterOn } from '../support/hosts.ts';
import { ADMINISTRATOR, frame, signIn } from '../support/walk.ts';
import { PICTURED, type Take, takingOn } from './taking.ts';

export async function counterPictures(temporary: string): Promise<void> {
  const prints = join(temporary, 'prints');
  mkdirSync(prints);
  const { page, close } = await openCounterOn(PICTURED, {
    ...{ dataDirectory: join(temporary, 'demo'), scratch: join(temporary, 'demo-scratch') },
    options: ['--demo', '--print-dir', prints],
  });
  try {
    const take = takingOn(page);
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    await take('sign-in');
    await signIn(page);
    await page.getByRole('contentinfo').getByRole('button', { name: 'Verbunden', exact: true }).waitFor();
    await customerPages(page, take);
    await casePages(page, take);
    await searchPages(page, take);
    await administrationPages(page, take);
    await workstations(page, take);
  } finally {
    await close();
  }
}

async function customerPages(page: Page, take: Take): Promise<void> {
  await page.keyboard.press('F3');
  await page.keyboard.insertText('mül');
  await page.getByRole('row').nth(1).waitFor();
  await take('search');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Stammdaten' }).waitFor();
  await take('mask');
  await page.keyboard.press('F10');
  await page.getByRole('dialog', { name: 'Einwilligung verwalten' }).waitFor();
  await take('consent');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Datenschutzdialog' }).press('Enter');
  await page
    .getByRole('dialog', { name: /^Datenschutz:/ })
    .getByRole('radio', { name: 'Zustimmung' })
    .press('Space');
  await take('privacy-dialog');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  for (const [tab, name] of [
    ['Zugangsdaten', 'access'],
    ['Datenschutz', 'privacy'],
    ['Dokumente', 'documents'],
    ['Historie', 'history'],
    ['Kostenträger', 'payers'],
    ['Bankverbindungen', 'bank-accounts'],
    ['Karten und Programme', 'cards'],
    ['Kommentare', 'comments'],
    ['Eigenschaften', 'properties'],
    ['Administration', 'customer-administration'],
  ] as const) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await take(name);
    if (name === 'access') await passwordLetter(page, take);
  }
  await page.keyboard.press('F9');
  await page.getByRole('menuitem', { name: 'Einwilligungserklärung' }).waitFor();
  await take('print-menu');
  await page.getByRole('menuitem', { name: 'Einwilligungserklärung' }).press('Enter');
  await page.getByRole('dialog', { name: /Druckvorschau/ }).waitFor();
  await page.locator('[data-drawn=true]').first().waitFor();
  await take('preview-consent');
  await page.keyboard.press('Escape');
}

/** Asked for what is missing, a case, the list of cases. */
async function casePages(page: Page, take: Take): Promise<void> {
  await page.keyboard.press('F8');
  const asked = page.getByRole('dialog', { name: 'Kundendaten vervollständigen' });
  const made = page.getByRole('heading', { level: 1, name: /^Vorgang V-/ });
  await asked.or(made).first().waitFor();
  if (await asked.isVisible()) {
    await take('complete-customer');
    await asked.getByRole('checkbox', { name: /keine Angabe/ }).press('Space');
    await page.keyboard.press('Enter');
  }
  await made.waitFor();
  await page.keyboard.type('Einlagen');
  await page.getByRole('textbox', { name: 'Position 1' }).fill('Sohle links');
  await page.keyboard.press('F1');
  await page.getByText('Vorgang gespeichert.').waitFor();
  await take('service-case');
  await page.keyboard.press('Alt+v');
  await page.getByRole('searchbox', { name: 'Vorgänge durchsuchen' }).waitFor();
  await take('service-cases');
}

/** The filters, and names hidden from whoever stands at the counter. */
async function searchPages(page: Page, take: Take): Promise<void> {
  await page.keyboard.press('F3');
  await page.keyboard.insertText('mül');
  await page.getByRole('row').nth(1).waitFor();
  await page.keyboard.press('F4');
  await page.getByRole('combobox', { name: 'Filiale' }).waitFor();
  await take('search-filters');
  await page.keyboard.press('F4');
  await page.keyboard.press('F7');
  await take('search-hidden-names');
  await page.keyboard.press('F7');
}

/** Made and thrown away: 'Aktiv' is taken back and nothing is printed. */
async function passwordLetter(page: Page, take: Take): Promise<void> {
  await page.getByRole('checkbox', { name: 'Aktiv' }).press('Space');
  await page.getByRole('button', { name: 'Kennwort vergeben' }).press('Enter');
  await page.getByRole('dialog', { name: /Druckvorschau/ }).waitFor();
  await page.locator('[data-drawn=true]').first().waitFor();
  await take('preview');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { name: 'Aktiv' }).press('Space');
}

async function administrationPages(page: Page, take: Take): Promise<void> {
  await page.keyboard.press('Alt+f');
  const list = page.getByRole('navigation', { name: 'Seiten' });
  await list.waitFor();
  const names = await list.getByRole('link').or(list.getByRole('tab')).or(list.getByRole('button')).allTextContents();
  for (const name of names) {
    await list.getByText(name, { exact: true }).click();
    await frame(page);
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await take(`administration-${fileName(name)}`);
  }
}

/** By the shop's own server. */
async function workstations(page: Page, take: Take): Promise<void> {
  await page.keyboard.press('Alt+f');
  await page.getByRole('button', { name: 'Arbeitsplätze', exact: true }).press('Enter');
  await page.getByRole('row', { name: /Tresen 1/ }).waitFor();
  await page.keyboard.press('F2');
  const making = page.getByRole('dialog', { name: 'Neuer Arbeitsplatz' });
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Labor');
  await take('workstation-new');
  await making.getByLabel('Ihre PIN').fill(ADMINISTRATOR.pin);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: /^Aktivierungscode für Labor/ }).waitFor();
  await take('activation-code');
  await page.getByRole('button', { name: 'Schließen', exact: true }).press('Enter');
}

function fileName(label: string): string {
  const plain = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' } as const;
  return label
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => plain[letter as keyof typeof plain])
    .replace(/[^a-z]+/g, '-');
}
