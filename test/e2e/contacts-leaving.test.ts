// Leaving a mask and coming back to it: nothing typed is lost without a question, and drafts outlive whatever happens.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, openShop, type Shop, signIn, withoutReminder } from '../support/shop.ts';
import { standsStill } from '../support/tour.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop(async (client) => {
    await withoutReminder(client);
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

const field = (name: string) => shop.page.getByRole('textbox', { name, exact: true });
const question = () => shop.page.getByRole('alertdialog', { name: 'Änderungen speichern?' });

async function openAnna() {
  await shop.page.getByText('Müller, Anna').first().click();
  await field('Titel').waitFor();
}

test('without a change nobody is asked', async () => {
  await openAnna();
  await shop.page.keyboard.press('Escape');
  await searchBox(shop.page).waitFor();
});

test('with changes it asks once: Esc stays, Enter saves, Verwerfen throws away', async () => {
  const { page } = shop;
  await openAnna();
  await field('Titel').fill('Dr.');
  await page.keyboard.press('Escape');
  await question().waitFor();
  await page.keyboard.press('Escape');
  await question().waitFor({ state: 'detached' });
  expect(await field('Titel').inputValue()).toBe('Dr.');

  await page.keyboard.press('F3');
  await question().waitFor();
  await expect
    .poll(() =>
      question()
        .getByRole('button', { name: 'Speichern' })
        .evaluate((one) => one === document.activeElement),
    )
    .toBe(true);
  await page.keyboard.press('Enter');
  await searchBox(page).waitFor();
  await openAnna();
  expect(await field('Titel').inputValue()).toBe('Dr.');

  await field('Titel').fill('Prof.');
  await page.keyboard.press('F2');
  await question().getByRole('button', { name: 'Verwerfen' }).click();
  await page.getByRole('heading', { name: 'Neuer Kunde' }).waitFor();
  await page.keyboard.press('Escape');
  await openAnna();
  expect(await field('Titel').inputValue()).toBe('Dr.');
});

test('keys that come while F1 is saving wait for it: nobody is asked about what is being saved', async () => {
  const { page } = shop;
  for (const [title, key] of [
    ['Dr.', 'Escape'],
    ['Prof.', 'Alt+v'],
    ['Dr.', 'F3'],
  ] as const) {
    await page.keyboard.press('F3');
    await openAnna();
    await field('Titel').fill(title);
    await Promise.all([page.keyboard.press('F1'), page.keyboard.press(key)]);
    await field('Titel').waitFor({ state: 'detached' });
    expect(await question().count()).toBe(0);
    await page.getByText('Gespeichert.', { exact: true }).waitFor({ state: 'detached' });
  }
  await page.keyboard.press('F3');
  await openAnna();
  expect(await field('Titel').inputValue()).toBe('Dr.');
});

test('a key for another module comes after the keys that were pressed before it', async () => {
  const { page } = shop;
  await openAnna();
  // So close together that nothing is done between them: input goes before everything else.
  await page.evaluate(() => {
    const press = (init: KeyboardEventInit) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }));
    press({ key: 'F3' });
    press({ key: 'v', altKey: true });
  });
  await page.getByRole('tab', { name: 'Vorgänge', selected: true }).waitFor();
  await standsStill(page);
  expect(await page.getByRole('tab', { name: 'Vorgänge', selected: true }).count()).toBe(1);
});

test('saving on the way out that cannot be done keeps one here, at the field that is missing', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  await field('Vorname').fill('Jörg');
  await page.keyboard.press('Escape');
  await question().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Bitte den Nachnamen eintragen.' }).waitFor();
  await expect.poll(() => field('Nachname').evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await field('Vorname').inputValue()).toBe('Jörg');
});

test('Neuladen - F5 asks, and then shows what is saved', async () => {
  await openAnna();
  await field('Titel').fill('Dr.');
  await shop.page.keyboard.press('F5');
  await question().getByRole('button', { name: 'Verwerfen' }).click();
  await expect.poll(() => field('Titel').inputValue()).toBe('');
});

test('half typed, reloaded: the draft is there with its marks, and can be thrown away', async () => {
  const { page } = shop;
  await openAnna();
  await field('geb.').fill('3.4.');
  await field('Titel').fill('Dr.');
  await draftKept();
  await page.reload();
  await page.getByText(/^Entwurf von \d\d:\d\d wiederhergestellt\.$/).waitFor();
  expect(await field('Titel').inputValue()).toBe('Dr.');
  expect(await field('geb.').inputValue()).toBe('3.4.');
  expect(await page.getByText('geändert, noch nicht gespeichert').count()).toBe(2);
  await page.getByRole('region', { name: 'Meldungen' }).getByRole('button', { name: 'Verwerfen' }).click();
  await expect.poll(() => field('Titel').inputValue()).toBe('');
  await page.reload();
  await field('Titel').waitFor();
  expect(await field('Titel').inputValue()).toBe('');
  expect(await page.getByText(/Entwurf von/).count()).toBe(0);
});

test('a new customer half typed survives the end of the program, and is found on the search page', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  await field('Nachname').fill('Weiß');
  await field('Vorname').fill('Jörg');
  await draftKept();
  await shop.kill();
  await page.getByText('Die Verbindung zum Programm ist abgerissen.').waitFor();
  await shop.restart();
  await signIn(shop.page);
  await shop.page.getByRole('button', { name: /^Weiß, Jörg/ }).click();
  await expect.poll(() => field('Nachname').inputValue()).toBe('Weiß');
  await shop.page.keyboard.press('F1');
  await shop.page.getByText('Gespeichert. Kundennummer 10002.').waitFor();
  await shop.page.keyboard.press('Escape');
  await searchBox(shop.page).waitFor();
  await shop.page.getByText('Zuletzt:').waitFor();
  // The list of drafts is read again a moment after the save.
  await shop.page.getByText('Entwürfe').waitFor({ state: 'detached' });
});

test('a program that ends while a dialog is open is told of over the dialog, and the page can be loaded anew from there', async () => {
  const { page } = shop;
  await openAnna();
  await field('Titel').fill('Dr.');
  await draftKept();
  await page.keyboard.press('Escape');
  await question().waitFor();
  await page.locator('#root[aria-hidden=true]').waitFor();
  await shop.kill();
  const told = page.getByRole('alert').filter({ hasText: 'Die Verbindung zum Programm ist abgerissen.' });
  const loadAnew = told.getByRole('button', { name: 'Neu laden' });
  await loadAnew.waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const asked = page.waitForRequest((request) => request.isNavigationRequest());
  await loadAnew.click();
  await asked;
});

test('a lock keeps what was typed a moment before; a colleague sees whose draft waits and can take it over', async () => {
  const { page } = shop;
  await openAnna();
  await field('Titel').fill('Dr.');
  await page.keyboard.press('Control+l');
  await page.getByLabel('PIN').waitFor();
  expect(await page.getByText('Dr.').count()).toBe(0);
  await signIn(page, 'Bernd Bussard', '2345');
  await page.getByText(/^Anna Amsel hat hier einen Entwurf von/).waitFor();
  expect(await field('Titel').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Übernehmen' }).click();
  await expect.poll(() => field('Titel').inputValue()).toBe('Dr.');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
});

test('changed in another window: what is typed here stays, the rest is shown as it is now, and F1 saves both', async () => {
  const { page } = shop;
  const other = await page.context().newPage();
  await other.goto(new URL('/', page.url()).href);
  await other.getByRole('button', { name: 'Müller, Anna', exact: true }).click();
  await other.getByRole('textbox', { name: 'E-Mail' }).waitFor();
  await openAnna();
  await field('Titel').fill('Dr.');
  await other.getByRole('textbox', { name: 'E-Mail' }).fill('anna@example.com');
  await other.keyboard.press('F1');
  await other.getByText('Gespeichert.', { exact: true }).waitFor();

  await expect.poll(() => field('E-Mail').inputValue()).toBe('anna@example.com');
  expect(await field('Titel').inputValue()).toBe('Dr.');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  await expect.poll(() => other.getByRole('textbox', { name: 'Titel' }).inputValue()).toBe('Dr.');
  expect(await other.getByRole('textbox', { name: 'E-Mail' }).inputValue()).toBe('anna@example.com');
});

test('the tabs change by Alt+Bild and Alt+number, and what was typed is still there', async () => {
  const { page } = shop;
  const tab = (name: string) => page.getByRole('tab', { name });
  const isOpen = (name: string) => tab(name).getAttribute('aria-selected');
  await openAnna();
  await field('Titel').fill('Dr.');
  await page.keyboard.press('Alt+PageDown');
  await expect.poll(() => isOpen('Zugangsdaten')).toBe('true');
  await page.keyboard.press('Alt+PageUp');
  await expect.poll(() => isOpen('Stammdaten')).toBe('true');
  expect(await field('Titel').inputValue()).toBe('Dr.');
  await page.keyboard.press('Alt+PageUp');
  await expect.poll(() => isOpen('Historie')).toBe('true');
  await page.keyboard.press('Alt+1');
  await expect.poll(() => isOpen('Stammdaten')).toBe('true');
  await tab('Stammdaten').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => isOpen('Zugangsdaten')).toBe('true');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
});

/** Until the newest state has been written to the disk: the mask says so. */
async function draftKept(): Promise<void> {
  const mark = shop.page.getByText('Entwurf gesichert, noch nicht gespeichert');
  await expect.poll(() => mark.getAttribute('aria-busy')).toBe('false');
}
