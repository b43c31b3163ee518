// Every page, dialog, menu and question of the counter as people with little sight, with high contrast or at 200 % zoom meet
// it: axe-core finds nothing, no colour is too weak in any theme, and nothing is lost.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { type CounterPage, openCounterPage } from '../support/browser-host.ts';
import { looking } from '../support/looking.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { administrationTour, contactsTour, standsStill } from '../support/tour.ts';
import { frame, setUpBranch, signIn } from '../support/walk.ts';

let folders: string[] = [];
let open: CounterPage | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
  for (const folder of folders) await removeFolder(folder);
  folders = [];
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'tresen-seen-'));
  folders.push(made);
  return made;
}

async function openCounter(dataDirectory: string, ...options: string[]): Promise<Page> {
  open = await openCounterPage({ dataDirectory, options: ['--print-dir', folder(), ...options] });
  return open.page;
}

test('the start screens: set-up, its problems, restoring, recovery key, sign-in, lock', async () => {
  const page = await openCounter(folder());
  const { faults, look } = looking(page);
  await page.getByRole('heading', { name: 'Tresen einrichten' }).waitFor();
  await look('set-up');
  await page.keyboard.press('Enter');
  await page.getByText('Bitte ausfüllen.').first().waitFor();
  await look('set-up with problems');
  await page.getByRole('button', { name: /^Stattdessen eine Sicherung/ }).press('Enter');
  await page.getByRole('heading', { name: 'Sicherung wiederherstellen' }).waitFor();
  await look('restore instead');
  await page.getByRole('button', { name: 'Zurück' }).press('Enter');
  const entries = { 'Name der Filiale': 'Sonnen-Apotheke', Name: 'Anna Amsel' };
  for (const [name, value] of Object.entries(entries))
    await page.getByRole('textbox', { name, exact: true }).fill(value);
  for (const name of ['PIN (mindestens 4 Ziffern)', 'PIN wiederholen']) await page.getByLabel(name).fill('1234');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Wiederherstellungsschlüssel' }).waitFor();
  await look('recovery key');
  await page.getByRole('button', { name: 'Ich habe den Schlüssel aufbewahrt' }).press('Enter');
  await frame(page);
  await standsStill(page);
  await look('an empty shop');
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Arbeitsplatz gesperrt' }).waitFor();
  await look('locked');
  await page.keyboard.type('9999');
  await page.keyboard.press('Enter');
  await page.getByText('Die PIN stimmt nicht.').waitFor();
  await look('wrong PIN');
  expect(faults).toEqual([]);
});

test('the trouble screens: a lost key, a wrong one given back, a foreign file', async () => {
  const data = folder();
  await setUpBranch(await openCounter(data));
  await open?.close();
  rmSync(join(data, 'tresen.key'));
  const page = await openCounter(data);
  const lost = looking(page);
  await page.getByRole('heading', { name: 'Der Schlüssel der Datenbank fehlt' }).waitFor();
  await lost.look('lost key');
  await page.getByLabel('Wiederherstellungsschlüssel').fill('abc');
  await page.getByRole('button', { name: 'Datenbank öffnen' }).press('Enter');
  await page.getByRole('alert').first().waitFor();
  await lost.look('wrong key');
  expect(lost.faults).toEqual([]);
  await open?.close();

  const strange = folder();
  await setUpBranch(await openCounter(strange));
  await open?.close();
  writeFileSync(join(strange, 'tresen.db'), 'Einkaufsliste: Kreide, Öl, Löschpapier.\n');
  const other = await openCounter(strange);
  const foreign = looking(other);
  await other.getByRole('heading', { name: 'Diese Datei gehört nicht zu Tresen' }).waitFor();
  await foreign.look('foreign file');
  expect(foreign.faults).toEqual([]);
});

test('Kontakte', async () => {
  const page = await openCounter(folder(), '--demo');
  await signIn(page);
  const { faults, stops, look } = looking(page);
  await contactsTour(page, 'de', look);
  expect(faults).toEqual([]);
  expect(stops.length).toBeGreaterThan(25);
});

test('Filialverwaltung', async () => {
  const page = await openCounter(folder(), '--demo');
  await signIn(page);
  const { faults, stops, look } = looking(page);
  await administrationTour(page, 'de', look);
  expect(faults).toEqual([]);
  expect(stops.length).toBeGreaterThan(10);
});
