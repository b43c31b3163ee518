// Every button that puts a file where staff want it, in the real window: the system's dialog proposes the name, the file is there
// whole or not at all, and nothing of it lies anywhere before the place is chosen.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flatTextOf, requirePoppler } from '../print/read-back.ts';
import { type CounterWindow, electronHere, openCounterWindow } from '../support/electron.ts';
import { sampleJpeg, samplePdf } from '../support/files.ts';
import { openTab, tabTo } from '../support/keyboard.ts';
import { messages } from '../support/messages.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type SaveDialog, saveDialogOf } from '../support/save-dialog.ts';
import { searchBox } from '../support/search-box.ts';
import { openDevicesPage } from '../support/slip-desk.ts';
import { noSmallDisk, smallDisk } from '../support/small-disk.ts';
import { signIn } from '../support/walk.ts';

const here = await electronHere();

describe.skipIf(here.missing !== null)('in the window', () => {
  let folder = '';
  let chosen = '';
  let counter: CounterWindow;
  let page: Page;
  let dialog: SaveDialog;

  beforeAll(async () => {
    requirePoppler();
    folder = mkdtempSync(join(tmpdir(), 'tresen-save-file-'));
    chosen = join(folder, 'chosen');
    // Where Chromium keeps a download before its place is known.
    for (const name of ['chosen', 'home', 'temp']) mkdirSync(join(folder, name));
    counter = await openCounterWindow({
      dataDirectory: join(folder, 'data'),
      options: ['--demo'],
      env: { HOME: join(folder, 'home'), TMPDIR: join(folder, 'temp') },
    });
    ({ page } = counter);
    dialog = await saveDialogOf(counter.app, chosen);
    await signIn(page);
  });
  afterAll(async () => {
    await counter?.close();
    await removeFolder(folder);
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const fileOf = (name: string | RegExp) =>
    expect
      .poll(() => readdirSync(chosen).find((one) => (typeof name === 'string' ? one === name : name.test(one))))
      .toBeDefined();
  const read = (name: string | undefined) => readFileSync(join(chosen, name ?? ''));
  const only = (pattern: RegExp) => readdirSync(chosen).find((one) => pattern.test(one));
  const saved = () => messages(page).getByText('Die Datei ist gespeichert.', { exact: true });
  const dismiss = async () => {
    const close = messages(page).getByRole('button', { name: 'Meldung schließen' });
    while ((await close.count()) > 0) await close.first().press('Enter');
  };

  async function openDocuments(): Promise<void> {
    await page.keyboard.press('F3');
    await searchBox(page).fill('10001');
    await page.getByRole('table', { name: 'Treffer' }).getByRole('button').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('main').getByRole('tab', { name: 'Dokumente', exact: true }).waitFor();
    await openTab(page, 'Dokumente');
    await button('Hochladen …').waitFor();
  }

  async function upload(name: string, content: Buffer): Promise<void> {
    const path = join(folder, name);
    writeFileSync(path, content);
    const chooser = page.waitForEvent('filechooser');
    await button('Hochladen …').press('Enter');
    await (await chooser).setFiles(path);
    await page.getByRole('table', { name: 'Dokumente' }).getByRole('button', { name, exact: true }).waitFor();
  }

  test('the report of the self-test, with its umlauts', async () => {
    await openDevicesPage(page);
    await button('Selbsttest starten').press('Enter');
    await button('Bericht speichern').press('Enter');
    await fileOf(/^tresen-selbsttest-\d{4}-\d\d-\d\d\.txt$/);
    await saved().waitFor();
    expect(read(only(/selbsttest/)).toString('utf8')).toContain('4  Drucker: ');
    expect((await dialog.asked()).at(-1)?.endings).toEqual(['txt']);
  });

  test('a document, from the list and from the viewer, byte for byte', async () => {
    await openDocuments();
    await upload('Befund März.jpg', sampleJpeg());
    await button('Befund März.jpg speichern unter …').press('Enter');
    await saved().waitFor();
    expect(read('Befund März.jpg').equals(sampleJpeg())).toBe(true);
    await dismiss();

    const pdf = await samplePdf({ text: 'Rezeptkopie' });
    await upload('Rezept.pdf', pdf);
    await button('Rezept.pdf').press('Enter');
    const viewer = page.getByRole('dialog', { name: 'Rezept.pdf' });
    await viewer.getByRole('button', { name: 'Speichern unter …' }).press('Enter');
    await fileOf('Rezept.pdf');
    await expect.poll(() => read('Rezept.pdf').equals(pdf)).toBe(true);
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'hidden' });
    await saved().waitFor();
    expect((await dialog.asked()).slice(-2).map(({ name, endings }) => [name, ...endings])).toEqual([
      ['Befund März.jpg', 'jpg'],
      ['Rezept.pdf', 'pdf'],
    ]);
    await dismiss();
  });

  test('nothing lies anywhere before the place is chosen, and a dialog that is cancelled leaves nothing and says nothing', async () => {
    await upload('Geheimes.jpg', sampleJpeg());
    await dialog.hold();
    const before = (await dialog.asked()).length;
    await button('Geheimes.jpg speichern unter …').press('Enter');
    await expect.poll(async () => (await dialog.asked()).length).toBe(before + 1);
    const open = () =>
      ['home', 'temp'].flatMap((place) =>
        readdirSync(join(folder, place), { recursive: true, withFileTypes: true }).filter(
          (one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).equals(sampleJpeg()),
        ),
      );
    expect(open()).toEqual([]);
    await dialog.answer(null);
    await button('Geheimes.jpg speichern unter …').press('Enter'); // the second dialog comes only after the first is gone
    await expect.poll(async () => (await dialog.asked()).length).toBe(before + 2);
    await messages(page).getByText('Geheimes.jpg').waitFor(); // that it was taken in
    expect(await saved().count()).toBe(0);
    expect(existsSync(join(chosen, 'Geheimes.jpg'))).toBe(false);
    expect(open()).toEqual([]);
    await dismiss();
  });

  test('a folder that is gone by then is told, the next try succeeds, and only how the last one fared stands there', async () => {
    await dialog.answer(chosen);
    await button('Geheimes.jpg speichern unter …').press('Enter');
    await saved().waitFor();
    await dialog.answer(join(folder, 'gone'));
    await button('Geheimes.jpg speichern unter …').press('Enter');
    const refused = messages(page).getByText('Die Datei ist nicht gespeichert: Diesen Ordner gibt es nicht mehr.', {
      exact: false,
    });
    await refused.waitFor();
    expect(await saved().count()).toBe(0);
    await dialog.answer(chosen);
    await button('Geheimes.jpg speichern unter …').press('Enter');
    await saved().waitFor();
    expect(await refused.count()).toBe(0);
    expect(read('Geheimes.jpg').equals(sampleJpeg())).toBe(true);
  });

  test.skipIf(noSmallDisk !== null)('a full disk is told, and what lay there under the name is as it was', async () => {
    const disk = smallDisk(64 * 1024);
    try {
      writeFileSync(join(disk.directory, 'Geheimes.jpg'), 'older');
      disk.fill();
      await dialog.answer(disk.directory);
      await button('Geheimes.jpg speichern unter …').press('Enter');
      await messages(page)
        .getByText('Die Datei ist nicht gespeichert: Auf diesem Datenträger ist kein Platz mehr.', { exact: false })
        .waitFor();
      disk.free();
      expect(readdirSync(disk.directory)).toEqual(['Geheimes.jpg']);
      expect(readFileSync(join(disk.directory, 'Geheimes.jpg'), 'utf8')).toBe('older');
      await button('Geheimes.jpg speichern unter …').press('Enter');
      await expect.poll(() => readFileSync(join(disk.directory, 'Geheimes.jpg')).equals(sampleJpeg())).toBe(true);
    } finally {
      disk.close();
      await dialog.answer(chosen);
    }
  });

  test('the hits, and it says how many only once they are in the file', async () => {
    const take = async () => {
      await page.keyboard.press('F3');
      await searchBox(page).fill('10001');
      await page.getByRole('table', { name: 'Treffer' }).getByRole('button').first().waitFor();
      await page.keyboard.press('F11');
      await page.getByRole('menuitem', { name: 'Trefferliste als Datei …' }).press('Enter');
      const asking = page.getByRole('dialog', { name: 'Trefferliste als Datei' });
      await asking.getByRole('button', { name: 'Datei speichern (CSV)' }).press('Enter');
      await asking.waitFor({ state: 'hidden' });
    };
    await take();
    await messages(page).getByText('1 Kunde steht in der Datei.').waitFor();
    expect(read(only(/^kundenliste-\d{4}-\d\d-\d\d\.csv$/)).toString('utf8')).toContain('"10001";');
    await dismiss();
    await dialog.answer(null);
    const before = (await dialog.asked()).length;
    await take();
    await expect.poll(async () => (await dialog.asked()).length).toBe(before + 1);
    await page.keyboard.press('F3'); // answered after the dialog is
    expect(await messages(page).getByText('1 Kunde steht in der Datei.').count()).toBe(0);
    await dialog.answer(chosen);
  });

  test('a form as PDF', async () => {
    await openDocuments();
    await page.keyboard.press('F9');
    await page.getByRole('menuitem', { name: 'Einwilligungserklärung' }).press('Enter');
    const preview = page.getByRole('dialog', { name: 'Druckvorschau' });
    await preview.getByRole('region', { name: 'Seiten' }).locator('[data-drawn=true]').first().waitFor();
    await tabTo(page, preview.getByRole('button', { name: 'Als PDF speichern' }));
    await page.keyboard.press('Enter');
    await fileOf(/^\d{8}-\d{6}-einwilligung-10001\.pdf$/);
    expect(await flatTextOf(read(only(/^\d{8}-\d{6}-einwilligung-10001\.pdf$/)))).toContain('Sonnen-Apotheke');
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'hidden' });
  });

  test('the lines of a list that were not taken over', async () => {
    const list = join(folder, 'kunden.csv');
    writeFileSync(list, 'Kundennr.;Nachname;Vorname\r\n99001;Zaunkönig;Änne\r\n99002;;Jörg\r\n', 'latin1');
    await page.keyboard.press('Alt+f');
    await page.getByRole('searchbox', { name: 'Einstellung suchen …' }).fill('csv');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Kunden importieren', level: 1 }).waitFor();
    const chooser = page.waitForEvent('filechooser');
    await button('Liste wählen …').press('Enter');
    await (await chooser).setFiles(list);
    await button('Liste prüfen').press('Enter');
    await button('Einen Kunden importieren').press('Enter');
    await page.getByRole('heading', { name: '„kunden.csv“ ist übernommen.' }).waitFor();
    await button('Nicht übernommene Zeilen speichern …').press('Enter');
    await messages(page).getByText('Die Datei enthält Kundendaten unverschlüsselt.', { exact: false }).waitFor();
    const rejected = new TextDecoder('windows-1252').decode(read('kunden-abgelehnt.csv'));
    expect(rejected).toContain('99002;;Jörg;Nachname fehlt');
  });
});
