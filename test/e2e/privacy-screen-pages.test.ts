// 'Sichtschutz - F7' over a shop in which something stands everywhere: tasks, conflicts, duplicates, a merge, cases, consents that
// run out, cards, sales. Whoever is not open is a code on every page there is, in every line and message, and on paper as always.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { flatTextOf, requirePoppler } from '../print/read-back.ts';
import { type OpenStage, openStage, type Stage } from '../settings-effects/stage.ts';
import { cardOf, testReaders } from '../support/card-port.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { houseOf } from '../support/hard-cases.ts';
import { openTab } from '../support/keyboard.ts';
import { mergeAt, typePin } from '../support/merging.ts';
import { memoryPrinter } from '../support/printer.ts';
import { searchBox } from '../support/search-box.ts';
import { joinedCounter, round } from '../support/sync.ts';
import { standsStill } from '../support/tour.ts';

/** Nothing of this is a word of the program. The first one is open wherever somebody is. */
const PEOPLE = {
  ottokar: ['Quastenberg', 'Ottokar', 'Wacholdersteig'],
  philomena: ['Zwirnmeier', 'Philomena', 'Ginsterpfad'],
  kunigunde: ['Dattelhuber', 'Kunigunde', 'Sanddornhang'],
  leopoldine: ['Rumpelsdorfer', 'Leopoldine', 'Holunderzeile'],
} as const;
type Who = keyof typeof PEOPLE;
const PATIENT = 'Schnurribert';
const TELLING = [...Object.values(PEOPLE).flat(), 'Fliederwinkl', 'Balthasar', PATIENT];

const readers = testReaders();
const printer = memoryPrinter();
const ids = {} as Record<Who | 'twin' | 'case' | 'merge', string>;
const numbers = {} as Record<Who, string>;
const errors: string[] = [];
let open: OpenStage;
let stage: Stage;
let page: Page;

beforeAll(async () => {
  requirePoppler();
  open = await openStage('chain', { cardReaders: readers.port, printers: printer });
  stage = await open.enter();
  page = stage.page;
  page.on('pageerror', (error) => errors.push(error.message));
  await stage.set({ missingConsentHint: false, storageConsentWanted: false, patientsKept: 'animals' });
  const { client, counter } = stage;
  for (const [who, [lastName, firstName, street]] of Object.entries(PEOPLE)) {
    ids[who as Who] = await saveCustomer(client, lastName, formOf(firstName, street));
    numbers[who as Who] = (await client.customers.byId({ id: ids[who as Who] })).number;
  }
  const { ottokar, philomena, kunigunde } = ids;
  ids.twin = await saveCustomer(client, PEOPLE.philomena[0], { ...formOf(PEOPLE.philomena[1], 'Ginsterpfad') });
  const lost = await saveCustomer(client, PEOPLE.kunigunde[0], formOf('Kunigund', 'Sanddornhang'));
  // Of a workstation of the same branch, so that both may say something of one customer.
  const second = await joinedCounter(stage.server, counter);
  const level = async () => {
    for (const one of [counter, second, counter]) await round(one);
  };
  await level();
  for (const [at, note] of [
    [counter, 'mag Fliederwinkl'],
    [second, 'mag Balthasar'],
  ] as const) {
    const { form } = await at.client.customers.byId({ id: philomena });
    const saving = { id: philomena, basedOn: null, appActive: null, draftId: null };
    await at.client.customers.save({ ...saving, form: { ...form, note, lastName: `Zwirnmeier${note.at(-1)}` } });
  }
  await level();
  second.close();
  await typePin(counter);
  await mergeAt(counter, kunigunde, lost);
  await round(counter);
  const asked = { entries: null, declined: true, stopEmailAdvertising: false };
  await client.serviceCases.open({ ...asked, customerId: ottokar, title: 'Einlagen' });
  ids.case = (await client.serviceCases.open({ ...asked, customerId: kunigunde, title: 'Bandage' })).id;
  ids.merge = (await client.merge.of({ customerId: kunigunde }))[0]?.id ?? '';
  // What was said since: 'Aufheben' asks whose it is.
  const { form } = await client.customers.byId({ id: kunigunde });
  const card = {
    ...{ id: null, kind: 'external' as const, number: '4711-08', label: null, validFrom: null, validTo: null },
    ...{ locked: false, invalid: false, replacedById: null },
  };
  const phones = [...form.phones, { id: null, label: 'mobil', number: '+4915123125778', sms: false }];
  const saving = { id: kunigunde, basedOn: null, appActive: null, draftId: null };
  await client.customers.save({ ...saving, form: { ...form, note: 'kennt Balthasar', phones, cards: [card] } });
  runsOut(philomena);
  await putTasks();
  await round(counter);
  await client.duplicates.start();
  while (((await client.duplicates.run())?.finishedAt ?? null) === null) await new Promise(setImmediate);
  expect([await client.tasks.count(), await client.conflicts.count()]).toEqual([2, 2]);
});
afterAll(() => open.close());
beforeEach(() => expect(errors).toEqual([]));

function formOf(firstName: string, street: string): Partial<CustomerForm> {
  const address = { id: null, label: null, addition: null, district: null, country: null };
  return {
    ...{ firstName, birthDate: '1948-03-17', homeAddress: 0 },
    addresses: [{ ...address, street, houseNumber: '3', postcode: '94227', town: 'Zwiesel' }],
    patients: [
      {
        ...{ id: null, name: PATIENT, species: 'Katze', breed: null, sex: null, birthDate: null },
        ...{ chipNumber: null, note: null, diedOn: null },
      },
    ],
  };
}

/** Granted so long ago that it is to be renewed. */
function runsOut(customerId: string): void {
  const house = houseOf(stage.counter);
  house.save('consent.sign', (unit) =>
    unit.create('consentEntry', {
      ...{ id: house.newId(), customerId, purpose: 'storage', kind: 'granted', capturedHow: 'paper' },
      ...{ capturedAt: unit.now - 700 * 86_400_000, capturedBy: house.session.person?.id ?? '' },
    }),
  );
}

/** A letter that is worth nothing, and somebody who registered at home, as the server puts them there. */
async function putTasks(): Promise<void> {
  const { server } = stage.server.running;
  const { id: chainId } = await server.storage.db.selectFrom('chain').select('id').executeTakeFirstOrThrow();
  const { seat, person } = stage.counter.service.counter.session;
  const branchId = seat?.branch.id ?? '';
  await writeAsServer(server, chainId, async ({ make, now }) => {
    const letter = {
      letterNumber: 'T1-0003',
      employeeId: person?.id ?? '',
      workstationId: seat?.workstation.id,
      at: now,
    };
    for (const [kind, customerId, body] of [
      ['newPasswordNeeded', ids.kunigunde, letter],
      ['assignConnection', null, { name: 'Rumpelsdorfer, Leopoldine' }],
    ] as const)
      make('task', server.newId(), branchId, {
        ...{ branchId, kind, customerId, body: JSON.stringify(body), createdAt: now, doneAt: null, doneBy: null },
      });
  });
}

/** All that is written in the window or said of what stands there. What staff typed into the search themselves is theirs. */
const said = () =>
  page.evaluate(() => {
    const hints = [...document.querySelectorAll('*')].flatMap((one) =>
      ['aria-label', 'aria-description', 'title', 'alt', 'placeholder'].map((name) => one.getAttribute(name)),
    );
    const fields = [...document.querySelectorAll<HTMLInputElement>('input:not([type=search]), textarea')];
    return [document.title, document.body.textContent, ...hints, ...fields.map(({ value }) => value)].join('\n');
  });
async function told(but: readonly string[] = []): Promise<string[]> {
  await standsStill(page);
  const text = await said();
  return TELLING.filter((one) => !but.includes(one) && text.includes(one));
}
const OTTOKAR = [...PEOPLE.ottokar, PATIENT];
const code = () => page.getByText(/K-[0-9A-Z]{4}/).first();
const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });

async function visit(path: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, path);
  await page.reload();
  await page.getByText('Sichtschutz an').waitFor();
}

async function openOttokar(): Promise<void> {
  await visit(`#/contacts/${ids.ottokar}/master`);
  await heading(/^Quastenberg/).waitFor();
}

async function menu(key: string, entry: string): Promise<void> {
  await page.keyboard.press(key);
  await page.getByRole('menuitem', { name: entry, exact: true }).press('Enter');
}

test('no page says anybody but the open customer, in its lines, its fields or the title of the window [N-01]', async () => {
  await searchBox(page).fill('94227');
  await page.getByRole('table', { name: 'Treffer' }).getByRole('button').first().waitFor();
  expect(await told()).toEqual(expect.arrayContaining(['Quastenberg', 'Zwirnmeier', 'Dattelhuber', 'Rumpelsdorfer']));
  await page.keyboard.press('F7');
  await code().waitFor();
  expect(await told()).toEqual([]);

  const { philomena, kunigunde, twin, merge } = ids;
  // Where the others stand, they stand there as codes.
  for (const path of [
    ...['#/contacts/conflicts', '#/contacts/duplicates', `#/contacts/merge/${philomena}/${twin}`],
    ...[`#/contacts/unmerge/${merge}/${kunigunde}`, '#/cases', `#/cases/${ids.case}`, '#/tasks', '#/tasks/consents'],
  ]) {
    await visit(path);
    await code().waitFor();
    expect(await told(), path).toEqual([]);
  }
  for (const path of [`#/contacts/merge/${philomena}`, '#/contacts/new', '#/contacts']) {
    await visit(path);
    expect(await told(), path).toEqual([]);
  }
  await openOttokar();
  const tabs = await page.getByRole('main').getByRole('tab').allTextContents();
  expect(tabs).toContain('Vorgänge');
  for (const tab of tabs) {
    await openTab(page, tab);
    expect(await told(OTTOKAR), tab).toEqual([]);
  }
  await page.keyboard.press('Alt+f');
  const pages = page.getByRole('main').getByRole('navigation').getByRole('button');
  await pages.first().waitFor();
  for (const name of await pages.allTextContents()) {
    await button(name).press('Enter');
    await heading(name).waitFor();
    expect(await told(), name).toEqual([]);
  }
});

test('nobody is named in the dialog of a sale, on the list of those who are to be erased, or as the bearer of a card [N-01]', async () => {
  await openOttokar();
  await menu('F11', 'Kasse');
  const sale = page.getByRole('dialog', { name: 'Barverkauf' });
  await sale.getByRole('textbox', { name: 'Weiterer Kunde, Nr.' }).fill(numbers.philomena);
  await page.keyboard.press('Enter');
  await sale.getByRole('group', { name: /^Kunde K-[0-9A-Z]{4}, Nr\. / }).waitFor();
  await sale.getByRole('button', { name: /^Kunde K-[0-9A-Z]{4} entfernen$/ }).waitFor();
  // He who is open stands there by name.
  await sale.getByRole('group', { name: /^Quastenberg, Ottokar/ }).waitFor();
  expect(await told(OTTOKAR)).toEqual([]);
  await stage.client.customers.save({
    ...{ id: ids.leopoldine, basedOn: null, appActive: null, draftId: null },
    form: { ...(await stage.client.customers.byId({ id: ids.leopoldine })).form, status: 'deceased' },
  });
  await sale.getByRole('textbox', { name: 'Weiterer Kunde, Nr.' }).fill(numbers.leopoldine);
  await page.keyboard.press('Enter');
  await sale.getByText(/^Kunde K-[0-9A-Z]{4} ist verstorben/).waitFor();
  expect(await told(OTTOKAR)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+f');
  await button('Anonymisierungen').press('Enter');
  await page.getByRole('textbox', { name: 'Kundennummer' }).fill(numbers.philomena);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Kunde K-[0-9A-Z]{4}, .* von der Liste nehmen$/ }).waitFor();
  expect(await told()).toEqual([]);
  await button('1 Kunden anonymisieren …').press('Enter');
  await page.getByRole('dialog', { name: /^Kunde K-[0-9A-Z]{4} anonymisieren$/ }).waitFor();
  expect(await told()).toEqual([]);
  await page.keyboard.press('Escape');

  await openOttokar();
  await openTab(page, 'Karten und Programme');
  await button('+ Karte hinzufügen').press('Enter');
  await page.getByRole('textbox', { name: 'Kartennummer', exact: true }).fill('4711-08');
  await page.keyboard.press('Tab');
  await page.getByText(/gehört Kunde K-[0-9A-Z]{4}/).waitFor();
  expect(await told(OTTOKAR)).toEqual([]);
  await page.keyboard.press('Escape');
  await button('Verwerfen').press('Enter');
  // Till he is left: before that, his going would lead away from where the next test goes.
  await searchBox(page).waitFor();
});

test('a message says a code for whom it names, also when the key was pressed after it had come [N-01]', async () => {
  await openOttokar();
  const card = await cardOf({ firstName: 'Kunigunde', lastName: 'Dattelhuber', prefix: '', kvnr: 'A123456780' });
  await page.getByRole('textbox', { name: 'Notiz' }).fill('mag Tee');
  await page.keyboard.type(' und');
  readers.put(card);
  const messages = page.getByRole('region', { name: 'Meldungen' });
  await messages.getByText(/^Karte gelesen: Kunde K-[0-9A-Z]{4}\.$/).waitFor();
  expect(await told(OTTOKAR)).toEqual([]);
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.').waitFor();

  await visit('#/contacts/duplicates');
  const pair = page.getByRole('article').first();
  await pair.waitFor();
  await page.keyboard.press('F7');
  await pair.getByRole('button', { name: 'Keine Dublette' }).press('Enter');
  const done = messages.getByText(/Zwirnmeier/);
  await done.waitFor();
  await page.keyboard.press('F7');
  await done.waitFor({ state: 'detached' });
  await messages.getByText(/Kunde K-[0-9A-Z]{4}.*Kunde K-[0-9A-Z]{4}/).waitFor();
  expect(await told()).toEqual([]);
});

test('a case is that of the open customer when it was opened from his mask, and only then [N-01]', async () => {
  await visit(`#/contacts/${ids.kunigunde}/serviceCases`);
  await page.getByRole('button', { name: 'Bandage', exact: true }).press('Enter');
  await heading(/^Vorgang/).waitFor();
  await page.getByRole('button', { name: /^Dattelhuber, Kunigunde/ }).waitFor();
  await page.keyboard.press('Alt+v');
  await page.getByRole('button', { name: 'Bandage', exact: true }).click();
  await heading(/^Vorgang/).waitFor();
  await code().waitFor();
  expect(await told()).toEqual([]);
  await page.keyboard.press('F11');
  const log = page.getByRole('menuitem', { name: /^Änderungsprotokoll/ });
  await log.waitFor();
  expect(await log.getAttribute('aria-disabled')).toBe('true');
  await page.keyboard.press('Escape');
});

test('what is printed meanwhile bears the names that it needs [N-01]', async () => {
  await visit(`#/cases/${ids.case}`);
  await code().waitFor();
  await menu('F9', 'Vorgangszettel');
  const preview = page.getByRole('dialog', { name: /^Druckvorschau/ });
  await preview.locator('[data-drawn=true]').first().waitFor();
  await preview.getByRole('button', { name: 'Drucken', exact: true }).press('Enter');
  await expect.poll(() => printer.jobs.length).toBe(1);
  expect(await flatTextOf(printer.jobs[0]?.pdf ?? new Uint8Array())).toMatch(/Dattelhuber/);
  expect(await page.getByText('Sichtschutz an').count()).toBe(1);
});
