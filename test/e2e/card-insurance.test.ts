// A health card whose insurance cannot be read, at the screen: the window says so, compares the rest and leaves the payer alone;
// where the rest agrees, the customer opens and it is said, too.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { type OpenStage, openStage, type Stage } from '../settings-effects/stage.ts';
import { cardWithoutInsurancePlace, testReaders } from '../support/card-port.ts';
import { takeOverWindow } from '../support/card-screen.ts';
import { kvnrOf } from '../support/health-cards.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';
import { looking } from '../support/looking.ts';
import { messages } from '../support/messages.ts';

const KVNR = kvnrOf('Z12345678');
const UNREADABLE =
  'Die Versicherungsdaten der Karte sind nicht lesbar: Ihr Verzeichnis ist beschädigt. Kostenträger und Versicherungsstatus werden nicht verglichen und nicht übernommen. Bitte beim Kunden nachfragen.';

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
  stage = await shop.enter();
  page = stage.page;
  page.on('pageerror', (error) => errors.push(error.message));
  await stage.set({ missingConsentHint: false, storageConsentWanted: false });
  stage.counter.service.counter.house?.save('lists.save', (unit) =>
    unit.create('payer', { id: 'tk', name: 'TK', ik: '101575519', kind: 'statutory' }),
  );
});
afterEach(() => expect(errors).toEqual([]));

/** As her card has her, but for her payer: of that the card would say something else. */
const zofie: Partial<CustomerForm> = {
  ...{ firstName: 'Žofie Änne', lastName: 'von Müßig-Škoda', kvnr: KVNR, birthDate: '1961-04-03' },
  addresses: [
    {
      ...{ id: null, label: null, addition: null, district: null, country: null },
      ...{ street: 'Œuvre-Str.', houseNumber: '4a', postcode: '80331', town: 'München' },
    },
  ],
  ...{ homeAddress: 0, standardPayer: 0 },
  payers: [{ id: null, payerId: 'tk', insuredNumber: KVNR, validFrom: '2015-01-01', validTo: null }],
};
const put = async () => readers.put(await cardWithoutInsurancePlace());
const heading = (name: string) => page.getByRole('heading', { level: 1, name });

async function faultless(stop: string): Promise<void> {
  const { look, faults } = looking(page);
  await look(stop);
  expect(faults).toEqual([]);
}

test('the window says what cannot be read, compares the rest, and leaves the payer alone [A-44 A-45 A-49]', async () => {
  const { id } = await stage.customer({ ...zofie, firstName: 'Sofie' });
  await put();
  const window = takeOverWindow(page);
  await focusComesTo(window.getByRole('radio', { name: /^von Müßig-Škoda, Sofie/ }));
  await window.getByText(UNREADABLE).waitFor();
  expect(await window.getByRole('rowheader').allTextContents()).toEqual([
    ...['KVNR', 'Vorname', 'Nachname', 'geb.', 'Wohnanschrift'],
  ]);
  await faultless('window of a card without its insurance');
  await tabTo(page, window.getByRole('checkbox', { name: 'Alle übernehmen' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('F12');
  await heading('von Müßig-Škoda, Žofie Änne').waitFor();
  await messages(page).getByText('Gespeichert.', { exact: true }).waitFor();
  const { form, cardDiffers } = await stage.client.customers.byId({ id });
  expect(form.payers).toMatchObject([{ payerId: 'tk', validTo: null }]);
  expect(cardDiffers).toEqual([]);
});

test('where the rest agrees the customer opens, and what cannot be read is said [A-43]', async () => {
  await stage.customer(zofie);
  await put();
  await heading('von Müßig-Škoda, Žofie Änne').waitFor();
  await messages(page).getByText(UNREADABLE).waitFor();
  await messages(page).getByText('Alle lesbaren Angaben der Karte stimmen mit dem Kunden überein.').waitFor();
  expect(await takeOverWindow(page).count()).toBe(0);
  expect(await page.getByText('Kartendaten weichen ab').count()).toBe(0);
  await faultless('customer whose card was read without its insurance');
});
