// Page 'Filialkette': what the app is called and where it is, the hint at missing consent, patients.
import { expect } from 'vitest';
import type { SettingKey } from '../../src-shared/settings/rules.ts';
import type { Effects } from './effect.ts';
import type { Stage } from './stage.ts';

export const chain = {
  appName: {
    positions: [
      { value: 'Sonnen-App', means: 'tab Zugangsdaten bears it', see: (stage) => appIsCalled(stage, 'Sonnen-App') },
      { value: 'Mond-App', means: 'tab Zugangsdaten bears it', see: (stage) => appIsCalled(stage, 'Mond-App') },
    ],
  },
  missingConsentHint: {
    positions: [
      {
        value: true,
        means: 'a new customer without consent opens the dialog by itself',
        see: async (stage) => {
          await newCustomer(stage);
          await stage.page.getByRole('dialog', { name: /^Einwilligung verwalten/ }).waitFor();
        },
      },
      {
        value: false,
        means: 'a new customer without consent is saved, and nothing opens',
        see: async (stage) => {
          await newCustomer(stage);
          await stage.page.getByText(/^Gespeichert. Kundennummer/).waitFor();
          // Whatever opens by itself takes the focus away from the mask.
          await stage.page.getByRole('tab', { name: 'Stammdaten' }).click({ trial: true });
          expect(await stage.page.getByRole('dialog').count()).toBe(0);
        },
      },
    ],
  },
  patientsKept: {
    positions: [
      { value: 'none', means: 'customers bring nobody along', see: (stage) => tabsBeside(stage, []) },
      { value: 'patients', means: 'a tab of patients', see: (stage) => tabsBeside(stage, ['Patienten']) },
      { value: 'animals', means: 'a tab of animals', see: (stage) => tabsBeside(stage, ['Tiere']) },
    ],
  },
} satisfies Partial<Effects>;

/** Not seen at the screen yet. */
export const chainWaiting = ['appAddress'] as const satisfies readonly SettingKey[];

async function appIsCalled(stage: Stage, name: string): Promise<void> {
  const { lastName } = await stage.customer();
  await stage.open(lastName);
  await stage.page.getByRole('tab', { name: 'Zugangsdaten' }).click();
  await stage.page.getByRole('heading', { name, exact: true }).waitFor();
}

async function tabsBeside(stage: Stage, names: readonly string[]): Promise<void> {
  await stage.open((await stage.customer()).lastName);
  const tabs = stage.page.getByRole('tablist', { name: 'Reiter der Kundenmaske' }).getByRole('tab');
  const found = async () => (await tabs.allInnerTexts()).filter((name) => /^(Patienten|Tiere)$/.test(name));
  await tabs.getByText('Stammdaten').waitFor();
  await expect.poll(found).toEqual(names);
}

async function newCustomer({ page, freshName }: Stage): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Nachname' }).fill(freshName());
  await page.keyboard.press('F1');
}
