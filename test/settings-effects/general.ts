// Group 'Allgemein': numbers, what a new customer is, what the mask shows.
import { expect } from 'vitest';
import type { SettingKey } from '../../src-shared/settings/rules.ts';
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
} satisfies Partial<Effects>;

/** Not seen at the screen yet. */
export const generalWaiting = [
  'sameBirthDateIsDuplicate',
  'dunningBlockOnProperties',
  'createCustomersFromApp',
] as const satisfies readonly SettingKey[];

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
