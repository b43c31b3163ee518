// What stands on a desk in the course of a day and on no fresh sample: cards, tasks, doubles, consents that run out, cases,
// patients, erasing. The service is in this process, so that a card is put in and a registration comes without waiting for one.
// Its screen is a browser, with `--window`, too.
import type { Page } from 'playwright-core';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { openStage, type Stage } from '../settings-effects/stage.ts';
import { cardOf, testReaders } from '../support/card-port.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { houseOf } from '../support/hard-cases.ts';
import { openTab } from '../support/keyboard.ts';
import { round } from '../support/sync.ts';
import { closeByEscape } from '../support/tour.ts';
import { type Take, takingOn } from './taking.ts';

const DAY = 86_400_000;

/** Last name, first name, birth date, street, house number, postcode, town, telephone, days since the consent was given. */
const PEOPLE = [
  ['Müller', 'Anna', '1961-04-03', 'Talstr.', '9', '80331', 'München', '+493023125101', 676],
  ['Müller', 'Anna', '1961-04-03', 'Talstr.', '9', '80331', 'München', '+493023125108', 671],
  ['Becker', 'Katharina', '1974-07-29', 'Lindenstr.', '4 b', '85354', 'Freising', '+493023125103', 684],
  ['Weiß', 'Jörg', '1955-09-05', 'Sonnenstr.', '30', '80331', 'München', '+493023125105', 702],
  ['Müllner', 'Petra', '1982-12-24', 'Ringstr.', '8', '85354', 'Freising', '+493023125106', 718],
  ['Şahin-Größl', 'Łukasz', '1969-02-11', 'Kastanienallee', '77 a', '85354', 'Freising', '+493023125104', 723],
] as const;

export async function deskPictures(): Promise<void> {
  const readers = testReaders();
  const stage = await openStage('chain', { cardReaders: readers.port });
  try {
    const desk = await stage.enter();
    const { page } = desk;
    await desk.set({ missingConsentHint: false, storageConsentWanted: false, patientsKept: 'animals' });
    const ids = await people(desk);
    const take = takingOn(page);
    await customerTabs(page, take, ids);
    await doubles(page, take, ids);
    await worklists(desk, take, ids);
    await cards(page, take, readers);
    await erasing(page, take, ids);
  } finally {
    await stage.close();
  }
}

type Ids = readonly string[];

const visit = async (page: Page, path: string) => {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, path);
  await page.reload();
  await page.getByRole('toolbar', { name: 'Funktionstasten' }).waitFor();
};
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

async function people({ client, counter, meet }: Stage): Promise<Ids> {
  const house = houseOf(counter);
  const ids: string[] = [];
  for (const [
    at,
    [lastName, firstName, birthDate, street, houseNumber, postcode, town, number, days],
  ] of PEOPLE.entries()) {
    const address = { id: null, label: null, addition: null, district: null, country: null };
    const more: Partial<CustomerForm> = {
      ...{ firstName, birthDate, homeAddress: 0 },
      addresses: [{ ...address, street, houseNumber, postcode, town }],
      phones: [{ id: null, label: 'privat', number, sms: false }],
      ...(at === 0 && { email: 'anna.mueller@example.com', note: 'ruft lieber an' }),
      ...(at === 1 && { salutation: 'Frau', note: 'holt immer donnerstags ab' }),
      ...(at === 3 && { patients: animals() }),
    };
    const id = await saveCustomer(client, lastName, more);
    house.save('consent.sign', (unit) =>
      unit.create('consentEntry', {
        ...{ id: house.newId(), customerId: id, purpose: 'storage', kind: 'granted', capturedHow: 'paper' },
        ...{ capturedAt: unit.now - days * DAY, capturedBy: house.session.person?.id ?? '' },
      }),
    );
    ids.push(id);
  }
  const asked = { entries: null, declined: true, stopEmailAdvertising: false };
  for (const title of ['Impfung', 'Zahnstein entfernen', 'Futter bestellen'])
    await client.serviceCases.open({ ...asked, customerId: ids[3] ?? '', title });
  await client.cashSales.save({
    sales: [{ customerId: ids[3] ?? '', cents: 1890, body: 'Zeckenschutz' }],
    payment: 'cash',
  });
  await meet();
  return ids;
}

function animals(): CustomerForm['patients'] {
  const blank = { id: null, chipNumber: null, note: null, diedOn: null };
  return [
    { ...blank, name: 'Mia', species: 'Katze', breed: 'Europäisch Kurzhaar', sex: 'female', birthDate: '2019-05-02' },
    {
      ...{ ...blank, name: 'Bruno', species: 'Hund', breed: 'Labrador', sex: 'male', birthDate: '2016-09-17' },
      ...{ chipNumber: '276098102345678', note: 'hat Angst vor der Waage' },
    },
  ];
}

async function customerTabs(page: Page, take: Take, ids: Ids): Promise<void> {
  await visit(page, `#/contacts/${ids[3]}/master`);
  await heading(page, /^Weiß/);
  await openTab(page, 'Vorgänge');
  await page.getByRole('button', { name: 'Impfung', exact: true }).waitFor();
  await take('customer-service-cases');
  await openTab(page, 'Tiere');
  await take('patients');
}

async function doubles(page: Page, take: Take, ids: Ids): Promise<void> {
  await visit(page, `#/contacts/merge/${ids[0]}/${ids[1]}`);
  await page.getByRole('button', { name: 'Zusammenfassen', exact: true }).waitFor();
  await take('merge');
}

/** 'Aufgaben' as the server puts them there, and consents that are to be renewed. */
async function worklists({ page, server, counter }: Stage, take: Take, ids: Ids): Promise<void> {
  const { server: running } = server.running;
  const { id: chainId } = await running.storage.db.selectFrom('chain').select('id').executeTakeFirstOrThrow();
  const { seat, person } = counter.service.counter.session;
  const branchId = seat?.branch.id ?? '';
  await writeAsServer(running, chainId, async ({ make, now }) => {
    const letter = {
      letterNumber: 'T1-0003',
      employeeId: person?.id ?? '',
      workstationId: seat?.workstation.id,
      at: now,
    };
    for (const [kind, customerId, body] of [
      ['newPasswordNeeded', ids[2] ?? '', letter],
      ['assignConnection', null, { name: 'Müllner, Petra' }],
    ] as const)
      make('task', running.newId(), branchId, {
        ...{ branchId, kind, customerId, body: JSON.stringify(body), createdAt: now, doneAt: null, doneBy: null },
      });
  });
  await round(counter);
  await visit(page, '#/tasks');
  await page.getByRole('article', { name: /Müllner, Petra/ }).waitFor();
  await take('tasks');
  await visit(page, '#/tasks/consents');
  await page.getByRole('button', { name: 'Weiß, Jörg' }).waitFor();
  await take('consents-running-out');
}

async function cards(page: Page, take: Take, readers: ReturnType<typeof testReaders>): Promise<void> {
  await visit(page, '#/contacts');
  await page.getByRole('searchbox', { name: 'Suchen - F3' }).waitFor();
  const card = await cardOf({
    ...{ kvnr: 'A123456780', birthDate: '19740729', firstName: 'Katharina', lastName: 'Becker', prefix: '' },
    street: { street: 'Isarring', houseNumber: '21', postcode: '80805', town: 'München', country: 'D' },
    ...{ insurance: null, writtenAt: '20260203093000' },
  });
  readers.lying = [card];
  readers.put(card);
  const window = page.getByRole('dialog', { name: 'Kundendaten übernehmen' });
  await window.getByRole('radio', { name: /^Becker, Katharina/ }).waitFor();
  await take('take-over');
  await closeByEscape(page, window);
  readers.lying = [];
  readers.put({ kind: 'number', number: '04A23B7A' });
  const unknown = page.getByRole('dialog', { name: 'Karte unbekannt' });
  await unknown.waitFor();
  await page.keyboard.insertText('mül');
  await unknown.getByRole('radio').nth(2).waitFor();
  await take('unknown-card');
  await closeByEscape(page, unknown);
}

async function erasing(page: Page, take: Take, ids: Ids): Promise<void> {
  await visit(page, `#/contacts/${ids[4]}/master`);
  await heading(page, /^Müllner/);
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Kunden anonymisieren …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Müllner, Petra anonymisieren' });
  await dialog.getByRole('region', { name: 'Was geschehen würde' }).getByRole('row').nth(2).waitFor();
  await take('erase');
  await closeByEscape(page, dialog);
}
