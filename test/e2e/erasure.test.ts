// Erasing a customer by keyboard, with a real server: what would go and what stays is shown first, a wrong number and a wrong PIN
// erase nobody, and afterwards the report says what was done and nobody finds him any more.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { type Chain, openChain } from '../support/chain.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { focusComesTo, leaveDialog, tabTo, typeInto } from '../support/keyboard.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, signIn } from '../support/shop.ts';

let chain: Chain;
let page: Page;
let number: string;
/** Of those who come after him, by their last names. */
const numbers: Record<string, string> = {};
beforeAll(async () => {
  chain = await openChain(async (client) => {
    const { id } = await client.customers.save({
      ...{ id: null, basedOn: null, appActive: null, draftId: null },
      form: {
        ...emptyForm('natural', 'active'),
        firstName: 'Quirin',
        lastName: 'Quittenbaum',
        note: 'mag keine Birnen',
      },
    });
    number = (await client.customers.byId({ id })).number;
    for (const lastName of ['Reiher', 'Storch', 'Unke']) {
      const customerId = await saveCustomer(client, lastName, { firstName: 'Rosa' });
      numbers[lastName] = (await client.customers.byId({ id: customerId })).number;
      if (lastName !== 'Reiher') continue;
      const nothing = { entries: null, declined: true, stopEmailAdvertising: false };
      await client.serviceCases.open({ ...nothing, customerId, title: 'Einlagen' });
    }
  });
  page = chain.one.page;
  await signIn(page);
  await page.getByRole('contentinfo').getByRole('button', { name: 'Verbunden', exact: true }).waitFor();
});
afterAll(() => chain.close());
beforeEach(() => expect(chain.errors).toEqual([]));

const dialog = () => page.getByRole('dialog', { name: 'Quittenbaum, Quirin anonymisieren' });

async function find(name: string): Promise<void> {
  await page.keyboard.press('F3');
  await searchBox(page).fill(name);
}

/** From his mask, 'Mehr - F11' → 'Kunden anonymisieren …'. */
async function askFor(lastName: string): Promise<void> {
  await find(lastName);
  const hits = page.getByRole('table', { name: 'Treffer' });
  await hits.getByRole('button', { name: new RegExp(`^${lastName}`) }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: new RegExp(`^${lastName}`) }).waitFor();
  const entry = page.getByRole('menuitem', { name: 'Kunden anonymisieren …' });
  await expect
    .poll(async () => {
      if ((await entry.count()) === 0) await page.keyboard.press('F11');
      return entry.count();
    })
    .toBe(1);
  await entry.press('Enter');
}

async function isAccessible(): Promise<void> {
  const moving = () => document.getAnimations().filter((one) => one.playState === 'running').length;
  await expect.poll(() => page.evaluate(moving)).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
}

test('it shows field by field what would go, and erases nobody by a wrong number or a wrong PIN [E-82 N-07]', async () => {
  await askFor('Quittenbaum');
  await dialog()
    .getByText(/Das lässt sich nicht rückgängig machen/)
    .waitFor();
  const would = dialog().getByRole('region', { name: 'Was geschehen würde' });
  await would.getByRole('row', { name: /Nachname.*gelöscht/ }).waitFor();
  await would.getByRole('row', { name: /Notiz.*gelöscht/ }).waitFor();
  await isAccessible();
  // Whoever waited for the server goes on by keyboard: Esc leaves, and there is a place from which Tab goes on.
  await focusComesTo(dialog().getByRole('combobox', { name: 'Grund' }));
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Kunden anonymisieren …' }).press('Enter');
  const confirmation = dialog().getByRole('textbox', { name: /^Kundennummer \d+ eingeben/ });
  await confirmation.fill('0');
  await dialog().getByLabel('PIN des Administrators').fill('1234');
  await page.keyboard.press('Enter');
  await dialog().getByText('Das ist nicht die verlangte Zahl.').waitFor();
  await confirmation.fill(number);
  await dialog().getByLabel('PIN des Administrators').fill('9999');
  await page.keyboard.press('Enter');
  await dialog().getByText('Die PIN stimmt nicht.').waitFor();
  expect(await page.getByRole('heading', { level: 1, name: /^Quittenbaum/, includeHidden: true }).count()).toBe(1);
});

test('erased, nobody finds him, and the report says what was done and who has confirmed it [E-82 N-07]', async () => {
  const erase = dialog().getByRole('button', { name: 'Endgültig anonymisieren' });
  // A wrong PIN makes everybody wait for a moment: whoever is told so types it again.
  await expect
    .poll(
      async () => {
        if ((await dialog().count()) === 0) return 0;
        const pin = dialog().getByLabel('PIN des Administrators');
        await pin.fill('1234');
        await tabTo(page, erase);
        await page.keyboard.press('Enter');
        // Refused, the field is blank again; taken, it is gone with the dialog.
        const isBlank = (fields: Element[]) => fields.every((one) => (one as HTMLInputElement).value === '');
        await expect.poll(() => pin.evaluateAll(isBlank)).toBe(true);
        return dialog().count();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(0);
  const report = page.getByRole('dialog', { name: `Anonymisierung von Nr. ${number}` });
  await leaveDialog(page, report);
  await find('Quittenbaum');
  await page.getByText(/nichts gefunden/i).waitFor();
  await page.keyboard.press('Alt+f');
  const pages = page.getByRole('navigation', { name: 'Seiten der Filialverwaltung' });
  await pages.getByRole('button', { name: 'Anonymisierungen', exact: true }).press('Enter');
  await page
    .getByRole('row', { name: new RegExp(`^.*${number}.*Anna Amsel.*anonymisiert.*alle haben bestätigt`) })
    .waitFor();
  expect(await page.getByText(/Quittenbaum|Birnen/).count()).toBe(0);
  await isAccessible();
  await page.getByRole('button', { name: `Bericht zu Nr. ${number}` }).press('Enter');
  await report.getByText('Grund: Der Kunde hat es verlangt').waitFor();
  await report.getByRole('row', { name: /Nachname.*gelöscht/ }).waitFor();
  await isAccessible();
});

const REFUSED = 'Vorgänge sind noch offen: V-T1-0001. Schließen Sie sie zuerst ab.';

test('what stands against it is said in words with its remedy, and there is nothing to confirm [E-82]', async () => {
  // The report of the one before is still open.
  await page.keyboard.press('Escape');
  await askFor('Reiher');
  const asked = page.getByRole('dialog', { name: 'Reiher, Rosa anonymisieren' });
  const refusal = asked.getByRole('alert');
  await refusal.getByText('So geht es noch nicht').waitFor();
  expect(await refusal.getByRole('listitem').allInnerTexts()).toEqual([REFUSED]);
  expect(await asked.getByLabel('PIN des Administrators').count()).toBe(0);
  expect(await asked.getByRole('button', { name: 'Endgültig anonymisieren' }).count()).toBe(0);
  await isAccessible();
  await asked.getByRole('button', { name: 'Schließen' }).press('Enter');
  await asked.waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: /^Reiher, Rosa/ }).waitFor();
});

test('an administrator erases several at once: who is refused is named, the rest is counted, and each has its report [E-82 N-07]', async () => {
  await openErasures();
  const several = page.getByRole('region', { name: 'Mehrere Kunden' });
  const add = several.getByRole('textbox', { name: 'Kundennummer' });
  await tabTo(page, add);
  await page.keyboard.type('99999');
  await page.keyboard.press('Enter');
  await several.getByText('Diese Nummer hat hier kein Kunde.').waitFor();
  await add.fill('');
  for (const lastName of ['Reiher', 'Storch', 'Unke']) {
    await focusComesTo(add);
    await page.keyboard.type(numbers[lastName] ?? '');
    await page.keyboard.press('Enter');
    await several
      .getByRole('listitem')
      .filter({ hasText: `${lastName}, Rosa` })
      .waitFor();
  }
  await isAccessible();
  await tabTo(page, several.getByRole('button', { name: '3 Kunden anonymisieren …' }));
  await page.keyboard.press('Enter');
  const three = page.getByRole('dialog', { name: '3 Kunden anonymisieren' });
  await three.getByRole('alert').getByText('Reiher, Rosa:').waitFor();
  expect(await three.getByRole('listitem').allInnerTexts()).toEqual([REFUSED]);
  await isAccessible();
  await page.keyboard.press('Escape');
  await three.waitFor({ state: 'detached' });

  await several.getByRole('button', { name: /^Reiher, Rosa, Nr\. \d+ von der Liste nehmen$/ }).press('Enter');
  await several.getByRole('button', { name: '2 Kunden anonymisieren …' }).press('Enter');
  const two = page.getByRole('dialog', { name: '2 Kunden anonymisieren' });
  await typeInto(page, two.getByRole('textbox', { name: 'Anzahl der Kunden (2) eingeben' }), '3');
  await typeInto(page, two.getByLabel('PIN des Administrators'), '1234');
  await page.keyboard.press('Enter');
  await two.getByText('Das ist nicht die verlangte Zahl.').waitFor();
  await two.getByRole('textbox', { name: 'Anzahl der Kunden (2) eingeben' }).fill('2');
  await page.keyboard.press('Enter');
  await two.waitFor({ state: 'detached' });
  await page.getByText('2 Kunden sind anonymisiert. Den Bericht zu jedem öffnet seine Nummer.').waitFor();
  // Nobody is left on the list, and no name on the screen.
  expect(await several.getByRole('listitem').count()).toBe(0);
  expect(await page.getByText(/Storch|Unke/).count()).toBe(0);
  for (const lastName of ['Storch', 'Unke']) {
    const his = numbers[lastName] ?? '';
    await page.getByRole('row', { name: new RegExp(`${his}.*Anna Amsel.*anonymisiert`) }).waitFor();
    await page.getByRole('button', { name: `Bericht zu Nr. ${his}` }).press('Enter');
    const report = page.getByRole('dialog', { name: `Anonymisierung von Nr. ${his}` });
    await report.getByRole('row', { name: /Nachname.*gelöscht/ }).waitFor();
    await page.keyboard.press('Escape');
    await report.waitFor({ state: 'detached' });
  }
  await find('Reiher');
  await page.getByRole('table', { name: 'Treffer' }).getByRole('button', { name: 'Reiher, Rosa' }).waitFor();
});

test('whoever is no administrator has no list of several [E-82]', async () => {
  await page.keyboard.press('Control+l');
  await signIn(page, 'Bernd Bussard', '2345');
  // Not even who knows the address of the page.
  await page.goto(new URL('#/administration/erasures', page.url()).href);
  await page.reload();
  await page.getByText('Die Filialverwaltung ist Administratoren vorbehalten.').waitFor();
  expect(await page.getByRole('region', { name: 'Mehrere Kunden' }).count()).toBe(0);
});

async function openErasures(): Promise<void> {
  await page.keyboard.press('Alt+f');
  const pages = page.getByRole('navigation', { name: 'Seiten der Filialverwaltung' });
  await pages.getByRole('button', { name: 'Anonymisierungen', exact: true }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Anonymisierungen' }).waitFor();
}
