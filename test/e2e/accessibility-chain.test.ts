// What only a chain shows, as people with little sight, with high contrast or at 200 % zoom meet it: joining, the state of the
// server, conflicts, others' changes on an open mask, other branches, workstations and their codes, the end of a workstation.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { type Chain, type ChainCounter, openChain } from '../support/chain.ts';
import { type Looking, looking } from '../support/looking.ts';
import { messages } from '../support/messages.ts';
import { PIN, signIn } from '../support/shop.ts';
import { closeByEscape, searchFor, standsStill } from '../support/tour.ts';

let chain: Chain;
let moon: ChainCounter;
let here: Looking;
let there: Looking;
let codeOfMoon = '';
beforeAll(async () => {
  let moonId = '';
  chain = await openChain(async (client, service) => {
    const { house } = service.counter;
    if (!house) throw new Error('not open');
    const save = async (lastName: string) => {
      const form = { ...emptyForm('natural', 'active'), lastName, firstName: 'Anna', birthDate: '1961-04-03' };
      return (await client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null })).id;
    };
    await save('Müller');
    const shared = await save('Becker');
    house.save('consent.sign', (unit) =>
      unit.create('consentEntry', {
        ...{ id: house.newId(), customerId: shared, purpose: 'branchSharing', kind: 'granted', capturedHow: 'paper' },
        ...{ capturedAt: house.now(), capturedBy: service.counter.session.person?.id ?? '' },
      }),
    );
    const blank = { street: null, houseNumber: null, postcode: null, town: null, phone: null, email: null };
    const rest = { website: null, openingHours: null, letterFooter: null, accent: null, licenceUntil: null };
    await client.branches.save({ id: null, form: { name: 'Mond-Apotheke', ...blank, ...rest }, logo: 'keep' });
    moonId = (await client.branches.all()).find(({ name }) => name === 'Mond-Apotheke')?.id ?? '';
    await client.settings.save({ changes: { changeBranchInSearch: 'yes', takeOverForAllBranches: true } });
  });
  moon = await chain.emptyCounter();
  here = lookingAt(chain.one.page);
  there = lookingAt(moon.page);
  codeOfMoon = await chain.activationCode('Mond 1', moonId);
});
afterAll(() => chain.close());
beforeEach(() => expect(chain.errors).toEqual([]));

function lookingAt(page: Page): Looking {
  const { faults, stops, look } = looking(page);
  return {
    ...{ faults, stops },
    look: async (stop) => {
      await standsStill(page);
      await look(stop);
    },
  };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const status = (page: Page, name: RegExp) => page.getByRole('contentinfo').getByRole('button', { name });

async function openCustomer(page: Page, name: string): Promise<void> {
  await searchFor(page, name);
  await page.getByRole('row').filter({ hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: `${name}, Anna` }).waitFor();
}

async function openPage(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Alt+f');
  await page
    .getByRole('navigation', { name: 'Seiten der Filialverwaltung' })
    .getByRole('button', { name, exact: true })
    .press('Enter');
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

test('joining: its page, its problems, and the state once it is done', async () => {
  const { page } = moon;
  await button(page, 'Mit Filialserver verbinden …').press('Enter');
  await page.getByRole('heading', { name: 'Mit Filialserver verbinden' }).waitFor();
  await there.look('join');
  await page.keyboard.press('Enter');
  await page.getByText('Bitte ausfüllen.').first().waitFor();
  await there.look('join: nothing filled in');
  await field(page, 'Adresse des Filialservers').fill(chain.server.address);
  await field(page, 'Aktivierungscode').fill('FALSCH');
  await page.keyboard.press('Enter');
  await page.getByText(/Der Aktivierungscode stimmt nicht/).waitFor();
  await there.look('join: wrong code');
  await field(page, 'Aktivierungscode').fill(codeOfMoon);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await signIn(page);
  await status(page, /^Verbunden$/).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Filialserver' });
  await dialog.waitFor();
  await there.look('state: connected');
  await closeByEscape(page, dialog);
  expect(there.faults).toEqual([]);
});

test('other branches: filters, hits there, a customer to read, to take over and to hand back', async () => {
  const { page } = moon;
  await searchFor(page, 'anna');
  await page.keyboard.press('F4');
  await page.getByRole('combobox', { name: 'Filiale' }).selectOption('Alle Filialen');
  const elsewhere = page.getByRole('region', { name: 'Andere Filialen' });
  await elsewhere.getByText('1 weiterer Treffer, der dem Filialverbund nicht zugestimmt hat.').waitFor();
  await there.look('filters, hits of other branches');
  await elsewhere.getByRole('button', { name: 'Becker, Anna' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Becker, Anna' });
  await dialog.getByText('03.04.1961').waitFor();
  await there.look('a customer of another branch');
  await button(page, 'Kunden übernehmen').press('Enter');
  await button(page, 'Ja, übernehmen').waitFor();
  await there.look('question before taking over');
  await button(page, 'Ja, übernehmen').press('Enter');
  await messages(page).getByText('Becker, Anna gehört jetzt zu dieser Filiale.').waitFor();
  await there.look('taken over');
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'An andere Filiale abgeben …' }).press('Enter');
  const handing = page.getByRole('dialog', { name: 'Becker, Anna an eine andere Filiale abgeben' });
  await handing.getByRole('combobox', { name: 'An Filiale' }).waitFor();
  await there.look('handing over');
  await button(page, 'Abgeben').press('Enter');
  await messages(page).getByText('Becker, Anna gehört jetzt zur Filiale Sonnen-Apotheke.').waitFor();
  expect(there.faults).toEqual([]);
});

test('workstations: the list, a new one, its code, changing and ending one; a branch that goes', async () => {
  const { page } = chain.one;
  await signIn(page);
  await openPage(page, 'Arbeitsplätze');
  await page.getByRole('row', { name: /Mond 1/ }).waitFor();
  await here.look('workstations');
  await page.keyboard.press('F2');
  const making = page.getByRole('dialog', { name: 'Neuer Arbeitsplatz' });
  await field(page, 'Name').fill('Tresen 2');
  await making.getByLabel('Ihre PIN').fill('9999');
  await page.keyboard.press('Enter');
  await making.getByText('Die PIN stimmt nicht.').waitFor();
  await here.look('new workstation, wrong PIN');
  await making.getByLabel('Ihre PIN').fill(PIN);
  await page.keyboard.press('Enter');
  const shown = page.getByRole('dialog', { name: /^Aktivierungscode für Tresen 2/ });
  await shown.waitFor();
  await here.look('activation code');
  await button(page, 'Schließen').press('Enter');
  await button(page, 'Tresen 2').press('Enter');
  const changing = page.getByRole('dialog', { name: 'Arbeitsplatz Tresen 2' });
  await changing.waitFor();
  await here.look('a workstation');
  await closeByEscape(page, changing);
  await button(page, 'Tresen 2').focus();
  await button(page, 'Tresen 2: Abmelden …').press('Enter');
  const ending = page.getByRole('dialog', { name: 'Tresen 2 abmelden?' });
  await ending.waitFor();
  await here.look('question before ending a workstation');
  await closeByEscape(page, ending);
  await openPage(page, 'Filialen');
  await button(page, 'Mond-Apotheke').focus();
  await button(page, 'Mond-Apotheke: Filiale entfernen …').press('Enter');
  const removing = page.getByRole('dialog', { name: 'Mond-Apotheke entfernen?' });
  await removing.waitFor();
  await here.look('question before removing a branch');
  await closeByEscape(page, removing);
  await button(page, 'Mond-Apotheke').press('Enter');
  await page.getByRole('heading', { name: 'Mond-Apotheke', level: 1 }).waitFor();
  await here.look('another branch');
  await openPage(page, 'Filialserver');
  await page.getByText('zentraler Server', { exact: true }).waitFor();
  await here.look('central server');
  expect(here.faults).toEqual([]);
});

test('two at one customer: the bar, both values, offline, and the conflict that waits', async () => {
  const { page } = chain.one;
  const two = await chain.joinedCounter('Tresen 3');
  await signIn(two.page, 'Bernd Bussard', '2345');
  await openCustomer(page, 'Müller');
  await openCustomer(two.page, 'Müller');
  const save = async (at: Page, note: string) => {
    await field(at, 'Notiz').fill(note);
    await at.keyboard.press('F1');
    await at.getByText('Gespeichert.').waitFor();
  };
  await field(page, 'Notiz').fill('meine');
  await save(two.page, 'deine');
  await page.getByText('Auf Arbeitsplatz „Tresen 3“ geändert – Neuladen - F5').waitFor();
  await here.look('changed elsewhere');
  await page.keyboard.press('F5');
  await page.getByRole('list', { name: 'Beide geändert' }).waitFor();
  await here.look('both changed');
  await save(page, 'unsere');
  await two.page.getByText('Auf Arbeitsplatz „Tresen 1“ geändert – Neuladen - F5').waitFor();
  await two.page.keyboard.press('F5');
  await expect.poll(() => field(two.page, 'Notiz').inputValue()).toBe('unsere');

  await chain.server.stop();
  await save(two.page, 'von drei');
  await save(page, 'von eins');
  await status(page, /^Offline/).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Filialserver' });
  await dialog.waitFor();
  await button(page, 'Jetzt versuchen').press('Enter');
  await dialog.getByText(/Es ist noch so/).waitFor();
  await here.look('state: offline');
  await closeByEscape(page, dialog);
  await openPage(page, 'Arbeitsplätze');
  await page
    .getByRole('main')
    .getByText(/Anlegen, Aktivieren und Abmelden gehen nur mit ihm/)
    .waitFor();
  await here.look('workstations, offline');
  await chain.server.start();

  await status(page, /1 Konflikt$/).waitFor({ timeout: 120_000 });
  await openCustomer(page, 'Müller');
  await page.getByText('Zu diesem Kunden wartet ein Konflikt auf eine Entscheidung.').waitFor();
  await here.look('a mask with a conflict');
  await status(page, /1 Konflikt$/).press('Enter');
  await dialog.waitFor();
  await here.look('state: with a conflict');
  await page.keyboard.press('Enter');
  await page.getByRole('article', { name: 'Müller, Anna: Notiz' }).waitFor();
  await here.look('conflicts');
  await button(page, 'Anderen Wert eingeben').press('Enter');
  await field(page, 'Notiz').waitFor();
  await here.look('conflicts: another value');
  await field(page, 'Notiz').fill('von beiden');
  await button(page, 'Übernehmen').press('Enter');
  await page.getByText('Keine Konflikte.').waitFor();
  await here.look('no conflicts');
  expect(here.faults).toEqual([]);

  await chain.endWorkstation('Tresen 3');
  await two.page.getByRole('heading', { name: 'Dieser Arbeitsplatz wurde abgemeldet' }).waitFor();
  const ended = lookingAt(two.page);
  await ended.look('ended');
  expect(ended.faults).toEqual([]);
});

test('a first fill that waits for the server', async () => {
  const { page } = await chain.joinedCounter('Tresen 4', 'cut');
  await page.getByRole('heading', { name: 'Daten werden übertragen' }).waitFor();
  const { look, faults } = lookingAt(page);
  await look('first fill');
  expect(faults).toEqual([]);
});
