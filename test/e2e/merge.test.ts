// Two records of one person, by keyboard: found by the report, put side by side, merged, and taken back; a stub leads on.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { type Chain, openChain } from '../support/chain.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, signIn } from '../support/shop.ts';

let chain: Chain;
let page: Page;
beforeAll(async () => {
  chain = await openChain(async (client) => {
    const both = { birthDate: '1961-04-03', lastName: 'Müller' };
    for (const more of [
      { firstName: 'Anna', note: 'mag Tee', email: 'anna@example.com' },
      { firstName: 'Anna', note: 'mag Kaffee', title: 'Dr.' },
    ])
      await client.customers.save({
        ...{ id: null, basedOn: null, appActive: null, draftId: null },
        form: { ...emptyForm('natural', 'active'), ...both, ...more },
      });
  });
  page = chain.one.page;
  await signIn(page);
  await page.getByRole('contentinfo').getByRole('button', { name: 'Verbunden', exact: true }).waitFor();
});
afterAll(() => chain.close());
beforeEach(() => expect(chain.errors).toEqual([]));

const button = (name: string) => page.getByRole('button', { name, exact: true });
const menuItem = async (name: string | RegExp) => {
  await page.keyboard.press('F11');
  const item = page.getByRole('menuitem', { name });
  await item.waitFor();
  await item.press('Enter');
};
/** For whoever wants to look at the pages: set PICTURES to a folder. */
const take = async (name: string) => {
  const folder = process.env.PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

test('the report finds a pair, both are put side by side, and become one: the chosen note, and blanks filled [N-09]', async () => {
  await page.keyboard.press('F3');
  await searchBox(page).fill('müller');
  await page
    .getByRole('button', { name: /^Müller/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Müller/ }).waitFor();
  await menuItem('Mögliche Dubletten …');
  await button('Jetzt suchen').press('Enter');
  const pair = page.getByRole('article', { name: 'Müller, Anna und Müller, Anna' });
  await pair.waitFor();
  await page.getByText(/^Zuletzt gesucht/).waitFor();
  expect(await pair.textContent()).toMatch(/80 Punkte.*gleicher Name \(40\), gleiches Geburtsdatum \(40\)/);
  expect(await accessibilityProblems(page)).toEqual([]);
  await take('duplicates');
  await tabTo(page, button('Vergleichen'));
  await page.keyboard.press('Enter');
  await focusComesTo(page.getByRole('heading', { level: 1, name: 'Kunden zusammenfassen' }).locator('..'));
  const note = page.getByRole('radiogroup', { name: 'Welcher Wert gilt: Notiz' });
  await note.waitFor();
  const [left] = await note.getByRole('radio').all();
  expect(await left?.isChecked()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  await take('merge');
  await tabTo(
    page,
    note
      .getByRole('radio', { name: 'mag Tee' })
      .or(note.getByRole('radio', { checked: true }))
      .first(),
  );
  await note.getByRole('radio', { name: 'mag Kaffee' }).press('Space');
  await tabTo(page, button('Zusammenfassen'));
  await page.keyboard.press('Enter');
  await page.getByText('Zusammengefasst: Müller, Anna.').waitFor();
  await page.getByText(/^zusammengeführt mit Nr\. \d+$/).waitFor();
  expect(await page.getByRole('textbox', { name: 'Notiz' }).inputValue()).toBe('mag Kaffee');
  expect(await page.getByRole('textbox', { name: 'Titel' }).inputValue()).toBe('Dr.');
  expect(await page.getByRole('textbox', { name: 'E-Mail' }).inputValue()).toBe('anna@example.com');
  await take('merged');
});

test('taking it back says what was changed since, and both are customers again [N-09]', async () => {
  await page.getByRole('textbox', { name: 'Notiz' }).fill('trinkt Wasser');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.').waitFor();
  await menuItem(/^Zusammenfassung mit Nr\. \d+ aufheben …$/);
  await page.getByRole('heading', { level: 1, name: 'Zusammenfassung aufheben' }).waitFor();
  await button('Aufheben').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await take('unmerge');
  await tabTo(page, button('Aufheben'));
  await page.keyboard.press('Enter');
  await page.getByText('Müller, Anna ist wieder ein eigener Kunde.').waitFor();
  await page.getByRole('heading', { level: 1, name: /^Müller/ }).waitFor();
  expect(await page.getByText(/^zusammengeführt mit/).count()).toBe(0);
});
