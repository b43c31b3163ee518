// Dialogs of a chain that begin with its branches, on a slow line: they come up once these are known, never with half of them.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chain, openChain } from '../support/chain.ts';
import { signIn } from '../support/shop.ts';
import { type SlowWire, slowWire } from '../support/slow-wire.ts';
import { standsStill } from '../support/tour.ts';

let chain: Chain;
let page: Page;
let wire: SlowWire;
beforeAll(async () => {
  chain = await openChain();
  page = chain.one.page;
  wire = await slowWire(page);
  await signIn(page);
});
afterAll(async () => {
  expect(chain.errors).toEqual([]);
  await chain.close();
});

/** The page 'Arbeitsplätze' or 'Mitarbeiter' of a window that has just been loaded, its branches still on their way. */
async function openSlowly(place: string, title: string, row: RegExp) {
  await page.evaluate((hash) => window.history.replaceState(null, '', hash), `#/administration/${place}`);
  const held = wire.hold('branches/all');
  await page.reload();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.getByRole('row', { name: row }).waitFor();
  return held;
}

test('a new workstation begins with this branch, however slowly the branches come', async () => {
  const { asked, letGo } = await openSlowly('workstations', 'Arbeitsplätze', /Tresen 1/);
  await page.keyboard.press('F2');
  await asked;
  await standsStill(page);
  const making = page.getByRole('dialog', { name: 'Neuer Arbeitsplatz' });
  expect(await making.count()).toBe(0);
  letGo();
  await making.getByRole('textbox', { name: 'Name' }).fill('Tresen 2');
  await making.getByLabel('Ihre PIN').fill('9999');
  await page.keyboard.press('Enter');
  await making.getByText('Die PIN stimmt nicht.').waitFor();
  await page.keyboard.press('Escape');
  await making.waitFor({ state: 'detached' });
});

test('an employee opens with his roles in all branches, however slowly the branches come', async () => {
  const { asked, letGo } = await openSlowly('employees', 'Mitarbeiter', /Bernd Bussard/);
  await page.getByRole('button', { name: 'Bernd Bussard', exact: true }).press('Enter');
  await asked;
  await standsStill(page);
  expect(await page.getByRole('dialog').count()).toBe(0);
  letGo();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});
