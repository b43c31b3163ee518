// Settings of the chain and its texts in the module 'Filialverwaltung': changed by keyboard, refused in words, and told by the log.
import { expect, test } from 'vitest';
import { administration, openLog, pageProblems, save, today } from '../support/administration.ts';
import { focusComesTo } from '../support/keyboard.ts';

const { at, field, openPage } = administration();

// E-01, E-03
test('a setting is changed with F1, says who and when, and its log says from what to what', async () => {
  const { page } = at.shop;
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
  const { page } = at.shop;
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
  const { page } = at.shop;
  await openPage('Filialkette');
  await field('Öffentliche Adresse der App').fill('http://app.example.com');
  await page.keyboard.press('F1');
  await page.getByText('Bitte eine Adresse mit https:// eingeben').waitFor();
  expect(await field('Öffentliche Adresse der App').getAttribute('aria-invalid')).toBe('true');
  await field('Öffentliche Adresse der App').fill('App.example.com/');
  await save(page);
  await expect.poll(() => field('Öffentliche Adresse der App').inputValue()).toBe('https://app.example.com');
});

//
test('a text gets a placeholder from the menu, refuses a wrong one, and becomes a version beside the old one', async () => {
  const { page } = at.shop;
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
