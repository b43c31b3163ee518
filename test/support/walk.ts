// Ways through the screen that many tests begin with, by keyboard and by the names that staff read. It refuses to know how
// a page is built, and whether it is shown in a window or in a browser.
import type { Page } from 'playwright-core';

export const BRANCH = 'Sonnen-Apotheke';
export const ADMINISTRATOR = { name: 'Anna Amsel', pin: '1234' } as const;

/** First start: branch and administrator are set up; afterwards the frame is there, signed in. @returns the recovery key */
export async function setUpBranch(page: Page): Promise<string> {
  await page.getByRole('heading', { name: 'Tresen einrichten' }).waitFor();
  const fields: [string, string][] = [
    ['Name der Filiale', BRANCH],
    ['Straße', 'Sonnenstr.'],
    ['Hausnummer', '4'],
    ['PLZ', '80331'],
    ['Ort', 'München'],
    ['Telefon', '+49 30 23125 100'],
    ['Name', ADMINISTRATOR.name],
    ['PIN (mindestens 4 Ziffern)', ADMINISTRATOR.pin],
    ['PIN wiederholen', ADMINISTRATOR.pin],
  ];
  for (const [name, value] of fields) {
    const text = page.getByRole('textbox', { name, exact: true });
    await (name.startsWith('PIN') ? page.getByLabel(name) : text).focus();
    await page.keyboard.insertText(value);
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Wiederherstellungsschlüssel' }).waitFor();
  const key = (await page.getByRole('status', { name: 'Wiederherstellungsschlüssel' }).textContent()) ?? '';
  await page.getByRole('button', { name: 'Ich habe den Schlüssel aufbewahrt' }).press('Enter');
  await frame(page);
  return key;
}

/** Waits until the frame takes keys. */
export async function frame(page: Page): Promise<void> {
  await page.getByRole('toolbar', { name: 'Funktionstasten' }).waitFor();
}

export async function signIn(page: Page, { name, pin }: { name: string; pin: string } = ADMINISTRATOR): Promise<void> {
  await page.getByLabel('Mitarbeiter').selectOption({ label: name });
  await page.getByLabel('PIN', { exact: true }).focus();
  await page.keyboard.insertText(pin);
  await page.keyboard.press('Enter');
  await frame(page);
}
