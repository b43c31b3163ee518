// A blocked customer by keyboard alone: his mask is read and not typed into, says why, and is an administrator's to open again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { hasFocus, openTab, tabTo } from '../support/keyboard.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, openShop, type Shop, signIn, withoutReminder } from '../support/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(async (client) => {
    await withoutReminder(client);
    await client.customers.save({
      ...{ id: null, basedOn: null, appActive: null, draftId: null },
      form: {
        ...emptyForm('natural', 'blocked'),
        ...{ firstName: 'Jörg', lastName: 'Weiß', note: 'spricht leise' },
        phones: [{ id: null, label: 'privat', number: '+493023125101', sms: false }],
      },
    });
  });
});
afterAll(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

const field = (name: string) => shop.page.getByRole('textbox', { name, exact: true });
const status = () => shop.page.getByRole('combobox', { name: 'Status', exact: true });
const button = (name: string) => shop.page.getByRole('button', { name, exact: true });
const bar = () => shop.page.getByRole('status', { name: 'Nur zum Lesen' });
const said = (text: string | RegExp) => shop.page.getByRole('region', { name: 'Meldungen' }).getByText(text);

async function openByKeyboard() {
  const { page } = shop;
  await page.keyboard.press('F3');
  await searchBox(page).fill('weiß');
  await page.getByRole('row', { name: /Weiß, Jörg/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Weiß, Jörg' }).waitFor();
}

test('the mask of a blocked customer says so, is read and copied from, and takes nothing [A-33 A-36]', async () => {
  const { page } = shop;
  await openByKeyboard();
  await bar().getByText('Gesperrt – nur zum Lesen. Den Status ändert ein Administrator.').waitFor();
  for (const [name, text] of [
    ['Nachname', 'Weiß'],
    ['Notiz', 'spricht leise'],
  ] as const) {
    await tabTo(page, field(name));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('x');
    expect(await field(name).inputValue()).toBe(text);
    const chosen = await field(name).evaluate((at: HTMLInputElement) => [at.selectionStart, at.selectionEnd]);
    expect(chosen).toEqual([0, text.length]);
  }
  expect(await page.getByRole('combobox', { name: 'Anrede' }).isDisabled()).toBe(true);
  expect(await page.getByRole('checkbox', { name: 'SMS' }).isDisabled()).toBe(true);
  expect(await button('+ Telefonnummer hinzufügen').isDisabled()).toBe(true);
  expect(await status().isEnabled()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  await openTab(page, 'Kommentare');
  await page.getByText('Noch keine Kommentare.').waitFor();
  expect(await page.getByRole('group', { name: 'Kommentar schreiben' }).count()).toBe(0);
  await openTab(page, 'Karten und Programme');
  expect(await button('+ Karte hinzufügen').isDisabled()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  await openTab(page, 'Stammdaten');
  await page.keyboard.press('F1');
  await said('Es war nichts zu speichern.').waitFor();
});

test('who is no administrator cannot reach the status either [A-33 A-36]', async () => {
  const { page } = shop;
  await page.keyboard.press('Control+l');
  await signIn(page, 'Bernd Bussard', '2345');
  await openByKeyboard();
  await bar()
    .getByText(/^Gesperrt – nur zum Lesen/)
    .waitFor();
  await expect.poll(() => status().isDisabled()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('F12');
  await searchBox(page).waitFor();
  await page.keyboard.press('Control+l');
  await signIn(page);
});

test('an administrator sets him active, and from then on everything is typed as ever [A-33 A-36 E-12]', async () => {
  const { page } = shop;
  await openByKeyboard();
  await bar()
    .getByText(/^Gesperrt – nur zum Lesen/)
    .waitFor();
  await tabTo(page, status());
  await page.keyboard.type('aktiv');
  // Chosen is not saved.
  expect(await bar().innerText()).not.toBe('');
  await page.keyboard.press('F1');
  await said('Gespeichert.').waitFor();
  await expect.poll(() => bar().innerText()).toBe('');
  expect(await hasFocus(status())).toBe(true);
  await tabTo(page, field('Notiz'), 'Shift+Tab');
  await page.keyboard.press('End');
  await page.keyboard.type(' und gern');
  await page.keyboard.press('F1');
  await expect.poll(() => page.getByText('Entwurf gesichert, noch nicht gespeichert').count()).toBe(0);
  expect(await field('Notiz').inputValue()).toBe('spricht leise und gern');
  expect(await accessibilityProblems(page)).toEqual([]);
});
