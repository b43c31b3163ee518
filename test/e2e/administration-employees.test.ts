// Employees and their accounts in the module 'Filialverwaltung': added by keyboard, never the last administrator gone, and licensed.
import { expect, test } from 'vitest';
import { administration, openLog, pageProblems, save } from '../support/administration.ts';
import { signIn } from '../support/shop.ts';

const { at, field, openPage } = administration();

test('an employee is added by keyboard alone and can sign in at once; the log shows no PIN', async () => {
  const { page } = at.shop;
  await openPage('Mitarbeiter');
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Neuer Mitarbeiter' });
  await dialog.waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  expect(await pageProblems(page)).toEqual([]);
  await page.keyboard.type('Carla Dohle');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Rech');
  await page.keyboard.press('Tab');
  await page.keyboard.type('3456');
  await page.keyboard.press('Tab');
  await page.keyboard.type('3457');
  await page.keyboard.press('Enter');
  await dialog.getByText('Die beiden PINs sind verschieden.').waitFor();
  await page.getByLabel('PIN wiederholen').fill('3456');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /^Carla Dohle Rechnungswesen aktiv/ }).waitFor();
  const log = await openLog(page, 'Carla Dohle');
  await log.getByRole('row', { name: /^PIN – nicht angezeigt/ }).waitFor();
  expect(await log.textContent()).not.toMatch(/3456|argon/);
  await page.keyboard.press('Escape');
  await log.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+l');
  await signIn(page, 'Carla Dohle', '3456');
});

test('the last administrator stays one, and it is said why', async () => {
  const { page } = at.shop;
  await openPage('Mitarbeiter');
  await page.getByRole('button', { name: 'Anna Amsel' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Mitarbeiter Anna Amsel' });
  await dialog.getByLabel('Berechtigungsgruppe').selectOption({ label: 'Mitarbeiter' });
  await page.keyboard.press('F1');
  await dialog.getByText('Das ist der letzte Administrator. Ernennen Sie zuerst einen anderen.').waitFor();
  await dialog.getByLabel('Berechtigungsgruppe').selectOption({ label: 'Administrator' });
  await dialog.getByRole('checkbox', { name: /^Gesperrt/ }).check();
  await page.keyboard.press('F1');
  await dialog.getByText('Das kann man nicht bei sich selbst. Bitten Sie einen anderen Administrator.').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /^Anna Amsel Administrator aktiv/ }).waitFor();
});

test('above the list stands how many accounts are licensed, and one more is asked about before it is typed [B-43]', async () => {
  const { page } = at.shop;
  const dialog = (name: string) => page.getByRole('dialog', { name });
  const question = page.getByRole('alertdialog', { name: 'Weiteres Benutzerkonto' });
  const license = async (count: string) => {
    if (!(await page.getByRole('heading', { name: 'Filialkette', level: 1 }).isVisible()))
      await openPage('Filialkette');
    await field('Lizenzierte Benutzerkonten').fill(count);
    await save(page);
    await openPage('Mitarbeiter');
  };
  const says = (text: string) => page.getByText(text, { exact: true }).waitFor();
  const block = async (blocked: boolean) => {
    await page.getByRole('button', { name: 'Bernd Bussard' }).press('Enter');
    await dialog('Mitarbeiter Bernd Bussard')
      .getByRole('checkbox', { name: /^Gesperrt/ })
      .setChecked(blocked);
    await page.keyboard.press('F1');
  };
  await openPage('Mitarbeiter');
  await says('Benutzerkonten: 2');
  await openPage('Filialkette');
  await field('Lizenzierte Benutzerkonten').fill('0');
  await page.keyboard.press('F1');
  await page.getByText('Dieser Wert ist hier nicht möglich.').waitFor();
  await license('2');
  await says('Benutzerkonten: 2 von 2 belegt');

  await page.keyboard.press('F2');
  await question
    .getByText('Alle 2 Lizenzen sind belegt. Ein weiteres Benutzerkonto kann kostenpflichtig sein. Trotzdem anlegen?')
    .waitFor();
  expect(await pageProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await page.keyboard.press('F2');
  await question.waitFor();
  expect(await dialog('Neuer Mitarbeiter').count()).toBe(0);
  await page.keyboard.press('Enter');
  await dialog('Neuer Mitarbeiter').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  await page.keyboard.press('Escape');
  await dialog('Neuer Mitarbeiter').waitFor({ state: 'detached' });

  await block(true);
  await says('Benutzerkonten: 1 von 2 belegt');
  await page.keyboard.press('F2');
  await dialog('Neuer Mitarbeiter').waitFor();
  await page.keyboard.press('Escape');
  await dialog('Neuer Mitarbeiter').waitFor({ state: 'detached' });
  await license('1');
  await block(false);
  await question.getByText(/^Die einzige Lizenz ist belegt\. .* Trotzdem entsperren\?$/).waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await dialog('Mitarbeiter Bernd Bussard').waitFor();
  await page.keyboard.press('F1');
  await question.waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /^Bernd Bussard Mitarbeiter aktiv/ }).waitFor();

  await openPage('Benutzerkonten');
  await says('Benutzerkonten: 2 von 1 belegt');
  await page.keyboard.press('F2');
  await question.waitFor();
  await page.keyboard.press('Enter');
  await dialog('Neuer technischer Benutzer').waitFor();
  await page.keyboard.type('Warenwirtschaft');
  await page.keyboard.press('F1');
  await says('Benutzerkonten: 3 von 1 belegt');
  await license('');
  await says('Benutzerkonten: 3');
  await openPage('Filialkette');
  const log = await openLog(page, 'Filialkette');
  await log.getByRole('row', { name: 'Lizenzierte Benutzerkonten 1 –' }).waitFor();
  await page.keyboard.press('Escape');
});
