// How the pages of 'Kontakte' stand on the screen: nothing for axe to find, a typical customer fits 1366×768 without scrolling,
// head and keys stay in sight, and nothing is cut off at 200 % zoom.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, openShop, type Shop } from '../support/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(async (client) => {
    const blank = { id: null, label: null, addition: null, district: null, country: null };
    await client.customers.save({
      ...{ id: null, basedOn: null, appActive: null, draftId: null },
      form: {
        ...emptyForm('natural', 'active'),
        ...{ salutation: 'Frau', firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03', kvnr: 'A123456780' },
        ...{ email: 'anna@example.com', note: 'ruft lieber an', homeAddress: 0 },
        addresses: [
          { ...blank, street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' },
          { ...blank, label: 'Lieferung', street: 'Talstr.', houseNumber: '9', postcode: '80331', town: 'München' },
        ],
        phones: [
          { id: null, label: 'mobil', number: '+491701234567', sms: true },
          { id: null, label: 'privat', number: '+493023125101', sms: false },
        ],
      },
    });
  });
});
afterAll(() => shop.close());

const ZOOMS = [
  { name: '1366×768', size: { width: 1366, height: 768 } },
  { name: '200 % of 1366×768', size: { width: 683, height: 384 } },
];

async function openAnna() {
  const { page } = shop;
  await page.keyboard.press('F3');
  await searchBox(page).fill('müller');
  await page.getByRole('row', { name: /Müller, Anna/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Müller, Anna' }).waitFor();
}

test('axe finds nothing on the search page, the list, the mask, a new mask with problems, and the question', async () => {
  const { page } = shop;
  await page.keyboard.press('F3');
  await searchBox(page).fill('');
  expect(await accessibilityProblems(page)).toEqual([]);
  await searchBox(page).fill('müller');
  await page.getByRole('row', { name: /Müller, Anna/ }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await openAnna();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'KVNR' }).fill('X1');
  await page.keyboard.press('F1');
  await page.getByRole('alert').first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Verwerfen' }).click();
});

test('in the dark, too', async () => {
  const { page } = shop;
  await page.emulateMedia({ colorScheme: 'dark' });
  await openAnna();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
});

test('a typical customer fits 1366×768: nothing scrolls', async () => {
  const { page } = shop;
  await openAnna();
  const scrolling = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter(
        (one) =>
          ['auto', 'scroll'].includes(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 1,
      )
      .map((one) => `${one.tagName} ${one.className}`),
  );
  expect(scrolling).toEqual([]);
});

test.each(ZOOMS)(
  '$name: head, tabs and keys are in sight, nothing is wider than the window, every field can be reached',
  async ({ size }) => {
    const { page } = shop;
    await openAnna();
    await page.setViewportSize(size);
    const inside = async (role: 'heading' | 'toolbar' | 'tablist', name: string) => {
      const area = await page.getByRole(role, { name }).boundingBox();
      expect(area, name).not.toBeNull();
      expect((area?.y ?? -1) >= 0 && (area?.y ?? 0) + (area?.height ?? 0) <= size.height, name).toBe(true);
    };
    await inside('heading', 'Müller, Anna');
    await inside('tablist', 'Reiter der Kundenmaske');
    await inside('toolbar', 'Funktionstasten');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    const panel = page.getByRole('tabpanel');
    expect(await panel.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
    for (const name of ['Nachname', 'KVNR', 'E-Mail', 'Notiz']) {
      const box = page.getByRole('textbox', { name });
      await box.focus();
      // The page may still be settling in its new size: what counts is where the field comes to rest.
      const inSight = async () => {
        const [area, room] = [await box.boundingBox(), await panel.boundingBox()];
        if (!area || !room) throw new Error(`${name} is not drawn`);
        return area.y >= room.y - 1 && area.y + area.height <= room.y + room.height + 1 && area.width > 60;
      };
      await expect.poll(inSight, { message: name }).toBe(true);
    }
    await inside('heading', 'Müller, Anna');
    await inside('toolbar', 'Funktionstasten');
    await page.setViewportSize({ width: 1366, height: 768 });
  },
);
