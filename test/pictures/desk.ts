// What stands on a desk in the course of a day and on no fresh sample: cards, tasks, doubles, consents that run out, cases,
// patients, a sale, erasing. The branch server is in this process, so that a registration comes without waiting for one.
import { PDFDocument } from 'pdf-lib';
import type { Page } from 'playwright-core';
import type { Service } from '../../src-main/service/service.ts';
import type { Server } from '../../src-server/server.ts';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { type CardService, noCardService, startCardService } from '../support/card-service.ts';
import { type Client, openChainOn } from '../support/chain.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { chipOf, healthCardFiles, somebody } from '../support/health-cards.ts';
import { leaveDialog, openTab } from '../support/keyboard.ts';
import { searchBox } from '../support/search-box.ts';
import { openServer } from '../support/sync.ts';
import { contactCard, customerCard } from '../support/virtual-cards.ts';
import { signIn } from '../support/walk.ts';
import { PICTURED, type Take, takingOn } from './taking.ts';

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
  const cards = noCardService === null ? await startCardService() : null;
  try {
    const ids: string[] = [];
    const { server, address } = await serverHere();
    const branch = { ...server, address, foundingCode: server.running.foundingCode ?? '', stop: server.close };
    const prepare = async (client: Client, service: Service) => void ids.push(...(await people(client, service)));
    const chain = await openChainOn(branch, prepare, PICTURED);
    try {
      await giveTasks(server.running.server, ids);
      const { page } = chain.one;
      await signIn(page);
      await page.getByRole('contentinfo').getByRole('button', { name: 'Verbunden', exact: true }).waitFor();
      const take = takingOn(page);
      await customerTabs(page, take, ids);
      await worklists(page, take);
      if (cards) await readCards(page, take, cards);
      await erasing(page, take, ids);
      await doubles(page, take, ids);
    } finally {
      await chain.close();
    }
  } finally {
    await cards?.stop();
  }
}

async function serverHere() {
  const clock = {
    get now() {
      return Date.now();
    },
  };
  const server = await openServer({ clock });
  return { server, address: `http://127.0.0.1:${await server.running.listen('127.0.0.1', 0)}` };
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

async function people(client: Client, { counter }: Service): Promise<Ids> {
  const { house } = counter;
  if (!house) throw new Error('not open');
  await client.settings.save({ changes: { storageConsentWanted: false, patientsKept: 'animals' } });
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
  for (const name of ['Arztbrief.pdf', 'Garantie Hörgerät.pdf']) {
    const file = { name, base64: Buffer.from(await samplePdf()).toString('base64') };
    const { id } = await client.documents.import({ customerId: ids[3] ?? '', file });
    if (name.startsWith('Garantie')) await client.documents.exempt({ id, exempt: true });
  }
  return ids;
}

async function samplePdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage();
  return pdf.save();
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

/** 'Aufgaben' as the server puts them there. */
async function giveTasks(server: Server, ids: Ids): Promise<void> {
  const { db } = server.storage;
  const { id: chainId } = await db.selectFrom('chain').select('id').executeTakeFirstOrThrow();
  const { branchId, workstationId } = await db
    .selectFrom('workstationKey')
    .select(['branchId', 'workstationId'])
    .executeTakeFirstOrThrow();
  const employee = await db
    .selectFrom('syncedRow')
    .select('id')
    .where('tableName', '=', 'employee')
    .executeTakeFirstOrThrow();
  await writeAsServer(server, chainId, async ({ make, now }) => {
    const letter = { letterNumber: 'T1-0003', employeeId: employee.id, workstationId, at: now };
    for (const [kind, customerId, body] of [
      ['newPasswordNeeded', ids[2] ?? '', letter],
      ['assignConnection', null, { name: 'Müllner, Petra' }],
    ] as const)
      make('task', server.newId(), branchId, {
        ...{ branchId, kind, customerId, body: JSON.stringify(body), createdAt: now, doneAt: null, doneBy: null },
      });
  });
}

async function customerTabs(page: Page, take: Take, ids: Ids): Promise<void> {
  await visit(page, `#/contacts/${ids[3]}/master`);
  await heading(page, /^Weiß/);
  await openTab(page, 'Dokumente');
  await page.getByRole('row', { name: /^Arztbrief/ }).waitFor();
  await take('documents-kept');
  await openTab(page, 'Vorgänge');
  await page.getByRole('button', { name: 'Impfung', exact: true }).waitFor();
  await take('customer-service-cases');
  await openTab(page, 'Tiere');
  await take('patients');
  await page.getByRole('button', { name: 'Kasse' }).first().press('Enter');
  const sale = page.getByRole('dialog', { name: 'Barverkauf' });
  await sale.getByRole('textbox', { name: 'Betrag in €' }).fill('12,50');
  await take('sale');
  await leaveDialog(page, sale);
}

async function worklists(page: Page, take: Take): Promise<void> {
  await visit(page, '#/tasks');
  await page.getByRole('article', { name: /Müllner, Petra/ }).waitFor();
  await take('tasks');
  await visit(page, '#/tasks/consents');
  await page.getByRole('button', { name: 'Weiß, Jörg' }).waitFor();
  await take('consents-running-out');
}

async function readCards(page: Page, take: Take, cards: CardService): Promise<void> {
  await visit(page, '#/contacts');
  await searchBox(page).waitFor();
  const card = somebody({
    ...{ kvnr: 'A123456780', birthDate: '19740729', firstName: 'Katharina', lastName: 'Becker', prefix: '' },
    street: { street: 'Isarring', houseNumber: '21', postcode: '80805', town: 'München', country: 'D' },
    ...{ insurance: null, writtenAt: '20260203093000' },
  });
  await cards.insert(0, contactCard(chipOf(healthCardFiles(card))));
  const window = page.getByRole('dialog', { name: 'Kundendaten übernehmen' });
  await window.getByRole('radio', { name: /^Becker, Katharina/ }).waitFor();
  await take('take-over');
  await leaveDialog(page, window);
  await cards.remove(0);
  await cards.insert(1, customerCard('04A23B7A112233'));
  const unknown = page.getByRole('dialog', { name: 'Karte unbekannt' });
  await unknown.waitFor();
  await unknown.getByRole('textbox').fill('mül');
  await unknown.getByRole('radio').nth(2).waitFor();
  await take('unknown-card');
  await leaveDialog(page, unknown);
  await cards.remove(1);
}

async function erasing(page: Page, take: Take, ids: Ids): Promise<void> {
  await visit(page, `#/contacts/${ids[4]}/master`);
  await heading(page, /^Müllner/);
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Kunden anonymisieren …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Müllner, Petra anonymisieren' });
  await dialog.getByRole('region', { name: 'Was geschehen würde' }).getByRole('row').nth(2).waitFor();
  await take('erase');
  await leaveDialog(page, dialog);
}

/** Compared, put together, and looked at on the way back. */
async function doubles(page: Page, take: Take, ids: Ids): Promise<void> {
  await visit(page, `#/contacts/merge/${ids[0]}/${ids[1]}`);
  await page.getByRole('button', { name: 'Zusammenfassen', exact: true }).waitFor();
  await take('merge');
  await page.getByRole('button', { name: 'Zusammenfassen', exact: true }).press('Enter');
  await page.getByText(/^zusammengeführt mit Nr\. \d+$/).waitFor();
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: /^Zusammenfassung mit Nr\. \d+ aufheben …$/ }).press('Enter');
  await heading(page, 'Zusammenfassung aufheben');
  await page.getByRole('button', { name: 'Aufheben', exact: true }).waitFor();
  await take('unmerge');
}
