// The privacy dialog by keyboard, in a real browser on a real counter: it opens by itself when a customer comes to the counter,
// never over somebody who types, asks once a day, and writes what it says it will write.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { askPrivacy, privacyAsking } from '../../src-main/service/privacy-asking.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { type OpenStage, openStage, type Stage } from '../settings-effects/stage.ts';
import { focusComesTo, hasFocus, tabTo } from '../support/keyboard.ts';
import { accessibilityProblems } from '../support/shop.ts';

let shop: OpenStage;
let stage: Stage;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  shop = await openStage('counter');
});
afterAll(() => shop.close());
beforeEach(async () => {
  stage = await shop.enter();
  page = stage.page;
  page.on('pageerror', (error) => errors.push(error.message));
});
afterEach(() => expect(errors).toEqual([]));

const dialog = () => page.getByRole('dialog', { name: /^Datenschutz:/ });
const answer = (name: string) => dialog().getByRole('radio', { name });
const way = (name: string | RegExp) => dialog().getByRole('checkbox', { name });
const states = async (id: string) =>
  (await stage.client.consent.byCustomer({ customerId: id })).declarations
    .flatMap((one) => one.purposes)
    .map(({ purpose, state }) => `${purpose} ${state}`);

/** As the card reader does it. */
function cardOf(id: string) {
  const { house } = stage.counter.service.counter;
  return house && askPrivacy(house, id, 'card');
}

/** What the next occasion would find, without being one: the screen hears nothing. */
function askingOf(id: string) {
  const { house } = stage.counter.service.counter;
  return house && privacyAsking(house, id);
}

async function isAccessible(): Promise<void> {
  const moving = () => document.getAnimations().filter((one) => one.playState === 'running').length;
  await expect.poll(() => page.evaluate(moving)).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
}

test('a card opens it with nothing chosen; a yes to storage shows the ways of advertising, and Enter writes [E-16 E-17 E-21 E-22 E-24 T-04]', async () => {
  const { id, lastName } = await stage.customer();
  await stage.open(lastName);
  cardOf(id);
  await focusComesTo(answer('Offen – Erklärung mitgeben'));
  for (const name of ['Offen – Erklärung mitgeben', 'Zustimmung', 'Widerruf'])
    expect(await answer(name).isChecked()).toBe(false);
  await dialog().getByText('Nach Werbung wird erst gefragt, wenn der Datenspeicherung zugestimmt wurde.').waitFor();
  await dialog()
    .getByText(/^Heute gefragt: .*, Anna Amsel$/)
    .waitFor();
  await isAccessible();

  await page.keyboard.press('Enter');
  await dialog().getByText('Noch nichts gewählt.').waitFor();
  await page.keyboard.press('ArrowRight');
  expect(await answer('Zustimmung').isChecked()).toBe(true);
  for (const name of ['Brief', 'E-Mail', 'Telefon', 'SMS']) expect(await way(name).isChecked()).toBe(false);
  await tabTo(page, way('E-Mail'));
  await page.keyboard.press('Space');
  await dialog().getByText('Eingetragen wird: Zustimmung Datenspeicherung, Zustimmung E-Mail').waitFor();
  await isAccessible();
  await page.keyboard.press('Enter');
  await dialog().waitFor({ state: 'hidden' });
  await page.getByText('§ Zustimmung').waitFor();
  expect(await states(id)).toEqual(
    expect.arrayContaining(['storage granted', 'advertisingEmail granted', 'advertisingLetter none']),
  );

  // A way is taken back where it was given; the customer gets it on paper.
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Datenschutzdialog' }).click();
  await focusComesTo(answer('Zustimmung'));
  await tabTo(page, way('E-Mail'));
  await page.keyboard.press('Space');
  await dialog().getByText('Eingetragen wird: Widerspruch E-Mail').waitFor();
  await page.keyboard.press('Enter');
  const preview = page.getByRole('dialog', { name: 'Druckvorschau – Widerrufsbestätigung' });
  await preview.waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  expect(await states(id)).toEqual(expect.arrayContaining(['storage granted', 'advertisingEmail withdrawn']));
});

test('who types is not interrupted: it is a line until it is wanted; closed without an answer it was asked today [E-16]', async () => {
  const { id, lastName } = await stage.customer();
  await stage.open(lastName);
  const note = page.getByRole('textbox', { name: 'Notiz', exact: true });
  await tabTo(page, note);
  await page.keyboard.type('ruft ');
  cardOf(id);
  const line = page.getByRole('region', { name: 'Meldungen' });
  await line.getByText(`${lastName}, Erika: Bitte nach der Einwilligung zur Datenspeicherung fragen.`).waitFor();
  await page.keyboard.type('gern an');
  expect(await hasFocus(note)).toBe(true);
  expect(await note.inputValue()).toBe('ruft gern an');
  expect(await dialog().count()).toBe(0);
  // Not shown is not asked: the next occasion may ask. A second card here would be one, and open the dialog after F1.
  expect(askingOf(id)).toEqual({ due: true, why: 'missing' });

  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  await line.getByRole('button', { name: 'Datenschutzdialog' }).press('Enter');
  await focusComesTo(answer('Offen – Erklärung mitgeben'));
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  expect(cardOf(id)).toEqual({ due: false, because: 'askedToday' });
  expect(await states(id)).toContain('storage none');
});

test('a no to storage ends with its paper and the question what becomes of the data [A-33]', async () => {
  const { id, lastName } = await stage.customer();
  await stage.open(lastName);
  cardOf(id);
  await focusComesTo(answer('Offen – Erklärung mitgeben'));
  await page.keyboard.press('ArrowLeft');
  expect(await answer('Widerruf').isChecked()).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Druckvorschau – Widerrufsbestätigung' }).waitFor();
  await page.keyboard.press('Escape');
  const question = page.getByRole('alertdialog', { name: 'Was geschieht mit den Daten?' });
  await focusComesTo(question.getByRole('button', { name: 'Status „Gesperrt“ setzen' }));
  await isAccessible();
  await page.keyboard.press('Enter');
  await page.getByText('Der Status ist jetzt „Gesperrt“.').waitFor();
  await page.getByText('gesperrt', { exact: true }).first().waitFor();
  expect(await states(id)).toContain('storage withdrawn');
  expect(cardOf(id)).toEqual({ due: false, because: 'notServed' });
});

test('a cash sale with a customer opens it as soon as the till is closed, and once [E-16 E-18]', async () => {
  const { lastName } = await stage.customer();
  await stage.open(lastName);
  const till = page.getByRole('dialog', { name: 'Barverkauf' });
  const sell = async (amount: string) => {
    await page.keyboard.press('F11');
    await page.getByRole('menuitem', { name: 'Kasse' }).press('Enter');
    await focusComesTo(till.getByRole('textbox', { name: 'Betrag in €' }));
    await page.keyboard.type(amount);
    await page.keyboard.press('Enter');
    await page.getByText(`Barverkauf über ${amount} € gebucht.`).waitFor();
  };
  await sell('12,50');
  await focusComesTo(answer('Offen – Erklärung mitgeben'));
  expect(await till.count()).toBe(0);
  await page.getByRole('dialog', { name: new RegExp(`^Datenschutz: ${lastName}, Erika`) }).waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  await sell('3,00');
  // A dialog would put the keys of the page to rest.
  await page.keyboard.press('F1');
  await page.getByText('Es war nichts zu speichern.').waitFor();
  expect(await dialog().count()).toBe(0);
});

test('a last visit that is set to today opens it after F1; another day does not [E-16 E-19]', async () => {
  const { lastName } = await stage.customer();
  await stage.open(lastName);
  await page.getByRole('tab', { name: 'Administration' }).click();
  const visit = page.getByRole('textbox', { name: 'Letzter Besuch' });
  await tabTo(page, visit);
  await page.keyboard.type('1.6.2026');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
  await page.keyboard.press('F1');
  await page.getByText('Es war nichts zu speichern.').waitFor();
  expect(await dialog().count()).toBe(0);

  await tabTo(page, page.getByRole('button', { name: 'Letzten Besuch auf heute setzen' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('F1');
  await focusComesTo(answer('Offen – Erklärung mitgeben'));
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  expect(await visit.inputValue()).toBe(new Date().toLocaleDateString('de-DE', { dateStyle: 'medium' }));
});

test('a sale and a last visit of today interrupt nobody who types: each is a line [E-16 E-18 E-19]', async () => {
  const comes: ((id: string) => Promise<unknown>)[] = [
    (customerId) => stage.client.cashSales.save({ sales: [{ customerId, cents: 1250, body: null }], payment: null }),
    async (id) => {
      const { form } = await stage.client.customers.byId({ id });
      return stage.client.customers.save({
        ...{ id, basedOn: null, appActive: null, draftId: null },
        form: { ...form, lastVisit: localDay(Date.now()) },
      });
    },
  ];
  const { lastName: open } = await stage.customer();
  await stage.open(open);
  const note = page.getByRole('textbox', { name: 'Notiz', exact: true });
  await tabTo(page, note);
  const line = page.getByRole('region', { name: 'Meldungen' });
  for (const arrive of comes) {
    const { id, lastName } = await stage.customer();
    await page.keyboard.type('ruft ');
    await arrive(id);
    await line.getByText(`${lastName}, Erika: Bitte nach der Einwilligung zur Datenspeicherung fragen.`).waitFor();
    await page.keyboard.type('an ');
    expect(await hasFocus(note)).toBe(true);
    expect(await dialog().count()).toBe(0);
    expect(askingOf(id)).toEqual({ due: true, why: 'missing' });
  }
  expect(await note.inputValue()).toBe('ruft an ruft an ');
});
