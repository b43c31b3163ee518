// A customer at the counter, by keyboard: F8, what is asked before, the case, its slip; and a sale at the till.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, openShop, type Shop, withoutReminder } from '../support/shop.ts';

let shop: Shop;
let numbers: Record<'mueller' | 'weiss' | 'krueger' | 'vogel', string>;

/** Nothing is missing, and two animals belong to him. */
const withAnimals: Partial<CustomerForm> = {
  ...{ firstName: 'Emil', birthDate: '1961-04-03', email: 'emil@example.com', homeAddress: 0 },
  addresses: [
    {
      ...{ id: null, label: null, street: 'Talstr.', houseNumber: '9', addition: null, district: null },
      ...{ postcode: '80331', town: 'München', country: null },
    },
  ],
  phones: [{ id: null, label: null, number: '+493023125001', sms: false }],
  patients: ['Bello', 'Minka'].map((name) => ({
    ...{ id: null, name, species: null, breed: null, sex: null },
    ...{ birthDate: null, chipNumber: null, note: null, diedOn: null },
  })),
};

beforeAll(async () => {
  shop = await openShop(async (client) => {
    await withoutReminder(client);
    await client.settings.save({ changes: { storageConsentWanted: false, missingFieldsColoured: true } });
    const mueller = await saveCustomer(client, 'Müller', { firstName: 'Anna' });
    const weiss = await saveCustomer(client, 'Weiß', { preferredPayment: 'invoice' });
    const krueger = await saveCustomer(client, 'Krüger', { preferredPayment: 'card' });
    const vogel = await saveCustomer(client, 'Vogel', withAnimals);
    const numberOf = async (id: string) => (await client.customers.byId({ id })).number;
    numbers = {
      ...{ mueller: await numberOf(mueller), weiss: await numberOf(weiss) },
      ...{ krueger: await numberOf(krueger), vogel: await numberOf(vogel) },
    };
  });
});
afterAll(async () => {
  expect(shop.errors).toEqual([]);
  await shop.close();
});

async function find(number: string): Promise<void> {
  const { page } = shop;
  await page.keyboard.press('F3');
  await searchBox(page).fill(number);
  await page.getByRole('table', { name: 'Treffer' }).getByText(number).waitFor();
}

test('F8 asks for what is missing, writes it into the record and opens the case [E-33 E-34 E-35 E-36]', async () => {
  const { page } = shop;
  await find(numbers.mueller);
  await page.keyboard.press('F8');
  const dialog = page.getByRole('dialog', { name: 'Kundendaten vervollständigen' });
  await dialog.waitFor();
  const postcode = dialog.getByRole('textbox', { name: 'PLZ' });
  await focusComesTo(postcode);
  // Besides the colour a sign, and words for who does not see either.
  await expect
    .poll(() => postcode.evaluate((field) => field.ariaDescribedByElements?.map((one) => one.textContent)))
    .toEqual(['fehlt']);
  expect(await accessibilityProblems(page)).toEqual([]);
  // Bad input is refused in words.
  await page.keyboard.type('803');
  await page.keyboard.press('Enter');
  await dialog.getByText('Fünf Ziffern, bitte.').waitFor();
  await postcode.fill('80331');
  await page.keyboard.press('Tab');
  await page.keyboard.type('München');
  await page.keyboard.press('Tab');
  await page.keyboard.type('030 23125 001');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Vorgang V-T1-0001' }).waitFor();
  await page.keyboard.type('Einlagen');
  await page.getByRole('textbox', { name: 'Position 1' }).fill('Sohle links');
  await page.keyboard.press('F1');
  await page.getByText('Vorgang gespeichert.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  // Back to the customer, whose record has it.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Einlagen' }).waitFor();
  await page.getByRole('tab', { name: 'Stammdaten' }).click();
  expect(await page.getByRole('textbox', { name: 'Ort' }).inputValue()).toBe('München');
});

test('the list is worked by keyboard, and the slip is shown before it is printed', async () => {
  const { page } = shop;
  await page.keyboard.press('Alt+v');
  await page.getByRole('searchbox', { name: 'Vorgänge durchsuchen' }).fill('einl');
  await page.getByRole('status').filter({ hasText: '1 Vorgang' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Vorgang V-T1-0001' }).waitFor();
  await page.keyboard.press('F9');
  await page.getByRole('menuitem', { name: 'Vorgangszettel' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Druckvorschau' }).waitFor();
  await page.keyboard.press('Escape');
});

test('what is half typed on a case survives the power cut', async () => {
  const { page } = shop;
  await page.getByRole('textbox', { name: 'Titel' }).fill('Einlagen, weich');
  await page
    .getByRole('status')
    .filter({ hasText: 'Entwurf gesichert' })
    .and(page.locator('[aria-busy="false"]'))
    .waitFor();
  await shop.crash();
  const again = shop.page;
  await again.getByLabel('Mitarbeiter').selectOption({ label: 'Anna Amsel' });
  await again.getByLabel('PIN').fill('1234');
  await again.keyboard.press('Enter');
  await again.getByRole('button', { name: /Vorgang V-T1-0001/ }).click();
  await expect.poll(() => again.getByRole('textbox', { name: 'Titel' }).inputValue()).toBe('Einlagen, weich');
  await again.keyboard.press('F1');
  await again.getByText('Vorgang gespeichert.').waitFor();
});

test('the till carries the customer over; two who pay differently have nothing preset [E-73 A-40 A-41]', async () => {
  const { page } = shop;
  await find(numbers.weiss);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Kasse' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Barverkauf' });
  await dialog.getByRole('group', { name: /Weiß/ }).waitFor();
  const payment = dialog.getByRole('combobox', { name: 'Zahlungsart' });
  expect(await payment.inputValue()).toBe('invoice');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.type('12,5');
  await dialog.getByRole('textbox', { name: 'Weiterer Kunde, Nr.' }).fill(numbers.krueger);
  await page.keyboard.press('Enter');
  await dialog.getByText(/zahlen sonst verschieden/).waitFor();
  expect(await payment.inputValue()).toBe('');
  await focusComesTo(dialog.getByRole('group', { name: /Krüger/ }).getByRole('textbox', { name: 'Betrag in €' }));
  await page.keyboard.type('3');
  await payment.selectOption('invoice');
  await dialog.getByRole('button', { name: 'Buchen' }).click();
  await page.getByText('Barverkauf über 15,50 € gebucht.').waitFor();
  await page.getByRole('tab', { name: 'Vorgänge', exact: true }).last().click();
  await page.getByRole('table', { name: 'Barverkäufe' }).getByText('Rechnung').waitFor();
});

test('what is usually paid with at this workstation stands there, unless the customer prefers something [A-40]', async () => {
  const { page } = shop;
  await page.keyboard.press('Alt+f');
  const pages = page.getByRole('navigation', { name: 'Seiten der Filialverwaltung' });
  await pages.getByRole('button', { name: 'Arbeitsplatz', exact: true }).press('Enter');
  await page.getByRole('combobox', { name: 'Übliche Zahlungsart' }).selectOption({ label: 'Karte' });
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  const dialog = page.getByRole('dialog', { name: 'Barverkauf' });
  const proposed = async (number: string) => {
    await find(number);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Kasse' }).press('Enter');
    await dialog.getByRole('combobox', { name: 'Zahlungsart' }).waitFor();
    const way = await dialog.getByRole('combobox', { name: 'Zahlungsart' }).inputValue();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    return way;
  };
  expect(await proposed(numbers.mueller)).toBe('card');
  expect(await proposed(numbers.weiss)).toBe('invoice');
});

test('a type of the list fills title and items, the case is for one of the animals, and all of it is read back', async () => {
  const { page } = shop;
  await openCaseTypes();
  await page.keyboard.press('F2');
  const entry = page.getByRole('dialog', { name: 'Neue Vorgangsart' });
  await focusComesTo(entry.getByRole('textbox', { name: 'Name' }));
  await page.keyboard.type('Impfung');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Untersuchen\nImpfpass stempeln');
  await page.keyboard.press('F1');
  await entry.waitFor({ state: 'detached' });

  await find(numbers.vogel);
  await page.keyboard.press('F8');
  await page.getByRole('heading', { name: 'Vorgang V-T1-0002' }).waitFor();
  await focusComesTo(choice('Vorgangsart'));
  await page.keyboard.press('I');
  await expect.poll(() => written('Titel')).toBe('Impfung');
  expect(await written('Position 1')).toBe('Untersuchen');
  expect(await written('Position 2')).toBe('Impfpass stempeln');
  await tabTo(page, choice('Für'));
  await page.keyboard.press('M');
  await tabTo(page, page.getByRole('textbox', { name: 'Menge 1' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('2');
  await page.keyboard.press('F1');
  await page.getByText('Vorgang gespeichert.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.reload();
  await page.getByRole('heading', { name: 'Vorgang V-T1-0002' }).waitFor();
  expect(await chosen('Vorgangsart')).toBe('Impfung');
  expect(await chosen('Für')).toBe('Minka');
  const shown = ['Titel', 'Menge 1', 'Position 1', 'Position 2'].map(written);
  expect(await Promise.all(shown)).toEqual(['Impfung', '2', 'Untersuchen', 'Impfpass stempeln']);
  // What was typed is not overwritten by another choice.
  await page.getByRole('textbox', { name: 'Titel' }).fill('Impfung, zweite');
  await choice('Vorgangsart').selectOption({ label: '–' });
  await choice('Vorgangsart').selectOption({ label: 'Impfung' });
  expect(await written('Titel')).toBe('Impfung, zweite');
  expect(await page.getByRole('textbox', { name: /^Position \d$/ }).count()).toBe(2);
  await page.keyboard.press('F12');
  await page.getByRole('table', { name: 'Vorgänge' }).getByRole('button', { name: 'Impfung, zweite' }).waitFor();
  await page.keyboard.press('Alt+v');
  await page.getByRole('searchbox', { name: 'Vorgänge durchsuchen' }).fill('impf');
  await page.getByRole('row', { name: /V-T1-0002.*Impfung, zweite.*Vogel, Emil.*Minka/ }).waitFor();
});

test('a case that is being saved is left without a question', async () => {
  const { page } = shop;
  await page.getByRole('row', { name: /V-T1-0002/ }).click();
  await page.getByRole('heading', { name: 'Vorgang V-T1-0002' }).waitFor();
  await page.getByRole('textbox', { name: 'Titel' }).fill('Impfung, dritte');
  await Promise.all(['F1', 'Alt+v'].map((key) => page.keyboard.press(key)));
  await page.getByRole('row', { name: /V-T1-0002.*Impfung, dritte/ }).waitFor();
});

test('a type that is no longer offered keeps its name on the cases that have it', async () => {
  const { page } = shop;
  await openCaseTypes();
  await page.getByRole('button', { name: 'Impfung' }).press('Enter');
  const entry = page.getByRole('dialog', { name: 'Vorgangsart Impfung' });
  await entry.getByRole('checkbox', { name: /^Beendet/ }).press(' ');
  await page.keyboard.press('F1');
  await page.getByRole('row', { name: /^Impfung .*beendet/ }).waitFor();
  await page.keyboard.press('Alt+v');
  await page.getByRole('searchbox', { name: 'Vorgänge durchsuchen' }).fill('impf');
  await page.getByRole('status').filter({ hasText: '1 Vorgang' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Vorgang V-T1-0002' }).waitFor();
  expect(await chosen('Vorgangsart')).toBe('Impfung');
  await find(numbers.vogel);
  await page.keyboard.press('F8');
  await page.getByRole('heading', { name: 'Vorgang V-T1-0003' }).waitFor();
  expect(await choice('Vorgangsart').count()).toBe(0);
});

const choice = (name: string) => shop.page.getByRole('combobox', { name, exact: true });
const chosen = (name: string) => choice(name).locator('option:checked').innerText();
const written = (name: string) => shop.page.getByRole('textbox', { name, exact: true }).inputValue();

async function openCaseTypes(): Promise<void> {
  const { page } = shop;
  await page.keyboard.press('Alt+f');
  const pages = page.getByRole('navigation', { name: 'Seiten der Filialverwaltung' });
  await pages.getByRole('button', { name: 'Vorgangsarten', exact: true }).press('Enter');
  await page.getByRole('heading', { name: 'Vorgangsarten', level: 1 }).waitFor();
}
