// Cards at the screen, by keyboard, in a real browser on a real counter whose readers a test holds: who opens at once, the window
// 'Kundendaten übernehmen', cards that nobody bears, readers that type, and what is never interrupted.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { type OpenStage, openStage, type Stage } from '../settings-effects/stage.ts';
import { cardOf, testReaders } from '../support/card-port.ts';
import { type CardDescription, kvnrOf } from '../support/health-cards.ts';
import { focusComesTo, hasFocus, leaveDialog, tabTo } from '../support/keyboard.ts';
import { looking } from '../support/looking.ts';

const readers = testReaders();
let shop: OpenStage;
let stage: Stage;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  shop = await openStage('alone', { cardReaders: readers.port });
});
afterAll(() => shop.close());
beforeEach(async () => {
  readers.lying = [];
  stage = await shop.enter();
  page = stage.page;
  page.on('pageerror', (error) => errors.push(error.message));
  await stage.set({ missingConsentHint: false, storageConsentWanted: false });
});
afterEach(() => expect(errors).toEqual([]));

const home: CustomerForm['addresses'][number] = {
  ...{ id: null, label: null, addition: null, district: null, country: null },
  ...{ street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' },
};

/** As the customer's card says it, unless said otherwise. */
const anna: Partial<CustomerForm> = {
  ...{ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03', kvnr: 'A123456780' },
  ...{ addresses: [home], homeAddress: 0 },
};

const onCard: Partial<CardDescription> = {
  ...{ kvnr: 'A123456780', birthDate: '19610403', firstName: 'Anna', lastName: 'Müller', prefix: '' },
  street: { street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München', country: 'D' },
  ...{ insurance: null, writtenAt: '20260203093000' },
};

/** Puts a card in, where it stays. */
async function put(more: Partial<CardDescription> = {}): Promise<void> {
  const card = await cardOf({ ...onCard, ...more });
  readers.lying = [card];
  readers.put(card);
}
const putNumber = (number: string) => readers.put({ kind: 'number', number });
const heading = (name: string) => page.getByRole('heading', { level: 1, name });
const messages = () => page.getByRole('region', { name: 'Meldungen' });
const dialog = () => page.getByRole('dialog', { name: 'Kundendaten übernehmen' });
const unknown = () => page.getByRole('dialog', { name: 'Karte unbekannt' });
const row = (name: string) =>
  dialog()
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) });
const box = (name: string) => dialog().getByRole('checkbox', { name, exact: true });
const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const search = () => page.getByRole('searchbox', { name: 'Suchen - F3' });
const formOf = async (id: string) => (await stage.client.customers.byId({ id })).form;

async function faultless(stop: string): Promise<void> {
  const { look, faults } = looking(page);
  await look(stop);
  expect(faults).toEqual([]);
}

test('a card that agrees in everything opens its customer at once, and says of which day it is [A-43 E-17]', async () => {
  await stage.customer(anna);
  await put();
  await heading('Müller, Anna').waitFor();
  await messages()
    .getByText(
      'Alle Angaben der Karte stimmen mit dem Kunden überein. Kartendaten vom 03.02.2026 – kein Versicherungsnachweis',
    )
    .waitFor();
  expect(await dialog().count()).toBe(0);
});

test('what differs opens the window: states as sign and word, the candidate on top, one field taken over, the way back [A-44 A-45 A-46 A-49 A-51]', async () => {
  const { id } = await stage.customer({ ...anna, firstName: 'Anne', addresses: [], homeAddress: null });
  await put({ incomplete: true });
  await focusComesTo(dialog().getByRole('radio', { name: /^Müller, Anne/ }));
  await dialog().getByText('Kartendaten vom 03.02.2026 – kein Versicherungsnachweis').waitFor();
  await dialog().getByText('Das letzte Beschreiben der Karte wurde unterbrochen').waitFor();
  await dialog().getByText('gleiche KVNR').waitFor();
  await row('KVNR').getByText('= gleich').waitFor();
  await row('Vorname').getByText('≠ weicht ab').waitFor();
  await row('Wohnanschrift').getByText('+ fehlt').waitFor();
  // What is missing is ticked to begin with, what differs is a person's decision.
  expect(await box('Wohnanschrift übernehmen').isChecked()).toBe(true);
  expect(await box('Vorname übernehmen').isChecked()).toBe(false);
  expect(await box('KVNR übernehmen').count()).toBe(0);
  await faultless('window with a candidate');

  await page.keyboard.press('F12');
  await heading('Müller, Anne').waitFor();
  await messages().getByText('Gespeichert.', { exact: true }).waitFor();
  expect((await formOf(id)).addresses.map(({ street, town }) => ({ street, town }))).toEqual([
    { street: 'Sonnenstr.', town: 'München' },
  ]);
  expect((await formOf(id)).firstName).toBe('Anne');
  await page.keyboard.press('Control+z');
  await messages().getByText('Zurückgenommen.').waitFor();
  expect((await formOf(id)).addresses).toEqual([]);
});

test('several may be meant: arrows choose, the chosen one is compared; all is taken over at once [A-45 A-46 A-49]', async () => {
  const older = await stage.customer({ ...anna, kvnr: null, addresses: [{ ...home, street: 'Talstr.' }] });
  const other = await stage.customer({ ...anna, kvnr: null, title: 'Prof.', birthDate: null });
  await put({ title: 'Dr.' });
  await dialog().waitFor();
  const people = dialog().getByRole('radio', { name: /^Müller, Anna/ });
  await expect.poll(() => people.count()).toBe(2);
  await focusComesTo(people.nth(0));
  const compared = async () => ((await row('geb.').getByText('+ fehlt').count()) === 1 ? other.id : older.id);
  const first = await compared();
  await page.keyboard.press('ArrowDown');
  await focusComesTo(people.nth(1));
  await expect.poll(compared).not.toBe(first);
  const second = await compared();
  await tabTo(page, box('Alle übernehmen'));
  await page.keyboard.press('Space');
  await expect
    .poll(() =>
      dialog()
        .getByRole('checkbox', { name: /übernehmen$/, checked: false })
        .count(),
    )
    .toBe(0);
  // Enter in the window is its default button.
  await tabTo(page, dialog().getByRole('button', { name: 'Speichern & Schließen - F12' }));
  await page.keyboard.press('Enter');
  await heading('Müller, Anna').waitFor();
  await expect.poll(async () => (await formOf(second)).kvnr).toBe('A123456780');
  expect((await formOf(first)).kvnr).toBeNull();
});

test('who is not known is made a customer or a walk-in one; the declaration is printed where it was ticked [A-47 A-48 A-49 E-17]', async () => {
  await stage.set({ storageConsentWanted: true });
  await put({ lastName: 'Weiß', firstName: 'Jörg', kvnr: 'X110465770' });
  await focusComesTo(dialog().getByRole('radio', { name: 'Als Kunden anlegen' }));
  // The chain wants the consent: ticked for a customer, not for who only passes by.
  const print = box('Einwilligungserklärung drucken');
  expect(await print.isChecked()).toBe(true);
  await page.keyboard.press('ArrowDown');
  await focusComesTo(dialog().getByRole('radio', { name: 'Als Laufkunden anlegen' }));
  await expect.poll(() => print.isChecked()).toBe(false);
  await page.keyboard.press('ArrowUp');
  await row('KVNR').getByText('X110465770').waitFor();
  await dialog().getByText('Alle Angaben der Karte werden übernommen.').waitFor();
  await faultless('window for a new customer');

  await page.keyboard.press('F12');
  const preview = page.getByRole('dialog', { name: /^Druckvorschau/ });
  await leaveDialog(page, preview);
  // Who was just made is asked for the consent, after the sheet is on paper (E-17).
  const asking = page.getByRole('dialog', { name: /^Datenschutz:/ });
  await leaveDialog(page, asking);
  await heading('Weiß, Jörg').waitFor();
  expect(await field('KVNR').inputValue()).toBe('X110465770');
});

test('the window comes before the question for consent, which follows when it is closed [E-17 A-44]', async () => {
  await stage.set({ storageConsentWanted: true });
  await stage.customer({ ...anna, firstName: 'Anne' });
  await put();
  await dialog().waitFor();
  const asking = page.getByRole('dialog', { name: /^Datenschutz:/ });
  expect(await asking.count()).toBe(0);
  await page.keyboard.press('F12');
  await leaveDialog(page, asking);
  await heading('Müller, Anne').waitFor();
});

test('a second card waits for the window of the first, and both can be taken over [A-44 A-49]', async () => {
  await put({ lastName: 'Weiß', firstName: 'Jörg', kvnr: 'X110465770' });
  await focusComesTo(dialog().getByRole('radio', { name: 'Als Kunden anlegen' }));
  await put({ lastName: 'Specht', firstName: 'Ute', kvnr: kvnrOf('Y11111111') });
  await messages().getByText('Sie erscheint, sobald dieser Dialog geschlossen ist.').waitFor();
  await dialog().getByText('X110465770').first().waitFor();
  await page.keyboard.press('F12');
  await dialog().getByText(kvnrOf('Y11111111')).first().waitFor();
  await page.keyboard.press('F12');
  await heading('Specht, Ute').waitFor();
  await page.keyboard.press('F3');
  await focusComesTo(search());
  await search().fill('Weiß, Jörg');
  await page.getByText('Weiß, Jörg').first().waitFor();
});

test('a reading that is too old, and a customer who was changed meanwhile, are said in words, and nothing of the choice is lost', async () => {
  const { id } = await stage.customer({ ...anna, firstName: 'Anne' });
  await put();
  await dialog().waitFor();
  await tabTo(page, box('Vorname übernehmen'));
  await page.keyboard.press('Space');

  const record = await stage.client.customers.byId({ id });
  await stage.client.customers.save({
    ...{ id, basedOn: null, appActive: null, draftId: null },
    form: { ...record.form, title: 'Dr.' },
  });
  await page.keyboard.press('F12');
  await dialog().getByText('Dieser Kunde wurde inzwischen geändert, es wurde noch nichts gespeichert.').waitFor();
  expect(await box('Vorname übernehmen').isChecked()).toBe(true);
  expect((await formOf(id)).firstName).toBe('Anne');
  await faultless('window after a change elsewhere');

  stage.forward(10 * 60_000);
  await page.keyboard.press('F12');
  await dialog().getByText('Die Karte wurde vor zu langer Zeit gelesen, es wurde nichts gespeichert.').waitFor();
  expect(await box('Vorname übernehmen').isChecked()).toBe(true);
  await page.keyboard.press('F6');
  await dialog().getByText('Die Karte ist neu gelesen.').waitFor();
  await page.keyboard.press('F12');
  await heading('Müller, Anna').waitFor();
  expect((await formOf(id)).firstName).toBe('Anna');
});

test('somebody who is gone meanwhile, and what the mask would not take, are said in words, and the choice stays', async () => {
  const { id } = await stage.customer({ ...anna, firstName: 'Anne' });
  await put({ birthDate: '20991231' });
  await focusComesTo(dialog().getByRole('radio', { name: /^Müller, Anne/ }));
  await tabTo(page, box('geb. übernehmen'));
  await page.keyboard.press('Space');
  await page.keyboard.press('F12');
  await dialog()
    .getByText(
      'So lässt sich das nicht speichern: geb.: Das Datum liegt in der Zukunft. Bitte diese Angabe nicht übernehmen und im Kunden von Hand eintragen.',
    )
    .waitFor();
  expect(await box('geb. übernehmen').isChecked()).toBe(true);
  expect((await formOf(id)).birthDate).toBe('1961-04-03');

  await stage.client.deletion.remove({ customerId: id });
  await page.keyboard.press('F12');
  await dialog().getByText('Diesen Kunden gibt es nicht mehr, es wurde nichts gespeichert.').waitFor();
  await faultless('window after he is gone');
});

test('what is typed is never interrupted: a line says it; what is not saved is asked for first; a dialog is waited for', async () => {
  await stage.customer({ ...anna, firstName: 'Anne' });
  const { lastName } = await stage.customer();
  await stage.open(lastName);
  await tabTo(page, field('Notiz'));
  await page.keyboard.type('ruft ');
  await put();
  await messages().getByText('Karte gelesen: Müller, Anna.').waitFor();
  await page.keyboard.type('gern an');
  expect(await hasFocus(field('Notiz'))).toBe(true);
  expect(await field('Notiz').inputValue()).toBe('ruft gern an');
  expect(await dialog().count()).toBe(0);

  await messages().getByRole('button', { name: 'Kundendaten übernehmen' }).press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Änderungen speichern?' });
  await leaveDialog(page, question);
  expect(await dialog().count()).toBe(0);
  expect(await field('Notiz').inputValue()).toBe('ruft gern an');
  await messages().getByRole('button', { name: 'Kundendaten übernehmen' }).press('Enter');
  await focusComesTo(question.getByRole('button').first());
  await page.keyboard.press('Enter');
  await leaveDialog(page, dialog());
  expect(await field('Notiz').inputValue()).toBe('ruft gern an');

  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Karte stecken (Simulation) …' }).press('Enter');
  const simulation = page.getByRole('dialog', { name: 'Karte stecken (Simulation)' });
  await simulation.waitFor();
  await put();
  // A moment after a dialog has come, what stands behind it is no part of the page that is read out.
  await page.getByText('Sie erscheint, sobald dieser Dialog geschlossen ist.').waitFor();
  expect(await dialog().count()).toBe(0);
  await leaveDialog(page, simulation);
  await dialog().waitFor();
});

test('a card that nobody bears is assigned to the open customer, to one that is searched, or to a new one [E-64]', async () => {
  const first = await stage.customer();
  const second = await stage.customer();
  await stage.open(first.lastName);
  putNumber('04A23B7A');
  await unknown().waitFor();
  await focusComesTo(unknown().getByRole('textbox', { name: 'Kunden suchen' }));
  await unknown()
    .getByRole('radio', { name: new RegExp(`^${first.lastName}`), checked: true })
    .waitFor();
  await faultless('unknown card');
  await page.keyboard.press('Enter');
  await messages().getByText('Karte 04A23B7A ist eingetragen. Mit F1 wird sie gespeichert.').waitFor();
  const line = page.getByRole('group', { name: 'Karte 1' });
  expect(await line.getByRole('textbox', { name: 'Kartennummer' }).inputValue()).toBe('04A23B7A');
  expect((await formOf(first.id)).cards).toEqual([]);
  await page.keyboard.press('F1');
  await messages().getByText('Gespeichert.', { exact: true }).waitFor();
  expect((await formOf(first.id)).cards.map(({ kind, number }) => ({ kind, number }))).toEqual([
    { kind: 'nfc', number: '04A23B7A' },
  ]);

  putNumber('04B23B7A');
  await focusComesTo(unknown().getByRole('textbox', { name: 'Kunden suchen' }));
  await page.keyboard.type(second.lastName);
  await unknown()
    .getByRole('radio', { name: new RegExp(`^${second.lastName}`), checked: true })
    .waitFor();
  await faultless('unknown card, with hits');
  await page.keyboard.press('Enter');
  await heading(`${second.lastName}, Erika`).waitFor();
  await messages().getByText('Karte 04B23B7A ist eingetragen.').waitFor();
  await page.keyboard.press('F1');
  await messages().getByText('Gespeichert.', { exact: true }).waitFor();

  // The first one's card opens him now, whoever is on the screen.
  putNumber('04A23B7A');
  await heading(`${first.lastName}, Erika`).waitFor();

  putNumber('04C23B7A');
  await focusComesTo(unknown().getByRole('textbox', { name: 'Kunden suchen' }));
  await page.keyboard.type('Neumann, Nora');
  await tabTo(page, unknown().getByRole('button', { name: 'Neuen Kunden anlegen' }));
  await page.keyboard.press('Enter');
  await expect.poll(() => field('Nachname').inputValue()).toBe('Neumann');
  await messages().getByText('Karte 04C23B7A ist eingetragen.').waitFor();
  await page.keyboard.press('F1');
  await messages()
    .getByText(/^Gespeichert\. Kundennummer/)
    .waitFor();
  putNumber('04A23B7A');
  await heading(`${first.lastName}, Erika`).waitFor();
  putNumber('04C23B7A');
  await heading('Neumann, Nora').waitFor();
});

test('F6 reads what lies there and says in words what is wrong; it is cancelled by Esc when a card does not answer', async () => {
  await page.keyboard.press('F6');
  await messages().getByText('Im Leser ist keine Karte. Bitte Karte stecken.').waitFor();
  readers.put({ kind: 'failed', code: 'CARD_REMOVED' });
  await messages().getByText('Die Karte wurde zu früh gezogen.').waitFor();

  const { id, lastName } = await stage.customer({ kvnr: 'A123456780' });
  await stage.open(lastName);
  const { read } = readers.port;
  let free: () => void = () => undefined;
  readers.port.read = () =>
    new Promise((resolve) => {
      free = resolve;
    });
  await page.keyboard.press('F6');
  const line = page.getByText('Karte wird gelesen …');
  await line.waitFor();
  await page.getByRole('button', { name: 'Abbrechen – Esc' }).waitFor();
  await faultless('a card is being read');
  await page.keyboard.press('Escape');
  await line.waitFor({ state: 'detached' });
  // Esc was meant for the reading, not for the mask.
  await heading(`${lastName}, Erika`).waitFor();
  free();
  readers.port.read = read;
  expect((await formOf(id)).kvnr).toBe('A123456780');
});

test('a reader is shown in the status line, trouble too; reading by itself can be switched off there', async () => {
  const status = () => page.getByRole('contentinfo').getByRole('button', { name: /^Kartenleser/ });
  await status().waitFor();
  expect(await status().textContent()).toBe('Kartenleser bereit');
  await tabTo(page, status());
  await page.keyboard.press('Enter');
  const readersDialog = page.getByRole('dialog', { name: 'Kartenleser' });
  await readersDialog.getByText('Testleser: leer').waitFor();
  const automatic = readersDialog.getByRole('checkbox', { name: 'Karten automatisch lesen' });
  expect(await automatic.isChecked()).toBe(true);
  await faultless('readers');
  await tabTo(page, automatic, 'Shift+Tab');
  await page.keyboard.press('Space');
  await expect.poll(async () => (await stage.client.cardReaders.state()).automatic).toBe(false);
  await expect.poll(() => automatic.isChecked()).toBe(false);
  await page.keyboard.press('Escape');

  await stage.customer(anna);
  await put();
  await page.keyboard.press('F6');
  await heading('Müller, Anna').waitFor();
  readers.state = { service: 'stopped', readers: [] };
  await page.getByRole('button', { name: 'Kartenleser: Dienst steht' }).waitFor();
  readers.state = { service: 'noLibrary', readers: [] };
  await status().waitFor({ state: 'detached' });
  readers.state = { service: 'running', readers: [{ name: 'Testleser', state: 'empty' }] };
});

test('a customer whose card says something else bears the mark, and it stands still [A-50]', async () => {
  await stage.customer({ ...anna, firstName: 'Anne' });
  await put();
  await dialog().waitFor();
  await page.keyboard.press('F12');
  await heading('Müller, Anne').waitFor();
  const mark = page.getByText('≠ Kartendaten weichen ab: Vorname');
  await mark.waitFor();
  expect(await mark.evaluate((element) => element.getAnimations({ subtree: true }).length)).toBe(0);
  await faultless('mask with the mark');
  // What the card said is not kept: it is the next reading that finds all as it should be.
  await field('Vorname').fill('Anna');
  await page.keyboard.press('F1');
  await messages().getByText('Gespeichert.', { exact: true }).waitFor();
  await put();
  await mark.waitFor({ state: 'detached' });
});

// --- readers that type

/**
 * As fast as a scanner types: one key after the other without waiting for the page, and again where the machine was busy in
 * between. Its signs must differ: a key that is still down would repeat itself.
 */
async function scan(number: string, end: 'Enter' | 'Tab', until: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(async () => {
      await Promise.all([...number, end].map((key) => page.keyboard.press(key)));
      for (let turn = 0; turn < 20; turn++) if (await until()) return true;
      return false;
    })
    .toBe(true);
}

async function withCard(number: string): Promise<string> {
  const { id, lastName } = await stage.customer();
  const record = await stage.client.customers.byId({ id });
  const card = { id: null, kind: 'external', number, label: null, validFrom: null, validTo: null } as const;
  await stage.client.customers.save({
    ...{ id, basedOn: null, appActive: null, draftId: null },
    form: { ...record.form, cards: [{ ...card, locked: false, invalid: false, replacedById: null }] },
  });
  return lastName;
}

test('a scanner opens the bearer where nobody types, and presses no button with its end key', async () => {
  const lastName = await withCard('40123567');
  const { lastName: other } = await stage.customer();
  await stage.open(other);
  await tabTo(page, page.getByRole('tab', { name: 'Stammdaten' }));
  const isThere = async () => (await heading(`${lastName}, Erika`).count()) > 0;
  await scan('40123567', 'Enter', isThere);
  await page.keyboard.press('F3');
  await focusComesTo(search());
  expect(await search().inputValue()).not.toContain('40123567');
});

test('in a field the number stays where it is typed; in the search box the card counts, and else it is searched for', async () => {
  const lastName = await withCard('40123567');
  const { lastName: other } = await stage.customer();
  await stage.open(other);
  await tabTo(page, field('Notiz'));
  await page.keyboard.type('40123567');
  await page.keyboard.press('Tab');
  expect(await field('Notiz').inputValue()).toBe('40123567');
  await heading(`${other}, Erika`).waitFor();
  await page.keyboard.press('F5');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Verwerfen' }).press('Enter');

  await page.keyboard.press('F3');
  await focusComesTo(search());
  await search().fill('');
  const isSaid = async () => (await messages().getByText('Zur Karte 98765432 gibt es hier keinen Kunden.').count()) > 0;
  await scan('98765432', 'Enter', isSaid);
  expect(await search().inputValue()).toContain('98765432');
  await search().fill('');
  await scan('40123567', 'Enter', async () => (await heading(`${lastName}, Erika`).count()) > 0);
});
