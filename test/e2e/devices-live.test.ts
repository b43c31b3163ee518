// Page 'Geräte' while it stays open: a reader that is plugged in, what becomes of its card, a service that stops, and a printer out of
// paper are shown by themselves.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PrinterInfo } from '../../src-shared/printing/jobs.ts';
import { type OpenStage, openStage } from '../settings-effects/stage.ts';
import { testReaders } from '../support/card-port.ts';
import { memoryPrinter } from '../support/printer.ts';
import { openDevicesPage } from '../support/slip-desk.ts';

const readers = testReaders();
const laser: PrinterInfo = { id: 'p', name: 'Laser', isDefault: true, state: 'ready', trays: [] };
let printers: PrinterInfo[] = [laser];
let shop: OpenStage;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  readers.state = { service: 'running', readers: [] };
  shop = await openStage('counter', {
    cardReaders: readers.port,
    printers: { ...memoryPrinter(), list: async () => printers },
  });
  ({ page } = await shop.enter());
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('load', () => errors.push('the page was loaded anew'));
  await openDevicesPage(page);
});
afterAll(async () => {
  await shop.close();
  expect(errors).toEqual([]);
});

const main = () => page.getByRole('main');

test('a reader that is plugged in appears, and says what is in it; one that is unplugged goes', async () => {
  await main().getByText('Es ist kein Kartenleser angeschlossen.').waitFor();
  readers.state = { service: 'running', readers: [{ name: 'Tischleser', state: 'empty' }] };
  const reader = main().getByRole('listitem').filter({ hasText: 'Tischleser' });
  await expect.poll(() => reader.allInnerTexts()).toEqual(['Tischleser: leer']);
  for (const [state, said] of [
    ['reading', 'liest'],
    ['card', 'Karte steckt'],
    ['silent', 'die Karte antwortet nicht: bitte mit dem Chip nach vorn stecken'],
    ['busy', 'ein anderes Programm benutzt ihn'],
  ] as const) {
    readers.state = { service: 'running', readers: [{ name: 'Tischleser', state }] };
    await expect.poll(() => reader.allInnerTexts()).toEqual([`Tischleser: ${said}`]);
  }
  // The line below says the same.
  await page.getByRole('contentinfo').getByRole('button', { name: 'Kartenleser belegt' }).waitFor();
  readers.state = { service: 'running', readers: [] };
  await main().getByText('Es ist kein Kartenleser angeschlossen.').waitFor();
  expect(await reader.count()).toBe(0);
});

test('a service that stops is said with what to do, and its return as well', async () => {
  readers.state = { service: 'stopped', readers: [] };
  const status = main().getByRole('status');
  await status.filter({ hasText: /^Der Dienst für Kartenleser läuft gerade nicht\./ }).waitFor();
  readers.state = { service: 'running', readers: [{ name: 'Tischleser', state: 'empty' }] };
  await status.filter({ hasText: 'Der Dienst für Kartenleser läuft.' }).waitFor();
  await main().getByText('Tischleser: leer').waitFor();
});

test('a printer without paper, one that is stopped and a new one are shown without a reload', async () => {
  const rows = async () => {
    const texts = await main().getByRole('table', { name: 'Drucker' }).getByRole('row').allInnerTexts();
    return texts.slice(1).map((text) => text.split('\t').slice(0, 2).join(': '));
  };
  await expect.poll(rows).toEqual(['Laser (Standarddrucker): bereit']);
  printers = [
    { ...laser, problem: 'PRINT_PAPER_OUT' },
    { ...laser, id: 'q', name: 'Etiketten', isDefault: false, state: 'stopped' },
  ];
  await expect
    .poll(rows)
    .toEqual(['Laser (Standarddrucker): Papier leer. Bitte Papier nachlegen.', 'Etiketten: angehalten']);
  // A form can be sent to the new one at once.
  const choice = main().getByRole('combobox', { name: 'Passwortschreiben', exact: true });
  expect(await choice.locator('option').allInnerTexts()).toContain('Etiketten');
  printers = [laser];
  await expect.poll(rows).toEqual(['Laser (Standarddrucker): bereit']);
});
