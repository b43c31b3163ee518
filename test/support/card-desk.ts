// The counter at a screen, in a real browser, with card readers that a test holds: puts cards in, and finds by role and name what the
// screen says of them. Every card is Anna's unless said otherwise.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { type OpenStage, openStage, type Stage } from '../settings-effects/stage.ts';
import { cardOf, testReaders } from './card-port.ts';
import type { CardDescription } from './health-cards.ts';
import { looking } from './looking.ts';
import { messages as messagesOn } from './messages.ts';
import { searchBox } from './search-box.ts';

export const home: CustomerForm['addresses'][number] = {
  ...{ id: null, label: null, addition: null, district: null, country: null },
  ...{ street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' },
};

/** As the customer's card says it. */
export const anna: Partial<CustomerForm> = {
  ...{ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03', kvnr: 'A123456780' },
  ...{ addresses: [home], homeAddress: 0 },
};

const onCard: Partial<CardDescription> = {
  ...{ kvnr: 'A123456780', birthDate: '19610403', firstName: 'Anna', lastName: 'Müller', prefix: '' },
  street: { street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München', country: 'D' },
  ...{ insurance: null, writtenAt: '20260203093000' },
};

/** A fresh counter before each test of the file, signed in; none of them may leave an error on the page. */
export function cardDesk() {
  const readers = testReaders();
  const at = {} as { stage: Stage; page: Page };
  const errors: string[] = [];
  let shop: OpenStage;
  beforeAll(async () => {
    shop = await openStage('alone', { cardReaders: readers.port });
  });
  afterAll(() => shop.close());
  beforeEach(async () => {
    readers.lying = [];
    at.stage = await shop.enter();
    at.page = at.stage.page;
    at.page.on('pageerror', (error) => errors.push(error.message));
    await at.stage.set({ missingConsentHint: false, storageConsentWanted: false });
  });
  afterEach(() => expect(errors).toEqual([]));

  /** Puts a card in, where it stays. */
  const put = async (more: Partial<CardDescription> = {}) => (await atHand(more))();
  /** A card that is there to be put in at once: making it takes longer than somebody who types makes a pause. */
  async function atHand(more: Partial<CardDescription> = {}): Promise<() => void> {
    const card = await cardOf({ ...onCard, ...more });
    return () => {
      readers.lying = [card];
      readers.put(card);
    };
  }
  const putNumber = (number: string) => readers.put({ kind: 'number', number });
  const heading = (name: string) => at.page.getByRole('heading', { level: 1, name });
  const messages = () => messagesOn(at.page);
  const dialog = () => at.page.getByRole('dialog', { name: 'Kundendaten übernehmen' });
  const row = (name: string) =>
    dialog()
      .getByRole('row')
      .filter({ has: at.page.getByRole('rowheader', { name, exact: true }) });
  const box = (name: string) => dialog().getByRole('checkbox', { name, exact: true });
  const field = (name: string) => at.page.getByRole('textbox', { name, exact: true });
  const search = () => searchBox(at.page);
  const formOf = async (id: string) => (await at.stage.client.customers.byId({ id })).form;

  async function faultless(stop: string): Promise<void> {
    const { look, faults } = looking(at.page);
    await look(stop);
    expect(faults).toEqual([]);
  }

  return {
    ...{ at, readers, put, atHand, putNumber, formOf, faultless },
    ...{ heading, messages, dialog, row, box, field, search },
  };
}
