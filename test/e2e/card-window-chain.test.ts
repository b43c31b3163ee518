// The window 'Kundendaten übernehmen' where there are other branches, at the screen of 'Mond-Apotheke': a card that brings its bearer
// over from 'Sonnen-Apotheke', and one whose bearer nobody can be asked for.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { type OpenStage, openStage, type Stage } from '../settings-effects/stage.ts';
import { cardOf, testReaders } from '../support/card-port.ts';
import { kvnrOf } from '../support/health-cards.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';
import { looking } from '../support/looking.ts';

const readers = testReaders();
let shop: OpenStage;
let stage: Stage;
let page: Page;

beforeAll(async () => {
  shop = await openStage('branch', { cardReaders: readers.port });
});
afterAll(() => shop?.close());
beforeEach(async () => {
  stage = await shop.enter();
  page = stage.page;
  await stage.set({ missingConsentHint: false, storageConsentWanted: false, takeOverByCard: true });
});
afterEach(() => {
  stage.server.road.cut = false;
});

const dialog = () => page.getByRole('dialog', { name: 'Kundendaten übernehmen' });
const messages = () => page.getByRole('region', { name: 'Meldungen' });
const bare = { insurance: null, street: null, prefix: '', title: '', birthDate: '19610403' } as const;

/** A customer of 'Sonnen-Apotheke', whom 'Mond-Apotheke' has never heard of. */
async function acrossTheTown(firstName: string, lastName: string, kvnr: string): Promise<void> {
  const form = { ...emptyForm('natural', 'active'), firstName, lastName, kvnr, birthDate: '1961-04-03' };
  await stage.elsewhere.client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null });
  await stage.meet();
}

async function faultless(stop: string): Promise<void> {
  const { look, faults } = looking(page);
  await look(stop);
  expect(faults).toEqual([]);
}

test('a card brings its bearer over: the window says from where, and what differs is compared [E-58 T-14]', async () => {
  const kvnr = kvnrOf('Z12345678');
  await acrossTheTown('Rosa', 'Habicht', kvnr);
  readers.put(await cardOf({ ...bare, kvnr, firstName: 'Rosi', lastName: 'Habicht' }));
  await focusComesTo(dialog().getByRole('radio', { name: /^Habicht, Rosa/ }));
  await dialog()
    .getByText(
      'Habicht, Rosa war bisher Kunde der Filiale „Sonnen-Apotheke“ und gehört durch diese Karte jetzt hierher.',
    )
    .waitFor();
  await faultless('window of somebody brought over');
  await tabTo(page, dialog().getByRole('checkbox', { name: 'Vorname übernehmen' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('F12');
  await page.getByRole('heading', { level: 1, name: 'Habicht, Rosi' }).waitFor();
  await messages().getByText('war bisher Kunde der Filiale „Sonnen-Apotheke“').waitFor();
});

test('who closes the window keeps whom the card brought over, and that is said [E-58 T-14]', async () => {
  const kvnr = kvnrOf('Y11111111');
  await acrossTheTown('Paul', 'Milan', kvnr);
  readers.put(await cardOf({ ...bare, kvnr, firstName: 'Pablo', lastName: 'Milan' }));
  await focusComesTo(dialog().getByRole('radio', { name: /^Milan, Paul/ }));
  await page.keyboard.press('Escape');
  await messages().getByText('Milan, Paul war bisher Kunde der Filiale „Sonnen-Apotheke“').waitFor();
  await stage.open('Milan');
});

test('without the server nobody can say whether he is another branch’s customer, and that is said [E-58]', async () => {
  const kvnr = kvnrOf('X22222222');
  await acrossTheTown('Inge', 'Sperber', kvnr);
  stage.server.road.cut = true;
  readers.put(await cardOf({ ...bare, kvnr, firstName: 'Inge', lastName: 'Sperber' }));
  await focusComesTo(dialog().getByRole('radio', { name: 'Als Kunden anlegen' }));
  await dialog()
    .getByText('Hier hat diese Versichertennummer niemand, und andere Filialen lassen sich gerade nicht fragen')
    .waitFor();
  await faultless('window without the server');
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});
