// Module 'Filialverwaltung' as an administrator works in it: by keyboard, with who and when on each row, and nothing lost.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCounterPage } from '../support/browser-host.ts';
import { focusComesTo } from '../support/keyboard.ts';
import { accessibilityProblems, openShop, type Shop, signIn } from '../support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await shop.page.keyboard.press('Alt+f');
  await shop.page.getByRole('heading', { name: 'Filiale', level: 1 }).waitFor();
});
afterEach(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

const field = (name: string) => shop.page.getByRole('textbox', { name, exact: true });
const pages = () => shop.page.getByRole('navigation', { name: 'Seiten der Filialverwaltung' });
const today = new Date().toLocaleDateString('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric' });

async function openPage(name: string) {
  await pages().getByRole('button', { name, exact: true }).click();
  await shop.page.getByRole('heading', { name, level: 1 }).waitFor();
}

async function save(page: Page) {
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
}

/** 'Mehr - F11' → 'Änderungsprotokoll', by keyboard. */
async function openLog(page: Page, record: string) {
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Änderungsprotokoll' }).waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Änderungsprotokoll – ${record}` });
  await dialog.waitFor();
  return dialog;
}

/** What axe finds in the open page and its dialogs; the frame around them is its own subject. */
async function pageProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // Half faded in, nothing has its colours yet.
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
    const { axe: run } = window as unknown as { axe: typeof axe };
    const parts = [...document.querySelectorAll<HTMLElement>('main, [role=dialog], [role=alertdialog]')];
    const { violations } = await run.run({ include: parts });
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
}

test('every page is accessible, with and without a colour of the branch’s own', async () => {
  const { page } = shop;
  for (const name of [
    'Filiale',
    'Filialen',
    'Filialkette',
    'Mitarbeiter',
    'Benutzerkonten',
    'Arbeitsplatz',
    'Arbeitsplätze',
    'Textbausteine',
  ]) {
    await openPage(name);
    expect([name, ...(await pageProblems(page))]).toEqual([name]);
  }
  await openPage('Filiale');
  await field('Farbwert').fill('#ffd800');
  await save(page);
  for (const name of ['Filiale', 'Mitarbeiter', 'Textbausteine']) {
    await openPage(name);
    expect([name, ...(await pageProblems(page))]).toEqual([name]);
  }
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Arbeitsplatz gesperrt' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('a page loaded anew is the same page, also where customers have one of that name', async () => {
  const { page } = shop;
  for (const name of ['Kunde', 'Mögliche Dubletten', 'Anonymisierungen']) {
    await openPage(name);
    await page.reload();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await pages().waitFor();
  }
});

// E-01, E-03
test('a setting is changed with F1, says who and when, and its log says from what to what', async () => {
  const { page } = shop;
  await openPage('Filialkette');
  expect(await page.getByRole('button', { name: 'Speichern - F1' }).getAttribute('aria-disabled')).toBe('true');
  await field('Name der Kunden-App').fill('Sonnen-App');
  await page.getByRole('checkbox', { name: 'Hinweismeldung auf fehlende Einwilligungserklärung' }).uncheck();
  await save(page);
  const changed = page.getByText(new RegExp(`^geändert von Anna Amsel am ${today}, \\d\\d:\\d\\d$`));
  expect(await changed.count()).toBe(2);
  await page.reload();
  await expect.poll(() => field('Name der Kunden-App').inputValue()).toBe('Sonnen-App');
  const log = await openLog(page, 'Filialkette');
  await log.getByRole('row', { name: 'Name der Kunden-App Meine Apotheke Sonnen-App' }).waitFor();
  await log.getByRole('row', { name: 'Hinweismeldung auf fehlende Einwilligungserklärung an aus' }).waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await log.waitFor({ state: 'detached' });
});

test('a preset that advertising law guards shows the law, wants a reason, and the log names it [E-29 E-30 N-04 T-05]', async () => {
  const { page } = shop;
  await openPage('Kunde');
  const box = (name: string) => page.getByRole('checkbox', { name, exact: true });
  const [master, email, phone] = [
    box('Beim Anlegen neuer Kunden Werbeerlaubnis voreinstellen'),
    box('Erlaubnis für E-Mail-Werbung voreinstellen'),
    box('Erlaubnis für Telefonwerbung voreinstellen'),
  ];
  const dialog = page.getByRole('alertdialog', { name: 'Werbeerlaubnis wirklich voreinstellen?' });
  await master.press(' ');
  await email.press(' ');
  await phone.press(' ');
  await page.keyboard.press('F1');
  await dialog.getByText(/ausdrückliche Einwilligung des Kunden \(§ 7 Abs\. 2 UWG\)/).waitFor();
  expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
    'Erlaubnis für E-Mail-Werbung voreinstellen',
    'Erlaubnis für Telefonwerbung voreinstellen',
  ]);
  const why = dialog.getByRole('textbox', { name: 'Begründung' });
  await focusComesTo(why);
  expect(await pageProblems(page)).toEqual([]);
  // Thought better of it: nothing is switched on.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await email.isChecked()).toBe(true);
  await page.keyboard.press('F5');
  const question = page.getByRole('alertdialog', { name: 'Änderungen speichern?' });
  await question.getByRole('button', { name: 'Verwerfen' }).press('Enter');
  await expect.poll(() => master.isChecked()).toBe(false);

  await master.press(' ');
  await email.press(' ');
  await page.keyboard.press('F1');
  await focusComesTo(why);
  await page.keyboard.type('  Chefsache ');
  await page.keyboard.press('F1');
  await dialog.getByText('Bitte mit mindestens 10 Zeichen begründen.').waitFor();
  await focusComesTo(why);
  expect(await page.getByText('Gespeichert.', { exact: true }).count()).toBe(0);
  await why.fill('Einwilligungen liegen auf Papier vor');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  await page.reload();
  await expect.poll(() => email.isChecked()).toBe(true);
  expect(await phone.isChecked()).toBe(false);
  const log = await openLog(page, 'Kunde');
  await log.getByRole('row', { name: 'Erlaubnis für E-Mail-Werbung voreinstellen aus an' }).waitFor();
  await log
    .getByRole('row', {
      name: 'Erlaubnis für E-Mail-Werbung voreinstellen: Begründung – Einwilligungen liegen auf Papier vor',
    })
    .waitFor();
});

test('an address that phones cannot reach safely is refused in words, and nothing is saved', async () => {
  const { page } = shop;
  await openPage('Filialkette');
  await field('Öffentliche Adresse der App').fill('http://app.example.com');
  await page.keyboard.press('F1');
  await page.getByText('Bitte eine Adresse mit https:// eingeben').waitFor();
  expect(await field('Öffentliche Adresse der App').getAttribute('aria-invalid')).toBe('true');
  await field('Öffentliche Adresse der App').fill('App.example.com/');
  await save(page);
  await expect.poll(() => field('Öffentliche Adresse der App').inputValue()).toBe('https://app.example.com');
});

test('the branch keeps address, hours and licence; days are read as people write them', async () => {
  const { page } = shop;
  await field('PLZ').fill('80331x!');
  await field('Öffnungszeiten').fill('Mo–Fr 8:00–18:30\nSa 9:00–13:00');
  await field('App-Lizenz „Meine Apotheke“ bis').fill('311227');
  await page.keyboard.press('F1');
  await page.getByText('Das ist keine Postleitzahl.').waitFor();
  await field('PLZ').fill('80331');
  await save(page);
  expect(await field('App-Lizenz „Meine Apotheke“ bis').inputValue()).toBe('31.12.2027');
  const log = await openLog(page, 'Sonnen-Apotheke');
  await log.getByRole('row', { name: 'App-Lizenz bis – 31.12.2027' }).waitFor();
});

test('a logo is taken by its content, shown, kept and removed', async () => {
  const { page } = shop;
  const choose = async (name: string, mimeType: string, buffer: Buffer) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Logo wählen …' }).click();
    await (await chooser).setFiles({ name, mimeType, buffer });
    await page.getByText(name, { exact: true }).waitFor();
  };
  await choose('logo.png', 'image/png', Buffer.from('GIF89a, not a picture'));
  await page.keyboard.press('F1');
  await page.getByText('Das ist weder PNG noch JPEG noch SVG.').waitFor();
  const script = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>';
  await choose('logo.svg', 'image/svg+xml', Buffer.from(script));
  await page.keyboard.press('F1');
  await page.getByText(/^Diese SVG-Zeichnung enthält/).waitFor();
  await choose('sonne.png', 'image/png', PNG.sync.write(new PNG({ width: 40, height: 20 })));
  await save(page);
  await page.reload();
  await page.getByText('sonne.png').waitFor();
  const size = await page
    .getByRole('img', { name: 'Logo der Filiale' })
    .evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight]);
  expect(size).toEqual([40, 20]);
  await page.getByRole('button', { name: 'Logo entfernen' }).click();
  await save(page);
  await page.getByText('Kein Logo: im Briefkopf steht der Name.').waitFor();
  const log = await openLog(page, 'Sonnen-Apotheke');
  await log.getByRole('row', { name: 'Logo sonne.png –' }).waitFor();
});

test('an employee is added by keyboard alone and can sign in at once; the log shows no PIN', async () => {
  const { page } = shop;
  await openPage('Mitarbeiter');
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Neuer Mitarbeiter' });
  await dialog.waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  expect(await pageProblems(page)).toEqual([]);
  await page.keyboard.type('Carla Dohle');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Rech');
  await page.keyboard.press('Tab');
  await page.keyboard.type('3456');
  await page.keyboard.press('Tab');
  await page.keyboard.type('3457');
  await page.keyboard.press('Enter');
  await dialog.getByText('Die beiden PINs sind verschieden.').waitFor();
  await page.getByLabel('PIN wiederholen').fill('3456');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /^Carla Dohle Rechnungswesen aktiv/ }).waitFor();
  const log = await openLog(page, 'Carla Dohle');
  await log.getByRole('row', { name: /^PIN – nicht angezeigt/ }).waitFor();
  expect(await log.textContent()).not.toMatch(/3456|argon/);
  await page.keyboard.press('Escape');
  await log.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+l');
  await signIn(page, 'Carla Dohle', '3456');
});

test('the last administrator stays one, and it is said why', async () => {
  const { page } = shop;
  await openPage('Mitarbeiter');
  await page.getByRole('button', { name: 'Anna Amsel' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Mitarbeiter Anna Amsel' });
  await dialog.getByLabel('Berechtigungsgruppe').selectOption({ label: 'Mitarbeiter' });
  await page.keyboard.press('F1');
  await dialog.getByText('Das ist der letzte Administrator. Ernennen Sie zuerst einen anderen.').waitFor();
  await dialog.getByLabel('Berechtigungsgruppe').selectOption({ label: 'Administrator' });
  await dialog.getByRole('checkbox', { name: /^Gesperrt/ }).check();
  await page.keyboard.press('F1');
  await dialog.getByText('Das kann man nicht bei sich selbst. Bitten Sie einen anderen Administrator.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /^Anna Amsel Administrator aktiv/ }).waitFor();
});

test('above the list stands how many accounts are licensed, and one more is asked about before it is typed [B-43]', async () => {
  const { page } = shop;
  const dialog = (name: string) => page.getByRole('dialog', { name });
  const question = page.getByRole('alertdialog', { name: 'Weiteres Benutzerkonto' });
  const license = async (count: string) => {
    if (!(await page.getByRole('heading', { name: 'Filialkette', level: 1 }).isVisible()))
      await openPage('Filialkette');
    await field('Lizenzierte Benutzerkonten').fill(count);
    await save(page);
    await openPage('Mitarbeiter');
  };
  const says = (text: string) => page.getByText(text, { exact: true }).waitFor();
  const block = async (blocked: boolean) => {
    await page.getByRole('button', { name: 'Bernd Bussard' }).press('Enter');
    await dialog('Mitarbeiter Bernd Bussard')
      .getByRole('checkbox', { name: /^Gesperrt/ })
      .setChecked(blocked);
    await page.keyboard.press('F1');
  };
  await openPage('Mitarbeiter');
  await says('Benutzerkonten: 2');
  await openPage('Filialkette');
  await field('Lizenzierte Benutzerkonten').fill('0');
  await page.keyboard.press('F1');
  await page.getByText('Dieser Wert ist hier nicht möglich.').waitFor();
  await license('2');
  await says('Benutzerkonten: 2 von 2 belegt');

  await page.keyboard.press('F2');
  await question
    .getByText('Alle 2 Lizenzen sind belegt. Ein weiteres Benutzerkonto kann kostenpflichtig sein. Trotzdem anlegen?')
    .waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await page.keyboard.press('F2');
  await question.waitFor();
  expect(await dialog('Neuer Mitarbeiter').count()).toBe(0);
  await page.keyboard.press('Enter');
  await dialog('Neuer Mitarbeiter').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  await page.keyboard.press('Escape');
  await dialog('Neuer Mitarbeiter').waitFor({ state: 'detached' });

  await block(true);
  await says('Benutzerkonten: 1 von 2 belegt');
  await page.keyboard.press('F2');
  await dialog('Neuer Mitarbeiter').waitFor();
  await page.keyboard.press('Escape');
  await dialog('Neuer Mitarbeiter').waitFor({ state: 'detached' });
  await license('1');
  await block(false);
  await question.getByText(/^Die einzige Lizenz ist belegt\. .* Trotzdem entsperren\?$/).waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await dialog('Mitarbeiter Bernd Bussard').waitFor();
  await page.keyboard.press('F1');
  await question.waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /^Bernd Bussard Mitarbeiter aktiv/ }).waitFor();

  await openPage('Benutzerkonten');
  await says('Benutzerkonten: 2 von 1 belegt');
  await page.keyboard.press('F2');
  await question.waitFor();
  await page.keyboard.press('Enter');
  await dialog('Neuer technischer Benutzer').waitFor();
  await page.keyboard.type('Warenwirtschaft');
  await page.keyboard.press('F1');
  await says('Benutzerkonten: 3 von 1 belegt');
  await license('');
  await says('Benutzerkonten: 3');
  await openPage('Filialkette');
  const log = await openLog(page, 'Filialkette');
  await log.getByRole('row', { name: 'Lizenzierte Benutzerkonten 1 –' }).waitFor();
  await page.keyboard.press('Escape');
});

//
test('a text gets a placeholder from the menu, refuses a wrong one, and becomes a version beside the old one', async () => {
  const { page } = shop;
  await openPage('Textbausteine');
  await page.getByLabel('Vorlage', { exact: true }).selectOption({ label: 'App' });
  const hint = page.getByText('Vorlage – bitte prüfen und anpassen.');
  await hint.waitFor();
  await field('Text').fill('Liebe Kundin, ');
  await field('Text').press('End');
  await page.getByRole('button', { name: 'Platzhalter einfügen' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Vorname' }).press('Enter');
  expect(await field('Text').inputValue()).toBe('Liebe Kundin, {{Vorname}}');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.keyboard.type('\n\n{{Haustier}} von {{Filiale}}');
  await page.getByText('Zeile 3: den Platzhalter „Haustier“ gibt es nicht.').waitFor();
  const preview = page.getByRole('document', { name: 'Vorschau mit Beispielwerten' });
  await expect.poll(() => preview.innerText()).toBe('Liebe Kundin, Erika\n\n{{Haustier}} von Sonnen-Apotheke');
  await page.keyboard.press('F1');
  expect(await page.getByText('Gespeichert.', { exact: true }).count()).toBe(0);
  await field('Text').fill('Liebe Kundin, {{Vorname}}\n\nIhre {{Filiale}}');
  await field('Gilt ab').fill('1.1.2020');
  await page.keyboard.press('F1');
  await page.getByText('Der Tag liegt in der Vergangenheit.').waitFor();
  await field('Gilt ab').fill(today);
  await save(page);
  const version = page.getByLabel('Fassung', { exact: true });
  await expect
    .poll(() => version.locator('option').allTextContents())
    .toEqual([`Fassung 2 – gilt ab ${today} (in Kraft)`, `Fassung 1 – gilt ab ${today}`]);
  await hint.waitFor({ state: 'detached' });
  await version.selectOption({ index: 1 });
  await page.getByRole('main').getByText('Ältere Fassung: nur zu lesen.').waitFor();
  expect(await field('Text').count()).toBe(0);
  await expect.poll(() => preview.innerText()).toContain('Ich willige ein, dass Sonnen-Apotheke');
});

test('the search leaves over pages and rows that fit; Enter opens, arrows go down the list', async () => {
  const { page } = shop;
  const box = page.getByRole('searchbox', { name: 'Einstellung suchen …' });
  await box.fill('sperr');
  expect(await pages().getByRole('button').allTextContents()).toEqual(['Arbeitsplatz', 'Arbeitsplätze']);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Arbeitsplatz', level: 1 }).waitFor();
  await page.getByLabel('Automatisch sperren nach Minuten').waitFor();
  expect(await field('Name des Arbeitsplatzes').count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'Drucker' }).count()).toBe(0);
  await box.fill('oeffnungs');
  expect(await pages().getByRole('button').allTextContents()).toEqual(['Filiale']);
  await box.fill('gibtesnicht');
  await page.getByText('Keine Seite und keine Einstellung passt dazu.').waitFor();
  await box.press('Escape');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Filialen', level: 1 }).waitFor();
});

test('leaving with changes asks once, and a lock keeps them for their owner', async () => {
  const { page } = shop;
  await field('Ort').fill('Berlin');
  await pages().getByRole('button', { name: 'Filialkette' }).click();
  const question = page.getByRole('alertdialog', { name: 'Änderungen speichern?' });
  await question.waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+l');
  await signIn(page, 'Bernd Bussard', '2345');
  expect(await page.content()).not.toContain('Berlin');
  await page.keyboard.press('Control+l');
  await signIn(page);
  await page.getByText('Ihre Eingaben von vor der Sperre sind wieder da und noch nicht gespeichert.').waitFor();
  expect(await field('Ort').inputValue()).toBe('Berlin');
  await page.keyboard.press('F5');
  await question.getByRole('button', { name: 'Verwerfen' }).click();
  await expect.poll(() => field('Ort').inputValue()).toBe('München');
  await openPage('Filialkette');
});

test('name and printers are kept for this workstation', async () => {
  const { page, directory } = shop;
  await openPage('Arbeitsplatz');
  await field('Name des Arbeitsplatzes').fill('Tresen links');
  await save(page);
  await page.getByText('Anna Amsel · Tresen links').waitFor();

  await page.goto('about:blank');
  await shop.host.stop();
  const prints = join(directory, 'prints');
  mkdirSync(prints);
  const printing = await openCounterPage({ dataDirectory: directory, options: ['--print-dir', prints] });
  try {
    await signIn(printing.page);
    await printing.page.keyboard.press('Alt+f');
    await printing.page.getByRole('button', { name: 'Geräte', exact: true }).click();
    const letter = printing.page.getByRole('combobox', { name: 'Passwortschreiben', exact: true });
    await letter.selectOption({ label: 'PDF-Ablage' });
    await save(printing.page);
    await printing.page.reload();
    const chosen = () => letter.evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]?.label);
    await expect.poll(chosen).toBe('PDF-Ablage');
    await letter.selectOption({ label: 'Standarddrucker' });
    await save(printing.page);
    await printing.page.reload();
    await expect.poll(chosen).toBe('Standarddrucker');
  } finally {
    await printing.close();
  }
});

test('two windows change different fields of one page, and neither takes the other’s back', async () => {
  const { page } = shop;
  const context = await page
    .context()
    .browser()
    ?.newContext({ storageState: await page.context().storageState() });
  if (!context) throw new Error('no browser');
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole('textbox', { name: 'Telefon', exact: true }).waitFor();
  await field('Ort').fill('Berlin');
  await other.getByRole('textbox', { name: 'Telefon', exact: true }).fill('030 23125 999');
  await save(other);
  await expect.poll(() => field('Telefon').inputValue()).toBe('030 23125 999');
  expect(await field('Ort').inputValue()).toBe('Berlin');
  await save(page);
  await expect.poll(() => other.getByRole('textbox', { name: 'Ort', exact: true }).inputValue()).toBe('Berlin');
  expect(await field('Telefon').inputValue()).toBe('030 23125 999');
  await context.close();
});
