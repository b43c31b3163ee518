// Module 'Filialverwaltung' as such: every page, the way between them, and that nothing of what is typed gets lost.
import { expect, test } from 'vitest';
import { administration, pageProblems, save } from '../support/administration.ts';
import { accessibilityProblems, signIn } from '../support/shop.ts';

const { at, field, pages, openPage } = administration();

test('every page is accessible, with and without a colour of the branch’s own', async () => {
  const { page } = at.shop;
  for (const name of [
    'Filiale',
    'Filialen',
    'Filialkette',
    'Mitarbeiter',
    'Benutzerkonten',
    'Arbeitsplatz',
    'Arbeitsplätze',
    'Textbausteine',
  ]) {
    await openPage(name);
    expect([name, ...(await pageProblems(page))]).toEqual([name]);
  }
  await openPage('Filiale');
  await field('Farbwert').fill('#ffd800');
  await save(page);
  for (const name of ['Filiale', 'Mitarbeiter', 'Textbausteine']) {
    await openPage(name);
    expect([name, ...(await pageProblems(page))]).toEqual([name]);
  }
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Arbeitsplatz gesperrt' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('a page loaded anew is the same page, also where customers have one of that name', async () => {
  const { page } = at.shop;
  for (const name of ['Kunde', 'Mögliche Dubletten', 'Anonymisierungen']) {
    await openPage(name);
    await page.reload();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await pages().waitFor();
  }
});

test('the search leaves over pages and rows that fit; Enter opens, arrows go down the list', async () => {
  const { page } = at.shop;
  const box = page.getByRole('searchbox', { name: 'Einstellung suchen …' });
  await box.fill('sperr');
  expect(await pages().getByRole('button').allTextContents()).toEqual(['Arbeitsplatz', 'Arbeitsplätze']);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Arbeitsplatz', level: 1 }).waitFor();
  await page.getByLabel('Automatisch sperren nach Minuten').waitFor();
  expect(await field('Name des Arbeitsplatzes').count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'Drucker' }).count()).toBe(0);
  await box.fill('oeffnungs');
  expect(await pages().getByRole('button').allTextContents()).toEqual(['Filiale']);
  await box.fill('gibtesnicht');
  await page.getByText('Keine Seite und keine Einstellung passt dazu.').waitFor();
  await box.press('Escape');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Filialen', level: 1 }).waitFor();
});

test('what is being saved is asked about by nobody', async () => {
  const { page } = at.shop;
  await field('Ort').fill('Bernau');
  await Promise.all(['F1', 'Alt+v'].map((key) => page.keyboard.press(key)));
  await page.getByRole('searchbox', { name: 'Vorgänge durchsuchen' }).waitFor();
  await page.keyboard.press('Alt+f');
  await field('Ort').waitFor();
  expect(await field('Ort').inputValue()).toBe('Bernau');
});

test('leaving with changes asks once, and a lock keeps them for their owner', async () => {
  const { page } = at.shop;
  await field('Ort').fill('Berlin');
  await pages().getByRole('button', { name: 'Filialkette' }).click();
  const question = page.getByRole('alertdialog', { name: 'Änderungen speichern?' });
  await question.waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+l');
  await signIn(page, 'Bernd Bussard', '2345');
  expect(await page.content()).not.toContain('Berlin');
  await page.keyboard.press('Control+l');
  await signIn(page);
  await page.getByText('Ihre Eingaben von vor der Sperre sind wieder da und noch nicht gespeichert.').waitFor();
  expect(await field('Ort').inputValue()).toBe('Berlin');
  await page.keyboard.press('F5');
  await question.getByRole('button', { name: 'Verwerfen' }).click();
  await expect.poll(() => field('Ort').inputValue()).toBe('München');
  await openPage('Filialkette');
});

test('two windows change different fields of one page, and neither takes the other’s back', async () => {
  const { page } = at.shop;
  const context = await page
    .context()
    .browser()
    ?.newContext({ storageState: await page.context().storageState() });
  if (!context) throw new Error('no browser');
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole('textbox', { name: 'Telefon', exact: true }).waitFor();
  await field('Ort').fill('Berlin');
  await other.getByRole('textbox', { name: 'Telefon', exact: true }).fill('030 23125 999');
  await save(other);
  await expect.poll(() => field('Telefon').inputValue()).toBe('030 23125 999');
  expect(await field('Ort').inputValue()).toBe('Berlin');
  await save(page);
  await expect.poll(() => other.getByRole('textbox', { name: 'Ort', exact: true }).inputValue()).toBe('Berlin');
  expect(await field('Telefon').inputValue()).toBe('030 23125 999');
  await context.close();
});
