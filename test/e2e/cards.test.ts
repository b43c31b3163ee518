// Cards, programmes, properties and animals by keyboard alone: entered, saved with F1, shown as symbols; a card that is put in
// opens its bearer; a vCard fills a new customer's mask.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { focusComesTo, openTab, tabTo, typeInto } from '../support/keyboard.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, openShop, type Shop, withoutReminder } from '../support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop(async (client) => {
    await withoutReminder(client);
    await client.settings.save({ changes: { patientsKept: 'animals', storageConsentWanted: false } });
    const program = { kind: 'counter', value: 10, article: null, fixedValue: true } as const;
    await client.lists.save({
      list: 'customerProgram',
      id: null,
      ended: false,
      form: { name: 'Batterien', ...program },
    });
    for (const [name, abbreviation, colour] of [
      ['Allergiker', 'AL', '#b10e1c'],
      ['Botendienst', 'BD', '#0f6cbd'],
    ] as const)
      await client.lists.save({ list: 'property', id: null, ended: false, form: { name, abbreviation, colour } });
    await client.customers.save({
      ...{ id: null, basedOn: null, appActive: null, draftId: null },
      form: { ...emptyForm('natural', 'active'), firstName: 'Anna', lastName: 'Müller' },
    });
  });
});
afterEach(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

const group = (name: string) => shop.page.getByRole('group', { name });
const button = (name: string) => shop.page.getByRole('button', { name });
const saved = () => shop.page.getByText('Gespeichert.', { exact: true }).waitFor();

async function press(name: string): Promise<void> {
  await tabTo(shop.page, button(name));
  await shop.page.keyboard.press('Enter');
}

test('a card with its programme, properties and animals are entered, saved and shown [E-48 E-49 E-52 E-76 E-85 E-86 B-23 A-38]', async () => {
  const { page } = shop;
  await page.getByText('Müller, Anna').first().click();
  await openTab(page, 'Karten und Programme');
  await press('Karte hinzufügen');
  await focusComesTo(group('Karte 1').getByRole('textbox', { name: 'Kartennummer' }));
  await page.keyboard.type('4711-0815');
  await press('Programm hinzufügen');
  await focusComesTo(group('Programm 1').getByRole('combobox', { name: 'Programm' }));
  await page.keyboard.type('Batterien');
  await tabTo(page, group('Programm 1').getByRole('combobox', { name: 'Karte' }));
  await page.keyboard.type('4711');
  await typeInto(page, group('Programm 1').getByRole('textbox', { name: 'gezählt' }), '3');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('F1');
  await saved();
  await expect
    .poll(() => group('Karte 1').getByRole('textbox', { name: 'Kartennummer' }).inputValue())
    .toBe('47110815');

  // Lost: the new one takes its place, in the programme too.
  await press('Karte 1 ersetzen');
  await focusComesTo(group('Karte 2').getByRole('textbox', { name: 'Kartennummer' }));
  await page.keyboard.type('4712');
  await page.keyboard.press('F1');
  await expect.poll(() => group('Karte 1').getByText('ersetzt').count()).toBe(1);
  await expect
    .poll(() =>
      group('Programm 1')
        .getByRole('combobox', { name: 'Karte' })
        .evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]?.label),
    )
    .toBe('4712');
  await tabTo(page, group('Karte 2').getByRole('checkbox', { name: 'Karte ungültig' }));
  await page.keyboard.press('Space');
  await page.getByText('Karte ungültig', { exact: true }).first().waitFor();

  await openTab(page, 'Eigenschaften');
  await tabTo(page, page.getByRole('checkbox', { name: 'Allergiker' }));
  await page.keyboard.press('Space');
  await page.getByRole('img', { name: 'AL: Allergiker' }).first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await openTab(page, 'Tiere');
  await press('Tier hinzufügen');
  await focusComesTo(group('Tier 1').getByRole('textbox', { name: 'Name' }));
  await page.keyboard.type('Bello');
  await typeInto(page, group('Tier 1').getByRole('textbox', { name: 'Tierart' }), 'Hund');
  await typeInto(page, group('Tier 1').getByRole('textbox', { name: 'geb.' }), '3.4.2020');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('F1');
  await saved();
  await expect.poll(() => group('Tier 1').getByRole('textbox', { name: 'geb.' }).inputValue()).toBe('03.04.2020');
  await openTab(page, 'Stammdaten');
  // Under the note with its sign and its name (one text, the sign is not heard), and among the symbols.
  await page.getByRole('tabpanel', { name: 'Stammdaten' }).getByText('ALAllergiker', { exact: true }).waitFor();
  await page.getByRole('img', { name: 'AL: Allergiker' }).waitFor();
  await page.getByText('Karte ungültig', { exact: true }).waitFor();
});

test('a card that is put in opens its bearer, whatever is on the screen; one that is unknown says so [E-84]', async () => {
  const { page } = shop;
  await page.getByText('Müller, Anna').first().click();
  await openTab(page, 'Karten und Programme');
  await press('Karte hinzufügen');
  await page.keyboard.type('4711');
  await page.keyboard.press('F12');
  await searchBox(page).waitFor();
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Karte stecken (Simulation) …' }).waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Karte stecken (Simulation)' });
  await focusComesTo(dialog.getByRole('textbox', { name: 'Kartennummer' }));
  await page.keyboard.type('4711');
  await page.keyboard.press('Enter');
  await dialog.getByText('Zu dieser Karte gibt es hier keinen Kunden.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  // It is no insurance card.
  await tabTo(page, dialog.getByRole('combobox', { name: 'Art' }), 'Shift+Tab');
  await page.keyboard.type('ext');
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByRole('button', { name: 'Karte stecken' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Müller, Anna' }).waitFor();
});

test('a vCard that is dropped fills a new customer’s mask and overwrites nothing [E-62]', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  await field('Notiz').fill('getippt');
  const drop = (name: string, text: string) =>
    page.getByRole('tabpanel').evaluate(
      (panel, file) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([file.text], file.name));
        for (const kind of ['dragover', 'drop'])
          panel.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
      },
      { name, text },
    );
  await drop('brief.txt', 'Sehr geehrte Damen und Herren');
  await page.getByText('Das ist keine Visitenkarte (vCard, .vcf).').waitFor();
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Weiß;Jörg;;;',
    'EMAIL:joerg@example.com',
    'NOTE:von der Karte',
    'END:VCARD',
  ];
  await drop('weiss.vcf', lines.join('\r\n'));
  await page.getByText('Visitenkarte von Weiß, Jörg eingelesen.').waitFor();
  expect(await field('Nachname').inputValue()).toBe('Weiß');
  expect(await field('E-Mail').inputValue()).toBe('joerg@example.com');
  expect(await field('Notiz').inputValue()).toBe('getippt');
  expect(await accessibilityProblems(page)).toEqual([]);
});
