// Erasing a customer by keyboard, with a real server: what would go and what stays is shown first, a wrong number and a wrong PIN
// erase nobody, and afterwards the report says what was done and nobody finds him any more.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { type Chain, openChain } from '../support/chain.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';
import { accessibilityProblems, signIn } from '../support/shop.ts';

let chain: Chain;
let page: Page;
let number: string;
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
  await page.getByRole('searchbox', { name: 'Suchen - F3' }).fill(name);
}

async function isAccessible(): Promise<void> {
  const moving = () => document.getAnimations().filter((one) => one.playState === 'running').length;
  await expect.poll(() => page.evaluate(moving)).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
}

test('it shows field by field what would go, and erases nobody by a wrong number or a wrong PIN [E-82 N-07]', async () => {
  await find('Quittenbaum');
  const hits = page.getByRole('table', { name: 'Treffer' });
  await hits.getByRole('button', { name: /^Quittenbaum/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Quittenbaum/ }).waitFor();
  const entry = page.getByRole('menuitem', { name: 'Kunden anonymisieren …' });
  await expect
    .poll(async () => {
      if ((await entry.count()) === 0) await page.keyboard.press('F11');
      return entry.count();
    })
    .toBe(1);
  await entry.press('Enter');
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
  await entry.press('Enter');
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
  await report
    .or(page.getByText(/^Anonymisiert\./))
    .first()
    .waitFor();
  if (await report.isVisible()) await page.keyboard.press('Escape');
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
