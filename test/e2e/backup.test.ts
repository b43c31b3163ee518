// Backups and trouble as people meet them on the screen, by keyboard: making one, restoring where work goes on, from a broken
// file, without a key, and on a new PC. Every screen met is held against axe.
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { type CounterPage, openCounterPage } from '../support/browser-host.ts';
import { closeAll, damage, emptyFolder, openFolder, saveCustomer, setUp } from '../support/data-folder.ts';
import { tabTo } from '../support/keyboard.ts';
import { accessibilityProblems, PIN } from '../support/shop.ts';

let opened: CounterPage[] = [];
afterEach(async () => {
  for (const one of opened) await one.close();
  opened = [];
  closeAll();
});

/** A folder with one customer, one backup of that, and a second customer saved afterwards. */
async function usedFolder(): Promise<{ directory: string; recoveryKey: string; backups: string }> {
  const directory = emptyFolder();
  const { client, service } = openFolder(directory, { now: Date.now });
  const recoveryKey = await setUp(client);
  await saveCustomer(client, 'Früh', { firstName: 'Frieda' });
  await client.backup.makeNow();
  await saveCustomer(client, 'Spät', { firstName: 'Stefan' });
  service.stop();
  return { directory, recoveryKey, backups: join(directory, 'backups') };
}

async function open(dataDirectory: string): Promise<Page> {
  const one = await openCounterPage({ dataDirectory });
  opened.push(one);
  return one.page;
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await page.getByLabel('PIN').press(PIN[0] ?? '');
  await page.keyboard.type(PIN.slice(1));
  await page.keyboard.press('Enter');
  await page.getByRole('toolbar', { name: 'Funktionstasten' }).waitFor();
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, page.getByRole('button', { name, exact: typeof name === 'string' }).first());
  await page.keyboard.press('Enter');
}

/** The last customers stand on the first page. */
async function expectCustomers(page: Page, there: string, gone: string): Promise<void> {
  await page.keyboard.press('F3');
  await page.getByText(there).first().waitFor();
  expect(await page.getByText(gone).count()).toBe(0);
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const facts = (page: Page) => page.getByText(/^Sonnen-Apotheke: 1 Kunde, Stand /).waitFor();

test('the page makes a backup, refuses a missing folder in words, and restores with everybody signed out', async () => {
  const { directory } = await usedFolder();
  const page = await open(directory);
  await signIn(page);
  await press(page, /^Letzte Sicherung \d\d:\d\d$/);
  await heading(page, 'Sicherung');
  expect(await accessibilityProblems(page)).toEqual([]);
  await tabTo(page, page.getByRole('textbox', { name: 'Ordner' }));
  await page.keyboard.type('/gibt/es/nicht');
  await page.keyboard.press('F1');
  await page.getByText(/^Der Sicherungsordner ist nicht da/).waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  const restores = page.getByRole('button', { name: /^Sicherung vom .* wiederherstellen$/ });
  expect(await restores.count()).toBe(1);
  await press(page, /^Sicherung vom .* wiederherstellen$/);
  await facts(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await tabTo(page, page.getByRole('button', { name: 'Jetzt sichern' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText(/^Gesichert um \d\d:\d\d\.$/).waitFor();
  await expect.poll(() => restores.count()).toBe(2);
  await tabTo(page, restores.last());
  await page.keyboard.press('Enter');
  await facts(page);
  await press(page, 'Wiederherstellen');
  await signIn(page);
  await expectCustomers(page, 'Früh, Frieda', 'Spät, Stefan');
  expect(readdirSync(directory).filter((name) => name.endsWith('.damaged'))).toHaveLength(1);
});

test('a broken file: told at the start, restored without signing in', async () => {
  const { directory } = await usedFolder();
  damage(join(directory, 'tresen.db'), 100);
  const page = await open(directory);
  await heading(page, 'Die Datenbank ist beschädigt');
  expect(await accessibilityProblems(page)).toEqual([]);
  await press(page, 'Erneut versuchen');
  await page.getByText(/^Um \d\d:\d\d erneut versucht: Es ist noch so\.$/).waitFor();
  await press(page, 'Sicherung wiederherstellen …');
  await facts(page);
  expect(await accessibilityProblems(page)).toEqual([]);
  await press(page, 'Wiederherstellen');
  await signIn(page);
  await expectCustomers(page, 'Früh, Frieda', 'Spät, Stefan');
});

test('without its key: a slip is told, the recovery key opens the database with everything in it', async () => {
  const { directory, recoveryKey } = await usedFolder();
  rmSync(join(directory, 'tresen.key'));
  const page = await open(directory);
  await heading(page, 'Der Schlüssel der Datenbank fehlt');
  expect(await accessibilityProblems(page)).toEqual([]);
  await tabTo(page, page.getByRole('textbox', { name: 'Wiederherstellungsschlüssel' }));
  await page.keyboard.type(recoveryKey.slice(0, -1));
  await page.keyboard.press('Enter');
  await page.getByText(/^Im Schlüssel ist ein Tippfehler/).waitFor();
  await page.keyboard.type(recoveryKey.slice(-1).toLowerCase());
  await page.keyboard.press('Enter');
  await signIn(page);
  await page.getByText('Spät, Stefan').first().waitFor();
});

test('on a new PC: instead of the set-up a backup from a stick, with the recovery key', async () => {
  const { backups, recoveryKey } = await usedFolder();
  const stick = emptyFolder();
  cpSync(backups, stick, { recursive: true });
  const page = await open(emptyFolder());
  await press(page, 'Stattdessen eine Sicherung wiederherstellen …');
  await heading(page, 'Sicherung wiederherstellen');
  await page.getByText('Hier liegt keine Sicherung.').waitFor();
  await tabTo(page, page.getByRole('textbox', { name: /^Anderer Ordner oder Datei/ }));
  await page.keyboard.type(stick);
  await page.keyboard.press('Enter');
  await page.getByText(/^Diese Sicherung stammt von einer anderen Installation/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await tabTo(page, page.getByRole('textbox', { name: 'Wiederherstellungsschlüssel' }));
  await page.keyboard.type(recoveryKey);
  await page.keyboard.press('Enter');
  await facts(page);
  await press(page, 'Wiederherstellen');
  await signIn(page);
  await expectCustomers(page, 'Früh, Frieda', 'Spät, Stefan');
});
