// What becomes of a template's prints, at the counter: an administrator sets it under 'Textbausteine', the slip is printed, and
// the customer's documents show it.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createService } from '../../src-main/service/service.ts';
import { portsFor } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { type OpenCounter, openCounterOn } from '../support/hosts.ts';
import { focusComesTo, openTab, tabTo } from '../support/keyboard.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { accessibilityProblems, signIn, withoutReminder } from '../support/shop.ts';

let folder = '';
let counter: OpenCounter;
const errors: string[] = [];

beforeEach(async () => {
  errors.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'tresen-archive-'));
  const [dataDirectory, prints] = [join(folder, 'data'), join(folder, 'prints')];
  mkdirSync(dataDirectory);
  mkdirSync(prints);
  const service = createService(portsFor(dataDirectory, { now: Date.now() - 60_000 }));
  const client = createRouterClient(service.router, { context: { counter: service.counter } });
  await client.signIn.setUp({
    ...{ branchName: 'Sonnen-Apotheke', street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' },
    ...{ phone: '+49 30 23125 100', administratorName: 'Anna Amsel', pin: '1234' },
  });
  await client.employees.save({ id: null, name: 'Bernd Bussard', role: 'employee', blocked: false, pin: '2345' });
  await withoutReminder(client);
  const customerId = await saveCustomer(client, 'Müller', { firstName: 'Anna' });
  const asked = { entries: null, declined: false, stopEmailAdvertising: false };
  await client.settings.save({ changes: { storageConsentWanted: false } });
  await client.serviceCases.open({ customerId, ...asked, title: 'Einlagen' });
  service.stop();
  counter = await openCounterOn('Chromium', {
    ...{ dataDirectory, scratch: join(folder, 'scratch') },
    options: ['--print-dir', prints],
  });
  counter.page.on('pageerror', (error) => errors.push(error.message));
  await signIn(counter.page);
});
afterEach(async () => {
  await counter.close();
  await removeFolder(folder);
  expect(errors).toEqual([]);
});

test('a slip is filed as its template says, and only an administrator renames it and takes it away; a password never [E-78]', async () => {
  const { page } = counter;
  const box = (name: string) => page.getByRole('checkbox', { name, exact: true });
  const [archive, changeable] = [box('Gedruckte Fassung beim Kunden ablegen'), box('Im Archiv änderbar')];
  const template = page.getByLabel('Vorlage', { exact: true });
  await page.keyboard.press('Alt+f');
  await page
    .getByRole('navigation', { name: 'Seiten der Filialverwaltung' })
    .getByRole('button', { name: 'Textbausteine', exact: true })
    .click();
  // A declaration is proof: filed, whatever anybody wants.
  await page.getByText('Nicht umzustellen:').waitFor();
  expect([await archive.isChecked(), await archive.isDisabled()]).toEqual([true, true]);
  expect([await changeable.isChecked(), await changeable.isDisabled()]).toEqual([false, true]);
  expect(await accessibilityProblems(page)).toEqual([]);
  for (const name of ['Passwortschreiben', 'Registrierungsformular']) {
    await template.selectOption({ label: name });
    await page.getByText('Wird nie abgelegt:').waitFor();
    expect(await page.getByRole('main').getByRole('checkbox').count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
  }
  await template.selectOption({ label: 'Vorgangszettel' });
  await archive.waitFor();
  expect([await archive.isChecked(), await changeable.isDisabled()]).toEqual([false, true]);
  await archive.check();
  await changeable.uncheck();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  await page.reload();
  await template.selectOption({ label: 'Vorgangszettel' });
  await expect.poll(() => archive.isChecked()).toBe(true);
  expect(await changeable.isChecked()).toBe(false);

  await page.keyboard.press('Alt+v');
  await page.getByRole('searchbox', { name: 'Vorgänge durchsuchen' }).fill('einl');
  await page.getByRole('status').filter({ hasText: '1 Vorgang' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Vorgang V-/ }).waitFor();
  await page.keyboard.press('F9');
  await page.getByRole('menuitem', { name: 'Vorgangszettel' }).waitFor();
  await page.keyboard.press('Enter');
  const preview = page.getByRole('dialog', { name: 'Druckvorschau' });
  await focusComesTo(preview.getByRole('button', { name: 'Drucken', exact: true }));
  await page.keyboard.press('Enter');
  await preview.getByText('Gedruckt.').waitFor();
  await page.keyboard.press('Escape');
  await preview.waitFor({ state: 'hidden' });

  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Arbeitsplatz gesperrt' }).waitFor();
  await signIn(page, 'Bernd Bussard', '2345');
  await openDocuments();
  const slip = /^vorgangszettel-\d+-\d{4}-\d\d-\d\d\.pdf$/;
  const table = page.getByRole('table', { name: 'Dokumente' });
  await table.getByRole('button', { name: slip }).waitFor();
  const remove = table.getByRole('button', { name: /^vorgangszettel-.+ entfernen$/ });
  expect(await remove.getAttribute('aria-disabled')).toBe('true');
  expect(await accessibilityProblems(page)).toEqual([]);
  await remove.focus();
  const stays = page
    .getByText('darf dieses Dokument nur ein Administrator umbenennen, ausnehmen oder entfernen.')
    .filter({ visible: true });
  await stays.waitFor();
  const rename = table.getByRole('button', { name: /^vorgangszettel-.+ umbenennen …$/ });
  expect(await rename.getAttribute('aria-disabled')).toBe('true');

  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Arbeitsplatz gesperrt' }).waitFor();
  await signIn(page);
  await openDocuments();
  await renameByKeyboard();
  await table.getByRole('button', { name: 'Einlagen weich.pdf entfernen', exact: true }).click();
  await page
    .getByRole('alertdialog', { name: 'Dokument entfernen?' })
    .getByRole('button', { name: 'Entfernen' })
    .click();
  await page.getByText('Noch keine Dokumente.').waitFor();
});

/** From the button to Ctrl+Z and once more: what is wrong is said at the field, and the ending stays. */
async function renameByKeyboard(): Promise<void> {
  const { page } = counter;
  const table = page.getByRole('table', { name: 'Dokumente' });
  const button = table.getByRole('button', { name: /umbenennen …$/ });
  const dialog = page.getByRole('dialog', { name: 'Dokument umbenennen' });
  const field = dialog.getByRole('textbox', { name: 'Neuer Name' });
  await tabTo(page, button);
  await page.keyboard.press('Enter');
  await focusComesTo(field);
  expect(await field.inputValue()).toMatch(/^vorgangszettel-\d+-\d{4}-\d\d-\d\d$/);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await dialog.getByText('Bitte geben Sie einen Namen ein.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await focusComesTo(button);
  for (const takenBack of [true, false]) {
    await page.keyboard.press('Enter');
    await focusComesTo(field);
    // The old name is chosen a moment after, to be typed over.
    const chosen = (one: HTMLInputElement) => Number(one.selectionEnd) - Number(one.selectionStart);
    await expect.poll(() => field.evaluate(chosen)).toBeGreaterThan(0);
    await page.keyboard.insertText('Einlagen weich');
    await page.keyboard.press('Enter');
    await table.getByRole('button', { name: 'Einlagen weich.pdf', exact: true }).waitFor();
    if (!takenBack) continue;
    await page.keyboard.press('Control+z');
    await table.getByRole('button', { name: /^vorgangszettel-.+\.pdf$/ }).waitFor();
    await focusComesTo(button);
  }
}

async function openDocuments(): Promise<void> {
  const { page } = counter;
  await page.keyboard.press('F3');
  await page.keyboard.insertText('müller');
  await page.getByRole('table', { name: 'Treffer' }).locator('[aria-current="true"]').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Müller, Anna' }).waitFor();
  await openTab(page, 'Dokumente');
}
