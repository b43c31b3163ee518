// Every page, dialog, menu and question of the counter as people with little sight, with high contrast or at 200 % zoom meet
// it: axe-core finds nothing, no colour is too weak in any theme, and nothing is lost.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { type CounterPage, openCounterPage } from '../support/browser-host.ts';
import { looking } from '../support/looking.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { noSmallDisk } from '../support/small-disk.ts';
import { administrationTour, contactsTour, standsStill } from '../support/tour.ts';
import { AGAIN, diskTroubles, fileTroubles, type Shown } from '../support/troubles.ts';
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

/** The page once it says what the matter is and shows the ways out of it. */
async function trouble({ page, heading, sentence, ways, name }: Shown): Promise<void> {
  await page.getByRole('heading', { name: heading }).waitFor();
  await page.getByText(sentence).waitFor();
  expect(await page.getByRole('button').allTextContents()).toEqual(ways);
  const { faults, look } = looking(page);
  await look(name);
  expect(faults).toEqual([]);
}

const hands = {
  folder,
  open: async (dataDirectory: string) => {
    const page = await openCounter(dataDirectory);
    const opened = open;
    return { page, close: async () => opened?.close() };
  },
};

test('the trouble screens: a lost key, a wrong one given back, another one, a newer program, a foreign file', async () => {
  const seen: string[] = [];
  for await (const shown of fileTroubles(hands)) {
    await trouble(shown);
    seen.push(shown.name);
    if (shown.name !== 'lost-key') continue;
    const { page } = shown;
    await page.getByLabel('Wiederherstellungsschlüssel').fill('abc');
    await page.getByRole('button', { name: 'Datenbank öffnen' }).press('Enter');
    await page.getByRole('alert').first().waitFor();
    const { faults, look } = looking(page);
    await look('wrong key given back');
    expect(faults).toEqual([]);
  }
  expect(seen).toEqual(['lost-key', 'another-key', 'newer-program', 'foreign-file']);
});

test('the trouble screen of a second program on the folder; when the first one has ended it can try again', async () => {
  const data = folder();
  await setUpBranch(await openCounter(data));
  const first = open;
  const page = await openCounter(data);
  await trouble({
    ...{ page, name: 'in use', heading: 'Tresen läuft schon' },
    sentence: 'Ein anderes Tresen arbeitet bereits mit diesem Datenordner.',
    ways: [AGAIN],
  });
  const again = page.getByRole('button', { name: AGAIN });
  await again.press('Enter');
  await page.getByText(/^Um \d\d:\d\d erneut versucht: Es ist noch so\.$/).waitFor();
  await first?.close();
  await again.press('Enter');
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
});

test.skipIf(noSmallDisk !== null)('the trouble screens of a disk: full, and without the right to write', async () => {
  const seen: string[] = [];
  for await (const shown of diskTroubles(hands)) {
    await trouble(shown);
    seen.push(shown.name);
  }
  expect(seen).toEqual(['full-disk', 'read-only']);
});

test('Kontakte', async () => {
  const page = await openCounter(folder(), '--demo');
  await signIn(page);
  const { faults, stops, look } = looking(page);
  await contactsTour(page, 'de', look);
  expect(faults).toEqual([]);
  expect(stops.length).toBeGreaterThan(32);
});

test('Filialverwaltung', async () => {
  const page = await openCounter(folder(), '--demo');
  await signIn(page);
  const { faults, stops, look } = looking(page);
  await administrationTour(page, 'de', look);
  expect(faults).toEqual([]);
  expect(stops.length).toBeGreaterThan(10);
});
