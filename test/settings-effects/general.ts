// Group 'Allgemein': numbers, what a new customer is, what the mask shows.
import { expect } from 'vitest';
import { phoneOf } from '../support/app-shop.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { giveLicence } from '../support/hard-cases.ts';
import { openTab } from '../support/keyboard.ts';
import { startMailServer } from '../support/mail-server.ts';
import { registered, setUpMail } from '../support/registering.ts';
import type { Effects } from './effect.ts';
import type { Stage } from './stage.ts';

export const general = {
  externalNumberEditable: {
    positions: [
      {
        value: true,
        means: 'tab Administration has a field for the external number',
        see: async (stage) => {
          await openAdministration(stage);
          await stage.page.getByRole('textbox', { name: 'Externe Kundennummer' }).fill(stage.freshName());
          await stage.page.keyboard.press('F1');
          await stage.page.getByText('Gespeichert.').waitFor();
        },
      },
      {
        value: false,
        means: 'there is no external number',
        see: async (stage) => {
          await openAdministration(stage);
          expect(await stage.page.getByText('Externe Kundennummer').count()).toBe(0);
        },
      },
    ],
  },
  externalNumberFixed: {
    positions: [
      {
        value: true,
        means: 'tab Administration says the external number, and nobody can type it',
        see: async (stage) => {
          await openAdministration(stage);
          await stage.page.getByRole('term').filter({ hasText: 'Externe Kundennummer' }).waitFor();
          expect(await stage.page.getByRole('textbox', { name: 'Externe Kundennummer' }).count()).toBe(0);
        },
      },
      {
        value: false,
        means: 'there is no external number',
        see: async (stage) => {
          await openAdministration(stage);
          expect(await stage.page.getByText('Externe Kundennummer').count()).toBe(0);
        },
      },
    ],
  },
  payerHidden: {
    positions: [
      {
        value: true,
        means: 'Stammdaten is without Standard KT, tab Kostenträger has it',
        see: async (stage) => {
          await openCustomer(stage);
          await stage.page.getByRole('textbox', { name: 'Notiz' }).waitFor();
          expect(await stage.page.getByRole('combobox', { name: 'Standard KT' }).count()).toBe(0);
          await stage.page.getByRole('tab', { name: 'Kostenträger' }).click();
          await stage.page.getByRole('heading', { name: 'Kostenträger' }).waitFor();
        },
      },
      {
        value: false,
        means: 'Stammdaten has the field Standard KT',
        see: async (stage) => {
          await openCustomer(stage);
          await stage.page.getByRole('combobox', { name: 'Standard KT' }).waitFor();
        },
      },
    ],
  },
  insuranceStatusHidden: {
    positions: [
      {
        value: true,
        means: 'Stammdaten is without the insurance status',
        see: async (stage) => {
          await openCustomer(stage);
          await stage.page.getByRole('textbox', { name: 'Notiz' }).waitFor();
          expect(await stage.page.getByRole('combobox', { name: 'Versicherungsstatus' }).count()).toBe(0);
        },
      },
      {
        value: false,
        means: 'Stammdaten has the insurance status',
        see: async (stage) => {
          await openCustomer(stage);
          await stage.page.getByRole('combobox', { name: 'Versicherungsstatus' }).waitFor();
        },
      },
    ],
  },
  newCustomerKind: {
    positions: [
      { value: 'legal', means: 'F2 begins a company', see: (stage) => newBegins(stage, 'Art', 'legal', 'Firma') },
      { value: 'natural', means: 'F2 begins a person', see: (stage) => newBegins(stage, 'Art', 'natural', 'Vorname') },
    ],
  },
  newCustomerStatus: {
    positions: [
      {
        value: 'inactive',
        means: 'a new customer begins inactive, and can be set otherwise',
        see: async (stage) => {
          await newBegins(stage, 'Status', 'inactive');
          await stage.page.getByRole('combobox', { name: 'Status', exact: true }).selectOption('active');
        },
      },
      { value: 'active', means: 'a new customer begins active', see: (stage) => newBegins(stage, 'Status', 'active') },
    ],
  },
  sameBirthDateIsDuplicate: {
    positions: [
      {
        value: true,
        means: 'equal names and birth date are enough to be reported',
        see: async (stage) => expect(await reported(stage)).toBe(2),
      },
      {
        value: false,
        means: 'only who can be reached by the same telephone, too',
        see: async (stage) => expect(await reported(stage)).toBe(1),
      },
    ],
  },
  dunningBlockOnProperties: {
    positions: [
      {
        value: true,
        means: "tab Eigenschaften has the box 'Nicht mahnen'",
        see: (stage) => dunningBlockIsOn(stage, 'Eigenschaften', 'Administration'),
      },
      {
        value: false,
        means: "tab Administration has the box 'Nicht mahnen'",
        see: (stage) => dunningBlockIsOn(stage, 'Administration', 'Eigenschaften'),
      },
    ],
  },
  createCustomersFromApp: {
    on: 'chain',
    positions: [
      {
        value: true,
        means: 'whoever registers and is not known is a customer at once',
        see: async (stage) => stage.open((await somebodyRegisters(stage)).lastName),
      },
      {
        value: false,
        means: 'everybody who registers waits for staff',
        see: async (stage) => {
          const { lastName, firstName } = await somebodyRegisters(stage);
          await stage.page.getByRole('tab', { name: /^Aufgaben \(\d+\)$/ }).waitFor();
          await stage.page.keyboard.press('Alt+a');
          const task = `${lastName}, ${firstName}: Neue Verbindung zuordnen`;
          await stage.page.getByRole('article', { name: task }).waitFor();
        },
      },
    ],
  },
} satisfies Partial<Effects>;

async function openCustomer(stage: Stage): Promise<void> {
  const { lastName } = await stage.customer();
  await stage.open(lastName);
}

async function openAdministration(stage: Stage): Promise<void> {
  await openCustomer(stage);
  await stage.page.getByRole('tab', { name: 'Administration' }).click();
  await stage.page.getByRole('heading', { name: 'Nummern' }).waitFor();
}

/** F2, and the new mask has that value in that list, and that field. */
async function newBegins({ page }: Stage, list: string, value: string, field = 'Notiz'): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('combobox', { name: list, exact: true }).waitFor();
  expect(await page.getByRole('combobox', { name: list, exact: true }).inputValue()).toBe(value);
  await page.getByRole('textbox', { name: field, exact: true }).waitFor();
}

/**
 * Two customers of equal names and birth date are known, who live at different places; then these are typed once more, and the
 * telephone number of one of them.
 * @returns how many are reported
 */
async function reported(stage: Stage): Promise<number> {
  const { page, client } = stage;
  const number = '030 23125104';
  const born = { firstName: 'Erika', birthDate: '1961-04-03' };
  const phones = [{ id: null, label: null, number, sms: false }];
  const { lastName } = await stage.customer({ ...born, ...livingAt('Talstr.'), phones });
  await saveCustomer(client, lastName, { ...born, ...livingAt('Sonnenstr.') });
  await page.keyboard.press('F2');
  const entered = { Vorname: 'Erika', Nachname: lastName, 'geb.': '3.4.1961', Telefonnummer: number };
  for (const [name, text] of Object.entries(entered)) await page.getByRole('textbox', { name, exact: true }).fill(text);
  const bar = page.getByRole('status', { name: 'Vielleicht schon da:' });
  // The answer to all that was typed, not to a part of it.
  await bar.getByText(/gleiche Telefonnummer/).waitFor();
  return bar.getByRole('button', { name: /^Öffnen/ }).count();
}

function livingAt(street: string) {
  const place = { houseNumber: '9', postcode: '80331', town: 'München' };
  const address = { id: null, label: null, addition: null, district: null, country: null, street, ...place };
  return { addresses: [address], homeAddress: 0 };
}

/** The box can be ticked and saved there, and is nowhere on the other tab. */
async function dunningBlockIsOn(stage: Stage, tab: string, other: string): Promise<void> {
  const { page } = stage;
  const heading = { Eigenschaften: 'Eigenschaften', Administration: 'Nummern' }[other];
  const box = page.getByRole('checkbox', { name: 'Nicht mahnen' });
  await openCustomer(stage);
  await openTab(page, other);
  await page.getByRole('heading', { name: heading ?? '' }).waitFor();
  expect(await box.count()).toBe(0);
  await openTab(page, tab);
  await box.check();
  await page.keyboard.press('F1');
  await page.getByText('Gespeichert.').waitFor();
}

/** By the app, with a link from the mail; both counters have heard of it. Nothing about him agrees with anybody. */
async function somebodyRegisters(stage: Stage): Promise<{ lastName: string; firstName: string }> {
  const { server, counter } = stage;
  const person = { lastName: stage.freshName(), firstName: stage.freshName() };
  const mails = await startMailServer();
  try {
    giveLicence(counter);
    await stage.set({ appAddress: 'https://app.example.com' });
    await setUpMail({ server, counter }, mails);
    await registered(phoneOf({ server }), mails, { email: `${person.lastName.toLowerCase()}@example.com`, person });
  } finally {
    await mails.close();
  }
  await stage.meet();
  return person;
}
