// What is typed while a save is still on its way: nothing of it is thrown away, wherever one was going. The line is slow, so that a
// hand is quicker than the save.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveCustomer } from '../support/data-folder.ts';
import { searchBox } from '../support/search-box.ts';
import { openShop, type Shop, withoutReminder } from '../support/shop.ts';
import { type SlowWire, slowWire } from '../support/slow-wire.ts';
import { standsStill } from '../support/tour.ts';

let shop: Shop;
let wire: SlowWire;
beforeAll(async () => {
  shop = await openShop(async (client) => {
    await withoutReminder(client);
    await client.settings.save({ changes: { storageConsentWanted: false } });
    await saveCustomer(client, 'Müller', {
      ...{ firstName: 'Anna', birthDate: '1961-04-03', email: 'anna@example.com', homeAddress: 0 },
      addresses: [
        {
          ...{ id: null, label: null, street: 'Talstr.', houseNumber: '9', addition: null, district: null },
          ...{ postcode: '80331', town: 'München', country: null },
        },
      ],
      phones: [{ id: null, label: null, number: '+493023125001', sms: false }],
    });
  });
  wire = await slowWire(shop.page);
  await shop.page.reload();
  await searchBox(shop.page).waitFor();
});
afterAll(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

const field = (name: string) => shop.page.getByRole('textbox', { name, exact: true });
const question = () => shop.page.getByRole('alertdialog', { name: /^(Änderungen speichern\?|Nicht gespeichert)$/ });
const answer = (name: string) => question().getByRole('button', { name, exact: true }).press('Enter');

async function openAnna() {
  await shop.page.keyboard.press('F3');
  await searchBox(shop.page).fill('müller');
  await shop.page.getByRole('table', { name: 'Treffer' }).getByText('Müller').waitFor();
  await shop.page.keyboard.press('Enter');
  await field('Titel').waitFor();
}

/** Does what saves, and types while the save is held back. */
async function typingMeanwhile(call: string, save: () => Promise<void>, type: () => Promise<void>) {
  const held = wire.hold(call);
  await save();
  await held.asked;
  await type();
  held.letGo();
}

test('F1: what is typed meanwhile stays typed, and is no longer what is saved', async () => {
  const { page } = shop;
  await openAnna();
  await field('Titel').fill('Dr.');
  await typingMeanwhile(
    'customers/save',
    () => page.keyboard.press('F1'),
    () => field('Vorname').fill('Anna Maria'),
  );
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  expect(await field('Vorname').inputValue()).toBe('Anna Maria');
  await page.keyboard.press('F1');
  await page.getByText('geändert, noch nicht gespeichert').waitFor({ state: 'detached' });
});

test('Speichern on the way out: what was typed meanwhile is asked about once more before the mask goes', async () => {
  const { page } = shop;
  await openAnna();
  await field('Titel').fill('Prof.');
  await page.keyboard.press('Escape');
  await question().waitFor();
  await typingMeanwhile(
    'customers/save',
    () => answer('Speichern'),
    () => field('Vorname').fill('Anna'),
  );
  await question().waitFor();
  await answer('Speichern');
  await searchBox(page).waitFor();
  await openAnna();
  expect(await Promise.all(['Titel', 'Vorname'].map((name) => field(name).inputValue()))).toEqual(['Prof.', 'Anna']);
});

test('F12: what was typed meanwhile is asked about before the mask closes, and Esc stays at it', async () => {
  const { page } = shop;
  await openAnna();
  await field('Titel').fill('Dr.');
  await typingMeanwhile(
    'customers/save',
    () => page.keyboard.press('F12'),
    () => field('Vorname').fill('Änne'),
  );
  await question().waitFor();
  await page.keyboard.press('Escape');
  await question().waitFor({ state: 'detached' });
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  expect(await field('Vorname').inputValue()).toBe('Änne');
  await page.keyboard.press('F12');
  await searchBox(page).waitFor();
  await openAnna();
  expect(await Promise.all(['Titel', 'Vorname'].map((name) => field(name).inputValue()))).toEqual(['Dr.', 'Änne']);
});

test('a case: Speichern on the way out and F12 ask about what was typed meanwhile', async () => {
  const { page } = shop;
  await openAnna();
  await page.keyboard.press('F8');
  await page.getByRole('heading', { name: /^Vorgang V-/ }).waitFor();
  await field('Titel').fill('Rezept');
  await page.keyboard.press('Escape');
  await question().waitFor();
  await typingMeanwhile(
    'serviceCases/save',
    () => answer('Speichern'),
    () => field('Titel').fill('Rezept abholen'),
  );
  await question().waitFor();
  await page.keyboard.press('Escape');
  await question().waitFor({ state: 'detached' });
  expect(await field('Titel').inputValue()).toBe('Rezept abholen');
  await typingMeanwhile(
    'serviceCases/save',
    () => page.keyboard.press('F12'),
    () => field('Titel').fill('Rezept und Salbe'),
  );
  await question().waitFor();
  await answer('Speichern');
  await page.getByRole('button', { name: 'Rezept und Salbe' }).waitFor();
});

test('a page of the administration: F1 keeps what was typed meanwhile, Speichern on the way out asks about it', async () => {
  const { page } = shop;
  await page.keyboard.press('Alt+f');
  await page.getByRole('heading', { name: 'Filiale', level: 1 }).waitFor();
  await field('Straße').fill('Mondstr.');
  await typingMeanwhile(
    'branches/save',
    () => page.keyboard.press('F1'),
    async () => {
      await field('Ort').fill('Freising');
      await field('Straße').fill('Sternstr.');
    },
  );
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  await standsStill(page);
  expect(await Promise.all(['Ort', 'Straße'].map((name) => field(name).inputValue()))).toEqual([
    'Freising',
    'Sternstr.',
  ]);
  await page.keyboard.press('Alt+k');
  await question().waitFor();
  await typingMeanwhile(
    'branches/save',
    () => answer('Speichern'),
    () => field('Ort').fill('Erding'),
  );
  await question().waitFor();
  await answer('Speichern');
  await searchBox(page).waitFor();
  await page.keyboard.press('Alt+f');
  await page.getByRole('heading', { name: 'Filiale', level: 1 }).waitFor();
  expect(await Promise.all(['Ort', 'Straße'].map((name) => field(name).inputValue()))).toEqual(['Erding', 'Sternstr.']);
});
