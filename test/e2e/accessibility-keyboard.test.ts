// The counter without a mouse: the focus is seen wherever it goes, goes through a page as it is read, is never caught, and is
// back where it was when a dialog closes. And nothing moves for long where the system asks for calm.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CounterPage, openCounterPage } from '../support/browser-host.ts';
import { focusComesTo, hasFocus, tabTo } from '../support/keyboard.ts';
import { messages } from '../support/messages.ts';
import { motionFaults } from '../support/perception.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { searchBox } from '../support/search-box.ts';
import { closeByEscape, openTab, searchFor, standsStill, until } from '../support/tour.ts';
import { signIn } from '../support/walk.ts';

const folder = mkdtempSync(join(tmpdir(), 'tresen-keys-'));
let open: CounterPage;
let page: Page;
beforeAll(async () => {
  open = await openCounterPage({ dataDirectory: join(folder, 'data'), options: ['--demo', '--print-dir', folder] });
  page = open.page;
  await signIn(page);
});
afterAll(async () => {
  await open.close();
  await removeFolder(folder);
});
beforeEach(() => searchFor(page, ''));

const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });

async function openAnna(): Promise<void> {
  await searchFor(page, 'müller anna');
  await page.getByRole('row').filter({ hasText: 'Müller, Anna' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Müller, Anna' }).waitFor();
}

/** Opens something from `from` by `keys`; Esc closes it, and the focus is at `from` again. */
async function thereAndBack(from: Locator, keys: readonly string[], what: Locator): Promise<void> {
  await from.focus();
  for (const key of keys) {
    await page.keyboard.press(key);
    if (key === 'F9' || key === 'F11') await page.getByRole('menuitem').first().waitFor();
  }
  await what.waitFor();
  await until(() => what.evaluate((one) => one.contains(document.activeElement)));
  await closeByEscape(page, what);
  await focusComesTo(from);
}

test('what opens takes the focus, and gives it back where it was', async () => {
  const menu = page.getByRole('menu');
  const dialog = page.getByRole('dialog');
  const question = page.getByRole('alertdialog');
  await openAnna();
  const note = field('Notiz');
  await thereAndBack(note, ['F9'], menu);
  await thereAndBack(note, ['F11'], menu);
  await thereAndBack(note, ['F11', 'Enter'], dialog);
  await thereAndBack(note, ['F9', 'Enter'], dialog);
  await thereAndBack(note, ['F10'], dialog);
  await note.fill('ruft lieber an');
  await thereAndBack(note, ['F3'], question);
  await thereAndBack(field('Titel'), ['F2'], question);
  await page.keyboard.press('F1');
  await messages(page).getByText('Gespeichert.', { exact: true }).waitFor();

  await note.focus();
  await page.keyboard.press('F10');
  for (const name of [
    'Text ansehen',
    'Unterschrieben entgegengenommen',
    'Widerruf …',
    'Einwilligungserklärung drucken',
  ]) {
    await button(name).press('Enter');
    await until(async () => !(await hasFocus(button(name))));
    await standsStill(page);
    await page.keyboard.press('Escape');
    await focusComesTo(button(name));
  }
  await closeByEscape(page, dialog);
  await focusComesTo(note);
});

test('F1 leaves the focus in its field, F2 puts it into the first blank name, a problem into its field', async () => {
  await page.keyboard.press('F2');
  await focusComesTo(field('Vorname'));
  await page.keyboard.press('Tab');
  await focusComesTo(field('Nachname'));
  await page.keyboard.insertText('Zander');
  await field('KVNR').fill('X1');
  await field('Ort').focus();
  await page.keyboard.press('F1');
  await focusComesTo(field('KVNR'));
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await field('Ort').focus();
  await page.keyboard.press('F1');
  await messages(page)
    .getByText(/^Gespeichert\. Kundennummer \d+\.$/)
    .waitFor();
  const consent = page.getByRole('dialog', { name: 'Einwilligung verwalten' });
  await consent.waitFor();
  await closeByEscape(page, consent);
  await focusComesTo(field('Ort'));

  await openAnna();
  await field('Titel').fill('Dr.');
  await page.keyboard.press('F1');
  await messages(page).getByText('Gespeichert.', { exact: true }).waitFor();
  await standsStill(page);
  expect(await hasFocus(field('Titel'))).toBe(true);
});

test('a key that changes the tab takes the focus along when its place is gone', async () => {
  await openAnna();
  await field('Notiz').focus();
  await openTab(page, 3);
  await focusComesTo(page.getByRole('tab', { name: 'Datenschutz' }));
  await page.keyboard.press('ArrowLeft');
  await focusComesTo(page.getByRole('tab', { name: 'Zugangsdaten', selected: true }));
  await page.keyboard.press('Control+Tab');
  await focusComesTo(page.getByRole('tab', { name: 'Datenschutz', selected: true }));
});

test('Tab goes through the mask as it is read, and the focus is seen at every stop', async () => {
  await openAnna();
  await page.getByRole('tab', { name: 'Stammdaten' }).focus();
  const { stops, unseen } = await tabThrough(page.getByRole('tabpanel'));
  expect(unseen).toEqual([]);
  expect(stops.length).toBeGreaterThan(15);
  expect(backwards(stops)).toEqual([]);
});

test.each([
  'Filiale',
  'Filialen',
  'Filialkette',
  'Kunde',
  'Mitarbeiter',
  'Benutzerkonten',
  'Arbeitsplatz',
  'Arbeitsplätze',
  'Filialserver',
  'E-Mail-Versand',
  'Sicherung',
  'Textbausteine',
  'Kunden importieren',
])('%s: reached and left without a mouse, read by Tab, with the focus in sight', async (name) => {
  await page.keyboard.press('Alt+f');
  const box = page.getByRole('searchbox', { name: 'Einstellung suchen …' });
  await focusComesTo(box);
  await box.fill('');
  const entry = page
    .getByRole('navigation', { name: 'Seiten der Filialverwaltung' })
    .getByRole('button', { name, exact: true });
  await tabTo(page, entry);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await standsStill(page);
  const { stops, unseen } = await tabThrough(page.getByRole('main'));
  expect(unseen).toEqual([]);
  expect(stops.length).toBeGreaterThan(0);
  await page.keyboard.press('F3');
  await focusComesTo(searchBox(page));
});

test('a table of hits says which line is chosen, and Esc leads back from everywhere', async () => {
  await searchFor(page, 'mül');
  await page.getByRole('row').nth(2).waitFor();
  const box = page.getByRole('main').getByRole('searchbox');
  for (const key of ['ArrowDown', 'End', 'Home']) {
    await page.keyboard.press(key);
    const chosen = await box.getAttribute('aria-activedescendant');
    expect(await page.locator(`#${chosen}`).getAttribute('aria-current')).toBe('true');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Stammdaten' }).waitFor();
  await page.keyboard.press('Escape');
  await focusComesTo(searchBox(page));
});

test('where the system asks for calm nothing moves', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openAnna();
  const openings: [string, Locator][] = [
    ['F9', page.getByRole('menu')],
    ['F11', page.getByRole('menu')],
    ['F10', page.getByRole('dialog')],
  ];
  for (const [key, what] of openings) {
    await page.keyboard.press(key);
    await what.waitFor();
    expect([key, ...(await motionFaults(page))]).toEqual([key]);
    await closeByEscape(page, what);
  }
  await page.emulateMedia({ reducedMotion: 'no-preference' });
});

type Stop = { name: string; x: number; y: number; height: number };

/**
 * Presses Tab from where the focus is until it leaves `area` (or is back in it from the start).
 * @returns the stops in `area`, and those that look the same with and without the focus
 */
async function tabThrough(area: Locator): Promise<{ stops: Stop[]; unseen: string[] }> {
  const stops: Stop[] = [];
  const unseen: string[] = [];
  for (let press = 0; press < 80; press++) {
    await page.keyboard.press('Tab');
    const inside = await area.evaluate((one) => one.contains(document.activeElement));
    if (!inside && stops.length > 0) break;
    if (!inside) continue;
    const stop = await page.evaluate(() => {
      const one = document.activeElement as HTMLInputElement;
      one.scrollIntoView({ block: 'nearest' });
      const { x, y, width, height } = one.getBoundingClientRect();
      const name = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent ?? '';
      return { name: `${one.tagName} ${name.slice(0, 40)}`, x, y, width, height };
    });
    stops.push(stop);
    if (!(await looksFocused(stop))) unseen.push(stop.name);
  }
  return { stops, unseen };
}

/** Whether anything at or around the stop is drawn differently with the focus; the caret does not count. */
async function looksFocused({ x, y, width, height }: Stop & { width: number }): Promise<boolean> {
  const clip = { x: Math.max(0, x - 8), y: Math.max(0, y - 8), width: width + 16, height: height + 16 };
  const draw = async () => {
    await standsStill(page);
    return page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
  };
  const focused = await draw();
  // Only the look goes: the focus itself stays, so that the next Tab goes on from here.
  await page.evaluate(() => {
    const one = document.activeElement as HTMLElement;
    (window as unknown as { before: HTMLElement }).before = one;
    one.blur();
  });
  const plain = await draw();
  await page.evaluate(() => (window as unknown as { before: HTMLElement }).before.focus());
  return !focused.equals(plain);
}

/** Stops that lie above and left of the one before, or left of it in the same line: nobody reads that way. */
function backwards(stops: readonly Stop[]): string[] {
  return stops.flatMap((stop, index) => {
    const before = stops[index - 1];
    if (!before) return [];
    const above = stop.y + stop.height / 2 < before.y;
    const sameLine = !above && stop.y < before.y + before.height / 2;
    return (above || sameLine) && stop.x < before.x ? [`${before.name} → ${stop.name}`] : [];
  });
}
