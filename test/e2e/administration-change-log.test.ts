// The customer's change log as staff read it: tab 'Historie' and 'Mehr - F11', with filters, older pages and empty states.
import axe from 'axe-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openShop, type Shop, signIn } from '../support/shop.ts';

let shop: Shop;
const form = { ...emptyForm('natural', 'active'), firstName: 'Erika', lastName: 'Beispiel' };
beforeEach(async () => {
  shop = await openShop(async (client) => {
    const save = (id: string | null, more: Partial<typeof form>) =>
      client.customers.save({ id, basedOn: null, form: { ...form, ...more }, appActive: null, draftId: null });
    // The consent dialog is not the subject here.
    await client.settings.save({ changes: { missingConsentHint: false } });
    const { id } = await save(null, { birthDate: '1961-04-03' });
    for (let i = 1; i <= 50; i++) await save(id, { birthDate: '1961-04-03', note: `Notiz ${i}` });
  });
  await shop.page.getByText('Beispiel, Erika').first().click();
  await shop.page.getByRole('heading', { name: /Beispiel, Erika/ }).waitFor();
});
afterEach(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

const today = new Date().toLocaleDateString('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric' });
const log = () => shop.page.getByRole('region', { name: 'Änderungsprotokoll' });
const row = (name: string | RegExp) => log().getByRole('row', { name, exact: typeof name === 'string' });

async function openHistory() {
  await shop.page.getByRole('tab', { name: 'Historie' }).click();
  await log().getByRole('table').waitFor();
}

test('newest first, with who, where and what the user was doing; older ones when asked for', async () => {
  const { page } = shop;
  await openHistory();
  const first = log().getByRole('rowheader').first();
  expect(await first.textContent()).toMatch(
    new RegExp(`^${today}, \\d\\d:\\d\\d · Anna Amsel an Tresen 1 · Kunde geändert$`),
  );
  await row('Notiz Notiz 49 Notiz 50').waitFor();
  expect(await row('Notiz Notiz 1 Notiz 2').count()).toBe(0);
  await page.getByRole('button', { name: 'Ältere Änderungen zeigen' }).press('Enter');
  await row('Notiz Notiz 1 Notiz 2').waitFor();
  await row('Erstellen: Kunde').waitFor();
  await row('Geburtsdatum – 03.04.1961').waitFor();
  expect(await page.getByRole('button', { name: 'Ältere Änderungen zeigen' }).count()).toBe(0);
  await page.evaluate(axe.source);
  const problems = await page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: typeof axe };
    return (await run.run({ include: ['main [role=search], main search', 'main section table'] })).violations.map(
      (one) => one.id,
    );
  });
  expect(problems).toEqual([]);
});

test('what is saved in the mask stands in the history at once, by whoever did it', async () => {
  const { page } = shop;
  await page.keyboard.press('Control+l');
  await signIn(page, 'Bernd Bussard', '2345');
  await page.getByRole('textbox', { name: 'Titel', exact: true }).fill('Dr.');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  await openHistory();
  await row('Titel – Dr.').waitFor();
  expect(await log().getByRole('rowheader').first().textContent()).toContain('Bernd Bussard an Tresen 1');
  await page.keyboard.press('F4');
  const filters = page.getByRole('search', { name: 'Filter' });
  await filters.getByLabel('Mitarbeiter').selectOption({ label: 'Bernd Bussard' });
  await expect.poll(() => log().getByRole('rowgroup').count()).toBe(2);
});

test('the filters leave over what they say, and say when nothing is left', async () => {
  const { page } = shop;
  await openHistory();
  await page.keyboard.press('F4');
  const filters = page.getByRole('search', { name: 'Filter' });
  await expect
    .poll(() => filters.getByLabel('Mitarbeiter').evaluate((one) => one === document.activeElement))
    .toBe(true);
  await filters.getByLabel('Feld').selectOption({ label: 'Geburtsdatum' });
  await row('Geburtsdatum – 03.04.1961').waitFor();
  expect(await row(/Notiz/).count()).toBe(0);
  await filters.getByLabel('von').fill('1.1.2099');
  await log().getByText('Zu diesen Filtern gibt es keine Änderung.').waitFor();
  await filters.getByLabel('von').press('Tab');
  expect(await filters.getByLabel('von').inputValue()).toBe('01.01.2099');
  await filters.getByLabel('bis').fill('31.2.');
  await page.getByText('Bitte als Tag eingeben').waitFor();
  await filters.getByRole('button', { name: 'Zurücksetzen' }).click();
  await row('Notiz Notiz 49 Notiz 50').waitFor();
  expect(await filters.getByLabel('bis').inputValue()).toBe('');
  await filters.getByLabel('bis').fill(today);
  await row('Notiz Notiz 49 Notiz 50').waitFor();
  await filters.getByLabel('von').fill(today);
  await row('Notiz Notiz 49 Notiz 50').waitFor();
});

// E-03
test('Mehr - F11 opens the same log from any tab, and Esc brings the mask back', async () => {
  const { page } = shop;
  await page.keyboard.press('F11');
  // Not the first entry of the menu.
  await page.getByRole('menuitem', { name: 'Änderungsprotokoll' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Änderungsprotokoll – Beispiel, Erika' });
  await dialog.getByRole('row', { name: 'Notiz Notiz 49 Notiz 50' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('textbox', { name: 'Titel', exact: true }).waitFor();
});
