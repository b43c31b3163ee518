// From a health card that nobody here knows to a customer with access to the app, in the window and in a browser: the card through
// the system's own card service, the declaration on a queue of the system's spooler, the login code on a slip printer.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { requirePoppler, textOf } from '../print/read-back.ts';
import { type CardService, noCardService, startCardService } from '../support/card-service.ts';
import { type Cups, cupsMissing, type Queue, startCups } from '../support/cups.ts';
import { electronHere } from '../support/electron.ts';
import { decodeSlip } from '../support/escpos.ts';
import { chipOf, healthCardFiles, somebody } from '../support/health-cards.ts';
import { HOSTS, type OpenCounter, openCounterOn } from '../support/hosts.ts';
import { focusComesTo, leaveDialog } from '../support/keyboard.ts';
import { consentToApp, givePassword, printAndClose } from '../support/main-job.ts';
import { passwordOn } from '../support/read-prints.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { addSlipPrinter, openDevicesPage } from '../support/slip-desk.ts';
import { type SlipPrinterDouble, startSlipPrinter } from '../support/slip-printer.ts';
import { contactCard } from '../support/virtual-cards.ts';
import { signIn } from '../support/walk.ts';

const here = await electronHere();
const noCups = await cupsMissing();

beforeAll(requirePoppler);

type Shop = { counter: OpenCounter; cards: CardService; cups: Cups; queue: Queue; slips: SlipPrinterDouble };
let shop: Shop | null = null;
let folder = '';

async function open(host: (typeof HOSTS)[number]): Promise<Shop> {
  folder = mkdtempSync(join(tmpdir(), 'tresen-card-'));
  const [cards, cups, slips] = await Promise.all([startCardService(), startCups(), startSlipPrinter()]);
  const queue = await cups.addQueue('Brief');
  await cups.client('lpadmin', '-d', 'Brief');
  const counter = await openCounterOn(host, {
    ...{ dataDirectory: join(folder, 'data'), scratch: join(folder, 'scratch'), options: ['--demo'] },
    env: { CUPS_SERVER: cups.socketPath },
  });
  shop = { counter, cards, cups, queue, slips };
  return shop;
}

afterEach(async () => {
  if (!shop) return;
  const { counter, cards, cups, slips } = shop;
  shop = null;
  await counter.close();
  await Promise.all([cards.stop(), cups.stop(), slips.stop()]);
  await removeFolder(folder);
});

const unknownPerson = () =>
  contactCard(
    chipOf(
      healthCardFiles(
        somebody({
          ...{ kvnr: 'X110465770', lastName: 'Müßig-Škoda', firstName: 'Žofie', prefix: '', birthDate: '19740912' },
          street: { street: 'Kastanienallee', houseNumber: '77 a', postcode: '10435', town: 'Berlin', country: 'D' },
          writtenAt: '20260203093000',
        }),
      ),
    ),
  );

describe.each(HOSTS)('in %s', (host) => {
  const missing = (host === 'Electron' && here.missing !== null) || noCups !== undefined || noCardService !== null;
  test.skipIf(missing)(
    'a card nobody knows becomes a customer, a declaration on paper, an access and a slip [A-44 A-47 A-48 A-49 A-17]',
    async () => {
      const { counter, cards, queue, slips } = await open(host);
      const { page } = counter;
      await signIn(page);
      await openDevicesPage(page);
      await page.getByText('Virtual PCD 00 00: leer', { exact: true }).waitFor();
      await addSlipPrinter(page, 'Kasse 1', slips.address);
      await page.keyboard.press('F3');

      await cards.insert(0, unknownPerson());
      const window = page.getByRole('dialog', { name: 'Kundendaten übernehmen' });
      await focusComesTo(window.getByRole('radio', { name: 'Als Kunden anlegen' }));
      await window.getByText('Kartendaten vom 03.02.2026 – kein Versicherungsnachweis').waitFor();
      // What is a little too wide shows a bar in the real window alone.
      expect(await window.locator('*').evaluateAll(scrollingSideways)).toBe(0);
      // The chain wants the consent: it is ticked as soon as the window is there.
      expect(await window.getByRole('checkbox', { name: 'Einwilligungserklärung drucken' }).isChecked()).toBe(true);
      await page.keyboard.press('F12');
      await printAndClose(page);
      // The question may come before anybody has looked at his mask, and hides it.
      await leaveQuestions(page);
      await page.getByRole('heading', { level: 1, name: 'Müßig-Škoda, Žofie' }).waitFor();
      expect(await fieldValue(page, 'KVNR')).toBe('X110465770');
      expect(await fieldValue(page, 'Straße')).toBe('Kastanienallee');
      const newest = async () => (await queue.arrived()).at(-1)?.pdf ?? Buffer.alloc(0);
      await expect.poll(async () => (await queue.arrived()).length).toBe(1);
      if (host === 'Chromium') expect(await textOf(await newest())).toContain('Žofie Müßig-Škoda');

      await consentToApp(page, newest);
      await givePassword(page);
      await page.keyboard.press('F1');
      const question = page.getByRole('alertdialog', { name: 'Anmeldecode drucken' });
      await question.getByText('Möchten Sie den Bon mit dem Anmeldecode auf „Kasse 1“ drucken?').waitFor();
      await focusComesTo(question.getByRole('button', { name: 'Ja' }));
      await page.keyboard.press('Enter');
      await page.getByText('Bon gedruckt auf „Kasse 1“.', { exact: true }).waitFor();

      const slip = decodeSlip(slips.slips.at(0) ?? Buffer.alloc(0), { columns: 48 });
      const text = slip.lines.map((line) => line.text).join(' ');
      expect(slip.qrCodes[0]?.payload).toMatch(/\/app\/connect#[0-9A-HJKMNP-TV-Z]{28}$/);
      // The code page has no letters with hooks: the plain ones stand for them.
      expect(text).toContain('Zofie Müßig-Skoda');
      // What Chromium's window draws is a picture; there the password is read by nobody but the customer.
      if (host === 'Chromium') expect(text).not.toContain(await passwordOn(await newest()));
      await cards.remove(0);
    },
  );
});

const scrollingSideways = (elements: Element[]) =>
  elements.filter((one) => one.scrollWidth > one.clientWidth && /auto|scroll/.test(getComputedStyle(one).overflowX))
    .length;

const fieldValue = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true }).inputValue();

/** Whatever asks about consent after a new customer: today it is left for later. */
async function leaveQuestions(page: Page): Promise<void> {
  const asking = page.getByRole('dialog', { name: /^Datenschutz:|^Einwilligung verwalten/ });
  await leaveDialog(page, asking);
}
