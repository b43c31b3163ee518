// What a chain shows: joining, the state of the server, conflicts, others' changes, other branches, codes for workstations.
import type { Page } from 'playwright-core';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { openChain } from '../support/chain.ts';
import { signIn } from '../support/shop.ts';
import { closeByEscape, searchFor } from '../support/tour.ts';
import { PICTURED, takingOn } from './taking.ts';

/** Last name, first name, birth date, street, house number, postcode, town, telephone. */
const PEOPLE = [
  ['Müller', 'Anna', '1961-04-03', 'Talstr.', '9', '80331', 'München', '+493023125101'],
  ['Müller', 'Daniel', '1988-11-17', 'Isarring', '21', '80805', 'München', '+493023125102'],
  ['Becker', 'Katharina', '1974-07-29', 'Lindenstr.', '4 b', '85354', 'Freising', '+493023125103'],
  ['Şahin-Größl', 'Łukasz', '1969-02-11', 'Kastanienallee', '77 a', '85354', 'Freising', '+493023125104'],
  ['Weiß', 'Jörg', '1955-09-05', 'Sonnenstr.', '30', '80331', 'München', '+493023125105'],
  ['Müllner', 'Petra', '1982-12-24', 'Ringstr.', '8', '85354', 'Freising', '+493023125106'],
] as const;
/** They have agreed to the branch network. */
const SHARING = ['Müller, Anna', 'Müllner, Petra'];

export async function chainPictures(): Promise<void> {
  let moonId = '';
  const chain = await openChain(async (client, service) => {
    const { house } = service.counter;
    if (!house) throw new Error('not open');
    for (const [lastName, firstName, birthDate, street, houseNumber, postcode, town, number] of PEOPLE) {
      const address = { id: null, label: null, addition: null, district: null, country: null };
      const form = {
        ...emptyForm('natural', 'active'),
        ...{ lastName, firstName, birthDate, homeAddress: 0 },
        addresses: [{ ...address, street, houseNumber, postcode, town }],
        phones: [{ id: null, label: 'privat', number, sms: false }],
      };
      const { id } = await client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null });
      if (SHARING.includes(`${lastName}, ${firstName}`))
        house.save('consent.sign', (unit) =>
          unit.create('consentEntry', {
            ...{ id: house.newId(), customerId: id, purpose: 'branchSharing', kind: 'granted', capturedHow: 'paper' },
            ...{ capturedAt: house.now(), capturedBy: service.counter.session.person?.id ?? '' },
          }),
        );
    }
    const blank = { street: null, houseNumber: null, postcode: null, phone: null, email: null, website: null };
    const rest = { openingHours: null, letterFooter: null, accent: '#0e700e', licenceUntil: null };
    const form = { name: 'Mond-Apotheke', town: 'Freising', ...blank, ...rest };
    await client.branches.save({ id: null, form, logo: 'keep' });
    moonId = (await client.branches.all()).find(({ name }) => name === 'Mond-Apotheke')?.id ?? '';
    await client.settings.save({ changes: { changeBranchInSearch: 'yes', takeOverForAllBranches: true } });
  }, PICTURED);
  try {
    const { page } = chain.one;
    await signIn(page);
    const two = (await chain.joinedCounter('Tresen 2')).page;
    await signIn(two, 'Bernd Bussard', '2345');
    await changedElsewhere(page, two);
    await conflicts(page, two, chain.server);
    const moon = (await chain.emptyCounter()).page;
    await joining(moon, chain.server.address, await chain.activationCode('Mond 1', moonId));
    await otherBranches(moon);
    await administration(page);
    await chain.endWorkstation('Tresen 2');
    await two.getByRole('heading', { name: 'Dieser Arbeitsplatz wurde abgemeldet' }).waitFor();
    await takingOn(two)('workstation-ended');
    const late = (await chain.joinedCounter('Tresen 3', 'cut')).page;
    await late.getByRole('heading', { name: 'Daten werden übertragen' }).waitFor();
    await takingOn(late)('first-fill');
  } finally {
    await chain.close();
  }
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const status = (page: Page, name: RegExp) => page.getByRole('contentinfo').getByRole('button', { name });

async function openCustomer(page: Page, name: string): Promise<void> {
  await searchFor(page, name);
  await page.getByRole('row').filter({ hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function change(page: Page, name: string, fields: Record<string, string>): Promise<void> {
  await openCustomer(page, name);
  for (const [label, value] of Object.entries(fields)) await field(page, label).fill(value);
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.').waitFor();
}

async function changedElsewhere(page: Page, two: Page): Promise<void> {
  const take = takingOn(page);
  await openCustomer(page, 'Weiß, Jörg');
  await field(page, 'Notiz').fill('ruft lieber an');
  await change(two, 'Weiß, Jörg', { Notiz: 'kommt immer donnerstags', 'E-Mail': 'joerg.weiss@example.com' });
  await page.getByText('Auf Arbeitsplatz „Tresen 2“ geändert – Neuladen - F5').waitFor();
  await take('changed-elsewhere');
  await page.keyboard.press('F5');
  await page.getByRole('list', { name: 'Beide geändert' }).waitFor();
  await take('both-changed');
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.').waitFor();
}

async function conflicts(page: Page, two: Page, server: { stop(): Promise<void>; start(): Promise<void> }) {
  const take = takingOn(page);
  const dialog = page.getByRole('dialog', { name: 'Filialserver' });
  await status(page, /^Verbunden$/).press('Enter');
  await dialog.waitFor();
  await take('state-connected');
  await closeByEscape(page, dialog);
  await server.stop();
  await change(two, 'Müller, Daniel', { 'E-Mail': 'daniel.mueller@example.com', Notiz: 'Bestellung abholen lassen' });
  await change(page, 'Müller, Daniel', { 'E-Mail': 'd.mueller@example.com', Notiz: 'holt selbst ab' });
  await status(page, /^Offline/).press('Enter');
  await dialog.waitFor();
  await take('state-offline');
  await closeByEscape(page, dialog);
  await server.start();
  await status(page, /2 Konflikte$/).waitFor({ timeout: 120_000 });
  await status(page, /2 Konflikte$/).press('Enter');
  await dialog.waitFor();
  await take('state-conflicts');
  await page.keyboard.press('Enter');
  await page.getByRole('article', { name: 'Müller, Daniel: Notiz' }).waitFor();
  await take('conflicts');
}

async function joining(page: Page, address: string, code: string): Promise<void> {
  await button(page, 'Mit Filialserver verbinden …').press('Enter');
  await field(page, 'Adresse des Filialservers').fill('server.sonnen-apotheke.example.com');
  await field(page, 'Aktivierungscode').fill(code);
  await takingOn(page)('join');
  await field(page, 'Adresse des Filialservers').fill(address);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await signIn(page);
}

/** Pages that say more about a chain than about one shop. */
async function administration(page: Page): Promise<void> {
  const take = takingOn(page);
  await page.keyboard.press('Alt+f');
  for (const [name, file] of [
    ['Filialen', 'administration-filialen'],
    ['Benutzerkonten', 'administration-benutzerkonten'],
    ['Arbeitsplätze', 'administration-arbeitsplaetze'],
  ] as const) {
    await button(page, name).press('Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await take(file);
  }
}

async function otherBranches(page: Page): Promise<void> {
  const take = takingOn(page);
  await searchFor(page, 'müll');
  await page.keyboard.press('F4');
  await page.getByRole('combobox', { name: 'Filiale' }).selectOption('Alle Filialen');
  const elsewhere = page.getByRole('region', { name: 'Andere Filialen' });
  await elsewhere.getByText(/weiterer Treffer/).waitFor();
  await take('search-other-branches');
  await button(page, 'Müllner, Petra').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Müllner, Petra' });
  await dialog.getByText('24.12.1982').waitFor();
  await take('foreign-customer');
  await button(page, 'Kunden übernehmen').press('Enter');
  await button(page, 'Ja, übernehmen').press('Enter');
  await page.getByText('Müllner, Petra gehört jetzt zu dieser Filiale.').waitFor();
  // What came with the customer may just be arriving: then the menu closes, and one presses again.
  const entry = page.getByRole('menuitem', { name: 'An andere Filiale abgeben …' });
  while ((await entry.count()) === 0) {
    await page.keyboard.press('F11');
    await entry.waitFor({ timeout: 2000 }).catch(() => undefined);
  }
  await entry.press('Enter');
  await page.getByRole('combobox', { name: 'An Filiale' }).waitFor();
  await take('hand-over');
}
