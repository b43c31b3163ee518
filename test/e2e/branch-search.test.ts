// Customers of another branch, as the counter shows them: a number until they agreed, a line afterwards, to read, to take over
// and to hand back; by keyboard, in two real browsers with a real server.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { type Chain, type ChainCounter, openChain } from '../support/chain.ts';
import { messages } from '../support/messages.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, signIn } from '../support/shop.ts';

let chain: Chain;
let moon: ChainCounter;

beforeAll(async () => {
  let moonId = '';
  chain = await openChain(async (client, service) => {
    const { house } = service.counter;
    if (!house) throw new Error('not open');
    const save = async (lastName: string) => {
      const form = { ...emptyForm('natural', 'active'), lastName, firstName: 'Anna', birthDate: '1961-04-03' };
      return (await client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null })).id;
    };
    const shared = await save('Müller');
    await save('Mueller');
    house.save('consent.sign', (unit) =>
      unit.create('consentEntry', {
        ...{ id: house.newId(), customerId: shared, purpose: 'branchSharing', kind: 'granted', capturedHow: 'paper' },
        ...{ capturedAt: house.now(), capturedBy: service.counter.session.person?.id ?? '' },
      }),
    );
    const blank = { street: null, houseNumber: null, postcode: null, town: null, phone: null, email: null };
    const rest = { website: null, openingHours: null, letterFooter: null, accent: null, licenceUntil: null };
    await client.branches.save({ id: null, form: { name: 'Mond-Apotheke', ...blank, ...rest }, logo: 'keep' });
    moonId = (await client.branches.all()).find(({ name }) => name === 'Mond-Apotheke')?.id ?? '';
    await client.settings.save({ changes: { changeBranchInSearch: 'yes', takeOverForAllBranches: true } });
  });
  moon = await chain.emptyCounter();
  const { page } = moon;
  await page.getByRole('button', { name: 'Mit Filialserver verbinden …' }).click();
  await page.getByRole('textbox', { name: 'Adresse des Filialservers' }).fill(chain.server.address);
  await page.getByRole('textbox', { name: 'Aktivierungscode' }).fill(await chain.activationCode('Mond 1', moonId));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await signIn(page);
  await signIn(chain.one.page);
});
afterAll(() => chain.close());
beforeEach(() => expect(chain.errors).toEqual([]));

const hits = (page: Page) =>
  page.getByRole('table', { name: 'Treffer' }).getByRole('button', { name: /^M(ü|ue)ller, Anna$/ });
const elsewhere = (page: Page) => page.getByRole('region', { name: 'Andere Filialen' });

// N-24
test('the quick search stays in the own branch; the filters under F4 ask the others, and those who did not agree are a number', async () => {
  const { page } = moon;
  await page.keyboard.press('F3');
  await searchBox(page).fill('mueller');
  await page.getByText(/nichts gefunden/i).waitFor();
  expect(await elsewhere(page).count()).toBe(0);
  await page.keyboard.press('F4');
  const branch = page.getByRole('combobox', { name: 'Filiale' });
  expect(await branch.evaluate((one) => one === document.activeElement)).toBe(true);
  await branch.selectOption('Alle Filialen');
  await elsewhere(page).getByRole('button', { name: 'Müller, Anna' }).waitFor();
  await elsewhere(page).getByText('1 weiterer Treffer, der dem Filialverbund nicht zugestimmt hat.').waitFor();
  expect(await elsewhere(page).getByRole('button').count()).toBe(1);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('a customer of another branch is read, taken over after a question, and gone from where he was', async () => {
  const { page } = moon;
  await elsewhere(page).getByRole('button', { name: 'Müller, Anna' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Müller, Anna' });
  await dialog.getByText('Kunde der Filiale Sonnen-Apotheke, nur zum Lesen').waitFor();
  await dialog.getByText('03.04.1961').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Kunden übernehmen' }).press('Enter');
  await dialog.getByText(/Soll Müller, Anna künftig zu dieser Filiale gehören/).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Ja, übernehmen');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Müller, Anna/ }).waitFor();
  await messages(page).getByText('Müller, Anna gehört jetzt zu dieser Filiale.').waitFor();
  const { page: sun } = chain.one;
  await sun.keyboard.press('F3');
  await searchBox(sun).fill('müller anna');
  await expect.poll(() => hits(sun).count()).toBe(1);
});

test("'Mehr - F11' hands a customer over to another branch", async () => {
  const { page } = moon;
  await page.keyboard.press('F3');
  await searchBox(page).fill('müller anna');
  await expect.poll(() => hits(page).count()).toBeGreaterThan(0);
  await searchBox(page).press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Müller, Anna/ }).waitFor();
  const entry = page.getByRole('menuitem', { name: 'An andere Filiale abgeben …' });
  // What came with the customer may just be arriving: then the menu closes, and one presses again.
  await expect
    .poll(async () => {
      if ((await entry.count()) === 0) await page.keyboard.press('F11');
      return entry.count();
    })
    .toBe(1);
  await entry.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Müller, Anna an eine andere Filiale abgeben' });
  await dialog.getByRole('combobox', { name: 'An Filiale' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Abgeben' }).press('Enter');
  await messages(page).getByText('Müller, Anna gehört jetzt zur Filiale Sonnen-Apotheke.').waitFor();
  const { page: sun } = chain.one;
  await searchBox(sun).fill('');
  await searchBox(sun).fill('müller anna');
  await expect.poll(() => hits(sun).count()).toBe(2);
});

test('without the server the search says that other branches cannot be asked, and goes on at home', async () => {
  await chain.server.stop();
  const { page } = chain.one;
  await page.keyboard.press('F3');
  await searchBox(page).fill('müller');
  await page.keyboard.press('F4');
  await page.getByRole('combobox', { name: 'Filiale' }).selectOption('Alle Filialen');
  await elsewhere(page)
    .getByText(/lassen sich gerade nicht fragen/)
    .waitFor();
  expect(await page.getByRole('table', { name: 'Treffer' }).count()).toBe(1);
});
