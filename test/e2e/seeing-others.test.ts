// Two people on one customer, each at a counter of his own: an open mask says that it was saved elsewhere, F5 takes that in and
// keeps what is typed, and where both changed one field both values can be read before saving. Keyboard only.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { type Chain, openChain } from '../support/chain.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, signIn } from '../support/shop.ts';

let chain: Chain;
let here: Page;
let there: Page;
beforeAll(async () => {
  chain = await openChain(async (client) => {
    for (const lastName of ['Amsel', 'Becker', 'Conrad', 'Dorn'])
      await client.customers.save({
        ...{ id: null, basedOn: null, appActive: null, draftId: null },
        form: {
          ...emptyForm('natural', 'active'),
          ...{ lastName, firstName: 'Anna' },
          phones: [{ id: null, label: 'privat', number: '+493023125101', sms: false }],
        },
      });
  });
  here = chain.one.page;
  there = (await chain.joinedCounter('Tresen 2')).page;
  await signIn(here);
  await signIn(there, 'Bernd Bussard', '2345');
});
afterAll(() => chain.close());
beforeEach(() => expect(chain.errors).toEqual([]));

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const bar = (page: Page, workstation = 'Tresen 2') =>
  page.getByText(`Auf Arbeitsplatz „${workstation}“ geändert – Neuladen - F5`);
const clashes = (page: Page) => page.getByRole('list', { name: 'Beide geändert' });

async function openBoth(name: string): Promise<void> {
  for (const page of [here, there]) {
    await page.keyboard.press('F3');
    await searchBox(page).fill(name);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `${name}, Anna` }).waitFor();
  }
}

async function save(page: Page): Promise<void> {
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.').waitFor();
}

// E-02
test('the open mask says where it was saved; F5 shows it without a question and keeps what is typed', async () => {
  await openBoth('Amsel');
  await field(here, 'E-Mail').fill('hier@example.com');
  await field(there, 'Notiz').fill('von dort');
  await save(there);
  await bar(here).waitFor();
  expect(await field(here, 'Notiz').inputValue()).toBe('');
  expect(await accessibilityProblems(here)).toEqual([]);
  await here.keyboard.press('F5');
  await bar(here).waitFor({ state: 'detached' });
  await expect.poll(() => field(here, 'Notiz').inputValue()).toBe('von dort');
  expect(await field(here, 'E-Mail').inputValue()).toBe('hier@example.com');
  expect(await clashes(here).count()).toBe(0);
  await save(here);
  await bar(there, 'Tresen 1').waitFor();
  await there.keyboard.press('F5');
  await expect.poll(() => field(there, 'E-Mail').inputValue()).toBe('hier@example.com');
});

test('where both changed one field both values are readable and reachable; saving writes the typed one', async () => {
  await openBoth('Becker');
  await field(here, 'Vorname').fill('Anne');
  await field(here, 'Telefonnummer').fill('030 23125102');
  await field(there, 'Vorname').fill('Hanna');
  await field(there, 'Telefonnummer').fill('030 23125103');
  await save(there);
  await bar(here).waitFor();
  await here.keyboard.press('F5');
  await clashes(here).getByText('Vorname: Ihre Eingabe Anne, gespeichert Hanna').waitFor();
  await clashes(here)
    .getByText('Telefon 1, Telefonnummer: Ihre Eingabe 030 23125102, gespeichert 030 23125103')
    .waitFor();
  expect(await field(here, 'Vorname').inputValue()).toBe('Anne');
  const said = await field(here, 'Vorname').getAttribute('aria-describedby');
  const notes = await Promise.all((said ?? '').split(' ').map((id) => here.locator(`[id="${id}"]`).innerText()));
  expect(notes.join(' ')).toContain('Gespeichert: Hanna');
  expect(await accessibilityProblems(here)).toEqual([]);
  await here.getByRole('button', { name: 'Gespeicherten Wert übernehmen: Telefon 1, Telefonnummer' }).press('Enter');
  expect(await field(here, 'Telefonnummer').inputValue()).toBe('030 23125103');
  await expect.poll(() => clashes(here).getByRole('listitem').count()).toBe(1);
  await save(here);
  await clashes(here).waitFor({ state: 'detached' });
  await bar(there, 'Tresen 1').waitFor();
  await there.keyboard.press('F5');
  await expect.poll(() => field(there, 'Vorname').inputValue()).toBe('Anne');
  expect(await field(there, 'Telefonnummer').inputValue()).toBe('030 23125103');
  // Known to the one who saved it, so it is no conflict.
  expect(await here.getByText(/Konflikt/).count()).toBe(0);
});

test('whoever saves without reloading meets the other value first, and never overwrites it unseen', async () => {
  await openBoth('Conrad');
  await field(here, 'Notiz').fill('meine');
  await field(there, 'Notiz').fill('deine');
  await field(there, 'E-Mail').fill('dort@example.com');
  await save(there);
  await bar(here).waitFor();
  await here.keyboard.press('F1');
  await here.getByText('Dieser Kunde wurde inzwischen geändert.').waitFor();
  await clashes(here).getByText('Notiz: Ihre Eingabe meine, gespeichert deine').waitFor();
  expect(await field(here, 'E-Mail').inputValue()).toBe('dort@example.com');
  await save(here);
  await bar(there, 'Tresen 1').waitFor();
  await there.keyboard.press('F5');
  await expect.poll(() => field(there, 'Notiz').inputValue()).toBe('meine');
});

test('what was saved elsewhere before, but arrives only now, counts from its arrival', async () => {
  await openBoth('Dorn');
  await chain.server.stop();
  await field(there, 'Notiz').fill('offline geschrieben');
  await save(there);
  await there
    .getByRole('contentinfo')
    .getByRole('button', { name: /^Offline – / })
    .waitFor();
  // Saved later, and here first.
  await field(here, 'E-Mail').fill('hier@example.com');
  await save(here);
  await chain.server.start();
  await bar(here).waitFor({ timeout: 120_000 });
  await field(here, 'Titel').fill('Dr.');
  await here.keyboard.press('F1');
  await here.getByText('Gespeichert.').waitFor();
  expect(await field(here, 'Notiz').inputValue()).toBe('offline geschrieben');
});
