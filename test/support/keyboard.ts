// A person at a keyboard: what has the focus, and how to get it somewhere with Tab alone. It refuses to point and click.
import type { Locator, Page } from 'playwright-core';
import { PATIENCE_MS } from './patience.ts';

/** So many stops on one page would be a page that nobody can use without a mouse. */
const MOST_STOPS = 80;

export function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

/** Presses Tab (or Shift+Tab) until `target` has the focus. @throws when it cannot be reached that way */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no way there by ${key}: ${target}`);
}

/** Waits until the focus is there by itself, as a screen has to see to. */
export async function focusComesTo(target: Locator): Promise<void> {
  await target.waitFor();
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await hasFocus(target))) if (Date.now() > deadline) throw new Error(`the focus does not come to ${target}`);
}

/** Esc, once the focus is in the dialog: before that the key is nobody's. */
export async function leaveDialog(page: Page, dialog: Locator): Promise<void> {
  await dialog.locator(':focus').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.insertText(text);
}

/** Opens a tab of the mask by its place, whichever that is today: Alt+1 … Alt+9, and on from there with Alt+Bild↓. */
export async function openTab(page: Page, name: string): Promise<void> {
  const tab = page.getByRole('main').getByRole('tab', { name, exact: true });
  await tab.waitFor();
  const place = await tab.evaluate((element) => {
    const open = [...(element.parentElement?.querySelectorAll('[role=tab]:not(:disabled)') ?? [])];
    return open.indexOf(element) + 1;
  });
  await page.keyboard.press(`Alt+${Math.min(place, 9)}`);
  for (let at = 9; at < place; at++) await page.keyboard.press('Alt+PageDown');
}
