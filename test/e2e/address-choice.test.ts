// A customer with two addresses: where a letter goes is chosen in its preview, by keyboard, and read back from the file.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flatTextOf, requirePoppler } from '../print/read-back.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';
import { accessibilityProblems, openShop, type Shop, withoutReminder } from '../support/shop.ts';

let shop: Shop;
let page: Page;
const address = (label: string | null, street: string, houseNumber: string) => ({
  ...{ id: null, label, street, houseNumber, addition: null, district: null },
  ...{ postcode: '80331', town: 'München', country: null },
});

beforeAll(async () => {
  requirePoppler();
  shop = await openShop(async (client) => {
    await withoutReminder(client);
    const open = async (lastName: string, title: string, addresses: ReturnType<typeof address>[], home: number) => {
      const customerId = await saveCustomer(client, lastName, { firstName: 'Anna', addresses, homeAddress: home });
      const asked = { entries: null, declined: false, stopEmailAdvertising: false };
      await client.serviceCases.open({ customerId, ...asked, title });
    };
    await open('Müller', 'Einlagen', [address('Büro', 'Talstr.', '9'), address(null, 'Sonnenstr.', '12')], 1);
    await open('Weiß', 'Brille', [address(null, 'Bergstr.', '3')], 0);
  });
  page = shop.page;
});
afterAll(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

const preview = () => page.getByRole('dialog', { name: 'Druckvorschau' });
const choice = () => preview().getByRole('combobox', { name: 'Anschrift' });
const chosen = () => choice().evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]?.textContent);

async function openSlip(title: string): Promise<void> {
  await page.keyboard.press('Alt+v');
  await page.getByRole('searchbox', { name: 'Vorgänge durchsuchen' }).fill(title);
  await page.getByRole('status').filter({ hasText: '1 Vorgang' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Vorgang V-/ }).waitFor();
  await page.keyboard.press('F9');
  await page.getByRole('menuitem', { name: 'Vorgangszettel' }).waitFor();
  await page.keyboard.press('Enter');
  await focusComesTo(preview().getByRole('button', { name: 'Drucken', exact: true }));
  await drawn();
}

/** The sheet to the chosen address, and no other, is what is seen. */
async function drawn(): Promise<void> {
  const pages = preview().getByRole('region', { name: 'Seiten' }).and(page.locator('[aria-busy=false]'));
  await pages.locator('[data-drawn=true]').waitFor();
}

async function kept(): Promise<string> {
  const download = page.waitForEvent('download');
  await tabTo(page, preview().getByRole('button', { name: 'Als PDF speichern' }));
  await page.keyboard.press('Enter');
  return flatTextOf(await readFile(await (await download).path()));
}

test('the preview begins with the Wohnanschrift, and another is chosen by keyboard [E-74]', async () => {
  await openSlip('Einlagen');
  expect(await chosen()).toBe('Wohnanschrift: Sonnenstr. 12, 80331 München');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await kept()).toContain('Anna Müller Sonnenstr. 12 80331 München');
  await tabTo(page, choice(), 'Shift+Tab');
  await page.keyboard.press('ArrowUp');
  await expect.poll(chosen).toBe('Büro: Talstr. 9, 80331 München');
  await drawn();
  // Who chooses stays at the choice.
  await focusComesTo(choice());
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await kept()).toContain('Anna Müller Talstr. 9 80331 München');
  await page.keyboard.press('Escape');
  await preview().waitFor({ state: 'detached' });
});

test('the next preview begins with the Wohnanschrift again, and one address leaves nothing to choose [E-74]', async () => {
  await openSlip('Einlagen');
  expect(await chosen()).toBe('Wohnanschrift: Sonnenstr. 12, 80331 München');
  await page.keyboard.press('Escape');
  await preview().waitFor({ state: 'detached' });
  await openSlip('Brille');
  expect(await choice().count()).toBe(0);
  expect(await kept()).toContain('Anna Weiß Bergstr. 3 80331 München');
  await page.keyboard.press('Escape');
});
