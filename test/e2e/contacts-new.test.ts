// A new customer by keyboard alone, in a real browser on the built counter: what is typed is understood, what is missing is
// asked for, what was saved can be taken back.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShop, type Shop, withoutReminder } from '../support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop(withoutReminder);
});
afterEach(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

const field = (name: string) => shop.page.getByRole('textbox', { name, exact: true });

async function type(...words: string[]) {
  for (const word of words) {
    await shop.page.keyboard.type(word);
    await shop.page.keyboard.press('Tab');
  }
}

test('a customer is typed, saved, and stands there again when opened anew', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  await field('Vorname').waitFor();
  await expect.poll(() => field('Vorname').evaluate((box) => box === document.activeElement)).toBe(true);
  await type('Anna', 'Müller', '3.4.61', 'a 123 456 780');
  await page.getByRole('radio', { name: 'Wohnanschrift' }).press('Tab');
  await type('Sonnenstr.', '4', '80331', 'München');
  await field('Telefonnummer').focus();
  await type('0170/123 45 67');
  await field('E-Mail').focus();
  await type('anna@example.com', 'ruft gern an');
  await page.keyboard.press('F1');

  await page.getByText('Gespeichert. Kundennummer 10001.').waitFor();
  await page.getByRole('heading', { name: 'Müller, Anna' }).waitFor();
  await page.getByText('Nr. 10001', { exact: true }).waitFor();

  await page.keyboard.press('Escape');
  await page.getByText('Müller, Anna').first().click();
  await page.getByRole('tab', { name: 'Stammdaten' }).waitFor();
  const shown = await Promise.all(
    ['Vorname', 'Nachname', 'geb.', 'KVNR', 'Straße', 'PLZ', 'Ort', 'Telefonnummer', 'E-Mail', 'Notiz'].map((name) =>
      field(name).inputValue(),
    ),
  );
  expect(shown).toEqual([
    ...['Anna', 'Müller', '03.04.1961', 'A123456780', 'Sonnenstr.', '80331', 'München', '0170 1234567'],
    ...['anna@example.com', 'ruft gern an'],
  ]);
  expect(await page.getByRole('combobox', { name: 'Anschluss' }).inputValue()).toBe('mobil');
  expect(await page.getByRole('checkbox', { name: 'SMS' }).isChecked()).toBe(true);
});

test('without a last name nothing is saved: the field turns red, has the focus, and the rest stays as typed [E-65]', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  await field('Vorname').waitFor();
  await type('Anna', '', '3.4.61');
  await page.keyboard.press('F1');
  const lastName = field('Nachname');
  await expect.poll(() => lastName.getAttribute('aria-invalid')).toBe('true');
  await expect.poll(() => lastName.evaluate((box) => box === document.activeElement)).toBe(true);
  await page.getByRole('alert').filter({ hasText: 'Bitte den Nachnamen eintragen.' }).waitFor();
  expect(await field('Vorname').inputValue()).toBe('Anna');
  await page.keyboard.type('Müller');
  expect(await lastName.getAttribute('aria-invalid')).toBeNull();
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert. Kundennummer 10001.').waitFor();
});

test('an entry that cannot be right is said when it is left, and goes when it is put right', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  await field('KVNR').fill('A123456789');
  await page.keyboard.press('Tab');
  await page.getByRole('alert').filter({ hasText: 'Prüfziffer' }).waitFor();
  await field('geb.').fill('31.2.1990');
  await page.keyboard.press('Tab');
  await page.getByRole('alert').filter({ hasText: 'Diesen Tag gibt es nicht.' }).waitFor();
  await field('geb.').fill('28.2.1990');
  await field('KVNR').fill('A123456780');
  await page.keyboard.press('Tab');
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('keys pressed while a save is running are not swallowed: typing goes on, and F12 closes after F1 has saved', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  await field('Vorname').waitFor();
  await type('Anna', 'Müller');
  await page.keyboard.press('F1');
  await page.keyboard.type('3.4.61');
  await page.keyboard.press('F12');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  await page.keyboard.type('müller');
  await page.getByText('Gespeichert.', { exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('row').filter({ hasText: '03.04.1961' }).first().waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => field('geb.').inputValue()).toBe('03.04.1961');
});

test('Strg+Z takes a save back and offers to bring it again; a creation taken back leaves what was typed', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  await field('Vorname').waitFor();
  await type('Anna', 'Müller');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert. Kundennummer 10001.').waitFor();
  await field('Titel').fill('Dr.');
  await page.keyboard.press('F1');
  await page.getByRole('button', { name: 'Rückgängig – Strg+Z' }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('Zurückgenommen.').waitFor();
  await expect.poll(() => field('Titel').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Wiederherstellen' }).click();
  await page.getByText('Wiederhergestellt.').waitFor();
  await expect.poll(() => field('Titel').inputValue()).toBe('Dr.');

  await page.keyboard.press('F2');
  await page.getByRole('heading', { name: 'Neuer Kunde' }).waitFor();
  await field('Nachname').fill('Weiß');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert. Kundennummer 10002.').waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('Ihre Eingaben stehen noch da.').waitFor();
  expect(await field('Nachname').inputValue()).toBe('Weiß');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert. Kundennummer 10003.').waitFor();
});

test('a company has a name and nothing else of a person', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  await page.getByRole('combobox', { name: 'Art' }).selectOption({ label: 'juristische Person' });
  await field('Firma').fill('Seniorenheim Abendrot');
  expect(await field('Vorname').count()).toBe(0);
  expect(await field('KVNR').count()).toBe(0);
  await page.keyboard.press('F1');
  await page.getByRole('heading', { name: 'Seniorenheim Abendrot' }).waitFor();
  await page.getByText('Gespeichert. Kundennummer 10001.').waitFor();
});

test('of several addresses exactly one is the Wohnanschrift, whichever goes', async () => {
  const { page } = shop;
  const radios = page.getByRole('radio', { name: 'Wohnanschrift' });
  await page.keyboard.press('F2');
  await field('Nachname').fill('Müller');
  await field('Straße').fill('Sonnenstr.');
  await page.getByRole('button', { name: 'Anschrift hinzufügen' }).press('Enter');
  await page.keyboard.type('Talstr.');
  await radios.nth(1).check();
  expect(await radios.nth(0).isChecked()).toBe(false);
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert. Kundennummer 10001.').waitFor();
  expect(await radios.nth(1).isChecked()).toBe(true);
  const home = page.getByRole('group', { name: 'Wohnanschrift' });
  expect(await home.getByRole('textbox', { name: 'Straße' }).inputValue()).toBe('Talstr.');
  await home.getByRole('button', { name: 'Anschrift entfernen' }).click();
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  expect(await radios.count()).toBe(1);
  expect(await radios.isChecked()).toBe(true);
  expect(await field('Straße').inputValue()).toBe('Sonnenstr.');
});
