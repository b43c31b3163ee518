// The main job of a counter step by step, by keyboard and by the names that staff read: a new customer gets access to the
// app. Each step leaves the screen ready for the next. It refuses to judge what was printed.
import type { Page } from 'playwright-core';
import { focusComesTo, leaveDialog, tabTo, typeInto } from './keyboard.ts';
import { searchBox } from './search-box.ts';

export type Person = {
  firstName: string;
  lastName: string;
  street: string;
  houseNumber: string;
  postcode: string;
  town: string;
};

export const PERSON: Person = {
  firstName: 'Łukasz',
  lastName: 'Şahin-Größl',
  street: 'Kastanienallee',
  houseNumber: '77 a',
  postcode: '10435',
  town: 'Berlin',
};

/** F3 finds nobody, F2 takes the name into a new customer, F1 saves. @returns the number it was given */
export async function newCustomer(page: Page, person: Person): Promise<string> {
  await page.keyboard.press('F3');
  await focusComesTo(searchBox(page));
  await page.keyboard.insertText(`${person.lastName}, ${person.firstName}`);
  await page.keyboard.press('F2');
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  await focusComesTo(field('geb.'));
  await typeInto(page, field('Straße'), person.street);
  await typeInto(page, field('Nr.'), person.houseNumber);
  await typeInto(page, field('PLZ'), person.postcode);
  await typeInto(page, field('Ort'), person.town);
  await page.keyboard.press('F1');
  const saved = page.getByText(/^Gespeichert\. Kundennummer \d+\.$/);
  await saved.waitFor();
  return /\d+/.exec((await saved.textContent()) ?? '')?.[0] ?? '';
}

/** The dialog that opens by itself after the first F1; this person will not sign for storage today. */
export async function leaveStorageForLater(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Einwilligung verwalten' });
  await dialog.getByRole('combobox', { name: 'Zweck' }).waitFor();
  await leaveDialog(page, dialog);
}

/** F10: the declaration for the app is printed, signed, and its scan comes back. @param scan asked for once it is printed */
export async function consentToApp(page: Page, scan: () => Promise<Buffer>): Promise<void> {
  // Early: the browser has to be told that somebody waits for its chooser.
  const asked = page.waitForEvent('filechooser');
  await page.keyboard.press('F10');
  const dialog = page.getByRole('dialog', { name: 'Einwilligung verwalten' });
  const purpose = dialog.getByRole('combobox', { name: 'Zweck' });
  await purpose.waitFor();
  await tabTo(page, purpose);
  await page.keyboard.press('a');
  await page.keyboard.press('Tab');
  const step = (name: string) => dialog.getByRole('button', { name, exact: true, disabled: false });
  await tabTo(page, step('Einwilligungserklärung drucken'));
  await page.keyboard.press('Enter');
  await printAndClose(page);
  await focusComesTo(step('Unterschrieben entgegengenommen'));
  await page.keyboard.press('Enter');
  await tabTo(page, step('Eintragen'));
  await page.keyboard.press('Enter');
  await dialog.getByText('Die Zustimmung ist eingetragen.').waitFor();
  await focusComesTo(step('Scan importieren …'));
  await page.keyboard.press('Enter');
  await (await asked).setFiles({ name: 'scan.pdf', mimeType: 'application/pdf', buffer: await scan() });
  await dialog.getByText('Der Scan ist gesichert').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}

/** Tab 'Zugangsdaten': 'Aktiv', 'Kennwort vergeben', the letter is previewed and printed. */
export async function givePassword(page: Page): Promise<void> {
  await page.keyboard.press('Alt+2');
  await page.getByRole('tab', { name: 'Zugangsdaten', selected: true }).waitFor();
  const active = page.getByRole('checkbox', { name: 'Aktiv' });
  await tabTo(page, active);
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Kennwort vergeben' }));
  await page.keyboard.press('Enter');
  await printAndClose(page);
}

/** F1 saves first, then asks; 'Ja' is the default, and the form is printed. */
export async function saveAndPrintCode(page: Page): Promise<void> {
  await page.keyboard.press('F1');
  const question = page.getByRole('alertdialog', { name: 'Anmeldecode drucken' });
  await question.getByText('Möchten Sie das Formular mit dem Anmeldecode drucken?').waitFor();
  await focusComesTo(question.getByRole('button', { name: 'Ja' }));
  await page.keyboard.press('Enter');
  await printAndClose(page);
}

/** F9, 'Registrierungsformular': a fresh print of the same code. */
export async function reprintCode(page: Page): Promise<void> {
  await page.keyboard.press('F9');
  const entry = page.getByRole('menuitem', { name: 'Registrierungsformular' });
  for (let down = 0; down < 5 && !(await entry.evaluate((one) => one === document.activeElement)); down++)
    await page.keyboard.press('ArrowDown');
  await focusComesTo(entry);
  await page.keyboard.press('Enter');
  await printAndClose(page);
}

/** In the 'Druckvorschau': 'Drucken' has the focus, Enter prints, and once more Enter closes. @returns what it said */
export async function printAndClose(page: Page): Promise<string> {
  const preview = page.getByRole('dialog', { name: 'Druckvorschau' });
  await preview.locator('canvas').first().waitFor();
  await focusComesTo(preview.getByRole('button', { name: 'Drucken', exact: true }));
  await page.keyboard.press('Enter');
  const said = preview.getByText(/^(Gedruckt\.|An „.*“ übergeben\.)$/);
  await said.waitFor();
  const text = (await said.textContent()) ?? '';
  await focusComesTo(preview.getByRole('button', { name: 'Schließen', exact: true }));
  await page.keyboard.press('Enter');
  await preview.waitFor({ state: 'hidden' });
  return text;
}
