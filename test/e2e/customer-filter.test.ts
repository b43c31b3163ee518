// The filters of the customer search as counter staff use them: opened with F4, everything by keyboard, kept under a name, said in
// words; columns of one's own; deleted customers brought back.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, openShop, type Shop, withoutReminder } from '../support/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(async (client) => {
    await withoutReminder(client);
    const save = (lastName: string, postcode: string, town: string, rest: Partial<CustomerForm> = {}) => {
      const address = { id: null, label: null, addition: null, district: null, country: null };
      const addresses = [{ ...address, street: 'Talstr.', houseNumber: '9', postcode, town }];
      const form = {
        ...emptyForm('natural', 'active'),
        lastName,
        firstName: 'Anna',
        addresses,
        homeAddress: 0,
        ...rest,
      };
      return client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null });
    };
    await save('Müller', '80331', 'München', { birthDate: '1950-04-03' });
    await save('Berger', '80331', 'München', { birthDate: '1990-04-03' });
    await save('Weiß', '10115', 'Berlin', { birthDate: '1951-01-01', status: 'inactive' });
    await save('Klee', '80333', 'München', { status: 'blocked' });
  });
});
afterAll(() => shop.close());
beforeEach(() => expect(shop.errors).toEqual([]));

const box = () => searchBox(shop.page);
const names = () => shop.page.getByRole('table', { name: 'Treffer' }).getByRole('button').allInnerTexts();
const panel = () => shop.page.getByRole('group', { name: 'Suche filtern' });
const arrow = () => shop.page.getByRole('button', { name: /^Filter( aktiv.*)?$/ });
const focused = () =>
  shop.page.evaluate(() => document.activeElement?.getAttribute('type') ?? document.activeElement?.tagName);

test('a filter alone lists who fits; closed it still counts and says so, cleared it is gone [B-40 setting:searchStatuses]', async () => {
  const { page } = shop;
  await page.keyboard.press('F3');
  await page.keyboard.press('F4');
  // What the settings preselect narrows what is typed and nothing more.
  const statuses = panel().getByRole('listbox', { name: 'Status' });
  expect(await statuses.locator('option:checked').allInnerTexts()).toEqual(['aktiv']);
  expect(await arrow().innerText()).toContain('Filter');
  expect(await arrow().getAttribute('aria-expanded')).toBe('true');
  await panel().getByRole('textbox', { name: 'Ort' }).fill('muen');
  await expect.poll(names).toEqual(['Berger, Anna', 'Müller, Anna']);
  await statuses.selectOption(['aktiv', 'gesperrt']);
  await expect.poll(names).toEqual(['Berger, Anna', 'Klee, Anna', 'Müller, Anna']);
  await panel().getByRole('textbox', { name: 'Alter von' }).fill('60');
  await expect.poll(names).toEqual(['Müller, Anna']);
  expect(await accessibilityProblems(page)).toEqual([]);
  // Enter goes on to the box, whose Enter opens the chosen line.
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('search');
  await page.keyboard.press('F4');
  await expect.poll(() => panel().count()).toBe(0);
  expect(await arrow().innerText()).toContain('Filter aktiv: Status, Alter, Ort');
  expect(await arrow().evaluate((one) => getComputedStyle(one).backgroundColor)).not.toBe('rgba(0, 0, 0, 0)');
  await page.keyboard.type('weiß');
  await page.getByText('Kein Kunde passt zu Filter und Suchtext.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Zurücksetzen' }).press('Enter');
  // The quick search finds every status.
  await expect.poll(names).toEqual(['Weiß, Anna']);
  expect(await arrow().innerText()).not.toContain('aktiv');
});

test('a filter is saved under a name, applied again after it was cleared, and deleted [B-40]', async () => {
  const { page } = shop;
  await page.keyboard.press('F3');
  await box().fill('');
  await page.keyboard.press('F4');
  await panel().getByRole('textbox', { name: 'PLZ von' }).fill('80');
  await panel().getByRole('textbox', { name: 'PLZ bis' }).fill('80332');
  await panel().getByRole('textbox', { name: 'Name des Filters' }).fill('Altstadt');
  await page.keyboard.press('Enter');
  await page.getByText('Der Filter „Altstadt“ ist gespeichert.').waitFor();
  await page.getByRole('button', { name: 'Zurücksetzen' }).press('Enter');
  await expect.poll(() => panel().getByRole('textbox', { name: 'PLZ von' }).inputValue()).toBe('');
  await page.keyboard.press('F4');
  await page.keyboard.press('F4');
  await panel().getByRole('combobox', { name: 'Gespeicherten Filter anwenden' }).selectOption('Altstadt');
  await expect.poll(names).toEqual(['Berger, Anna', 'Müller, Anna']);
  await panel().getByRole('button', { name: 'Filter „Altstadt“ löschen' }).press('Enter');
  await page.getByText('Der Filter „Altstadt“ ist gelöscht.').waitFor();
  await page.getByRole('button', { name: 'Zurücksetzen' }).press('Enter');
  await page.keyboard.press('F4');
});

test('columns are chosen under F11 and stay', async () => {
  const { page } = shop;
  await page.keyboard.press('F3');
  await box().fill('müller');
  await expect.poll(names).toEqual(['Müller, Anna']);
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Spalten wählen …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Spalten der Trefferliste' });
  await dialog.getByRole('checkbox', { name: 'Status' }).press(' ');
  await dialog.getByRole('checkbox', { name: 'Telefon' }).press(' ');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Enter');
  const heads = () => page.getByRole('columnheader').allInnerTexts();
  await expect.poll(heads).toEqual(['Nr.', 'Name', 'geb.', 'Anschrift', 'Status', 'Stand']);
  expect(await page.getByRole('cell', { name: 'aktiv', exact: true }).count()).toBe(1);
});

test('a customer is deleted from the mask, found among the deleted, and brought back by keyboard [B-42]', async () => {
  const { page } = shop;
  await page.keyboard.press('F3');
  await box().fill('berger');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Berger, Anna' }).waitFor();
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Kunden löschen …' }).press('Enter');
  const question = page.getByRole('dialog', { name: 'Berger, Anna löschen' });
  await question.getByText(/nirgends mehr zu finden/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await question.getByRole('button', { name: 'Ja, löschen' }).press('Enter');
  await page.getByText('Berger, Anna ist gelöscht.').waitFor();
  await box().fill('berger');
  await page.getByText('Nichts gefunden zu „berger“').waitFor();
  await page.keyboard.press('F4');
  await panel().getByRole('checkbox', { name: 'Gelöschte anzeigen' }).press(' ');
  await expect.poll(names).toEqual(['Berger, Anna']);
  await box().press('Enter');
  const read = page.getByRole('dialog', { name: 'Berger, Anna' });
  await read.getByText(/Gelöscht am .* von Anna Amsel, nur zum Lesen/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await read.getByRole('button', { name: 'Wiederherstellen' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Berger, Anna' }).waitFor();
  await page.getByText('Berger, Anna ist wiederhergestellt.').waitFor();
});
