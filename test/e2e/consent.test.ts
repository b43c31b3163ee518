// Consent at the counter by keyboard alone, in a real browser on the built counter: from the print over the signature and its
// scan to the withdrawal; when the dialog opens by itself and when it does not; which files are taken.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { Locator, Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { createService } from '../../src-main/service/service.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import type { Settings } from '../../src-shared/settings/rules.ts';
import { flatTextOf } from '../print/read-back.ts';
import { portsFor } from '../support/counter.ts';
import { sampleJpeg, samplePdf, samplePng } from '../support/files.ts';
import { type OpenCounter, openCounterOn } from '../support/hosts.ts';
import { focusComesTo, openTab, tabTo, typeInto } from '../support/keyboard.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { accessibilityProblems, signIn } from '../support/shop.ts';

let folder = '';
let counter: OpenCounter;
let page: Page;
const errors: string[] = [];

/** A branch with one customer, Jörg Weiß; somebody has just signed in. */
async function openShop(settings: Partial<Settings> = {}): Promise<void> {
  errors.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'tresen-consent-'));
  mkdirSync(join(folder, 'prints'));
  await prepare(join(folder, 'data'), settings);
  counter = await openCounterOn('Chromium', {
    ...{ dataDirectory: join(folder, 'data'), scratch: join(folder, 'scratch') },
    options: ['--print-dir', join(folder, 'prints')],
  });
  page = counter.page;
  page.on('pageerror', (error) => errors.push(error.message));
  // Whoever listens all the time gets every chooser, also one that opens at once after another.
  page.on('filechooser', () => undefined);
  await signIn(page);
}
afterEach(async () => {
  await counter.close();
  await removeFolder(folder);
  expect(errors).toEqual([]);
});

async function prepare(dataDirectory: string, settings: Partial<Settings>): Promise<void> {
  mkdirSync(dataDirectory);
  const service = createService(portsFor(dataDirectory, { now: Date.now() - 60_000 }));
  const client = createRouterClient(service.router, { context: { counter: service.counter } });
  await client.signIn.setUp({
    ...{ branchName: 'Sonnen-Apotheke', street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' },
    ...{ phone: '+49 30 23125 100', administratorName: 'Anna Amsel', pin: '1234' },
  });
  const form = { ...emptyForm('natural', 'active'), firstName: 'Jörg', lastName: 'Weiß' };
  await client.customers.save({ id: null, form, appActive: null, draftId: null });
  await client.settings.save({ changes: settings });
  service.stop();
}

const dialog = (name = 'Einwilligung verwalten') => page.getByRole('dialog', { name });
const step = (name: string) => dialog().getByRole('button', { name, exact: true });
const state = () => dialog().getByRole('status', { name: 'Zustand' });
const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const prints = (kind: string) =>
  readdirSync(join(folder, 'prints'))
    .filter((name) => name.includes(`-${kind}-`))
    .map((name) => readFileSync(join(folder, 'prints', name)));

async function openCustomer(): Promise<void> {
  await page.keyboard.press('F3');
  await page.keyboard.insertText('weiß');
  await page.getByRole('table', { name: 'Treffer' }).locator('[aria-current="true"]').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Weiß, Jörg' }).waitFor();
}

/** The preview has the focus on 'Drucken'. */
async function printAndClose(kind: string): Promise<void> {
  const preview = dialog(`Druckvorschau – ${kind}`);
  await focusComesTo(preview.getByRole('button', { name: 'Drucken', exact: true }));
  await page.keyboard.press('Enter');
  await preview.getByText('Gedruckt.').waitFor();
  await page.keyboard.press('Escape');
  await preview.waitFor({ state: 'hidden' });
}

async function chooseFile(button: Locator, name: string, buffer: Buffer): Promise<void> {
  await tabTo(page, button);
  await expect.poll(() => button.isDisabled()).toBe(false);
  const asked = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await asked).setFiles({ name, mimeType: 'application/octet-stream', buffer });
}

async function isAccessible(): Promise<void> {
  // A colour that is still fading is no colour of the page.
  const moving = () => document.getAnimations().filter((one) => one.playState === 'running').length;
  await expect.poll(() => page.evaluate(moving)).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
}

//
test('a new customer: printed, signed, scanned, agreed – and withdrawn in one step', async () => {
  await openShop();
  await page.keyboard.press('F2');
  await typeInto(page, field('Vorname'), 'Anna');
  await typeInto(page, field('Nachname'), 'Müller');
  await page.keyboard.press('F1');

  // It opens by itself, and what comes next has the focus.
  await focusComesTo(step('Einwilligungserklärung drucken'));
  expect(await dialog().getByRole('combobox', { name: 'Zweck' }).inputValue()).toBe('storage');
  await expect.poll(() => state().innerText()).toMatch(/–/);
  await dialog().getByText('Fassung 1 vom').waitFor();
  await page.getByText('§ fehlt').waitFor();
  await isAccessible();
  await page.keyboard.press('Enter');
  await printAndClose('Einwilligungserklärung');
  const [sheet] = prints('einwilligung');
  expect(await flatTextOf(sheet ?? Buffer.alloc(0))).toContain('Name Anna Müller');

  await focusComesTo(step('Unterschrieben entgegengenommen'));
  await state().getByText('Offen').waitFor();
  await page.keyboard.press('Enter');
  const panel = dialog().getByRole('form', { name: 'Unterschrieben entgegengenommen' });
  await focusComesTo(panel.getByRole('textbox', { name: 'Unterschrieben am' }));
  await panel.getByText('entgegengenommen von Anna Amsel').waitFor();
  await isAccessible();
  await page.keyboard.press('Enter');

  await focusComesTo(step('Scan importieren …'));
  await state().getByText('Zustimmung').waitFor();
  await chooseFile(step('Scan importieren …'), 'SCN_0001.pdf', await samplePdf({ pages: 2 }));
  await dialog().getByText('Der Scan ist gesichert: einwilligung-10002.pdf').waitFor();
  await page.getByText('§ Zustimmung').waitFor();
  const history = dialog().getByRole('table', { name: 'Verlauf Datenspeicherung' });
  await expect.poll(() => history.getByRole('row').count()).toBe(3);

  // The scan opens page by page, and gives the focus back.
  const scan = history.getByRole('button', { name: 'Scan: einwilligung-10002.pdf' });
  await tabTo(page, scan);
  await page.keyboard.press('Enter');
  await dialog('einwilligung-10002.pdf').getByRole('img', { name: 'Seite 2 von 2' }).waitFor();
  await isAccessible();
  await page.keyboard.press('Escape');
  await focusComesTo(scan);

  // A-07, then the withdrawal: asked once, counts, is confirmed on paper.
  await tabTo(page, history.getByRole('button', { name: 'Als abgelegt vermerken' }));
  await page.keyboard.press('Enter');
  await history.getByText(/^abgelegt \d\d\.\d\d\.\d{4}$/).waitFor();
  await tabTo(page, step('Widerruf …'));
  await page.keyboard.press('Enter');
  const asking = dialog().getByRole('form', { name: 'Widerruf: Datenspeicherung' });
  await focusComesTo(asking.getByRole('radio', { name: 'mündlich' }));
  await isAccessible();
  await page.keyboard.press('Enter');
  await printAndClose('Widerrufsbestätigung');
  // what becomes of the data is asked, and nothing done by itself.
  const what = page.getByRole('alertdialog', { name: 'Was geschieht mit den Daten?' });
  await focusComesTo(what.getByRole('button', { name: 'Status „Gesperrt“ setzen' }));
  await page.keyboard.press('Escape');
  await what.waitFor({ state: 'hidden' });
  await dialog().getByText('Der Widerruf ist eingetragen.').waitFor();
  await state().getByText('Widerruf').waitFor();
  const [confirmation] = prints('widerruf');
  expect(await flatTextOf(confirmation ?? Buffer.alloc(0))).toContain(
    'Ihre Einwilligung „Datenspeicherung“ widerrufen',
  );
  expect(await step('Widerruf …').isDisabled()).toBe(true);
  await isAccessible();

  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  await page.getByText('§ Widerruf').waitFor();
  await page.keyboard.press('Alt+3');
  const purposes = page.getByRole('table', { name: 'Einwilligungen' });
  await purposes.getByRole('row', { name: /^Datenspeicherung Widerruf Anna Amsel/ }).waitFor();
  await purposes.getByRole('row', { name: /^Werbung per Brief erlaubt/ }).waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Zur Kenntnis genommen' }));
  await page.keyboard.press('Enter');
  await page.getByText(/^Zur Kenntnis genommen am .*, Fassung 1, Anna Amsel$/).waitFor();
  await isAccessible();
  await openTab(page, 'Dokumente');
  const documents = page.getByRole('table', { name: 'Dokumente' });
  await expect.poll(() => documents.getByRole('row').count()).toBe(4);
  await isAccessible();
});

//
test('it opens by itself after personal data changed, never for a note, never over somebody who types', async () => {
  await openShop();
  await openCustomer();
  await typeInto(page, field('Notiz'), 'ruft gern an');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  await typeInto(page, field('E-Mail'), 'joerg@example.com');
  await page.keyboard.press('F1');
  await focusComesTo(step('Einwilligungserklärung drucken'));
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });

  // Typing on while F1 saves: the reminder is a line, and the typed letters land where they were meant to.
  await tabTo(page, field('Titel'), 'Shift+Tab');
  await page.keyboard.type('Dr');
  await page.keyboard.press('F1');
  await page.keyboard.type('. phil.');
  await page.getByText('Die Einwilligung zur Datenspeicherung fehlt noch.').waitFor();
  expect(await field('Titel').inputValue()).toBe('Dr. phil.');
  expect(await dialog().count()).toBe(0);

  // F10 with unsaved changes asks to save first, and then shows the dialog.
  await page.keyboard.press('F10');
  await page.getByRole('alertdialog', { name: 'Zuerst speichern?' }).waitFor();
  await page.keyboard.press('Enter');
  await focusComesTo(step('Einwilligungserklärung drucken'));
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
});

//
test('a setting for branches with paper forms of their own: nothing opens, the symbol stays', async () => {
  await openShop({ missingConsentHint: false });
  await openCustomer();
  await typeInto(page, field('E-Mail'), 'joerg@example.com');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  await page.getByText('§ fehlt').waitFor();
  await page.keyboard.press('F10');
  await focusComesTo(step('Einwilligungserklärung drucken'));

  // Their own sheet was signed: it is taken with its scan, and not without.
  await tabTo(page, step('Unterschrieben entgegengenommen'));
  await page.keyboard.press('Enter');
  const panel = dialog().getByRole('form', { name: 'Unterschrieben entgegengenommen' });
  await focusComesTo(panel.getByRole('textbox', { name: 'Unterschrieben am' }));
  await page.keyboard.press('Enter');
  await dialog().getByText('Diese Fassung wurde von hier nicht ausgegeben. Bitte den Scan mitgeben.').waitFor();
  await tabTo(page, panel.getByRole('checkbox', { name: 'Blatt ist abgelegt' }));
  await page.keyboard.press('Space');
  await chooseFile(panel.getByRole('button', { name: 'Scan wählen …' }), 'IMG_4711.png', samplePng());
  await tabTo(page, panel.getByRole('button', { name: 'Eintragen' }));
  await page.keyboard.press('Enter');
  await state().getByText('Zustimmung').waitFor();
  const history = dialog().getByRole('table', { name: 'Verlauf Datenspeicherung' });
  await history.getByRole('button', { name: 'Scan: einwilligung-10001.png' }).waitFor();
  await history.getByText(/^abgelegt/).waitFor();
});

//
test('advertising is agreed to way by way, and F9 prints the sheet once more', async () => {
  await openShop({ advertisingAfterStorage: false });
  await openCustomer();
  await page.keyboard.press('F10');
  await focusComesTo(step('Einwilligungserklärung drucken'));
  const purpose = dialog().getByRole('combobox', { name: 'Zweck' });
  await tabTo(page, purpose, 'Shift+Tab');
  await page.keyboard.press('W');
  await focusComesTo(purpose);
  await isAccessible();
  await tabTo(page, dialog().getByRole('checkbox', { name: 'Telefon' }));
  await page.keyboard.press('Space');
  await typeInto(page, dialog().getByRole('textbox', { name: 'Nur für' }), 'Hautpflege');
  await tabTo(page, step('Einwilligungserklärung drucken'));
  await page.keyboard.press('Enter');
  await printAndClose('Einwilligungserklärung');
  expect(await flatTextOf(prints('einwilligung')[0] ?? Buffer.alloc(0))).toMatch(
    /Nur für Hautpflege.*Werbung per Brief E-Mail SMS Ort, Datum/,
  );
  await focusComesTo(step('Unterschrieben entgegengenommen'));
  await page.keyboard.press('Enter');
  const panel = dialog().getByRole('form', { name: 'Unterschrieben entgegengenommen' });
  // Nothing is ticked beforehand, and without a tick there is no consent.
  await focusComesTo(panel.getByRole('textbox', { name: 'Unterschrieben am' }));
  await page.keyboard.press('Enter');
  await panel.getByText('Bitte mindestens einen Weg ankreuzen.').waitFor();
  await isAccessible();
  await tabTo(page, panel.getByRole('checkbox', { name: 'E-Mail' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await dialog().getByText('Die Zustimmung ist eingetragen.').waitFor();
  await expect.poll(() => state().innerText()).toMatch(/Brief: erlaubt\s+E-Mail: Zustimmung\s+Telefon: –\s+SMS: Offen/);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });

  await page.keyboard.press('F9');
  await focusComesTo(page.getByRole('menuitem', { name: 'Einwilligungserklärung' }));
  await page.keyboard.press('Enter');
  await printAndClose('Einwilligungserklärung');
  expect(await flatTextOf(prints('einwilligung')[1] ?? Buffer.alloc(0))).toMatch(
    /Nur für Hautpflege.*Brief E-Mail SMS/,
  );
});

test('what is no PDF, JPEG or PNG is refused with what it is; documents are taken, looked at and removed', async () => {
  await openShop();
  await openCustomer();
  await openTab(page, 'Dokumente');
  await page.getByText('Noch keine Dokumente.').waitFor();
  await isAccessible();
  const upload = page.getByRole('button', { name: 'Hochladen …' });
  const said = page.getByRole('region', { name: 'Meldungen' });
  const refused: [string, Buffer, string][] = [
    ['scan.pdf', Buffer.from('<html><script>alert(1)</script></html>'), 'Das ist eine Webseite.'],
    ['scan.tif', Buffer.from('II*\0\b\0\0\0', 'latin1'), 'Das ist ein TIFF-Bild. Bitte den Scanner auf PDF stellen.'],
    ['scan.pdf', (await samplePdf()).subarray(0, -60), 'Die Datei ist beschädigt oder unvollständig (PDF).'],
    ['bild.png', Buffer.concat([samplePng().subarray(0, -30), samplePng().subarray(-12)]), '(PNG)'],
    ['scan.pdf', Buffer.alloc(0), 'Die Datei ist leer.'],
    ['film.pdf', Buffer.alloc(21 * 1024 * 1024, 0x20), 'Die Datei ist größer als 20 MB.'],
  ];
  for (const [name, content, reason] of refused) {
    await chooseFile(upload, name, content);
    await said.getByText(reason).waitFor();
  }
  await page.getByText('Noch keine Dokumente.').waitFor();

  // Dropped files go the same way, one at a time.
  const drop = async (...names: string[]) => {
    const dataTransfer = await page.evaluateHandle((all) => {
      const carried = new DataTransfer();
      for (const one of all) carried.items.add(new File(['Guten Tag'], one));
      return carried;
    }, names);
    await upload.dispatchEvent('drop', { dataTransfer });
  };
  await drop('brief.pdf');
  await said.getByText('Das ist eine Textdatei.').waitFor();
  await drop('eins.pdf', 'zwei.pdf');
  await said.getByText('Bitte nur eine Datei auf einmal.').waitFor();

  await chooseFile(upload, 'Befund März.jpg', sampleJpeg());
  const table = page.getByRole('table', { name: 'Dokumente' });
  const name = table.getByRole('button', { name: 'Befund März.jpg', exact: true });
  await tabTo(page, name);
  await page.keyboard.press('Enter');
  const picture = dialog('Befund März.jpg').getByRole('img', { name: 'Bild Befund März.jpg' });
  await expect.poll(() => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(24);
  await page.keyboard.press('Escape');
  await focusComesTo(name);
  await tabTo(page, table.getByRole('button', { name: 'Befund März.jpg speichern unter …' }));
  const saved = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect(readFileSync(await (await saved).path()).equals(sampleJpeg())).toBe(true);

  await tabTo(page, table.getByRole('button', { name: 'Befund März.jpg entfernen' }));
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog', { name: 'Dokument entfernen?' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' });
  expect(await name.count()).toBe(1);
  await tabTo(page, table.getByRole('button', { name: 'Befund März.jpg entfernen' }));
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog', { name: 'Dokument entfernen?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Noch keine Dokumente.').waitFor();
  await focusComesTo(upload);
});
