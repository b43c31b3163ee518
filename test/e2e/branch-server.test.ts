// Two counters of one shop and their branch server, each a real program: joining from an empty PC with every refusal in words,
// the status line through a cut and back, and what both said differently, decided by keyboard.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { type Chain, type ChainCounter, openChain } from '../support/chain.ts';
import { focusComesTo } from '../support/keyboard.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, signIn } from '../support/shop.ts';

let chain: Chain;
let two: ChainCounter;
beforeAll(async () => {
  chain = await openChain(async (client) => {
    for (const lastName of ['Müller', 'Weiß', 'Klein'])
      await client.customers.save({
        ...{ id: null, basedOn: null, appActive: null, draftId: null },
        form: { ...emptyForm('natural', 'active'), lastName, firstName: 'Anna' },
      });
  });
  two = await chain.emptyCounter();
});
afterAll(() => chain.close());
beforeEach(() => expect(chain.errors).toEqual([]));

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const status = (page: Page, name: string | RegExp) =>
  page.getByRole('contentinfo').getByRole('button', { name, exact: true });

async function openCustomer(page: Page, name: string): Promise<void> {
  await page.keyboard.press('F3');
  await searchBox(page).fill(name);
  await page
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: new RegExp(`^${name}`) }).waitFor();
}

async function type(page: Page, name: string, value: string): Promise<void> {
  await field(page, name).fill(value);
}

async function save(page: Page): Promise<void> {
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.').waitFor();
}

test('an empty PC joins by address and activation code; every refusal is said in words', async () => {
  const { page } = two;
  await button(page, 'Mit Filialserver verbinden …').click();
  await page.getByRole('heading', { name: 'Mit Filialserver verbinden' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const [address, code] = [field(page, 'Adresse des Filialservers'), field(page, 'Aktivierungscode')];
  const join = async (at: string, with_: string, says: RegExp) => {
    await address.fill(at);
    await code.fill(with_);
    await page.keyboard.press('Enter');
    await page.getByText(says).waitFor();
  };
  await join('', '', /Bitte ausfüllen/);
  await join('kein server', 'A', /keine Adresse/);
  await join('http://server.example.com', 'A', /https:\/\//);
  await join('http://127.0.0.1:9', 'A', /nicht erreichbar/);
  await join(chain.server.address, 'FALSCH', /stimmt nicht, wurde schon benutzt oder ist abgelaufen/);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('code');
  await code.fill((await chain.activationCode('Tresen 2')).toLowerCase());
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await page.getByText('Sonnen-Apotheke · Tresen 2').waitFor();
  await signIn(page, 'Bernd Bussard', '2345');
  await signIn(chain.one.page);
  await status(page, 'Verbunden').waitFor();
  await openCustomer(page, 'Müller');
});

test('what one counter saves the other finds at once', async () => {
  const { page } = chain.one;
  await page.keyboard.press('F2');
  await type(page, 'Nachname', 'Neumann');
  await save(page);
  await two.page.keyboard.press('F3');
  await searchBox(two.page).fill('neumann');
  await expect.poll(() => two.page.getByRole('table', { name: 'Treffer' }).count()).toBe(1);
  await openCustomer(two.page, 'Neumann');
});

// N-23
test('the status line says offline and how much waits, tries again when asked, and is right again by itself', async () => {
  await chain.server.stop();
  const { page } = two;
  await openCustomer(page, 'Müller');
  await type(page, 'Notiz', 'von zwei');
  await save(page);
  await status(page, 'Offline – 1 Änderung wartet').waitFor();
  await status(page, /^Offline/).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Filialserver' });
  await dialog.getByText(/Sie können weiterarbeiten/).waitFor();
  await dialog.getByText(/^So seit/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await button(page, 'Jetzt versuchen').press('Enter');
  await dialog.getByText(/Es ist noch so/).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await openCustomer(chain.one.page, 'Müller');
  await type(chain.one.page, 'Notiz', 'von eins');
  await save(chain.one.page);
  await chain.server.start();
  await status(chain.one.page, /^Offline/).press('Enter');
  await button(chain.one.page, 'Jetzt versuchen').press('Enter');
  await chain.one.page.getByRole('dialog').getByText('Verbunden', { exact: true }).waitFor();
  await chain.one.page.keyboard.press('Escape');
  await status(chain.one.page, /^Verbunden/).waitFor();
});

// N-23
test('what both said waits under Konflikte; the mask and the status line lead there; deciding needs no mouse', async () => {
  const { page } = two;
  // By itself, within the longest pause.
  await status(page, /^Verbunden · 1 Konflikt/).waitFor({ timeout: 120_000 });
  await status(chain.one.page, /1 Konflikt/).waitFor();
  await openCustomer(chain.one.page, 'Müller');
  await chain.one.page.getByText('Zu diesem Kunden wartet ein Konflikt auf eine Entscheidung.').waitFor();
  await button(chain.one.page, 'Zu den Konflikten').press('Enter');
  await chain.one.page.getByRole('heading', { name: 'Konflikte', exact: true }).waitFor();

  await page.keyboard.press('F3');
  await status(page, /1 Konflikt/).press('Enter');
  await page.keyboard.press('Enter');
  const entry = page.getByRole('article', { name: 'Müller, Anna: Notiz' });
  await entry.waitFor();
  const text = await entry.innerText();
  for (const part of ['von zwei', 'Bernd Bussard, Tresen 2', 'von eins', 'Anna Amsel, Tresen 1'])
    expect(text).toContain(part);
  expect(await accessibilityProblems(page)).toEqual([]);
  await button(page, 'Anderen Wert eingeben').press('Enter');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Notiz' }).fill('beides');
  await button(page, 'Übernehmen').press('Enter');
  await page.getByText('Keine Konflikte.').waitFor();
  await status(page, 'Verbunden').waitFor();
  await chain.one.page.getByText('Keine Konflikte.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await openCustomer(chain.one.page, 'Müller');
  expect(await field(chain.one.page, 'Notiz').inputValue()).toBe('beides');
});

test('a first fill that was cut says so and goes on when asked', async () => {
  const { page } = await chain.joinedCounter('Tresen 3', 'cut');
  await page.getByRole('heading', { name: 'Daten werden übertragen' }).waitFor();
  await page.getByText('Der Filialserver ist gerade nicht erreichbar. Es wird von selbst weiter versucht.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await chain.server.start();
  await button(page, 'Jetzt versuchen').press('Enter');
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await signIn(page, 'Bernd Bussard', '2345');
  await status(page, 'Verbunden').waitFor();
  await openCustomer(page, 'Müller');
});

test('a workstation that was ended says so, and can only join anew', async () => {
  const { page } = two;
  await chain.endWorkstation('Tresen 2');
  await page.getByRole('heading', { name: 'Dieser Arbeitsplatz wurde abgemeldet' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await button(page, 'Neu verbinden').press('Enter');
  await page.getByRole('heading', { name: 'Mit Filialserver verbinden' }).waitFor();
  expect(await button(page, 'Zurück').count()).toBe(0);
  await field(page, 'Adresse des Filialservers').fill(chain.server.address);
  await field(page, 'Aktivierungscode').fill(await chain.activationCode('Tresen 4'));
  await page.keyboard.press('Enter');
  await page.getByText('Sonnen-Apotheke · Tresen 4').waitFor();
});

test('the same in English: no German word on the line, in its dialog, among conflicts', async () => {
  const { page } = chain.one;
  await page.keyboard.press('Control+l');
  await button(page, 'English').click();
  await page.getByLabel('PIN').fill('1234');
  await page.keyboard.press('Enter');
  // The mask that was open before the lock takes the focus when it is there again.
  await focusComesTo(page.getByRole('tab', { name: 'Master data' }));
  await status(page, 'Connected').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Branch server' });
  await dialog.getByText(/at once on the other workstations/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    window.location.hash = '#/contacts/conflicts';
    window.location.reload();
  });
  await page.getByRole('heading', { name: 'Conflicts', exact: true }).waitFor();
  await page.getByText('No conflicts.').waitFor();
});
