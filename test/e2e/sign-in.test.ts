// Signing in as counter staff do it: a handful of keys, a lock that covers everything, a countdown after wrong PINs.
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { accessibilityProblems, openShop, type Shop } from '../support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop(async (client) => {
    await client.employees.save({ id: null, name: 'Özlem Adler', role: 'accounting', blocked: false, pin: '3456' });
    await client.customers.save({
      ...{ id: null, basedOn: null, appActive: null, draftId: null },
      form: { ...emptyForm('natural', 'active'), firstName: 'Erika', lastName: 'Geheimnis' },
    });
  });
});
afterEach(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

const status = (page: Page) => page.getByRole('contentinfo').or(page.locator('footer'));
const chosen = (page: Page) =>
  page.getByLabel('Mitarbeiter').evaluate((box) => (box as HTMLSelectElement).selectedOptions[0]?.label);

async function lock(page: Page) {
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Arbeitsplatz gesperrt' }).waitFor();
}

/** One key after the other, as fingers do. @returns how many keys it took */
async function press(page: Page, keys: readonly string[]): Promise<number> {
  for (const key of keys) await page.keyboard.press(key);
  return keys.length;
}

test('a colleague takes over with six keys, the same person with five', async () => {
  const { page } = shop;
  await lock(page);
  expect(await press(page, ['b', '2', '3', '4', '5', 'Enter'])).toBe(6);
  await status(page).getByText('Bernd Bussard').waitFor();
  await lock(page);
  expect(await chosen(page)).toBe('Bernd Bussard');
  expect(await press(page, ['2', '3', '4', '5', 'Enter'])).toBe(5);
  await status(page).getByText('Bernd Bussard').waitFor();
});

test('letters, arrows and the list choose; choosing another empties the PIN', async () => {
  const { page } = shop;
  await lock(page);
  await press(page, ['1', '2', 'ArrowDown']);
  expect(await chosen(page)).toBe('Bernd Bussard');
  expect(await page.getByLabel('PIN').inputValue()).toBe('');
  await press(page, ['ArrowUp', 'ArrowUp']);
  expect(await chosen(page)).toBe('Özlem Adler');
  await press(page, ['a', 'a']);
  expect(await chosen(page)).toBe('Anna Amsel');
  await page.getByText('Die offene Arbeit von Anna Amsel').waitFor({ state: 'detached' });
  await page.getByLabel('Mitarbeiter').selectOption({ label: 'Özlem Adler' });
  await page.getByText('Die offene Arbeit von Anna Amsel bleibt aufgehoben.').waitFor();
  await press(page, ['3', '4', '5', '6', 'Enter']);
  await status(page).getByText('Özlem Adler').waitFor();
});

test('the lock covers everything, an open dialog too, and is accessible', async () => {
  const { page } = shop;
  await page.getByText('Geheimnis, Erika').first().click();
  await page.getByRole('heading', { name: /Geheimnis, Erika/ }).waitFor();
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Änderungsprotokoll' }).press('Enter');
  await page.getByRole('dialog', { name: 'Änderungsprotokoll – Geheimnis, Erika' }).waitFor();
  await lock(page);
  expect(await page.content()).not.toContain('Geheimnis');
  expect(await page.title()).not.toContain('Geheimnis');
  expect(await accessibilityProblems(page)).toEqual([]);
  await press(page, ['1', '2', '3', '4', 'Enter']);
  await page.getByRole('heading', { name: /Geheimnis, Erika/ }).waitFor();
});

test('who takes over sees the open place with the own rights', async () => {
  const { page } = shop;
  await page.keyboard.press('Alt+f');
  await page.getByRole('button', { name: 'Mitarbeiter', exact: true }).click();
  await page.getByRole('row', { name: /Özlem Adler/ }).waitFor();
  await lock(page);
  await press(page, ['b', '2', '3', '4', '5', 'Enter']);
  await page.getByText('Die Filialverwaltung ist Administratoren vorbehalten.').waitFor();
  expect(await page.getByRole('tab', { name: 'Filialverwaltung' }).count()).toBe(0);
  expect(await page.content()).not.toContain('Özlem');
  await page.keyboard.press('Alt+f');
  await page.keyboard.press('F2');
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('five wrong PINs begin a countdown for that employee alone, and after it the PIN is taken', async () => {
  const { page } = shop;
  await lock(page);
  for (let i = 0; i < 4; i++) {
    await press(page, ['9', '8', '7', '6', 'Enter']);
    await page.getByText('Die PIN stimmt nicht.').waitFor();
    await expect.poll(() => page.getByLabel('PIN').inputValue()).toBe('');
  }
  await press(page, ['9', '8', '7', '6', 'Enter']);
  const countdown = page.getByRole('timer');
  await countdown.getByText(/^Zu viele falsche PINs\. Weiter in 10 Sekunden\.$/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await countdown.getByText(/Weiter in [1-8] Sekunden/).waitFor();
  await page.keyboard.press('1');
  expect(await page.getByLabel('PIN').inputValue()).toBe('');
  await press(page, ['o', 'a', '3', '4', '5', '6', 'Enter']);
  await status(page).getByText('Özlem Adler').waitFor();
  await lock(page);
  await page.getByLabel('Mitarbeiter').selectOption({ label: 'Anna Amsel' });
  await press(page, ['1', '2', '3', '4', 'Enter']);
  await countdown.waitFor();
  await page.getByText('Die PIN kann wieder eingegeben werden.').waitFor();
  await press(page, ['1', '2', '3', '4', 'Enter']);
  await status(page).getByText('Anna Amsel').waitFor();
});

test('without input the workstation locks itself after the minutes set for it', async () => {
  const { page } = shop;
  await page.keyboard.press('Alt+f');
  await page.getByRole('button', { name: 'Arbeitsplatz', exact: true }).click();
  await page.getByLabel('Automatisch sperren nach Minuten').fill('2');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.').waitFor();
  await page.clock.install();
  await page.reload();
  await status(page).getByText('Anna Amsel').waitFor();
  await page.clock.runFor('01:50');
  await page.keyboard.press('Shift');
  await page.clock.runFor('01:50');
  expect(await page.getByRole('heading', { name: 'Arbeitsplatz gesperrt' }).count()).toBe(0);
  await page.clock.runFor('00:15');
  await page.getByRole('heading', { name: 'Arbeitsplatz gesperrt' }).waitFor();
});

test('the language chosen at the sign-in belongs to the workstation and outlives the program', async () => {
  await lock(shop.page);
  await shop.page.getByRole('button', { name: 'English' }).click();
  await shop.page.getByRole('heading', { name: 'Workstation locked' }).waitFor();
  await shop.page.goto('about:blank');
  await shop.crash();
  await shop.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await shop.page.locator('html').getAttribute('lang')).toBe('en');
  await shop.page.getByRole('button', { name: 'Deutsch' }).click();
  await shop.page.getByRole('heading', { name: 'Anmelden' }).waitFor();
});
