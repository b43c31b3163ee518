// Slips at the counter, in the window and in a browser: a slip printer is set up, the login code comes out of it after F1 and from
// F9, each fault is said in words with a way on, and what was printed is read back byte by byte.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requirePoppler } from '../print/read-back.ts';
import { cupsMissing, startCups } from '../support/cups.ts';
import { electronHere } from '../support/electron.ts';
import { type DecodedSlip, decodeSlip } from '../support/escpos.ts';
import { HOSTS, type OpenCounter, openCounterOn } from '../support/hosts.ts';
import { focusComesTo, hasFocus, tabTo, typeInto } from '../support/keyboard.ts';
import { looking } from '../support/looking.ts';
import {
  consentToApp,
  givePassword,
  leaveStorageForLater,
  newCustomer,
  PERSON,
  printAndClose,
} from '../support/main-job.ts';
import { messages } from '../support/messages.ts';
import { codeOn, passwordOn } from '../support/read-prints.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { addSlipPrinter, openDevicesPage } from '../support/slip-desk.ts';
import { type PrinterMode, type SlipPrinterDouble, startSlipPrinter } from '../support/slip-printer.ts';
import { signIn } from '../support/walk.ts';

const here = await electronHere();
const noCups = await cupsMissing();

let folder = '';
let printer: SlipPrinterDouble;
let counter: OpenCounter | null = null;
let page: Page;

beforeAll(requirePoppler);
afterAll(close);

async function close(): Promise<void> {
  if (!counter) return;
  await counter.close();
  counter = null;
  await printer.stop();
  await removeFolder(folder);
}

/** In the place of the one that is open. */
async function openCounter(host: (typeof HOSTS)[number], env: Record<string, string> = {}): Promise<void> {
  await close();
  folder = mkdtempSync(join(tmpdir(), 'tresen-slips-'));
  mkdirSync(join(folder, 'prints'));
  printer = await startSlipPrinter();
  counter = await openCounterOn(host, {
    dataDirectory: join(folder, 'data'),
    scratch: join(folder, 'scratch'),
    options: ['--demo', '--print-dir', join(folder, 'prints')],
    env,
  });
  ({ page } = counter);
  await signIn(page);
}

/** The newest print of a kind in the folder of the printer 'PDF-Ablage'. */
function sheet(kind: string): Buffer {
  const name = readdirSync(join(folder, 'prints'))
    .filter((one) => one.includes(`-${kind}-`))
    .sort()
    .at(-1);
  if (!name) throw new Error(`no ${kind}`);
  return readFileSync(join(folder, 'prints', name));
}

function slip(which: number): DecodedSlip {
  const bytes = printer.slips.at(which);
  if (!bytes) throw new Error(`${printer.slips.length} slips`);
  return decodeSlip(bytes, { columns: 48 });
}

const textOf = ({ lines }: DecodedSlip) => lines.map((line) => line.text).join(' ');
const button = (name: string) => page.getByRole('button', { name, exact: true });

async function chooseInF9(name: string): Promise<void> {
  await page.keyboard.press('F9');
  const entry = page.getByRole('menuitem', { name });
  await entry.waitFor();
  for (let down = 0; down < 6 && !(await hasFocus(entry)); down++) await page.keyboard.press('ArrowDown');
  await focusComesTo(entry);
  await page.keyboard.press('Enter');
}

/** Everything by keyboard up to the question after F1. */
async function giveAccess(): Promise<string> {
  const number = await newCustomer(page, PERSON);
  await leaveStorageForLater(page);
  await consentToApp(page, async () => sheet('einwilligung'));
  await givePassword(page);
  await page.keyboard.press('F1');
  return number;
}

describe.each(HOSTS)('in %s', (host) => {
  describe.skipIf(host === 'Electron' && here.missing !== null)('slips', () => {
    const failed = () => page.getByRole('alertdialog', { name: 'Bon nicht gedruckt' });
    const again = () => failed().getByRole('button', { name: 'Erneut drucken' });

    beforeAll(() => openCounter(host));

    test('the login code comes out as a slip after F1 and again from F9, and no password with it [A-17 A-20 A-22]', async () => {
      await openDevicesPage(page);
      await page.getByText('An diesem Arbeitsplatz ist kein Bondrucker eingerichtet.').waitFor();
      await addSlipPrinter(page, 'Kasse 1', printer.address);
      await button('Testbon drucken: Kasse 1').press('Enter');
      await messages(page).getByText('Bon gedruckt auf „Kasse 1“.', { exact: true }).waitFor();
      expect(textOf(slip(0))).toContain('ÄÖÜäöüß€');

      const number = await giveAccess();
      const question = page.getByRole('alertdialog', { name: 'Anmeldecode drucken' });
      await question.getByText('Möchten Sie den Bon mit dem Anmeldecode auf „Kasse 1“ drucken?').waitFor();
      await focusComesTo(question.getByRole('button', { name: 'Ja' }));
      await page.keyboard.press('Enter');
      await messages(page).getByText('Bon gedruckt auf „Kasse 1“.', { exact: true }).waitFor();
      const first = slip(1);
      const payload = first.qrCodes[0]?.payload ?? '';
      expect(payload).toMatch(/^https:\/\/app\.example\.com\/app\/connect#[0-9A-HJKMNP-TV-Z]{28}$/);
      expect(textOf(first)).toContain('Lukasz Sahin-Größl');
      expect(textOf(first)).toContain(`Kundennummer ${number}`);
      expect(textOf(first)).not.toContain(await passwordOn(sheet('passwortschreiben')));

      await printer.setMode('nearEnd');
      await chooseInF9('Anmeldecode (Bon)');
      await messages(page).getByText('Das Papier geht zu Ende: Bitte bald eine neue Rolle einlegen.').waitFor();
      expect(slip(2)).toEqual(first);
      // Nothing was printed on sheets in its place.
      expect(readdirSync(join(folder, 'prints')).filter((name) => name.includes('anmeldecode'))).toEqual([]);
    });

    test('each fault is said in words; "Erneut drucken" prints once, "Als PDF" gives the form with the same code', async () => {
      const before = printer.slips.length;
      const faults: [PrinterMode, RegExp][] = [
        ['paperOut', /^Papier leer: Bitte legen Sie in „Kasse 1“ eine neue Rolle ein\.$/],
        ['coverOpen', /^Deckel offen: Bitte schließen Sie den Deckel von „Kasse 1“\.$/],
        ['offline', /„Kasse 1“ ist nicht bereit/],
        ['fault', /„Kasse 1“ meldet eine Störung/],
        ['refuse', /„Kasse 1“ \(127\.0\.0\.1:\d+\) ist nicht erreichbar/],
        ['silent', /„Kasse 1“ \(127\.0\.0\.1:\d+\) antwortet nicht/],
        ['hangsUp', /hat die Verbindung gleich wieder getrennt/],
        [{ resetAfter: 100 }, /während des Drucks abgebrochen\. Ein Teil des Bons kann schon gedruckt sein/],
      ];
      for (const [at, [mode, words]] of faults.entries()) {
        await printer.setMode(mode);
        if (at === 0) await chooseInF9('Anmeldecode (Bon)');
        else {
          await focusComesTo(again());
          await page.keyboard.press('Enter');
        }
        await failed().getByText(words).waitFor();
        expect([mode, await failed().getByRole('button').allTextContents()]).toEqual([
          mode,
          ['Erneut drucken', 'Als PDF', 'Abbrechen'],
        ]);
      }
      expect(printer.slips).toHaveLength(before);
      await printer.setMode('ready');
      await focusComesTo(again());
      await page.keyboard.press('Enter');
      await failed().waitFor({ state: 'hidden' });
      await messages(page).getByText('Bon gedruckt auf „Kasse 1“.', { exact: true }).waitFor();
      expect(printer.slips).toHaveLength(before + 1);

      await printer.setMode('coverOpen');
      await chooseInF9('Anmeldecode (Bon)');
      await focusComesTo(again());
      await tabTo(page, failed().getByRole('button', { name: 'Als PDF' }));
      await page.keyboard.press('Enter');
      await printAndClose(page);
      expect(await codeOn(sheet('anmeldecode'))).toBe(slip(-1).qrCodes[0]?.payload);
      expect(printer.slips).toHaveLength(before + 1);
    });

    test('a print that takes its time says so and can be called back', async () => {
      const before = printer.slips.length;
      await printer.setMode('slow');
      await chooseInF9('Anmeldecode (Bon)');
      const working = page.getByRole('alertdialog', { name: 'Bon wird gedruckt' });
      await working.getByText('„Kasse 1“ druckt …').waitFor();
      await focusComesTo(working.getByRole('button', { name: 'Abbrechen' }));
      await page.keyboard.press('Enter');
      await messages(page)
        .getByText(/^Der Bon auf „Kasse 1“ wurde abgebrochen\./)
        .waitFor();
      await working.waitFor({ state: 'hidden' });
      await printer.setMode('ready');
      await chooseInF9('Anmeldecode (Bon)');
      await messages(page).getByText('Bon gedruckt auf „Kasse 1“.', { exact: true }).waitFor();
      expect(printer.slips).toHaveLength(before + 1);
    });
  });
});

describe.skipIf(here.missing !== null || noCups !== undefined)('a printer of the computer', () => {
  test('gets the bytes of a slip as they are, past the window that draws letters', async () => {
    const cups = await startCups();
    try {
      const queue = await cups.addQueue('Bon');
      await cups.client('lpadmin', '-p', 'Bon', '-D', 'Bon an USB');
      await openCounter('Electron', { CUPS_SERVER: cups.socketPath });
      await openDevicesPage(page);
      await button('Bondrucker hinzufügen …').press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Bondrucker hinzufügen' });
      await typeInto(page, dialog.getByRole('textbox', { name: 'Name' }), 'USB');
      await dialog.getByRole('combobox', { name: 'Anschluss' }).selectOption({ label: 'Drucker dieses Computers' });
      const printers = dialog.getByRole('combobox', { name: 'Drucker', exact: true });
      expect(await printers.getByRole('option').allTextContents()).toEqual(['– bitte wählen –', 'Bon an USB']);
      await page.keyboard.press('F1');
      await dialog.getByText('Bitte ausfüllen.').waitFor();
      await printers.selectOption({ label: 'Bon an USB' });
      await page.keyboard.press('F1');
      await dialog.waitFor({ state: 'hidden' });
      const slips = page.getByRole('table', { name: 'Bondrucker' });
      await slips.getByRole('row', { name: 'USB' }).getByText('Bon an USB', { exact: true }).waitFor();
      await queue.setMode('paper-out');
      await button('Testbon drucken: USB').press('Enter');
      const failed = page.getByRole('alertdialog', { name: 'Bon nicht gedruckt' });
      await failed.getByText('Papier leer. Bitte Papier nachlegen.').waitFor();
      await queue.setMode('print');
      await focusComesTo(failed.getByRole('button', { name: 'Erneut drucken' }));
      await page.keyboard.press('Enter');
      await messages(page).getByText('Bon gedruckt auf „USB“.', { exact: true }).waitFor();
      const arrived = await queue.arrived();
      expect(arrived.map(({ title }) => title)).toEqual(['Testbon']);
      expect(textOf(decodeSlip(arrived[0]?.pdf ?? Buffer.alloc(0), { columns: 48 }))).toContain('ÄÖÜäöüß€');
    } finally {
      await close();
      await cups.stop();
    }
  });
});

test('printers are added, changed and removed; what is wrong is said at its field, and everybody can see and reach it', async () => {
  await openCounter('Chromium');
  const { faults, look } = looking(page);
  await openDevicesPage(page);
  await button('Bondrucker hinzufügen …').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Bondrucker hinzufügen' });
  await typeInto(page, dialog.getByRole('textbox', { name: 'Adresse' }), 'http://drucker');
  await page.keyboard.press('F1');
  await dialog.getByText('Bitte ausfüllen.').waitFor();
  await dialog.getByText('Das ist keine Adresse.').waitFor();
  await look('the editor with problems');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await addSlipPrinter(page, 'Kasse 1', printer.address);
  await look('the list of slip printers');
  await printer.setMode('coverOpen');
  await button('Testbon drucken: Kasse 1').press('Enter');
  const failed = page.getByRole('alertdialog', { name: 'Bon nicht gedruckt' });
  await failed.getByText(/^Deckel offen/).waitFor();
  await look('the failure');
  await page.keyboard.press('Escape');
  await failed.waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: 'Kasse 1' }).getByText('Deckel offen', { exact: true }).waitFor();

  await button('Ändern …: Kasse 1').press('Enter');
  const editor = page.getByRole('dialog', { name: 'Bondrucker Kasse 1' });
  await focusComesTo(editor.getByRole('textbox', { name: 'Name' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('Theke');
  await page.keyboard.press('Enter');
  await editor.waitFor({ state: 'hidden' });
  await button('Entfernen: Theke').press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Bondrucker entfernen' });
  await focusComesTo(question.getByRole('button', { name: 'Entfernen' }));
  await page.keyboard.press('Enter');
  await page.getByText('An diesem Arbeitsplatz ist kein Bondrucker eingerichtet.').waitFor();
  expect(faults).toEqual([]);
});
