// Printing from the Electron window into a real spooler: the sheets that arrive are pictures, and are measured as such. What
// was previewed prints in its true size, under a title without a name, and no fault of a printer loses a letter or doubles it.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FOLD_MARKS_Y, HOLE_MARK_Y, PAGE, SUBJECT_Y, windowOnLetter } from '../../src-shared/printing/rules.ts';
import {
  infoOf,
  inkIn,
  inkRows,
  isInside,
  type Raster,
  rasterOf,
  requirePoppler,
  wordsOf,
} from '../print/read-back.ts';
import { type ArrivedJob, type Cups, cupsMissing, type Queue, startCups } from '../support/cups.ts';
import { type CounterWindow, electronHere, openCounterWindow } from '../support/electron.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';
import {
  consentToApp,
  givePassword,
  leaveStorageForLater,
  newCustomer,
  PERSON,
  printAndClose,
  reprintCode,
  saveAndPrintCode,
} from '../support/main-job.ts';
import { codeOn } from '../support/read-prints.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { signIn } from '../support/walk.ts';

const here = await electronHere();
const noCups = await cupsMissing();
const HALF = 0.5;

describe.skipIf(here.missing !== null || noCups !== undefined)('printing from the window', () => {
  let folder = '';
  let cups: Cups;
  let queue: Queue;
  let counter: CounterWindow;
  let page: Page;
  let count = 0;

  beforeAll(async () => {
    requirePoppler();
    cups = await startCups();
  });
  afterAll(() => cups?.stop());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tresen-printing-'));
    queue = await cups.addQueue(`Brief${++count}`);
    await cups.client('lpadmin', '-d', queue.name, '-p', queue.name, '-D', 'Bürodrucker');
    await open();
  });
  afterEach(async () => {
    await queue.setMode('print');
    await counter?.close().catch(() => undefined);
    await removeFolder(folder);
  });

  async function open(): Promise<void> {
    counter = await openCounterWindow({
      dataDirectory: join(folder, 'data'),
      options: ['--demo'],
      env: { CUPS_SERVER: cups.socketPath },
    });
    ({ page } = counter);
    await signIn(page);
  }

  /** The preview of a declaration, 'Drucken' in focus: the shortest way to one. */
  async function previewConsent(): Promise<void> {
    await newCustomer(page, PERSON);
    await leaveStorageForLater(page);
    await page.keyboard.press('F10');
    const print = page.getByRole('button', { name: 'Einwilligungserklärung drucken' });
    await tabTo(page, print);
    await page.keyboard.press('Enter');
    await focusComesTo(page.getByRole('button', { name: 'Drucken', exact: true }));
  }

  const windows = () => counter.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

  test('the sheets of the main job arrive in their true size, readable by eye and by phone', async () => {
    await newCustomer(page, PERSON);
    await leaveStorageForLater(page);
    const scan = async () => (await arrived(1))[0]?.pdf ?? Buffer.alloc(0);
    await consentToApp(page, scan);
    await givePassword(page);
    await saveAndPrintCode(page);
    await reprintCode(page);
    const [consent, letter, code, again] = await arrived(4);
    if (!consent || !letter || !code || !again) throw new Error('too few');

    expect([consent, letter, code, again].map(({ title, copies }) => [title, copies])).toEqual([
      ['Einwilligung 10201', '1'],
      ['Passwortschreiben 10201', '1'],
      ['Anmeldecode 10201', '1'],
      ['Anmeldecode 10201', '1'],
    ]);
    for (const { pdf, options } of [consent, letter, code, again]) {
      expect(options).toMatch(/\bPageSize=A4\b|\bmedia=A4\b/);
      expect(options).not.toMatch(/DuplexNoTumble|two-sided/);
      expect(await wordsOf(pdf)).toEqual([]); // a picture: what was seen is what is printed
      expect(Number((await infoOf(pdf)).get('Pages'))).toBe(1);
    }
    for (const { pdf } of [letter, code]) {
      const raster = await rasterOf(pdf, 300);
      expectA4(raster);
      expectAddressInWindow(raster);
      expectMarks(raster);
      const below = inkIn(raster, { x: 20, y: 92, width: 170, height: 14 });
      near(below?.y, SUBJECT_Y);
      near(below?.x, 25);
    }
    expect(await codeOn(code.pdf)).toMatch(/^https:\/\/app\.example\.com\/app\/connect#[0-9A-Z]{26,}$/);
    expect(await codeOn(again.pdf)).toBe(await codeOn(code.pdf));
    expect(await windows()).toBe(1); // nothing of the hidden pages is left
  });

  test('copies are asked of the printer, and what the printer says is said', async () => {
    await previewConsent();
    const copies = page.getByRole('spinbutton', { name: 'Exemplare' });
    await tabTo(page, copies, 'Shift+Tab');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await tabTo(page, page.getByRole('button', { name: 'Drucken', exact: true }));
    expect(await printAndClose(page)).toBe('Gedruckt.');
    const [job] = await arrived(1);
    expect(job?.copies).toBe('3');
  });

  test.each([
    ['paper-out', 'Papier leer. Bitte Papier nachlegen.'],
    ['jam', 'Papierstau. Bitte beheben Sie ihn und drucken Sie erneut.'],
    ['fail', /^(Der Drucker hat angehalten|Der Druck ist fehlgeschlagen)/],
  ] as const)('%s is said in words, nothing comes out later, and printing again works', async (mode, sentence) => {
    await queue.setMode(mode);
    await previewConsent();
    await page.keyboard.press('Enter');
    await page.getByText(sentence).waitFor();
    expect((await cups.client('lpstat', '-o', queue.name)).trim()).toBe('');
    await queue.setMode('print');
    await cups.client('cupsenable', queue.name);
    await focusComesTo(page.getByRole('button', { name: 'Erneut drucken' }));
    await page.keyboard.press('Enter');
    await page.getByText('Gedruckt.').waitFor();
    expect(await arrived(1)).toHaveLength(1);
  });

  test('a printer that has gone, a paused one and a spooler that has died are told apart', async () => {
    await previewConsent();
    await cups.client('cupsdisable', queue.name);
    await page.keyboard.press('Enter');
    await page.getByText('Der Drucker ist angehalten. Bitte setzen Sie ihn fort.').waitFor();
    await cups.client('lpadmin', '-x', queue.name);
    await page.keyboard.press('Enter');
    await page.getByText('Diesen Drucker gibt es nicht mehr. Bitte wählen Sie einen anderen.').waitFor();
    const spooler = cups;
    cups = await startCups(); // for the tests after this one
    await spooler.stop();
    await page.keyboard.press('Enter');
    await page.getByText('Der Druckdienst des Computers läuft nicht.').waitFor();
    queue = await cups.addQueue(queue.name);
  });

  test('who closes the window right after Enter still gets the sheet', async () => {
    await previewConsent();
    const ended = new Promise<number | null>((resolve) => counter.app.process().once('exit', resolve));
    await page.keyboard.press('Enter');
    await expect.poll(windows).toBe(2);
    await counter.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
    expect(await ended).toBe(0);
    expect(await arrived(1)).toHaveLength(1);
  });

  test('two sheets one after the other come out one after the other', async () => {
    await queue.setMode('hold');
    await previewConsent();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await cups.client('lpstat', '-o', queue.name)).trim().split('\n')).toHaveLength(1);
    await queue.setMode('print');
    await page.getByText('Gedruckt.').waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Erneut drucken' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await arrived(2)).toHaveLength(2);
  });

  async function arrived(atLeast: number): Promise<ArrivedJob[]> {
    await expect.poll(async () => (await queue.arrived()).length).toBeGreaterThanOrEqual(atLeast);
    return queue.arrived();
  }
});

function near(measured: number | undefined, expected: number): void {
  expect(measured).toBeGreaterThanOrEqual(expected - HALF);
  expect(measured).toBeLessThanOrEqual(expected + HALF);
}

function expectA4(raster: Raster): void {
  near(raster.width * raster.dot, PAGE.width);
  near(raster.height * raster.dot, PAGE.height);
}

/** Ink in every position of the envelope's window, and none that only some position would show. */
function expectAddressInWindow(raster: Raster): void {
  const { always, ever } = windowOnLetter();
  const ink = inkIn(raster, ever);
  expect(ink && isInside(ink, always, HALF), JSON.stringify(ink)).toBe(true);
  const address = inkIn(raster, { x: 20, y: 62.7, width: 85, height: 27.3 });
  near(address?.x, 25);
}

function expectMarks(raster: Raster): void {
  const marks = inkRows(raster, { x: 0, y: 0, width: 20, height: PAGE.height });
  expect(marks).toHaveLength(3);
  for (const [index, y] of [FOLD_MARKS_Y[0], HOLE_MARK_Y, FOLD_MARKS_Y[1]].entries()) {
    const mark = marks[index];
    near(mark && (mark.top + mark.bottom) / 2, y);
  }
}
