// Every page, dialog, menu and question of the counter as people with little sight, with high contrast or at 200 % zoom meet
// it: axe-core finds nothing, no colour is too weak in any theme, and nothing is lost.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { connect } from '../../src-main/service/database/connection.ts';
import { type CounterPage, openCounterPage } from '../support/browser-host.ts';
import { looking } from '../support/looking.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { noSmallDisk, readOnlyView, smallDisk } from '../support/small-disk.ts';
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

/** The page as it is once it bears this heading, with this sentence below it and these ways out of it. */
async function trouble(
  page: Page,
  { heading, sentence, ways }: { heading: string; sentence: string; ways: readonly string[] },
  stop: string,
): Promise<void> {
  await page.getByRole('heading', { name: heading }).waitFor();
  await page.getByText(sentence).waitFor();
  expect(await page.getByRole('button').allTextContents()).toEqual(ways);
  const { faults, look } = looking(page);
  await look(stop);
  expect(faults).toEqual([]);
}

/** A counter on its own folder with a branch in it, ended again. */
async function usedFolder(): Promise<string> {
  const data = folder();
  await setUpBranch(await openCounter(data));
  await open?.close();
  return data;
}

const AGAIN = 'Erneut versuchen';
const RESTORE = 'Sicherung wiederherstellen …';

test('the trouble screens: a lost key, a wrong one given back, another one, a foreign file, a newer program', async () => {
  const data = await usedFolder();
  const key = fileKeyStore(data).read() ?? Buffer.alloc(0);
  rmSync(join(data, 'tresen.key'));
  const page = await openCounter(data);
  const lost = looking(page);
  await page.getByRole('heading', { name: 'Der Schlüssel der Datenbank fehlt' }).waitFor();
  await lost.look('lost key');
  await page.getByLabel('Wiederherstellungsschlüssel').fill('abc');
  await page.getByRole('button', { name: 'Datenbank öffnen' }).press('Enter');
  await page.getByRole('alert').first().waitFor();
  await lost.look('wrong key given back');
  expect(lost.faults).toEqual([]);
  await open?.close();

  // As on a PC to which only the database was copied.
  fileKeyStore(data).write(randomBytes(32));
  await trouble(
    await openCounter(data),
    {
      heading: 'Der Schlüssel passt nicht zur Datenbank',
      sentence: 'Die Datenbank wurde mit einem anderen Schlüssel verschlüsselt',
      ways: ['Datenbank öffnen', RESTORE],
    },
    'another key',
  );
  await open?.close();

  rmSync(join(data, 'tresen.key'));
  fileKeyStore(data).write(key);
  const sqlite = connect(join(data, 'tresen.db'), key);
  sqlite.pragma('user_version = 900');
  sqlite.close();
  await trouble(
    await openCounter(data),
    {
      heading: 'Die Datenbank ist neuer als dieses Programm',
      sentence: 'Bitte aktualisieren Sie Tresen auf diesem PC. Es wurde nichts verändert.',
      ways: [],
    },
    'newer schema',
  );
  await open?.close();

  writeFileSync(join(data, 'tresen.db'), 'Einkaufsliste: Kreide, Öl, Löschpapier.\n');
  await trouble(
    await openCounter(data),
    {
      heading: 'Diese Datei gehört nicht zu Tresen',
      sentence: 'Tresen hat sie nicht angerührt.',
      ways: [AGAIN],
    },
    'foreign file',
  );
});

test('the trouble screen of a second program on the folder; when the first one has ended it can try again', async () => {
  const data = folder();
  await setUpBranch(await openCounter(data));
  const first = open;
  const page = await openCounter(data);
  await trouble(
    page,
    {
      heading: 'Tresen läuft schon',
      sentence: 'Ein anderes Tresen arbeitet bereits mit diesem Datenordner.',
      ways: [AGAIN],
    },
    'in use',
  );
  const again = page.getByRole('button', { name: AGAIN });
  await again.press('Enter');
  await page.getByText(/^Um \d\d:\d\d erneut versucht: Es ist noch so\.$/).waitFor();
  await first?.close();
  await again.press('Enter');
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
});

test.skipIf(noSmallDisk !== null)('the trouble screens of a disk: full, and without the right to write', async () => {
  const disk = smallDisk(4 * 1024 * 1024);
  try {
    disk.fill();
    await trouble(
      await openCounter(disk.directory),
      {
        heading: 'Die Festplatte ist voll',
        sentence: 'Schaffen Sie Platz und versuchen Sie es erneut. Es ging nichts verloren.',
        ways: [AGAIN],
      },
      'full disk',
    );
    await open?.close();
  } finally {
    disk.close();
  }
  const view = readOnlyView(folder());
  try {
    await trouble(
      await openCounter(view.directory),
      {
        heading: 'Der Datenordner ist schreibgeschützt',
        sentence: 'Prüfen Sie die Rechte des Ordners und versuchen Sie es erneut.',
        ways: [AGAIN],
      },
      'read-only',
    );
    await open?.close();
  } finally {
    view.close();
  }
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
