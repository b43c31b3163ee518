// Taking over a customer list as an administrator does it: by keyboard, in the browser; and with --import, in the Electron
// window and in the browser.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { csv, lines } from '../support/customer-list.ts';
import { electronHere } from '../support/electron.ts';
import { HOSTS, openCounterOn } from '../support/hosts.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { accessibilityProblems, openShop, type Shop, signIn } from '../support/shop.ts';
import { spreadsheet } from '../support/spreadsheet.ts';

const here = await electronHere();

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-lists-'));
});
afterEach(() => removeFolder(folder));

function list(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** Enter on whatever has focus, which must be this. */
async function enterOn(page: Page, name: string | RegExp): Promise<void> {
  await button(page, name).waitFor();
  await expect.poll(() => button(page, name).evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
}

async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await button(page, name).evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} is not reached with Tab`);
}

describe('in a browser', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(async () => {
    const { errors } = shop;
    await shop.close();
    expect(errors).toEqual([]);
  });

  async function openPage(): Promise<Page> {
    const { page } = shop;
    await page.keyboard.press('Alt+f');
    await page.getByRole('textbox', { name: 'Einstellung suchen …' }).or(page.getByRole('searchbox')).first().waitFor();
    await page.getByRole('searchbox', { name: 'Einstellung suchen …' }).fill('csv');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Kunden importieren', level: 1 }).waitFor();
    return page;
  }

  async function chooseByKeyboard(page: Page, path: string): Promise<void> {
    // Listened to long before: Chromium hands its dialogs over only from then on.
    const chosen = new Promise<void>((resolve, reject) => {
      page.once('filechooser', (chooser) => chooser.setFiles(path).then(resolve, reject));
    });
    await button(page, 'Liste wählen …').focus();
    await page.keyboard.press('Enter');
    await chosen;
  }

  test('a list is chosen, mapped, tried out and taken over, by keyboard alone', async () => {
    const page = await openPage();
    expect(await accessibilityProblems(page)).toEqual([]);
    await chooseByKeyboard(
      page,
      list(
        'kunden.csv',
        Buffer.from(
          'Kundennr.;Anrede;Nachname;Vorname;geboren;Straße;PLZ;Ort;Durchwahl;Krankenkasse\r\n' +
            '4711;Frau;Müller;Änne;3.4.61;Größestr. 4a;80331;München;23125 100;AOK\r\n' +
            '4712;Herr;;Jörg;1.1.50;;;;;\r\n' +
            '4713;Frau;Dohle;Carla;31.2.70;;;;;\r\n' +
            '4714;Frau;Mueller;Aenne;03.04.1961;;;;;\r\n',
          'latin1',
        ),
      ),
    );
    await page.getByText('Windows-1252 · Trennzeichen Semikolon · Überschriften in Zeile 1').waitFor();
    const field = (column: string) => page.getByRole('combobox', { name: `Feld für ${column}`, exact: true });
    // The first choice has focus; what the headings did not say is said by keyboard.
    await expect.poll(() => field('Kundennr.').evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await field('Straße').locator('option:checked').innerText()).toBe('Straße (auch mit Nr.)');
    expect(await field('Durchwahl').locator('option:checked').innerText()).toBe('– nicht übernehmen –');
    await field('Durchwahl').focus();
    await page.keyboard.type('Telefon privat');
    await field('Krankenkasse').focus();
    await page.keyboard.type('Notiz');
    await page.getByRole('textbox', { name: 'Vorwahl für Rufnummern ohne Vorwahl' }).fill('030');
    const preview = page.getByRole('row', { name: /Müller, Änne/ });
    await expect.poll(() => preview.innerText()).toMatch(/03\.04\.1961.*Größestr\. 4a, 80331 München/s);
    expect(await preview.innerText()).toContain('privat 030 23125100');
    expect(await preview.innerText()).toContain('Krankenkasse: AOK');
    await page.getByText('wird nicht übernommen: Nachname fehlt').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await tabTo(page, 'Liste prüfen');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ergebnis der Prüfung' }).waitFor();
    const findings = page.getByRole('region', { name: 'Ergebnis der Prüfung' });
    const said = (await findings.getByRole('status').innerText()).replace(/\s+/g, ' ');
    expect(said).toContain('2 neue Kunden');
    expect(said).toContain('1 mit Hinweisen');
    expect(said).toContain('1 schon bekannt');
    expect(said).toContain('1 nicht übernommen');
    const problems = page.getByRole('region', { name: 'Hinweise je Zeile' });
    await problems.getByRole('row', { name: /^3 .*Nachname fehlt/ }).waitFor();
    await problems
      .getByRole('row', { name: /^4 Dohle, Carla Geburtsdatum nicht lesbar 31\.2\.70 kommt in die Notiz/ })
      .waitFor();
    await problems.getByRole('row', { name: /^5 .*schon bekannt.*gleich mit \(Zeile 2\)/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    // The start has focus.
    await enterOn(page, '2 Kunden importieren');
    await page.getByRole('heading', { name: '„kunden.csv“ ist übernommen.' }).waitFor();
    await page.getByText('2 Kunden übernommen, davon 1 mit Hinweisen').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    const download = page.waitForEvent('download');
    await button(page, 'Nicht übernommene Zeilen speichern …').focus();
    await page.keyboard.press('Enter');
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('kunden-abgelehnt.csv');
    const rejected = new TextDecoder('windows-1252').decode(readFileSync(await saved.path()));
    expect(rejected.split('\r\n')).toEqual([
      'Kundennr.;Anrede;Nachname;Vorname;geboren;Straße;PLZ;Ort;Durchwahl;Krankenkasse;Grund der Ablehnung',
      '4712;Herr;;Jörg;1.1.50;;;;;;Nachname fehlt',
      '',
    ]);

    await tabTo(page, 'Fertig');
    await page.keyboard.press('Enter');
    await button(page, 'Liste wählen …').waitFor();
    await page.keyboard.press('F3');
    await page.keyboard.type('müller änne');
    await page
      .getByRole('option', { name: /Müller, Änne/ })
      .or(page.getByRole('row', { name: /Müller, Änne/ }))
      .first()
      .waitFor();
  });

  test('a spreadsheet without a column for the last name cannot be tried out until one is mapped', async () => {
    const page = await openPage();
    await chooseByKeyboard(
      page,
      list(
        'kunden.xlsx',
        spreadsheet([
          ['Wer', 'Ort'],
          ['Müller', 'Köln'],
          ['Weiß', 'Ulm'],
        ]),
      ),
    );
    await page.getByText('Excel-Arbeitsmappe, erstes Blatt').waitFor();
    await page.getByText('Keine Spalte ist dem Nachnamen zugeordnet. Ohne Nachnamen gibt es keinen Kunden.').waitFor();
    expect(await button(page, 'Liste prüfen').getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('combobox', { name: 'Feld für Ort' }).selectOption('Nachname');
    await page.getByRole('combobox', { name: 'Feld für Wer' }).selectOption('Nachname');
    await page.getByText('„Nachname“ ist zweimal zugeordnet. Bitte wählen Sie eine der Spalten.').waitFor();
    await page.getByRole('combobox', { name: 'Feld für Ort' }).selectOption('Ort');
    expect(await button(page, 'Liste prüfen').getAttribute('aria-disabled')).toBeNull();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('what is no list is refused with what can be done', async () => {
    const page = await openPage();
    await chooseByKeyboard(page, list('brief.pdf', '%PDF-1.7\n'));
    await page.getByRole('alert').getByText('Das ist keine Liste, die Tresen lesen kann.').waitFor();
    await expect
      .poll(() => button(page, 'Liste wählen …').evaluate((one) => one === document.activeElement))
      .toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('a long import says how far it is, goes on while others work, and after a crash where it was', async () => {
    const page = await openPage();
    await chooseByKeyboard(page, list('viele.csv', csv(lines(0, 30_000))));
    await button(page, 'Liste prüfen').click();
    await button(page, '30.000 Kunden importieren').click();
    await page.getByRole('progressbar', { name: 'Kunden werden übernommen' }).waitFor();
    await page.getByText(/^[1-9][\d.]* von 30\.000 Zeilen$/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await shop.crash();
    await signIn(shop.page);
    const again = await openPage();
    await again.getByRole('heading', { name: 'Der Import von „viele.csv“ wurde unterbrochen' }).waitFor();
    await enterOn(again, 'Fortsetzen');
    await button(again, 'Abbrechen').click();
    await again.getByRole('heading', { name: 'Der Import von „viele.csv“ wurde abgebrochen.' }).waitFor();
    expect(await accessibilityProblems(again)).toEqual([]);
    await enterOn(again, 'Fortsetzen');
    // Whoever looks at another page meanwhile finds it done.
    await again.keyboard.press('Alt+k');
    await again.keyboard.press('Alt+f');
    await again.getByRole('searchbox', { name: 'Einstellung suchen …' }).fill('csv');
    await again.keyboard.press('Enter');
    await again.getByRole('heading', { name: '„viele.csv“ ist übernommen.' }).waitFor();
    await again.getByText('30.000 Kunden übernommen').waitFor();
  });
});

describe.each(HOSTS)('with --import, in %s', (host) => {
  test.skipIf(host === 'Electron' && here.missing !== null)('the page opens with the list, and asks', async () => {
    const path = list('kunden.csv', csv(lines(0, 500)));
    const counter = await openCounterOn(host, {
      dataDirectory: join(folder, 'data'),
      scratch: join(folder, 'scratch'),
      options: ['--demo', '--import', path],
    });
    try {
      const { page } = counter;
      await signIn(page);
      await page.getByRole('heading', { name: 'Kunden importieren', level: 1 }).waitFor();
      await page.getByText('kunden.csv').first().waitFor();
      await button(page, 'Liste prüfen').click();
      await button(page, '500 Kunden importieren').click();
      await page.getByRole('heading', { name: '„kunden.csv“ ist übernommen.' }).waitFor();
      await page.getByText('500 Kunden übernommen').waitFor();
    } finally {
      await counter.close();
    }
  });
});
