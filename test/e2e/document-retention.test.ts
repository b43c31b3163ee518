// How long documents are kept, at the counter (E-81): each says it on the tab 'Dokumente', one is exempted and that is taken back by
// keyboard, and the page 'Aufbewahrung' says where. It all fits the smallest window.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { germanDay } from '../../src-shared/calendar/day.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { samplePdf, upload } from '../support/files.ts';
import { focusComesTo, openTab, tabTo } from '../support/keyboard.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, openShop, type Shop, withoutReminder } from '../support/shop.ts';

const NAME = 'Befund der Universitätsaugenklinik mit Anlagen.pdf';
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(async (client, clock) => {
    await withoutReminder(client);
    const customerId = await saveCustomer(client, 'Müller', { firstName: 'Anna' });
    const block = (await client.textBlocks.all()).find(({ purpose }) => purpose === 'app');
    await client.consent.sign({
      ...{ customerId, purposes: ['app'], versionId: block?.versions[0]?.id ?? '', signedOn: germanDay(clock.now) },
      ...{ capturedHow: 'paper', filed: false, scan: upload('scan.pdf', await samplePdf()) },
    });
    await client.documents.import({ customerId, file: upload(NAME, await samplePdf({ text: 'Befund' })) });
  });
});
afterAll(async () => {
  await shop.close();
  expect(shop.errors).toEqual([]);
});

async function openDocuments(): Promise<Locator> {
  const { page } = shop;
  await page.keyboard.press('F3');
  await searchBox(page).fill('müller');
  await page.getByRole('table', { name: 'Treffer' }).locator('[aria-current="true"]').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Müller, Anna' }).waitFor();
  await openTab(page, 'Dokumente');
  const table = page.getByRole('table', { name: 'Dokumente' });
  await table.waitFor();
  return table;
}

test('a document says until when it is kept, is exempted, and the period counts again by Ctrl+Z or its button [E-81]', async () => {
  const { page } = shop;
  const table = await openDocuments();
  const until = `bis 31.12.${Number(germanDay(Date.now()).slice(0, 4)) + 12}`;
  const row = table.getByRole('row').filter({ hasText: NAME });
  const says = (text: string) => row.getByText(text, { exact: true });
  const exempt = row.getByRole('button', { name: `${NAME} von der Frist ausnehmen`, exact: true });
  const again = row.getByRole('button', { name: `Frist gilt wieder für ${NAME}`, exact: true });
  await says(until).waitFor();
  await tabTo(page, exempt);
  await page.keyboard.press('Enter');
  await says('auf Dauer').waitFor();
  await page.getByText(`„${NAME}“ ist von der Frist ausgenommen und bleibt auf Dauer.`).waitFor();
  await focusComesTo(again);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Control+z');
  await says(until).waitFor();
  await page.getByText('Zurückgenommen.').waitFor();
  await focusComesTo(exempt);
  await page.keyboard.press('Enter');
  await says('auf Dauer').waitFor();
  await focusComesTo(again);
  await page.keyboard.press('Enter');
  await says(until).waitFor();
  await page.getByText(`Für „${NAME}“ gilt die Frist wieder: ${until}.`).waitFor();

  await openTab(page, 'Historie');
  await page.getByText('Aufbewahrung eines Dokuments geändert').first().waitFor();
});

test('what proves a consent stays as proof, and its button says why it is grey [E-81]', async () => {
  const { page } = shop;
  const table = await openDocuments();
  const row = table.getByRole('row').filter({ hasText: 'Scan einer Einwilligung' });
  await row.getByText('bleibt als Nachweis', { exact: true }).waitFor();
  const exempt = row.getByRole('button', { name: / von der Frist ausnehmen$/ });
  expect(await exempt.getAttribute('aria-disabled')).toBe('true');
  await exempt.focus();
  await page
    .getByText('Beweist eine Einwilligung oder ihren Widerruf und bleibt deshalb, wie es ist.')
    .filter({ visible: true })
    .waitFor();
});

test('the table fits 1366 pixels, in both of its states [E-81]', async () => {
  const { page } = shop;
  const table = await openDocuments();
  const row = table.getByRole('row').filter({ hasText: NAME });
  const fits = async () => {
    const panel = page.getByRole('tabpanel');
    const [area, room] = [await table.boundingBox(), await panel.boundingBox()];
    if (!area || !room) throw new Error('nothing is drawn');
    expect(area.x + area.width).toBeLessThanOrEqual(room.x + room.width);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    // Buttons and what stands beside them are on one line.
    for (const text of ['Speichern unter …', 'Umbenennen …', 'Entfernen'])
      expect((await row.getByText(text, { exact: true }).boundingBox())?.height).toBeLessThan(30);
  };
  expect(page.viewportSize()).toEqual({ width: 1366, height: 768 });
  await fits();
  await row.getByRole('button', { name: / von der Frist ausnehmen$/ }).click();
  await row.getByText('auf Dauer', { exact: true }).waitFor();
  await fits();
});

test('the page of periods has the history of templates, and says where a document is exempted [E-81]', async () => {
  const { page } = shop;
  await page.keyboard.press('Alt+f');
  await page
    .getByRole('navigation', { name: 'Seiten der Filialverwaltung' })
    .getByRole('button', { name: 'Aufbewahrung', exact: true })
    .click();
  await page
    .getByText('Einzelne Dokumente nehmen Sie beim Kunden auf dem Reiter „Dokumente“ von ihrer Frist aus.')
    .waitFor();
  const row = page.getByRole('row').filter({ hasText: 'Frühere Fassungen der Textbausteine' });
  expect(await row.getByRole('cell').allInnerTexts()).toEqual([
    ...['1 Jahr', 'ab Ablösung durch eine neue Fassung, zum Jahresende', '25.05.2018', 'Vorgabe der Kette', 'Fassung'],
  ]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
});
