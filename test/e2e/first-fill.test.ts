// A PC that joins a shop of many customers, in the real window: it says how far it is in whole numbers that rise, lets one sign in,
// and has everybody afterwards.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Service } from '../../src-main/service/service.ts';
import { type Chain, openChain } from '../support/chain.ts';
import { accessibilityProblems, signIn } from '../support/shop.ts';
import { searchFor } from '../support/tour.ts';

/** Enough for the file of a first fill (5,000), and a number that is written with its point. */
const MANY = 12_400;

let chain: Chain;
beforeAll(async () => {
  chain = await openChain(async (_client, service) => fillUp(service, MANY), 'Electron');
});
afterAll(() => chain.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

test('a first fill of 12.400 customers tells its progress, and all of them are found afterwards', async () => {
  const { page } = await chain.emptyCounter();
  await button(page, 'Mit Filialserver verbinden …').press('Enter');
  await field(page, 'Adresse des Filialservers').fill(chain.server.address);
  await field(page, 'Aktivierungscode').fill(await chain.activationCode('Tresen 2'));
  const told = await listenForAmounts(page);
  await page.keyboard.press('Enter');
  const filling = page.getByRole('heading', { name: 'Daten werden übertragen' });
  await filling.waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  const amounts = (await told()).filter((text) => /Kunden$/.test(text));
  expect(amounts.length).toBeGreaterThan(0);
  const done = amounts.map((text) => {
    const [, so, all] = /^([\d.]+) von ([\d.]+) Kunden$/.exec(text) ?? [];
    expect(all, text).toBe('12.400');
    return Number(so?.replaceAll('.', ''));
  });
  expect(done).toEqual(done.toSorted((a, b) => a - b));

  await signIn(page, 'Bernd Bussard', '2345');
  await searchFor(page, '112399');
  await page.getByRole('row').filter({ hasText: 'Nachname 12399' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Nachname 12399, Vorname' }).waitFor();
  await field(page, 'Notiz').fill('vom neuen PC');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.').waitFor();
  await page.getByRole('contentinfo').getByRole('button', { name: 'Verbunden', exact: true }).waitFor();

  // And what the new PC saved is there at the first one.
  const { page: first } = chain.one;
  await signIn(first);
  await searchFor(first, '112399');
  await first.getByRole('row').filter({ hasText: 'Nachname 12399' }).waitFor();
  await first.keyboard.press('Enter');
  await first.getByRole('heading', { level: 1, name: 'Nachname 12399, Vorname' }).waitFor();
  await expect.poll(() => field(first, 'Notiz').inputValue()).toBe('vom neuen PC');
  expect(chain.errors).toEqual([]);
});

/** Every text of the progress bar that differs from the one before. @returns reads them */
async function listenForAmounts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    (window as unknown as { heard: string[] }).heard = heard;
    new MutationObserver(() => {
      const text = document.querySelector('[role=progressbar]')?.getAttribute('aria-valuetext');
      if (text && heard.at(-1) !== text) heard.push(text);
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

function fillUp(service: Service, count: number): void {
  const { house } = service.counter;
  if (!house) throw new Error('not open');
  // Only what comes of it is looked at.
  house.db.sqlite.pragma('synchronous = OFF');
  const branchId = house.session.seat?.branch.id ?? '';
  for (let at = 0; at < count; at += 1)
    house.save('customer.create', (unit) =>
      unit.create('customer', {
        ...{ id: house.newId(), number: String(100_000 + at), branchId },
        ...{ lastName: `Nachname ${at}`, firstName: 'Vorname', birthDate: '1961-04-03' },
      }),
    );
  house.db.sqlite.pragma('synchronous = FULL');
}
