// The counter on a screen, on a machine whose card service has two virtual readers: puts cards in, takes them out, and finds what
// the screen says of them by role and name. It refuses to know what stands on a card.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type CardService, startCardService } from './card-service.ts';
import { type HostName, openCounterOn } from './hosts.ts';
import { messages } from './messages.ts';
import { removeFolder } from './remove-folder.ts';
import { signIn } from './walk.ts';

export type CardScreen = {
  readonly page: Page;
  readonly cards: CardService;
  /** Errors the page has thrown so far; none is right. */
  readonly errors: readonly string[];
  close(): Promise<void>;
};

/** The sample shop with both readers seen, signed in, on the page of the search. */
export async function openCardScreen(host: HostName): Promise<CardScreen> {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-card-screen-'));
  const errors: string[] = [];
  const cards = await startCardService();
  try {
    const counter = await openCounterOn(host, {
      ...{ dataDirectory: join(folder, 'data'), scratch: join(folder, 'scratch'), options: ['--demo'] },
      pageError: (error) => errors.push(error.message),
    });
    await signIn(counter.page);
    await lineOf(counter.page, 'Kartenleser bereit').waitFor();
    return {
      ...{ page: counter.page, cards, errors },
      async close() {
        await counter.close();
        await cards.stop();
        await removeFolder(folder);
      },
    };
  } catch (error) {
    await cards.stop();
    throw error;
  }
}

export function takeOverWindow(page: Page) {
  return page.getByRole('dialog', { name: 'Kundendaten übernehmen' });
}

/** The part of the status line about card readers, while it says this. */
export function lineOf(page: Page, text: string) {
  return page.getByRole('contentinfo').getByRole('button', { name: text, exact: true });
}

/** What the window has of the card, row by row, as it is read. */
export async function offeredOn(page: Page): Promise<Record<string, string>> {
  const table = takeOverWindow(page).getByRole('table', { name: 'Karte und Datenbank' });
  await table.waitFor();
  const [fields, values] = await Promise.all([
    table.getByRole('rowheader').allTextContents(),
    table.getByRole('cell').allTextContents(),
  ]);
  return Object.fromEntries(fields.map((field, at) => [field, values[at] ?? '']));
}

/** Cards out, dialogs and messages gone, both readers empty: as it was before. */
export async function putAway({ page, cards }: CardScreen): Promise<void> {
  await cards.remove(0);
  await cards.remove(1);
  // One that is closed may be followed by the next.
  const dialogs = page.getByRole('dialog');
  while ((await dialogs.count()) > 0) await page.keyboard.press('Escape');
  const dismiss = messages(page).getByRole('button', { name: 'Meldung schließen' });
  while ((await dismiss.count()) > 0) await dismiss.first().press('Enter');
  await lineOf(page, 'Kartenleser bereit').waitFor();
}
