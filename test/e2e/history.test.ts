// A customer's history as staff look something up in it: this year first, the years before by one button, full text, and the
// filters behind F4 as in the search. The change log of a page of the administration is worked the same way.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { focusComesTo, openTab, tabTo } from '../support/keyboard.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, openShop, type Shop, withoutReminder } from '../support/shop.ts';

let shop: Shop;
let page: Page;
const year = new Date().getFullYear();
const FIRST = `01.01.${year}`;

beforeAll(async () => {
  shop = await openShop(async (client, clock) => {
    await withoutReminder(client);
    const now = clock.now;
    const save = (id: string | null, more: Partial<CustomerForm>) => {
      const form = { ...emptyForm('natural', 'active'), firstName: 'Erika', lastName: 'Beispiel', ...more };
      return client.customers.save({ id, basedOn: null, form, appActive: null, draftId: null });
    };
    clock.now = new Date(year - 12, 5, 1).getTime();
    const quiet = await save(null, { lastName: 'Altmann' });
    clock.now = new Date(year - 2, 5, 1).getTime();
    await save(quiet.id, { lastName: 'Altmann', note: 'ruft zurück' });
    const busy = await save(null, { email: 'erika@example.com' });
    clock.now = now;
    const phones = [{ id: null, label: null, number: '030 23125001', sms: false }];
    await save(busy.id, { email: 'erika@example.com', note: 'Hörgeräte bestellt', phones });
    await save(busy.id, { email: 'erika.beispiel@example.com', note: 'Hörgeräte bestellt', phones: [] });
  });
  page = shop.page;
});
afterAll(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

const filters = () => page.getByRole('search', { name: 'Filter' });
const box = () => filters().getByRole('searchbox', { name: 'Änderungen durchsuchen' });
const panel = () => filters().getByRole('group', { name: 'Filter' });
const arrow = () => filters().getByRole('button', { name: /^Filter( aktiv.*)?$/ });
const colour = () => arrow().evaluate((one) => getComputedStyle(one).backgroundColor);
const log = () => page.getByRole('region', { name: 'Änderungsprotokoll' });
const row = (name: string) => log().getByRole('row', { name, exact: true });
/** One a change set, and the head of the table. */
const sets = () => log().getByRole('rowgroup').count();

async function openHistory(name: string): Promise<void> {
  await page.keyboard.press('F3');
  await searchBox(page).fill(name);
  await page.getByRole('table', { name: 'Treffer' }).getByText(name).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: new RegExp(name) }).waitFor();
  await openTab(page, 'Historie');
  await box().waitFor();
}

test('the history begins with the year, and the years before are there when asked for [E-79]', async () => {
  await openHistory('Beispiel');
  await row('Notiz – Hörgeräte bestellt').waitFor();
  expect(await sets()).toBe(3);
  expect(await arrow().innerText()).toContain(`Filter aktiv: seit ${FIRST}`);
  const yellow = await colour();
  expect(yellow).not.toBe('rgba(0, 0, 0, 0)');
  await page.keyboard.press('F4');
  await focusComesTo(panel().getByRole('combobox', { name: 'Mitarbeiter' }));
  expect(await panel().getByRole('textbox', { name: 'von' }).inputValue()).toBe(FIRST);
  expect(await accessibilityProblems(page)).toEqual([]);
  await tabTo(page, filters().getByRole('button', { name: 'Zurücksetzen' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await row('Erstellen: Kunde').waitFor();
  expect(await sets()).toBe(4);
  await filters().getByText('alle Jahre', { exact: true }).waitFor();
  expect(await panel().getByRole('textbox', { name: 'von' }).inputValue()).toBe('');
  expect(await arrow().innerText()).not.toContain('aktiv');
  expect(await colour()).not.toBe(yellow);
  await focusComesTo(box());
  await page.keyboard.press('F4');
  await expect.poll(() => panel().count()).toBe(0);
});

test('a history without a change this year says so and offers the earlier ones, ten years of them [E-79]', async () => {
  await openHistory('Altmann');
  await log().getByText(`Seit dem ${FIRST} wurde hier nichts geändert.`).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await tabTo(page, log().getByRole('button', { name: 'Alle Jahre zeigen' }));
  await page.keyboard.press('Enter');
  await row('Notiz – ruft zurück').waitFor();
  await focusComesTo(log());
  // What is older than ten years is not shown any more.
  expect(await sets()).toBe(2);
  expect(await row('Erstellen: Kunde').count()).toBe(0);
});

test('a full text finds values, fields, people and doings in the spelling of the search [E-79]', async () => {
  await openHistory('Beispiel');
  await row('Notiz – Hörgeräte bestellt').waitFor();
  for (const [typed, found] of [
    ['hoergeraete', 2],
    ['HÖRGER', 2],
    ['erika.beispiel', 2],
    ['e-mail', 2],
    ['löschen telefon', 2],
    ['amsel', 3],
    ['kunde geaendert', 3],
  ] as const) {
    await box().fill(typed);
    await expect.poll(sets, { message: typed }).toBe(found);
  }
  await box().fill('nirgends');
  await log().getByText('Keine Änderung enthält „nirgends“.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await box().fill('hörgeräte');
  await page.keyboard.press('Enter');
  await focusComesTo(log());
});

test('the type of a change narrows to what was created, changed, removed or merged [E-79 E-80]', async () => {
  await openHistory('Beispiel');
  await page.keyboard.press('F4');
  const kind = panel().getByRole('combobox', { name: 'Aktion' });
  expect(await kind.locator('option').allInnerTexts()).toEqual([
    'alle',
    'Erstellen',
    'Ändern',
    'Löschen',
    'Zusammenfassen',
  ]);
  await kind.selectOption('Löschen');
  await log()
    .getByRole('row', { name: /^Löschen: Telefon/ })
    .waitFor();
  await expect.poll(sets).toBe(2);
  expect(
    await log()
      .getByRole('row', { name: /^E-Mail/ })
      .count(),
  ).toBe(0);
  expect(await arrow().innerText()).toContain(`Filter aktiv: Aktion, seit ${FIRST}`);
  await kind.selectOption('Zusammenfassen');
  await log().getByText('Zu diesen Filtern gibt es keine Änderung.').waitFor();
  await page.keyboard.press('F4');
  await focusComesTo(box());
});

test('the same filters work in a change log of the administration and in Vorgänge [B-41 E-80]', async () => {
  await page.keyboard.press('Alt+f');
  await page.getByRole('heading', { name: 'Filiale', level: 1 }).waitFor();
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Änderungsprotokoll' }).waitFor();
  await page.keyboard.press('Enter');
  await row('Erstellen: Filiale').waitFor();
  // No year is left out here, and nothing narrows the log.
  await filters().getByText('alle Jahre', { exact: true }).waitFor();
  expect(await arrow().innerText()).not.toContain('aktiv');
  await page.keyboard.press('F4');
  await focusComesTo(panel().getByRole('combobox', { name: 'Mitarbeiter' }));
  await panel().getByRole('combobox', { name: 'Aktion' }).selectOption('Ändern');
  await log().getByText('Zu diesen Filtern gibt es keine Änderung.').waitFor();
  expect(await arrow().innerText()).toContain('Filter aktiv: Aktion');
  expect(await accessibilityProblems(page)).toEqual([]);
  await filters().getByRole('button', { name: 'Zurücksetzen' }).press('Enter');
  await row('Erstellen: Filiale').waitFor();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+v');
  const cases = page.getByRole('group', { name: 'Vorgänge filtern' });
  const narrowed = page.getByRole('button', { name: 'Filter aktiv: Stand' });
  await page.getByRole('searchbox', { name: 'Vorgänge durchsuchen' }).waitFor();
  await page.keyboard.press('F4');
  await focusComesTo(cases.getByRole('combobox', { name: 'Stand' }));
  await cases.getByRole('combobox', { name: 'Stand' }).selectOption('alle');
  await narrowed.waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await focusComesTo(page.getByRole('searchbox', { name: 'Vorgänge durchsuchen' }));
  await page.keyboard.press('F4');
  await expect.poll(() => cases.count()).toBe(0);
  await page.getByRole('button', { name: 'Zurücksetzen' }).press('Enter');
  await narrowed.waitFor({ state: 'detached' });
});
