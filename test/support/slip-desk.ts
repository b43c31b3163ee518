// Page 'Geräte' for tests of slips: opening it, and adding a slip printer there by keyboard.
import type { Page } from 'playwright-core';
import { tabTo, typeInto } from './keyboard.ts';

export async function openDevicesPage(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Filialverwaltung' }).press('Enter');
  await page
    .getByRole('main')
    .getByRole('navigation')
    .getByRole('button', { name: 'Geräte', exact: true })
    .press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Geräte', exact: true }).waitFor();
}

/** With what a person types; it prints the login code from now on. The state is the printer's own word. */
export async function addSlipPrinter(page: Page, name: string, address: string): Promise<void> {
  await page.getByRole('button', { name: 'Bondrucker hinzufügen …', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Bondrucker hinzufügen' });
  await typeInto(page, dialog.getByRole('textbox', { name: 'Name' }), name);
  await typeInto(page, dialog.getByRole('textbox', { name: 'Adresse' }), address);
  await tabTo(page, dialog.getByRole('checkbox', { name: /^Anmeldecode hier als Bon drucken/ }));
  await page.keyboard.press('Space');
  await page.keyboard.press('F1');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('row', { name }).getByText('bereit', { exact: true }).waitFor();
}
