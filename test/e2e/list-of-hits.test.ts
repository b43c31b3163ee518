// The list of hits on its way out of the program, by keyboard: as a file, on paper, for advertising, and greyed with the reason for
// whoever may not take it along.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { flatTextOf, requirePoppler } from '../print/read-back.ts';
import { type OpenStage, openStage, type Stage } from '../settings-effects/stage.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { tabTo } from '../support/keyboard.ts';
import { looking } from '../support/looking.ts';
import { memoryPrinter } from '../support/printer.ts';
import { searchBox } from '../support/search-box.ts';

const printer = memoryPrinter();
let shop: OpenStage;
let stage: Stage;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  requirePoppler();
  shop = await openStage('counter', { printers: printer });
  stage = await shop.enter();
  await stage.set({ missingConsentHint: false });
  const address = { id: null, label: null, addition: null, district: null, country: null };
  const home = { ...address, street: 'Talstr.', houseNumber: '9', postcode: '80331', town: 'München' };
  const anna = { firstName: 'Anna', birthDate: '1950-04-03', addresses: [home], homeAddress: 0 };
  await saveCustomer(stage.client, 'Storchenschnabel', { ...anna, email: 'anna@example.com' });
  const customerId = await saveCustomer(stage.client, 'Storchenschnabel', {
    ...{ firstName: 'Berta', email: 'berta@example.com' },
  });
  await stage.client.consent.answer({ customerId, granted: ['storage', 'advertisingEmail'], how: 'oral' });
  await saveCustomer(stage.client, 'Weiß', { firstName: 'Jörg' });
});
afterAll(() => shop.close());
beforeEach(async () => {
  stage = await shop.enter();
  page = stage.page;
  page.on('pageerror', (error) => errors.push(error.message));
});
afterEach(() => expect(errors).toEqual([]));

const hits = () => page.getByRole('table', { name: 'Treffer' }).getByRole('button').allInnerTexts();
const messages = () => page.getByRole('region', { name: 'Meldungen' });
const entry = (name: string) => page.getByRole('menuitem', { name });

async function search(text: string, ...found: string[]): Promise<void> {
  await page.keyboard.press('F3');
  await searchBox(page).fill(text);
  await expect.poll(hits).toEqual(found);
}
const searchStorks = () => search('storchenschnabel', 'Storchenschnabel, Anna', 'Storchenschnabel, Berta');

/** 'Datei speichern (CSV)', by Enter. @returns the lines of the file */
async function takeFile(): Promise<string[]> {
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^kundenliste-\d{4}-\d\d-\d\d\.csv$/);
  return readFileSync(await file.path(), 'utf8')
    .split('\r\n')
    .filter(Boolean);
}

async function openExport() {
  await page.keyboard.press('F11');
  await entry('Trefferliste als Datei …').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Trefferliste als Datei' });
  await dialog.waitFor();
  return dialog;
}

test('the file holds the hits in their order, in the columns of the screen, and nobody else', async () => {
  await searchStorks();
  const dialog = await openExport();
  await dialog.getByText('Wer die Liste wann entnommen hat, steht im Änderungsprotokoll.').waitFor();
  const { look, faults } = looking(page);
  await look('list as a file');
  expect(faults).toEqual([]);
  await tabTo(page, dialog.getByRole('button', { name: 'Datei speichern (CSV)' }));
  expect(await takeFile()).toEqual([
    '\uFEFF"Nr.";"Nachname";"Vorname";"geb.";"Straße";"PLZ";"Ort";"Telefon"',
    '"10001";"Storchenschnabel";"Anna";"03.04.1950";"Talstr. 9";"80331";"München";""',
    '"10002";"Storchenschnabel";"Berta";"";"";"";"";""',
  ]);
  await messages().getByText('2 Kunden stehen in der Datei.').waitFor();
  expect(await dialog.count()).toBe(0);
});

test('for advertising it holds those alone who agreed to that way [N-03]', async () => {
  await searchStorks();
  const dialog = await openExport();
  await tabTo(page, dialog.getByRole('radio', { name: 'Liste mit den gewählten Spalten' }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await dialog.getByRole('radio', { name: 'Werbung per E-Mail' }).isChecked()).toBe(true);
  await dialog.getByText(/^Nur Kunden, die so beworben werden dürfen/).waitFor();
  await tabTo(page, dialog.getByRole('button', { name: 'Datei speichern (CSV)' }));
  expect(await takeFile()).toEqual([
    '\uFEFF"Nr.";"Anrede";"Titel";"Nachname";"Vorname";"E-Mail"',
    '"10002";"";"";"Storchenschnabel";"Berta";"berta@example.com"',
  ]);
  await messages().getByText('1 Kunde steht in der Datei.').waitFor();
});

test('on paper the same hits come out of the printer', async () => {
  await searchStorks();
  await page.keyboard.press('F9');
  await entry('Trefferliste drucken').press('Enter');
  const preview = page.getByRole('dialog', { name: /^Druckvorschau/ });
  await preview.getByRole('button', { name: 'Drucken', exact: true }).press('Enter');
  await expect.poll(() => printer.jobs.length).toBe(1);
  await page.keyboard.press('Escape');
  await preview.waitFor({ state: 'detached' });
  const [job] = printer.jobs;
  const text = await flatTextOf(job?.pdf ?? new Uint8Array());
  expect(text).toContain('10001 Storchenschnabel, Anna');
  expect(text).toContain('Talstr. 9, 80331 München');
  expect(text).toContain('10002 Storchenschnabel, Berta');
  expect(text).not.toContain('Weiß');
});

test('whoever prints before the printers have answered gets the sheet as soon as they have, once', async () => {
  const before = printer.jobs.length;
  const letAnswer = printer.hold();
  await stage.page.reload(); // nothing of the printers is known
  await page.getByRole('toolbar', { name: 'Funktionstasten' }).waitFor();
  await searchStorks();
  await page.keyboard.press('F9');
  await entry('Trefferliste drucken').press('Enter');
  const preview = page.getByRole('dialog', { name: /^Druckvorschau/ });
  const button = preview.getByRole('button', { name: 'Drucken', exact: true });
  await button.press('Enter');
  await button.press('Enter');
  letAnswer();
  await preview.getByText('Gedruckt.').waitFor();
  expect(printer.jobs.length).toBe(before + 1);
  await page.keyboard.press('Escape');
  await preview.waitFor({ state: 'detached' });
});

test('an employee sees both greyed with the reason, and an empty list has nothing to give', async () => {
  await search('gibtesnicht');
  await page.getByText('Nichts gefunden zu „gibtesnicht“').waitFor();
  await page.keyboard.press('F9');
  await entry('Trefferliste drucken').getByText('Die Trefferliste ist leer.').waitFor();
  await page.keyboard.press('Escape');

  await stage.takeOver();
  await searchStorks();
  for (const [key, name] of [
    ['F9', 'Trefferliste drucken'],
    ['F11', 'Trefferliste als Datei …'],
  ] as const) {
    await page.keyboard.press(key);
    const blocked = entry(name);
    await blocked.getByText('Nur für Rechnungswesen und Administratoren.').waitFor();
    expect(await blocked.getAttribute('aria-disabled')).toBe('true');
    await blocked.press('Enter');
    expect(await blocked.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await blocked.waitFor({ state: 'detached' });
  }
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(printer.jobs).toHaveLength(2);
});
