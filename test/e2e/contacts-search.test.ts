// The search page in a real browser: the list while typing, by keyboard, with the reason of a hit in bold; what is typed goes
// into a new customer; who is probably known already is said and never in the way.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { searchBox } from '../support/search-box.ts';
import { openShop, type Shop } from '../support/shop.ts';

const MANY = 250;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(async (client) => {
    const save = (form: Partial<CustomerForm>) =>
      client.customers.save({
        ...{ id: null, basedOn: null, appActive: null, draftId: null },
        form: { ...emptyForm('natural', 'active'), lastName: '', ...form },
      });
    const address = (street: string, houseNumber: string, postcode: string, town: string) => ({
      ...{ id: null, label: null, addition: null, district: null, country: null },
      ...{ street, houseNumber, postcode, town },
    });
    await save({
      ...{ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03' },
      ...{ addresses: [address('Sonnenstr.', '4', '80331', 'München')], homeAddress: 0 },
      phones: [
        { id: null, label: 'privat', number: '+493023125101', sms: false },
        { id: null, label: 'mobil', number: '+491701234567', sms: true },
      ],
    });
    await save({
      ...{ firstName: 'Anna', lastName: 'Mueller-Brandt', birthDate: '1984-11-12' },
      ...{ addresses: [address('Talstr.', '9', '80331', 'München')], homeAddress: 0 },
    });
    await save({ firstName: 'Jörg', lastName: 'Weiß', status: 'blocked' });
    for (let at = 0; at < MANY; at += 1)
      await save({ firstName: 'Gast', lastName: `Zufall ${String(at).padStart(3, '0')}` });
  });
});
afterAll(() => shop.close());

beforeEach(async () => {
  await shop.page.keyboard.press('F3');
  await box().fill('');
  expect(shop.errors).toEqual([]);
});

const box = () => searchBox(shop.page);
const list = () => shop.page.getByRole('table', { name: 'Treffer' });
const lines = () => list().locator('tbody').getByRole('row');
const chosen = () => list().locator('[aria-current="true"]');
const field = (name: string) => shop.page.getByRole('textbox', { name, exact: true });

test('typing lists the hits, the met parts in bold, the best first', async () => {
  await shop.page.keyboard.type('mül ann 80331');
  await expect.poll(() => lines().count()).toBe(2);
  await shop.page.getByText('2 Treffer').waitFor();
  const cells = await lines().nth(0).getByRole('cell').allInnerTexts();
  expect(cells.slice(0, 5)).toEqual([
    ...['10001', 'Müller, Anna', '03.04.1961'],
    ...['Sonnenstr. 4, 80331 München', '030 23125101'],
  ]);
  expect(await lines().nth(0).locator('b').allInnerTexts()).toEqual(['Mül', 'Ann', '80331']);
  expect(await lines().nth(1).locator('b').allInnerTexts()).toEqual(['Muel', 'Ann', '80331']);
});

test('Enter before the hits have come waits for them and opens the first', async () => {
  for (const [typed, found] of [
    ['jörg', 'Weiß, Jörg'],
    ['80331', 'Müller, Anna'],
  ] as const) {
    await shop.page.keyboard.press('F3');
    await box().fill('');
    await expect.poll(() => list().count()).toBe(0);
    // Not a moment between the last letter and Enter, as whoever knows the name types.
    await Promise.all([shop.page.keyboard.insertText(typed), shop.page.keyboard.press('Enter')]);
    await shop.page.getByRole('heading', { level: 1, name: found }).waitFor();
  }
});

test('a number that was met is the one that is shown', async () => {
  await shop.page.keyboard.type('0170 1234');
  await expect.poll(() => lines().count()).toBe(1);
  expect(await lines().getByRole('cell').nth(4).innerText()).toBe('0170 1234567');
  expect(await lines().locator('b').allInnerTexts()).toEqual(['0170 1234']);
});

test('arrows choose from the box, Enter opens, Esc comes back to the same list', async () => {
  await shop.page.keyboard.type('anna');
  await expect.poll(() => lines().count()).toBe(2);
  expect(await chosen().innerText()).toContain('10001');
  await shop.page.keyboard.press('ArrowDown');
  await expect.poll(() => chosen().innerText()).toContain('10002');
  expect(await box().getAttribute('aria-activedescendant')).toBe(await chosen().getAttribute('id'));
  await shop.page.keyboard.press('Enter');
  await shop.page.getByRole('heading', { name: 'Mueller-Brandt, Anna' }).waitFor();
  await shop.page.keyboard.press('Escape');
  expect(await box().inputValue()).toBe('anna');
  await expect.poll(() => chosen().innerText()).toContain('10002');
});

test('Enter right behind the last letter opens what fits the whole text', async () => {
  await shop.page.keyboard.type('weiß');
  await shop.page.keyboard.press('Enter');
  await shop.page.getByRole('heading', { name: 'Weiß, Jörg' }).waitFor();
});

test('many hits: the best are listed, all can be, and only lines in sight are drawn', async () => {
  const { page } = shop;
  await page.keyboard.type('gast');
  await page.getByText(`${MANY} Treffer`).waitFor();
  await page.keyboard.press('End');
  await expect.poll(() => chosen().innerText()).toContain('Zufall 099');
  await page.getByRole('button', { name: 'alle anzeigen' }).click();
  await box().focus();
  await page.keyboard.press('End');
  await expect.poll(() => chosen().innerText()).toContain('Zufall 249');
  expect(await lines().count()).toBeLessThan(60);
  await page.keyboard.press('PageUp');
  await expect.poll(() => chosen().innerText()).not.toContain('Zufall 249');
  await page.keyboard.press('Home');
  await expect.poll(() => chosen().innerText()).toContain('Zufall 000');
  await page.getByRole('row', { name: /Zufall 003/ }).click();
  await page.getByRole('heading', { name: 'Zufall 003, Gast' }).waitFor();
});

test('a blocked customer says so; the chosen line says its symbols in words', async () => {
  await shop.page.keyboard.type('weiß');
  await expect.poll(() => chosen().innerText()).toContain('Anschrift, Telefon, E-Mail fehlen');
  expect(await chosen().innerText()).toContain('gesperrt');
});

//
test('nothing found: what was typed goes into a new customer, each part where it belongs', async () => {
  await shop.page.keyboard.type('Şahin-Größl, Łukasz 0170 7654321 3. April 1971');
  await shop.page.getByText('Nichts gefunden').waitFor();
  await shop.page.keyboard.press('F2');
  await shop.page.getByRole('heading', { name: 'Şahin-Größl, Łukasz' }).waitFor();
  const shown = await Promise.all(
    ['Nachname', 'Vorname', 'geb.', 'Telefonnummer'].map((name) => field(name).inputValue()),
  );
  expect(shown).toEqual(['Şahin-Größl', 'Łukasz', '03.04.1971', '0170 7654321']);
  expect(await field('geb.').evaluate((one) => one === document.activeElement)).toBe(true);
});

test('a new customer who is probably known is said with reasons, and one key opens the known one', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  await field('Vorname').waitFor();
  await field('Vorname').fill('anna');
  await field('Nachname').fill('mueller');
  await field('geb.').fill('3.4.61');
  const bar = page.getByRole('status', { name: 'Vielleicht schon da' });
  await bar
    .getByText(/Müller, Anna, Nr\. 10001, geb\. 03\.04\.1961 \(gleicher Name, gleiches Geburtsdatum\)/)
    .waitFor();
  expect(await field('geb.').evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.press('Alt+d');
  await page.getByRole('button', { name: 'Verwerfen' }).click();
  await page.getByText('Nr. 10001', { exact: true }).waitFor();
});

// E-66
test('a postcode proposes the town used with it, and leaves a typed town alone', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  await field('PLZ').fill('80331');
  await expect.poll(() => field('Ort').inputValue()).toBe('München');
  await field('Ort').fill('Grünwald');
  await field('PLZ').fill('80330');
  await field('PLZ').fill('80331');
  await page.getByText('↓ München').waitFor();
  expect(await field('Ort').inputValue()).toBe('Grünwald');
  await field('Ort').press('ArrowDown');
  expect(await field('Ort').inputValue()).toBe('München');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Verwerfen' }).click();
  await box().waitFor();
});

test('a street half typed fills the whole address with one arrow, and nothing that was typed is overwritten [B-39 E-61]', async () => {
  const { page } = shop;
  await page.keyboard.press('F2');
  // Whoever makes a customer without having searched is told so, until the first letter.
  await page.getByText(/^Erst suchen, dann anlegen/).waitFor();
  const street = page.getByRole('textbox', { name: 'Straße', exact: true });
  await street.pressSequentially('sonnen');
  await page.getByText('↓ Sonnenstr., 80331 München').waitFor();
  await expect.poll(() => page.getByText(/^Erst suchen, dann anlegen/).count()).toBe(0);
  await street.press('ArrowDown');
  const shown = () => Promise.all(['Straße', 'PLZ', 'Ort'].map((name) => field(name).inputValue()));
  await expect.poll(shown).toEqual(['Sonnenstr.', '80331', 'München']);
  await field('Ort').fill('Grünwald');
  await street.fill('');
  await street.pressSequentially('tals');
  await page.getByText('↓ Talstr., 80331 München').waitFor();
  await street.press('ArrowDown');
  await expect.poll(shown).toEqual(['Talstr.', '80331', 'Grünwald']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Verwerfen' }).click();
  await box().waitFor();
});
