// The messages of the counter, as they stand above the function keys and as they are read out.
import type { Locator, Page } from 'playwright-core';

/** The line itself: while a dialog is open it is no part of the page that is read out. */
export function messages(page: Page): Locator {
  return page.getByRole('region', { name: 'Meldungen' });
}

/** What is read out of them while a dialog hides the page, and for a moment after. */
export function aloud(page: Page): Locator {
  return page.getByRole('log', { name: 'Meldungen' });
}

/** A dialog hides the page only a moment after it has come. */
export async function pageIsHidden(page: Page): Promise<void> {
  await page.locator('#root[aria-hidden=true]').waitFor();
}
