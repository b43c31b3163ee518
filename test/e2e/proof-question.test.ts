// Who gives rights is asked for his PIN where the sign-in's does not count any more, in the middle of whatever he is saving, and
// loses nothing by saying no; without the branch server the page says so before anybody types. A real server, a real browser.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { networkRoad } from '../../src-main/service/sync/network-road.ts';
import { serverLine } from '../../src-main/service/sync/server-line.ts';
import { type Chain, openChain } from '../support/chain.ts';
import { PIN } from '../support/counter.ts';
import { aloud } from '../support/messages.ts';
import { accessibilityProblems, signIn } from '../support/shop.ts';

let chain: Chain;
let page: Page;
beforeAll(async () => {
  chain = await openChain();
  page = chain.one.page;
});
afterAll(() => chain.close());
beforeEach(() => expect(chain.errors).toEqual([]));

const dialog = (name: string) => page.getByRole('dialog', { name, exact: true });
const LONG = { timeout: 60_000 };

/** As somebody does who tries PINs with this workstation's token: the server then makes the right one wait, too. */
async function exhaustPins(): Promise<void> {
  const token = fileKeyStore(chain.one.directory).readToken();
  const line = serverLine(networkRoad.fetch, chain.server.address, () => token);
  const { employeeId } = chain;
  for (let wrong = 0; wrong < 6; wrong++)
    await line.employees.prove({ proof: { employeeId, pin: '9999' } }).catch(() => undefined);
}

async function hire(name: string): Promise<void> {
  await page.getByRole('heading', { name: 'Mitarbeiter', level: 1 }).waitFor();
  await page.keyboard.press('F2');
  await dialog('Neuer Mitarbeiter').waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByLabel('PIN', { exact: true }).fill('3456');
  await page.getByLabel('PIN wiederholen').fill('3456');
  await page.keyboard.press('F1');
}

test('the sign-in’s PIN is enough; where the server has not taken it, the page asks, and no says that nothing was saved', async () => {
  await signIn(page);
  await page.keyboard.press('Alt+f');
  await page.getByRole('navigation', { name: 'Seiten der Filialverwaltung' }).getByText('Mitarbeiter').click();
  await hire('Carla Dohle');
  await page.getByRole('row', { name: /Carla Dohle/ }).waitFor();

  // The server makes the PIN wait for some seconds; on a slow machine they may be over before the sign-in.
  let asked = false;
  for (let turn = 1; !asked; turn++) {
    await page.keyboard.press('Control+l');
    await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    await exhaustPins();
    await signIn(page);
    const name = `Dora ${'I'.repeat(turn)}`;
    await hire(name);
    const question = dialog('PIN bestätigen');
    const row = page.getByRole('row', { name: new RegExp(`${name} `) });
    await question.or(row).first().waitFor(LONG);
    asked = await question.isVisible();
  }
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog('PIN bestätigen').waitFor({ state: 'detached' });
  await page.getByText('Ohne Ihre PIN wurde nichts gespeichert.').first().waitFor();
  expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toMatch(/^Dora/);

  const before = await dialog('Neuer Mitarbeiter').count();
  expect(before).toBe(1);
  await page.keyboard.press('F1');
  const question = dialog('PIN bestätigen');
  await question.waitFor();
  await question.getByRole('button', { name: 'Speichern' }).click();
  await question.getByText('Bitte die PIN eingeben.').waitFor();
  await expect
    .poll(
      async () => {
        if ((await question.count()) === 0) return 'answered';
        await question.getByLabel('Ihre PIN').fill(PIN);
        await page.keyboard.press('Enter');
        await question
          .getByRole('alert')
          .or(page.getByRole('row', { name: /Dora/ }).last())
          .first()
          .waitFor(LONG);
        return (await question.count()) === 0 ? 'answered' : 'asked';
      },
      { timeout: 120_000, interval: 1000 },
    )
    .toBe('answered');
  await dialog('Neuer Mitarbeiter').waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Dora/ }).last().waitFor();
}, 300_000);

test('without the server the page says so before anybody types; with it, it can be saved again', async () => {
  const note = page.getByText('Diese Seite lässt sich lesen, speichern geht nur mit ihm.');
  expect(await note.count()).toBe(0);
  await chain.server.stop();
  await note.waitFor(LONG);
  expect(await accessibilityProblems(page)).toEqual([]);
  await hire('Emil Elster');
  await aloud(page).getByText('Dafür wird der Filialserver gebraucht').waitFor(LONG);
  expect(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Emil Elster');
  await chain.server.start();
  await note.waitFor({ state: 'detached', ...LONG });
  await page.keyboard.press('F1');
  await page.getByRole('row', { name: /Emil Elster/ }).waitFor(LONG);
}, 300_000);
