// The worklist 'Einwilligungen laufen ab' at the screen, years later: who stands on it, the way to the customer, and what has passed.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import { type OpenStage, openStage, type Stage } from '../settings-effects/stage.ts';
import { focusComesTo, hasFocus, tabTo } from '../support/keyboard.ts';
import { looking } from '../support/looking.ts';

const DAY = 86_400_000;

let shop: OpenStage;
let stage: Stage;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  shop = await openStage('alone');
});
afterAll(() => shop.close());
beforeEach(async () => {
  stage = await shop.enter();
  page = stage.page;
  page.on('pageerror', (error) => errors.push(error.message));
  await stage.set({ missingConsentHint: false });
});
afterEach(() => expect(errors).toEqual([]));

const which = () => page.getByRole('combobox', { name: 'Anzeigen' });
const list = () => page.getByRole('table', { name: 'Einwilligungen laufen ab' });
const names = () => list().getByRole('button').allInnerTexts();

async function granted(...purposes: Purpose[]) {
  const customer = await stage.customer();
  await stage.client.consent.answer({ customerId: customer.id, granted: purposes, how: 'oral' });
  return { ...customer, name: `${customer.lastName}, Erika` };
}

/** As a number of days from today is written. */
function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY).toLocaleDateString('de-DE', { dateStyle: 'medium' });
}

/** Nothing waits that the screen knows of until something is saved. */
async function openWorklist(): Promise<void> {
  await stage.customer();
  await page.getByRole('tab', { name: 'Aufgaben' }).waitFor();
  await page.keyboard.press('Alt+a');
  await page.getByRole('heading', { level: 1, name: 'Einwilligungen laufen ab' }).waitFor();
  await focusComesTo(which());
}

async function faultless(stop: string): Promise<void> {
  const { look, faults } = looking(page);
  await look(stop);
  expect(faults).toEqual([]);
}

test('60 days before its time a consent stands on the list, by its day; Enter opens the customer, and a renewed one goes [N-06]', async () => {
  const first = await granted('storage', 'advertisingEmail');
  stage.forward(5 * DAY);
  const second = await granted('storage');
  stage.forward(673 * DAY);
  await openWorklist();
  await expect.poll(names).toEqual([first.name, second.name]);
  const { number } = await stage.client.customers.byId({ id: first.id });
  await list()
    .getByRole('row', { name: new RegExp(`^${first.name} ${number} ${dayIn(0)} `) })
    .waitFor();
  await page.getByRole('status').filter({ hasText: '2 angezeigt.' }).waitFor();
  await faultless('worklist');

  const purpose = page.getByRole('combobox', { name: 'Zweck' });
  await purpose.selectOption('Werbung per E-Mail');
  await expect.poll(names).toEqual([first.name]);
  await purpose.selectOption('Datenspeicherung');
  await expect.poll(names).toEqual([first.name, second.name]);

  await tabTo(page, list().getByRole('button', { name: second.name }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: second.name }).waitFor();
  expect(await page.getByRole('tab', { name: 'Datenschutz' }).getAttribute('aria-selected')).toBe('true');
  await stage.client.consent.answer({ customerId: second.id, granted: ['storage'], how: 'oral' });
  await page.keyboard.press('Alt+a');
  await expect.poll(names).toEqual([first.name]);
});

test('what was not renewed in time stands under abgelaufen, and one who withdrew on neither list [N-06]', async () => {
  const late = await granted('storage');
  const gone = await granted('storage');
  stage.forward(DAY);
  await stage.client.consent.withdraw({ customerId: gone.id, purposes: ['storage'], how: 'oral' });
  stage.forward(734 * DAY);
  await openWorklist();
  await page.getByText('Keine Einwilligung läuft ab.').waitFor();
  await faultless('worklist, nobody on it');
  await page.keyboard.press('a');
  await expect.poll(names).toEqual([late.name]);
  expect(await hasFocus(which())).toBe(true);
  await list().getByRole('columnheader', { name: 'zu erneuern seit' }).waitFor();
  await faultless('worklist, passed');
});
