// Page 'Geräte' at the screen: readers and printers as they are, a test page, the printer of a form, the self-test and its report.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flatTextOf, requirePoppler } from '../print/read-back.ts';
import { type OpenCounter, openCounterOn } from '../support/hosts.ts';
import { looking } from '../support/looking.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { openDevicesPage } from '../support/slip-desk.ts';
import { signIn } from '../support/walk.ts';

const folder = mkdtempSync(join(tmpdir(), 'tresen-devices-'));
const prints = join(folder, 'prints');
let counter: OpenCounter;
let page: Page;

beforeAll(async () => {
  requirePoppler();
  mkdirSync(prints);
  counter = await openCounterOn('Chromium', {
    ...{ dataDirectory: join(folder, 'data'), scratch: join(folder, 'scratch') },
    options: ['--demo', '--print-dir', prints],
  });
  ({ page } = counter);
  await signIn(page);
  await openDevicesPage(page);
});
afterAll(async () => {
  await counter.close();
  await removeFolder(folder);
});

const button = (name: string | RegExp) => page.getByRole('button', { name });

test('a test page comes out of the printer, with umlauts and without a name', async () => {
  await page.getByRole('row', { name: /^PDF-Ablage \(Standarddrucker\) bereit/ }).waitFor();
  await button('Testseite drucken auf PDF-Ablage').press('Enter');
  await page.getByText('Testseite an „PDF-Ablage“ übergeben.').waitFor();
  const [file] = readdirSync(prints);
  const text = await flatTextOf(readFileSync(join(prints, file ?? '')));
  expect(text).toContain('ÄÖÜ äöü ß € ş ł é');
  expect(text).not.toContain('Amsel');
});

test('the printer of a form is chosen here and kept', async () => {
  const choice = page.getByRole('combobox', { name: 'Passwortschreiben', exact: true });
  await choice.focus();
  await page.keyboard.press('P');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.').first().waitFor();
  await page.keyboard.press('F5');
  await expect.poll(() => choice.inputValue()).toMatch(/^ablage:/);
});

test('the self-test says what it found, and its report names nobody', async () => {
  await button('Selbsttest starten').press('Enter');
  const table = page.getByRole('table', { name: 'Ergebnisse des Selbsttests' });
  await table.waitFor();
  const rows = await table.getByRole('row').allInnerTexts();
  expect(rows.slice(1).map((row) => row.split(/\s+/).slice(0, 2).join(' '))).toEqual([
    ...['1 Datenbank', '2 Filialserver', '3 Uhr', '4 Drucker', '5 Kartenleser', '6 Festplatte', '7 Versionen'],
  ]);
  const { look, faults } = looking(page);
  await look('page Geräte');
  expect(faults).toEqual([]);

  const download = page.waitForEvent('download');
  await button('Bericht speichern').press('Enter');
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^tresen-selbsttest-\d{4}-\d\d-\d\d\.txt$/);
  const report = readFileSync(await saved.path(), 'utf8');
  expect(report).toContain('4  Drucker: in Ordnung');
  expect(report).toContain('Drucker 1: bereit');
  for (const name of ['Amsel', 'PDF-Ablage', 'Apotheke', folder]) expect(report).not.toContain(name);
});

test('whoever looks for it finds it by the word of a row', async () => {
  const box = page.getByRole('searchbox', { name: 'Einstellung suchen …' });
  await box.fill('Papierfach');
  await page.getByRole('navigation', { name: 'Seiten' }).getByRole('button', { name: 'Geräte', exact: true }).waitFor();
  await box.fill('Hagebutte');
  await page
    .getByRole('navigation', { name: 'Seiten' })
    .getByRole('button', { name: 'Geräte', exact: true })
    .waitFor({ state: 'detached' });
});
