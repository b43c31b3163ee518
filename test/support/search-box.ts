// The box of the page 'Kunden suchen'.
import type { Locator, Page } from 'playwright-core';

/** The search page's own box: every other page has a door to it by the same name. */
export function searchBox(page: Page): Locator {
  return page.getByRole('main').getByRole('searchbox', { name: 'Suchen - F3' });
}
